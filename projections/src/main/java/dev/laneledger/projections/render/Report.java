package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.render.Conclusion.Answer;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report in the making: the lane, what follows from it, and the words that all sections use. */
final class Report {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final LaneView lane;
  private final List<Conclusion> conclusions;
  private final Markdown text = new Markdown();

  Report(LaneView lane) {
    this.lane = lane;
    this.conclusions = Conclusions.of(lane);
  }

  LaneView lane() {
    return lane;
  }

  List<Conclusion> conclusions() {
    return conclusions;
  }

  Markdown text() {
    return text;
  }

  Conclusion conclusion(String id) {
    return conclusions.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  /** Answer, the values behind it, and what it rests on. */
  String answer(String id) {
    Conclusion conclusion = conclusion(id);
    return answer(conclusion.answer())
        + ": "
        + Markdown.text(conclusion.because())
        + cite(conclusion.basis());
  }

  static String answer(Answer answer) {
    return answer == Answer.NOT_SHOWN ? "not shown" : "**" + answer + "**";
  }

  /** The events in brackets, with a space in front; nothing for none. */
  String cite(List<EventRef> refs) {
    if (refs.isEmpty()) {
      return "";
    }
    SortedMap<StreamId, SortedSet<Long>> streams = new TreeMap<>();
    refs.forEach(r -> streams.computeIfAbsent(r.source(), s -> new TreeSet<>()).add(r.streamseq()));
    return streams.entrySet().stream()
        .map(s -> name(s.getKey()) + " " + places(s.getValue()))
        .collect(Collectors.joining("; ", " (", ")"));
  }

  /** {@code #3, #5–#9}. */
  private static String places(SortedSet<Long> places) {
    StringBuilder text = new StringBuilder();
    for (long at : places) {
      boolean inside = places.contains(at - 1) && places.contains(at + 1);
      boolean last = places.contains(at - 1) && places.contains(at - 2) && !places.contains(at + 1);
      if (!inside) {
        text.append(text.isEmpty() ? "#" : last ? "–#" : ", #").append(at);
      }
    }
    return text.toString();
  }

  String cite(Stream<? extends Fact<?>> facts) {
    return cite(facts.<EventRef>map(Fact::by).toList());
  }

  String cite(Fact<?> fact) {
    return cite(List.of(fact.by()));
  }

  String cite(@Nullable EventRef ref) {
    return ref == null ? "" : cite(List.of(ref));
  }

  private String name(StreamId source) {
    boolean here = lane.laneRecord().program().equals(source.program());
    if (source.equals(lane.laneRecord().stream())) {
      return "lane";
    }
    return switch (source.kind()) {
      case PROGRAM -> here ? "program" : source.path();
      case TICKETS -> here ? "tickets " + source.leaf() : source.path();
      default -> source.path();
    };
  }

  /** A value that somebody states and nobody here can recompute; a dash for none. */
  static String claimed(@Nullable Object value) {
    return value == null ? "—" : "claimed: " + Markdown.text(value.toString());
  }

  static String orDash(@Nullable Object value) {
    return value == null ? "—" : Markdown.text(value.toString());
  }

  /** A value as code; of a hash the first and last four bytes, as people compare them. */
  static String brief(@Nullable Object value) {
    if (value == null) {
      return "—";
    }
    String full = value.toString();
    return HASH.matcher(full).matches()
        ? Markdown.code(full.substring(0, 8) + "…" + full.substring(56))
        : Markdown.code(full);
  }

  static String list(List<?> words) {
    return words.isEmpty()
        ? "—"
        : words.stream().map(w -> Markdown.text(w.toString())).collect(Collectors.joining(", "));
  }

  /** Says that a step did not happen, and why. */
  void notPerformed(String typeName) {
    text.paragraph("Not performed: " + Markdown.text(lane.because(typeName)) + ".");
  }
}
