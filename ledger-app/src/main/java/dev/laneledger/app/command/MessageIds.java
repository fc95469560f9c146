package dev.laneledger.app.command;

import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.IdentifierFactory;

/**
 * Numbers Axon's messages within this process. No message leaves it, and an entry has its own id,
 * so nothing needs random ones.
 */
public final class MessageIds extends IdentifierFactory {
  private final AtomicLong last = new AtomicLong();

  @Override
  public String generateIdentifier() {
    return Long.toString(last.incrementAndGet());
  }
}
