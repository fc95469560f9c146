package dev.laneledger.app.history;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.client.LedgerRefusedException.Refusal;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.StreamId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings a history into a ledger, batch after batch, in its order. Sending it again is safe: what
 * is there stays as it is, and what is missing is added. It stops at the first event that the
 * ledger refuses; everything before it is in then.
 */
public final class HistoryImport {
  /** So many events of the greatest size stay below the greatest body, 8 MiB. */
  private static final int BATCH = 100;

  private static final Pattern INDEX = Pattern.compile("/(\\d{1,9})(/.*)?");

  private final LedgerClient importer;

  /**
   * @param importer a principal of the role OPERATOR; its name is that of whoever tells the history
   */
  public HistoryImport(LedgerClient importer) {
    this.importer = importer;
  }

  /**
   * How it went.
   *
   * @param appended so many events are new
   * @param alreadyThere so many were in the ledger before, with the same content
   * @param stopped where it stopped; null: all of it is in
   */
  public record Result(int appended, int alreadyThere, @Nullable Stop stopped) {}

  /**
   * The first event that was refused.
   *
   * @param line its place in the history, counted from 1
   * @param pointer RFC 6901, into that event; null: none in particular
   */
  public record Stop(int line, @Nullable String pointer, Refusal refusal) {}

  /** Sends the events that {@link HistoryFile#parse} has read. */
  public Result run(List<EventDraft> events) {
    Set<Id> known = known(events);
    int sent = 0;
    Stop stopped = null;
    while (sent < events.size() && stopped == null) {
      List<EventDraft> batch = events.subList(sent, Math.min(sent + BATCH, events.size()));
      stopped = send(batch, sent);
      sent += stopped == null ? batch.size() : stopped.line() - 1 - sent;
    }
    int there = (int) events.subList(0, sent).stream().map(Id::of).filter(known::contains).count();
    return new Result(sent - there, there, stopped);
  }

  /** All of it or nothing is appended; so what comes before a refused event is sent again. */
  private @Nullable Stop send(List<EventDraft> batch, int before) {
    try {
      importer.append(batch);
      return null;
    } catch (LedgerRefusedException e) {
      Matcher at = INDEX.matcher(e.refusal().pointer() == null ? "" : e.refusal().pointer());
      int index = at.matches() ? Math.min(Integer.parseInt(at.group(1)), batch.size() - 1) : 0;
      Stop earlier = index == 0 ? null : send(batch.subList(0, index), before);
      return earlier != null
          ? earlier
          : new Stop(before + index + 1, at.matches() ? at.group(2) : null, e.refusal());
    }
  }

  /** An event's name in the ledger. */
  private record Id(String source, String id) {
    static Id of(EventDraft event) {
      return new Id(event.source().path(), event.id());
    }
  }

  private record Place(StreamId source, EventType type) {}

  /** The names of all events of these types in these streams. */
  private Set<Id> known(List<EventDraft> events) {
    Set<Place> places = new LinkedHashSet<>();
    events.forEach(event -> places.add(new Place(event.source(), event.type())));
    Set<Id> known = new HashSet<>();
    for (Place place : places) {
      importer.entries(
          new EntryQuery(0, place.source(), place.type()),
          entry -> known.add(Id.of(entry.event().draft())));
    }
    return known;
  }
}
