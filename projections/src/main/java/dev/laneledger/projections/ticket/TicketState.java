package dev.laneledger.projections.ticket;

import dev.laneledger.projections.Rows;
import java.util.Map;
import org.pcollections.TreePMap;

/** The ticket books of one program, by prefix. */
public final class TicketState {
  static final TicketState EMPTY = new TicketState(Rows.empty());

  private final TreePMap<String, TicketBook> books;

  private TicketState(TreePMap<String, TicketBook> books) {
    this.books = books;
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
