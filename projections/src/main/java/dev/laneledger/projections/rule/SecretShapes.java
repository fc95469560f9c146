package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds what looks like a secret, because nothing can be taken out of a ledger again. It tells the
 * kind only, never the text. What has no shape of its own, such as a password, it cannot find.
 */
public final class SecretShapes {
  private static final Map<String, Pattern> SHAPES = shapes();

  private SecretShapes() {}

  private static Map<String, Pattern> shapes() {
    Map<String, Pattern> shapes = new LinkedHashMap<>();
    shapes.put("a private key in PEM", Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----"));
    shapes.put("a log's private key", Pattern.compile("PRIVATE\\+KEY\\+[^+\\s]+\\+[0-9a-f]{8}\\+"));
    shapes.put("a bearer token of a ledger", Pattern.compile("llt_[A-Za-z0-9_-]{43}"));
    shapes.put(
        "a signed JSON web token",
        Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{16,}"));
    shapes.put(
        "an AWS access key", Pattern.compile("(?<![A-Z0-9])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Z0-9])"));
    shapes.put("a GitHub token", Pattern.compile("gh[pousr]_[A-Za-z0-9]{36}"));
    return shapes;
  }

  /** The kinds of secrets that the text seems to hold, in a fixed order. */
  public static List<String> in(String text) {
    List<String> kinds = new ArrayList<>();
    SHAPES.forEach((kind, shape) -> {
      if (shape.matcher(text).find()) {
        kinds.add(kind);
      }
    });
    return kinds;
  }

  /** The same for everything that a sender says in an event. */
  public static List<String> in(EventDraft draft) {
    return in(EventCodec.senderAttributes(draft).toString());
  }
}
