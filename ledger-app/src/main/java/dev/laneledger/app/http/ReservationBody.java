package dev.laneledger.app.http;

import dev.laneledger.api.canonical.IJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import java.util.regex.Pattern;

/**
 * The wish for the next tickets of a prefix.
 *
 * @param id idempotency key of the event to be made
 * @param count how many tickets, from 1
 */
record ReservationBody(String id, String lane, int count) {
  static final int MAX_BYTES = 64 << 10;

  private static final int MAX_DEPTH = 4;
  private static final Pattern ID = Pattern.compile("[ -~]{1,128}");

  /**
   * Reads it as I-JSON.
   *
   * @throws EventRefusedException with the code and the pointer of what is wrong
   */
  static ReservationBody decode(byte[] body) {
    try {
      ReservationBody wish =
          EventJson.fromTree(IJson.parse(body, MAX_DEPTH), ReservationBody.class);
      wish.check();
      return wish;
    } catch (JsonRefusedException e) {
      throw new EventRefusedException(
          EventCodec.codeOf(e), e.pointer(), String.valueOf(e.getMessage()));
    }
  }

  private void check() {
    require("/id", ID.matcher(id).matches(), "id must be 1..128 printable ASCII characters", id);
    require(
        "/id",
        !id.startsWith(EventCodec.RESERVED_ID_PREFIX),
        "id must not begin with " + EventCodec.RESERVED_ID_PREFIX,
        id);
    require("/lane", StreamId.isSegment(lane), "lane must be [A-Za-z0-9._-]{1,128}", lane);
    require("/count", count >= 1, "count must be 1 or more", String.valueOf(count));
  }

  private static void require(String pointer, boolean holds, String rule, String value) {
    if (!holds) {
      throw new EventRefusedException(
          ReasonCode.PAYLOAD_INVALID, pointer, rule + ", but was: " + value);
    }
  }
}
