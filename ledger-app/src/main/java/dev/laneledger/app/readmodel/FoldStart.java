package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.readmodel.KeptRows.Boundary;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.projections.rule.LedgerStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Where the fold begins at a start: at the newest state that the ledger attests, if what is kept
 * leads to exactly that state; else at entry 0.
 *
 * @param history of {@code /ledger} up to the view
 * @param statements of the ledger about its states
 * @param view what the first entries were folded to
 */
record FoldStart(KeptViews kept, LedgerHistory history, Statements statements, LedgerView view) {
  private static final int PAGE = 1_024;

  /**
   * @param file {@code views.db}, which is made anew if it does not fit the ledger
   */
  static FoldStart of(Path file, LedgerReader reader) throws IOException, SQLException {
    Statements statements = Statements.of(reader);
    if (Files.exists(file)) {
      KeptViews kept = null;
      try {
        kept = KeptViews.open(file);
        LedgerHistory history = new LedgerHistory();
        return new FoldStart(kept, history, statements, view(kept, reader, statements, history));
      } catch (SQLException | RuntimeException e) { // whatever a damaged file leads to
        if (kept != null) {
          kept.close();
        }
        System.getLogger(FoldStart.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "the views are built again from entry 0, which takes a while: views.db does not fit, "
                    + e.getMessage());
      }
    }
    return new FoldStart(KeptViews.create(file), new LedgerHistory(), statements, LedgerView.EMPTY);
  }

  private static LedgerView view(
      KeptViews kept, LedgerReader reader, Statements statements, LedgerHistory history)
      throws SQLException {
    Optional<Boundary> last = kept.boundary(Long.MAX_VALUE);
    if (last.isPresent()) {
      requireOf(reader, last.get());
    }
    Optional<Boundary> from = kept.boundary(statements.size() - 1);
    if (from.isEmpty()) {
      kept.goOn(LedgerView.EMPTY);
      return LedgerView.EMPTY;
    }
    long entries = from.get().position() + 1;
    LedgerView view =
        kept.view(from.get(), ledger(reader, history, entries), statements.counted(entries));
    kept.goOn(view);
    LedgerView attested = fold(reader, view, statements.size(), history);
    if (!statements.agreesWith(attested.state())) {
      throw new SQLException(
          "what it keeps leads to another state than was attested after %d entries"
              .formatted(statements.size()));
    }
    return attested;
  }

  private static void requireOf(LedgerReader reader, Boundary last) throws SQLException {
    boolean same =
        reader
            .entry(last.position())
            .map(entry -> entry.chain().equals(last.chain()))
            .orElse(false);
    if (!same) {
      throw new SQLException(
          "it was made from a ledger whose entry %d has chain %s"
              .formatted(last.position(), last.chain()));
    }
  }

  /** What {@code /ledger} says within the first entries. */
  private static LedgerStream ledger(LedgerReader reader, LedgerHistory history, long entries) {
    LedgerStream state = history.at(-1);
    long next = 0;
    for (List<Entry> page = reader.stream(StreamId.LEDGER, next, PAGE);
        !page.isEmpty() && page.getFirst().seq() < entries;
        page = reader.stream(StreamId.LEDGER, next, PAGE)) {
      for (Entry entry : page) {
        if (entry.seq() < entries) {
          state = state.evolve(entry.event()) instanceof LedgerStream now ? now : state;
          history.from(entry.seq(), state);
        }
      }
      next += page.size();
    }
    return state;
  }

  private static LedgerView fold(
      LedgerReader reader, LedgerView from, long size, LedgerHistory history) {
    LedgerView view = from;
    while (view.size() < size) {
      int most = (int) Math.min(PAGE, size - view.size());
      for (Entry entry : reader.entries(view.size(), most)) {
        view = view.evolve(entry, entry.event());
        history.after(view);
      }
    }
    return view;
  }
}
