package dev.laneledger.projections.detection;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Carries attacks out at many places of a copy. */
final class Attempts {
  /** So many places are tried where verify must notice, which is quick. */
  private static final int PLACES = 64;

  /** So many where everything is computed anew, or where a replay has to look. */
  private static final int FEW_PLACES = 8;

  private static final int BITS = 8;

  private Attempts() {}

  static Stream<LedgerCopy> flippedBits(LedgerCopy copy) {
    return each(copy, PLACES)
        .map(i -> {
          StoredEntry entry = copy.stored().get(i);
          byte[] bytes = flipped(entry.bytes(), i * 31 % entry.bytes().length, i % BITS);
          return replaced(
              copy, i, new StoredEntry(i, bytes, entry.leaf(), entry.chain(), null, null));
        });
  }

  static Stream<LedgerCopy> leaves(LedgerCopy copy) {
    return each(copy, PLACES)
        .map(i -> {
          StoredEntry entry = copy.stored().get(i);
          return replaced(
              copy,
              i,
              new StoredEntry(i, entry.bytes(), other(entry.leaf()), entry.chain(), null, null));
        });
  }

  static Stream<LedgerCopy> chains(LedgerCopy copy) {
    return each(copy, PLACES)
        .map(i -> {
          StoredEntry entry = copy.stored().get(i);
          return replaced(
              copy,
              i,
              new StoredEntry(i, entry.bytes(), entry.leaf(), other(entry.chain()), null, null));
        });
  }

  static Stream<LedgerCopy> dropped(LedgerCopy copy) {
    return each(copy, PLACES).map(i -> copy.with(without(copy.stored(), i)));
  }

  static Stream<LedgerCopy> droppedAndRenumbered(LedgerCopy copy) {
    return each(copy, PLACES).map(i -> copy.with(renumbered(without(copy.stored(), i))));
  }

  static Stream<LedgerCopy> inserted(LedgerCopy copy) {
    return each(copy, PLACES)
        .map(i -> {
          List<StoredEntry> entries = new ArrayList<>(copy.stored());
          entries.add(i, entries.get(i));
          return copy.with(renumbered(entries));
        });
  }

  static Stream<LedgerCopy> swapped(LedgerCopy copy) {
    return each(copy, PLACES)
        .filter(i -> i > 0)
        .map(i -> copy.with(renumbered(moved(copy, i, i - 1))));
  }

  static Stream<LedgerCopy> reordered(LedgerCopy copy) {
    int last = copy.size() - 1;
    return each(copy, PLACES)
        .filter(i -> i < last)
        .map(i -> copy.with(renumbered(moved(copy, i, last))));
  }

  static Stream<LedgerCopy> cutOff(LedgerCopy copy) {
    return each(copy, PLACES).filter(i -> i > 0).map(i -> copy.with(copy.stored().subList(0, i)));
  }

  static Stream<LedgerCopy> checkpoints(LedgerCopy copy) {
    byte[] note = copy.note();
    return IntStream.range(0, note.length).mapToObj(i -> copy.withCheckpoint(flipped(note, i, 0)));
  }

  static Stream<LedgerCopy> blobs(LedgerCopy copy) {
    return copy.blobBytes().entrySet().stream()
        .filter(blob -> blob.getValue().length > 0)
        .map(blob -> changed(copy, blob));
  }

  private static LedgerCopy changed(LedgerCopy copy, Map.Entry<Hash, byte[]> blob) {
    SortedMap<Hash, byte[]> blobs = new TreeMap<>(copy.blobBytes());
    blobs.put(blob.getKey(), flipped(blob.getValue(), blob.getValue().length / 2, 0));
    return copy.withBlobs(blobs);
  }

  static Stream<LedgerCopy> rewritten(LedgerCopy copy) {
    return changedData(copy, FEW_PLACES, event -> true);
  }

  static Stream<LedgerCopy> neverWere(LedgerCopy copy) {
    return each(copy, FEW_PLACES).filter(i -> i > 0).map(i -> History.of(copy).without(i));
  }

  static Stream<LedgerCopy> happenedTwice(LedgerCopy copy) {
    return each(copy, FEW_PLACES)
        .filter(i -> i > 0 && i < copy.size() - 1) // after the last it would just be a new entry
        .map(i -> History.of(copy).twice(i));
  }

  static Stream<LedgerCopy> otherWay(LedgerCopy copy) {
    return each(copy, FEW_PLACES).filter(i -> i > 1).map(i -> History.of(copy).swapped(i));
  }

  /** Nobody's word: what the ledger itself recorded keeps its actor. */
  static Stream<LedgerCopy> forgedActors(LedgerCopy copy) {
    return each(copy, FEW_PLACES)
        .filter(i -> !event(copy, i).path("actor").asString("").startsWith("ledger:"))
        .map(i -> History.of(copy).changed(i, e -> e.put("actor", "lane:never-registered")));
  }

  /** What a person signed, with something else in it than was signed. */
  static Stream<LedgerCopy> forgedWords(LedgerCopy copy) {
    return changedData(copy, copy.size(), event -> event.at("/data/signature/sig").isString());
  }

  /** Every entry of a type, with one place within that field of its data changed. */
  static Stream<LedgerCopy> changedField(LedgerCopy copy, EventType type, String field) {
    return IntStream.range(0, copy.size())
        .boxed()
        .filter(i -> event(copy, i).path("type").asString("").equals(type.wire()))
        .flatMap(i ->
            Variant.of(event(copy, i).at("/data/" + field))
                .limit(1)
                .map(value -> History.of(copy).changed(i, e -> setData(e, field, value))));
  }

  static Stream<LedgerCopy> rolledBack(LedgerCopy copy) {
    return each(copy, FEW_PLACES)
        .filter(i -> i > 0)
        .map(i -> copy.with(copy.stored().subList(0, i)).signed(Keys.LOG));
  }

  private static Stream<LedgerCopy> changedData(
      LedgerCopy copy, int places, Predicate<JsonNode> which) {
    return each(copy, places)
        .filter(i -> which.test(event(copy, i)))
        .flatMap(i ->
            Variant.of(event(copy, i).path("data"))
                .filter(data -> isEvent(event(copy, i).set("data", data)))
                .limit(1)
                .map(data -> History.of(copy).changed(i, e -> e.set("data", data))));
  }

  private static boolean isEvent(JsonNode event) {
    try {
      EventCodec.decode(CanonicalJson.write(event));
      return true;
    } catch (EventRefusedException e) {
      return false;
    }
  }

  private static ObjectNode event(LedgerCopy copy, int seq) {
    return (ObjectNode) CanonicalJson.parse(copy.stored().get(seq).bytes());
  }

  private static void setData(ObjectNode event, String field, JsonNode value) {
    ((ObjectNode) event.path("data")).set(field, value);
  }

  private static Stream<Integer> each(LedgerCopy copy, int about) {
    return Variant.places(copy.size(), about).stream();
  }

  private static LedgerCopy replaced(LedgerCopy copy, int seq, StoredEntry by) {
    List<StoredEntry> entries = new ArrayList<>(copy.stored());
    entries.set(seq, by);
    return copy.with(entries);
  }

  private static List<StoredEntry> without(List<StoredEntry> all, int seq) {
    List<StoredEntry> entries = new ArrayList<>(all);
    entries.remove(seq);
    return entries;
  }

  private static List<StoredEntry> moved(LedgerCopy copy, int from, int to) {
    List<StoredEntry> entries = new ArrayList<>(copy.stored());
    entries.add(to, entries.remove(from));
    return entries;
  }

  /** Under the numbers of the places where they stand now. */
  private static List<StoredEntry> renumbered(List<StoredEntry> entries) {
    return IntStream.range(0, entries.size())
        .mapToObj(i -> {
          StoredEntry e = entries.get(i);
          return new StoredEntry(i, e.bytes(), e.leaf(), e.chain(), null, null);
        })
        .toList();
  }

  private static Hash other(@Nullable Hash hash) {
    return Hash.of(flipped(Objects.requireNonNull(hash).bytes(), 0, 0));
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << bit);
    return flipped;
  }
}
