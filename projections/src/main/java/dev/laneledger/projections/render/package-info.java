/**
 * A lane's packet and report as functions of its events.
 *
 * <p>{@code packet.v1}: UTF-8 files with LF. A JSON file is laid out as {@code jq .} does (two
 * spaces, one member or element a line, a final LF), its members in a fixed order, its scalars in
 * the form of RFC 8785. It starts with {@code performed}; where that is false, {@code because} says
 * why. {@code events} holds what the lane stated, one element an event, named {@code by} stream and
 * streamseq, and beside it what its own values show; {@code follows} holds what is computed from
 * all of them. A member whose name starts with {@code claimed} was stated by somebody and cannot be
 * computed. Nothing that differs between two runs of the same lane stands in a governed file: no
 * time, seq, leaf, chain, event id, key, signature or ledger head.
 *
 * <p>{@code report.v1}: one Markdown text of fourteen sections, free of times as well.
 */
@NullMarked
package dev.laneledger.projections.render;

import org.jspecify.annotations.NullMarked;
