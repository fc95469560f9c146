/**
 * The Model Context Protocol over streamable HTTP at {@code POST /mcp}, so that an agent can work
 * as a lane and be governed without glue. Nothing is kept between requests: no session, no stream.
 *
 * <p>A tool is a shorthand for requests of the HTTP interface. Each of them goes through the whole
 * interface, filters, rate limits, access rules and controllers, with the caller's own token, so a
 * tool can do nothing that the interface refuses. Which tools a caller sees follows from the role.
 *
 * <p>Every result is one JSON object with {@code code} and {@code next}; of a refusal it is the
 * problem that the interface answers (RFC 9457), and the result is marked as an error.
 */
@NullMarked
package dev.laneledger.app.mcp;

import org.jspecify.annotations.NullMarked;
