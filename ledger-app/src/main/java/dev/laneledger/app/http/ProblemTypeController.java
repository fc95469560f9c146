package dev.laneledger.app.http;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.rule.RuleText;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the {@code type} of a problem resolves to: the same for everybody. */
@RestController
final class ProblemTypeController {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private final LedgerQueries queries;
  private final Map<Hash, List<RuleText>> read = new ConcurrentHashMap<>();

  ProblemTypeController(LedgerQueries queries) {
    this.queries = queries;
  }

  /** {@code {"problems":[path…]}}: of the ledger and of the packs that it has adopted. */
  @GetMapping("/problems")
  ResponseEntity<byte[]> problems(HttpServletRequest request) {
    Parameters.of(request);
    TreeSet<String> codes = new TreeSet<>();
    Arrays.stream(ReasonCode.values()).map(Enum::name).forEach(codes::add);
    rules().stream().map(RuleText::code).forEach(codes::add);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode paths = json.putArray("problems");
    codes.stream().map(code -> ProblemType.PATH + code).forEach(paths::add);
    return Answers.json(200, json);
  }

  /** One of them, as a page to whoever accepts HTML. */
  @GetMapping("/problems/{code}")
  ResponseEntity<byte[]> problem(@PathVariable String code, HttpServletRequest request) {
    Parameters.of(request);
    ProblemType type =
        ProblemType.of(code, rules())
            .orElseThrow(() ->
                Paths.notFound("a code must be of this ledger or of its packs, but was: " + code));
    boolean page = Bodies.accepts(request, MediaType.TEXT_HTML);
    String body = page ? type.html() : type.json().toString();
    return ResponseEntity.ok()
        .contentType(page ? HTML : MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .eTag(Hash.sha256(body.getBytes(StandardCharsets.UTF_8)).hex())
        .body(body.getBytes(StandardCharsets.UTF_8));
  }

  private List<RuleText> rules() {
    return queries.view().ledger().packs().stream()
        .map(LedgerData.PackPin::sha256)
        .flatMap(pack -> read.computeIfAbsent(pack, this::rules).stream())
        .toList();
  }

  /** A pack whose bytes are gone has nothing to say. */
  private List<RuleText> rules(Hash pack) {
    return queries.blob(pack).map(RuleText::of).orElse(List.of());
  }
}
