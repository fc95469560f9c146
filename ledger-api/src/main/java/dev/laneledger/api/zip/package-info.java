/**
 * Zip files whose bytes are a function of what is in them: bundles and packets.
 *
 * <p>Entries are stored, not compressed, in the order of their names' UTF-8 bytes, dated
 * 1980-01-02T00:00:00, without extra fields, comments or directories. Names are relative paths with
 * {@code /}.
 */
@NullMarked
package dev.laneledger.api.zip;

import org.jspecify.annotations.NullMarked;
