package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.Requirement;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Phrases that several answers use. */
final class Words {
  private Words() {}

  /** The format with its values, alike in every locale. */
  static String say(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  static String list(Collection<?> items) {
    return items.isEmpty()
        ? "none"
        : items.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  static String requirements(List<Requirement> requirements) {
    return list(requirements.stream().map(Requirement::text).toList());
  }

  /** One of something, or a number of them. */
  static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  static String ref(EventRef ref) {
    return ref.source() + " #" + ref.streamseq();
  }
}
