package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Finds what looks like a secret, because nothing can be taken out of a ledger again. It tells the
 * kind only, never the text. What has no shape of its own, such as a password, it cannot find.
 */
public final class SecretShapes {
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "a private key in PEM",
              "-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----",
              List.of("PRIVATE KEY-----")),
          new Shape(
              "a log's private key",
              "PRIVATE\\+KEY\\+[^+\\s]+\\+[0-9a-f]{8}\\+",
              List.of("PRIVATE+KEY+")),
          new Shape("a bearer token of a ledger", "llt_[A-Za-z0-9_-]{43}", List.of("llt_")),
          new Shape(
              "a signed JSON web token",
              "eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{16,}",
              List.of("eyJ")),
          new Shape(
              "an AWS access key",
              "(?<![A-Z0-9])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Z0-9])",
              List.of("AKIA", "ASIA")),
          new Shape(
              "a GitHub token",
              "gh[pousr]_[A-Za-z0-9]{36}",
              List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")));

  /**
   * Each mark has one of these letters, which most texts do not have; they are found in no time.
   */
  private static final String RARE = "KJ_S";

  private SecretShapes() {}

  /**
   * @param marks one of which stands in every text of the shape: most texts have none, and looking
   *     for them costs a twentieth of matching
   */
  private record Shape(String kind, Pattern pattern, List<String> marks) {
    Shape(String kind, String pattern, List<String> marks) {
      this(kind, Pattern.compile(pattern), marks);
    }

    boolean isIn(String text) {
      return isMarkedIn(text) && pattern.matcher(text).find();
    }

    boolean isMarkedIn(String text) {
      for (String mark : marks) {
        if (text.contains(mark)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The kinds of secrets that the text seems to hold, in a fixed order. */
  public static List<String> in(String text) {
    List<String> kinds = new ArrayList<>();
    for (Shape shape : SHAPES) {
      if (shape.isIn(text)) {
        kinds.add(shape.kind());
      }
    }
    return kinds;
  }

  /**
   * The same for everything that a sender says in an event. What stands in its JSON text stands in
   * one of its texts or names: a shape has no quotation mark, and begins with no letter of an
   * escape that could stand before the rest of it.
   */
  public static List<String> in(EventDraft draft) {
    return isMarked(draft) ? in(EventCodec.senderAttributes(draft).toString()) : List.of();
  }

  private static boolean isMarked(EventDraft draft) {
    return isMarked(draft.data())
        || isMarked(draft.id())
        || isMarked(draft.source().path())
        || (draft.subject() != null && isMarked(draft.subject()));
  }

  private static boolean isMarked(JsonNode node) {
    if (node.isString()) {
      return isMarked(node.asString());
    }
    if (!node.isContainer()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (isMarked(member.getKey())) {
        return true;
      }
    }
    for (JsonNode child : node) {
      if (isMarked(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMarked(String text) {
    for (int i = 0; i < RARE.length(); i++) {
      if (text.indexOf(RARE.charAt(i)) >= 0) {
        return hasMark(text);
      }
    }
    return false;
  }

  private static boolean hasMark(String text) {
    for (Shape shape : SHAPES) {
      if (shape.isMarkedIn(text)) {
        return true;
      }
    }
    return false;
  }
}
