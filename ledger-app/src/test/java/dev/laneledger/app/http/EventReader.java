package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events, one after another. */
final class EventReader implements AutoCloseable {
  private final BufferedReader lines;

  EventReader(HttpResponse<InputStream> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  record Event(long id, String type, String data) {}

  /** The next event, waited for; null once the server has ended the stream. */
  @Nullable Event next() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id: ")) {
        Event event =
            new Event(
                Long.parseLong(line.substring("id: ".length())),
                after("event: ", lines.readLine()),
                after("data: ", lines.readLine()));
        assertThat(lines.readLine()).isEmpty();
        return event;
      }
      assertThat(line).isIn("", ":");
    }
    return null;
  }

  private static String after(String field, @Nullable String line) {
    assertThat(line).startsWith(field);
    return String.valueOf(line).substring(field.length());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
