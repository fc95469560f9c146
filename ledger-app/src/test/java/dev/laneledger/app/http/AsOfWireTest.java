package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.app.scenario.LaneRun;
import dev.laneledger.app.scenario.Parties;
import dev.laneledger.app.scenario.ProgramRegistration;
import dev.laneledger.app.scenario.Scenario;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.projections.BlockerPath;
import dev.laneledger.projections.DecisionSheet;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.render.LaneRecord;
import dev.laneledger.projections.render.PacketRenderer;
import dev.laneledger.projections.render.ReportRenderer;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.StreamState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What a whole governed lane looked like after every single entry, asked of a real server. */
class AsOfWireTest {
  private static final Scenario SCENARIO = Scenario.shipped("fix7");
  private static final String PROGRAM = SCENARIO.programId();
  private static final String P = "/v1/programs/" + PROGRAM;

  @TempDir private static Path dir;
  private static LedgerServer ledger;
  private static final List<Entry> ENTRIES = new ArrayList<>();

  @BeforeAll
  static void runLane() throws IOException {
    ledger = new LedgerServer(dir.resolve("ledger"));
    LedgerClient auditor = client("auditor");
    Parties parties =
        new Parties(
            client("lane"),
            client("operator"),
            client("owner"),
            auditor,
            LedgerSecrets.ownerKey(ledger.dir).privateKey());
    new ProgramRegistration(SCENARIO, parties).run();
    new LaneRun(SCENARIO, parties, line -> {}).run(dir.resolve("source"));
    auditor.entries(EntryQuery.ALL, ENTRIES::add);
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static LedgerClient client(String role) {
    return new LedgerClient(ledger.url(), ledger.token(role));
  }

  private static Wire.Answer ask(String path, long at) {
    return ledger.get("owner", P + path + (path.contains("?") ? "&" : "?") + "at=" + at);
  }

  @Test
  void everyProjectionAfterEveryEntryIsTheFoldOfTheEntriesUpToIt() {
    Fold fold = new Fold();
    for (Entry entry : ENTRIES) {
      fold.add(entry);
      if (!fold.state.programs().containsKey(PROGRAM)) {
        ask("/blockers", entry.seq()).isProblem(404, "NOT_FOUND");
        continue;
      }
      fold.expected().forEach((path, json) -> assertAnswer(path, entry.seq(), json));
      fold.assertLanes();
    }
    assertThat(fold.asked).isGreaterThan(500);
  }

  private static void assertAnswer(String path, long seq, ObjectNode expected) {
    Wire.Answer answer = ask(path, seq);
    assertThat(answer.text()).as("%s at %d", path, seq).isEqualTo(expected.toString());
    assertThat(answer.header("ETag"))
        .isEqualTo('"' + Hash.sha256(answer.response().body()).hex() + '"');
  }

  /** The entries folded one by one, apart from the server. */
  private static final class Fold {
    private final Map<StreamId, List<LedgerEvent>> streams = new HashMap<>();
    private final Map<String, Attested> attested = new TreeMap<>();
    private final List<Hash> leaves = new ArrayList<>();
    private LedgerState state = LedgerState.EMPTY;
    private LedgerStream ledgerStream = (LedgerStream) StreamState.initial(StreamId.LEDGER);
    private LedgerEvent last;
    private long seq;
    private int asked;

    void add(Entry entry) {
      last = entry.event();
      seq = entry.seq();
      leaves.add(entry.leaf());
      state = state.evolve(last);
      streams.computeIfAbsent(last.source(), s -> new ArrayList<>()).add(last);
      if (last.source().equals(StreamId.LEDGER)) {
        ledgerStream = (LedgerStream) ledgerStream.evolve(last);
      }
      if (last.payload() instanceof LedgerData.StateAttested a) {
        a.programs()
            .getOrDefault(PROGRAM, new TreeMap<>())
            .forEach((name, hash) -> attested.put(name, new Attested(a.size(), hash)));
      }
    }

    private @Nullable Attested of(String projection) {
      return attested.get(projection);
    }

    Map<String, ObjectNode> expected() {
      ProgramState program = state.program(PROGRAM);
      Map<String, Record> views = new TreeMap<>();
      views.put("/blockers", BlockersView.of(seq, of("blockers.v1"), program.blockers()));
      views.put(
          "/decisions", DecisionsView.of(seq, of("decisions.v1"), program, last.recordedtime()));
      views.put("/lanes", LanesView.of(seq, of("lanes.v1"), program.lanes()));
      views.put(
          "/tickets",
          new TicketsView.Prefixes(
              seq, of("tickets.v1"), List.copyOf(program.tickets().books().keySet())));
      program
          .tickets()
          .books()
          .forEach((prefix, book) ->
              views.put("/tickets/" + prefix, TicketsView.of(seq, of("tickets.v1"), prefix, book)));
      program
          .lanes()
          .lane(SCENARIO.laneId())
          .ifPresent(row ->
              views.put(
                  "/lanes/" + SCENARIO.laneId(),
                  new LanesView.One(
                      seq, of("lanes.v1"), LanesView.Item.of(SCENARIO.laneId(), row))));
      if (program.blockers().blocks("PRODUCTION")) {
        views.put(
            "/blockers/path",
            new BlockerPathController.PathView(seq, BlockerPath.to("PRODUCTION", program)));
      }
      Map<String, ObjectNode> answers = new TreeMap<>();
      views.forEach((path, view) -> answers.put(path, EventJson.toTreeWithNulls(view)));
      whatIf(program, answers);
      program
          .decisions()
          .packets()
          .keySet()
          .forEach(id -> answers.put("/decisions/" + id, sheet(id, program)));
      asked += answers.size();
      return answers;
    }

    private void whatIf(ProgramState program, Map<String, ObjectNode> answers) {
      program.blockers().blockers().entrySet().stream()
          .findFirst()
          .ifPresent(blocker -> {
            String leg = blocker.getValue().legs().getFirst().leg();
            ProgramState less = program.ifDischarged(blocker.getKey(), leg);
            String to = blocker.getValue().blocks().getFirst();
            ObjectNode answer =
                EventJson.toTreeWithNulls(BlockersView.of(seq, null, less.blockers()));
            answer.set("path", EventJson.toTreeWithNulls(BlockerPath.to(to, less)));
            answers.put(
                "/blockers/what-if?to=" + to + "&discharge=" + blocker.getKey() + "/" + leg,
                answer);
          });
    }

    private ObjectNode sheet(String id, ProgramState program) {
      DecisionSheet.Head head = new DecisionSheet.Head(seq + 1, MerkleTree.rootOf(leaves));
      DecisionSheet sheet =
          DecisionSheet.of(id, program, head, ledgerStream.policy()).orElseThrow();
      ObjectNode json = EventJson.toTree(sheet);
      json.set("binds", EventJson.toTreeWithNulls(sheet.binds()));
      json.put("position", seq);
      Attested known = of("decisions.v1");
      json.set("attested", known == null ? null : EventJson.toTree(known));
      var selection = program.decisions().selections().get(id);
      json.set("selection", selection == null ? null : EventJson.toTreeWithNulls(selection));
      return json;
    }

    /** Packet and report where they can have changed: after an entry of the lane. */
    void assertLanes() {
      StreamId lane = StreamId.lane(PROGRAM, SCENARIO.laneId());
      if (!last.source().equals(lane)) {
        return;
      }
      LaneRecord known = LaneRecord.of(lane, streams, ledgerStream.packs());
      String path = "/lanes/" + SCENARIO.laneId();
      assertThat(ask(path + "/report", seq).text())
          .as("report at %d", seq)
          .isEqualTo(ReportRenderer.render(known));
      assertThat(ask(path + "/packet", seq).text())
          .as("packet at %d", seq)
          .contains(PacketRenderer.tree(PacketRenderer.render(known)).hex());
    }
  }

  @Test
  void anAnswerAsOfAnEntryMayBeKeptForEverButOnlyByItsReader() {
    long seq = ENTRIES.size() - 1L;
    for (String path : List.of("/blockers", "/lanes/" + SCENARIO.laneId() + "/report")) {
      Wire.Answer answer = ask(path, seq);
      assertThat(answer.header("Cache-Control"))
          .contains("immutable")
          .contains("private")
          .contains("max-age=31536000");
      Wire.Answer again =
          ledger.wire.send(
              ledger
                  .wire
                  .request(ledger.token("owner"), P + path + "?at=" + seq)
                  .header("If-None-Match", answer.header("ETag"))
                  .GET());
      assertThat(again.status()).isEqualTo(304);
      Wire.Answer newest = ledger.get("owner", P + path);
      assertThat(newest.header("Cache-Control")).isEqualTo("no-store");
      assertThat(newest.header("ETag")).isEmpty();
    }
  }

  @Test
  void anEntryThatIsNotThereOrNotOneIsRefused() {
    String beyond = ask("/blockers", 999_999).isProblem(404, "NOT_FOUND").text();
    assertThat(beyond).contains("at was: 999999").contains("\"todo\":");
    for (String at : List.of("-1", "+1", "01", "x", "", "1.0", "9007199254740992", "1&at=1")) {
      ledger.get("owner", P + "/blockers?at=" + at).isProblem(400, "PARAMETER_INVALID");
    }
    String both = "/decisions?at=1&atLeast=1";
    assertThat(ledger.get("owner", P + both).isProblem(400, "PARAMETER_INVALID").text())
        .contains("at and atLeast must not be given together");
    ledger.get("owner", "/v1/programs/NONE/lanes?at=3").isProblem(404, "NOT_FOUND");
    ledger.wire.get("", P + "/blockers?at=1").isProblem(401, "UNAUTHENTICATED");
  }

  @Test
  void whatHasExpiredSinceStoodAsOfItsTime() {
    ledger.appended("owner", LedgerServer.program("SHORT"));
    String soon = Answers.time(Instant.now().plusMillis(1_500));
    long seq = ledger.appended("owner", ledger.delegation("SHORT", "REHEARSE", soon));

    String decisions = "/v1/programs/SHORT/decisions";
    await().until(() -> ledger.get("owner", decisions).text().contains("\"status\":\"EXPIRED\""));
    assertThat(ledger.get("owner", decisions + "?at=" + seq).text())
        .contains("\"expires\":\"" + soon + "\"")
        .contains("\"status\":\"DELEGATED\"");
  }
}
