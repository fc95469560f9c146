package dev.laneledger.app.publish;

import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.publish.Checkpoints.Signed;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads the witnesses to one checkpoint. A busy ledger signs four a second; if each witness took
 * the newest when its turn comes, no checkpoint would ever be cosigned by all of them.
 */
final class Cosignatures {
  /** Answers for so many targets ago still count. */
  private static final int REMEMBERED = 16;

  private final TlogPolicy policy;
  private final Map<Checkpoint, Collected> targets = new LinkedHashMap<>();
  private @Nullable Signed target;
  private @Nullable Signed witnessed;

  Cosignatures(TlogPolicy policy) {
    this.policy = policy;
  }

  /** What has come in for one target. */
  private record Collected(SignedNote note, Set<VerifierKey> keys) {
    Collected with(VerifierKey key, NoteSignature cosignature) {
      Set<VerifierKey> more = new HashSet<>(keys);
      return more.add(key) ? new Collected(note.with(List.of(cosignature)), more) : this;
    }
  }

  /**
   * What a witness is to cosign next: what others are cosigning, or the newest if it has that.
   *
   * @param done size of what it cosigned last
   */
  synchronized Signed target(long done, Signed newest) {
    Signed present = target;
    if (present == null || present.checkpoint().size() <= done) {
      present = newest;
      target = newest;
      remember(newest);
    }
    return present;
  }

  private void remember(Signed signed) {
    SignedNote whole = SignedNote.parse(signed.note());
    SignedNote plain = new SignedNote(whole.text(), List.of(whole.signatures().getFirst()));
    targets.putIfAbsent(signed.checkpoint(), new Collected(plain, Set.of()));
    if (targets.size() > REMEMBERED) {
      targets.remove(targets.keySet().iterator().next());
    }
  }

  synchronized void add(Checkpoint checkpoint, VerifierKey key, NoteSignature cosignature) {
    Collected collected =
        targets.computeIfPresent(checkpoint, (c, before) -> before.with(key, cosignature));
    if (collected != null
        && !policy.quorum().equals(TlogPolicy.NONE)
        && policy.isSatisfiedBy(collected.keys())
        && (witnessed == null || witnessed.checkpoint().size() <= checkpoint.size())) {
      witnessed = new Signed(checkpoint, collected.note().format());
    }
  }

  /** The newest that the policy's quorum cosigned; empty where it needs no witness. */
  synchronized Optional<Signed> witnessed() {
    return Optional.ofNullable(witnessed);
  }
}
