package dev.laneledger.api.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents {@code source} of an entry, which names its stream: {@code /ledger}, {@code
 * /ledger/attestations}, {@code /ledger/refusals}, {@code /programs/{program}}, {@code
 * /programs/{program}/tickets/{prefix}} or {@code /programs/{program}/lanes/{lane}}. A segment is
 * {@code [A-Za-z0-9._-]{1,128}}, but not {@code .} or {@code ..}.
 *
 * @param path the path as it stands in the entry
 * @param kind what the stream is about
 * @param program the program's id, null for the ledger's own streams
 * @param leaf the ticket prefix or the lane's id, null for every other kind
 */
public record StreamId(String path, Kind kind, @Nullable String program, @Nullable String leaf)
    implements Comparable<StreamId> {

  /** What a stream is about; the event types that it takes follow from it. */
  public enum Kind {
    LEDGER,
    ATTESTATIONS,
    REFUSALS,
    PROGRAM,
    TICKETS,
    LANE
  }

  public static final StreamId LEDGER = new StreamId("/ledger", Kind.LEDGER, null, null);
  public static final StreamId ATTESTATIONS =
      new StreamId("/ledger/attestations", Kind.ATTESTATIONS, null, null);
  public static final StreamId REFUSALS =
      new StreamId("/ledger/refusals", Kind.REFUSALS, null, null);

  private static final String SEGMENT = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,128}";
  private static final Pattern SEGMENT_PATTERN = Pattern.compile(SEGMENT);
  private static final Pattern PROGRAM_STREAM =
      Pattern.compile("/programs/(" + SEGMENT + ")(?:/(tickets|lanes)/(" + SEGMENT + "))?");

  /**
   * Reads a source.
   *
   * @throws IllegalArgumentException if the path is not one of the six forms
   */
  @JsonCreator
  public static StreamId parse(String path) {
    switch (path) {
      case "/ledger":
        return LEDGER;
      case "/ledger/attestations":
        return ATTESTATIONS;
      case "/ledger/refusals":
        return REFUSALS;
      default:
        Matcher matcher = PROGRAM_STREAM.matcher(path);
        if (!matcher.matches()) {
          throw new IllegalArgumentException(
              "source must be /ledger, /ledger/attestations, /ledger/refusals, /programs/{program},"
                  + " /programs/{program}/tickets/{prefix} or /programs/{program}/lanes/{lane}"
                  + " with segments of [A-Za-z0-9._-]{1,128}, but was: "
                  + path);
        }
        String program = matcher.group(1);
        return switch (matcher.group(2)) {
          case null -> program(program);
          case "tickets" -> tickets(program, matcher.group(3));
          default -> lane(program, matcher.group(3));
        };
    }
  }

  /** Whether {@link #parse} reads the text. */
  static boolean isPath(String text) {
    try {
      return !parse(text).path.isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public static StreamId program(String program) {
    return new StreamId("/programs/" + segment(program), Kind.PROGRAM, program, null);
  }

  public static StreamId tickets(String program, String prefix) {
    return new StreamId(
        "/programs/" + segment(program) + "/tickets/" + segment(prefix),
        Kind.TICKETS,
        program,
        prefix);
  }

  public static StreamId lane(String program, String lane) {
    return new StreamId(
        "/programs/" + segment(program) + "/lanes/" + segment(lane), Kind.LANE, program, lane);
  }

  /** Whether the text may stand as a program, ticket prefix or lane id. */
  public static boolean isSegment(String text) {
    return SEGMENT_PATTERN.matcher(text).matches();
  }

  private static String segment(String text) {
    if (!isSegment(text)) {
      throw new IllegalArgumentException(
          "a program, ticket prefix or lane id must be [A-Za-z0-9._-]{1,128}, but was: " + text);
    }
    return text;
  }

  /** Order of the paths, by their ASCII bytes. */
  @Override
  public int compareTo(StreamId other) {
    return path.compareTo(other.path);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StreamId that && path.equals(that.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @JsonValue
  @Override
  public String toString() {
    return path;
  }
}
