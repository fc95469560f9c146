package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.render.Fact;
import dev.laneledger.projections.ticket.TicketRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which numbers are whose. */
final class TicketAnswers {
  private TicketAnswers() {}

  /** One range as it was taken, whatever became of it. */
  private record Taken(long from, long to, String lane, EventRef by) {}

  static Draft whichTickets(LaneDossier lane) {
    Draft draft = new Draft();
    own(lane, draft);
    for (Fact<LaneData.Imported> f : lane.all(LaneData.Imported.class)) {
      if (f.data().tickets() != null) {
        draft.on(f.by()).claimed("tickets " + Words.list(f.data().tickets()) + ", as imported");
      }
    }
    SortedMap<String, List<Taken>> books = books(lane);
    if (books.isEmpty()) {
      return draft.computed("The program has no tickets: nobody could overlap.");
    }
    books.forEach((prefix, taken) -> overlaps(prefix, taken, draft));
    return draft;
  }

  private static void own(LaneDossier lane, Draft draft) {
    List<Fact<TicketData.Reserved>> own =
        lane.view().ofProgram(TicketData.Reserved.class).stream()
            .filter(f -> f.data().lane().equals(lane.lane()))
            .toList();
    if (own.isEmpty()) {
      draft.computed("It reserved no ticket.");
    }
    for (Fact<TicketData.Reserved> f : own) {
      String prefix = String.valueOf(f.by().source().leaf());
      String range = Words.say("%s-%d to %d", prefix, f.data().from(), f.data().to());
      draft
          .on(f.by())
          .judge(
              !f.data().applyNow(),
              Words.say("It reserved %s, now %s.", range, standing(lane, prefix, f)),
              Words.say("It reserved %s, and applied them at once.", range));
    }
  }

  private static String standing(LaneDossier lane, String prefix, Fact<TicketData.Reserved> fact) {
    Optional<TicketRange> range =
        lane.state().tickets().book(prefix).ranges().stream()
            .filter(r -> r.reservedBy().equals(fact.by()))
            .findFirst();
    return range.map(r -> r.state().name()).orElse("in no book");
  }

  /** From the events: a book keeps one range for each first number. */
  private static SortedMap<String, List<Taken>> books(LaneDossier lane) {
    SortedMap<String, List<Taken>> books = new TreeMap<>();
    lane.dossier()
        .program(lane.program())
        .values()
        .forEach(events -> events.forEach(e -> take(e, books)));
    return books;
  }

  private static void take(LedgerEvent event, SortedMap<String, List<Taken>> books) {
    String prefix = String.valueOf(event.source().leaf());
    switch (event.payload()) {
      case TicketData.Registered past -> {
        List<Taken> book = books.computeIfAbsent(prefix, p -> new ArrayList<>());
        past.ranges().forEach(r -> book.add(new Taken(r.from(), r.to(), r.lane(), event.ref())));
      }
      case TicketData.Reserved r ->
          books
              .computeIfAbsent(prefix, p -> new ArrayList<>())
              .add(new Taken(r.from(), r.to(), r.lane(), event.ref()));
      default -> {}
    }
  }

  private static void overlaps(String prefix, List<Taken> taken, Draft draft) {
    List<Taken> sorted = taken.stream().sorted(Comparator.comparingLong(Taken::from)).toList();
    Taken highest = null;
    boolean clear = true;
    for (Taken next : sorted) {
      if (highest != null && next.from() <= highest.to()) {
        clear = false;
        draft
            .on(highest.by())
            .on(next.by())
            .against(
                Words.say(
                    "%s-%d to %d lies in the ranges of two: %s and %s.",
                    prefix,
                    next.from(),
                    Math.min(next.to(), highest.to()),
                    highest.lane(),
                    next.lane()));
      }
      highest = highest == null || next.to() > highest.to() ? next : highest;
    }
    draft.on(sorted.stream().map(Taken::by).distinct().toList());
    if (clear) {
      draft.computed(
          Words.say(
              "Among all %s of %s that were ever taken, none overlap.",
              Words.count(sorted.size(), "range"), prefix));
    }
  }
}
