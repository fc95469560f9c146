package dev.laneledger.projections.decision;

import dev.laneledger.projections.RowMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The delegations of one program by their event's id, and by token, so that using one costs the
 * same however many there are. What is known by token follows from the rows and is no row itself;
 * it is found when it is first asked for, since most that look back at a program do not ask.
 */
public final class Delegations {
  static final String PREFIX = "delegation/";

  static final Delegations EMPTY = new Delegations(RowMap.empty(PREFIX), RowMap.empty("by-token/"));

  private final RowMap<Delegation> rows;
  private @Nullable RowMap<OfToken> byToken; // whoever asks first finds it; all find the same

  private Delegations(RowMap<Delegation> rows, @Nullable RowMap<OfToken> byToken) {
    this.rows = rows;
    this.byToken = byToken;
  }

  /**
   * The delegations of one token.
   *
   * @param newest the key of the newest, in whatever status
   * @param standing the keys of those that are neither used up nor lapsed, the oldest first
   */
  record OfToken(String newest, List<String> standing) {
    OfToken with(String key) {
      List<String> more = new ArrayList<>(standing);
      more.add(key);
      return new OfToken(newest, List.copyOf(more));
    }

    OfToken without(String key) {
      return new OfToken(newest, standing.stream().filter(k -> !k.equals(key)).toList());
    }
  }

  static Delegations of(RowMap<Delegation> rows) {
    return new Delegations(rows, null);
  }

  /** Each by the id of its event. */
  public RowMap<Delegation> rows() {
    return rows;
  }

  RowMap<OfToken> byToken() {
    RowMap<OfToken> known = byToken;
    if (known == null) {
      known = found(rows);
      byToken = known;
    }
    return known;
  }

  private static RowMap<OfToken> found(RowMap<Delegation> rows) {
    List<Map.Entry<String, Delegation>> oldestFirst = new ArrayList<>(rows.entrySet());
    oldestFirst.sort(Comparator.comparingLong(d -> d.getValue().by().streamseq()));
    RowMap<OfToken> found = EMPTY.byToken();
    for (Map.Entry<String, Delegation> d : oldestFirst) {
      found = with(found, d.getKey(), d.getValue());
    }
    return found;
  }

  private static RowMap<OfToken> with(RowMap<OfToken> all, String key, Delegation delegation) {
    OfToken known = all.get(delegation.token());
    List<String> standing = known == null ? List.of() : known.standing();
    OfToken now = new OfToken(key, standing);
    return all.plus(
        delegation.token(),
        delegation.status() == Delegation.Status.DELEGATED ? now.with(key) : now);
  }

  /** The oldest delegation that lets that principal use the token at that moment, or empty. */
  Optional<Map.Entry<String, Delegation>> usable(String token, String now, String principal) {
    return standing(token).stream()
        .map(key -> Map.entry(key, Objects.requireNonNull(rows.get(key))))
        .filter(d -> d.getValue().standsAt(now) && d.getValue().isFor(principal))
        .findFirst();
  }

  /** The newest delegation of the token, in whatever status, or empty. */
  Optional<Delegation> newest(String token) {
    return Optional.ofNullable(byToken().get(token)).map(known -> rows.get(known.newest()));
  }

  /** With one more, which is newer than all. */
  Delegations plus(String key, Delegation delegation) {
    return new Delegations(rows.plus(key, delegation), with(byToken(), key, delegation));
  }

  /** After that one was used up. */
  Delegations consumed(String key) {
    return ended(key, Delegation.Status.CONSUMED);
  }

  /** After the owner selected, or a newer packet was published: none stands any more. */
  Delegations overruled() {
    Delegations overruled = this;
    for (OfToken token : byToken().values()) {
      for (String key : token.standing()) {
        overruled = overruled.ended(key, Delegation.Status.LAPSED);
      }
    }
    return overruled;
  }

  private Delegations ended(String key, Delegation.Status status) {
    Delegation old = Objects.requireNonNull(rows.get(key));
    OfToken known = Objects.requireNonNull(byToken().get(old.token()));
    return new Delegations(
        rows.plus(key, old.with(status)), byToken().plus(old.token(), known.without(key)));
  }

  private List<String> standing(String token) {
    OfToken known = byToken().get(token);
    return known == null ? List.of() : known.standing();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Delegations d && d.rows.equals(rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }
}
