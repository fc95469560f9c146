package dev.laneledger.projections;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Ed25519;
import dev.laneledger.projections.render.LaneStreams;
import dev.laneledger.projections.rule.Decider;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.PacketTrees;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import dev.laneledger.projections.rule.StreamState;
import dev.laneledger.projections.rule.Verdict;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A ledger in memory for tests: judges batches as the real one does, and keeps what is allowed. */
public final class Ledgers {
  public static final String ORIGIN = "ledger.example/test";
  public static final KeyPair OWNER_KEY = key(1);
  public static final KeyPair SECOND_KEY = key(2);
  public static final KeyPair AUDITOR_KEY = key(3);
  public static final List<RulePack> PACKS = ShippedPacks.all();

  /** The inputs that were refused, by digest. */
  public final Map<Hash, byte[]> inputs = new TreeMap<>();

  private final Map<StreamId, StreamState> states = new HashMap<>();
  private final List<LedgerEvent> events = new ArrayList<>();
  private final List<RulePack> packs = new ArrayList<>(PACKS);
  private final Map<Hash, byte[]> blobs = new HashMap<>();
  private final Decider decider = deciderOver(events);
  private LedgerState state = LedgerState.EMPTY;
  private long ids;
  private String now = "2026-06-12T00:00:00.000Z";

  /** With genesis and one principal of each role, each with a person of its own. */
  public Ledgers() {
    put(Samples.EVIDENCE);
    force(
        LedgerEvent.LEDGER_ACTOR,
        StreamId.LEDGER,
        EventType.LEDGER_CREATED,
        new LedgerData.Created(
            "laneledger/1",
            ORIGIN,
            List.of(),
            List.of(
                ownerKey("default", "owner-default", OWNER_KEY),
                ownerKey("second", "owner-second", SECOND_KEY)),
            PACKS.stream().map(RulePack::pin).toList()));
    for (String role : List.of("lane", "operator", "owner", "auditor", "admin")) {
      force(
          LedgerEvent.LEDGER_ACTOR,
          StreamId.LEDGER,
          EventType.PRINCIPAL_REGISTERED,
          new LedgerData.PrincipalRegistered(role + ":default", role + "-default"));
    }
  }

  public static LedgerData.OwnerKey ownerKey(String name, String person, KeyPair key) {
    return new LedgerData.OwnerKey(name, person, spki(key));
  }

  public static String spki(KeyPair key) {
    return Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
  }

  /** Keeps bytes beside the entries. */
  public Hash put(byte[] bytes) {
    Hash sha256 = Hash.sha256(bytes);
    blobs.put(sha256, bytes);
    return sha256;
  }

  /** Makes a pack available for adoption. */
  public void put(RulePack pack) {
    packs.add(pack);
  }

  /** An owner's act, signed with that key. */
  public EventDraft signed(StreamId source, EventType type, ObjectNode data, KeyPair key) {
    return signed("e-" + ids++, source, type, data, key);
  }

  /** An owner's act of a given id, signed with that key. */
  public static EventDraft signed(
      String id, StreamId source, EventType type, ObjectNode data, KeyPair key) {
    ObjectNode signed = data.deepCopy();
    signed.set(
        "signature",
        EventSignature.sign(
            ORIGIN,
            source.path(),
            type.wire(),
            id,
            data,
            key.getPrivate(),
            key.getPublic().getEncoded()));
    ObjectNode event = data.objectNode();
    event.put("specversion", "1.0").put("id", id).put("source", source.path());
    event.put("type", type.wire()).set("data", signed);
    return EventCodec.draftOf(event);
  }

  public EventDraft draft(StreamId source, EventType type, EventData payload) {
    return EventDraft.of("e-" + ids++, source, type, payload);
  }

  /** Judges the batch, and keeps it if it is allowed. */
  public Verdict send(String actor, EventDraft... batch) {
    List<EventDraft> drafts = Arrays.asList(batch);
    Verdict verdict = decider.decide(this::stateOf, actor, now, drafts);
    if (verdict instanceof Verdict.Allowed) {
      drafts.forEach(d -> keep(d, actor));
    }
    return verdict;
  }

  /** Judges the batch, keeps what is allowed, and of a denial the refusal, as the real one does. */
  public Verdict sendKept(String actor, EventDraft... batch) {
    Verdict verdict = send(actor, batch);
    if (verdict instanceof Verdict.Denied denied) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      Arrays.stream(batch).forEach(d -> array.add(EventCodec.senderAttributes(d)));
      byte[] input = CanonicalJson.write(array);
      inputs.put(Hash.sha256(input), input);
      StreamId target = batch[denied.index()].source();
      boolean open = stateOf(target).last() >= 0;
      force(
          LedgerEvent.LEDGER_ACTOR,
          open ? target : StreamId.REFUSALS,
          EventType.REQUEST_REFUSED,
          new LedgerData.Refused(
              denied.code(),
              denied.rule(),
              denied.pack() == null ? null : denied.pack().pack(),
              denied.pack() == null ? null : denied.pack().sha256(),
              denied.pointer(),
              actor,
              Hash.sha256(input),
              input.length));
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
    force(actor, draft(source, type, payload));
  }

  /** The same of an event that is at hand. */
  public void force(String actor, EventDraft draft) {
    keep(draft, actor);
  }

  private void keep(EventDraft draft, String actor) {
    StreamState before = stateOf(draft.source());
    LedgerEvent event = new LedgerEvent(draft, actor, now, before.last() + 1);
    states.put(draft.source(), before.evolve(event));
    state = state.evolve(event);
    events.add(event);
  }

  /** The lane's packet as the ledger renders it now. */
  public PacketTrees.Rendered packet(StreamId lane) {
    LedgerStream own = (LedgerStream) stateOf(StreamId.LEDGER);
    return new LaneStreams(this::streamsOf).render(lane, List.of(), own.packs());
  }

  /** The streams that a lane's packet is rendered from. */
  public Map<StreamId, List<LedgerEvent>> streamsOf(StreamId lane) {
    return streamsOf(lane, events);
  }

  private static Map<StreamId, List<LedgerEvent>> streamsOf(
      StreamId lane, List<LedgerEvent> events) {
    return events.stream()
        .filter(e -> String.valueOf(lane.program()).equals(e.source().program()))
        .filter(e -> e.source().equals(lane) || e.source().kind() != StreamId.Kind.LANE)
        .collect(Collectors.groupingBy(LedgerEvent::source));
  }

  public StreamState stateOf(StreamId stream) {
    return states.getOrDefault(stream, StreamState.initial(stream));
  }

  public ProgramState program(String id) {
    return state.program(id);
  }

  /** Attests these states as those after everything so far. */
  public void attest(SortedMap<String, SortedMap<String, Hash>> programs) {
    Hash chain = HashChain.start(ORIGIN);
    for (LedgerEvent event : events()) {
      chain = HashChain.next(chain, MerkleTree.leafHash(EventCodec.encode(event)));
    }
    force(
        LedgerEvent.LEDGER_ACTOR,
        StreamId.ATTESTATIONS,
        EventType.STATE_ATTESTED,
        new LedgerData.StateAttested(events().size(), chain, programs));
  }

  /** The true state hashes of a program. */
  public SortedMap<String, SortedMap<String, Hash>> states(String program) {
    return new TreeMap<>(Map.of(program, program(program).stateHashes()));
  }

  public List<LedgerEvent> events() {
    return events;
  }

  public void clock(String time) {
    now = time;
  }

  public String now() {
    return now;
  }

  /** Judges with this ledger's packs, on other events. */
  public Decider deciderOver(List<LedgerEvent> others) {
    return new Decider(
        sha -> packs.stream().filter(p -> p.sha256().equals(sha)).findFirst(),
        new LaneStreams(lane -> streamsOf(lane, others)),
        sha -> Optional.ofNullable(blobs.get(sha)));
  }

  /** The same key in every run, so that a ledger has the same bytes in every run. */
  public static KeyPair key(int seed) {
    byte[] bytes = new byte[Ed25519.KEY_BYTES];
    bytes[0] = (byte) seed;
    try {
      PublicKey half =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(Ed25519.spki(Ed25519.publicKey(bytes))));
      return new KeyPair(half, Ed25519.privateKey(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
