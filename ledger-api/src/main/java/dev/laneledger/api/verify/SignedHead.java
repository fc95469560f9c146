package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.note.VerifiedNote;
import dev.laneledger.api.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checkpoint that came with the material: read first, believed last. */
final class SignedHead {
  /** A checkpoint whose form is right; nobody has looked at its signatures yet. */
  private record Parsed(SignedNote note, Checkpoint checkpoint) {}

  /** So many keys are named where none of those that are trusted signed. */
  private static final int SHOWN = 5;

  private static final int MAX_POLICY_BYTES = 1 << 20;

  private final @Nullable Parsed parsed;
  private final Findings findings;

  private SignedHead(@Nullable Parsed parsed, Findings findings) {
    this.parsed = parsed;
    this.findings = findings;
  }

  static SignedHead of(Optional<byte[]> bytes, Findings findings) {
    if (bytes.isEmpty()) {
      findings.gap(GapKind.NO_CHECKPOINT, Finding.NO_ENTRY, "", "a signed checkpoint", "none");
    }
    return new SignedHead(bytes.map(b -> parse(b, findings)).orElse(null), findings);
  }

  private static @Nullable Parsed parse(byte[] bytes, Findings findings) {
    try {
      SignedNote note = SignedNote.parse(bytes);
      return new Parsed(note, Checkpoint.parse(note.text()));
    } catch (NoteException e) {
      findings.ledger(
          LedgerRule.CHECKPOINT_FORM, "", "a signed checkpoint", String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Whether there is nothing to compare with. */
  boolean isAbsent() {
    return parsed == null;
  }

  /** Number of entries that were signed, -1 without a checkpoint. */
  long size() {
    return parsed == null ? -1 : parsed.checkpoint().size();
  }

  Hash root() {
    return parsed == null ? MerkleTree.EMPTY_ROOT : parsed.checkpoint().root();
  }

  @Nullable String origin() {
    return parsed == null ? null : parsed.checkpoint().origin();
  }

  /**
   * Judges origin and signature, and says what the whole verification rests on.
   *
   * @param entries whether there are any: without them, only a key that is given can be believed
   * @param keys to which other keys the entries hand over
   */
  Trust check(
      LedgerData.@Nullable Created genesis,
      boolean entries,
      Pins pins,
      LogKeys keys,
      Optional<byte[]> ownPolicy) {
    TlogPolicy own = ownPolicy.map(this::policy).orElse(null);
    List<VerifierKey> pinned = pins.logKeys();
    if (pinned.isEmpty()) {
      findings.gap(
          GapKind.NO_PINNED_KEY, Finding.NO_ENTRY, "", "a key from outside the ledger", "none");
    }
    if (parsed == null) {
      return Trust.NONE;
    }
    if (genesis != null && !genesis.origin().equals(parsed.checkpoint().origin())) {
      findings.ledger(
          LedgerRule.CHECKPOINT_ORIGIN, "", genesis.origin(), parsed.checkpoint().origin());
    }
    SignedNote note = parsed.note();
    Trust log = Trust.NONE;
    if (entries || !pinned.isEmpty()) {
      log = pinned.isEmpty() ? checkNamed(note, genesis, keys) : checkPinned(note, pinned, keys);
    }
    return log.with(new Cosignatures(findings, note).check(pins.policy(), own));
  }

  private @Nullable TlogPolicy policy(byte[] text) {
    if (text.length > MAX_POLICY_BYTES) {
      String expected = "at most " + MAX_POLICY_BYTES + " bytes";
      findings.ledger(LedgerRule.POLICY, "", expected, text.length + " bytes");
      return null;
    }
    try {
      return TlogPolicy.parse(new String(text, StandardCharsets.UTF_8));
    } catch (NoteException e) {
      findings.ledger(LedgerRule.POLICY, "", "a tlog-policy", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Trust checkPinned(SignedNote note, List<VerifierKey> given, LogKeys keys) {
    List<VerifierKey> pinned = given.stream().map(key -> keys.at(size(), key)).distinct().toList();
    try {
      VerifiedNote verified = note.verify(pinned);
      String origin = Checkpoint.of(verified).origin();
      return verified.verified().stream()
          .map(VerifiedNote.By::key)
          .filter(key -> key.name().equals(origin))
          .findFirst()
          .map(key -> trust(key, given, keys))
          .orElse(Trust.NONE);
    } catch (NoteException e) {
      String expected =
          String.join(" or ", pinned.stream().map(VerifierKey::encode).limit(SHOWN).toList());
      return unsigned(expected, String.valueOf(e.getMessage()));
    }
  }

  /** What was given counts, and from there what it handed over to. */
  private Trust trust(VerifierKey key, List<VerifierKey> given, LogKeys keys) {
    String from =
        given.stream()
            .filter(pinned -> !pinned.equals(key) && keys.at(size(), pinned).equals(key))
            .map(VerifierKey::encode)
            .findFirst()
            .orElse(null);
    return new Trust(key.encode(), true, given.contains(key) ? null : from, List.of());
  }

  private Trust checkNamed(SignedNote note, LedgerData.@Nullable Created genesis, LogKeys keys) {
    List<String> named = genesis == null ? List.of() : genesis.logKeys();
    for (String key : named) {
      try {
        VerifierKey inForce = keys.at(size(), VerifierKey.parse(key));
        Checkpoint.of(note.verify(List.of(inForce)));
        return new Trust(inForce.encode(), false);
      } catch (NoteException e) {
        continue; // another named key may have signed
      }
    }
    return unsigned("a key that entry 0 names", "none of " + named);
  }

  private Trust unsigned(String expected, String actual) {
    findings.ledger(LedgerRule.CHECKPOINT_SIGNATURE, "", expected, actual);
    return Trust.NONE;
  }
}
