package dev.laneledger.projections.rule;

import static dev.laneledger.projections.rule.Books.must;
import static dev.laneledger.projections.rule.Books.only;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.rule.Books.LaneBook;
import dev.laneledger.projections.rule.Books.ProgramBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What must never have been reserved, withdrawn or folded. */
final class TicketOracle {
  private final Books books;

  TicketOracle(Books books) {
    this.books = books;
  }

  void judge(String actor, EventDraft d, TicketData event) {
    ProgramBook p = books.program(String.valueOf(d.source().program()));
    String prefix = String.valueOf(d.source().leaf());
    List<long[]> ranges = p.tickets.get(prefix);
    must(p.last >= 0, "tickets without a program");
    must((ranges == null) == (event instanceof TicketData.Registered), "a prefix opens once");
    switch (event) {
      case TicketData.Registered r -> {
        only(actor, "operator");
        List<long[]> past = new ArrayList<>();
        r.ranges().forEach(x -> past.add(new long[] {x.from(), x.to(), x.state().ordinal()}));
        past.sort((a, b) -> Long.compare(a[0], b[0]));
        p.tickets.put(prefix, past);
      }
      case TicketData.Reserved r -> {
        only(actor, "lane");
        LaneBook lane = p.lanes.get(r.lane());
        must(lane != null && lane.runs() && lane.seal == null, "reserved for no running lane");
        must(Objects.requireNonNull(lane).principal.equals(actor), "reserved for another's lane");
        must(!r.applyNow(), "applied at once");
        long next =
            Objects.requireNonNull(ranges).stream().mapToLong(x -> x[1]).max().orElse(0) + 1;
        must(r.from() == next && r.to() >= r.from(), "overlap or gap");
        ranges.add(new long[] {r.from(), r.to(), TicketData.State.RESERVED.ordinal()});
      }
      case TicketData.Withdrawn w -> {
        only(actor, "operator", "owner");
        change(Objects.requireNonNull(ranges), w.from(), w.to(), TicketData.State.WITHDRAWN);
      }
      case TicketData.Folded f -> {
        only(actor, "owner");
        must(
            p.fold != null
                && p.fold.token().equals(f.decision())
                && new ProgramData.Fold(prefix, f.from(), f.to()).equals(p.fold.fold()),
            "folded without consuming a decision");
        p.fold = null;
        change(Objects.requireNonNull(ranges), f.from(), f.to(), TicketData.State.APPLIED);
      }
    }
    long before = 0;
    for (long[] range : p.tickets.get(prefix)) {
      must(range[0] > before && range[1] >= range[0], "ranges overlap");
      before = range[1];
    }
  }

  private static void change(List<long[]> ranges, long from, long to, TicketData.State state) {
    long covered = 0;
    for (long[] range : ranges) {
      if (range[0] >= from && range[1] <= to) {
        must(range[2] == TicketData.State.RESERVED.ordinal(), "changed what was not reserved");
        range[2] = state.ordinal();
        covered += range[1] - range[0] + 1;
      }
    }
    must(covered == to - from + 1, "changed a part of a range");
  }
}
