/**
 * A program's history from before its ledger: events that an importer brings in as claims.
 *
 * <p>A history file is NDJSON in UTF-8: one event a line as a sender writes it (format.md section
 * 2), without empty lines, of the types
 *
 * <pre>
 * tickets.registered     opens a ticket prefix with the ranges that were taken before
 * packet-tree.claimed    who states which packet tree for a lane; one line for each source
 * lane.imported          a lane of the past: outcome, status, tickets and packet tree as it was told
 * </pre>
 *
 * and no others. Each (source, id) stands once. Whoever sends the events stands in the ledger as
 * their actor, and nothing in them counts as proven.
 */
@NullMarked
package dev.laneledger.app.history;

import org.jspecify.annotations.NullMarked;
