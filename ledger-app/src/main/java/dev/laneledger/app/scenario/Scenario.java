package dev.laneledger.app.scenario;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.event.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** A scenario's three JSON files and the files that they name. */
public final class Scenario {
  /** Reads one file of the scenario's folder. */
  @FunctionalInterface
  private interface Folder {
    byte[] read(String path) throws IOException;
  }

  private final Folder folder;
  private final ObjectNode program;
  private final ObjectNode lane;
  private final ObjectNode extra;

  private Scenario(Folder folder) {
    this.folder = folder;
    this.program = json("program.json");
    this.lane = json("lane.json");
    this.extra = json("scenario.json");
  }

  /**
   * A scenario that comes with this program.
   *
   * @throws ScenarioException if there is none of that name
   */
  public static Scenario shipped(String name) {
    return new Scenario(path -> {
      String resource = "/scenarios/" + name + "/" + path;
      try (InputStream in = Scenario.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IOException("no resource " + resource);
        }
        return in.readAllBytes();
      }
    });
  }

  /**
   * A scenario in a folder of its own.
   *
   * @throws ScenarioException if it lacks one of the three JSON files
   */
  public static Scenario in(Path directory) {
    return new Scenario(path -> Files.readAllBytes(directory.resolve(path)));
  }

  /** {@code program.json}. */
  Facts program() {
    return new Facts(program, "program.json");
  }

  /** {@code lane.json}. */
  Facts lane() {
    return new Facts(lane, "lane.json");
  }

  /** {@code scenario.json}. */
  Facts extra() {
    return new Facts(extra, "scenario.json");
  }

  /** The program's id. */
  public String programId() {
    return program().text("program");
  }

  /** The lane's id. */
  public String laneId() {
    return lane().text("lane");
  }

  /** The prefix of the program's tickets. */
  public String ticketPrefix() {
    return program().at("tickets").text("prefix");
  }

  StreamId programStream() {
    return StreamId.program(programId());
  }

  StreamId laneStream() {
    return StreamId.lane(programId(), laneId());
  }

  StreamId ticketStream() {
    return StreamId.tickets(programId(), ticketPrefix());
  }

  /** A blocker of the program. */
  Facts blocker(String id) {
    return program().list("blockers").stream()
        .filter(b -> b.text("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new ScenarioException("program.json has no blocker " + id, null));
  }

  /** One file that the JSON files name. */
  byte[] file(String path) {
    try {
      return folder.read(path);
    } catch (IOException e) {
      throw new ScenarioException("the scenario lacks the file " + path + ": " + e.getMessage(), e);
    }
  }

  String textFile(String path) {
    return new String(file(path), StandardCharsets.UTF_8);
  }

  private ObjectNode json(String path) {
    try {
      if (CanonicalJson.parse(file(path)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonRefusedException e) {
      throw new ScenarioException(path + ": " + e.getMessage(), e);
    }
    throw new ScenarioException(path + " must be a JSON object", null);
  }
}
