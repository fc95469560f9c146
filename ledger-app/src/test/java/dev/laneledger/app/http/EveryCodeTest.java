package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.signing.Tokens;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * For every reason code of this program and of the shipped packs, a request to a real server that
 * is answered with it. A new code needs a line in one of the tables below.
 */
class EveryCodeTest {
  /** Codes that this server cannot be asked for: the test of this package that gets them. */
  private static final Map<String, Class<?>> ELSEWHERE =
      Map.of(
          // the next checkpoint and the next attestation come too soon to be asked in time
          "NOT_COVERED", ProofWireTest.class,
          "NOT_ATTESTED", RowProofWireTest.class,
          // five seconds of waiting for an entry that does not come
          "UNAVAILABLE", ReadWireTest.class,
          // this server would refuse nothing else from then on
          "RATE_LIMITED", AppendWireTest.class,
          // the ledger's files have to be spoiled before the server starts
          "READ_ONLY", ReadOnlyWireTest.class,
          // no request is known that makes the ledger fail: a controller of the test's own does
          "INTERNAL", EdgeTest.class);

  private static final List<String> OTHER_PRINCIPALS =
      List.of(
          LaneCodes.OTHER,
          LedgerCodes.SECOND_ADMIN,
          LedgerCodes.AUDITOR,
          LedgerCodes.SCOPED,
          DecisionCodes.OWNERS_LANE);

  private static final AtomicInteger PROGRAMS = new AtomicInteger();
  private static final Map<String, String> TOKENS = new HashMap<>();

  @TempDir private static Path dir;
  private static LedgerServer server;

  static Stream<CodeCase> cases() {
    return Stream.of(
            RequestCodes.cases(),
            LedgerCodes.cases(),
            DecisionCodes.cases(),
            BlockerCodes.cases(),
            TicketCodes.cases(),
            LaneCodes.cases(),
            RollbackCodes.cases())
        .flatMap(List::stream);
  }

  @BeforeAll
  static void start() throws IOException {
    System.setProperty("laneledger.refusals.burst", "10000");
    try {
      server = new LedgerServer(dir.resolve("ledger"));
    } finally {
      System.clearProperty("laneledger.refusals.burst");
    }
    Tokens tokens = Tokens.read(server.dir);
    CodeScene scene = scene();
    for (String principal : OTHER_PRINCIPALS) {
      String person = principal.equals(DecisionCodes.OWNERS_LANE) ? "owner-default" : principal;
      scene.done(
          CodeScene.ADMIN,
          scene.draft(
              StreamId.LEDGER,
              EventType.PRINCIPAL_REGISTERED,
              new LedgerData.PrincipalRegistered(
                  principal,
                  person,
                  principal.equals(LedgerCodes.AUDITOR) ? LedgerCodes.auditorKey() : null,
                  principal.equals(LedgerCodes.SCOPED) ? List.of("/programs/ELSEWHERE") : null)));
      TOKENS.put(principal, tokens.issue(principal));
    }
    LedgerCodes.adoptAnAuthority(scene);
    scene.put(GoodData.EVIDENCE);
    assertThat(scene.seen(CodeScene.OWNER, "/v1/programs/P0/lanes").status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static CodeScene scene() {
    return new CodeScene(server, "P" + PROGRAMS.getAndIncrement(), TOKENS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void the_request_is_answered_with_the_code(CodeCase request) throws IOException {
    JsonNode problem = request.problem().apply(scene());

    assertThat(problem.path("todo").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    List<RulePack> packs = packsWith(request.code());
    if (!packs.isEmpty()) {
      String rule = problem.path("rule").asString();
      assertThat(packs.stream().flatMap(p -> p.rules().stream())).contains(rule);
      assertThat(documented(request.code())).contains(sentence(problem.path("todo").asString()));
      assertThat(problem.has("receipt")).isEqualTo(!request.code().equals("SECRET_SHAPED"));
    }
  }

  @Test
  void every_code_has_such_a_request() {
    Set<String> codes =
        Stream.concat(
                Arrays.stream(ReasonCode.values()).map(Enum::name),
                ShippedPacks.all().stream().flatMap(p -> p.codes().stream()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> produced =
        cases().map(CodeCase::code).collect(Collectors.toCollection(TreeSet::new));

    assertThat(produced).doesNotContainAnyElementsOf(ELSEWHERE.keySet());
    produced.addAll(ELSEWHERE.keySet());
    assertThat(produced).isEqualTo(codes);
  }

  @Test
  void what_this_server_cannot_be_asked_for_is_asked_for_elsewhere() throws IOException {
    for (Map.Entry<String, Class<?>> other : ELSEWHERE.entrySet()) {
      String path = "src/test/java/" + other.getValue().getName().replace('.', '/') + ".java";
      assertThat(Files.readString(Path.of(path))).contains(", \"" + other.getKey() + "\")");
    }
  }

  private static List<RulePack> packsWith(String code) {
    return ShippedPacks.all().stream().filter(p -> p.codes().contains(code)).toList();
  }

  /** The code's line in the document, which another test compares with the packs. */
  private static String documented(String code) throws IOException {
    return Files.readString(Path.of("..", "docs", "reason-codes.md"))
        .lines()
        .filter(line -> line.startsWith("| <a id=\"" + code + "\">"))
        .findFirst()
        .orElse("");
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
