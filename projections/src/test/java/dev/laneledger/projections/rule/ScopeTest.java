package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a principal may act. */
final class ScopeTest extends GovernedProgram {
  @Test
  void aProgramsPathStandsForAllOfItAndNothingElse() {
    Scope scope = new Scope(List.of("/programs/P"));

    assertThat(scope.covers(StreamId.program("P"))).isTrue();
    assertThat(scope.covers(StreamId.tickets("P", "T"))).isTrue();
    assertThat(scope.covers(StreamId.lane("P", "l1"))).isTrue();
    assertThat(scope.covers(StreamId.program("PP"))).isFalse();
    assertThat(scope.covers(StreamId.LEDGER)).isFalse();
    assertThat(scope.reaches("P")).isTrue();
    assertThat(scope.reaches("PP")).isFalse();
  }

  @Test
  void aLanesPathStandsForTheLaneAndWhatItNeedsOfItsProgram() {
    Scope scope = new Scope(List.of("/programs/P/lanes/l1"));

    assertThat(scope.covers(StreamId.lane("P", "l1"))).isTrue();
    assertThat(scope.covers(StreamId.lane("P", "l10"))).isFalse();
    assertThat(scope.covers(StreamId.program("P"))).isTrue();
    assertThat(scope.covers(StreamId.tickets("P", "T"))).isTrue();
    assertThat(scope.covers(StreamId.lane("Q", "l1"))).isFalse();
    assertThat(scope.reaches("P")).isTrue();
  }

  @Test
  void withoutAScopeItIsEverything() {
    assertThat(Scope.EVERYTHING.covers(StreamId.LEDGER)).isTrue();
    assertThat(Scope.EVERYTHING.reaches("P")).isTrue();
    assertThat(Scope.EVERYTHING.isEverything()).isTrue();
    assertThat(new Scope(List.of("/programs/P")).isEverything()).isFalse();
  }

  @Test
  void outsideOfItsScopeAPrincipalIsRefusedUntilItIsRegisteredAnew() {
    register(List.of("/programs/Q"));
    assertThat(pin()).isEqualTo("SCOPE_EXCEEDED");
    allow(
        ADMIN,
        StreamId.LEDGER,
        EventType.PRINCIPAL_REVOKED,
        new LedgerData.PrincipalRevoked("operator:scoped", "wider"));
    register(List.of("/programs/Q", "/programs/P"));
    assertThat(pin()).isEqualTo("ALLOW");
  }

  private String pin() {
    return code(
        "operator:scoped",
        StreamId.program("P"),
        EventType.PACKET_TREE_CLAIMED,
        new ProgramData.PacketTreeClaimed("l9", Samples.zero(), "x"));
  }

  private void register(List<String> scope) {
    allow(
        ADMIN,
        StreamId.LEDGER,
        EventType.PRINCIPAL_REGISTERED,
        new LedgerData.PrincipalRegistered("operator:scoped", "o", null, scope));
  }
}
