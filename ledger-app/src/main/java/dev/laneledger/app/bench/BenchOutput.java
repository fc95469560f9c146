package dev.laneledger.app.bench;

import dev.laneledger.api.canonical.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The result of a run, for a person and for a machine. */
public final class BenchOutput {
  private final BenchPlan plan;
  private final List<Row> rows;

  public BenchOutput(BenchPlan plan, List<Row> rows) {
    this.plan = plan;
    this.rows = List.copyOf(rows);
  }

  /** One row a line, the limit and the ratio beneath it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d processors, %s %s, Java %s; the server is a process of its own; %d rounds of %s s, medians%n"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version(),
                plan.rounds(),
                plan.seconds()));
    rows.forEach(row -> append(text, row));
    return text.toString();
  }

  private static void append(StringBuilder text, Row row) {
    text.append(line("%-76s %14s %s%n", row.what(), number(row.median()), row.unit()));
    Row.Latency latency = row.latency();
    if (latency != null) {
      text.append(
          line(
              "    latency us: p50 %s, p90 %s, p99 %s, p99.9 %s, max %s%n",
              number(latency.p50()),
              number(latency.p90()),
              number(latency.p99()),
              number(latency.p999()),
              number(latency.max())));
    }
    Row.Limit limit = row.limit();
    if (limit != null) {
      text.append(
          line(
              "    %-72s %14s; ratio %.2f%n",
              limit.what(), number(Row.median(limit.rounds())), row.ratio()));
    }
  }

  private static String line(String format, Object... values) {
    return format.formatted(values);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  /** One line of JSON: {@code plan}, {@code machine} and {@code rows}, with every round. */
  public String json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putObject("plan")
        .put("seconds", plan.seconds())
        .put("rounds", plan.rounds())
        .put("warmUp", plan.warmUp())
        .put("entries", plan.entries());
    node.putObject("machine")
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("java", Runtime.version().toString());
    ArrayNode all = node.putArray("rows");
    rows.forEach(row -> all.add(json(row)));
    return new String(CanonicalJson.write(node), StandardCharsets.UTF_8);
  }

  private static ObjectNode json(Row row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("what", row.what()).put("unit", row.unit()).put("median", row.median());
    rounds(node, row.rounds());
    Row.Latency latency = row.latency();
    if (latency != null) {
      node.putObject("latencyUs")
          .put("p50", latency.p50())
          .put("p90", latency.p90())
          .put("p99", latency.p99())
          .put("p99.9", latency.p999())
          .put("max", latency.max());
    }
    Row.Limit limit = row.limit();
    if (limit != null) {
      ObjectNode bound = node.putObject("limit").put("what", limit.what());
      rounds(bound.put("median", Row.median(limit.rounds())), limit.rounds());
      node.put("ratio", row.ratio());
    }
    return node;
  }

  private static void rounds(ObjectNode node, List<Double> rounds) {
    ArrayNode array = node.putArray("rounds");
    rounds.forEach(array::add);
  }
}
