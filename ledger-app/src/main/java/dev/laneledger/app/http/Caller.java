package dev.laneledger.app.http;

import dev.laneledger.api.event.Role;
import java.security.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param actor the principal, {@code role:name} in lower case
 */
public record Caller(String actor, Role role) {

  public static Caller of(Principal principal) {
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
}
