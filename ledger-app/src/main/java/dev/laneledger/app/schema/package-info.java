/**
 * JSON Schemas (draft 2020-12) of the events that a sender may send, generated from the records
 * that the events are read into.
 *
 * <p>A schema is necessary, not sufficient: what it refuses the ledger refuses too, but a record's
 * own rules and the rule packs ask for more. {@link dev.laneledger.api.event.EventCodec} decides; a
 * schema tells the sender of a refused event everything that is wrong with its form at once.
 */
@NullMarked
package dev.laneledger.app.schema;

import org.jspecify.annotations.NullMarked;
