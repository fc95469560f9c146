package dev.laneledger.projections.replay;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import dev.laneledger.projections.rule.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A ledger of a test that is kept as the real one is, blobs and refusals too. */
final class SignedLedger {
  final Ledgers ledger = new Ledgers();
  final Map<Hash, byte[]> blobs = new TreeMap<>();

  private static final List<RulePack> PACKS = ShippedPacks.all();

  SignedLedger() {
    PACKS.forEach(pack -> blobs.put(pack.sha256(), pack.bytes()));
    blobs.put(Hash.sha256(Samples.EVIDENCE), Samples.EVIDENCE);
  }

  ReplayReport replay() {
    return Replay.of(material(), SignedEntries.LOG_KEY.verifierKey());
  }

  /** As an auditor gets it: honest bytes, signed by the log. */
  SignedEntries material() {
    return new SignedEntries(bytes(), blobs);
  }

  /** Appends as the ledger does: what is denied becomes a refusal. */
  Verdict send(String actor, StreamId stream, EventType type, EventData data) {
    return send(actor, ledger.draft(stream, type, data));
  }

  /** Appends a batch as the ledger does: what is denied becomes a refusal. */
  Verdict send(String actor, EventDraft... batch) {
    Verdict verdict = ledger.send(actor, batch);
    if (verdict instanceof Verdict.Denied denied) {
      refuse(denied.code(), denied, actor, batch);
    }
    return verdict;
  }

  /** Records a refusal with that code, whatever the rules said. */
  void refuse(String code, Verdict.Denied denied, String actor, EventDraft... batch) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    Arrays.stream(batch).forEach(draft -> kept.add(EventCodec.senderAttributes(draft)));
    byte[] input = CanonicalJson.write(kept);
    blobs.put(Hash.sha256(input), input);
    LedgerData.PackPin pack = denied.pack();
    StreamId target = batch[denied.index()].source();
    own(
        ledger.stateOf(target).last() >= 0 ? target : StreamId.REFUSALS,
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
    ledger.attest(programs);
  }

  /** The true state hashes of a program. */
  SortedMap<String, SortedMap<String, Hash>> states(String program) {
    return ledger.states(program);
  }

  void own(StreamId stream, EventType type, EventData data) {
    ledger.force(LedgerEvent.LEDGER_ACTOR, stream, type, data);
  }

  List<byte[]> bytes() {
    return ledger.events().stream().map(EventCodec::encode).toList();
  }
}
