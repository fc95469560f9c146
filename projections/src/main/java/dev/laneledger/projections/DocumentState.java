package dev.laneledger.projections;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.ProgramData.DocumentPinned;
import java.util.Map;

/**
 * The governed documents of one program. They have no rows: a lane's preflight compares them, and
 * requirements ask for the inputs that they supply.
 */
public final class DocumentState {
  static final DocumentState EMPTY = new DocumentState(RowMap.empty(""), RowMap.empty(""));

  private static final String PINS = "documents.pins";
  private static final String INPUTS = "documents.inputs";

  private final RowMap<DocumentPinned> byPath;
  private final RowMap<SuppliedBy> byInput;

  private record SuppliedBy(String path) {}

  private DocumentState(RowMap<DocumentPinned> byPath, RowMap<SuppliedBy> byInput) {
    this.byPath = byPath;
    this.byInput = byInput;
  }

  static DocumentState of(StateParts parts) {
    return new DocumentState(
        parts.rows(PINS, "", DocumentPinned.class), parts.rows(INPUTS, "", SuppliedBy.class));
  }

  void changesSince(DocumentState before, StateParts.Sink sink) {
    byPath.changesSince(before.byPath, sink.of(PINS));
    byInput.changesSince(before.byInput, sink.of(INPUTS));
  }

  DocumentState evolve(LedgerEvent event) {
    return event.payload() instanceof ProgramData.DocumentPinned pin ? pin(pin) : this;
  }

  private DocumentState pin(DocumentPinned pin) {
    return new DocumentState(
        byPath.plus(pin.path(), pin),
        pin.supplies() == null
            ? byInput
            : byInput.plus(pin.supplies(), new SuppliedBy(pin.path())));
  }

  /** The newest pin of each path. */
  public Map<String, DocumentPinned> pins() {
    return byPath;
  }

  /** Whether some pinned document is the named input. */
  public boolean supplies(String input) {
    return byInput.containsKey(input);
  }
}
