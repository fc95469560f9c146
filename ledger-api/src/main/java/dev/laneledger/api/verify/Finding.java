package dev.laneledger.api.verify;

/**
 * One thing that is not as it must be, with both sides, so that the report stands alone. {@link
 * OfEntry}, {@link OfLedger} and {@link OfMeaning} are signs of tampering; a {@link Gap} is
 * something not covered.
 */
public sealed interface Finding {
  /** The {@link #seq()} of what is not about one entry. */
  long NO_ENTRY = -1;

  /** The stable name of the broken rule, such as {@code CHANGED}. */
  String kind();

  /** The rule as a sentence without its values. */
  String rule();

  /** The first entry concerned, or {@link #NO_ENTRY}. */
  long seq();

  /** What within the entry or ledger it is about: a field, a stream, a digest; may be empty. */
  String subject();

  /** What should be there: a hash in hex, a number, or words. */
  String expected();

  /** What is there instead. */
  String actual();

  /** A broken rule of one entry. */
  record OfEntry(EntryRule which, long seq, String subject, String expected, String actual)
      implements Finding {
    @Override
    public String kind() {
      return which.name();
    }

    @Override
    public String rule() {
      return which.text();
    }
  }

  /** A broken rule of the whole ledger. */
  record OfLedger(LedgerRule which, long seq, String subject, String expected, String actual)
      implements Finding {
    @Override
    public String kind() {
      return which.name();
    }

    @Override
    public String rule() {
      return which.text();
    }
  }

  /** Something that a replay did not reach again. */
  record OfMeaning(MeaningRule which, long seq, String subject, String expected, String actual)
      implements Finding {
    @Override
    public String kind() {
      return which.name();
    }

    @Override
    public String rule() {
      return which.text();
    }
  }

  /** Something that could not be covered. */
  record Gap(GapKind which, long seq, String subject, String expected, String actual)
      implements Finding {
    @Override
    public String kind() {
      return which.name();
    }

    @Override
    public String rule() {
      return which.text();
    }
  }
}
