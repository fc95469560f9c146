package dev.laneledger.app.http;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.publish.BesideLedger;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The timestamps of checkpoints, for everybody, and the policy of the ledger's witnesses. */
@RestController
final class TimestampController {
  private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,17})\\.tsr");
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final BesideLedger beside;

  TimestampController(BesideLedger beside) {
    this.beside = beside;
  }

  /** {@code {"sizes":[…]}}: of the checkpoints that were timestamped, ascending. */
  @GetMapping("/v1/timestamps")
  ResponseEntity<byte[]> timestamps(HttpServletRequest request) {
    Parameters.of(request);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode sizes = json.putArray("sizes");
    beside.timestamps().forEach(sizes::add);
    return Answers.json(200, json);
  }

  /** The DER of an RFC 3161 TimeStampToken over the text of the checkpoint of a size. */
  @GetMapping("/timestamps/{name}")
  ResponseEntity<byte[]> timestamp(HttpServletRequest request, @PathVariable String name) {
    Parameters.of(request);
    Matcher named = NAME.matcher(name);
    Optional<byte[]> token =
        named.matches() ? beside.timestamp(Long.parseLong(named.group(1))) : Optional.empty();
    byte[] bytes =
        token.orElseThrow(() ->
            Paths.notFound(
                "a timestamp must be named SIZE.tsr by a size of /v1/timestamps, but was: "
                    + name));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .cacheControl(FOR_EVER)
        .eTag(Hash.sha256(bytes).hex())
        .body(bytes);
  }

  /** The tlog-policy that names the witnesses, for every principal. */
  @GetMapping("/policy")
  ResponseEntity<byte[]> policy(HttpServletRequest request) {
    Parameters.of(request);
    byte[] text =
        beside.policy().orElseThrow(() -> Paths.notFound("this ledger has no policy of witnesses"));
    return ResponseEntity.ok()
        .contentType(Answers.NOTE)
        .cacheControl(CacheControl.noStore())
        .body(text);
  }
}
