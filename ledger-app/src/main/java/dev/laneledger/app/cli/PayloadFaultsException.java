package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import dev.laneledger.app.schema.EventFaults.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** A payload that departs from its type's schema; nothing was sent. Mend all that is named. */
final class PayloadFaultsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  PayloadFaultsException(EventType type, List<Fault> faults) {
    super(
        type.shortName()
            + " must be as its schema says (GET /v1/schemas/"
            + type.wire()
            + "), but:"
            + faults.stream()
                .map(f -> "\n  " + f.pointer() + ": " + f.detail())
                .collect(Collectors.joining()));
    this.faults = List.copyOf(faults);
  }

  List<Fault> faults() {
    return faults;
  }
}
