package dev.laneledger.app.publish;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the timestamping authority.
 *
 * @param authority where it is asked
 * @param size of the newest checkpoint that it timestamped, 0 if none
 * @param error why it has not timestamped the one that is due, or null
 */
public record TimestampState(URI authority, long size, @Nullable String error) {}
