package dev.laneledger.projections;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.ProgramData.DocumentPinned;
import java.util.Map;
import org.pcollections.TreePMap;

/**
 * The governed documents of one program. They have no rows: a lane's preflight compares them, and
 * requirements ask for the inputs that they supply.
 */
public final class DocumentState {
  static final DocumentState EMPTY = new DocumentState(Rows.empty(), Rows.empty());

  private final TreePMap<String, DocumentPinned> byPath;
  private final TreePMap<String, String> pathByInput;

  private DocumentState(
      TreePMap<String, DocumentPinned> byPath, TreePMap<String, String> pathByInput) {
    this.byPath = byPath;
    this.pathByInput = pathByInput;
  }

  DocumentState evolve(LedgerEvent event) {
    return event.payload() instanceof ProgramData.DocumentPinned pin ? pin(pin) : this;
  }

  private DocumentState pin(DocumentPinned pin) {
    return new DocumentState(
        byPath.plus(pin.path(), pin),
        pin.supplies() == null ? pathByInput : pathByInput.plus(pin.supplies(), pin.path()));
  }

  /** The newest pin of each path. */
  public Map<String, DocumentPinned> pins() {
    return byPath;
  }

  /** Whether some pinned document is the named input. */
  public boolean supplies(String input) {
    return pathByInput.containsKey(input);
  }
}
