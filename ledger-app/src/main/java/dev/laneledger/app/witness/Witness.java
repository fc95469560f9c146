package dev.laneledger.app.witness;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.AddCheckpoint;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.CosignerKey;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a witness does, without the network. */
final class Witness {
  private final Map<String, WitnessedLog> logs = new HashMap<>();

  /**
   * @param keys of the logs to witness; a log is known by the name of its keys
   * @throws IOException if a kept checkpoint cannot be read
   */
  Witness(Path directory, CosignerKey key, List<VerifierKey> keys, InstantSource clock)
      throws IOException {
    keys.forEach(Witness::requireLogKey);
    Map<String, List<VerifierKey>> byOrigin =
        keys.stream()
            .collect(
                Collectors.groupingBy(
                    VerifierKey::name, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    for (Map.Entry<String, List<VerifierKey>> log : byOrigin.entrySet()) {
      Path file = directory.resolve(id(log.getKey()));
      logs.put(log.getKey(), new WitnessedLog(log.getValue(), key, file, clock));
    }
  }

  private static void requireLogKey(VerifierKey key) {
    if (key.type() != VerifierKey.ED25519) {
      throw new IllegalArgumentException(
          "a log's key must have type 1, but has type %d: %s".formatted(key.type(), key.encode()));
    }
  }

  /** Lower-case hex SHA-256 of the origin. */
  private static String id(String origin) {
    return Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** Answers {@code add-checkpoint}. */
  Answer add(byte[] body) {
    AddCheckpoint request;
    Checkpoint submitted;
    try {
      request = AddCheckpoint.parse(body);
      submitted = WitnessedLog.head(request.checkpoint().text());
    } catch (NoteException e) {
      return Answer.refused(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
    WitnessedLog log = logs.get(submitted.origin());
    return log == null
        ? Answer.refused(
            Answer.NOT_FOUND, "a log must be known here, but is not: " + submitted.origin())
        : log.add(request);
  }

  /** Answers {@code GET <id>/checkpoint}. */
  Answer latest(String id) {
    Optional<String> note =
        logs.entrySet().stream()
            .filter(log -> id(log.getKey()).equals(id))
            .findFirst()
            .flatMap(log -> log.getValue().latest());
    return note.map(Answer::ok)
        .orElseGet(() -> Answer.refused(Answer.NOT_FOUND, "no checkpoint of such a log is here"));
  }
}
