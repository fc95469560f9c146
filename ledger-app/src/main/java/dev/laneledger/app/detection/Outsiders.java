package dev.laneledger.app.detection;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.CosignerKey;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.app.signing.ThrowAwayAuthority;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The throw-away keys in place of the log's, a witness's and an authority's, for one ledger. */
final class Outsiders {
  private static final String WITNESS = "witness.example/throw-away";

  private final String origin;
  private final CosignerKey witness = CosignerKey.fromSeed(WITNESS, seed(3));
  private final ThrowAwayAuthority authority = ThrowAwayAuthority.named("Throw-away");
  private final ThrowAwayAuthority namesake = ThrowAwayAuthority.named("Throw-away");
  private final ThrowAwayAuthority stranger = ThrowAwayAuthority.named("Stranger");

  Outsiders(String origin) {
    this.origin = origin;
  }

  /** Stands for the log's key. */
  SignerKey log() {
    return SignerKey.fromSeed(origin, seed(1));
  }

  /** Of somebody else, under the log's name. */
  SignerKey otherLog() {
    return SignerKey.fromSeed(origin, seed(2));
  }

  /** What the verification is told to trust. */
  Pins pins() {
    return new Pins(log().verifierKey(), TlogPolicy.parse(policy()), authority.trust());
  }

  /** One witness, who must have cosigned. */
  String policy() {
    return "log %s\nwitness w %s\nquorum w\n"
        .formatted(log().verifierKey().encode(), witness.verifierKey().encode());
  }

  /** The head over these entries. */
  Checkpoint checkpoint(List<byte[]> entries) {
    List<Hash> leaves = entries.stream().map(MerkleTree::leafHash).toList();
    return new Checkpoint(origin, leaves.size(), MerkleTree.rootOf(leaves));
  }

  /** A checkpoint, signed and cosigned. */
  byte[] signed(Checkpoint checkpoint) {
    return note(cosigned(checkpoint, log(), checkpoint, witness));
  }

  /** A checkpoint that the witness has cosigned, but another key signed. */
  byte[] signedByAnother(Checkpoint checkpoint) {
    return note(cosigned(checkpoint, otherLog(), checkpoint, witness));
  }

  /** A checkpoint under which the witness's cosignature of another one stands. */
  byte[] cosignedForAnother(Checkpoint checkpoint, Checkpoint other) {
    return note(cosigned(checkpoint, log(), other, witness));
  }

  /** A checkpoint that somebody else has cosigned under the witness's name. */
  byte[] cosignedByAnother(Checkpoint checkpoint) {
    CosignerKey other = CosignerKey.fromSeed(WITNESS, seed(4));
    return note(cosigned(checkpoint, log(), checkpoint, other));
  }

  byte[] notCosigned(Checkpoint checkpoint) {
    return note(checkpoint.sign(log()));
  }

  byte[] stamped(Checkpoint checkpoint) {
    return authority.stamp(digest(checkpoint));
  }

  byte[] stampedByAnother(Checkpoint checkpoint) {
    return stranger.stamp(digest(checkpoint));
  }

  byte[] stampedByNamesake(Checkpoint checkpoint) {
    return namesake.stamp(digest(checkpoint));
  }

  private static SignedNote cosigned(
      Checkpoint checkpoint, SignerKey by, Checkpoint cosigned, CosignerKey cosigner) {
    return checkpoint.sign(by).with(List.of(cosigner.sign(cosigned.text(), 1)));
  }

  private static byte[] note(SignedNote note) {
    return note.format().getBytes(StandardCharsets.UTF_8);
  }

  private static Hash digest(Checkpoint checkpoint) {
    return Hash.sha256(checkpoint.text().getBytes(StandardCharsets.UTF_8));
  }

  /** 32 bytes that are no secret. */
  private static byte[] seed(int first) {
    byte[] seed = new byte[32];
    seed[0] = (byte) first;
    return seed;
  }
}
