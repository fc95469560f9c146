package dev.laneledger.projections;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.Decider;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import dev.laneledger.projections.rule.StreamState;
import dev.laneledger.projections.rule.Verdict;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A ledger in memory for tests: judges batches as the real one does, and keeps what is allowed. */
public final class Ledgers {
  public static final String ORIGIN = "ledger.example/test";
  public static final KeyPair OWNER_KEY = newKey();
  private static final List<RulePack> PACKS = ShippedPacks.all();

  private final Map<StreamId, StreamState> states = new HashMap<>();
  private final List<LedgerEvent> events = new ArrayList<>();
  private final Decider decider =
      new Decider(sha -> PACKS.stream().filter(p -> p.sha256().equals(sha)).findFirst());
  private LedgerState state = LedgerState.EMPTY;
  private long ids;
  private String now = "2026-06-12T00:00:00.000Z";

  /** With genesis and one principal of each role, each with a person of its own. */
  public Ledgers() {
    force(
        LedgerEvent.LEDGER_ACTOR,
        StreamId.LEDGER,
        EventType.LEDGER_CREATED,
        new LedgerData.Created(
            "laneledger/1",
            ORIGIN,
            List.of(),
            List.of(
                new LedgerData.OwnerKey(
                    "default",
                    "owner-default",
                    Base64.getEncoder().encodeToString(OWNER_KEY.getPublic().getEncoded()))),
            PACKS.stream().map(RulePack::pin).toList()));
    for (String role : List.of("lane", "operator", "owner", "auditor", "admin")) {
      force(
          LedgerEvent.LEDGER_ACTOR,
          StreamId.LEDGER,
          EventType.PRINCIPAL_REGISTERED,
          new LedgerData.PrincipalRegistered(role + ":default", role + "-default"));
    }
  }

  public EventDraft draft(StreamId source, EventType type, EventData payload) {
    return EventDraft.of("e-" + ids++, source, type, payload);
  }

  /** Judges the batch, and keeps it if it is allowed. */
  public Verdict send(String actor, EventDraft... batch) {
    List<EventDraft> drafts = Arrays.asList(batch);
    SortedMap<StreamId, StreamState> read = new TreeMap<>();
    decider.reads(drafts).forEach(s -> read.put(s, stateOf(s)));
    Verdict verdict = decider.decide(read, actor, now, drafts);
    if (verdict instanceof Verdict.Allowed) {
      drafts.forEach(d -> keep(d, actor));
    }
    return verdict;
  }

  /** The code of the denial; ALLOW if there is none. */
  public String code(String actor, EventDraft... batch) {
    return send(actor, batch) instanceof Verdict.Denied denied ? denied.code() : "ALLOW";
  }

  public String code(String actor, StreamId source, EventType type, EventData payload) {
    return code(actor, draft(source, type, payload));
  }

  /** Keeps an event without judging it, as the ledger does with its own. */
  public void force(String actor, StreamId source, EventType type, EventData payload) {
    keep(draft(source, type, payload), actor);
  }

  private void keep(EventDraft draft, String actor) {
    StreamState before = stateOf(draft.source());
    LedgerEvent event = new LedgerEvent(draft, actor, now, before.last() + 1);
    states.put(draft.source(), before.evolve(event));
    state = state.evolve(event);
    events.add(event);
  }

  public StreamState stateOf(StreamId stream) {
    return states.getOrDefault(stream, StreamState.initial(stream));
  }

  public ProgramState program(String id) {
    return state.program(id);
  }

  public List<LedgerEvent> events() {
    return events;
  }

  public void clock(String time) {
    now = time;
  }

  private static KeyPair newKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
