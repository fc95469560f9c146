package dev.laneledger.app.command;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.app.storage.LedgerReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which events of a batch the ledger holds already. The same event from the same principal is a
 * repeat, and its first receipt answers it; an id that was used for anything else is refused.
 */
final class Repeats {
  private final LedgerReader reader;

  Repeats(LedgerReader reader) {
    this.reader = reader;
  }

  /**
   * The first receipts of the repeats, by index in the batch. To be called under the locks of the
   * batch's streams.
   *
   * @throws RequestRefusedException {@code ID_REUSED}
   */
  Map<Integer, Receipt> of(String actor, List<EventDraft> drafts) {
    Map<StreamId, List<String>> ids =
        drafts.stream()
            .collect(
                Collectors.groupingBy(
                    EventDraft::source, Collectors.mapping(EventDraft::id, Collectors.toList())));
    Map<StreamId, Map<String, Entry>> known = new HashMap<>();
    ids.forEach((stream, wanted) -> known.put(stream, reader.find(stream, wanted)));
    Map<Integer, Receipt> repeats = new TreeMap<>();
    for (int i = 0; i < drafts.size(); i++) {
      EventDraft draft = drafts.get(i);
      Entry entry = known.getOrDefault(draft.source(), Map.of()).get(draft.id());
      if (entry != null) {
        repeats.put(i, receipt(entry, actor, draft, i));
      }
    }
    return repeats;
  }

  /**
   * The reservation that this id made, whatever its numbers.
   *
   * @throws RequestRefusedException {@code ID_REUSED} if it was for another lane or number
   */
  Optional<EventDraft> reservation(ReserveTickets command) {
    return reader
        .find(command.tickets(), command.id())
        .map(entry -> entry.event().draft())
        .map(draft -> requireSame(draft, command));
  }

  private static EventDraft requireSame(EventDraft draft, ReserveTickets command) {
    boolean same =
        draft.payload() instanceof TicketData.Reserved first
            && first.lane().equals(command.lane())
            && first.to() - first.from() + 1 == command.count();
    if (!same) {
      throw reused(command.tickets() + " " + command.id(), "/id");
    }
    return draft;
  }

  private static Receipt receipt(Entry entry, String actor, EventDraft draft, int index) {
    LedgerEvent first = entry.event();
    boolean same =
        first.actor().equals(actor)
            && Arrays.equals(EventCodec.repeatKey(first.draft()), EventCodec.repeatKey(draft));
    if (!same) {
      throw reused(draft.source() + " " + draft.id(), "/" + index + "/id");
    }
    return new Receipt(entry.seq(), first.source(), first.id(), entry.leaf(), entry.chain());
  }

  private static RequestRefusedException reused(String what, String pointer) {
    return new RequestRefusedException(
        ReasonCode.ID_REUSED,
        pointer,
        "an id may be used once in its stream, but this one stands for something else: "
            + what
            + "; choose a new id");
  }
}
