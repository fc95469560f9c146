/**
 * Rehearsals on a disposable clone of a SQLite database: real transactions, real snapshots, content
 * hashes by recipe {@code rows.v1}.
 *
 * <p>A source directory holds the database and the executor that are rehearsed for. A rehearsal
 * copies both (the database by VACUUM INTO) to a temporary directory, changes nothing but the copy,
 * and deletes the directory at the end.
 *
 * <p>Isolation is proven before the first step, and fails closed: the clone's real path and
 * (device, inode) differ from the source's and from every production target that is a file, and a
 * marker written into the clone leaves the source's content hash unchanged. If the files do not
 * differ, no marker is written at all.
 *
 * <p>The results are the event contract's own records. None holds a real path: a fixed token stands
 * for the temporary directory.
 */
@NullMarked
package dev.laneledger.app.rehearsal;

import org.jspecify.annotations.NullMarked;
