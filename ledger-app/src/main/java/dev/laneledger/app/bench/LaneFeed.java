package dev.laneledger.app.bench;

import dev.laneledger.api.event.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Requests that append to one lane: events of about 600 canonical bytes, each with an id of its
 * own. Only the ids differ, and are written into the same bytes.
 */
final class LaneFeed implements Supplier<byte[]> {
  private static final int ID_DIGITS = 12;
  private static final String NO_ID = "0".repeat(ID_DIGITS);
  private static final String BEFORE_ID = "\"id\":\"";
  private static final String FOUND =
      "read twice on the clone, compared with the pinned content, and found to be as it was; "
          .repeat(3)
          .strip();

  private final byte[] request;
  private final int[] ids;
  private long next;

  /**
   * @param batch events in a request, from 1
   */
  LaneFeed(StreamId lane, String token, int batch) {
    String event = event(lane);
    String mediaType = batch == 1 ? "application/cloudevents+json" : "application/x-ndjson";
    String body = batch == 1 ? event : (event + "\n").repeat(batch);
    this.request =
        Requests.post("/v1/events", token, mediaType, body.getBytes(StandardCharsets.US_ASCII));
    this.ids = places(new String(request, StandardCharsets.US_ASCII), batch);
  }

  /** One event as a request's body. */
  static byte[] body(StreamId lane) {
    return event(lane).getBytes(StandardCharsets.US_ASCII);
  }

  private static String event(StreamId lane) {
    return "{\"data\":{\"class\":\"CLASSIFIED_SAFE\",\"result\":\"%s\",\"surface\":\"table of the source\"},%s%s\",\"source\":\"%s\",\"specversion\":\"1.0\",\"type\":\"dev.laneledger.lane.surface-classified.v1\"}"
        .formatted(FOUND, BEFORE_ID, NO_ID, lane.path());
  }

  private static int[] places(String text, int batch) {
    int[] places = new int[batch];
    int from = 0;
    for (int i = 0; i < batch; i++) {
      places[i] = text.indexOf(BEFORE_ID, from) + BEFORE_ID.length();
      from = places[i];
    }
    return places;
  }

  @Override
  public byte[] get() {
    for (int place : ids) {
      long rest = next++;
      for (int digit = ID_DIGITS - 1; digit >= 0; digit--) {
        request[place + digit] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return request;
  }
}
