/**
 * {@code decisions.v1}: what the owner was asked, chose, delegated and granted, and which lane used
 * it. Row keys: {@code packet/{id}}, {@code selection/{packet}}, {@code delegation/{event id}},
 * {@code grant/{action}}, {@code consumption/{token}}.
 */
@NullMarked
package dev.laneledger.projections.decision;

import org.jspecify.annotations.NullMarked;
