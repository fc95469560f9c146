package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.app.publish.PublishedTree;
import java.time.Duration;
import java.util.List;

/** {@code ?wait=checkpoint} of an append: answers only when a signed checkpoint covers it. */
final class Waiting {
  /** The parameter's name. */
  static final String WAIT = "wait";

  private static final String CHECKPOINT = "checkpoint";

  /** The longest wait; a checkpoint is due within a second. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PublishedTree tree;

  Waiting(PublishedTree tree) {
    this.tree = tree;
  }

  /**
   * Whether the sender wants to wait.
   *
   * @throws ProblemException {@code PARAMETER_INVALID} for anything but a checkpoint
   */
  static boolean isAsked(Parameters parameters) {
    String value = parameters.text(WAIT).orElse(CHECKPOINT);
    if (!value.equals(CHECKPOINT)) {
      throw new ProblemException(
          ReasonCode.PARAMETER_INVALID,
          WAIT + " must be " + CHECKPOINT + " or left out, but was: " + value);
    }
    return parameters.text(WAIT).isPresent();
  }

  /** One proof for each receipt; none at all if they are not all covered in time. */
  List<TlogProof> proofs(List<Receipt> receipts) {
    try {
      return tree.awaitProofs(receipts.stream().map(Receipt::seq).toList(), PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
