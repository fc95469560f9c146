package dev.laneledger.app.http;

import dev.laneledger.api.hash.Hash;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * One row of the table in {@code docs/security.md}: an endpoint, and a request to it that is sent
 * as everybody. A new endpoint gets a line in one of the lists below, more than one where the
 * answer depends on what is asked for; the request must be one that somebody is allowed.
 *
 * @param endpoint as {@link #of(ApplicationContext)} names it
 * @param what the row is about, where an endpoint has more than one row; else empty
 * @param request sends it with a bearer token; an empty one is nobody's
 */
record EndpointRow(
    String endpoint, String what, BiFunction<CodeScene, String, Wire.Answer> request) {

  private static final AtomicInteger NEW = new AtomicInteger();

  /** In the order of the document. */
  static List<EndpointRow> rows() {
    return Stream.of(published(), appending(), entries(), programs(), proofs(), pages())
        .flatMap(List::stream)
        .toList();
  }

  private static List<EndpointRow> published() {
    return List.of(
        get("/checkpoint", "", "/checkpoint"),
        get("/tile/**", "hash tiles", "/tile/0/000.p/1"),
        get("/tile/**", "entry bundles", "/tile/entries/000.p/1"),
        get("/v1/consistency", "", "/v1/consistency?from=1"),
        get("/v1/openapi.json", "", "/v1/openapi.json"),
        get("/v1/schemas", "", "/v1/schemas"),
        get("/v1/schemas/{type}", "", "/v1/schemas/dev.laneledger.lane.opened.v1"),
        get("/problems", "", "/problems"),
        get("/problems/{code}", "", "/problems/NOT_FOUND"),
        get("/v1/timestamps", "", "/v1/timestamps"),
        get("/timestamps/{name}", "", "/timestamps/1.tsr"),
        get("/actuator/health", "", "/actuator/health"),
        get("/actuator/health/liveness", "", "/actuator/health/liveness"),
        get("/actuator/health/readiness", "", "/actuator/health/readiness"),
        get("/actuator/prometheus", "", "/actuator/prometheus"),
        get("/v1/verification", "", "/v1/verification"),
        get("/policy", "", "/policy"),
        get("/v1/witnesses", "", "/v1/witnesses"));
  }

  private static List<EndpointRow> appending() {
    return List.of(
        new EndpointRow("POST /v1/events", "registers a program", EndpointRow::append),
        new EndpointRow(
            "POST /v1/programs/{program}/tickets/{prefix}/reservations",
            "by a lane, for a lane of its own",
            EndpointRow::reserve),
        new EndpointRow(
            "PUT /v1/blobs/{sha256}",
            "",
            (s, token) ->
                s.server.wire.method(
                    token,
                    "PUT",
                    "/v1/blobs/" + Hash.sha256(GoodData.EVIDENCE).hex(),
                    BodyPublishers.ofByteArray(GoodData.EVIDENCE))),
        get("/v1/blobs", "the list of all", "/v1/blobs"),
        get(
            "/v1/blobs/{sha256}",
            "evidence of a lane",
            s -> "/v1/blobs/" + Hash.sha256(GoodData.EVIDENCE).hex()),
        get(
            "/v1/blobs/{sha256}",
            "a rule pack",
            s -> "/v1/blobs/" + GoodData.pack("rollback-proof").sha256().hex()));
  }

  private static List<EndpointRow> entries() {
    return List.of(
        get("/v1/events", "all streams", "/v1/events"),
        get("/v1/events", "the ledger's own stream", "/v1/events?source=/ledger"),
        get("/v1/events", "a program's stream", s -> "/v1/events?source=" + s.program.path()),
        get("/v1/events", "a lane's stream", s -> "/v1/events?source=" + s.lane.path()),
        get("/v1/events/stream", "all streams", "/v1/events/stream?limit=1"),
        get(
            "/v1/events/stream",
            "the ledger's own stream",
            "/v1/events/stream?limit=1&source=/ledger"),
        get(
            "/v1/events/stream",
            "a program's stream",
            s -> "/v1/events/stream?limit=1&source=" + s.program.path()),
        get(
            "/v1/events/stream",
            "a lane's stream",
            s -> "/v1/events/stream?limit=1&source=" + s.lane.path()),
        get("/v1/events/{seq}", "of the ledger's own stream", "/v1/events/0"),
        get("/v1/events/{seq}", "of a program's stream", s -> "/v1/events/" + s.last()),
        get("/v1/events/{seq}/proof", "of the ledger's own stream", "/v1/events/0/proof"),
        get("/v1/events/{seq}/proof", "of a program", s -> "/v1/events/" + s.last() + "/proof"));
  }

  private static List<EndpointRow> programs() {
    return Stream.of(
            "/blockers",
            "/blockers/path",
            "/blockers/what-if?discharge=B/clone",
            "/tickets",
            "/tickets/TKT",
            "/decisions",
            "/decisions/p1",
            "/lanes",
            "/lanes/l1",
            "/lanes/l1/packet",
            "/lanes/l1/report")
        .map(EndpointRow::ofProgram)
        .toList();
  }

  private static List<EndpointRow> proofs() {
    String row = "/v1/programs/{program}/{rows:blockers|decisions|lanes|tickets}";
    return List.of(
        get("/v1/programs/{program}/proof", "", s -> path(s, "/proof?projection=lanes.v1&key=l1")),
        get(row + "/{key}/proof", "", s -> path(s, "/blockers/B/proof")),
        get(row + "/{first}/{second}/proof", "", s -> path(s, "/decisions/packet/p1/proof")));
  }

  private static List<EndpointRow> pages() {
    return List.of(
        get("/sign-in", "", "/sign-in"),
        new EndpointRow(
            "POST /sign-in",
            "with a good token",
            (s, token) -> form(s, "", "/sign-in", "to=/&token=" + s.server.token("auditor"))),
        get("/sign-in/issuer", "where no issuer is configured", "/sign-in/issuer"),
        get("/sign-in/issuer/back", "where no issuer is configured", "/sign-in/issuer/back"),
        new EndpointRow("POST /sign-out", "", (s, token) -> form(s, token, "/sign-out", "")),
        new EndpointRow("POST /theme", "", (s, token) -> form(s, token, "/theme", "theme=dark")),
        get("/", "the overview", "/"),
        get("/blockers", "", s -> "/blockers?program=" + s.program.program()),
        get("/decisions", "", s -> "/decisions?program=" + s.program.program()),
        get("/decisions/{id}", "", s -> "/decisions/p1?program=" + s.program.program()),
        get("/tickets", "", s -> "/tickets?program=" + s.program.program()),
        get("/lanes", "", s -> "/lanes?program=" + s.program.program()),
        get(
            "/lanes/{lane}",
            "",
            s -> "/lanes/" + s.lane.leaf() + "?program=" + s.program.program()),
        get("/ledger", "those of the entries that may be read", "/ledger"),
        get("/ledger/{seq}", "of the ledger's own stream", "/ledger/0"),
        get("/feed", "of a program", s -> "/feed?limit=1&program=" + s.program.program()));
  }

  private static Wire.Answer form(CodeScene s, String token, String path, String fields) {
    return s.server.wire.post(token, path, "application/x-www-form-urlencoded", fields);
  }

  private static EndpointRow ofProgram(String below) {
    String pattern =
        below
            .replaceFirst("[?].*", "")
            .replace("/tickets/TKT", "/tickets/{prefix}")
            .replace("/decisions/p1", "/decisions/{packet}")
            .replace("/lanes/l1", "/lanes/{lane}");
    String asked = below.equals("/blockers/path") ? below + "?to=REAL_RUN" : below;
    String target = asked.contains("what-if") ? asked + "&to=REAL_RUN" : asked;
    return get("/v1/programs/{program}" + pattern, "", s -> path(s, target));
  }

  private static String path(CodeScene s, String below) {
    return "/v1" + s.program.path() + below;
  }

  private static EndpointRow get(String pattern, String what, String path) {
    return get(pattern, what, s -> path);
  }

  private static EndpointRow get(String pattern, String what, Function<CodeScene, String> path) {
    return new EndpointRow(
        "GET " + pattern, what, (s, token) -> s.server.wire.get(token, path.apply(s)));
  }

  private static Wire.Answer append(CodeScene s, String token) {
    String program = "N" + NEW.getAndIncrement();
    return s.server.wire.post(token, "/v1/events", LedgerServer.ONE, LedgerServer.program(program));
  }

  private static Wire.Answer reserve(CodeScene s, String token) {
    return s.server.wire.post(
        token,
        path(s, "/tickets/TKT/reservations"),
        "application/json",
        "{\"id\":\"r-%d\",\"lane\":\"l1\",\"count\":1}".formatted(NEW.getAndIncrement()));
  }

  /** Every endpoint of a running server, as {@code METHOD pattern}, from Spring's own mappings. */
  static TreeSet<String> of(ApplicationContext application) {
    return application.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .flatMap(EndpointRow::names)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> names(RequestMappingInfo info) {
    return info.getPatternValues().stream()
        .flatMap(pattern ->
            info.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .map(method -> method + " " + pattern));
  }
}
