package dev.laneledger.app.cli;

import dev.laneledger.app.cli.Demo.Played;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a demo did.
 *
 * @param sha256sum what {@code sha256sum -c} said of the written packet
 * @param tampered null: nobody asked for it
 */
record DemoResult(
    Path dir,
    String program,
    String lane,
    Played played,
    PacketCheck.Result sha256sum,
    List<ReplayRun> replays,
    TamperDemo.@Nullable Found tampered) {

  /** What two replays must agree on: members of what {@code replay --json} prints. */
  static final List<String> AGREED = List.of("size", "chain", "root", "programs", "packets");

  DemoResult withTampering(TamperDemo.Found found) {
    return new DemoResult(dir, program, lane, played, sha256sum, replays, found);
  }

  /** Whether everything that the demo shows held. */
  boolean good() {
    return !sha256sum.failed()
        && replays.stream().allMatch(ReplayRun::good)
        && replays.stream().allMatch(this::reachesThePacket)
        && replaysAgree();
  }

  private boolean reachesThePacket(ReplayRun replay) {
    String tree = replay.result().at("/packets/0/packetTree").asString("");
    return tree.equals(played.packetTree().hex());
  }

  /** Whether both replays reached the same chain, root, state hashes and packet trees. */
  boolean replaysAgree() {
    ObjectNode first = replays.getFirst().result();
    return replays.stream()
        .allMatch(r ->
            AGREED.stream()
                .allMatch(name -> Objects.equals(first.get(name), r.result().get(name))));
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("good", good()).put("dir", dir.toString()).put("program", program);
    node.put("lane", lane).put("origin", played.origin()).put("key", played.key());
    node.put("packetTree", played.packetTree().hex()).put("sha256sum", sha256sum.words());
    node.set("laneRow", played.lane());
    node.set("blockers", played.blockers());
    node.set("decisions", played.decisions());
    node.set("tickets", played.tickets());
    played.conclusions().forEach(node.withArray("verdicts")::add);
    replays.forEach(r -> node.withArray("replays").add(replay(r)));
    node.put("replaysAgree", replaysAgree());
    if (tampered != null) {
      node.putObject("tampered")
          .put("seq", tampered.seq())
          .put("change", tampered.change())
          .put("verifyExit", tampered.exit())
          .put("found", tampered.found());
    }
    return node;
  }

  private static JsonNode replay(ReplayRun replay) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("where", replay.where())
        .put("verifyExit", replay.verifyExit())
        .put("replayExit", replay.replayExit());
    node.set("result", replay.result());
    return node;
  }
}
