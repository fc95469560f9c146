package dev.laneledger.projections.ticket;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.Projection;
import dev.laneledger.projections.Row;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code tickets.v1}. */
public final class TicketProjection implements Projection<TicketState> {
  static final String NAME = "tickets.v1";
  private static final int KEY_DIGITS = 10;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TicketState initial() {
    return TicketState.EMPTY;
  }

  @Override
  public TicketState evolve(TicketState state, LedgerEvent event) {
    if (event.source().kind() != StreamId.Kind.TICKETS) {
      return state;
    }
    String prefix = Objects.requireNonNull(event.source().leaf());
    TicketBook book = state.book(prefix);
    EventRef by = event.ref();
    return switch (event.payload()) {
      case TicketData.Registered past -> state.with(prefix, register(book, past, by));
      case TicketData.Reserved r ->
          state.with(prefix, book.take(r.from(), r.to(), r.lane(), TicketData.State.RESERVED, by));
      case TicketData.Withdrawn w ->
          state.with(prefix, book.change(w.from(), w.to(), TicketData.State.WITHDRAWN, by));
      case TicketData.Folded f ->
          state.with(prefix, book.change(f.from(), f.to(), TicketData.State.APPLIED, by));
      default -> state;
    };
  }

  private static TicketBook register(TicketBook book, TicketData.Registered past, EventRef by) {
    TicketBook registered = book;
    for (TicketData.PastRange range : past.ranges()) {
      registered = registered.take(range.from(), range.to(), range.lane(), range.state(), by);
    }
    return registered;
  }

  /** A range is never taken away, so only books that are not the same hold changes. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public void changes(
      TicketState before, TicketState after, BiConsumer<String, @Nullable Record> sink) {
    after
        .books()
        .forEach((prefix, book) -> {
          TicketBook old = before.book(prefix);
          if (book != old) {
            book.ranges().stream()
                .filter(range -> !range.equals(old.from(range.from())))
                .forEach(range -> sink.accept(key(prefix, range.from()), range));
          }
        });
  }

  @Override
  public SortedMap<String, TicketRange> values(TicketState state) {
    SortedMap<String, TicketRange> values = new TreeMap<>(Row.KEY_ORDER);
    state
        .books()
        .forEach(
            (prefix, book) -> book.ranges().forEach(r -> values.put(key(prefix, r.from()), r)));
    return values;
  }

  private static String key(String prefix, long from) {
    String digits = Long.toString(from);
    return prefix + "/" + "0".repeat(Math.max(0, KEY_DIGITS - digits.length())) + digits;
  }
}
