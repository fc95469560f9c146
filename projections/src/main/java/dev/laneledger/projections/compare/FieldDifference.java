package dev.laneledger.projections.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One place at which two JSON values differ.
 *
 * @param pointer JSON pointer (RFC 6901) into both
 * @param a null: the first has nothing there
 * @param b null: the second has nothing there
 */
public record FieldDifference(String pointer, @Nullable JsonNode a, @Nullable JsonNode b) {

  /** Every place at which they differ, objects in order of their names, arrays by index. */
  public static List<FieldDifference> between(@Nullable JsonNode a, @Nullable JsonNode b) {
    List<FieldDifference> found = new ArrayList<>();
    collect("", a, b, found);
    return List.copyOf(found);
  }

  private static void collect(
      String pointer, @Nullable JsonNode a, @Nullable JsonNode b, List<FieldDifference> found) {
    if (a != null && b != null && a.isObject() && b.isObject()) {
      SortedSet<String> names = new TreeSet<>(a.propertyNames());
      names.addAll(b.propertyNames());
      names.forEach(
          name -> collect(pointer + "/" + escaped(name), a.get(name), b.get(name), found));
    } else if (a != null && b != null && a.isArray() && b.isArray()) {
      for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
        collect(pointer + "/" + i, a.get(i), b.get(i), found);
      }
    } else if (a == null ? b != null : !a.equals(b)) {
      found.add(new FieldDifference(pointer, a, b));
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
