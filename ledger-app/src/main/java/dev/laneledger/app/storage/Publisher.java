package dev.laneledger.app.storage;

import java.util.Optional;

/**
 * Which node of a ledger signs its checkpoints, and what all nodes must know of that. Of a ledger
 * in a directory there is one node.
 */
public sealed interface Publisher extends AutoCloseable permits OnlyPublisher, LeasedPublisher {
  /** The newest signed checkpoint that a publisher kept. */
  String CHECKPOINT = "checkpoint";

  /** The policy of witnesses that was adopted last. */
  String POLICY = "policy";

  /**
   * Takes the lease if it is free or ran out, or renews it.
   *
   * @return whether this node is the publisher until the lease runs out
   * @throws StorageFailureException if the database cannot be asked
   */
  boolean lead();

  /** Whether the lease that {@link #lead} took still runs, by this node's own clock. */
  boolean leads();

  /**
   * Keeps a checkpoint for all nodes.
   *
   * @param size how many entries it covers
   * @return whether it is kept: not if the lease ran out, or a larger one is kept
   * @throws StorageFailureException if the database cannot be asked
   */
  boolean keep(long size, String note);

  /**
   * Lets all nodes know a text.
   *
   * @throws StorageFailureException if the database cannot be asked
   */
  void tell(String name, String text);

  /**
   * What all nodes were told last, durably; empty of a ledger that is not shared.
   *
   * @throws StorageFailureException if the database cannot be asked
   */
  Optional<String> told(String name);

  /** Lets another node lead at once. */
  void resign();

  @Override
  void close();
}
