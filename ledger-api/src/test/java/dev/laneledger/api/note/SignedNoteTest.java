package dev.laneledger.api.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.note.NoteException.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final byte[] SEED = new byte[32];
  private static final SignerKey KEY = SignerKey.fromSeed("ledger.example/a", SEED);
  private static final SignerKey OTHER = SignerKey.fromSeed("ledger.example/b", SEED);
  private static final String LINE = KEY.sign("t\n").format();

  @Test
  void keepsSignaturesOfUnknownKeysApart() {
    VerifiedNote note = SignedNote.sign("t\n", OTHER, KEY).verify(List.of(KEY.verifierKey()));
    assertThat(note.verified()).extracting(VerifiedNote.By::key).containsExactly(KEY.verifierKey());
    assertThat(note.unverified())
        .extracting(NoteSignature::name)
        .containsExactly("ledger.example/b");
  }

  @Test
  void rejectsTheWholeNoteWhenOneKnownKeyFails() {
    SignedNote good = SignedNote.sign("t\n", KEY);
    SignedNote note = good.with(List.of(OTHER.sign("other\n")));
    assertThat(note.verify(List.of(KEY.verifierKey())).verified()).hasSize(1);
    assertThat(rule(() -> note.verify(List.of(KEY.verifierKey(), OTHER.verifierKey()))))
        .isEqualTo(Rule.INVALID_SIGNATURE);
    SignedNote twice = good.with(List.of(KEY.sign("other\n")));
    assertThat(rule(() -> twice.verify(List.of(KEY.verifierKey()))))
        .isEqualTo(Rule.INVALID_SIGNATURE);
  }

  @Test
  void rejectsANoteThatNoKnownKeySigned() {
    SignedNote note = SignedNote.sign("t\n", OTHER);
    assertThat(rule(() -> note.verify(List.of(KEY.verifierKey()))))
        .isEqualTo(Rule.NO_KNOWN_SIGNATURE);
    assertThat(rule(() -> note.verify(List.of()))).isEqualTo(Rule.NO_KNOWN_SIGNATURE);
  }

  @Test
  void failsWithAnyBitOfTextOrSignatureFlipped() {
    byte[] bytes = SignedNote.sign("text\n", KEY).format().getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(rule(() -> SignedNote.parse(flipped).verify(List.of(KEY.verifierKey()))))
          .isNotNull();
    }
  }

  @Test
  void splitsAtTheLastEmptyLine() {
    SignedNote note = SignedNote.sign("a\n\nb\n", KEY);
    assertThat(SignedNote.parse(note.format())).isEqualTo(note);
    assertThat(note.verify(List.of(KEY.verifierKey())).text()).isEqualTo("a\n\nb\n");
  }

  @Test
  void takesAHundredSignaturesAndNoMore() {
    SignedNote note =
        SignedNote.sign("t\n", Collections.nCopies(100, KEY).toArray(SignerKey[]::new));
    assertThat(SignedNote.parse(note.format()).verify(List.of(KEY.verifierKey())).verified())
        .hasSize(100);
    assertThat(rule(() -> SignedNote.parse(note.format() + LINE))).isEqualTo(Rule.MALFORMED);
  }

  @Test
  void refusesEveryOtherForm() {
    List<String> forms = new ArrayList<>();
    forms.add("");
    forms.add("\n");
    forms.add("t\n");
    forms.add("t\n\n");
    forms.add("t\n" + LINE);
    forms.add("t\n\n" + LINE.strip());
    forms.add("t\n\n" + LINE + "\n");
    forms.add("t\n\n" + LINE + "x\n");
    forms.add("t\r\n\r\n" + LINE);
    forms.add("t\n\n" + LINE.replace("\n", "\r\n"));
    forms.add("t\n\n" + LINE.replace("\n", "\r") + LINE);
    forms.add("t\ud800\n\n" + LINE);
    forms.add("t\t\n\n" + LINE);
    forms.add("t\u0000\n\n" + LINE);
    forms.add("t\n\n" + LINE.replace("\u2014", "-"));
    forms.add("t\n\n" + LINE.replace("\u2014 ", "\u2014  "));
    forms.add("t\n\n" + LINE.replace("ledger.example/a", "ledger+a"));
    forms.add("t\n\n" + LINE.replace("ledger.example/a", "ledger\u00a0a"));
    forms.add("t\n\n" + LINE.replace("ledger.example/a", ""));
    forms.add("t\n\n" + LINE.replace("=\n", "\n"));
    forms.add("t\n\n\u2014 a AAAA\n");
    forms.add("t\n\n\u2014 a AAAAAA==\n");
    forms.add("t\n\n\u2014 a AAAAAAB=\n");
    forms.add("t\n\n\u2014 a\n");
    assertThat(SignedNote.parse("t\n\n" + LINE).format()).isEqualTo("t\n\n" + LINE);
    for (String form : forms) {
      assertThat(rule(() -> SignedNote.parse(form))).as(form).isEqualTo(Rule.MALFORMED);
    }
    assertThat(rule(() -> SignedNote.parse(new byte[] {(byte) 0xff}))).isEqualTo(Rule.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ledger.example/audit",
        "ledger.example/audit+2a52108c",
        "ledger.example/audit+2A52108C+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "ledger.example/audit+2a52108d+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "ledger.example/audio+2a52108c+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "ledger example/audit+2a52108c+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "ledger.example/audit+2a52108c+BgOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "ledger.example/audit+2a52108c+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n",
        "ledger.example/audit+2a52108c+AQOhB7_zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "ledger.example/audit+2a52108c+AQ==",
        "ledger.example/audit+2a52108c+A===",
      })
  void refusesKeysWhoseTextIsWrong(String vkey) {
    assertThat(rule(() -> VerifierKey.parse(vkey))).isEqualTo(Rule.INVALID_KEY);
  }

  @Test
  void neverRepeatsASecretInAMessage() {
    String secret = KEY.encode();
    for (String wrong : List.of(secret.replace("PRIVATE", "private"), secret + "=", secret + "A")) {
      NoteException refusal =
          catchThrowableOfType(NoteException.class, () -> SignerKey.parse(wrong));
      assertThat(refusal.rule()).isEqualTo(Rule.INVALID_KEY);
      assertThat(refusal.getMessage()).doesNotContain(secret.substring(secret.length() - 20));
    }
    assertThat(KEY.toString()).contains(KEY.verifierKey().encode()).doesNotContain("PRIVATE");
    assertThat(SignerKey.parse(secret).verifierKey()).isEqualTo(KEY.verifierKey());
  }

  @Test
  void bindsACosignatureToItsTimeAndText() {
    VerifierKey witness = Cosignature.verifierKey("w", SEED);
    NoteSignature signature = Cosignature.sign("w", SEED, "a\n1\nr\n", 1700000000);
    byte[] later = signature.signature().toArray();
    later[7]++;
    assertThat(verifies(witness, "a\n1\nr\n", signature)).isTrue();
    assertThat(verifies(witness, "a\n2\nr\n", signature)).isFalse();
    NoteSignature moved = new NoteSignature("w", signature.keyId(), Bytes.of(later));
    assertThat(Cosignature.time(moved)).isEqualTo(1700000001);
    assertThat(verifies(witness, "a\n1\nr\n", moved)).isFalse();
    NoteSignature plain =
        new NoteSignature("w", witness.keyId(), Bytes.of(Ed25519.sign(SEED, new byte[] {'a'})));
    assertThat(verifies(witness, "a\n", plain)).isFalse();
    assertThat(rule(() -> Cosignature.time(plain))).isEqualTo(Rule.MALFORMED);
  }

  @Test
  void givesASignatureLineBackAsItWas() {
    assertThat(NoteSignature.parse(LINE).format()).isEqualTo(LINE);
    assertThat(NoteSignature.parse(LINE.strip())).isEqualTo(NoteSignature.parse(LINE));
  }

  private static boolean verifies(VerifierKey key, String text, NoteSignature signature) {
    return rule(() -> new SignedNote(text, List.of(signature)).verify(List.of(key))) == null;
  }

  private static Rule rule(Runnable call) {
    NoteException refusal = catchThrowableOfType(NoteException.class, call::run);
    return refusal == null ? null : refusal.rule();
  }
}
