package dev.laneledger.app.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.audit.KeptLedger;
import dev.laneledger.app.audit.OfflineLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopyDetectionTest {
  /** Two whole tiles and a part of one, so that level 1 has a tile too. */
  private static final int SIZE = 520;

  @TempDir private Path directory;

  @Test
  void every_change_of_a_bundle_or_a_published_tree_ends_as_promised() throws IOException {
    KeptLedger.create(directory, 3, 3);
    KeptLedger.grow(directory, SIZE);
    List<Place> announced = new ArrayList<>();
    List<CopyDetected> detected;
    try (OfflineLedger ledger = OfflineLedger.directory(directory)) {
      detected = CopyDetection.prove(ledger, 2, announced::add);
    }

    assertThat(announced).containsExactly(Place.values());
    assertThat(detected).allSatisfy(one -> assertThat(one.asPromised()).as("%s", one).isTrue());
    assertThat(detected)
        .filteredOn(one -> one.tried() == 0)
        .extracting(CopyDetected::what)
        .allMatch(what ->
            what.startsWith("pack")
                || what.startsWith("report")
                || what.startsWith("blob")
                || what.equals("tile above level 0: changes places with the next"));
    assertThat(detected)
        .filteredOn(one -> one.promise() == Promise.FINDING)
        .allMatch(one -> one.byKey() == one.tried() && one.why().isEmpty());
    assertThat(detected).filteredOn(one -> one.unseen() > 0).allMatch(one -> !one.why().isEmpty());
    assertThat(detected)
        .filteredOn(one -> one.what().equals("timestamp: is of an authority that nobody trusts"))
        .hasSize(3)
        .allMatch(one -> one.gaps() == one.tried());
  }

  @Test
  void what_is_owed_for_every_attempt_is_counted() {
    assertThat(of(Promise.FINDING, 3, 0, 0).asPromised()).isTrue();
    assertThat(of(Promise.FINDING, 2, 1, 0).asPromised()).isFalse();
    assertThat(of(Promise.SEEN, 2, 1, 0).asPromised()).isTrue();
    assertThat(of(Promise.SEEN, 2, 0, 1).asPromised()).isFalse();
    assertThat(of(Promise.GAP, 1, 1, 1).asPromised()).isTrue();
    assertThat(of(Promise.GAP, 1, 1, 0).asPromised()).isFalse();
    assertThat(of(Promise.NOTHING, 0, 0, 0).asPromised()).isTrue();
    assertThat(of(Promise.NOTHING, 0, 1, 1).unseen()).isEqualTo(1);
  }

  private static CopyDetected of(Promise promise, int byKey, int bySeen, int gaps) {
    return new CopyDetected(Place.BUNDLE, "what", promise, "", 3, byKey, bySeen, gaps);
  }

  @Test
  void a_ledger_that_does_not_verify_proves_nothing() throws Exception {
    KeptLedger.create(directory, 5, 5);
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE blob SET bytes = x'00'");
    }
    try (OfflineLedger ledger = OfflineLedger.directory(directory)) {
      assertThatThrownBy(() -> CopyDetection.prove(ledger, 2, place -> {}))
          .isInstanceOf(MaterialUnusableException.class)
          .hasMessageContaining("ledger verify");
    }
  }
}
