package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.note.KeyRotation;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.VerifierKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which key signs the log at which size: those of entry 0, and those that they handed over to. */
final class LogKeys {
  private final Findings findings;
  private final List<KeyRotation> rotations = new ArrayList<>();
  private final Set<String> inForce = new HashSet<>();

  LogKeys(Findings findings) {
    this.findings = findings;
  }

  /** The next entry. */
  void accept(long seq, @Nullable LedgerEvent event) {
    if (event != null && event.payload() instanceof LedgerData.Created created) {
      inForce.addAll(created.logKeys());
    }
    if (event != null && event.payload() instanceof LedgerData.KeyRotated rotated) {
      rotate(seq, rotated);
    }
  }

  private void rotate(long seq, LedgerData.KeyRotated rotated) {
    KeyRotation rotation = rotation(seq, rotated);
    if (rotation == null
        || !inForce.contains(rotated.oldKey())
        || !rotation.isSigned(rotated.note())) {
      findings.entry(
          EntryRule.KEY_ROTATION,
          seq,
          "note",
          "signed by one of " + inForce + " and by " + rotated.newKey(),
          rotated.note());
      return;
    }
    inForce.remove(rotated.oldKey());
    inForce.add(rotated.newKey());
    rotations.add(rotation);
  }

  private static @Nullable KeyRotation rotation(long seq, LedgerData.KeyRotated rotated) {
    try {
      return new KeyRotation(
          seq, VerifierKey.parse(rotated.oldKey()), VerifierKey.parse(rotated.newKey()));
    } catch (NoteException e) {
      return null;
    }
  }

  /** The key that signs a checkpoint of that size if this one, or what it handed over to, does. */
  VerifierKey at(long size, VerifierKey key) {
    VerifierKey current = key;
    for (KeyRotation rotation : rotations) {
      if (rotation.size() < size && rotation.oldKey().equals(current)) {
        current = rotation.newKey();
      }
    }
    return current;
  }
}
