-- One row per entry. record = leaf(32) || chain(32) || nodes(32 * t) || entry bytes,
-- where t is the number of trailing one bits of seq: the subtrees that this entry completes.
-- A table of its own for each index would cost a heap row of its own: the places stand beside.
CREATE TABLE entry (
  seq       bigint NOT NULL,
  stream    bigint NOT NULL,
  streamseq bigint NOT NULL,
  id        text COLLATE "C" NOT NULL,
  record    bytea NOT NULL,
  PRIMARY KEY (seq),
  UNIQUE (stream, streamseq),
  UNIQUE (stream, id)
);

-- Large records stay as they are, so that a hash is read without the bytes after it.
ALTER TABLE entry ALTER COLUMN record SET STORAGE EXTERNAL;

-- A stream's key is the seq of its first entry.
CREATE TABLE stream (
  key  bigint PRIMARY KEY,
  path text COLLATE "C" NOT NULL UNIQUE
);

-- By the names under which a SQLite ledger has them.
CREATE VIEW stream_entry AS SELECT stream, streamseq, seq FROM entry;
CREATE VIEW stream_id AS SELECT stream, id, seq FROM entry;

CREATE TABLE blob (
  key    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sha256 bytea NOT NULL UNIQUE,
  bytes  bytea NOT NULL
);
ALTER TABLE blob ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Whoever appends holds this row's lock. It says where the ledger ends.
CREATE TABLE head (
  one          boolean PRIMARY KEY DEFAULT true CHECK (one),
  size         bigint NOT NULL,
  chain        bytea,
  recordedtime text NOT NULL
);
INSERT INTO head (size, chain, recordedtime) VALUES (0, NULL, '');

-- The one node that signs checkpoints, until that time of the database.
CREATE TABLE lease (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  holder  text NOT NULL,
  expires timestamptz NOT NULL
);
INSERT INTO lease (holder, expires) VALUES ('', '-infinity');

-- What all nodes must know: 'checkpoint' is the newest signed one, 'policy' names the witnesses.
CREATE TABLE kept (
  name  text PRIMARY KEY,
  size  bigint NOT NULL,
  text  text NOT NULL
);
