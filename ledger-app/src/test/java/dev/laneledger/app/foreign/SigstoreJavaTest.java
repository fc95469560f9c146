package dev.laneledger.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.api.note.VerifierKey;
import dev.sigstore.rekor.client.Checkpoints;
import dev.sigstore.rekor.client.ImmutableInclusionProof;
import dev.sigstore.rekor.client.ImmutableRekorEntry;
import dev.sigstore.rekor.client.ImmutableVerification;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorVerificationException;
import dev.sigstore.rekor.client.RekorVerifier;
import dev.sigstore.trustroot.ImmutableLogId;
import dev.sigstore.trustroot.ImmutablePublicKey;
import dev.sigstore.trustroot.ImmutableTransparencyLog;
import dev.sigstore.trustroot.ImmutableValidFor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * {@code dev.sigstore:sigstore-java} reads the checkpoint, verifies its signature and the inclusion
 * of entries. Its {@link RekorVerifier} takes a log whose name is the host of its URL.
 */
final class SigstoreJavaTest {
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final StrangersCopy COPY = StrangersCopy.get();
  private static final VerifierKey KEY = VerifierKey.parse(COPY.vkey());

  private static RekorVerifier verifier(String host, byte[] publicKey) {
    byte[] spki = new byte[SPKI.length + publicKey.length];
    System.arraycopy(SPKI, 0, spki, 0, SPKI.length);
    System.arraycopy(publicKey, 0, spki, SPKI.length, publicKey.length);
    return RekorVerifier.newRekorVerifier(
        List.of(
            ImmutableTransparencyLog.builder()
                .baseUrl(URI.create("https://" + host))
                .hashAlgorithm("SHA2_256")
                .logId(
                    ImmutableLogId.builder().keyId(HexFormat.of().parseHex(KEY.keyIdHex())).build())
                .publicKey(
                    ImmutablePublicKey.builder()
                        .rawBytes(spki)
                        .keyDetails("PKIX_ED25519")
                        .validFor(ImmutableValidFor.builder().start(Instant.EPOCH).build())
                        .build())
                .build()));
  }

  private static RekorVerifier verifier() {
    return verifier(StrangersCopy.ORIGIN, KEY.publicKey().toArray());
  }

  /** What a proof file says, as Sigstore's classes hold it; the root is the checkpoint's. */
  private static RekorEntry entry(TlogProof proof, byte[] body, String checkpoint)
      throws Exception {
    var parsed = Checkpoints.from(checkpoint);
    return ImmutableRekorEntry.builder()
        .body(Base64.getEncoder().encodeToString(body))
        .integratedTime(0)
        .logID(KEY.keyIdHex())
        .logIndex(proof.index())
        .verification(
            ImmutableVerification.builder()
                .signedEntryTimestamp("")
                .inclusionProof(
                    ImmutableInclusionProof.builder()
                        .logIndex(proof.index())
                        .treeSize(parsed.getSize())
                        .rootHash(
                            HexFormat.of()
                                .formatHex(Base64.getDecoder().decode(parsed.getBase64Hash())))
                        .addAllHashes(proof.path().stream().map(Hash::hex).toList())
                        .checkpoint(checkpoint)
                        .build())
                .build())
        .build();
  }

  private static TlogProof proof(Path file) throws IOException {
    return TlogProof.parse(Files.readString(file));
  }

  private static byte[] body(TlogProof proof) {
    return Objects.requireNonNull(proof.extra()).toArray();
  }

  @Test
  void it_reads_the_published_checkpoint() throws Exception {
    List<String> lines = Files.readAllLines(COPY.published().resolve("checkpoint"));

    var checkpoint = Checkpoints.from(Files.readString(COPY.published().resolve("checkpoint")));

    assertThat(checkpoint.getOrigin()).isEqualTo(StrangersCopy.ORIGIN);
    assertThat(checkpoint.getSize()).isGreaterThan(300).isEqualTo(Long.parseLong(lines.get(1)));
    assertThat(checkpoint.getBase64Hash()).isEqualTo(lines.get(2));
    assertThat(checkpoint.getSignatures())
        .extracting(RekorEntry.CheckpointSignature::getIdentity)
        .containsExactly(StrangersCopy.ORIGIN);
  }

  @Test
  void it_verifies_the_signature_and_the_inclusion_of_every_proven_entry() throws Exception {
    for (Path file : COPY.proofs()) {
      TlogProof proof = proof(file);
      verifier().verifyEntry(entry(proof, body(proof), proof.checkpoint().format()));
    }
  }

  @Test
  void it_refuses_another_entry_another_place_another_root_and_another_key() throws Exception {
    TlogProof proof = proof(COPY.proofs().get(1));
    TlogProof other = proof(COPY.proofs().get(2));
    String note = proof.checkpoint().format();
    byte[] changed = body(proof);
    changed[100] ^= 1;
    byte[] key = KEY.publicKey().toArray();
    key[5] ^= 1;

    refused(verifier(), entry(proof, changed, note), "Inclusion proof verification failed");
    refused(verifier(), entry(other, body(proof), note), "Inclusion proof verification failed");
    refused(verifier(), entry(proof, body(proof), larger(note)), "signature was invalid");
    refused(verifier(StrangersCopy.ORIGIN, key), entry(proof, body(proof), note), "signature");
    refused(
        verifier("other.example", KEY.publicKey().toArray()),
        entry(proof, body(proof), note),
        "No matching checkpoint signature");
  }

  /** The same root over another number of entries, under the signature of before. */
  private static String larger(String note) {
    List<String> lines = note.lines().toList();
    long size = Long.parseLong(lines.get(1));
    return note.replaceFirst("\n" + size + "\n", "\n" + (size + 1) + "\n");
  }

  private static void refused(RekorVerifier verifier, RekorEntry entry, String words) {
    assertThatThrownBy(() -> verifier.verifyEntry(entry))
        .isInstanceOf(RekorVerificationException.class)
        .hasMessageContaining(words);
  }
}
