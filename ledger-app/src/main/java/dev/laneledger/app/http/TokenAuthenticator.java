package dev.laneledger.app.http;

import java.util.Optional;

/** Knows the bearer tokens. Safe for any number of threads. */
@FunctionalInterface
public interface TokenAuthenticator {
  /**
   * The principal that the token stands for, {@code role:name} in lower case; empty if the token is
   * unknown or revoked, or its principal is. The comparison takes the same time wherever a token
   * differs.
   */
  Optional<String> principalOf(String token);
}
