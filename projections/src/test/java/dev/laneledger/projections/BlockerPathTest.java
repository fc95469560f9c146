package dev.laneledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BlockerPathTest {
  private static final Requirement OPT_4 = new Requirement("OPT_4", null, null, null, null);
  private static final Requirement DUMP = new Requirement(null, null, null, "dump", null);

  private final Ledgers ledger = new Ledgers();

  private void raise(String id, String blocks, ProgramData.Leg... legs) {
    ledger.force(
        "owner:default",
        StreamId.program("P"),
        EventType.BLOCKER_RAISED,
        new ProgramData.BlockerRaised(
            id, "s", List.of(Role.OWNER), List.of(blocks), "act", Arrays.asList(legs)));
  }

  private static ProgramData.Leg leg(String name, Role actor, Requirement... requires) {
    return new ProgramData.Leg(name, actor, Strength.ANALYSIS, Arrays.asList(requires));
  }

  private static Requirement legOf(String blocker, String leg) {
    return new Requirement(null, new Requirement.LegRef(blocker, leg), null, null, null);
  }

  @Test
  void thePathHoldsEveryOpenLegAfterWhatItRequiresAndNothingElse() {
    raise(
        "A",
        "PRODUCTION",
        leg("last", Role.OPERATOR, legOf("A", "first"), OPT_4),
        leg("first", Role.LANE, DUMP));
    raise("B", "REAL_RUN", leg("other", Role.OWNER));
    BlockerPath path = BlockerPath.to("PRODUCTION", ledger.program("P"));
    assertThat(path.steps())
        .extracting(s -> s.blocker() + "/" + s.leg() + " " + s.ready())
        .containsExactly("A/first false", "A/last false");
    assertThat(path.grants()).containsExactly("OPT_4");
    assertThat(path.inputs()).containsExactly("dump");
    assertThat(path.actors()).containsExactly(Role.LANE, Role.OPERATOR, Role.OWNER);
    assertThat(path.clear()).isFalse();
  }

  @Test
  void aLegOfAnotherBlockerIsOnThePathIfItIsRequired() {
    raise("A", "PRODUCTION", leg("a", Role.LANE, legOf("B", "b")));
    raise("B", "REAL_RUN", leg("b", Role.OWNER), leg("c", Role.OWNER));
    assertThat(BlockerPath.to("PRODUCTION", ledger.program("P")).steps())
        .extracting(BlockerPath.Step::leg)
        .containsExactly("b", "a");
    ProgramState whatIf = ledger.program("P").ifDischarged("B", "b");
    assertThat(BlockerPath.to("PRODUCTION", whatIf).steps())
        .singleElement()
        .satisfies(s -> assertThat(s.ready()).isTrue());
    assertThat(ledger.program("P").blockers().discharged("B", "b")).isFalse();
  }

  @Test
  void legsThatRequireOneAnotherEndTheWalkAndAnUnknownOneIsNamed() {
    raise(
        "A",
        "PRODUCTION",
        leg("a", Role.LANE, legOf("A", "b")),
        leg("b", Role.LANE, legOf("A", "a"), legOf("A", "none")));
    BlockerPath path = BlockerPath.to("PRODUCTION", ledger.program("P"));
    assertThat(path.steps()).hasSize(2).noneMatch(BlockerPath.Step::ready);
    assertThat(path.unknown()).containsExactly("leg none of A");
  }

  @Test
  void anActionThatNothingBlocksIsClear() {
    raise("A", "PRODUCTION", leg("a", Role.LANE));
    assertThat(BlockerPath.to("CUTOVER", ledger.program("P")).clear()).isTrue();
  }
}
