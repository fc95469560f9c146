package dev.laneledger.api.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.InclusionProof;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.api.proof.ProofRefusedException.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class RowProofTest {
  private static final String ORIGIN = "ledger.example/rows";
  private static final SignerKey KEY = key((byte) 1);

  /** The state of two programs, the same rows in different places. */
  private static final List<RowProof.Row> FIRST =
      List.of(row("A", "OPEN"), row("B", "CLOSED"), row("C", "OPEN"));

  private static final List<RowProof.Row> SECOND = List.of(row("A", "CLOSED"), row("B", "OPEN"));

  private static final List<LedgerEvent> ENTRIES =
      List.of(
          event("/programs/P", "a", "owner:o", new ProgramData.Registered("P", "p", null)),
          event("/programs/Q", "b", "owner:o", new ProgramData.Registered("Q", "q", null)),
          attestation(LedgerEvent.LEDGER_ACTOR, 2),
          event("/programs/R", "c", "owner:o", new ProgramData.Registered("R", "r", null)));

  private static final int ATTESTATION = 2;

  private static SignerKey key(byte seed) {
    byte[] bytes = new byte[32];
    bytes[0] = seed;
    return SignerKey.fromSeed(ORIGIN, bytes);
  }

  private static RowProof.Row row(String key, String status) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put("status", status).putNull("none");
    return new RowProof.Row(key, value);
  }

  private static LedgerEvent attestation(String actor, long size) {
    SortedMap<String, Hash> first = new TreeMap<>(Map.of("blockers.v1", root(FIRST)));
    first.put("lanes.v1", root(SECOND));
    SortedMap<String, SortedMap<String, Hash>> programs = new TreeMap<>();
    programs.put("P", first);
    programs.put("Q", new TreeMap<>(Map.of("blockers.v1", root(SECOND))));
    return event(
        "/ledger/attestations",
        "x",
        actor,
        new LedgerData.StateAttested(size, Hash.sha256(), programs));
  }

  private static LedgerEvent event(String source, String id, String actor, EventData data) {
    EventType type =
        data instanceof LedgerData ? EventType.STATE_ATTESTED : EventType.PROGRAM_REGISTERED;
    EventDraft draft = EventDraft.of(id, StreamId.parse(source), type, data);
    return new LedgerEvent(draft, actor, "2026-06-12T00:00:00.000Z", 0);
  }

  private static Hash root(List<RowProof.Row> rows) {
    return MerkleTree.rootOf(rows.stream().map(RowProof.Row::leaf).toList());
  }

  private static String entryProof(List<LedgerEvent> entries, int seq, SignerKey key) {
    List<Hash> leaves =
        entries.stream().map(e -> MerkleTree.leafHash(EventCodec.encode(e))).toList();
    InclusionProof path = MerkleTree.prove(seq, leaves.size(), MerkleTree.over(leaves));
    Checkpoint head = new Checkpoint(ORIGIN, leaves.size(), MerkleTree.rootOf(leaves));
    Bytes bytes = Bytes.of(EventCodec.encode(entries.get(seq)));
    return new TlogProof(bytes, seq, path.path(), head.sign(key)).format();
  }

  private static RowProof proof(
      String program, String projection, List<RowProof.Row> rows, int index, String entryProof) {
    List<Hash> leaves = rows.stream().map(RowProof.Row::leaf).toList();
    InclusionProof path = MerkleTree.prove(index, leaves.size(), MerkleTree.over(leaves));
    return RowProof.of(program, projection, rows.get(index), path, entryProof);
  }

  private static RowProof proof(int index) {
    String entry = entryProof(ENTRIES, ATTESTATION, KEY);
    return proof("P", "blockers.v1", FIRST, index, entry);
  }

  private static ProvenRow verify(byte[] bytes) {
    return RowProof.parse(bytes).verify(KEY.verifierKey());
  }

  private static void refused(RowProof proof, Step step) {
    assertThatThrownBy(() -> proof.verify(KEY.verifierKey()))
        .isInstanceOfSatisfying(
            ProofRefusedException.class,
            e -> assertThat(e.step()).as(e.getMessage()).isEqualTo(step));
  }

  @Test
  void every_row_is_proven_with_the_state_the_entry_and_the_head_that_it_is_in() {
    for (int index = 0; index < FIRST.size(); index++) {
      ProvenRow proven = verify(proof(index).bytes());

      assertThat(proven.row()).isEqualTo(FIRST.get(index));
      assertThat(proven.program()).isEqualTo("P");
      assertThat(proven.projection()).isEqualTo("blockers.v1");
      assertThat(proven.size()).isEqualTo(2);
      assertThat(proven.stateHash()).isEqualTo(root(FIRST));
      assertThat(proven.attestation().seq()).isEqualTo(2);
      assertThat(proven.attestation().checkpoint().size()).isEqualTo(4);
      assertThat(proven.attestation().checkpoint().origin()).isEqualTo(ORIGIN);
    }
  }

  @Test
  void a_single_bit_that_is_flipped_anywhere_never_proves_anything_else() {
    byte[] good = proof(0).bytes();
    ProvenRow original = verify(good);
    int same = 0;
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      if (provesQuickly(flipped)) {
        assertThat(verify(flipped)).as("bit %d", bit).isEqualTo(original);
        same++;
      }
    }
    assertThat(same).as("three rows and two have other paths than one more or less").isZero();
  }

  /** Signatures are slow, so what fails without them is not asked for them. */
  private static boolean provesQuickly(byte[] bytes) {
    try {
      RowProof proof = RowProof.parse(bytes);
      proof.verifyUnsigned();
      proof.verify(KEY.verifierKey());
      return true;
    } catch (ProofRefusedException e) {
      return false;
    }
  }

  @Test
  void members_of_different_proofs_never_prove_together_what_no_proof_proves() {
    String entry = entryProof(ENTRIES, ATTESTATION, KEY);
    List<RowProof> good =
        List.of(
            proof("P", "blockers.v1", FIRST, 0, entry),
            proof("P", "blockers.v1", FIRST, 2, entry),
            proof("P", "lanes.v1", SECOND, 0, entry),
            proof("Q", "blockers.v1", SECOND, 1, entry),
            proof("P", "blockers.v1", FIRST, 0, entryProof(ENTRIES, 0, KEY)),
            proof("P", "blockers.v1", FIRST, 0, entryProof(ENTRIES, ATTESTATION, key((byte) 2))));
    Set<ProvenRow> true_ = new HashSet<>();
    for (var state : Map.of("P/blockers.v1", FIRST, "P/lanes.v1", SECOND).entrySet()) {
      addAll(true_, state.getKey(), state.getValue(), entry);
    }
    addAll(true_, "Q/blockers.v1", SECOND, entry);
    int proven = 0;
    List<String> names = List.copyOf(tree(good.getFirst()).propertyNames());
    for (RowProof a : good) {
      for (RowProof b : good.subList(good.indexOf(a) + 1, good.size())) {
        for (int mix = 0; mix < 1 << names.size(); mix++) {
          ObjectNode mixed = tree(a);
          for (int i = 0; i < names.size(); i++) {
            if ((mix >> i & 1) == 1) {
              mixed.set(names.get(i), tree(b).get(names.get(i)));
            }
          }
          proven += isTrueOrRefused(mixed, true_) ? 1 : 0;
        }
      }
    }
    assertThat(proven).isPositive();
  }

  private static void addAll(
      Set<ProvenRow> all, String name, List<RowProof.Row> rows, String entry) {
    String[] parts = name.split("/");
    for (int i = 0; i < rows.size(); i++) {
      all.add(proof(parts[0], parts[1], rows, i, entry).verify(KEY.verifierKey()));
    }
  }

  private static boolean isTrueOrRefused(ObjectNode mixed, Set<ProvenRow> allTrue) {
    byte[] bytes = CanonicalJson.write(mixed);
    boolean proves = provesQuickly(bytes);
    if (proves) {
      assertThat(allTrue).contains(verify(bytes));
    }
    return proves;
  }

  private static ObjectNode tree(RowProof proof) {
    return (ObjectNode) CanonicalJson.parse(proof.bytes());
  }

  @Test
  void values_that_change_places_within_a_proof_prove_nothing() {
    ObjectNode good = tree(proof(0));
    List<String> names = new ArrayList<>(good.propertyNames());
    for (String a : names) {
      for (String b : names) {
        if (!a.equals(b)) {
          ObjectNode swapped = tree(proof(0));
          swapped.set(a, good.get(b));
          swapped.set(b, good.get(a));
          assertThatThrownBy(() -> verify(CanonicalJson.write(swapped)))
              .as("%s and %s", a, b)
              .isInstanceOf(ProofRefusedException.class);
        }
      }
    }
  }

  @Test
  void each_step_refuses_with_what_was_expected_and_what_is_there() {
    RowProof good = proof(0);
    refused(with(good, row("A", "CLOSED"), good.entryProof()), Step.ROW);
    refused(with(good, good.row(), entryProof(ENTRIES, 0, KEY)), Step.ATTESTATION);
    refused(
        with(good, good.row(), entryProof(ENTRIES, ATTESTATION, key((byte) 2))), Step.CHECKPOINT);
    String path = good.entryProof().replaceFirst("index 2", "index 3");
    refused(with(good, good.row(), path), Step.INCLUSION);
    refused(proof("R", "blockers.v1", FIRST, 0, good.entryProof()), Step.ATTESTATION);
    assertThatThrownBy(() -> with(good, row("A", "CLOSED"), good.entryProof()).verifyUnsigned())
        .hasMessageContaining("  expected  " + root(FIRST))
        .hasMessageContaining("  actual    ");
  }

  private static RowProof with(RowProof good, RowProof.Row row, String entryProof) {
    return new RowProof(
        good.format(),
        good.program(),
        good.projection(),
        row,
        good.index(),
        good.rows(),
        good.path(),
        entryProof);
  }

  @Test
  void only_the_ledgers_own_attestation_of_what_came_before_it_counts() {
    for (LedgerEvent other :
        List.of(attestation("auditor:a", 2), attestation(LedgerEvent.LEDGER_ACTOR, 3))) {
      List<LedgerEvent> entries = new ArrayList<>(ENTRIES);
      entries.set(ATTESTATION, other);
      String entry = entryProof(entries, ATTESTATION, KEY);
      refused(proof("P", "blockers.v1", FIRST, 0, entry), Step.ATTESTATION);
    }
  }

  @Test
  void the_number_of_rows_is_no_part_of_what_is_proven() {
    RowProof good = proof(0);
    RowProof ofFour =
        new RowProof(
            good.format(),
            good.program(),
            good.projection(),
            good.row(),
            good.index(),
            4,
            good.path(),
            good.entryProof());

    assertThat(ofFour.verify(KEY.verifierKey())).isEqualTo(good.verify(KEY.verifierKey()));
  }

  @Test
  void what_is_not_canonical_or_has_another_member_is_no_proof() {
    byte[] good = proof(0).bytes();
    String text = new String(good, StandardCharsets.UTF_8);
    for (String other :
        List.of(
            text + "\n",
            text.replaceFirst(":", ": "),
            text.replace("row-proof/1", "row-proof/2"),
            text.replaceFirst("\\{", "{\"a\":1,"),
            text.replace("\"index\":0,", ""),
            text.replace("\"index\":0", "\"index\":-1"),
            "[]",
            "")) {
      assertThatThrownBy(() -> verify(other.getBytes(StandardCharsets.UTF_8)))
          .as(other)
          .isInstanceOf(ProofRefusedException.class);
    }
  }

  @Test
  void without_a_key_the_parts_are_checked_against_one_another_only() {
    String forged = entryProof(ENTRIES, ATTESTATION, key((byte) 2));
    RowProof proof = proof("P", "blockers.v1", FIRST, 0, forged);

    assertThat(proof.verifyUnsigned().row()).isEqualTo(FIRST.getFirst());
    refused(proof, Step.CHECKPOINT);
  }

  @Test
  void an_entrys_proof_without_the_entry_says_where_to_get_it() {
    String bare = entryProof(ENTRIES, 0, KEY).replaceFirst("extra [^\n]+\n", "");
    assertThatThrownBy(() -> EntryProof.parse(bare))
        .isInstanceOf(ProofRefusedException.class)
        .hasMessageContaining("/v1/events/0/proof");
    assertThatThrownBy(() -> EntryProof.parse("nothing")).isInstanceOf(ProofRefusedException.class);
    ProvenEntry proven = EntryProof.parse(entryProof(ENTRIES, 3, KEY)).verify(KEY.verifierKey());
    assertThat(proven.event()).isEqualTo(ENTRIES.get(3));
    assertThat(proven.seq()).isEqualTo(3);
  }

  @Test
  void the_bytes_of_both_documents_stay_as_they_are() throws IOException {
    assertThat(new String(proof(0).bytes(), StandardCharsets.UTF_8))
        .isEqualTo(vector("row-proof.json"));
    assertThat(entryProof(ENTRIES, ATTESTATION, KEY)).isEqualTo(vector("entry-proof.txt"));
  }

  private static String vector(String name) throws IOException {
    try (InputStream in = RowProofTest.class.getResourceAsStream("/vectors/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
