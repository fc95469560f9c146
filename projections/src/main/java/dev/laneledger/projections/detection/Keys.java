package dev.laneledger.projections.detection;

/** Whose throw-away key signs. */
enum Keys {
  /** Stands in for the log's. */
  LOG((byte) 1),
  /** Of somebody else, under the log's name. */
  OTHER((byte) 2);

  private final byte seed;

  Keys(byte seed) {
    this.seed = seed;
  }

  /** 32 bytes that are no secret. */
  byte[] seed() {
    byte[] bytes = new byte[32];
    bytes[0] = seed;
    return bytes;
  }
}
