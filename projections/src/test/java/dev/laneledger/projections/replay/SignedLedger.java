package dev.laneledger.projections.replay;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import dev.laneledger.projections.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The ledger of a test as an auditor gets it: honest bytes, signed by the log. */
final class SignedLedger implements LedgerMaterial {
  static final SignerKey LOG_KEY = SignerKey.fromSeed(Ledgers.ORIGIN, new byte[32]);

  final Ledgers ledger = new Ledgers();
  final Map<Hash, byte[]> blobs = new TreeMap<>();

  private static final List<RulePack> PACKS = ShippedPacks.all();

  SignedLedger() {
    PACKS.forEach(pack -> blobs.put(pack.sha256(), pack.bytes()));
  }

  ReplayReport replay() {
    return Replay.of(this, LOG_KEY.verifierKey());
  }

  /** Appends as the ledger does: what is denied becomes a refusal. */
  Verdict send(String actor, StreamId stream, EventType type, EventData data) {
    EventDraft draft = ledger.draft(stream, type, data);
    Verdict verdict = ledger.send(actor, draft);
    if (verdict instanceof Verdict.Denied denied) {
      refuse(denied.code(), denied, actor, draft);
    }
    return verdict;
  }

  /** Records a refusal with that code, whatever the rules said. */
  void refuse(String code, Verdict.Denied denied, String actor, EventDraft draft) {
    ArrayNode batch = JsonNodeFactory.instance.arrayNode();
    batch.add(EventCodec.senderAttributes(draft));
    byte[] input = CanonicalJson.write(batch);
    blobs.put(Hash.sha256(input), input);
    LedgerData.PackPin pack = denied.pack();
    own(
        StreamId.REFUSALS,
        EventType.REQUEST_REFUSED,
        new LedgerData.Refused(
            code,
            denied.rule(),
            pack == null ? null : pack.pack(),
            pack == null ? null : pack.sha256(),
            denied.pointer(),
            actor,
            Hash.sha256(input),
            input.length));
  }

  /** Attests these states as those after everything so far. */
  void attest(SortedMap<String, SortedMap<String, Hash>> programs) {
    Hash chain = HashChain.start(Ledgers.ORIGIN);
    for (byte[] entry : bytes()) {
      chain = HashChain.next(chain, MerkleTree.leafHash(entry));
    }
    own(
        StreamId.ATTESTATIONS,
        EventType.STATE_ATTESTED,
        new LedgerData.StateAttested(ledger.events().size(), chain, programs));
  }

  /** The true state hashes of a program. */
  SortedMap<String, SortedMap<String, Hash>> states(String program) {
    return new TreeMap<>(Map.of(program, ledger.program(program).stateHashes()));
  }

  void own(StreamId stream, EventType type, EventData data) {
    ledger.force(LedgerEvent.LEDGER_ACTOR, stream, type, data);
  }

  private List<byte[]> bytes() {
    return ledger.events().stream().map(EventCodec::encode).toList();
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    List<byte[]> bytes = bytes();
    for (int i = 0; i < bytes.size(); i++) {
      sink.accept(StoredEntry.bare(i, bytes.get(i)));
    }
  }

  @Override
  public Optional<byte[]> checkpoint() {
    List<Hash> leaves = new ArrayList<>(bytes().stream().map(MerkleTree::leafHash).toList());
    Checkpoint checkpoint =
        new Checkpoint(Ledgers.ORIGIN, leaves.size(), MerkleTree.rootOf(leaves));
    return Optional.of(checkpoint.sign(LOG_KEY).format().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void blobs(Consumer<Hash> sink) {
    blobs.keySet().stream().sorted().forEach(sink);
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return Optional.ofNullable(blobs.get(sha256));
  }
}
