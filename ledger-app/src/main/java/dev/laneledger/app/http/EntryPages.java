package dev.laneledger.app.http;

import dev.laneledger.api.event.Entry;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.EntryPage;
import dev.laneledger.app.readmodel.LedgerQueries;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The entries that match a filter, one after another, read page by page. */
final class EntryPages {
  private final LedgerQueries queries;
  private final EntryFilter filter;
  private final int pageSize;
  private final Deque<Entry> page = new ArrayDeque<>();
  private @Nullable Long next;
  private int left;

  EntryPages(LedgerQueries queries, EntryFilter filter, int pageSize) {
    this.queries = queries;
    this.filter = filter;
    this.pageSize = pageSize;
    this.next = filter.from();
    this.left = filter.limit();
  }

  /** The next entry; null behind the last, which is that of the limit or of the ledger. */
  @Nullable Entry next() {
    while (page.isEmpty() && next != null && left > 0) {
      EntryPage read =
          queries.entries(
              new EntryFilter(
                  next,
                  Math.min(left, pageSize),
                  filter.source(),
                  filter.type(),
                  filter.program()));
      page.addAll(read.entries());
      left -= read.entries().size();
      next = read.next();
    }
    return page.poll();
  }
}
