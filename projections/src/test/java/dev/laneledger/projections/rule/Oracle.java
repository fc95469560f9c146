package dev.laneledger.projections.rule;

import static dev.laneledger.projections.rule.Books.must;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.decision.Selection;
import dev.laneledger.projections.rule.Books.LaneBook;
import dev.laneledger.projections.rule.Books.ProgramBook;
import java.util.List;
import java.util.Objects;

/**
 * The invariants a second time, as plainly as they can be written: books that are kept by hand from
 * what was allowed, and what must never have been allowed given those books. It shares no code with
 * the rules, and takes from the projections only the hash that selections bind.
 */
final class Oracle {
  private final Books books;
  private final ProgramOracle program;
  private final TicketOracle tickets;
  private final LaneOracle lanes;

  Oracle(Books books) {
    this.books = books;
    this.program = new ProgramOracle(books);
    this.tickets = new TicketOracle(books);
    this.lanes = new LaneOracle(books);
  }

  /** Checks what was allowed against the books, event by event, and then enters it. */
  void allowed(String actor, String now, List<EventDraft> batch) {
    for (int i = 0; i < batch.size(); i++) {
      EventDraft d = batch.get(i);
      must(books.persons.containsKey(actor), "an unknown principal acted");
      switch (d.payload()) {
        case LedgerData e -> ledger(actor, d, e);
        case ProgramData e -> program.judge(actor, now, d, e, batch);
        case TicketData e -> tickets.judge(actor, d, e);
        case LaneData e -> lanes.judge(actor, d, e, batch.subList(0, i));
      }
    }
    books
        .programs
        .values()
        .forEach(p -> must(p.fold == null, "consumed for a fold that did not come"));
  }

  /** Enters a refusal that the ledger kept. */
  void refused(StreamId stream, String actor, String code) {
    String id = stream.program();
    if (id == null) {
      return;
    }
    ProgramBook p = books.program(id);
    if (stream.kind() == StreamId.Kind.PROGRAM) {
      p.refusals.add(++p.last);
    } else if (stream.kind() == StreamId.Kind.LANE) {
      LaneBook lane = Objects.requireNonNull(p.lanes.get(String.valueOf(stream.leaf())));
      if (actor.equals(lane.principal)) {
        lane.refusals.put((long) lane.types.size(), code);
      }
      lane.types.add("request.refused");
    }
  }

  private void ledger(String actor, EventDraft d, LedgerData event) {
    switch (event) {
      case LedgerData.PrincipalRegistered p -> {
        must(actor.startsWith("admin:"), "registered by another than an administrator");
        must(!books.persons.containsKey(p.principal()), "registered twice");
        must(!p.person().isEmpty(), "nobody behind a principal");
        String former = books.everyPerson.put(p.principal(), p.person());
        must(former == null || former.equals(p.person()), "another person behind a principal");
        must(
            !p.principal().startsWith("owner:")
                || (p.principal() + "/" + p.person())
                    .matches("owner:default/owner-default|owner:second/owner-second"),
            "an administrator made an owner");
        books.persons.put(p.principal(), p.person());
      }
      case LedgerData.PrincipalRevoked p -> {
        must(actor.startsWith("admin:"), "revoked by another than an administrator");
        must(books.persons.remove(p.principal()) != null, "revoked nobody");
      }
      case LedgerData.PolicyAdopted p -> {
        books.signed(actor, p.person(), d);
        books.policy++;
        books.programs.values().forEach(b -> DecisionOracle.lapse(b));
      }
      case LedgerData.ReplayAttested r -> {
        must(actor.startsWith("auditor:"), "attested by another than an auditor");
        must(r.person().equals(books.persons.get(actor)), "attested for another");
        must(false, "attested without a key");
      }
      default -> must(false, "the ledger's own event");
    }
  }

  /** What the projections say must be what the books say. */
  void compare(Ledgers ledger) {
    books.programs.forEach((id, p) -> {
      ProgramState state = ledger.program(id);
      settle(p, state);
      String now = ledger.now();
      String effective =
          p.selection != null && p.selection.stands(now)
              ? p.selection.token
              : p.packets.isEmpty() ? null : p.packets.getLast().defaultOption();
      assertThat(state.decisions().effectiveAt(now).orElse(null)).isEqualTo(effective);
      assertThat(state.blockers().blockers().keySet()).isEqualTo(p.blockers.keySet());
      p.blockers.forEach((name, legs) -> {
        Blocker blocker = state.blockers().blocker(name).orElseThrow();
        assertThat(blocker.open()).isEqualTo(legs.values().stream().anyMatch(l -> l.open));
        legs.forEach((leg, book) ->
            assertThat(blocker.leg(leg).orElseThrow().state() == Blocker.State.OPEN)
                .isEqualTo(book.open));
      });
      p.grants.forEach((g, on) -> assertThat(state.decisions().granted(g)).isEqualTo(on));
      p.tickets.forEach((prefix, ranges) ->
          assertThat(state.tickets().book(prefix).ranges())
              .extracting(r -> r.from() + ".." + r.to() + " " + r.state().ordinal())
              .isEqualTo(ranges.stream().map(r -> r[0] + ".." + r[1] + " " + r[2]).toList()));
      p.lanes.forEach((name, lane) ->
          assertThat(state.lanes().lane(name).orElseThrow().outcome() != null || lane.imported)
              .isEqualTo(lane.ended));
    });
  }

  /**
   * Narrowing may leave the rows as they were: whether a selection lapsed by it is theirs to say.
   */
  private static void settle(ProgramBook p, ProgramState state) {
    if (p.selection != null && p.selection.stands("")) {
      p.selection.lapsed =
          state
              .decisions()
              .newestSelection()
              .map(s -> s.status() == Selection.Status.LAPSED)
              .orElse(true);
    }
  }
}
