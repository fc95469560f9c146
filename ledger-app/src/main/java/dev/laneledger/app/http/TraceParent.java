package dev.laneledger.app.http;

import dev.laneledger.api.event.EventDraft;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace context of a request (W3C), which its events take over unless they have their own. */
final class TraceParent {
  private static final Pattern FORM =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  /** The header's value; null if it is absent, repeated or of another form, which is no fault. */
  static @Nullable String of(HttpServletRequest request) {
    String value = request.getHeader("traceparent");
    return value != null && FORM.matcher(value).matches() ? value : null;
  }

  static List<EventDraft> in(List<EventDraft> drafts, @Nullable String traceparent) {
    return traceparent == null
        ? drafts
        : drafts.stream().map(draft -> draft.tracedBy(traceparent)).toList();
  }
}
