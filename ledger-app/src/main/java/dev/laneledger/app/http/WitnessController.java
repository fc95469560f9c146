package dev.laneledger.app.http;

import dev.laneledger.app.publish.Timestamps;
import dev.laneledger.app.publish.WitnessState;
import dev.laneledger.app.publish.Witnesses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who else has seen the checkpoint. */
@RestController
final class WitnessController {
  private final Witnesses witnesses;
  private final Optional<Timestamps> timestamps;

  WitnessController(Witnesses witnesses, Optional<Timestamps> timestamps) {
    this.witnesses = witnesses;
    this.timestamps = timestamps;
  }

  /** Every witness, the newest checkpoint that the quorum cosigned, and the authority. */
  @GetMapping("/v1/witnesses")
  ResponseEntity<byte[]> witnesses(HttpServletRequest request) {
    Parameters.of(request);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("quorum", witnesses.quorum());
    json.putNull("witnessed");
    witnesses
        .witnessed()
        .ifPresent(signed ->
            json.putObject("witnessed")
                .put("size", signed.checkpoint().size())
                .put("note", signed.note()));
    var list = json.putArray("witnesses");
    witnesses.states().forEach(state -> list.add(json(state)));
    json.putNull("timestamps");
    timestamps
        .map(Timestamps::state)
        .ifPresent(state ->
            json.putObject("timestamps")
                .put("authority", state.authority().toString())
                .put("size", state.size())
                .put("error", state.error()));
    return Answers.json(200, json);
  }

  private static ObjectNode json(WitnessState state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", state.name()).put("key", state.key().encode()).put("url", state.url());
    if (state.size() < 0) {
      json.putNull("size").putNull("time");
    } else {
      json.put("size", state.size()).put("time", String.valueOf(state.time()));
    }
    return json.put("error", state.error());
  }
}
