package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Samples;
import org.junit.jupiter.api.Test;

/** Who may act, and for whom. */
final class PrincipalRulesTest extends GovernedProgram {
  @Test
  void nobodyActsBeforeRegistrationOrAfterRevocation() {
    LedgerData.PrincipalRevoked revoked = new LedgerData.PrincipalRevoked(LANE, "lost");
    assertThat(open("lane:ghost", "GO", "l1")).isEqualTo("PRINCIPAL_UNKNOWN");
    laneRuns();
    allow(ADMIN, StreamId.LEDGER, EventType.PRINCIPAL_REVOKED, revoked);
    assertThat(code(LANE, L1, EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS)))
        .isEqualTo("PRINCIPAL_UNKNOWN");
    assertThat(code(ADMIN, StreamId.LEDGER, EventType.PRINCIPAL_REVOKED, revoked))
        .isEqualTo("PRINCIPAL_NOT_REGISTERED");
  }

  @Test
  void noAdministratorMakesAnOwnerOrChangesWhoStandsBehindAPrincipal() {
    assertThat(register("owner:evil", "owner-default")).isEqualTo("OWNER_WITHOUT_KEY");
    assertThat(register("owner:second", "somebody")).isEqualTo("OWNER_WITHOUT_KEY");
    assertThat(register("owner:second", "owner-second")).isEqualTo("ALLOW");
    assertThat(register(LANE, "another")).isEqualTo("PRINCIPAL_KNOWN");
    assertThat(register("root:x", "x")).isEqualTo("PRINCIPAL_INVALID");
    assertThat(register("lane:x", "")).isEqualTo("PRINCIPAL_INVALID");
  }

  @Test
  void anOwnerSignsAndSendsForNobodyElse() {
    principal("owner:second", "owner-second");
    EventDraft ofSecond = delegation("GO", null, "owner-second", Ledgers.SECOND_KEY);
    assertThat(ledger.code(OWNER, ofSecond)).isEqualTo("OWNER_APPROVAL_FABRICATED");
    EventDraft otherKey = delegation("GO", null, "owner-second", Ledgers.OWNER_KEY);
    assertThat(ledger.code("owner:second", otherKey)).isEqualTo("OWNER_APPROVAL_FABRICATED");
    assertThat(ledger.code("owner:second", ofSecond)).isEqualTo("ALLOW");
  }

  @Test
  void aRefusalIsTheLedgersOwnEvent() {
    laneRuns();
    assertThat(
            code(
                "auditor:default",
                L1,
                EventType.REQUEST_REFUSED,
                new LedgerData.Refused("X", "r", null, null, null, LANE, Samples.zero(), 0)))
        .isEqualTo("TYPE_NOT_ALLOWED");
  }

  @Test
  void aStreamsOwnNameAndItsEventsNameAreOne() {
    StreamId q = StreamId.program("Q");
    assertThat(
            code(
                OWNER, q, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "Q", null)))
        .isEqualTo("NAME_NOT_OF_STREAM");
    assertThat(
            code(OPERATOR, StreamId.tickets("P", "U"), EventType.TICKETS_REGISTERED, history("T")))
        .isEqualTo("NAME_NOT_OF_STREAM");
  }

  private String register(String principal, String person) {
    return code(
        ADMIN,
        StreamId.LEDGER,
        EventType.PRINCIPAL_REGISTERED,
        new LedgerData.PrincipalRegistered(principal, person));
  }

  @Test
  void aRevokedPrincipalComesBackOnlyForTheSamePerson() {
    allow(
        ADMIN,
        StreamId.LEDGER,
        EventType.PRINCIPAL_REVOKED,
        new LedgerData.PrincipalRevoked(OTHER, "away"));
    assertThat(register(OTHER, "somebody-else")).isEqualTo("PRINCIPAL_PERSON_CHANGED");
    assertThat(register(OTHER, "lane-other")).isEqualTo("ALLOW");
  }
}
