package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the entries that were asked for, in order.
 *
 * @param next where to go on, as {@code from}; null if the durable end was reached
 */
public record EntryPage(List<Entry> entries, @Nullable Long next) {}
