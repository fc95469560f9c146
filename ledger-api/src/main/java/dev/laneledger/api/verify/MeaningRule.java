package dev.laneledger.api.verify;

/** What a replay must reach again, in the order of precedence for one entry. */
public enum MeaningRule {
  /** The ledger's own principal records only what is the ledger's. */
  LEDGER_ACT("the ledger itself may record only genesis, attestations and refusals"),
  /** The packs that judge from the start can judge. */
  PACK("a pack that the ledger was created with must load"),
  /** The rules allow the batch that was appended. */
  VERDICT("the rules must allow what was appended"),
  /** The rules deny the kept input for the recorded reason. */
  REFUSAL("the rules must deny the kept input as it was recorded"),
  /** The projections had the attested state hashes. */
  STATE("the projections must have the attested state"),
  /** An auditor's replay that found nothing reached the states that a replay reaches. */
  REPLAY("an auditor's replay must have reached the states that a replay reaches"),
  /** The events give the packet that was sealed. */
  PACKET("the events must give the sealed packet"),
  /** The events give the report of which there is a copy. */
  REPORT_COPY("a copy of a report must be the report that the events give");

  private final String text;

  MeaningRule(String text) {
    this.text = text;
  }

  /** The rule as a sentence without its values. */
  public String text() {
    return text;
  }
}
