package dev.laneledger.projections.replay;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.rule.RulePack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody who holds the log's key and rewrites history: after changing one entry everything that
 * can be computed from the rest is computed again, so that nothing but the change itself is wrong:
 * hashes, the checkpoint, what later attestations say, and the sealed packet.
 */
final class Forger {
  private static final Map<Hash, RulePack> PACKS = new HashMap<>();

  final List<ObjectNode> entries = new ArrayList<>();
  final Map<Hash, byte[]> blobs;

  Forger(SignedEntries honest) {
    honest.bytes().forEach(bytes -> entries.add((ObjectNode) CanonicalJson.parse(bytes)));
    this.blobs = new TreeMap<>(honest.kept());
  }

  static ReplayReport replay(SignedEntries material) {
    return Replay.of(
        material,
        Pins.of(SignedEntries.LOG_KEY.verifierKey()),
        entry -> {},
        bytes -> PACKS.computeIfAbsent(Hash.sha256(bytes), sha256 -> RulePack.load(bytes)),
        2);
  }

  /** Replays the rewritten history, in which the entry at that seq was changed on purpose. */
  ReplayReport replayAround(long changed) {
    attestAgain(changed);
    ReplayReport report = replay(material());
    if (sealAgain(report, changed)) {
      attestAgain(changed);
      report = replay(material());
    }
    return report;
  }

  /** The payload of an entry, to be changed. */
  ObjectNode data(long seq) {
    return (ObjectNode) entries.get((int) seq).path("data");
  }

  SignedEntries material() {
    return new SignedEntries(entries.stream().map(CanonicalJson::write).toList(), blobs);
  }

  /** Makes every other attestation say what is now so. */
  private void attestAgain(long changed) {
    List<Hash> chain = new ArrayList<>(List.of(HashChain.start(Ledgers.ORIGIN)));
    List<LedgerState> states = new ArrayList<>(List.of(LedgerState.EMPTY));
    for (int seq = 0; seq < entries.size(); seq++) {
      ObjectNode entry = entries.get(seq);
      if (isOf(entry, EventType.STATE_ATTESTED) && seq != changed) {
        attest((ObjectNode) entry.path("data"), chain, states);
      }
      byte[] bytes = CanonicalJson.write(entry);
      LedgerEvent event = EventCodec.decode(bytes);
      chain.add(HashChain.next(chain.getLast(), MerkleTree.leafHash(bytes)));
      states.add(states.getLast().evolve(event));
    }
  }

  private static void attest(ObjectNode data, List<Hash> chain, List<LedgerState> states) {
    int size = data.path("size").asInt();
    data.put("chain", chain.get(size).hex());
    for (Map.Entry<String, JsonNode> program : data.path("programs").properties()) {
      ObjectNode hashes = (ObjectNode) program.getValue();
      states
          .get(size)
          .program(program.getKey())
          .stateHashes()
          .forEach((projection, hash) -> hashes.put(projection, hash.hex()));
    }
  }

  /** Seals what the replay rendered; says whether anything changed. */
  private boolean sealAgain(ReplayReport report, long changed) {
    boolean any = false;
    for (Finding finding : report.findings()) {
      if (finding.kind().equals("PACKET") && finding.seq() != changed) {
        ObjectNode data = (ObjectNode) entries.get((int) finding.seq()).path("data");
        if (finding.subject().endsWith(" tree")) {
          data.put("packetTree", finding.actual());
          any = true;
        } else if (finding.subject().endsWith(" files")) {
          data.put("files", Long.parseLong(finding.actual()));
          any = true;
        }
      }
    }
    return any;
  }

  static boolean isOf(JsonNode entry, EventType type) {
    return entry.path("type").asString().equals(type.wire());
  }
}
