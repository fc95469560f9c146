package dev.laneledger.app.http;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The query parameters of one request; a name that the resource does not know is refused. */
public final class Parameters {
  /** 2^53-1: beyond, a number is not one in every JSON reader. */
  public static final long MAX_SEQ = (1L << 53) - 1;

  /** No sign, no leading zero: one spelling for one number, and it fits a long. */
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,15}");

  private final Map<String, String[]> given;

  private Parameters(Map<String, String[]> given) {
    this.given = given;
  }

  /**
   * The parameters of a request that has no form as its body.
   *
   * @throws ProblemException {@code PARAMETER_INVALID} for a name that is not known or given twice
   */
  public static Parameters of(HttpServletRequest request, String... known) {
    Map<String, String[]> given = decoded(request);
    given.forEach((name, values) -> require(name, values, List.of(known)));
    return new Parameters(given);
  }

  /** As {@link #of}, and one more parameter that may be given any number of times. */
  static Parameters withMany(HttpServletRequest request, String many, String... known) {
    Map<String, String[]> once = new LinkedHashMap<>(decoded(request));
    once.remove(many);
    once.forEach((name, values) -> require(name, values, List.of(known)));
    return new Parameters(decoded(request));
  }

  private static Map<String, String[]> decoded(HttpServletRequest request) {
    try {
      return request.getParameterMap();
    } catch (IllegalStateException e) { // Tomcat's answer to a wrong percent-encoding
      throw invalid(
          "query parameters must be percent-encoded UTF-8, but were: " + request.getQueryString());
    }
  }

  private static void require(String name, String[] values, List<String> known) {
    if (!known.contains(name)) {
      String names = known.isEmpty() ? "none" : String.join(", ", known);
      throw invalid("a query parameter must be one of: " + names + "; but was: " + name);
    }
    if (values.length != 1) {
      throw invalid(name + " must be given once, but was given " + values.length + " times");
    }
  }

  /** A whole number from {@code min} to {@code max}, or empty where none was given. */
  public OptionalLong number(String name, long min, long max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(number(name, text.get(), min, max));
  }

  /** A whole number from {@code min} to {@code max} in its one spelling. */
  static long number(String name, String text, long min, long max) {
    if (NUMBER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw invalid(
        name + " must be a whole number from " + min + " to " + max + ", but was: " + text);
  }

  /** A stream's path. */
  Optional<StreamId> stream(String name) {
    return text(name).map(path -> stream(name, path));
  }

  private static StreamId stream(String name, String path) {
    try {
      return StreamId.parse(path);
    } catch (IllegalArgumentException e) {
      throw invalid(name + ": " + e.getMessage());
    }
  }

  /** An event type by its wire name. */
  Optional<EventType> type(String name) {
    return text(name)
        .map(wire ->
            EventType.ofWire(wire)
                .orElseThrow(() ->
                    invalid(name + " must be a type that this ledger knows, but was: " + wire)));
  }

  /** All values of a parameter in their order; empty where none was given. */
  List<String> texts(String name) {
    String[] values = given.get(name);
    return values == null ? List.of() : List.of(values);
  }

  /** The value as it was given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name)).map(values -> values[0]);
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(ReasonCode.PARAMETER_INVALID, detail);
  }
}
