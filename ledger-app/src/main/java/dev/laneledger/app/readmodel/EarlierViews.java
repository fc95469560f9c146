package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.app.readmodel.KeptRows.Boundary;
import dev.laneledger.app.storage.LedgerReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;

/** Views of the past: the one that was kept last before, and a fold over the few entries since. */
final class EarlierViews {
  private static final int PAGE = KeptViews.SPACING;
  private static final String SOURCE = "\"source\":\"";

  private final LedgerReader reader;
  private final ViewHolder holder;
  private final KeptViews kept;
  private final LedgerHistory history;

  EarlierViews(LedgerReader reader, ViewHolder holder, KeptViews kept, LedgerHistory history) {
    this.reader = reader;
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
    LedgerView view = newest.position() <= seq ? newest : before(program, seq);
    Concerns concerns = new Concerns(program);
    while (view.position() < seq) {
      int most = (int) Math.min(PAGE, seq - view.position());
      for (Entry entry : reader.entries(view.size(), most)) {
        view = concerns.evolve(view, entry);
      }
    }
    return view;
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

  /** Which entries change what is known of a program: its own, and those of the ledger. */
  private static final class Concerns {
    private final String program;
    private final byte[] own;
    private final byte[] ledgers;

    Concerns(String program) {
      this.program = program;
      this.own = (SOURCE + "/programs/" + program).getBytes(StandardCharsets.UTF_8);
      this.ledgers = (SOURCE + "/ledger").getBytes(StandardCharsets.UTF_8);
    }

    LedgerView evolve(LedgerView view, Entry entry) {
      if (contains(entry.bytes(), own) || contains(entry.bytes(), ledgers)) {
        LedgerEvent event = entry.event();
        String of = event.source().program();
        if (of == null || of.equals(program)) {
          return view.evolve(entry, event);
        }
      }
      return view.passed(entry);
    }

    /** The bytes are canonical, so a source stands in them in exactly one way. */
    private static boolean contains(byte[] bytes, byte[] wanted) {
      for (int from = 0; from + wanted.length <= bytes.length; from++) {
        int i = 0;
        while (i < wanted.length && bytes[from + i] == wanted[i]) {
          i++;
        }
        if (i == wanted.length) {
          return true;
        }
      }
      return false;
    }
  }
}
