package dev.laneledger.app.prototype;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Where a writer keeps entries. */
interface Store extends AutoCloseable {
  /** One entry, with its hashes before its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  record Record(int stream, String id, byte[] bytes) {}

  /** Whether the stream holds that id, durably or in this commit's transaction. */
  boolean has(int stream, String id) throws IOException, SQLException;

  /** When it returns, all of them are on the disk. */
  void commit(List<Record> records) throws IOException, SQLException;

  long size();

  @Override
  void close() throws IOException, SQLException;
}
