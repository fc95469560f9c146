package dev.laneledger.projections.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.rule.RulePack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whoever changes a recorded verdict, its input or a pack, and computes everything else again, is
 * found by a replay, which names the entry. What cannot be found is listed here with the reason,
 * and in {@code docs/auditing.md}.
 */
final class MutationTest {
  private static final Set<EventType> VERDICTS =
      Set.of(
          EventType.REQUEST_REFUSED,
          EventType.LANE_VALIDATED,
          EventType.STATE_ATTESTED,
          EventType.LANE_PACKET_SEALED,
          EventType.POLICY_ADOPTED);

  /** A digest that names nothing now: the same as if what it named were lost. A gap, exit 3. */
  private static final Set<String> GAPS = Set.of("request.refused /input");

  /** Whose request it was: found unless the rules refuse the other one in the same words. */
  private static final Set<String> UNKNOWABLE = Set.of("request.refused /actor");

  /** The lane's own words, which its end repeats: found where they are denied, or there. */
  private static final Set<String> REPEATED =
      Set.of("lane.packet-sealed /proposedOutcome", "lane.packet-sealed /proposedStatus");

  private static final List<String> OTHER_WORDS =
      List.of("PASS", "FAIL", "/1/data", "OTHER", "STOPPED");

  /** Of one value that many others could replace. */
  private static final int TRIED = 2;

  private static final SignedEntries HONEST = GovernedLedger.create().material();

  /**
   * One value changed in one entry.
   *
   * @param field type and pointer, such as {@code request.refused /code}
   */
  record Mutation(long seq, String field, JsonNode entry) {
    @Override
    public String toString() {
      return "entry " + seq + ", " + field;
    }
  }

  static Stream<Mutation> mutations() {
    List<Mutation> all = new ArrayList<>();
    for (int seq = 0; seq < HONEST.bytes().size(); seq++) {
      JsonNode entry = CanonicalJson.parse(HONEST.bytes().get(seq));
      EventType type = EventType.ofWire(entry.path("type").asString()).orElseThrow();
      if (VERDICTS.contains(type)) {
        collect(seq, type, entry, "/data", entry.path("data"), all);
      }
    }
    return all.stream();
  }

  private static void collect(
      int seq, EventType type, JsonNode entry, String at, JsonNode value, List<Mutation> all) {
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        collect(seq, type, entry, at + "/" + member.getKey(), member.getValue(), all);
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        collect(seq, type, entry, at + "/" + i, value.get(i), all);
      }
    } else {
      String field = type.shortName() + at.substring("/data".length()).replaceFirst("^", " ");
      others(value).stream()
          .map(other -> with(entry, at, other))
          .filter(MutationTest::isAnEvent)
          .limit(TRIED)
          .forEach(mutated -> all.add(new Mutation(seq, field, mutated)));
    }
  }

  private static List<JsonNode> others(JsonNode value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value.isIntegralNumber()) {
      return List.of(json.numberNode(value.asLong() + 1), json.numberNode(value.asLong() - 1));
    }
    String text = value.asString();
    if (text.matches("[0-9a-f]{64}")) {
      char last = text.charAt(63) == '0' ? '1' : '0';
      return List.of(json.stringNode(text.substring(0, 63) + last));
    }
    return OTHER_WORDS.stream()
        .filter(other -> !other.equals(text))
        .<JsonNode>map(json::stringNode)
        .toList();
  }

  private static JsonNode with(JsonNode entry, String pointer, JsonNode value) {
    JsonNode copy = entry.deepCopy();
    int last = pointer.lastIndexOf('/');
    JsonNode parent = copy.at(pointer.substring(0, last));
    String name = pointer.substring(last + 1);
    if (parent instanceof ObjectNode object) {
      object.set(name, value);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(name), value);
    }
    return copy;
  }

  /** What is no event is found by reading it; a forger would not write that. */
  private static boolean isAnEvent(JsonNode entry) {
    try {
      EventCodec.decode(CanonicalJson.write(entry));
      return true;
    } catch (EventRefusedException e) {
      return false;
    }
  }

  @Test
  void the_honest_ledger_is_replayed_and_nothing_is_found() {
    ReplayReport report = Forger.replay(HONEST);

    assertThat(report.findings()).isEmpty();
    assertThat(report.refusals()).isEqualTo(6);
    assertThat(report.attestations()).isEqualTo(3);
    assertThat(report.lanes()).extracting(ReplayReport.LaneResult::packetTree).isNotEmpty();
    assertThat(mutations().count()).isGreaterThan(90);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void a_changed_verdict_is_found_and_its_entry_named(Mutation mutation) {
    Forger forger = new Forger(HONEST);
    forger.entries.set((int) mutation.seq(), (ObjectNode) mutation.entry());
    ReplayReport report = forger.replayAround(mutation.seq());

    assertThat(LedgerVerifier.verify(forger.material(), SignedEntries.LOG_KEY.verifierKey()))
        .extracting(verified -> verified.verdict())
        .isIn(Verdict.VERIFIED, Verdict.GAPS);
    if (UNKNOWABLE.contains(mutation.field())) {
      return;
    }
    assertThat(report.verdict())
        .isEqualTo(GAPS.contains(mutation.field()) ? Verdict.GAPS : Verdict.TAMPERED);
    long found = mutation.seq();
    assertThat(report.findings())
        .extracting(Finding::seq)
        .containsAnyOf(found, REPEATED.contains(mutation.field()) ? found + 1 : found);
  }

  /** {@code -Dmutation.bytes=N} changes more bytes of each blob, one at a time. */
  @Test
  void a_byte_changed_in_a_kept_input_or_a_pack_is_found_and_what_needed_it_named() {
    int bytes = Integer.getInteger("mutation.bytes", 5);
    for (Map.Entry<Hash, byte[]> blob : HONEST.kept().entrySet()) {
      int step = Math.max(1, blob.getValue().length / bytes);
      for (int at = 0; at < blob.getValue().length; at += step) {
        Forger forger = new Forger(HONEST);
        byte[] changed = blob.getValue().clone();
        changed[at] ^= 1;
        forger.blobs.put(blob.getKey(), changed);
        ReplayReport report = Forger.replay(forger.material());

        assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(report.findings()).extracting(Finding::kind).contains("BLOB");
        assertThat(report.findings())
            .as("byte %d of %s", at, blob.getKey())
            .anyMatch(f -> f.seq() != Finding.NO_ENTRY && f.actual().length() > 0);
      }
    }
  }

  @Test
  void an_input_that_the_rules_would_not_refuse_like_this_is_found() {
    for (int seq = 0; seq < HONEST.bytes().size(); seq++) {
      Forger forger = new Forger(HONEST);
      ObjectNode entry = forger.entries.get(seq);
      if (Forger.isOf(entry, EventType.REQUEST_REFUSED)) {
        otherInput(forger, (ObjectNode) entry.path("data"));
        ReplayReport report = forger.replayAround(seq);

        assertThat(report.verdict()).as("entry %d", seq).isEqualTo(Verdict.TAMPERED);
        assertThat(report.findings())
            .extracting(f -> f.kind() + " " + f.seq())
            .contains("REFUSAL " + seq);
      }
    }
  }

  /** Instead of what was asked for, that the program be registered once more. */
  private static void otherInput(Forger forger, ObjectNode refused) {
    ObjectNode registered =
        forger.entries.stream()
            .filter(e -> Forger.isOf(e, EventType.PROGRAM_REGISTERED))
            .findFirst()
            .orElseThrow();
    ArrayNode input = JsonNodeFactory.instance.arrayNode();
    ObjectNode event = input.addObject();
    for (String attribute : List.of("specversion", "id", "source", "type", "data")) {
      event.set(attribute, registered.path(attribute));
    }
    byte[] bytes = CanonicalJson.write(input);
    forger.blobs.put(Hash.sha256(bytes), bytes);
    refused.put("input", Hash.sha256(bytes).hex()).put("inputBytes", bytes.length);
  }

  /** Words of a pack that nobody reads change its digest all the same. */
  @Test
  void a_changed_pack_is_found_although_genesis_names_its_new_digest() {
    long seed = Long.getLong("mutation.seed", 1);
    int changes = Integer.getInteger("mutation.packs", 3);
    Random random = new Random(seed);
    for (RulePack pack : Ledgers.PACKS) {
      for (int i = 0; i < changes; i++) {
        byte[] bytes = pack.bytes();
        int at = random.nextInt(bytes.length);
        bytes[at] ^= 1;
        ReplayReport report = withPack(pack.sha256(), bytes);

        assertThat(report.verdict())
            .as("-Dmutation.seed=%d: byte %d of %s", seed, at, pack.id())
            .isEqualTo(Verdict.TAMPERED);
        assertThat(report.findings()).anyMatch(f -> f.seq() != Finding.NO_ENTRY);
      }
    }
  }

  private static ReplayReport withPack(Hash old, byte[] bytes) {
    Forger forger = new Forger(HONEST);
    Hash now = Hash.sha256(bytes);
    forger.blobs.remove(old);
    forger.blobs.put(now, bytes);
    for (JsonNode pin : forger.entries.getFirst().at("/data/policies")) {
      if (pin.path("sha256").asString().equals(old.hex())) {
        ((ObjectNode) pin).put("sha256", now.hex());
      }
    }
    return forger.replayAround(0);
  }

  @Test
  void a_lane_that_ends_otherwise_than_it_sealed_is_found_where_it_ends() {
    Forger forger = new Forger(HONEST);
    long completed = seqOf(EventType.LANE_COMPLETED);
    forger.data(completed).put("outcome", "STOPPED");

    assertThat(forger.replayAround(completed).findings())
        .extracting(f -> f.kind() + " " + f.seq())
        .contains("VERDICT " + completed);
  }

  @Test
  void a_file_name_that_makes_no_packet_is_found_and_ends_no_replay() {
    Forger forger = new Forger(HONEST);
    long validated = seqOf(EventType.LANE_VALIDATED);
    forger.data(validated).put("pack", "../elsewhere");

    assertThat(forger.replayAround(validated).findings())
        .extracting(f -> f.kind() + " " + f.seq())
        .contains("VERDICT " + validated, "PACKET " + seqOf(EventType.LANE_PACKET_SEALED));
  }

  private static long seqOf(EventType type) {
    List<byte[]> bytes = HONEST.bytes();
    return bytes.indexOf(
        bytes.stream()
            .filter(b -> Forger.isOf(CanonicalJson.parse(b), type))
            .findFirst()
            .orElseThrow());
  }
}
