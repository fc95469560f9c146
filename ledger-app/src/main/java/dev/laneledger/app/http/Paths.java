package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;

/** Names in a path: of programs, ticket prefixes and lanes. */
final class Paths {
  private Paths() {}

  /**
   * The name, if it could be one.
   *
   * @throws ProblemException {@code NOT_FOUND} otherwise: nothing can be there
   */
  static String segment(String what, String name) {
    if (!StreamId.isSegment(name)) {
      throw notFound("a " + what + " must be named by [A-Za-z0-9._-]{1,128}, but was: " + name);
    }
    return name;
  }

  static ProblemException notFound(String detail) {
    return new ProblemException(ReasonCode.NOT_FOUND, detail);
  }
}
