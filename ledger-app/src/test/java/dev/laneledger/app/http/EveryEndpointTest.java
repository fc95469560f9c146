package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.signing.Tokens;
import dev.laneledger.projections.rule.ShippedPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Who gets in where: every endpoint of a real server, called as nobody and as a principal of every
 * role. The outcome is the table in {@code docs/security.md}.
 *
 * <p>A new endpoint needs a line in {@link EndpointRow}; a cell says {@code yes} for 2xx and for
 * 303, and otherwise the status 401, 403, or 422 where a rule denies it; any other answer fails,
 * because the request of the row is wrong then. After a change that is meant, write the tables anew
 * and read the difference before it is committed:
 *
 * <pre>
 * ./mvnw test -pl ledger-app -am -Dtest=EveryEndpointTest -Dsurefire.failIfNoSpecifiedTests=false \\
 *   -Dsecurity.tables=write</pre>
 */
class EveryEndpointTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "security.md");
  private static final String NOBODY = "";

  /** What a form answers that was taken. */
  private static final int SEE_OTHER = 303;

  private static final String OTHER_LANE = "lane:other";
  private static final String ELSEWHERE = "lane:elsewhere";

  @TempDir private static Path dir;
  private static LedgerServer server;
  private static ApplicationContext application;
  private static CodeScene scene;
  private static final Map<String, String> TOKENS = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws IOException {
    AtomicReference<ApplicationContext> started = new AtomicReference<>();
    SpringApplication.withHook(
        a -> whenReady(started), () -> server = new LedgerServer(dir.resolve("ledger")));
    application = started.get();
    Map<String, String> tokens = new HashMap<>();
    scene = new CodeScene(server, "P0", tokens).opened();
    register(OTHER_LANE, null);
    register(ELSEWHERE, List.of("/programs/Q"));
    scene.done(CodeScene.OWNER, scene.inProgram(EventType.BLOCKER_RAISED, GoodData.blocker("C")));
    scene.put(GoodData.EVIDENCE);
    scene.done(
        CodeScene.LANE,
        scene.inLane(
            EventType.LANE_EVIDENCE_ATTACHED,
            GoodData.evidence("x", GoodData.EVIDENCE.length, GoodData.EVIDENCE)));
    scene.done(CodeScene.OWNER, scene.inProgram(EventType.BLOCKER_RAISED, GoodData.blocker("D")));
    Files.writeString(server.dir.resolve("policy"), "a policy of witnesses");
    Files.createDirectories(server.dir.resolve("timestamps"));
    Files.writeString(server.dir.resolve("timestamps/1.tsr"), "a timestamp");
    TOKENS.put("nobody", NOBODY);
    TOKENS.put("LANE", server.token("lane"));
    TOKENS.put("another LANE", Tokens.read(server.dir).issue(OTHER_LANE));
    TOKENS.put("LANE elsewhere", Tokens.read(server.dir).issue(ELSEWHERE));
    Stream.of(Role.OPERATOR, Role.OWNER, Role.AUDITOR, Role.ADMIN)
        .map(Role::name)
        .forEach(role -> TOKENS.put(role, server.token(role.toLowerCase(Locale.ROOT))));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.get("owner", "/v1/programs/P0/blockers/C/proof").status() == 200);
  }

  private static void register(String principal, @Nullable List<String> scope) {
    scene.done(
        CodeScene.ADMIN,
        scene.draft(
            StreamId.LEDGER,
            EventType.PRINCIPAL_REGISTERED,
            new LedgerData.PrincipalRegistered(principal, principal, null, scope)));
  }

  private static SpringApplicationRunListener whenReady(AtomicReference<ApplicationContext> to) {
    return new SpringApplicationRunListener() {
      @Override
      public void ready(ConfigurableApplicationContext context, Duration timeTaken) {
        to.set(context);
      }
    };
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void every_endpoint_of_the_server_has_a_row() {
    Set<String> rows =
        EndpointRow.rows().stream()
            .map(EndpointRow::endpoint)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows).isEqualTo(EndpointRow.of(application));
  }

  @Test
  void the_document_says_who_is_allowed_what() throws IOException {
    String document = Files.readString(DOCUMENT);
    String tables = with(with(document, "endpoints", endpoints()), "types", types());

    if ("write".equals(System.getProperty("security.tables"))) {
      Files.writeString(DOCUMENT, tables);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(tables);
  }

  private static String endpoints() {
    return table(
        Stream.concat(Stream.of("endpoint", "of what"), TOKENS.keySet().stream()).toList(),
        EndpointRow.rows().stream().map(EveryEndpointTest::cells).toList());
  }

  private static List<String> cells(EndpointRow row) {
    String endpoint = "`" + row.endpoint().replace("|", "\\|") + "`";
    return Stream.concat(
            Stream.of(endpoint, row.what()),
            TOKENS.values().stream().map(token -> cell(row, row.request().apply(scene, token))))
        .toList();
  }

  private static String cell(EndpointRow row, Wire.Answer answer) {
    if (answer.status() / 100 == 2 || answer.status() == SEE_OTHER) {
      return "yes";
    }
    assertThat(answer.status()).as(row + " " + answer.text()).isIn(401, 403, 404, 422);
    return String.valueOf(answer.status());
  }

  /** Which events a role may send at all, as the shipped packs have it. */
  private static String types() {
    List<String> roles = Arrays.stream(Role.values()).map(Role::name).toList();
    return table(
        Stream.concat(Stream.of("event"), roles.stream()).toList(),
        Arrays.stream(EventType.values()).map(type -> allowed(type, roles)).toList());
  }

  private static List<String> allowed(EventType type, List<String> roles) {
    return Stream.concat(
            Stream.of("`" + type.shortName() + "`"),
            roles.stream()
                .map(role -> ShippedPacks.all().stream().anyMatch(p -> p.allows(role, type)))
                .map(may -> may ? "yes" : "403"))
        .toList();
  }

  private static String table(List<String> head, List<List<String>> rows) {
    return Stream.concat(Stream.of(head, head.stream().map(h -> "---").toList()), rows.stream())
        .map(cells -> "| " + String.join(" | ", cells) + " |\n")
        .collect(Collectors.joining());
  }

  private static String with(String document, String name, String table) {
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    assertThat(document).contains(begin, end);
    return document.substring(0, document.indexOf(begin) + begin.length())
        + "\n"
        + table
        + "\n"
        + document.substring(document.indexOf(end));
  }
}
