package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import java.security.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param actor the principal, {@code role:name} in lower case
 */
record Caller(String actor, Role role) {

  static Caller of(Principal principal) {
    String actor = principal.getName();
    String role = actor.substring(0, Math.max(0, actor.indexOf(':')));
    return new Caller(actor, Role.valueOf(role.toUpperCase(Locale.ROOT)));
  }

  /**
   * Who asks for something that only some may have, where nobody has to say who they are.
   *
   * @throws ProblemException {@code UNAUTHENTICATED} if the request carries no token
   */
  static Caller known(@Nullable Principal principal) {
    if (principal == null) {
      throw new ProblemException(BearerFilter.unauthenticated());
    }
    return of(principal);
  }

  /** Whether entries of that stream may be shown to the caller. */
  boolean mayRead(StreamId source) {
    return switch (role) {
      case AUDITOR -> true;
      case LANE, OPERATOR, OWNER -> source.program() != null;
      case ADMIN -> false;
    };
  }

  /**
   * @throws ProblemException {@code FORBIDDEN} unless every entry may be shown to the caller
   */
  void requireAllEntries() {
    if (role != Role.AUDITOR) {
      throw forbidden("entries of all streams are shown to the role AUDITOR only");
    }
  }

  /**
   * @throws ProblemException {@code FORBIDDEN} unless entries of that stream may be shown
   */
  void requireEntriesOf(StreamId source) {
    if (!mayRead(source)) {
      throw forbidden("entries of " + source.path() + " are not shown to this role");
    }
  }

  private ProblemException forbidden(String rule) {
    return new ProblemException(
        Problem.of(ReasonCode.FORBIDDEN, rule + ", but the principal is: " + actor)
            .withTodo("name a source under /programs/, or use an auditor's token"));
  }
}
