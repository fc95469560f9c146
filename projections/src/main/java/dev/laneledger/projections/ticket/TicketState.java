package dev.laneledger.projections.ticket;

import dev.laneledger.projections.Rows;
import dev.laneledger.projections.StateParts;
import java.util.Map;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/** The ticket books of one program, by prefix. */
public final class TicketState {
  private static final String CEILINGS = "tickets.ceilings";

  static final TicketState EMPTY = new TicketState(Rows.empty());

  private final TreePMap<String, TicketBook> books;

  private TicketState(TreePMap<String, TicketBook> books) {
    this.books = books;
  }

  /** The highest ticket that anyone ever took; it may be that of a range that was taken anew. */
  private record Ceiling(long ceiling) {}

  /** Puts together what {@link #changesSince} told. */
  public static TicketState of(StateParts parts) {
    Map<String, TicketBook> books = new TreeMap<>();
    parts.each(
        CEILINGS,
        Ceiling.class,
        (prefix, kept) -> books.put(prefix, TicketBook.upTo(kept.ceiling())));
    parts.each(
        TicketProjection.NAME,
        TicketRange.class,
        (key, range) ->
            books.computeIfPresent(
                key.substring(0, key.lastIndexOf('/')), (prefix, book) -> book.with(range)));
    return new TicketState(Rows.<TicketBook>empty().plusAll(books));
  }

  /** Tells every record that differs from those of the state before. */
  @SuppressWarnings("ReferenceEquality") // what an event leaves alone stays the same object
  public void changesSince(TicketState before, StateParts.Sink sink) {
    new TicketProjection().changes(before, this, sink.of(TicketProjection.NAME));
    books.forEach((prefix, book) -> {
      if (book != before.books.get(prefix)) {
        sink.changed(CEILINGS, prefix, new Ceiling(book.reservedCeiling()));
      }
    });
  }

  /** The books by prefix, in row-key order. */
  public Map<String, TicketBook> books() {
    return books;
  }

  /** The book of that prefix; empty if nobody opened it. */
  public TicketBook book(String prefix) {
    return books.getOrDefault(prefix, TicketBook.EMPTY);
  }

  TicketState with(String prefix, TicketBook book) {
    return new TicketState(books.plus(prefix, book));
  }
}
