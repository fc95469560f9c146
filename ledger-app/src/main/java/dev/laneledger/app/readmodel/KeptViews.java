package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.app.readmodel.KeptRows.Boundary;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.StateParts;
import dev.laneledger.projections.rule.LedgerStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Keeps the view at every {@value #SPACING}th entry, as far as it changed since the one before; so
 * any view of the past is a kept one and a fold over fewer entries than that, and a start goes on
 * from a late one. Nothing waits for it: what could not be kept this time is kept the next time.
 */
final class KeptViews implements AutoCloseable {
  static final int SPACING = 128;

  /** Part of a program's newest attestations, by projection. */
  private static final String ATTESTED = "attested";

  /** Part of one record that every known program has. */
  private static final String KNOWN = "known";

  private final ViewsDatabase views;
  private LedgerView kept = LedgerView.EMPTY;
  private long position = -1;
  private SetDigest sum = new SetDigest();

  private KeptViews(ViewsDatabase views) {
    this.views = views;
  }

  private record Known(long since) {}

  /** What the kept rows depend on besides the entries. */
  private static String engine() {
    String version = KeptViews.class.getPackage().getImplementationVersion();
    return StateParts.VERSION + " of " + (version == null ? "development" : version);
  }

  /**
   * Opens a file that was kept.
   *
   * @throws SQLException if it is not one, or another engine wrote it
   */
  static KeptViews open(Path file) throws SQLException {
    return new KeptViews(ViewsDatabase.open(file, engine()));
  }

  /** A new file in place of what is there. */
  static KeptViews create(Path file) throws IOException, SQLException {
    return new KeptViews(ViewsDatabase.create(file, engine()));
  }

  /** The last boundary at that position or before it. */
  Optional<Boundary> boundary(long atMost) throws SQLException {
    return views.read(lookups -> lookups.boundary(atMost));
  }

  /**
   * The whole view at a boundary.
   *
   * @param counted how many of its entries are not attestations
   * @throws SQLException if the rows are not those that were kept
   */
  LedgerView view(Boundary boundary, LedgerStream ledger, long counted) throws SQLException {
    SetDigest found = new SetDigest();
    LedgerView view = rows(boundary, null, ledger, counted, found);
    if (!Arrays.equals(found.bytes(), boundary.sum().bytes())) {
      throw new SQLException(
          "its rows must be as they were kept at %d, but are not".formatted(boundary.position()));
    }
    return view;
  }

  /** One program's part of the view at a boundary. */
  LedgerView view(Boundary boundary, String program, LedgerStream ledger) throws SQLException {
    return rows(boundary, program, ledger, 0, new SetDigest());
  }

  private LedgerView rows(
      Boundary boundary, @Nullable String only, LedgerStream ledger, long counted, SetDigest found)
      throws SQLException {
    Map<String, StateParts> parts = new HashMap<>();
    PMap<String, PMap<String, Attested>> attested =
        views.read(lookups -> read(lookups, boundary, only, parts, found));
    Map<String, ProgramState> programs = new HashMap<>();
    parts.forEach((program, of) -> programs.put(program, ProgramState.of(of)));
    return new LedgerView(
        boundary.position(),
        boundary.chain(),
        LedgerState.of(programs, ledger.everyPerson()),
        ledger,
        attested,
        counted);
  }

  private static PMap<String, PMap<String, Attested>> read(
      KeptLookups lookups,
      Boundary boundary,
      @Nullable String only,
      Map<String, StateParts> parts,
      SetDigest found)
      throws SQLException {
    Map<String, PMap<String, Attested>> attested = new HashMap<>();
    lookups.at(
        boundary.position(),
        only,
        (program, part, name, value) -> {
          if (only == null) {
            found.add(program, part, name, value);
          }
          if (part.equals(ATTESTED)) {
            attested.merge(
                program,
                HashTreePMap.singleton(name, EventJson.read(value, Attested.class)),
                PMap::plusAll);
          } else {
            parts.computeIfAbsent(program, id -> new StateParts()).add(part, name, value);
          }
        });
    return HashTreePMap.from(attested);
  }

  /** Goes on from that view, of which everything up to the last boundary is kept. */
  void goOn(LedgerView from) throws SQLException {
    kept = from;
    Optional<Boundary> last = boundary(Long.MAX_VALUE);
    position = last.map(Boundary::position).orElse(-1L);
    sum = last.map(Boundary::sum).orElseGet(SetDigest::new);
  }

  /** Whether {@link #keep} would keep it. */
  static boolean isDue(LedgerView view) {
    return view.size() % SPACING == 0;
  }

  /** Keeps the view, unless it is kept already. To be called by one thread. */
  void keep(LedgerView view) {
    if (view.position() <= position) {
      return;
    }
    SetDigest after = sum.copy();
    try {
      views.write(connection -> write(connection, view, after));
      kept = view;
      position = view.position();
      sum = after;
    } catch (SQLException e) {
      System.getLogger(KeptViews.class.getName())
          .log(System.Logger.Level.WARNING, "views.db is not kept up: " + e.getMessage());
    }
  }

  private void write(Connection connection, LedgerView view, SetDigest after) throws SQLException {
    try (KeptRows rows = new KeptRows(connection)) {
      for (Map.Entry<String, ProgramState> program : view.state().programs().entrySet()) {
        Changes changes = new Changes(rows, after, view.position(), program.getKey());
        program(changes, program.getValue());
        attested(changes, view.attested().get(program.getKey()));
        changes.rethrow();
      }
      KeptRows.reached(
          connection, new Boundary(view.position(), Objects.requireNonNull(view.chain()), after));
    }
  }

  @SuppressWarnings("ReferenceEquality") // what no event touched stays the same object
  private void program(Changes changes, ProgramState now) {
    ProgramState before = kept.state().programs().get(changes.program);
    if (before == null) {
      changes.changed(KNOWN, "", new Known(changes.seq));
    }
    if (now != before) {
      now.changesSince(before == null ? ProgramState.EMPTY : before, changes);
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private void attested(Changes changes, @Nullable PMap<String, Attested> now) {
    PMap<String, Attested> before = kept.attested().get(changes.program);
    if (now != null && now != before) {
      now.forEach((projection, attested) -> changes.changed(ATTESTED, projection, attested));
    }
  }

  @Override
  public void close() {
    try {
      views.close();
    } catch (SQLException e) {
      throw new ViewsException(e);
    }
  }

  /** Failure of {@code views.db}. */
  static final class ViewsException extends RuntimeException {
    ViewsException(SQLException cause) {
      super(
          "views.db must hold what was kept, but: %s; stop the server, delete it, start again"
              .formatted(cause.getMessage()),
          cause);
    }
  }

  /** Writes what one program's parts tell; the first failure is kept for {@link #rethrow}. */
  private static final class Changes implements StateParts.Sink {
    private final KeptRows rows;
    private final SetDigest sum;
    private final long seq;
    private final String program;
    private @Nullable SQLException failure;

    Changes(KeptRows rows, SetDigest sum, long seq, String program) {
      this.rows = rows;
      this.sum = sum;
      this.seq = seq;
      this.program = program;
    }

    @Override
    public void changed(String part, String key, @Nullable Record value) {
      try {
        if (failure == null) {
          rows.put(sum, seq, program, part, key, value);
        }
      } catch (SQLException e) {
        failure = e;
      }
    }

    void rethrow() throws SQLException {
      if (failure != null) {
        throw failure;
      }
    }
  }
}
