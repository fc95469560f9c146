package dev.laneledger.app.rehearsal;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal works with.
 *
 * @param database relative path of the database file
 * @param schema statements that make the source database
 * @param table the table whose rows are counted
 * @param executor the text (UTF-8) of the file that would run the change in production
 * @param executorName its relative path, which results name
 * @param productionTargets what must never be touched
 * @param pathToken stands for the real temporary directory in every result
 */
public record RehearsalPlan(
    String database,
    List<String> schema,
    String table,
    String executor,
    String executorName,
    List<ProductionTarget> productionTargets,
    String pathToken) {

  /**
   * A production target.
   *
   * @param file where it lies; null: it is not a file on this machine, so no file can be it
   */
  public record ProductionTarget(String name, @Nullable Path file) {}
}
