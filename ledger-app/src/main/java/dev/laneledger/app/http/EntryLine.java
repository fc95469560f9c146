package dev.laneledger.app.http;

import dev.laneledger.api.event.Entry;
import java.nio.charset.StandardCharsets;

/** {@code {"seq","leaf","chain","entry":{…}}} around an entry's bytes, which stay as they are. */
final class EntryLine {
  private EntryLine() {}

  static byte[] of(Entry entry) {
    String head =
        "{\"seq\":%d,\"leaf\":\"%s\",\"chain\":\"%s\",\"entry\":"
            .formatted(entry.seq(), entry.leaf().hex(), entry.chain().hex());
    byte[] before = head.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = entry.bytes();
    byte[] line = new byte[before.length + bytes.length + 1];
    System.arraycopy(before, 0, line, 0, before.length);
    System.arraycopy(bytes, 0, line, before.length, bytes.length);
    line[line.length - 1] = '}';
    return line;
  }
}
