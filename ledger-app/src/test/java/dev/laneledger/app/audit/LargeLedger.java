package dev.laneledger.app.audit;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A ledger of any size that is computed while it is read: a program with one blocker that its owner
 * narrows again and again, which the shipped rules allow. Its log key is {@link #KEY}.
 */
public final class LargeLedger implements LedgerMaterial {
  static final String ORIGIN = "laneledger.local/large";
  static final SignerKey KEY = SignerKey.fromSeed(ORIGIN, new byte[32]);

  private static final StreamId PROGRAM = StreamId.program("P");
  private static final Instant START = Instant.parse("2026-03-01T10:00:00.000Z");
  private static final int FOUNDING = 5;

  private final long size;
  private final Map<Hash, byte[]> packs = new TreeMap<>();
  private @Nullable byte[] checkpoint;

  LargeLedger(long size) {
    this.size = size;
    ShippedPacks.all().forEach(pack -> packs.put(pack.sha256(), pack.bytes()));
  }

  /** Writes a bundle: {@code FILE ENTRIES}. Prints the key with which it verifies. */
  public static void main(String... args) throws IOException {
    System.out.println(write(Path.of(args[0]), Long.parseLong(args[1])));
  }

  /** Writes a bundle of that many entries and gives the key with which it verifies. */
  public static String write(Path file, long size) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      Bundle.write(new LargeLedger(size), out);
    }
    return KEY.verifierKey().encode();
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    for (long seq = 0; seq < size; seq++) {
      sink.accept(StoredEntry.bare(seq, entry(seq)));
    }
  }

  private byte[] entry(long seq) {
    return switch ((int) Math.min(seq, FOUNDING)) {
      case 0 ->
          encode(
              seq,
              LedgerEvent.LEDGER_ACTOR,
              StreamId.LEDGER,
              EventType.LEDGER_CREATED,
              new LedgerData.Created(
                  "laneledger/1",
                  ORIGIN,
                  List.of(KEY.verifierKey().encode()),
                  List.of(),
                  ShippedPacks.all().stream().map(RulePack::pin).toList()),
              0);
      case 1 ->
          encode(
              seq,
              LedgerEvent.LEDGER_ACTOR,
              StreamId.LEDGER,
              EventType.PRINCIPAL_REGISTERED,
              new LedgerData.PrincipalRegistered("owner:default", "ada"),
              1);
      case 2 ->
          encode(
              seq,
              "owner:default",
              PROGRAM,
              EventType.PROGRAM_REGISTERED,
              new ProgramData.Registered("P", "A large program", null),
              0);
      case 3 ->
          encode(
              seq,
              "owner:default",
              PROGRAM,
              EventType.BLOCKER_RAISED,
              new ProgramData.BlockerRaised(
                  "B-1",
                  "what stops it",
                  List.of(Role.OWNER),
                  List.of(),
                  "narrow it",
                  List.of(new ProgramData.Leg("whole", Role.OWNER, Strength.ANALYSIS, List.of()))),
              1);
      case 4 ->
          encode(
              seq,
              LedgerEvent.LEDGER_ACTOR,
              StreamId.ATTESTATIONS,
              EventType.STATE_ATTESTED,
              attestation(seq),
              0);
      default -> narrowed(seq);
    };
  }

  /** Of everything before it: later changes are never attested, so a long ledger has a gap. */
  private LedgerData.StateAttested attestation(long size) {
    Hash chain = HashChain.start(ORIGIN);
    LedgerState state = LedgerState.EMPTY;
    for (long seq = 0; seq < size; seq++) {
      byte[] entry = entry(seq);
      chain = HashChain.next(chain, MerkleTree.leafHash(entry));
      state = state.evolve(EventCodec.decode(entry));
    }
    return new LedgerData.StateAttested(
        size, chain, new TreeMap<>(Map.of("P", state.program("P").stateHashes())));
  }

  /** The canonical bytes written down, which is faster than to encode an event. */
  private static byte[] narrowed(long seq) {
    return ("{\"actor\":\"owner:default\",\"data\":{\"blocker\":\"B-1\",\"narrowing\":\"narrowed for the "
            + seq
            + "th time, with a sentence about what was found out meanwhile\"},"
            + "\"datacontenttype\":\"application/json\",\"id\":\"narrowing-"
            + seq
            + "\",\"recordedtime\":\""
            + time(seq)
            + "\",\"source\":\"/programs/P\",\"specversion\":\"1.0\",\"streamseq\":"
            + (seq - 3)
            + ",\"type\":\"dev.laneledger.blocker.narrowed.v1\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encode(
      long seq, String actor, StreamId stream, EventType type, EventData data, long streamseq) {
    EventDraft draft = EventDraft.of("founding-" + seq, stream, type, data);
    return EventCodec.encode(new LedgerEvent(draft, actor, time(seq), streamseq));
  }

  private static String time(long seq) {
    String text = START.plusMillis(seq).toString();
    return text.contains(".") ? text : text.replace("Z", ".000Z");
  }

  @Override
  public Optional<byte[]> checkpoint() {
    byte[] known = checkpoint;
    if (known == null) {
      MerkleFrontier[] tree = {MerkleFrontier.empty()};
      entries(entry -> tree[0] = tree[0].append(MerkleTree.leafHash(entry.bytes())));
      known =
          new Checkpoint(ORIGIN, size, tree[0].root())
              .sign(KEY)
              .format()
              .getBytes(StandardCharsets.UTF_8);
      checkpoint = known;
    }
    return Optional.of(known);
  }

  @Override
  public void blobs(Consumer<Hash> sink) {
    packs.keySet().forEach(sink);
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return Optional.ofNullable(packs.get(sha256));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d entries", size);
  }
}
