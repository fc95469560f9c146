package dev.laneledger.projections.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Ledgers;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States that are attested late, in ledgers that are longer than any that a test writes. */
final class AttestationsTest {
  private static final int REACH = 65_536;
  private static final String OWNER = "owner:default";
  private static final StreamId P = StreamId.program("P");

  private final SignedLedger ledger = new SignedLedger();
  private final Divergences divergences = new Divergences();
  private final Attestations attestations = new Attestations(divergences);
  private int told;
  private long size;
  private Hash chain = HashChain.start(Ledgers.ORIGIN);

  @BeforeEach
  void aProgramWithRowsThatIsAttested() {
    ledger.send(OWNER, P, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "p", null));
    raise(P, "A");
    attest(ledger.states("P"));
  }

  private void raise(StreamId program, String blocker) {
    ProgramData.Leg leg = new ProgramData.Leg("l", Role.LANE, Strength.SYNTHETIC_CLONE, List.of());
    List<Role> lane = List.of(Role.LANE);
    ledger.send(
        OWNER,
        program,
        EventType.BLOCKER_RAISED,
        new ProgramData.BlockerRaised(blocker, "s", lane, List.of("P"), "n", List.of(leg)));
    tell();
  }

  /** Tells the attestations of what is in the ledger since. */
  private void tell() {
    List<LedgerEvent> events = ledger.ledger.events();
    while (told < events.size()) {
      tell(events.get(told++));
    }
  }

  private void tell(LedgerEvent event) {
    chain = HashChain.next(chain, chain);
    attestations.accept(size++, chain, event);
  }

  /** So many entries pass that change no state. */
  private void pass(int entries) {
    for (int i = 0; i < entries; i++) {
      tell(ledger.ledger.events().getFirst());
    }
  }

  private void attest(SortedMap<String, SortedMap<String, Hash>> programs) {
    attest(size, chain, programs);
  }

  private void attest(long size, Hash chain, SortedMap<String, SortedMap<String, Hash>> programs) {
    ledger.own(
        StreamId.ATTESTATIONS,
        EventType.STATE_ATTESTED,
        new LedgerData.StateAttested(size, chain, programs));
    tell();
  }

  private List<String> findings() {
    attestations.end(size);
    return divergences.after(List.of()).stream()
        .map(finding -> finding.kind() + " " + finding.subject())
        .toList();
  }

  @Test
  void anAttestationReachesSoFarBack() {
    raise(P, "B");
    long then = size;
    Hash thenChain = chain;
    pass(REACH - 1);
    attest(then, thenChain, ledger.states("P"));
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatIsFurtherBackCannotBeComparedWhichIsAGap() {
    raise(P, "B");
    long then = size;
    Hash thenChain = chain;
    pass(REACH);
    attest(then, thenChain, new TreeMap<>(Map.of("P", new TreeMap<>())));
    assertThat(findings()).containsExactlyInAnyOrder("ATTESTATION_LATE size", "STATE_UNATTESTED P");
  }

  @Test
  void whatALateAttestationStatedMayBeLeftOutOfTheNext() {
    raise(P, "B");
    long then = size;
    Hash thenChain = chain;
    pass(REACH);
    attest(then, thenChain, ledger.states("P"));
    attest(new TreeMap<>());
    assertThat(findings()).containsExactly("ATTESTATION_LATE size");
  }

  @Test
  void aLateAttestationThatWasWrongIsFoundByTheNextThatLeavesItsProgramOut() {
    SortedMap<String, SortedMap<String, Hash>> old = ledger.states("P");
    raise(P, "B");
    attest(ledger.states("P"));
    long then = size;
    Hash thenChain = chain;
    pass(REACH);
    attest(then, thenChain, old);
    attest(new TreeMap<>());
    assertThat(findings()).containsExactlyInAnyOrder("STATE P", "ATTESTATION_LATE size");
  }

  @Test
  void aChangeOfLongAgoThatNoAttestationStatesIsAGap() {
    raise(P, "B");
    pass(REACH - 1);
    assertThat(findings()).isEmpty();
    pass(1);
    assertThat(findings()).containsExactly("STATE_UNATTESTED P");
  }
}
