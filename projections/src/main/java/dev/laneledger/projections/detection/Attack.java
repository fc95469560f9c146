package dev.laneledger.projections.detection;

import dev.laneledger.api.event.EventType;
import java.util.function.Function;
import java.util.stream.Stream;

/** The catalogue: what is done, what it takes, and who must notice at the latest. */
public enum Attack {
  ENTRY_BIT("one bit of an entry is flipped", Means.FILES, Notice.KEY, Attempts::flippedBits),
  LEAF_KEPT(
      "the leaf hash kept for an entry is changed", Means.FILES, Notice.KEY, Attempts::leaves),
  CHAIN_KEPT(
      "the chain hash kept for an entry is changed", Means.FILES, Notice.KEY, Attempts::chains),
  DROP("an entry is taken out", Means.FILES, Notice.KEY, Attempts::dropped),
  DROP_RENUMBERED(
      "an entry is taken out and the others renumbered",
      Means.FILES,
      Notice.KEY,
      Attempts::droppedAndRenumbered),
  INSERT("an entry is put in twice", Means.FILES, Notice.KEY, Attempts::inserted),
  SWAP("two neighbours change places", Means.FILES, Notice.KEY, Attempts::swapped),
  REORDER("an entry moves to the end", Means.FILES, Notice.KEY, Attempts::reordered),
  CUT_TAIL("the newest entries are cut off", Means.FILES, Notice.KEY, Attempts::cutOff),
  CHECKPOINT(
      "one character of the checkpoint is changed", Means.FILES, Notice.KEY, Attempts::checkpoints),
  BLOB("one byte of a blob is changed", Means.FILES, Notice.KEY, Attempts::blobs),
  ROLLED_BACK(
      "an older copy with the checkpoint that it had then",
      Means.FILES,
      Notice.SEEN,
      Attempts::rolledBack),
  REWRITE("an entry says something else", Means.HASHES, Notice.KEY, Attempts::rewritten),
  REWRITE_DROP("an entry never was", Means.HASHES, Notice.KEY, Attempts::neverWere),
  REWRITE_INSERT("an entry happened twice", Means.HASHES, Notice.KEY, Attempts::happenedTwice),
  REWRITE_SWAP(
      "two neighbours happened the other way round", Means.HASHES, Notice.KEY, Attempts::otherWay),
  REWRITE_OTHER_KEY(
      "an entry says something else, signed with another key",
      Means.HASHES,
      Notice.KEY,
      copy -> Attempts.rewritten(copy).map(c -> c.signed(Keys.OTHER))),
  FORGED_ACTOR(
      "an entry names an actor who was never registered",
      Means.LOG_KEY,
      Notice.REPLAY,
      copy -> Attempts.forgedActors(copy).map(c -> c.signed(Keys.LOG))),
  FORGED_SIGNATURE(
      "what a person signed says something else",
      Means.LOG_KEY,
      Notice.REPLAY,
      copy -> Attempts.forgedWords(copy).map(c -> c.signed(Keys.LOG))),
  FORGED_REFUSAL(
      "a refusal names another code",
      Means.LOG_KEY,
      Notice.REPLAY,
      copy ->
          Attempts.changedField(copy, EventType.REQUEST_REFUSED, "code")
              .map(c -> c.signed(Keys.LOG))),
  FORGED_STATE(
      "an attestation states another hash",
      Means.LOG_KEY,
      Notice.REPLAY,
      copy ->
          Attempts.changedField(copy, EventType.STATE_ATTESTED, "programs")
              .map(c -> c.signed(Keys.LOG))),
  FORGED_PACKET(
      "a sealed packet has another tree",
      Means.LOG_KEY,
      Notice.REPLAY,
      copy ->
          Attempts.changedField(copy, EventType.LANE_PACKET_SEALED, "packetTree")
              .map(c -> c.signed(Keys.LOG))),
  HISTORY_REWRITTEN(
      "an entry says something else, signed with the log's own key",
      Means.LOG_KEY,
      Notice.SEEN,
      copy -> Attempts.rewritten(copy).map(c -> c.signed(Keys.LOG))),
  HISTORY_DROPPED(
      "an entry never was, signed with the log's own key",
      Means.LOG_KEY,
      Notice.SEEN,
      copy -> Attempts.neverWere(copy).map(c -> c.signed(Keys.LOG))),
  TAIL_UNSEEN(
      "a tail that nobody saw signed is cut off, the rest signed again",
      Means.LOG_KEY,
      Notice.NOBODY,
      Attempts::rolledBack);

  /** What an attacker can do; the package says more. */
  public enum Means {
    FILES,
    HASHES,
    LOG_KEY
  }

  /** Which verification notices at the latest. */
  public enum Notice {
    KEY,
    REPLAY,
    SEEN,
    NOBODY
  }

  private final String words;
  private final Means means;
  private final Notice notice;
  private final Function<LedgerCopy, Stream<LedgerCopy>> attempts;

  Attack(
      String words, Means means, Notice notice, Function<LedgerCopy, Stream<LedgerCopy>> attempts) {
    this.words = words;
    this.means = means;
    this.notice = notice;
    this.attempts = attempts;
  }

  /** What is done, for a person. */
  public String words() {
    return words;
  }

  public Means means() {
    return means;
  }

  /** Which verification must notice, if none before it does. */
  public Notice notice() {
    return notice;
  }

  Stream<LedgerCopy> on(LedgerCopy copy) {
    return attempts.apply(copy);
  }
}
