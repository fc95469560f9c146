package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventType;
import dev.laneledger.app.http.Described.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The description of the interface is held against a real server by sending what it describes. */
class OpenApiTest {
  private static final List<String> EVERYBODY =
      List.of("", "lane", "operator", "owner", "auditor", "admin");

  @TempDir private static Path dir;
  private static LedgerServer server;
  private static Described described;

  @BeforeAll
  static void start() throws IOException {
    server = new LedgerServer(dir.resolve("ledger"));
    CodeScene scene = new CodeScene(server, "DEMO", new HashMap<>()).opened();
    scene.put(ApiParameters.EVIDENCE.getBytes(StandardCharsets.UTF_8));
    Files.writeString(server.dir.resolve("policy"), "a policy of witnesses");
    Files.createDirectories(server.dir.resolve("timestamps"));
    Files.writeString(server.dir.resolve("timestamps/1.tsr"), "a timestamp");
    Wire.Answer answer = server.wire.get("", "/v1/openapi.json");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    described = new Described(answer.json());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.get("owner", "/v1/programs/DEMO/blockers/B/proof").status() == 200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> an_answer_to_what_is_described_is_described() {
    return described.operations().stream()
        .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> send(operation)));
  }

  /** As everybody; who is said to get there does, and of them somebody is answered well. */
  private static void send(Operation operation) {
    List<String> types = new ArrayList<>(operation.bodies().propertyNames());
    if (types.isEmpty()) {
      types.add(null);
    }
    for (String type : types) {
      Set<Integer> statuses = new TreeSet<>();
      for (String role : EVERYBODY) {
        boolean there =
            role.isEmpty()
                ? operation.json().at("/security/0").isEmpty()
                : operation.roles().contains(role);
        for (boolean optional : new boolean[] {false, true}) {
          String token = role.isEmpty() ? "" : server.token(role);
          Wire.Answer answer =
              server.wire.send(described.example(server.wire, token, operation, optional, type));
          described.assertDescribes(operation, role + " " + type, answer);
          statuses.add(answer.status());
          if (!there) {
            assertThat(answer.status()).as(operation + " by " + role).isIn(401, 403);
          }
        }
      }
      assertThat(statuses).as(operation + " " + type).containsAnyOf(200, 201);
    }
  }

  @Test
  void every_endpoint_is_described_and_none_that_is_not_there() {
    Set<String> rows =
        EndpointRow.rows().stream()
            .map(EndpointRow::endpoint)
            .filter(endpoint ->
                endpoint.matches(
                    "[A-Z]+ /(v1/|actuator/|problems|tile/|timestamps/"
                        + "|checkpoint$|policy$).*"))
            .map(endpoint -> ApiOperation.of(endpoint, "", ""))
            .map(o -> o.method() + " " + o.path())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described.operations().stream().map(Operation::toString))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void the_document_refers_to_what_it_holds_and_names_each_operation_once() {
    String text = described.document().toString();
    Set<String> ids = new HashSet<>();
    described
        .operations()
        .forEach(o -> assertThat(ids.add(o.json().path("operationId").asString())).isTrue());
    Pattern.compile("\"#(/components/[^\"]+)\"")
        .matcher(text)
        .results()
        .forEach(r ->
            assertThat(described.document().at(r.group(1)).isObject()).as(r.group(1)).isTrue());
    for (EventType type : EventType.values()) {
      assertThat(described.document().at("/components/schemas/" + type.wire()).isObject()).isTrue();
    }
    for (Operation operation : described.operations()) {
      assertThat(
              operation.parameters().stream()
                  .filter(p -> p.path("in").asString().equals("path"))
                  .map(p -> "{" + p.path("name").asString() + "}"))
          .containsExactlyInAnyOrderElementsOf(
              Pattern.compile("\\{[^}]+}")
                  .matcher(operation.path())
                  .results()
                  .map(r -> r.group())
                  .toList());
    }
  }

  @Test
  void a_media_type_that_is_none_is_refused() throws IOException {
    Wire.assertProblem(
        server.wire.raw(
            "POST /v1/events HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                + "Authorization: Bearer "
                + server.token("lane")
                + "\r\nContent-Length: 2\r\nContent-Type: \u009b[x\r\n\r\n{}"),
        415,
        "MEDIA_TYPE_UNSUPPORTED");
  }
}
