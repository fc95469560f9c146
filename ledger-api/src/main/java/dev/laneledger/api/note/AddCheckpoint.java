package dev.laneledger.api.note;

import dev.laneledger.api.hash.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a log sends to a witness (C2SP tlog-witness, add-checkpoint).
 *
 * @param old size of the checkpoint that the witness cosigned last, 0 if none
 * @param proof consistency proof from there, at most 63 hashes
 * @param checkpoint what to cosign
 */
public record AddCheckpoint(long old, List<Hash> proof, SignedNote checkpoint) {
  private static final int MAX_PROOF = 63;

  /**
   * @throws NoteException (MALFORMED) if the size is negative or the proof too long
   */
  public AddCheckpoint {
    proof = List.copyOf(proof);
    if (old < 0) {
      throw NoteException.malformed("an old size must not be negative, but is: " + old);
    }
    if (proof.size() > MAX_PROOF) {
      throw NoteException.malformed(
          "a consistency proof must have at most 63 hashes, but has " + proof.size());
    }
  }

  /**
   * The inverse of {@link #format()}.
   *
   * @throws NoteException (MALFORMED) if the bytes are not UTF-8 or the text is in another form
   */
  public static AddCheckpoint parse(byte[] utf8) {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw NoteException.malformed("a request must be UTF-8, but its bytes are ill-formed");
    }
  }

  private static AddCheckpoint parse(String text) {
    int split = text.indexOf("\n\n");
    if (split < 0 || !text.startsWith("old ")) {
      throw NoteException.malformed(
          "a request must be an old line, hashes, an empty line and a checkpoint");
    }
    List<String> lines = Lines.of(text.substring(0, split + 1));
    return new AddCheckpoint(
        Decimal.parse("an old size", lines.getFirst().substring("old ".length())),
        lines.stream().skip(1).limit(MAX_PROOF + 1L).map(AddCheckpoint::hash).toList(),
        SignedNote.parse(text.substring(split + 2)));
  }

  /** The text of the request's body. */
  public String format() {
    return proof.stream()
            .map(hash -> hash.base64() + "\n")
            .collect(Collectors.joining("", "old " + old + "\n", "\n"))
        + checkpoint.format();
  }

  private static Hash hash(String base64) {
    try {
      return Hash.fromBase64(base64);
    } catch (IllegalArgumentException e) {
      throw NoteException.malformed("a proof's hash line is wrong: " + e.getMessage());
    }
  }
}
