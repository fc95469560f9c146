package dev.laneledger.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.TlogProof;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lying ledger may answer to an append. */
class ProofsTest {
  private static final String ORIGIN = "ledger.example/1";
  private static final SignerKey KEY = SignerKey.fromSeed(ORIGIN, new byte[32]);
  private static final EventDraft SENT = draft("p-1", "A program");
  private static final byte[] ENTRY = entry(SENT);

  private static EventDraft draft(String id, String title) {
    return EventDraft.of(
        id,
        StreamId.program("P-1"),
        EventType.PROGRAM_REGISTERED,
        new ProgramData.Registered("P-1", title, null));
  }

  private static byte[] entry(EventDraft draft) {
    return EventCodec.encode(
        new LedgerEvent(draft, "owner:default", "2026-03-01T10:00:00.000Z", 0));
  }

  /** A proof of the bytes at index 1 of 3, signed by that key. */
  private static TlogProof proof(byte[] entry, SignerKey key) {
    List<Hash> leaves =
        List.of(Hash.sha256(), MerkleTree.leafHash(entry), Hash.sha256(new byte[1]));
    SignedNote note = new Checkpoint(ORIGIN, 3, MerkleTree.rootOf(leaves)).sign(key);
    return new TlogProof(
        Bytes.of(entry), 1, MerkleTree.prove(1, 3, MerkleTree.over(leaves)).path(), note);
  }

  private static Receipt receipt(long seq, byte[] entry) {
    return new Receipt(
        seq, SENT.source(), SENT.id(), MerkleTree.leafHash(entry), Hash.sha256(new byte[2]));
  }

  private static void assertUnproven(Receipt receipt, String proof, String... reasons) {
    UnprovenException refused =
        catchThrowableOfType(
            UnprovenException.class, () -> Proofs.check(SENT, receipt, proof, KEY.verifierKey()));
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).contains(reasons);
    assertThat(refused.proof()).isEqualTo(proof);
  }

  @Test
  void a_proof_of_what_was_sent_holds() {
    ProvenEntry proven =
        Proofs.check(SENT, receipt(1, ENTRY), proof(ENTRY, KEY).format(), KEY.verifierKey());

    assertThat(proven.event().draft()).isEqualTo(SENT);
    assertThat(proven.checkpoint().size()).isEqualTo(3);
  }

  @Test
  void another_entry_in_its_place_is_noticed() {
    byte[] other = entry(draft("p-1", "Another program"));
    assertUnproven(
        receipt(1, other), proof(other, KEY).format(), "what was sent", "Another program");
  }

  @Test
  void a_receipt_for_another_place_or_another_leaf_is_noticed() {
    String proof = proof(ENTRY, KEY).format();
    assertUnproven(receipt(2, ENTRY), proof, "receipt's seq", "stated 2", "proven 1");
    assertUnproven(receipt(1, new byte[1]), proof, "receipt's leaf hash");
  }

  @Test
  void another_signer_is_noticed() {
    SignerKey other = SignerKey.fromSeed(ORIGIN, Hash.sha256().bytes());
    assertUnproven(receipt(1, ENTRY), proof(ENTRY, other).format(), "does not hold");
  }

  @Test
  void what_is_no_proof_is_noticed() {
    TlogProof good = proof(ENTRY, KEY);
    SignedNote note = good.checkpoint();
    Receipt receipt = receipt(1, ENTRY);
    assertUnproven(receipt, "", "does not hold");
    assertUnproven(receipt, new TlogProof(null, 1, good.path(), note).format(), "carry the entry");
    assertUnproven(
        receipt, new TlogProof(good.extra(), 0, good.path(), note).format(), "does not hold");
    byte[] noEvent = new byte[3];
    assertUnproven(receipt(1, noEvent), proof(noEvent, KEY).format(), "does not hold");
  }
}
