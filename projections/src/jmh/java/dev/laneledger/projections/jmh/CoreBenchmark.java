package dev.laneledger.projections.jmh;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.merkle.InclusionProof;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.rule.Decider;
import dev.laneledger.projections.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/** What one event of about 600 bytes costs in each pure part, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CoreBenchmark {
  private static final int LEAVES = 100_000;

  private LedgerEvent event;
  private byte[] bytes;
  private JsonNode tree;
  private Hash chain;
  private HashReader hashes;
  private InclusionProof proof;
  private Hash root;
  private Hash leaf;
  private LedgerState state;
  private Ledgers ledger;
  private Decider decider;

  @Setup
  public void makeOneOfEach() {
    EventDraft draft =
        EventDraft.of(
            "000000000001",
            StreamId.lane("P", "l1"),
            EventType.LANE_SURFACE_CLASSIFIED,
            new LaneData.SurfaceClassified(
                "table of the source",
                "CLASSIFIED_SAFE",
                "read twice on the clone, and found to be as it was; ".repeat(5),
                null,
                null,
                null,
                null));
    event = new LedgerEvent(draft, "lane:default", "2026-01-01T00:00:00.000Z", 7);
    bytes = EventCodec.encode(event);
    tree = CanonicalJson.parse(bytes);
    chain = HashChain.start("bench");
    Map<String, Hash> stored = new HashMap<>();
    MerkleFrontier frontier = MerkleFrontier.empty();
    for (int i = 0; i < LEAVES; i++) {
      Hash leaf = Hash.sha256(Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
      frontier =
          frontier.append(leaf, (level, index, hash) -> stored.put(level + "/" + index, hash));
    }
    hashes = (level, index) -> stored.get(level + "/" + index);
    root = frontier.root();
    leaf = hashes.hash(0, LEAVES / 3);
    proof = MerkleTree.prove(LEAVES / 3, LEAVES, hashes);
    state = LedgerState.EMPTY.evolve(event);
    ledger = new Ledgers();
    ledger.force(
        "owner:default",
        StreamId.program("P"),
        EventType.PROGRAM_REGISTERED,
        new ProgramData.Registered("P", "to be measured", null));
    ledger.force(
        "lane:default",
        event.source(),
        EventType.LANE_OPENED,
        Samples.opened("ANALYSIS_ONLY", "TOKEN"));
    decider = ledger.deciderOver(ledger.events());
    if (!(judging() instanceof Verdict.Allowed)) {
      throw new IllegalStateException("the event must be allowed, but: " + judging());
    }
  }

  @Benchmark
  public byte[] canonicalForm() {
    return CanonicalJson.write(tree);
  }

  @Benchmark
  public LedgerEvent strictReading() {
    return EventCodec.decode(bytes);
  }

  @Benchmark
  public Hash leafAndChain() {
    return HashChain.next(chain, MerkleTree.leafHash(bytes));
  }

  @Benchmark
  public InclusionProof provingInclusion() {
    return MerkleTree.prove(LEAVES / 3, LEAVES, hashes);
  }

  @Benchmark
  public boolean verifyingInclusion() {
    return proof.verify(leaf, root);
  }

  @Benchmark
  public Verdict judging() {
    return decider.decide(
        ledger::stateOf, "lane:default", ledger.now(), List.of(event.draft()));
  }

  @Benchmark
  public LedgerState evolving() {
    return state.evolve(event);
  }
}
