package dev.laneledger.app.detection;

import static dev.laneledger.app.detection.Place.BUNDLE;
import static dev.laneledger.app.detection.Place.HASHES;
import static dev.laneledger.app.detection.Place.TREE;

import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.app.audit.Layout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What is done to checkpoint, cosignatures, timestamps and policy. */
final class SignedAttacks {
  private static final String NOTE = Layout.CHECKPOINT;

  private final Outsiders outsiders;
  private final List<byte[]> entries;
  private final Checkpoint newest;

  SignedAttacks(Outsiders outsiders, List<byte[]> entries) {
    this.outsiders = outsiders;
    this.entries = entries;
    this.newest = outsiders.checkpoint(entries);
  }

  List<CopyAttack> all() {
    return Stream.of(checkpoints(), cosignatures(), timestamps(), policy())
        .flatMap(List::stream)
        .toList();
  }

  /** Checkpoints that the ledger had before: over a half of it, and over all but one. */
  private Stream<Checkpoint> older() {
    return Stream.of(entries.size() / 2, entries.size() - 1)
        .filter(size -> size > 0)
        .distinct()
        .map(size -> outsiders.checkpoint(entries.subList(0, size)));
  }

  private List<CopyAttack> checkpoints() {
    CopyAttack older =
        CopyAttack.of(
            "checkpoint: an older one is put back",
            copy -> older().map(then -> copy.with(NOTE, outsiders.signed(then))));
    CopyAttack gone =
        CopyAttack.of("checkpoint: is taken away", copy -> Stream.of(copy.without(NOTE)));
    return List.of(
        CopyAttack.of("checkpoint: one byte is changed", copy -> eachByte(copy)),
        CopyAttack.of("checkpoint: is cut short", copy -> copy.cut(NOTE)),
        CopyAttack.of(
            "checkpoint: is signed by another key",
            copy -> Stream.of(copy.with(NOTE, outsiders.signedByAnother(newest)))),
        older.in(BUNDLE).promising(Promise.GAP, "nothing is lost: what it does not cover is a gap"),
        older.in(TREE, HASHES).promising(Promise.SEEN, ""),
        gone.in(BUNDLE).promising(Promise.GAP, "nothing is signed then, which is a gap"),
        gone.in(TREE, HASHES));
  }

  private static Stream<CopyFiles> eachByte(CopyFiles copy) {
    byte[] note = copy.bytes(NOTE);
    return copy.places(note.length)
        .map(at -> {
          byte[] changed = note.clone();
          changed[at] ^= 1;
          return copy.with(NOTE, changed);
        });
  }

  private List<CopyAttack> cosignatures() {
    return List.of(
        CopyAttack.of(
            "cosignature: is taken away",
            copy -> Stream.of(copy.with(NOTE, outsiders.notCosigned(newest)))),
        CopyAttack.of(
            "cosignature: is of another checkpoint",
            copy ->
                older().map(then -> copy.with(NOTE, outsiders.cosignedForAnother(newest, then)))),
        CopyAttack.of(
            "cosignature: is of another key under the witness's name",
            copy -> Stream.of(copy.with(NOTE, outsiders.cosignedByAnother(newest)))));
  }

  private List<CopyAttack> timestamps() {
    String prefix = Layout.TIMESTAMPS;
    String stamp = prefix + newest.size() + Layout.TIMESTAMP_END;
    return List.of(
        CopyAttack.of(
                "timestamp: one byte is changed", copy -> copy.some(prefix).flatMap(copy::flipped))
            .promising(
                Promise.NOTHING,
                "its copy of a certificate says nothing to who has that certificate"),
        CopyAttack.of("timestamp: is cut short", copy -> copy.some(prefix).flatMap(copy::cut)),
        CopyAttack.of("timestamps: two change places", copy -> copy.exchanges(copy.names(prefix)))
            .in(BUNDLE),
        CopyAttack.of(
                "timestamp: is of a size that the ledger never had",
                copy ->
                    Stream.of(
                        copy.with(
                            prefix + (newest.size() + 1) + Layout.TIMESTAMP_END,
                            copy.bytes(stamp))))
            .in(BUNDLE),
        CopyAttack.of(
                "timestamp: is of a namesake of the trusted authority",
                copy -> Stream.of(copy.with(stamp, outsiders.stampedByNamesake(newest))))
            .promising(Promise.GAP, "it may be good: nobody here can tell, which is a gap"),
        CopyAttack.of(
                "timestamp: is of an authority that nobody trusts",
                copy -> Stream.of(copy.with(stamp, outsiders.stampedByAnother(newest))))
            .promising(Promise.GAP, "it may be good: nobody here can tell, which is a gap"),
        CopyAttack.of("timestamp: is taken away", copy -> copy.some(prefix).map(copy::without))
            .promising(Promise.NOTHING, "nothing says that it was there"));
  }

  private static List<CopyAttack> policy() {
    String why = "it binds nobody: an auditor brings a policy of his own";
    return List.of(
        CopyAttack.of(
                "policy: no longer is one",
                copy ->
                    Stream.of(
                        copy.with(Layout.POLICY, "quorum all\n".getBytes(StandardCharsets.UTF_8))))
            .in(BUNDLE),
        CopyAttack.of(
                "policy: says something else",
                copy ->
                    Stream.of(
                        copy.with(Layout.POLICY, "quorum none\n".getBytes(StandardCharsets.UTF_8))))
            .in(BUNDLE)
            .promising(Promise.NOTHING, why),
        CopyAttack.of("policy: is taken away", copy -> Stream.of(copy.without(Layout.POLICY)))
            .in(BUNDLE)
            .promising(Promise.NOTHING, why));
  }
}
