package dev.laneledger.api.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.NoteException.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final byte[] SEED = new byte[32];
  private static final SignerKey KEY = SignerKey.fromSeed("ledger.example/a", SEED);
  private static final List<Hash> LEAVES =
      List.of(MerkleTree.leafHash(new byte[1]), MerkleTree.leafHash(new byte[2]));
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("ledger.example/a", 2, MerkleTree.rootOf(LEAVES));
  private static final TlogProof PROOF =
      TlogProof.of(MerkleTree.prove(1, 2, MerkleTree.over(LEAVES)), CHECKPOINT.sign(KEY));

  @Test
  void givesItsTextBackToTheByte() {
    assertThat(Checkpoint.parse(CHECKPOINT.text())).isEqualTo(CHECKPOINT);
    Checkpoint largest = new Checkpoint("o", Long.MAX_VALUE, MerkleTree.EMPTY_ROOT);
    assertThat(Checkpoint.parse(largest.text())).isEqualTo(largest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o\n7\n",
        "o\n+7\nR\n",
        "o\n007\nR\n",
        "o\n-7\nR\n",
        "o\n-0\nR\n",
        "o\n 7\nR\n",
        "o\n7 \nR\n",
        "o\n٧\nR\n",
        "o\n0x7\nR\n",
        "o\n9223372036854775808\nR\n",
        "o\n7\nR",
        "o\n7\nR\n\n",
        "o\n7\nR\nextension\n",
        "o\n7\r\nR\n",
        "\n7\nR\n",
        "o\n7\n R\n",
        "o\n7\nAAAA\n",
      })
  void parsesOnlyTheCanonicalForm(String form) {
    String text = form.replace("R", MerkleTree.EMPTY_ROOT.base64());
    assertRule(Rule.MALFORMED, () -> Checkpoint.parse(text));
  }

  @Test
  void isTrustedOnlyUnderALogKeyOfItsOrigin() {
    SignedNote signed = CHECKPOINT.sign(KEY);
    VerifierKey log = KEY.verifierKey();
    assertThat(Checkpoint.of(signed.verify(List.of(log)))).isEqualTo(CHECKPOINT);

    SignerKey stranger = SignerKey.fromSeed("ledger.example/b", SEED);
    assertRule(Rule.INVALID_KEY, () -> CHECKPOINT.sign(stranger));
    VerifiedNote foreign =
        SignedNote.sign(CHECKPOINT.text(), stranger).verify(List.of(stranger.verifierKey()));
    assertRule(Rule.NO_KNOWN_SIGNATURE, () -> Checkpoint.of(foreign));

    NoteSignature cosignature = Cosignature.sign("ledger.example/a", SEED, CHECKPOINT.text(), 1);
    VerifiedNote witnessed =
        new SignedNote(CHECKPOINT.text(), List.of(cosignature))
            .verify(List.of(Cosignature.verifierKey("ledger.example/a", SEED)));
    assertRule(Rule.NO_KNOWN_SIGNATURE, () -> Checkpoint.of(witnessed));
  }

  @Test
  void provesAnEntryOnlyWhereItIs() {
    List<VerifierKey> known = List.of(KEY.verifierKey());
    assertThat(PROOF.verify(LEAVES.get(1), known)).isEqualTo(CHECKPOINT);
    assertRule(Rule.NOT_INCLUDED, () -> PROOF.verify(LEAVES.get(0), known));
    TlogProof moved = new TlogProof(null, 0, PROOF.path(), PROOF.checkpoint());
    assertRule(Rule.NOT_INCLUDED, () -> moved.verify(LEAVES.get(1), known));
    TlogProof beyond = new TlogProof(null, 2, PROOF.path(), PROOF.checkpoint());
    assertRule(Rule.NOT_INCLUDED, () -> beyond.verify(LEAVES.get(1), known));
    assertRule(Rule.NO_KNOWN_SIGNATURE, () -> PROOF.verify(LEAVES.get(1), List.of()));
  }

  @Test
  void keepsTheExtraLineOfAProof() {
    TlogProof extra = new TlogProof(Bytes.of((byte) 1), 1, PROOF.path(), PROOF.checkpoint());
    assertThat(extra.format()).contains("v1\nextra AQ==\nindex 1\n");
    assertThat(TlogProof.parse(extra.format())).isEqualTo(extra);
    assertThat(TlogProof.parse(PROOF.format())).isEqualTo(PROOF);
  }

  @Test
  void parsesProofsOnlyInTheCanonicalForm() {
    String text = PROOF.format();
    List<String> others =
        List.of(
            "",
            "\n\n",
            text.replace("@v1", "@v2"),
            text.replace("index 1", "index 01"),
            text.replace("index 1", "index  1"),
            text.replace("index 1", "index -1"),
            text.replace("index 1\n", ""),
            text.replace("index 1\n", "extra A\nindex 1\n"),
            text.replace("index 1\n", "index 1\nextra AQ==\n"),
            text.replace("index 1\n", "index 1\nAAAA\n"),
            text.replace("index 1\n", "index 1\r\n"),
            text.replace("\n\nledger", "\nledger"),
            text.substring(0, text.length() - 1),
            text.replace(
                "index 1\n", "index 1\n" + (MerkleTree.EMPTY_ROOT.base64() + "\n").repeat(63)));
    for (String other : others) {
      assertRule(Rule.MALFORMED, () -> TlogProof.parse(other));
    }
  }

  private static void assertRule(Rule rule, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(NoteException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }
}
