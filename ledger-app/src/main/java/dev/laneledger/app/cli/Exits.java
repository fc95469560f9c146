package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerRefusedException;

/** The exit codes that every verb keeps to; verification adds 3, verified with gaps. */
final class Exits {
  static final int GOOD = 0;

  /** Refused by the ledger's rules, tampered, or diverging. */
  static final int REFUSED = 1;

  /** Unusable input or usage: mend it and call again. */
  static final int UNUSABLE = 2;

  private Exits() {}

  /** A rule's denial is a refusal; what the ledger could not even read is unusable input. */
  static int of(LedgerRefusedException refused) {
    return of(refused.status());
  }

  static int of(int httpStatus) {
    return switch (httpStatus) {
      case 400, 404, 405, 408, 413, 415 -> UNUSABLE;
      default -> REFUSED;
    };
  }
}
