/**
 * A governed program and one of its lanes as data, and the code that plays them through the
 * ledger's HTTP interface and nothing else.
 *
 * <p>A scenario is a folder:
 *
 * <pre>
 * program.json    the program: tickets, blockers with legs, documents, decision packet, lanes before
 * lane.json       the lane: gates, targets, plan, probes, surfaces, updates, outcome
 * scenario.json   what a run adds: stand-in documents, SQL of the rehearsal, bodies of the bad
 *                 requests, evidence, and which events each self-check rests on
 * documents/ …    the files that those three name
 * </pre>
 *
 * <p>No id of any program stands in the code. The same scenario gives the same packet tree in every
 * ledger and at every time: nothing volatile goes into an event's data.
 */
@NullMarked
package dev.laneledger.app.scenario;

import org.jspecify.annotations.NullMarked;
