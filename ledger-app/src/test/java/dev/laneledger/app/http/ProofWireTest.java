package dev.laneledger.app.http;

import static dev.laneledger.app.http.LedgerServer.BATCH;
import static dev.laneledger.app.http.LedgerServer.LINES;
import static dev.laneledger.app.http.LedgerServer.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.ProvenEntry;
import dev.laneledger.api.client.UnprovenException;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.ConsistencyProof;
import dev.laneledger.api.merkle.InclusionProof;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.api.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Proofs of entries and of growth, fetched from a real server and checked without it. */
class ProofWireTest {
  private static final String WAIT = "/v1/events?wait=checkpoint";

  @TempDir private static Path dir;
  private static LedgerServer ledger;
  private static int blockers;

  @BeforeAll
  static void start() {
    ledger = new LedgerServer(dir.resolve("ledger"));
    ledger.appended("owner", LedgerServer.program("P"));
    assertThat(post(BATCH, "[" + next() + "," + next() + "]", "*/*").status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static String next() {
    return LedgerServer.blocker("P", "B-" + blockers++);
  }

  private static Wire.Answer post(String mediaType, String body, String accept) {
    return ledger.wire.send(
        ledger
            .wire
            .request(ledger.token("owner"), WAIT)
            .header("Content-Type", mediaType)
            .header("Accept", accept)
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
  }

  /** What the proof proves, checked with nothing but the pinned key. */
  private static Checkpoint verify(String text) {
    TlogProof proof = TlogProof.parse(text);
    Bytes entry = Objects.requireNonNull(proof.extra());
    return proof.verify(MerkleTree.leafHash(entry.toArray()), List.of(ledger.key()));
  }

  /** As {@link #verify}, but the signature of an unchanged checkpoint is not checked again. */
  private static boolean holds(byte[] flipped, SignedNote note, Checkpoint signed) {
    String text = new String(flipped, StandardCharsets.UTF_8);
    try {
      TlogProof proof = TlogProof.parse(text);
      if (!proof.checkpoint().equals(note)) {
        verify(text);
        return true;
      }
      byte[] entry = Objects.requireNonNull(proof.extra()).toArray();
      return new InclusionProof(proof.index(), signed.size(), proof.path())
          .verify(MerkleTree.leafHash(entry), signed.root());
    } catch (IllegalArgumentException | NullPointerException e) { // NoteException is one
      return false;
    }
  }

  @Test
  void every_entry_has_a_proof_that_holds_and_with_a_bit_flipped_does_not() {
    List<Hash> leaves = new ArrayList<>();
    String note = ledger.wire.get("", "/checkpoint").text();
    long size = Checkpoint.parse(SignedNote.parse(note).text()).size();
    ledger
        .get("auditor", "/v1/events?limit=" + size)
        .text()
        .lines()
        .forEach(line -> leaves.add(leaf(line)));
    for (int seq = 0; seq < leaves.size(); seq++) {
      Wire.Answer answer = ledger.get("auditor", "/v1/events/" + seq + "/proof");
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
      TlogProof proof = TlogProof.parse(answer.text());
      assertThat(proof.index()).isEqualTo(seq);
      assertThat(verify(answer.text()).size()).isGreaterThan(seq);
      byte[] bytes = Objects.requireNonNull(proof.extra()).toArray();
      assertThat(MerkleTree.leafHash(bytes)).isEqualTo(leaves.get(seq));
      // all bits of one proof, and one bit of every third byte of the others
      assertNoFlipHolds(answer.text(), seq == 1 ? 1 : 25);
    }
  }

  private static void assertNoFlipHolds(String good, int step) {
    byte[] proof = good.getBytes(StandardCharsets.UTF_8);
    SignedNote note = TlogProof.parse(good).checkpoint();
    Checkpoint signed = verify(good);
    for (int bit = 0; bit < proof.length * 8; bit += step) {
      byte[] flipped = proof.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(holds(flipped, note, signed)).as("bit %d flipped", bit).isFalse();
    }
  }

  private static Hash leaf(String line) {
    return Hash.fromHex(line.substring(line.indexOf("\"leaf\":\"") + 8).substring(0, 64));
  }

  @Test
  void a_proof_is_for_whoever_may_read_the_entry() {
    Wire.Answer entry = post(ONE, next(), "application/json");
    long seq = entry.json().at("/receipts/0/seq").asLong();

    for (String role : List.of("lane", "operator", "owner", "auditor")) {
      assertThat(ledger.get(role, "/v1/events/" + seq + "/proof").status()).isEqualTo(200);
    }
    ledger.get("admin", "/v1/events/" + seq + "/proof").isProblem(403, "FORBIDDEN");
    ledger.get("lane", "/v1/events/0/proof").isProblem(403, "FORBIDDEN");
    ledger.wire.get("", "/v1/events/0/proof").isProblem(401, "UNAUTHENTICATED");
    ledger.get("auditor", "/v1/events/999999/proof").isProblem(404, "NOT_FOUND");
    ledger.get("auditor", "/v1/events/-1/proof").isProblem(400, "PARAMETER_INVALID");
    ledger.get("auditor", "/v1/events/0/proof?at=1").isProblem(400, "PARAMETER_INVALID");
  }

  @Test
  void one_event_is_answered_with_its_proof_as_text_where_that_is_accepted() {
    String event = next();

    Wire.Answer answer = post(ONE, event, "text/plain");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertProves(answer.text(), event);
    Wire.Answer again = post(ONE, event, "text/plain, application/json;q=0.5");
    assertThat(again.status()).isEqualTo(200);
    assertThat(TlogProof.parse(again.text()).index())
        .isEqualTo(TlogProof.parse(answer.text()).index());
  }

  @Test
  void receipts_carry_their_proofs_where_the_sender_waits() {
    String first = next();
    String second = next();

    Wire.Answer answer = post(BATCH, "[" + first + "," + second + "]", "text/plain");

    assertThat(answer.status()).isEqualTo(201);
    JsonNode receipts = answer.json().path("receipts");
    assertThat(receipts.size()).isEqualTo(2);
    assertProves(receipts.path(0).path("proof").asString(), first);
    assertProves(receipts.path(1).path("proof").asString(), second);
    assertThat(post(LINES, first + "\n", "*/*").json().at("/receipts/0/proof").asString())
        .startsWith("c2sp.org/tlog-proof@v1\n");
    assertThat(ledger.append("owner", ONE, first).text()).doesNotContain("proof");
  }

  private static void assertProves(String proof, String event) {
    verify(proof);
    byte[] entry = Objects.requireNonNull(TlogProof.parse(proof).extra()).toArray();
    assertThat(EventCodec.decode(entry).draft())
        .isEqualTo(EventCodec.decodeDraft(event.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void the_client_checks_what_it_appended_against_a_pinned_key() {
    LedgerClient client = new LedgerClient(ledger.url(), ledger.token("owner"));
    EventDraft one = EventCodec.decodeDraft(next().getBytes(StandardCharsets.UTF_8));
    EventDraft two = EventCodec.decodeDraft(next().getBytes(StandardCharsets.UTF_8));

    List<ProvenEntry> proven = client.appendAndProve(List.of(one, two), ledger.key());

    assertThat(proven).extracting(entry -> entry.event().draft()).containsExactly(one, two);
    assertThat(proven.getFirst().event().actor()).isEqualTo("owner:default");
    assertThat(proven.getLast().checkpoint().size())
        .isGreaterThan(proven.getLast().receipt().seq());
    assertThat(client.appendAndProve(one, ledger.key()).receipt())
        .isEqualTo(proven.getFirst().receipt());
    VerifierKey other = SignerKey.fromSeed(ledger.key().name(), new byte[32]).verifierKey();
    assertThatThrownBy(() -> client.appendAndProve(one, other))
        .isInstanceOf(UnprovenException.class)
        .hasMessageContaining("does not hold");
  }

  @Test
  void waiting_is_for_a_checkpoint_only() {
    for (String wait : List.of("", "Checkpoint", "true")) {
      ledger
          .wire
          .post(ledger.token("owner"), "/v1/events?wait=" + wait, ONE, next())
          .isProblem(400, "PARAMETER_INVALID");
    }
    ledger
        .wire
        .post(ledger.token("owner"), WAIT + "&wait=checkpoint", ONE, next())
        .isProblem(400, "PARAMETER_INVALID");
  }

  @Test
  void what_is_not_signed_in_time_is_answered_without_a_proof() throws IOException {
    Path inTheWay = ledger.dir.resolve("checkpoint.next");
    Files.createDirectories(inTheWay.resolve("full")); // the signer writes its next one there
    try {
      String event = next();
      Wire.Answer answer = post(ONE, event, "text/plain");

      assertThat(answer.status()).isEqualTo(202);
      JsonNode receipt = answer.json().at("/receipts/0");
      assertThat(receipt.has("proof")).isFalse();
      long seq = receipt.path("seq").asLong();
      Wire.Answer early = ledger.get("owner", "/v1/events/" + seq + "/proof");
      assertThat(early.isProblem(404, "NOT_COVERED").header("Retry-After")).isEqualTo("1");
      ledger.wire.get("", "/v1/consistency?from=1&to=" + (seq + 1)).isProblem(404, "NOT_COVERED");
      ledger.wire.get("", "/tile/0/000.p/" + (seq + 1)).isProblem(404, "NOT_FOUND");
      clear(inTheWay);
      assertProves(post(ONE, event, "text/plain").text(), event);
    } finally {
      clear(inTheWay);
    }
  }

  /** By one rename: the signer tries again all the while, and takes an empty folder's place. */
  private void clear(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      Files.move(folder, ledger.dir.resolveSibling("cleared"));
    }
  }

  @Test
  void every_two_sizes_are_proven_consistent() {
    long size = verify(ledger.get("auditor", "/v1/events/0/proof").text()).size();
    List<Hash> leaves =
        ledger
            .get("auditor", "/v1/events?limit=" + size)
            .text()
            .lines()
            .map(ProofWireTest::leaf)
            .toList();
    for (int to = 1; to <= size; to++) {
      for (int from = 1; from <= to; from++) {
        Wire.Answer answer = ledger.wire.get("", "/v1/consistency?from=" + from + "&to=" + to);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode json = answer.json();
        Hash fromRoot = Hash.fromHex(json.path("fromRoot").asString());
        Hash toRoot = Hash.fromHex(json.path("toRoot").asString());
        List<Hash> path = new ArrayList<>();
        json.path("path").forEach(hash -> path.add(Hash.fromHex(hash.asString())));
        assertThat(fromRoot).isEqualTo(MerkleTree.rootOf(leaves.subList(0, from)));
        assertThat(toRoot).isEqualTo(MerkleTree.rootOf(leaves.subList(0, to)));
        assertThat(new ConsistencyProof(from, to, path).verify(fromRoot, toRoot)).isTrue();
      }
    }
  }

  @Test
  void a_proof_of_growth_needs_two_sizes_in_order() {
    for (String query :
        List.of(
            "",
            "?to=3",
            "?from=0",
            "?from=0&to=3",
            "?from=4&to=3",
            "?from=-1&to=3",
            "?from=01&to=3",
            "?from=x",
            "?from=1&to=0",
            "?from=1&to=3&x=1",
            "?from=1&from=2")) {
      ledger.wire.get("", "/v1/consistency" + query).isProblem(400, "PARAMETER_INVALID");
    }
    ledger.wire.get("", "/v1/consistency?from=1&to=999999").isProblem(404, "NOT_COVERED");
    Wire.Answer toNewest = ledger.wire.get("", "/v1/consistency?from=1");
    assertThat(toNewest.json().path("to").asLong()).isGreaterThanOrEqualTo(9);
  }
}
