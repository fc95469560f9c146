package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.app.readmodel.KeptRows.Boundary;
import dev.laneledger.app.storage.LedgerReader;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/** Views of the past: the one that was kept last before, and a fold over the few entries since. */
final class EarlierViews {
  private final LedgerReader reader;
  private final ConcernedEntries entries;
  private final ViewHolder holder;
  private final KeptViews kept;
  private final LedgerHistory history;

  EarlierViews(LedgerReader reader, ViewHolder holder, KeptViews kept, LedgerHistory history) {
    this.reader = reader;
    this.entries = new ConcernedEntries(reader);
    this.holder = holder;
    this.kept = kept;
    this.history = history;
  }

  /**
   * What was known of one program, and of the ledger, right after the durable entry at that seq.
   *
   * @throws KeptViews.ViewsException if {@code views.db} cannot be read
   */
  LedgerView at(String program, long seq) {
    LedgerView newest = holder.view();
    LedgerView from = newest.position() <= seq ? newest : before(program, seq);
    Fold fold = new Fold(from);
    entries.each(program, from.size(), seq, fold);
    LedgerView view = fold.view;
    return view.position() == seq ? view : view.passed(reader.entry(seq).orElseThrow());
  }

  private static final class Fold implements Consumer<Entry> {
    private LedgerView view;

    Fold(LedgerView from) {
      this.view = from;
    }

    @Override
    public void accept(Entry entry) {
      view = view.evolve(entry, entry.event());
    }
  }

  private LedgerView before(String program, long seq) {
    try {
      Optional<Boundary> boundary = kept.boundary(seq);
      return boundary.isEmpty()
          ? LedgerView.EMPTY
          : kept.view(boundary.get(), program, history.at(boundary.get().position()));
    } catch (SQLException e) {
      throw new KeptViews.ViewsException(e);
    }
  }
}
