package dev.laneledger.api.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NoteVectorsTest {
  private static final JsonNode NOTES = Vectors.read("notes.json");
  private static final JsonNode OWN = NOTES.get("own");
  private static final byte[] LOG_SEED = HexFormat.of().parseHex(text(OWN, "logSeed"));
  private static final byte[] WITNESS_SEED = HexFormat.of().parseHex(text(OWN, "witnessSeed"));
  private static final VerifierKey LOG = VerifierKey.parse(text(OWN, "logVkey"));
  private static final VerifierKey WITNESS = VerifierKey.parse(text(OWN, "witnessVkey"));
  private static final List<byte[]> ENTRIES =
      Vectors.list(Vectors.read("merkle.json").get("entries")).stream()
          .limit(7)
          .map(hex -> HexFormat.of().parseHex(hex.stringValue()))
          .toList();
  private static final List<Hash> LEAVES = ENTRIES.stream().map(MerkleTree::leafHash).toList();

  @Test
  void verifiesEveryPublishedNote() {
    int verified = 0;
    for (JsonNode vector : NOTES.get("published")) {
      if (vector.has("vkey")) {
        VerifierKey key = VerifierKey.parse(text(vector, "vkey"));
        SignedNote note = SignedNote.parse(text(vector, "note"));
        assertThat(note.verify(List.of(key)).verified()).hasSize(1);
        assertThat(note.format()).isEqualTo(text(vector, "note"));
        assertThat(key.encode()).isEqualTo(text(vector, "vkey"));
        verified++;
      }
    }
    assertThat(verified).isEqualTo(2);
  }

  @Test
  void signsThePublishedTextAsPublished() {
    JsonNode vector = NOTES.get("published").get(2);
    SignerKey key = SignerKey.parse(text(vector, "skey"));
    assertThat(key.encode()).isEqualTo(text(vector, "skey"));
    assertThat(SignedNote.sign(text(vector, "text"), key).format())
        .isEqualTo(
            text(vector, "text") + "\n\u2014 PeterNeumann " + text(vector, "signature") + "\n");
  }

  @Test
  void derivesTheKeysFromTheirSeeds() {
    assertThat(SignerKey.fromSeed(LOG.name(), LOG_SEED).verifierKey()).isEqualTo(LOG);
    assertThat(Cosignature.verifierKey(WITNESS.name(), WITNESS_SEED)).isEqualTo(WITNESS);
    assertThat(WITNESS.keyIdHex()).isEqualTo("20324abe");
  }

  @Test
  void signsAndCosignsTheCheckpoint() {
    Checkpoint checkpoint = new Checkpoint(LOG.name(), 7, MerkleTree.rootOf(LEAVES));
    long time = OWN.get("cosignatureTime").asLong();
    SignedNote note =
        checkpoint
            .sign(SignerKey.fromSeed(LOG.name(), LOG_SEED))
            .with(List.of(Cosignature.sign(WITNESS.name(), WITNESS_SEED, checkpoint.text(), time)));
    assertThat(note.format()).isEqualTo(text(OWN, "checkpoint"));

    VerifiedNote verified = note.verify(List.of(LOG, WITNESS));
    assertThat(verified.verified()).extracting(VerifiedNote.By::key).containsExactly(LOG, WITNESS);
    assertThat(verified.unverified()).isEmpty();
    assertThat(Cosignature.time(verified.verified().get(1).signature())).isEqualTo(time);
    assertThat(Checkpoint.of(verified)).isEqualTo(checkpoint);
  }

  @Test
  void provesAnEntryWithTheProofFile() {
    SignedNote checkpoint = SignedNote.parse(text(OWN, "checkpoint"));
    TlogProof proof = TlogProof.of(MerkleTree.prove(5, 7, MerkleTree.over(LEAVES)), checkpoint);
    assertThat(proof.format()).isEqualTo(text(OWN, "tlogProof"));
    assertThat(Hash.sha256(proof.format().getBytes(StandardCharsets.UTF_8)).hex())
        .isEqualTo(text(OWN, "tlogProofSha256"));
    assertThat(TlogProof.parse(text(OWN, "tlogProof"))).isEqualTo(proof);
    assertThat(proof.verify(LEAVES.get(5), List.of(LOG)).size()).isEqualTo(7);
  }

  @Test
  void bundlesEntriesAndTilesHashes() {
    byte[] bundle = HexFormat.of().parseHex(text(OWN, "entriesTileHex"));
    assertThat(EntryBundle.encode(ENTRIES)).isEqualTo(bundle);
    assertThat(EntryBundle.decode(bundle)).containsExactlyElementsOf(ENTRIES);
    byte[] tile = new byte[7 * Hash.BYTES];
    for (int i = 0; i < 7; i++) {
      System.arraycopy(LEAVES.get(i).bytes(), 0, tile, i * Hash.BYTES, Hash.BYTES);
    }
    assertThat(Hash.sha256(tile).hex()).isEqualTo(text(OWN, "hashTileSha256"));
    assertThat(TilePath.between(0, 7))
        .extracting(TilePath::path)
        .containsExactly(text(OWN, "entriesTilePath"), text(OWN, "hashTilePath"));
    assertThat(MerkleTree.root(7, new TileHashReader(7, path -> Arrays.copyOf(tile, tile.length))))
        .isEqualTo(MerkleTree.rootOf(LEAVES));
  }

  @Test
  void namesEveryTile() {
    for (JsonNode vector : NOTES.get("tilePaths")) {
      TilePath path =
          vector.has("seq")
              ? TilePath.ofEntry(vector.get("seq").asLong(), vector.get("size").asLong())
              : new TilePath(
                  vector.get("level").asInt(),
                  vector.get("index").asLong(),
                  vector.get("width").asInt());
      assertThat(path.path()).isEqualTo(text(vector, "path"));
      assertThat(TilePath.parse(text(vector, "path"))).isEqualTo(path);
    }
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).stringValue();
  }
}
