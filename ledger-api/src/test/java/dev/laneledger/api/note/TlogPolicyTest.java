package dev.laneledger.api.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlogPolicyTest {
  private static final VerifierKey LOG = SignerKey.fromSeed("log.example/a", seed(0)).verifierKey();

  private static byte[] seed(int fill) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) fill);
    return seed;
  }

  private static VerifierKey witness(int n) {
    return Cosignature.verifierKey("w.example/" + n, seed(n));
  }

  /** Each $n stands for the key of witness n, $log for the log's. */
  private static TlogPolicy parse(String text) {
    String keys = text.replace("$log", LOG.encode());
    for (int n = 1; n <= 6; n++) {
      keys = keys.replace("$" + n, witness(n).encode());
    }
    return TlogPolicy.parse(keys);
  }

  private static final String TWO_LEVELS =
      """
      # of the published example
      log $log

      witness X1 $1
      \twitness\tX2  $2 https://x2.example/w
      witness X3 $3
      group X-witnesses 2 X1 X2 X3

      witness Y1 $4
      witness Y2 $5
      witness Y3 $6
      group Y-witnesses any Y1 Y2 Y3

      group X-and-Y all X-witnesses Y-witnesses
      quorum X-and-Y
      """;

  @Test
  void readsLogsWitnessesAndGroups() {
    TlogPolicy policy = parse(TWO_LEVELS);
    assertThat(policy.logs()).containsExactly(new TlogPolicy.Log(LOG, null));
    assertThat(policy.witnesses()).hasSize(6);
    assertThat(policy.witnesses().get(1))
        .isEqualTo(new TlogPolicy.Witness("X2", witness(2), "https://x2.example/w"));
    assertThat(policy.groups()).extracting(TlogPolicy.Group::threshold).containsExactly(2, 1, 2);
    assertThat(policy.witnessKeys()).startsWith(witness(1)).endsWith(witness(6));
  }

  @ParameterizedTest
  @CsvSource({
    "1 2 4, true",
    "1 3 6, true",
    "1 2 3 4 5 6, true",
    "1 4, false",
    "1 2 3, false",
    "4 5 6, false"
  })
  void theQuorumCountsThroughBothLevels(String cosigned, boolean satisfied) {
    Set<VerifierKey> keys = new LinkedHashSet<>();
    Arrays.stream(cosigned.split(" ")).map(Integer::parseInt).forEach(n -> keys.add(witness(n)));
    assertThat(parse(TWO_LEVELS).isSatisfiedBy(keys)).isEqualTo(satisfied);
  }

  @Test
  void aSingleWitnessOrNoneMayBeTheQuorum() {
    TlogPolicy one = parse("witness w $1\nwitness v $2\nquorum w\n");
    assertThat(one.isSatisfiedBy(Set.of(witness(1)))).isTrue();
    assertThat(one.isSatisfiedBy(Set.of(witness(2)))).isFalse();
    assertThat(parse("quorum none\n").isSatisfiedBy(Set.of())).isTrue();
  }

  @Test
  void aKeyOfTheSameNameWithOtherBytesIsAnotherWitness() {
    VerifierKey other = Cosignature.verifierKey("w.example/1", seed(9));
    assertThat(parse("witness w $1\nquorum w\n").isSatisfiedBy(Set.of(other))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quorum none",
        "quorum none\r\n",
        "quorum none\nquorum none\n",
        "quorum w\nwitness w $1\n",
        "witness w $1\n",
        "witness none $1\nquorum none\n",
        "witness w $1\nwitness w $2\nquorum w\n",
        "witness w $1\nwitness v $1\nquorum w\n",
        "log $log\nlog $log\nquorum none\n",
        "witness w\nquorum none\n",
        "witness w $1 u more\nquorum none\n",
        "log\nquorum none\n",
        "note w $1\nquorum none\n",
        "witness w $1\ngroup g any\nquorum g\n",
        "witness w $1\ngroup g 0 w\nquorum g\n",
        "witness w $1\ngroup g 2 w\nquorum g\n",
        "witness w $1\ngroup g 01 w\nquorum g\n",
        "witness w $1\ngroup g some w\nquorum g\n",
        "witness w $1\ngroup g any w w\nquorum g\n",
        "witness w $1\ngroup g any w\ngroup h any w\nquorum g\n",
        "witness w $1\ngroup w any w\nquorum w\n",
        "group g any h\nquorum g\n",
        "group g any g\nquorum g\n",
        "group g any none\nquorum g\n",
        "quorum none none\n"
      })
  void everyOtherFormIsRefused(String text) {
    NoteException refused = catchThrowableOfType(NoteException.class, () -> parse(text));
    assertThat(refused.rule()).isEqualTo(NoteException.Rule.MALFORMED);
    assertThat(refused).hasMessageContaining("a policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log $1\nquorum none\n", "witness w $log\nquorum w\n", "log x\n"})
  void aKeyMustBeOfTheTypeThatItsLineNeeds(String text) {
    NoteException refused = catchThrowableOfType(NoteException.class, () -> parse(text));
    assertThat(refused.rule()).isEqualTo(NoteException.Rule.INVALID_KEY);
    assertThat(refused).hasMessageStartingWith("line 1 of a policy");
  }

  @Test
  void aSubmissionIsReadAsItWasWritten() {
    SignerKey key = SignerKey.fromSeed("log.example/a", seed(0));
    Checkpoint checkpoint = new Checkpoint("log.example/a", 2, Hash.sha256(seed(1)));
    AddCheckpoint request =
        new AddCheckpoint(1, List.of(Hash.sha256(seed(2))), checkpoint.sign(key));
    byte[] bytes = request.format().getBytes(StandardCharsets.UTF_8);
    assertThat(AddCheckpoint.parse(bytes)).isEqualTo(request);
  }
}
