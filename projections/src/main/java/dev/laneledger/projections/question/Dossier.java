package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.replay.Replay;
import dev.laneledger.projections.replay.ReplayReport;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.PackRefusedException;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.StreamState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that an answer may rest on: the replayed material with its events in their places. */
public final class Dossier {
  private final ReplayReport replay;
  private final Optional<byte[]> checkpoint;
  private final List<Placed> entries;
  private final Map<EventRef, Placed> byRef = new HashMap<>();
  private final SortedMap<StreamId, List<Placed>> streams = new TreeMap<>();
  private final Map<Hash, RulePack> packs = new HashMap<>();
  private LedgerState state = LedgerState.EMPTY;

  private Dossier(ReplayReport replay, Optional<byte[]> checkpoint, List<Placed> entries) {
    this.replay = replay;
    this.checkpoint = checkpoint;
    this.entries = entries;
    for (Placed placed : entries) {
      LedgerEvent event = placed.event();
      byRef.putIfAbsent(event.ref(), placed);
      streams.computeIfAbsent(event.source(), s -> new ArrayList<>()).add(placed);
      state = state.evolve(event);
    }
  }

  /**
   * Replays the material and keeps its events.
   *
   * @param pins what is known from outside the ledger
   * @throws dev.laneledger.api.verify.MaterialUnusableException if the material cannot be read
   */
  public static Dossier read(LedgerMaterial material, Pins pins) {
    List<Placed> entries = new ArrayList<>();
    ReplayReport replay =
        Replay.of(material, pins, entry -> entries.add(new Placed(entry.seq(), entry.event())));
    Dossier dossier = new Dossier(replay, material.checkpoint(), entries);
    dossier.loadPacks(material);
    return dossier;
  }

  private void loadPacks(LedgerMaterial material) {
    for (Placed placed : stream(StreamId.LEDGER)) {
      switch (placed.event().payload()) {
        case LedgerData.Created created ->
            created.policies().forEach(pin -> load(material, pin.sha256()));
        case LedgerData.PolicyAdopted adopted -> load(material, adopted.sha256());
        default -> {}
      }
    }
  }

  private void load(LedgerMaterial material, Hash sha256) {
    try {
      material
          .blob(sha256)
          .filter(bytes -> Hash.sha256(bytes).equals(sha256))
          .ifPresent(bytes -> packs.put(sha256, RulePack.load(bytes)));
    } catch (PackRefusedException e) {
      packs.remove(sha256); // a pack that does not load is as good as missing
    }
  }

  /** What verifying and replaying the material found. */
  public ReplayReport replay() {
    return replay;
  }

  /** The streams of all lanes, in order. */
  public List<StreamId> lanes() {
    return streams.keySet().stream().filter(s -> s.kind() == StreamId.Kind.LANE).toList();
  }

  /**
   * The lanes of that name.
   *
   * @param name a lane's id, or its stream's path where two programs use the same id
   */
  public List<StreamId> lanes(String name) {
    return lanes().stream().filter(s -> name.equals(s.leaf()) || name.equals(s.path())).toList();
  }

  /** The checkpoint's exact bytes, if there is one. */
  Optional<byte[]> checkpoint() {
    return checkpoint;
  }

  /** All events, in order of the ledger. */
  List<Placed> entries() {
    return entries;
  }

  /** The events of one stream, in order. */
  List<Placed> stream(StreamId stream) {
    return streams.getOrDefault(stream, List.of());
  }

  /** The events of {@code /ledger} of one type, in order. */
  List<Placed> ledgerEvents(Class<? extends LedgerData> type) {
    return stream(StreamId.LEDGER).stream()
        .filter(p -> type.isInstance(p.event().payload()))
        .toList();
  }

  /** The events of one program's streams, each stream in order. */
  Map<StreamId, List<LedgerEvent>> program(String program) {
    Map<StreamId, List<LedgerEvent>> events = new TreeMap<>();
    streams.forEach((stream, placed) -> {
      if (program.equals(stream.program())) {
        events.put(stream, placed.stream().map(Placed::event).toList());
      }
    });
    return events;
  }

  Optional<Placed> find(EventRef event) {
    return Optional.ofNullable(byRef.get(event));
  }

  /** The event's position in the ledger; the ledger's size for an event that is not there. */
  long seq(EventRef event) {
    return find(event).map(Placed::seq).orElse(replay.bytes().size());
  }

  /** Every program after the last entry. */
  LedgerState state() {
    return state;
  }

  /** The program just before that entry. */
  ProgramState stateBefore(String program, long seq) {
    LedgerState before = LedgerState.EMPTY;
    for (Placed placed : entries) {
      if (placed.seq() >= seq) {
        break;
      }
      String of = placed.event().source().program();
      before = of == null || of.equals(program) ? before.evolve(placed.event()) : before;
    }
    return before.program(program);
  }

  /** Who may act, whose keys count and which packs judge, after the last entry. */
  LedgerStream ledger() {
    return ledgerBefore(Long.MAX_VALUE);
  }

  /** The same just before that entry. */
  LedgerStream ledgerBefore(long seq) {
    StreamState before = StreamState.initial(StreamId.LEDGER);
    for (Placed placed : stream(StreamId.LEDGER)) {
      if (placed.seq() < seq) {
        before = before.evolve(placed.event());
      }
    }
    return (LedgerStream) before;
  }

  /** The adopted pack of that digest, if its bytes are at hand and load. */
  Optional<RulePack> pack(Hash sha256) {
    return Optional.ofNullable(packs.get(sha256));
  }

  /** The recorded time of the last entry; empty text for none. */
  String now() {
    return entries.isEmpty() ? "" : entries.getLast().event().recordedtime();
  }

  /** The findings about any of those entries, in their order. */
  List<Finding> findings(Collection<Long> seqs) {
    return replay.findings().stream().filter(f -> seqs.contains(f.seq())).toList();
  }
}
