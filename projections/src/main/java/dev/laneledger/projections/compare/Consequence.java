package dev.laneledger.projections.compare;

import java.util.List;

/**
 * One row of a projection that came out differently.
 *
 * @param projection name, as {@code blockers.v1}
 * @param key of the row
 * @param names whether the row of either copy names the parting event itself
 * @param fields where the two values differ; one whole value, with an empty pointer, where only one
 *     copy has the row
 */
public record Consequence(
    String program, String projection, String key, boolean names, List<FieldDifference> fields) {

  public Consequence {
    fields = List.copyOf(fields);
  }
}
