package dev.laneledger.app.http;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/** Says of each path who may come in. What it does not speak of is open to nobody. */
@FunctionalInterface
interface AccessRules {
  /** The outcome for a path that no rule speaks of; it is answered as if nothing were there. */
  final class Unlisted extends AuthorizationDecision {
    Unlisted() {
      super(false);
    }
  }

  /** Adds the rules; the first that matches decides. */
  void addTo(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests);
}
