package dev.laneledger.projections.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.projections.detection.Attack;
import dev.laneledger.projections.detection.Detected;
import dev.laneledger.projections.detection.Detection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DetectionTest {
  private static final Pins KEY = Pins.of(SignedEntries.LOG_KEY.verifierKey());

  @Test
  void every_attack_is_tried_and_noticed_by_who_must_notice_it() {
    List<Attack> announced = new ArrayList<>();
    List<Detected> detected =
        Detection.prove(GovernedLedger.create().material(), KEY, announced::add);

    assertThat(announced).containsExactly(Attack.values());
    assertThat(detected).extracting(Detected::attack).containsExactly(Attack.values());
    assertThat(detected)
        .allSatisfy(one -> {
          assertThat(one.tried()).as(one.toString()).isPositive();
          assertThat(one.asPromised()).as(one.toString()).isTrue();
        });
  }

  @Test
  void a_ledger_that_does_not_verify_or_replay_proves_nothing() {
    SignedLedger ledger = GovernedLedger.create();
    List<byte[]> bytes = new ArrayList<>(ledger.bytes());
    bytes.set(3, "{}".getBytes(StandardCharsets.UTF_8));
    SignedEntries broken = new SignedEntries(bytes, ledger.blobs);
    assertThatThrownBy(() -> Detection.prove(broken, KEY, attack -> {}))
        .isInstanceOf(MaterialUnusableException.class)
        .hasMessageContaining("ledger verify");
  }
}
