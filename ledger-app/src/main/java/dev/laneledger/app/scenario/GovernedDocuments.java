package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
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

/** Compares a scenario's documents, as they lie in its folder, with the bytes that are pinned. */
final class GovernedDocuments {
  private static final byte[] NOTHING = {};

  private final Scenario scenario;
  private final LedgerClient reader;
  private final Map<String, DocumentPinned> pins;

  /**
   * @param reader gives the pinned bytes
   */
  GovernedDocuments(Scenario scenario, LedgerClient reader, ProgramState program) {
    this.scenario = scenario;
    this.reader = reader;
    this.pins = program.documents().pins();
  }

  /** The pinned documents as they were read, and then those that nobody pinned. */
  List<ReadDocument> read() {
    Map<String, String> files = files();
    List<ReadDocument> read = new ArrayList<>();
    pins.forEach((path, pin) -> read.add(read(pin, bytes(files.get(path)))));
    files.forEach((path, file) -> {
      if (!pins.containsKey(path)) {
        read.add(document(path, 0, scenario.file(file), DocumentFault.DOCUMENT_UNLISTED));
      }
    });
    return read;
  }

  private ReadDocument read(DocumentPinned pin, byte @Nullable [] bytes) {
    return bytes == null
        ? document(pin.path(), pin.storeRevision(), NOTHING, DocumentFault.DOCUMENT_MISSING)
        : document(
            pin.path(),
            pin.storeRevision(),
            bytes,
            DocumentFault.between(reader.getBlob(pin.sha256()), bytes).orElse(null));
  }

  private static ReadDocument document(
      String path, long revision, byte[] bytes, @Nullable DocumentFault fault) {
    return new ReadDocument(path, revision, bytes.length, Hash.sha256(bytes), fault);
  }

  /** The bytes of the file; null if it is not there. */
  private byte @Nullable [] bytes(@Nullable String file) {
    try {
      return file == null ? null : scenario.file(file);
    } catch (ScenarioException e) {
      return null;
    }
  }

  /** Path of each document of the scenario → file in its folder. */
  private Map<String, String> files() {
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
