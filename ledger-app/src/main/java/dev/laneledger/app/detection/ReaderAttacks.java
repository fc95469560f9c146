package dev.laneledger.app.detection;

import static dev.laneledger.app.detection.Place.BUNDLE;
import static dev.laneledger.app.detection.Place.TREE;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.NamedBlobs;
import dev.laneledger.app.audit.Layout;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is done to blobs, packs and reports, and to what no hash covers. */
final class ReaderAttacks {
  private static final byte[] OTHER = "something else\n".getBytes(StandardCharsets.UTF_8);

  private final Set<String> named = new HashSet<>();

  ReaderAttacks(List<byte[]> entries) {
    entries.forEach(entry ->
        NamedBlobs.of(EventCodec.decode(entry))
            .forEach(digest -> named.add(Layout.BLOBS + digest.hex())));
  }

  /** Whether an entry names the blob in that file; nobody asks a published tree for others. */
  boolean isNamed(String file) {
    return named.contains(file);
  }

  List<CopyAttack> all() {
    return Stream.of(
            blobs(), copies("pack", Layout.PACKS), copies("report", Layout.REPORTS), container())
        .flatMap(List::stream)
        .toList();
  }

  private List<CopyAttack> blobs() {
    String prefix = Layout.BLOBS;
    CopyAttack gone =
        CopyAttack.of(
            "blob that an entry names: is taken away",
            copy -> copy.names(prefix).stream().filter(this::isNamed).map(copy::without));
    CopyAttack unnamed =
        CopyAttack.of(
            "blob that no entry names: is taken away",
            copy -> copy.names(prefix).stream().filter(name -> !isNamed(name)).map(copy::without));
    return List.of(
        CopyAttack.of("blob: one byte is changed", copy -> copy.some(prefix).flatMap(copy::flipped))
            .in(BUNDLE, TREE),
        CopyAttack.of("blob: is cut short", copy -> copy.some(prefix).flatMap(copy::cut))
            .in(BUNDLE, TREE),
        CopyAttack.of("blobs: two change places", copy -> copy.exchanges(copy.names(prefix)))
            .in(BUNDLE, TREE),
        gone.in(BUNDLE, TREE).promising(Promise.GAP, "what is lost is a gap"),
        unnamed.in(BUNDLE).promising(Promise.NOTHING, "nothing says that it was there"),
        CopyAttack.of(
                "blob: one that no entry names is added",
                copy -> Stream.of(copy.with(prefix + Hash.sha256(OTHER).hex(), OTHER)))
            .in(BUNDLE)
            .promising(Promise.NOTHING, "nothing rests on it; it may be of an entry to come"));
  }

  private static List<CopyAttack> copies(String word, String prefix) {
    return List.of(
        CopyAttack.of(
                word + ": one byte is changed", copy -> copy.some(prefix).flatMap(copy::flipped))
            .in(BUNDLE),
        CopyAttack.of(word + ": is cut short", copy -> copy.some(prefix).flatMap(copy::cut))
            .in(BUNDLE),
        CopyAttack.of(word + "s: two change places", copy -> copy.exchanges(copy.names(prefix)))
            .in(BUNDLE),
        CopyAttack.of(
                word + ": one of nothing that the ledger has is added",
                copy -> Stream.of(copy.with(prefix + "made-up/x", OTHER)))
            .in(BUNDLE),
        CopyAttack.of(word + ": is taken away", copy -> copy.some(prefix).map(copy::without))
            .in(BUNDLE)
            .promising(Promise.GAP, "it follows from the entries; that it is not there is a gap"));
  }

  private static List<CopyAttack> container() {
    String why = "nothing rests on it: a gap";
    return List.of(
        CopyAttack.of("README: one byte is changed", copy -> copy.flipped(Layout.README))
            .in(BUNDLE)
            .promising(Promise.GAP, why),
        CopyAttack.of("README: is taken away", copy -> Stream.of(copy.without(Layout.README)))
            .in(BUNDLE)
            .promising(Promise.GAP, why),
        CopyAttack.of(
                "a file that no export writes is added",
                copy -> Stream.of("a-file", "tile/x", "zz/y").map(name -> copy.with(name, OTHER)))
            .in(BUNDLE)
            .promising(Promise.GAP, why));
  }
}
