package dev.laneledger.app.cli;

import dev.laneledger.projections.compare.Comparison;
import dev.laneledger.projections.compare.Consequence;
import dev.laneledger.projections.compare.FieldDifference;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Prints a comparison for a person: how they stand, where they part, what came of it. */
final class DiffText {
  private static final int SHOWN = 20;
  private static final int VALUE_CHARS = 160;

  private final PrintWriter out;

  DiffText(PrintWriter out) {
    this.out = out;
  }

  void print(Comparison comparison) {
    head(comparison);
    Comparison.Parting parting = comparison.parting();
    if (parting != null) {
      side("a", parting.leafA().hex(), parting.keptA(), parting.entryA());
      side("b", parting.leafB().hex(), parting.keptB(), parting.entryB());
      fields(parting.fields(), "  ");
    }
    consequences(comparison.consequences());
    line("leaves open  whether either copy is right: ledger verify proves each of them");
  }

  private void head(Comparison comparison) {
    String how =
        switch (comparison.relation()) {
          case EQUAL -> "EQUAL  %d entries in both".formatted(comparison.common());
          case B_CONTINUES_A ->
              "B CONTINUES A  with %d more entries"
                  .formatted(comparison.sizeB() - comparison.common());
          case A_CONTINUES_B ->
              "A CONTINUES B  with %d more entries"
                  .formatted(comparison.sizeA() - comparison.common());
          case PARTED ->
              "PARTED  at entry %d, of %d entries in a and %d in b"
                  .formatted(comparison.common(), comparison.sizeA(), comparison.sizeB());
        };
    line("%s", how);
    line("  in common  %d entries, root %s", comparison.common(), comparison.rootA());
    if (!comparison.rootA().equals(comparison.rootB())) {
      line("  but b keeps root  %s: one of them keeps a wrong hash", comparison.rootB());
    }
  }

  private void side(String name, String leaf, boolean kept, @Nullable JsonNode entry) {
    line("  %s  leaf %s%s", name, leaf, kept ? "" : ", but another one is kept for it");
    line("     %s", entry == null ? "not JSON" : what(entry));
  }

  private static String what(JsonNode entry) {
    return "%s  %s %s  by %s at %s"
        .formatted(
            entry.path("type").asString("?"),
            entry.path("source").asString("?"),
            entry.path("streamseq").asString("?"),
            entry.path("actor").asString("?"),
            entry.path("recordedtime").asString("?"));
  }

  private void consequences(List<Consequence> consequences) {
    if (!consequences.isEmpty()) {
      line("what came out differently: %d rows", consequences.size());
    }
    consequences.stream()
        .limit(SHOWN)
        .forEach(row -> {
          line(
              "  %s  %s  %s%s",
              row.program(),
              row.projection(),
              row.key(),
              row.names() ? "  (names the entry at which they part)" : "");
          fields(row.fields(), "    ");
        });
    more(consequences.size(), "rows", "  ");
  }

  private void fields(List<FieldDifference> fields, String indent) {
    fields.stream()
        .limit(SHOWN)
        .forEach(field -> {
          line("%s%s", indent, field.pointer().isEmpty() ? "(all of it)" : field.pointer());
          line("%s  a  %s", indent, value(field.a()));
          line("%s  b  %s", indent, value(field.b()));
        });
    more(fields.size(), "fields", indent);
  }

  private void more(int size, String what, String indent) {
    if (size > SHOWN) {
      line("%sand %d more %s; --json lists them", indent, size - SHOWN, what);
    }
  }

  private static String value(@Nullable JsonNode value) {
    String text = value == null ? "(nothing)" : value.toString();
    return text.length() <= VALUE_CHARS ? text : text.substring(0, VALUE_CHARS) + "…";
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
