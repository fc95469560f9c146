package dev.laneledger.api.note;

import dev.laneledger.api.note.NoteException.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text with signatures, none of them verified yet (C2SP signed-note; the package gives the form).
 *
 * @param text what is signed, ending in LF
 * @param signatures one to a hundred, in the order of their lines
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  private static final int MAX_SIGNATURES = 100;

  /** More than a hundred signatures of any kind need; a longer note is refused unread. */
  private static final int MAX_BYTES = 1 << 20;

  /**
   * @throws NoteException (MALFORMED) if text and signatures do not make a note
   */
  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n")) {
      throw NoteException.malformed("a note's text must end in LF, but is: " + text);
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw NoteException.malformed("a note must have no control character but LF: " + text);
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw NoteException.malformed("a note must have no half of a surrogate pair: " + text);
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw NoteException.malformed(
          String.format(
              Locale.ROOT,
              "a note must have 1 to %d signatures, but has %d",
              MAX_SIGNATURES,
              signatures.size()));
    }
  }

  /**
   * Reads a note without verifying it.
   *
   * @throws NoteException (MALFORMED) if the bytes are not UTF-8 or not a note
   */
  public static SignedNote parse(byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      throw NoteException.malformed(
          String.format(
              Locale.ROOT,
              "a note must have at most %d bytes, but has %d",
              MAX_BYTES,
              utf8.length));
    }
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw NoteException.malformed("a note must be UTF-8, but its bytes are ill-formed");
    }
  }

  /**
   * Reads a note without verifying it.
   *
   * @throws NoteException (MALFORMED) if the text is not a note
   */
  public static SignedNote parse(String note) {
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || split + 2 == note.length() || !note.endsWith("\n")) {
      throw NoteException.malformed(
          "a note must be text, an empty line and signature lines, but is: " + note);
    }
    List<NoteSignature> signatures =
        Lines.of(note.substring(split + 2)).stream()
            .limit(MAX_SIGNATURES + 1L)
            .map(NoteSignature::parse)
            .toList();
    return new SignedNote(note.substring(0, split + 1), signatures);
  }

  /** Signs a text, which must end in LF, with each key in turn. */
  public static SignedNote sign(String text, SignerKey... keys) {
    return new SignedNote(text, Stream.of(keys).map(key -> key.sign(text)).toList());
  }

  /** This note with more signatures behind its own. */
  public SignedNote with(List<NoteSignature> more) {
    return new SignedNote(text, Stream.concat(signatures.stream(), more.stream()).toList());
  }

  /** The inverse of {@link #parse(String)}. */
  public String format() {
    return signatures.stream()
        .map(NoteSignature::format)
        .collect(Collectors.joining("", text + "\n", ""));
  }

  /**
   * Verifies every signature whose key is known; others are kept apart.
   *
   * @throws NoteException (INVALID_SIGNATURE) if one of a known key fails, whatever the others say;
   *     (NO_KNOWN_SIGNATURE) if there is none of a known key
   */
  public VerifiedNote verify(List<VerifierKey> known) {
    List<VerifiedNote.By> verified = new ArrayList<>();
    List<NoteSignature> unverified = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      List<VerifierKey> keys = known.stream().filter(signature::names).distinct().toList();
      keys.forEach(key -> verified.add(verify(key, signature)));
      if (keys.isEmpty()) {
        unverified.add(signature);
      }
    }
    if (verified.isEmpty()) {
      throw new NoteException(
          Rule.NO_KNOWN_SIGNATURE,
          String.format(
              Locale.ROOT,
              "a note must be signed by a known key, but is signed by %s and known are %s; pin its key",
              names(signatures),
              known.stream().map(VerifierKey::encode).toList()));
    }
    return new VerifiedNote(text, verified, unverified);
  }

  private VerifiedNote.By verify(VerifierKey key, NoteSignature signature) {
    if (!key.verifies(text, signature.signature().toArray())) {
      throw new NoteException(
          Rule.INVALID_SIGNATURE,
          "the signature of a known key must verify, but this does not: "
              + signature.format().strip()
              + "; trust nothing in this note");
    }
    return new VerifiedNote.By(key, signature);
  }

  private static List<String> names(List<NoteSignature> signatures) {
    return signatures.stream().map(s -> s.name() + "+" + KeyName.hex(s.keyId())).toList();
  }
}
