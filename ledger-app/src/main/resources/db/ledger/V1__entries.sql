-- One row per entry. record = leaf(32) || chain(32) || nodes(32 * t) || entry bytes,
-- where t is the number of trailing one bits of seq: the subtrees that this entry completes.
CREATE TABLE entry (
  seq    INTEGER PRIMARY KEY,
  record BLOB NOT NULL
) STRICT;

CREATE TABLE stream (
  key  INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE stream_entry (
  stream    INTEGER NOT NULL,
  streamseq INTEGER NOT NULL,
  seq       INTEGER NOT NULL,
  PRIMARY KEY (stream, streamseq)
) STRICT, WITHOUT ROWID;

CREATE TABLE stream_id (
  stream INTEGER NOT NULL,
  id     TEXT    NOT NULL,
  seq    INTEGER NOT NULL,
  PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

-- The integer key keeps the bytes appended in order; the digests stand in their own small index.
CREATE TABLE blob (
  key    INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  bytes  BLOB NOT NULL
) STRICT;
