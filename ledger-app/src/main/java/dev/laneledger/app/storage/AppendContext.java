package dev.laneledger.app.storage;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of work tells the engine about its decision, and the receipts that come back. Used by
 * the unit of work's thread alone.
 */
public final class AppendContext {
  private static final String RESOURCE = AppendContext.class.getName();

  private final SortedMap<StreamId, Long> readSet = new TreeMap<>();
  private @Nullable String notAfter;
  private List<Receipt> receipts = List.of();

  AppendContext() {}

  /** The context of the unit's root: nested units append together with it. */
  public static AppendContext of(UnitOfWork<?> unit) {
    return unit.root().getOrComputeResource(RESOURCE, name -> new AppendContext());
  }

  /**
   * States what the decision rests on, in place of what was stated before.
   *
   * @param streams the last streamseq of every stream that was read, -1 for one without events
   * @param expiry the last recordedtime for which it holds; null: it does not expire
   */
  public void decided(Map<StreamId, Long> streams, @Nullable String expiry) {
    readSet.clear();
    readSet.putAll(streams);
    notAfter = expiry;
  }

  public SortedMap<StreamId, Long> readSet() {
    return Collections.unmodifiableSortedMap(readSet);
  }

  public @Nullable String notAfter() {
    return notAfter;
  }

  /** One per event, in order, once the unit has been committed; empty before and on failure. */
  public List<Receipt> receipts() {
    return receipts;
  }

  void receipts(List<Receipt> durable) {
    receipts = durable;
  }
}
