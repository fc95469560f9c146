package dev.laneledger.app.publish;

import dev.laneledger.api.note.VerifierKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one witness.
 *
 * @param name its name in the policy
 * @param url its prefix; null where the policy gives none
 * @param size of the checkpoint that it cosigned last, since this start; -1 if none
 * @param time when it says that it did; null if none
 * @param error why it has not cosigned the newest, or null
 */
public record WitnessState(
    String name,
    VerifierKey key,
    @Nullable String url,
    long size,
    @Nullable Instant time,
    @Nullable String error) {

  static WitnessState before(String name, VerifierKey key, @Nullable String url) {
    return new WitnessState(name, key, url, -1, null, url == null ? "its URL is not known" : null);
  }

  WitnessState cosigned(long newSize, Instant newTime) {
    return new WitnessState(name, key, url, newSize, newTime, null);
  }

  WitnessState failed(String newError) {
    return new WitnessState(name, key, url, size, time, newError);
  }
}
