package dev.laneledger.app.cli;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.ReadDocument;
import dev.laneledger.api.event.ProgramData.DocumentPinned;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.scenario.GovernedDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The governed documents on this machine, compared byte for byte with what is pinned. */
final class LaneDocuments {
  @Option(
      names = "--document",
      paramLabel = "PATH=FILE",
      description =
          "a governed document and the file to read it from; once for every pinned one: "
              + "length, digest and how it differs are found here")
  private Map<String, Path> files = new LinkedHashMap<>();

  /** Every pinned document as it is here, and what is here that nobody pinned. */
  List<ReadDocument> read(LedgerClient client, String program) throws IOException {
    Map<String, DocumentPinned> pins = pins(client, program);
    Map<String, byte[]> found = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      if (Files.exists(file.getValue())) {
        found.put(file.getKey(), Files.readAllBytes(file.getValue()));
      }
    }
    return GovernedDocuments.compare(pins, found, client);
  }

  /** The newest pin of each path. */
  private static Map<String, DocumentPinned> pins(LedgerClient client, String program) {
    Map<String, DocumentPinned> pins = new TreeMap<>();
    StreamId stream = StreamId.program(program);
    client.entries(
        new EntryQuery(0, stream, EventType.DOCUMENT_PINNED),
        entry -> {
          if (entry.event().payload() instanceof DocumentPinned pin) {
            pins.put(pin.path(), pin);
          }
        });
    return pins;
  }
}
