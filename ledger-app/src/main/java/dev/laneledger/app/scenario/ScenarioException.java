package dev.laneledger.app.scenario;

import org.jspecify.annotations.Nullable;

/** A scenario's files are missing, or do not say what a run needs. The message names the place. */
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScenarioException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
