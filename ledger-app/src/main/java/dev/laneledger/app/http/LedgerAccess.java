package dev.laneledger.app.http;

import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiPredicate;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Who gets to which of the ledger's resources. Whoever adds a resource adds it here and to the
 * table of {@code docs/security.md}.
 */
final class LedgerAccess implements AccessRules {
  private static final String LANE = "/v1/programs/{program}/lanes/{lane}";

  private final ReadRights rights;

  LedgerAccess(ReadRights rights) {
    this.rights = rights;
  }

  @Override
  public void addTo(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        // hashes, and what is signed; of the tiles the entries are judged where they are shown
        .requestMatchers(
            "/checkpoint",
            "/tile/**",
            "/timestamps/*",
            "/v1/consistency",
            "/v1/timestamps",
            "/v1/openapi.json",
            "/v1/schemas",
            "/v1/schemas/*",
            "/problems",
            "/problems/*",
            "/actuator/health",
            "/actuator/health/*")
        .permitAll()
        // the owner's pages: each shows what its reader may see
        .requestMatchers("/sign-in", "/sign-in/issuer", "/sign-in/issuer/back", "/assets/*")
        .permitAll()
        .requestMatchers("/", "/sign-out", "/theme", "/ledger", "/ledger/*")
        .authenticated()
        .requestMatchers(
            "/blockers", "/decisions", "/decisions/*", "/tickets", "/lanes", "/lanes/*", "/feed")
        .hasAnyRole(names(Role.LANE, Role.OPERATOR, Role.OWNER, Role.AUDITOR))
        .requestMatchers("/actuator/prometheus", "/v1/verification")
        .hasAnyRole(names(Role.AUDITOR, Role.OPERATOR, Role.ADMIN))
        .requestMatchers("/v1/witnesses", "/policy", "/mcp")
        .authenticated()
        // what is sent is judged by the rules, which keep their refusals; what is read by its
        // stream
        .requestMatchers("/v1/events", "/v1/events/*", "/v1/events/*/proof")
        .authenticated()
        .requestMatchers("/v1/programs/{program}/tickets/{prefix}/reservations")
        .authenticated()
        .requestMatchers(HttpMethod.PUT, "/v1/blobs/*")
        .hasAnyRole(names(Role.LANE, Role.OPERATOR, Role.OWNER))
        .requestMatchers("/v1/blobs")
        .hasRole(Role.AUDITOR.name())
        .requestMatchers("/v1/blobs/*")
        .hasAnyRole(names(Role.LANE, Role.OPERATOR, Role.OWNER, Role.AUDITOR))
        .requestMatchers(LANE, LANE + "/packet", LANE + "/report")
        .access(judged(this::mayReadLane))
        .requestMatchers("/v1/programs/{program}/**")
        .access(
            judged((caller, path) ->
                rights.mayReadProgram(caller, String.valueOf(path.get("program")))));
  }

  private boolean mayReadLane(Caller caller, Map<String, String> path) {
    String program = String.valueOf(path.get("program"));
    String lane = String.valueOf(path.get("lane"));
    if (!StreamId.isSegment(program) || !StreamId.isSegment(lane)) {
      return rights.mayReadProgram(caller, program);
    }
    return rights.mayRead(caller, StreamId.lane(program, lane));
  }

  private static String[] names(Role... roles) {
    return Arrays.stream(roles).map(Role::name).toArray(String[]::new);
  }

  private static AuthorizationManager<RequestAuthorizationContext> judged(
      BiPredicate<Caller, Map<String, String>> rule) {
    return (who, context) ->
        new AuthorizationDecision(
            who.get() instanceof BearerFilter.Bearer bearer
                && rule.test(Caller.of(bearer), context.getVariables()));
  }
}
