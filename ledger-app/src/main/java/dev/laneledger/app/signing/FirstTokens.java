package dev.laneledger.app.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that a ledger's first start makes. They stand as text in its directory, so they are
 * for the first days only; whoever may write the directory makes others at any time.
 */
public final class FirstTokens {
  static final String NAME = "first-start";

  /** How long they admit. */
  static final Duration LIFE = Duration.ofDays(30);

  /** How long before their end it is said. */
  private static final Duration NOTICE = Duration.ofDays(7);

  private FirstTokens() {}

  /**
   * A principal that no token admits much longer, or any more.
   *
   * @param expires when the last one ends, or ended
   */
  public record Ending(String principal, Instant expires, boolean over) {
    @Override
    public String toString() {
      return "the token of %s from the first start %s at %s"
          .formatted(principal, over ? "has expired" : "expires", expires);
    }

    /**
     * The command that makes another in its place.
     *
     * @param dir the ledger's directory
     */
    public String todo(Object dir) {
      String file = principal.substring(0, principal.indexOf(':'));
      return "ledger token create %s --dir %s --out %s/tokens/%s"
          .formatted(principal, dir, dir, file);
    }
  }

  /**
   * Of which of them that is so, in the order of the principals. One whose principal has another
   * token, or that was revoked, is not there.
   */
  public static List<Ending> ending(Tokens tokens, Instant now) {
    Collection<Token> all = tokens.all().values();
    return all.stream()
        .filter(token -> token.name().equals(NAME))
        .flatMap(token ->
            lastEnd(token.principal(), all).stream()
                .filter(end -> end.isBefore(now.plus(NOTICE)))
                .map(end -> new Ending(token.principal(), end, !now.isBefore(end))))
        .sorted(Comparator.comparing(Ending::principal))
        .toList();
  }

  /** When the first of them ends, if one does. */
  public static Optional<Instant> end(Tokens tokens) {
    return tokens.all().values().stream()
        .filter(token -> token.name().equals(NAME))
        .flatMap(token -> Optional.ofNullable(token.expires()).stream())
        .min(Comparator.naturalOrder());
  }

  /** Empty: one of the principal's tokens never ends. */
  private static Optional<Instant> lastEnd(String principal, Collection<Token> all) {
    List<Token> own = all.stream().filter(token -> token.principal().equals(principal)).toList();
    return own.stream().anyMatch(token -> token.expires() == null)
        ? Optional.empty()
        : own.stream()
            .flatMap(token -> Optional.ofNullable(token.expires()).stream())
            .max(Comparator.naturalOrder());
  }
}
