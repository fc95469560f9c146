package dev.laneledger.projections.rule;

import dev.laneledger.api.event.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a ledger that a principal was registered for. A program's path stands for all of it;
 * a lane's path for that lane, and for what the lane needs of its program: the program's own stream
 * and the tickets, but no other lane.
 *
 * @param paths {@code /programs/{program}} or {@code /programs/{program}/lanes/{lane}}; null: no
 *     part, but everything
 */
public record Scope(@Nullable List<String> paths) {
  /** Of a principal that was registered without a scope. */
  static final Scope EVERYTHING = new Scope(null);

  /** Whether it is the whole ledger. */
  public boolean isEverything() {
    return paths == null;
  }

  /** Whether anything of the program belongs to it. */
  public boolean reaches(String program) {
    String path = StreamId.program(program).path();
    return paths == null
        || paths.stream().anyMatch(p -> p.equals(path) || p.startsWith(path + "/lanes/"));
  }

  /** Whether the stream belongs to it; the ledger's own streams belong to everything only. */
  public boolean covers(StreamId stream) {
    String program = stream.program();
    if (paths == null || program == null) {
      return paths == null;
    }
    return stream.kind() == StreamId.Kind.LANE
        ? paths.contains(stream.path()) || paths.contains(StreamId.program(program).path())
        : reaches(program);
  }
}
