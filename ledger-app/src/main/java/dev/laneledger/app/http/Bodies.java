package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads a request's body as it was sent. */
public final class Bodies {
  private static final int CHUNK_BYTES = 16 << 10;

  /** Less than that, after {@code laneledger.body.seconds} (30), is too slow. */
  private static final int MIN_BYTES_PER_SECOND = 16 << 10;

  private Bodies() {}

  /**
   * The body's bytes.
   *
   * @param limit the most bytes that are taken
   * @throws ProblemException if there are more, if they are encoded, or if they stop coming
   */
  public static byte[] read(HttpServletRequest request, int limit) {
    requireIdentity(request.getHeader("Content-Encoding"));
    if (request.getContentLengthLong() > limit) {
      throw tooLarge(limit, request.getContentLengthLong() + " bytes");
    }
    byte[] body = readUpTo(request, limit + 1);
    if (body.length > limit) {
      throw tooLarge(limit, "longer");
    }
    return body;
  }

  /**
   * The media type of the body, one of {@code accepted}, without parameters.
   *
   * @throws ProblemException {@code MEDIA_TYPE_UNSUPPORTED} otherwise
   */
  static String mediaType(HttpServletRequest request, Collection<String> accepted) {
    String given = request.getContentType();
    return parse(given)
        .filter(Bodies::isUtf8)
        .map(type -> (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT))
        .filter(accepted::contains)
        .orElseThrow(() -> unsupported(given, accepted));
  }

  /** Whether the sender names that type among what it accepts. */
  static boolean accepts(HttpServletRequest request, MediaType type) {
    try {
      return MediaType.parseMediaTypes(request.getHeader("Accept")).stream()
          .anyMatch(type::equalsTypeAndSubtype);
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  private static Optional<MediaType> parse(@Nullable String given) {
    try {
      return Optional.ofNullable(given).map(MediaType::parseMediaType);
    } catch (InvalidMediaTypeException e) {
      return Optional.empty();
    }
  }

  private static boolean isUtf8(MediaType type) {
    String charset = type.getParameter("charset");
    return charset == null
        || charset.replace("\"", "").equalsIgnoreCase(StandardCharsets.UTF_8.name());
  }

  private static void requireIdentity(@Nullable String encoding) {
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(
          Problem.of(
                  ReasonCode.MEDIA_TYPE_UNSUPPORTED,
                  "Content-Encoding must be identity or left out, but was: " + encoding)
              .withTodo("send the body without compression")
              .withHeader("Accept-Encoding", "identity"));
    }
  }

  private static byte[] readUpTo(HttpServletRequest request, int bytes) {
    try {
      long announced = request.getContentLengthLong();
      int first = announced < 0 ? CHUNK_BYTES : (int) Math.min(CHUNK_BYTES, announced + 1);
      return readInTime(request.getInputStream(), bytes, first);
    } catch (IOException e) {
      boolean slow = e.getCause() instanceof SocketTimeoutException;
      throw incomplete(slow ? "but stopped coming" : "but ended early or was framed wrongly");
    }
  }

  /**
   * A sender that keeps the connection busy with a few bytes now and then is slow all the same.
   *
   * @param first how many bytes there is room for at first; room is made for more as they come
   */
  private static byte[] readInTime(InputStream in, int bytes, int first) throws IOException {
    byte[] read = new byte[Math.min(bytes, first)];
    int filled = 0;
    long patience = TimeUnit.SECONDS.toNanos(Integer.getInteger("laneledger.body.seconds", 30));
    long begin = System.nanoTime();
    while (filled < bytes) {
      if (filled == read.length) {
        read = Arrays.copyOf(read, Math.min(bytes, 2 * read.length));
      }
      int more = in.read(read, filled, read.length - filled);
      if (more < 0) {
        break;
      }
      filled += more;
      long due = TimeUnit.SECONDS.toNanos(filled) / MIN_BYTES_PER_SECOND;
      if (System.nanoTime() - begin > patience + due) {
        throw incomplete("but came at less than " + MIN_BYTES_PER_SECOND + " bytes a second");
      }
    }
    return Arrays.copyOf(read, filled);
  }

  private static ProblemException incomplete(String but) {
    return new ProblemException(
        Problem.of(ReasonCode.BODY_INCOMPLETE, "the body must arrive as announced, " + but)
            .withTodo("send the request again; the same id makes that safe")
            .withHeader("Connection", "close"));
  }

  private static ProblemException tooLarge(int limit, String was) {
    return new ProblemException(
        ReasonCode.BODY_TOO_LARGE, "the body must be at most " + limit + " bytes, but is " + was);
  }

  private static ProblemException unsupported(@Nullable String given, Collection<String> accepted) {
    String types = String.join(", ", accepted);
    return new ProblemException(
        Problem.of(
                ReasonCode.MEDIA_TYPE_UNSUPPORTED,
                "Content-Type must be "
                    + types
                    + " in UTF-8, but was: "
                    + (given == null ? "missing" : given))
            .withHeader("Accept-Post", types));
  }
}
