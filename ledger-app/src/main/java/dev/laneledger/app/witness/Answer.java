package dev.laneledger.app.witness;

/**
 * What a witness answers.
 *
 * @param status of HTTP, as tlog-witness assigns them
 * @param contentType of the body
 */
record Answer(int status, String contentType, String body) {
  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int CONFLICT = 409;
  static final int TOO_LARGE = 413;
  static final int UNPROCESSABLE = 422;
  static final int UNAVAILABLE = 503;

  private static final String TEXT = "text/plain; charset=utf-8";

  static Answer ok(String body) {
    return new Answer(OK, TEXT, body);
  }

  /** The old size is not the latest one: here is that. */
  static Answer conflict(long size) {
    return new Answer(CONFLICT, "text/x.tlog.size", size + "\n");
  }

  /** A refusal in words. */
  static Answer refused(int status, String why) {
    return new Answer(status, TEXT, why + "\n");
  }
}
