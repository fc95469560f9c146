package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.document.DocumentFault;
import dev.laneledger.api.event.LaneData.ReadDocument;
import dev.laneledger.api.event.ProgramData.DocumentPinned;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.ProgramState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares governed documents, as they were read, with the bytes that are pinned. */
public final class GovernedDocuments {
  private static final byte[] NOTHING = {};
  private static final int NOT_FOUND = 404;

  private GovernedDocuments() {}

  /**
   * The pinned documents as they were read, and then those that nobody pinned.
   *
   * @param pins by path
   * @param found the bytes that were read, by path; a pinned path without any is missing
   * @param reader gives the pinned bytes; where it has none, lengths and digests are compared
   */
  public static List<ReadDocument> compare(
      Map<String, DocumentPinned> pins, Map<String, byte[]> found, LedgerClient reader) {
    List<ReadDocument> read = new ArrayList<>();
    pins.forEach((path, pin) -> read.add(pinned(pin, found.get(path), reader)));
    found.forEach((path, bytes) -> {
      if (!pins.containsKey(path)) {
        read.add(document(path, 0, bytes, DocumentFault.DOCUMENT_UNLISTED));
      }
    });
    return read;
  }

  /** The same of a scenario's documents, as they lie in its folder. */
  static List<ReadDocument> read(Scenario scenario, LedgerClient reader, ProgramState program) {
    Map<String, byte[]> found = new TreeMap<>();
    files(scenario)
        .forEach((path, file) -> {
          byte[] bytes = bytes(scenario, file);
          if (bytes != null) {
            found.put(path, bytes);
          }
        });
    return compare(program.documents().pins(), found, reader);
  }

  private static ReadDocument pinned(
      DocumentPinned pin, byte @Nullable [] bytes, LedgerClient reader) {
    return bytes == null
        ? document(pin.path(), pin.storeRevision(), NOTHING, DocumentFault.DOCUMENT_MISSING)
        : document(pin.path(), pin.storeRevision(), bytes, fault(pin, bytes, reader));
  }

  private static @Nullable DocumentFault fault(
      DocumentPinned pin, byte[] bytes, LedgerClient reader) {
    try {
      return DocumentFault.between(reader.getBlob(pin.sha256()), bytes).orElse(null);
    } catch (LedgerRefusedException e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      return DocumentFault.between(pin.bytes(), pin.sha256(), bytes.length, Hash.sha256(bytes))
          .orElse(null);
    }
  }

  private static ReadDocument document(
      String path, long revision, byte[] bytes, @Nullable DocumentFault fault) {
    return new ReadDocument(path, revision, bytes.length, Hash.sha256(bytes), fault);
  }

  /** The bytes of the file; null if it is not there. */
  private static byte @Nullable [] bytes(Scenario scenario, String file) {
    try {
      return scenario.file(file);
    } catch (ScenarioException e) {
      return null;
    }
  }

  /** Path of each document of the scenario → file in its folder. */
  private static Map<String, String> files(Scenario scenario) {
    Map<String, String> files = new TreeMap<>();
    Facts standIns = scenario.extra().at("standIns");
    scenario
        .program()
        .list("documents")
        .forEach(d -> files.put(d.text("path"), standIns.at(d.text("path")).text("file")));
    scenario.extra().list("inputs").forEach(i -> files.put(i.text("path"), i.text("file")));
    return files;
  }
}
