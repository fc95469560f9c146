package dev.laneledger.api.note;

/** Counts in texts: decimal, no sign, no leading zero, at most 2^63-1. */
final class Decimal {
  private Decimal() {}

  static long parse(String what, String text) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && Long.toString(value).equals(text)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for every wrong spelling
    }
    throw NoteException.malformed(
        what + " must be a decimal number without sign or leading zeros, but is: " + text);
  }
}
