package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.decision.Selection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The invariants a second time, as plainly as they can be written: books that are kept by hand from
 * what was allowed, and what must never have been allowed given those books. It shares no code with
 * the rules, and takes from the projections only the hash that selections bind.
 */
final class Oracle {
  private static final Pattern FORBIDDEN =
      Pattern.compile("(^|[^A-Z0-9_])[A-Z0-9_]*_(PASS|AUTHORIZED|GRANTED)($|[^A-Z0-9_])");
  private static final Set<String> CLAIM_FIELDS =
      Set.of(
          "status",
          "proposedStatus",
          "verdict",
          "summary",
          "result",
          "reason",
          "narrowing",
          "nextAction",
          "claim",
          "does",
          "mutates",
          "inputNeeded",
          "class",
          "state",
          "check",
          "note",
          "value");
  private static final List<Strength> SAID =
      List.of(Strength.ANALYSIS, Strength.INPUT, Strength.GRANT);
  private static final List<Strength> SHOWN =
      List.of(Strength.SYNTHETIC_CLONE, Strength.PRODUCTION_SHAPED_CLONE, Strength.PRODUCTION);

  /** What somebody really signed. */
  record Signed(String person, String stream, String data) {}

  static final class LegBook {
    final ProgramData.Leg leg;
    boolean open = true;

    LegBook(ProgramData.Leg leg) {
      this.leg = leg;
    }
  }

  /** A selection or a delegation. */
  static final class DecisionBook {
    final String token;
    final String person;
    final @Nullable String expires;
    final int packets;
    final String through;
    boolean used;
    boolean lapsed;

    DecisionBook(
        String token, String person, @Nullable String expires, int packets, String through) {
      this.token = token;
      this.person = person;
      this.expires = expires;
      this.packets = packets;
      this.through = through;
    }

    boolean stands(String now) {
      return !used && !lapsed && (expires == null || now.compareTo(expires) <= 0);
    }
  }

  static final class LaneBook {
    String principal = "";
    boolean open;
    boolean imported;
    boolean ended;
    boolean gateFailed;
    boolean failed;
    boolean needs;
    LaneData.@Nullable PacketSealed seal;
    final List<String> types = new ArrayList<>();
    final Set<String> evidence = new HashSet<>();
    final Map<Long, String> refusals = new HashMap<>();

    boolean has(String type) {
      return types.contains(type);
    }

    boolean runs() {
      return open && !ended;
    }
  }

  static final class ProgramBook {
    long last = -1;
    final Set<Long> refusals = new HashSet<>();
    ProgramData.@Nullable Vocabulary words;
    final Map<String, Map<String, LegBook>> blockers = new TreeMap<>();
    final Map<String, Boolean> grants = new HashMap<>();
    final Set<String> inputs = new HashSet<>();
    final Map<String, ProgramData.DocumentPinned> pins = new HashMap<>();
    final List<ProgramData.PacketPublished> packets = new ArrayList<>();
    @Nullable DecisionBook selection;
    @Nullable String boundLane;
    @Nullable Hash boundTree;
    final Map<String, Hash> trees = new HashMap<>();
    final List<DecisionBook> delegations = new ArrayList<>();
    final Map<String, String> consumedFor = new HashMap<>();
    final Map<String, List<long[]>> tickets = new TreeMap<>();
    ProgramData.@Nullable Consumed fold;
    final Map<String, LaneBook> lanes = new TreeMap<>();

    boolean closed(String blocker) {
      Map<String, LegBook> legs = blockers.get(blocker);
      return legs != null && legs.values().stream().noneMatch(l -> l.open);
    }

    Hash tree(String lane) {
      LaneBook book = lanes.get(lane);
      return book != null && book.seal != null
          ? book.seal.packetTree()
          : trees.getOrDefault(lane, Hash.sha256(new byte[0]));
    }

    List<ProgramData.Option> options(int packet) {
      return packet < 1 ? List.of() : packets.get(packet - 1).options();
    }
  }

  final Map<String, String> persons = new HashMap<>();
  final Map<String, String> everyPerson = new HashMap<>();
  final Map<String, ProgramBook> programs = new TreeMap<>();
  final Map<String, Signed> signatures = new HashMap<>();
  int policy;

  ProgramBook program(String id) {
    return programs.computeIfAbsent(id, k -> new ProgramBook());
  }

  /** Checks what was allowed against the books, event by event, and then enters it. */
  void allowed(String actor, String now, List<EventDraft> batch) {
    for (int i = 0; i < batch.size(); i++) {
      EventDraft d = batch.get(i);
      must(persons.containsKey(actor), "an unknown principal acted");
      switch (d.payload()) {
        case LedgerData e -> ledger(actor, d, e);
        case ProgramData e -> program(actor, now, d, e, batch);
        case TicketData e -> tickets(actor, d, e);
        case LaneData e -> lane(actor, d, e, batch.subList(0, i));
      }
    }
    programs.values().forEach(p -> must(p.fold == null, "consumed for a fold that did not come"));
  }

  /** Enters a refusal that the ledger kept. */
  void refused(StreamId stream, String actor, String code) {
    String id = stream.program();
    if (id == null) {
      return;
    }
    ProgramBook p = program(id);
    if (stream.kind() == StreamId.Kind.PROGRAM) {
      p.refusals.add(++p.last);
    } else if (stream.kind() == StreamId.Kind.LANE) {
      LaneBook lane = Objects.requireNonNull(p.lanes.get(String.valueOf(stream.leaf())));
      if (actor.equals(lane.principal)) {
        lane.refusals.put((long) lane.types.size(), code);
      }
      lane.types.add("request.refused");
    }
  }

  private void ledger(String actor, EventDraft d, LedgerData event) {
    switch (event) {
      case LedgerData.PrincipalRegistered p -> {
        must(actor.startsWith("admin:"), "registered by another than an administrator");
        must(!persons.containsKey(p.principal()), "registered twice");
        must(!p.person().isEmpty(), "nobody behind a principal");
        String former = everyPerson.put(p.principal(), p.person());
        must(former == null || former.equals(p.person()), "another person behind a principal");
        must(
            !p.principal().startsWith("owner:")
                || (p.principal() + "/" + p.person())
                    .matches("owner:default/owner-default|owner:second/owner-second"),
            "an administrator made an owner");
        persons.put(p.principal(), p.person());
      }
      case LedgerData.PrincipalRevoked p -> {
        must(actor.startsWith("admin:"), "revoked by another than an administrator");
        must(persons.remove(p.principal()) != null, "revoked nobody");
      }
      case LedgerData.PolicyAdopted p -> {
        signed(actor, p.person(), d);
        policy++;
        programs.values().forEach(b -> lapse(b));
      }
      case LedgerData.ReplayAttested r -> {
        must(actor.startsWith("auditor:"), "attested by another than an auditor");
        must(r.person().equals(persons.get(actor)), "attested for another");
        must(false, "attested without a key");
      }
      default -> must(false, "the ledger's own event");
    }
  }

  private static void treeTold(ProgramBook p, String lane, Hash tree) {
    if (p.selection != null && lane.equals(p.boundLane) && !tree.equals(p.boundTree)) {
      lapse(p);
    }
  }

  private static void lapse(ProgramBook p) {
    if (p.selection != null && !p.selection.used) {
      p.selection.lapsed = true;
    }
  }

  private void program(
      String actor, String now, EventDraft d, ProgramData event, List<EventDraft> batch) {
    ProgramBook p = program(String.valueOf(d.source().program()));
    must(p.last >= 0 == !(event instanceof ProgramData.Registered), "a program opens once, first");
    switch (event) {
      case ProgramData.Registered r -> {
        only(actor, "owner");
        must(r.program().equals(d.source().program()), "a program under another name");
        p.words = r.vocabulary();
      }
      case ProgramData.BlockerRaised b -> raised(actor, p, b);
      case ProgramData.LegDischarged l -> discharged(actor, p, d, l);
      case ProgramData.LegReopened l -> {
        only(actor, "owner", "operator");
        LegBook leg = p.blockers.getOrDefault(l.blocker(), Map.of()).get(l.leg());
        must(leg != null && !leg.open, "reopened what was not discharged");
        Objects.requireNonNull(leg).open = true;
        lapse(p);
      }
      case ProgramData.BlockerNarrowed n -> {
        only(actor, "owner", "lane");
        must(p.blockers.containsKey(n.blocker()), "narrowed an unknown blocker");
        speaks(actor, p, d);
      }
      case ProgramData.PacketPublished k -> published(actor, p, d, k);
      case ProgramData.Selected s -> selected(actor, now, p, d, s);
      case ProgramData.Delegated g -> {
        signed(actor, g.person(), d);
        must(g.expires() == null || now.compareTo(g.expires()) <= 0, "delegated for the past");
        must(
            !g.through().contains(":")
                || (g.through().startsWith("lane:") && persons.containsKey(g.through())),
            "delegated to nobody");
        p.delegations.add(
            new DecisionBook(g.token(), g.person(), g.expires(), p.packets.size(), g.through()));
      }
      case ProgramData.Consumed c -> consumed(actor, now, p, c, d, batch);
      case ProgramData.Expired e -> {
        only(actor, "owner", "operator");
        must(now.compareTo(e.expires()) > 0, "expired before the expiry");
      }
      case ProgramData.Lapsed l -> only(actor, "owner", "operator");
      case ProgramData.GrantIssued g -> {
        signed(actor, g.person(), d);
        must(p.words == null || p.words.grants().contains(g.action()), "a grant of no word");
        p.grants.put(g.action(), true);
      }
      case ProgramData.GrantRevoked g -> {
        signed(actor, g.person(), d);
        must(p.grants.getOrDefault(g.action(), false), "revoked what was not granted");
        p.grants.put(g.action(), false);
      }
      case ProgramData.DocumentPinned n -> {
        only(actor, "owner", "operator");
        ProgramData.DocumentPinned old = p.pins.put(n.path(), n);
        must(
            old == null
                || n.storeRevision() > old.storeRevision()
                || (n.storeRevision() == old.storeRevision() && n.sha256().equals(old.sha256())),
            "a pin was changed");
        if (n.supplies() != null) {
          p.inputs.add(n.supplies());
        }
      }
      case ProgramData.PacketTreeClaimed t -> {
        only(actor, "operator");
        p.trees.put(t.lane(), t.packetTree());
        treeTold(p, t.lane(), t.packetTree());
      }
    }
    p.last++;
  }

  private void raised(String actor, ProgramBook p, ProgramData.BlockerRaised b) {
    only(actor, "owner");
    Map<String, LegBook> legs = new LinkedHashMap<>();
    b.legs().forEach(l -> legs.put(l.leg(), new LegBook(l)));
    must(!legs.isEmpty() && legs.size() == b.legs().size(), "legs without names of their own");
    must(p.words == null || p.words.blocks().containsAll(b.blocks()), "blocks by no word");
    must(p.blockers.put(b.blocker(), legs) == null, "raised twice");
    lapse(p);
  }

  private void discharged(
      String actor, ProgramBook p, EventDraft d, ProgramData.LegDischarged event) {
    LegBook leg = p.blockers.getOrDefault(event.blocker(), Map.of()).get(event.leg());
    must(leg != null && leg.open, "discharged what is not open");
    ProgramData.Leg asked = Objects.requireNonNull(leg).leg;
    only(actor, asked.actor().name().toLowerCase(java.util.Locale.ROOT));
    must(atLeast(event.strength(), asked.strength()), "weak evidence");
    must(asked.requires().stream().allMatch(r -> met(p, r)), "an unmet requirement");
    must(!event.evidence().isEmpty(), "no evidence");
    List<String> own = new ArrayList<>();
    for (EventRef ref : event.evidence()) {
      must(Objects.equals(ref.source().program(), d.source().program()), "foreign evidence");
      must(exists(p, ref), "evidence that is not there");
      must(
          ref.source().kind() != StreamId.Kind.PROGRAM || !p.refusals.contains(ref.streamseq()),
          "a program's refusal as evidence");
      LaneBook lane = p.lanes.get(String.valueOf(ref.source().leaf()));
      if (ref.source().kind() == StreamId.Kind.LANE && lane != null) {
        String type = lane.types.get((int) ref.streamseq());
        must(!type.equals("request.refused"), "a refusal as evidence");
        if (lane.principal.equals(actor) && lane.runs() && lane.seal == null) {
          own.add(type);
        }
      }
    }
    if (actor.startsWith("lane:")) {
      must(!own.isEmpty(), "no evidence of a running lane of its own");
      must(!SHOWN.contains(event.strength()) || own.contains("lane.validated"), "not validated");
      must(
          event.strength() != Strength.PRODUCTION && event.strength() != Strength.GRANT, "ceiling");
      claims(d);
    }
    leg.open = false;
    lapse(p);
  }

  private static boolean exists(ProgramBook p, EventRef ref) {
    String leaf = String.valueOf(ref.source().leaf());
    return switch (ref.source().kind()) {
      case PROGRAM -> ref.streamseq() <= p.last;
      case LANE -> p.lanes.containsKey(leaf) && ref.streamseq() < p.lanes.get(leaf).types.size();
      case TICKETS -> p.tickets.containsKey(leaf);
      default -> false;
    };
  }

  private static boolean atLeast(Strength given, Strength asked) {
    List<Strength> ladder = SAID.contains(asked) ? SAID : SHOWN;
    return ladder.contains(given) && ladder.indexOf(given) >= ladder.indexOf(asked);
  }

  private static boolean met(ProgramBook p, Requirement r) {
    if (r.grant() != null) {
      return p.grants.getOrDefault(r.grant(), false);
    }
    if (r.leg() != null) {
      LegBook leg = p.blockers.getOrDefault(r.leg().blocker(), Map.of()).get(r.leg().leg());
      return leg != null && !leg.open;
    }
    if (r.blocker() != null) {
      return p.closed(r.blocker());
    }
    if (r.input() != null) {
      return p.inputs.contains(r.input())
          || p.blockers.values().stream()
              .flatMap(b -> b.values().stream())
              .anyMatch(l ->
                  !l.open
                      && l.leg.leg().equals(r.input())
                      && l.leg.strength() != Strength.ANALYSIS);
    }
    return p.blockers.keySet().stream().allMatch(p::closed);
  }

  private void speaks(String actor, ProgramBook p, EventDraft d) {
    if (actor.startsWith("lane:")) {
      must(
          p.lanes.values().stream()
              .anyMatch(l -> l.principal.equals(actor) && l.runs() && l.seal == null),
          "spoke without a lane that works");
      claims(d);
    }
  }

  private void published(
      String actor, ProgramBook p, EventDraft d, ProgramData.PacketPublished event) {
    only(actor, "owner", "lane");
    speaks(actor, p, d);
    must(holds(event.defaultOption()), "the default does not hold");
    List<String> tokens = event.options().stream().map(ProgramData.Option::token).toList();
    must(tokens.contains(event.defaultOption()), "the default is not offered");
    must(new HashSet<>(tokens).size() == tokens.size(), "a token twice");
    must(event.selected() == null && event.chooseExactly() == 1, "a packet selects");
    must(p.packets.stream().noneMatch(k -> k.packet().equals(event.packet())), "published twice");
    p.packets.add(event);
    p.selection = null;
    p.delegations.forEach(g -> g.lapsed = true);
  }

  private static boolean holds(String token) {
    return token.equals("HOLD") || token.startsWith("HOLD_");
  }

  private void selected(
      String actor, String now, ProgramBook p, EventDraft d, ProgramData.Selected event) {
    signed(actor, event.person(), d);
    must(!p.packets.isEmpty() && p.selection == null, "chosen twice");
    ProgramData.PacketPublished newest = p.packets.getLast();
    must(newest.packet().equals(event.packet()), "chosen from an old packet");
    ProgramData.Option option =
        newest.options().stream()
            .filter(o -> o.token().equals(event.option()))
            .findFirst()
            .orElse(null);
    must(option != null, "chosen what is not offered");
    must(
        Objects.requireNonNull(option).requires().stream().allMatch(r -> met(p, r)),
        "chosen with an unmet requirement");
    must(event.expires() == null || now.compareTo(event.expires()) <= 0, "chosen for the past");
    p.selection =
        new DecisionBook(event.option(), event.person(), event.expires(), p.packets.size(), "");
    p.delegations.forEach(g -> g.lapsed = true);
    p.boundLane = event.binds().packetLane();
    p.boundTree = event.binds().packetTree();
    must((p.boundLane == null) == (p.boundTree == null), "a tree without a lane");
    must(p.boundLane == null || p.tree(p.boundLane).equals(p.boundTree), "another lane's tree");
  }

  private void consumed(
      String actor,
      String now,
      ProgramBook p,
      ProgramData.Consumed event,
      EventDraft d,
      List<EventDraft> batch) {
    must(!holds(event.token()), "HOLD was consumed");
    must((event.lane() == null) != (event.fold() == null), "consumed for two things or none");
    if (event.fold() == null) {
      only(actor, "lane");
      must(p.consumedFor.put(event.lane(), event.token()) == null, "a second decision for a lane");
    } else {
      only(actor, "owner");
      must(p.fold == null, "consumed for a fold that did not come");
      p.fold = event;
    }
    must(
        event.fold() != null
            || batch.stream()
                .anyMatch(o ->
                    o.payload() instanceof LaneData.Opened opened
                        && opened.consumes().equals(event.token())
                        && Objects.equals(event.lane(), o.source().leaf())
                        && Objects.equals(o.source().program(), d.source().program())),
        "consumed without opening");
    DecisionBook decision = standing(p, event.token(), now, actor);
    must(decision != null, "consumed what was not decided");
    DecisionBook used = Objects.requireNonNull(decision);
    must(
        event.fold() != null || !used.person.equals(persons.get(actor)),
        "who decided runs the lane");
    for (int packet : List.of(used.packets, p.packets.size())) {
      p.options(packet).stream()
          .filter(o -> o.token().equals(event.token()))
          .forEach(
              o -> must(o.requires().stream().allMatch(r -> met(p, r)), "used with an unmet need"));
    }
    used.used = true;
  }

  static @Nullable DecisionBook standing(ProgramBook p, String token, String now, String actor) {
    if (p.selection != null && p.selection.token.equals(token) && p.selection.stands(now)) {
      return p.selection;
    }
    return p.delegations.stream()
        .filter(g -> g.token.equals(token) && g.stands(now))
        .filter(g -> !g.through.contains(":") || g.through.equals(actor))
        .findFirst()
        .orElse(null);
  }

  private void signed(String actor, String person, EventDraft d) {
    only(actor, "owner");
    Signed signed = signatures.get(d.id());
    must(signed != null, "an owner's act that nobody signed");
    must(Objects.requireNonNull(signed).person().equals(person), "signed by another");
    must(person.equals(persons.get(actor)), "sent by another");
    must(signed.stream().equals(d.source().path()), "signed for another stream");
    must(signed.data().equals(unsigned(d)), "signed something else");
  }

  static String unsigned(EventDraft d) {
    var data = d.data().deepCopy();
    data.remove("signature");
    return d.type() + new String(CanonicalJson.write(data), StandardCharsets.UTF_8);
  }

  private void tickets(String actor, EventDraft d, TicketData event) {
    ProgramBook p = program(String.valueOf(d.source().program()));
    String prefix = String.valueOf(d.source().leaf());
    List<long[]> ranges = p.tickets.get(prefix);
    must(p.last >= 0, "tickets without a program");
    must((ranges == null) == (event instanceof TicketData.Registered), "a prefix opens once");
    switch (event) {
      case TicketData.Registered r -> {
        only(actor, "operator");
        List<long[]> past = new ArrayList<>();
        r.ranges().forEach(x -> past.add(new long[] {x.from(), x.to(), x.state().ordinal()}));
        past.sort((a, b) -> Long.compare(a[0], b[0]));
        p.tickets.put(prefix, past);
      }
      case TicketData.Reserved r -> {
        only(actor, "lane");
        LaneBook lane = p.lanes.get(r.lane());
        must(lane != null && lane.runs() && lane.seal == null, "reserved for no running lane");
        must(Objects.requireNonNull(lane).principal.equals(actor), "reserved for another's lane");
        must(!r.applyNow(), "applied at once");
        long next =
            Objects.requireNonNull(ranges).stream().mapToLong(x -> x[1]).max().orElse(0) + 1;
        must(r.from() == next && r.to() >= r.from(), "overlap or gap");
        ranges.add(new long[] {r.from(), r.to(), TicketData.State.RESERVED.ordinal()});
      }
      case TicketData.Withdrawn w -> {
        only(actor, "operator", "owner");
        change(Objects.requireNonNull(ranges), w.from(), w.to(), TicketData.State.WITHDRAWN);
      }
      case TicketData.Folded f -> {
        only(actor, "owner");
        must(
            p.fold != null
                && p.fold.token().equals(f.decision())
                && new ProgramData.Fold(prefix, f.from(), f.to()).equals(p.fold.fold()),
            "folded without consuming a decision");
        p.fold = null;
        change(Objects.requireNonNull(ranges), f.from(), f.to(), TicketData.State.APPLIED);
      }
    }
    long before = 0;
    for (long[] range : p.tickets.get(prefix)) {
      must(range[0] > before && range[1] >= range[0], "ranges overlap");
      before = range[1];
    }
  }

  private static void change(List<long[]> ranges, long from, long to, TicketData.State state) {
    long covered = 0;
    for (long[] range : ranges) {
      if (range[0] >= from && range[1] <= to) {
        must(range[2] == TicketData.State.RESERVED.ordinal(), "changed what was not reserved");
        range[2] = state.ordinal();
        covered += range[1] - range[0] + 1;
      }
    }
    must(covered == to - from + 1, "changed a part of a range");
  }

  private void lane(String actor, EventDraft d, LaneData event, List<EventDraft> before) {
    ProgramBook p = program(String.valueOf(d.source().program()));
    String id = String.valueOf(d.source().leaf());
    LaneBook lane = p.lanes.computeIfAbsent(id, k -> new LaneBook());
    must(p.last >= 0, "a lane without a program");
    if (event instanceof LaneData.Opened opened) {
      only(actor, "lane");
      must(lane.types.isEmpty(), "opened twice");
      must(opened.consumes().equals(p.consumedFor.get(id)), "opened without a decision");
      must(
          before.stream().anyMatch(b -> b.payload() instanceof ProgramData.Consumed),
          "opened and consumed apart");
      lane.open = true;
      lane.principal = actor;
    } else if (event instanceof LaneData.Imported) {
      only(actor, "operator");
      must(lane.types.isEmpty(), "imported over a lane");
      lane.imported = true;
      lane.ended = true;
    } else {
      must(lane.runs(), "an event of a lane that does not run");
      must(
          actor.equals(lane.principal)
              || (event instanceof LaneData.Stopped && actor.matches("(owner|operator):.*")),
          "another's lane");
      must(
          lane.seal == null
              || event instanceof LaneData.Completed
              || event instanceof LaneData.Stopped,
          "an event after the seal");
      claims(d);
      work(p, lane, d.source(), event);
    }
    lane.types.add(d.type().shortName());
  }

  private void work(ProgramBook p, LaneBook lane, StreamId stream, LaneData event) {
    boolean checked = lane.has("lane.preflight-checked");
    boolean locked = lane.has("lane.target-locked");
    switch (event) {
      case LaneData.PreflightChecked f -> preflight(p, lane, f);
      case LaneData.TargetLocked t -> {
        must(checked && !lane.gateFailed, "locked before the gates passed");
        must(!t.selected().isProduction() && t.selected().allowed(), "production was locked");
        must(
            t.notSelected().stream()
                .noneMatch(o -> o.isProduction() && o.name().equals(t.selected().name())),
            "production was locked under another flag");
        must(t.isolation().realPathDiffers() && t.isolation().fileDiffers(), "not isolated");
        must(
            t.isolation().sourceBefore().equals(t.isolation().sourceAfter())
                && !t.isolation().cloneWithMarker().equals(t.isolation().sourceBefore()),
            "the marker proves nothing");
        lane.needs |= !t.notYetAvailable().isEmpty();
      }
      case LaneData.StepExecuted s -> {
        must(checked && locked && !lane.gateFailed, "a step before isolation");
        must(s.action() == null, "an action without authority");
        lane.failed |= s.result() == Result.FAIL;
      }
      case LaneData.RollbackProven r -> {
        must(lane.has("lane.step-executed") && !lane.gateFailed, "proven before executed");
        must(!r.entries().isEmpty(), "an empty proof");
        r.entries().forEach(e -> entry(p, e));
      }
      case LaneData.Validated v -> {
        must(lane.has("lane.rollback-proven"), "validated nothing");
        must(v.pack().equals("rollback-proof") && v.outcome() == Result.PASS, "another validator");
        must(v.control().result() == Result.FAIL && v.proofCodes().isEmpty(), "a void validation");
      }
      case LaneData.SurfaceClassified s -> {
        must(
            !s.classification().startsWith("UNKNOWN")
                || (s.blocker() != null
                    && p.blockers.containsKey(s.blocker())
                    && !p.closed(s.blocker())),
            "an unknown surface without a blocker");
        lane.failed |= Boolean.TRUE.equals(s.affectsSafety());
        lane.needs |= s.inputNeeded() != null;
      }
      case LaneData.Probed b -> probed(lane, stream, b);
      case LaneData.EvidenceAttached e -> {
        must(lane.evidence.add(e.path()), "two files of one path");
        must(!e.path().startsWith("/") && !e.path().contains(".."), "a file outside the packet");
      }
      case LaneData.SelfChecked s -> {
        must(checked && !s.checks().isEmpty(), "a self-check of nothing");
        s.checks()
            .forEach(c -> {
              c.basis().forEach(r -> must(exists(p, r), "a basis that is not there"));
              lane.failed |= c.answer() == Result.FAIL;
            });
      }
      case LaneData.PacketSealed s -> {
        must(lane.has("lane.self-checked"), "sealed unchecked");
        must(supported(lane, s.proposedOutcome()), "an outcome that does not follow");
        List<LaneData.ReadDocument> documents = s.documents() == null ? List.of() : s.documents();
        must(
            asPinned(p, documents).containsAll(p.pins.keySet())
                || s.proposedOutcome() != Outcome.READY,
            "sealed without reading the documents once more");
        lane.seal = s;
        treeTold(p, String.valueOf(stream.leaf()), s.packetTree());
      }
      case LaneData.Completed c -> {
        must(
            lane.seal != null
                && lane.seal.proposedOutcome() == c.outcome()
                && lane.seal.proposedStatus().equals(c.status()),
            "completed other than sealed");
        lane.ended = true;
      }
      case LaneData.Stopped s -> lane.ended = true;
      default -> {}
    }
  }

  private static void preflight(ProgramBook p, LaneBook lane, LaneData.PreflightChecked event) {
    Set<String> read = new HashSet<>();
    for (LaneData.Gate gate : event.gates()) {
      if (gate.result() == Result.FAIL) {
        lane.gateFailed = true;
        lane.failed = true;
        continue;
      }
      must(gate.expected().equals(gate.observed()), "a gate passed against what it saw");
      read.addAll(asPinned(p, gate.documents()));
    }
    must(
        read.containsAll(p.pins.keySet())
            || event.gates().stream().anyMatch(g -> g.result() == Result.FAIL),
        "a pinned document that nobody read");
  }

  private static Set<String> asPinned(ProgramBook p, List<LaneData.ReadDocument> documents) {
    Set<String> paths = new HashSet<>();
    for (LaneData.ReadDocument read : documents) {
      ProgramData.DocumentPinned pin = p.pins.get(read.path());
      must(
          pin != null
              && read.fault() == null
              && pin.storeRevision() == read.storeRevision()
              && pin.bytes() == read.bytes()
              && pin.sha256().equals(read.sha256()),
          "a document that is not as pinned");
      paths.add(read.path());
    }
    return paths;
  }

  private static void entry(ProgramBook p, LaneData.RollbackEntry e) {
    must(e.before() != null && e.afterApply() != null && e.afterRollback() != null, "no hash");
    must(!Objects.equals(e.before(), e.afterApply()), "nothing was applied");
    must(
        e.expected() == null
            || e.expected().equals(e.before())
            || p.pins.values().stream()
                .anyMatch(pin -> pin.sha256().hex().equals(e.expected().text())),
        "an expectation of the lane's own making");
    must(
        Objects.equals(e.afterRollback(), e.expected() == null ? e.before() : e.expected()),
        "nothing was restored");
    must(e.rows().size() == 3, "rows are not counted");
    must(e.productionRollbackStatus().equals("NOT_APPLICABLE"), "production was claimed");
  }

  private static void probed(LaneBook lane, StreamId stream, LaneData.Probed event) {
    Set<EventRef> refusals = new HashSet<>();
    must(!event.probes().isEmpty() && event.control().allowed(), "a void probe run");
    for (LaneData.Probe probe : event.probes()) {
      EventRef at = probe.refusal();
      must(probe.failedClosed() && at != null && refusals.add(at), "a probe without a refusal");
      must(Objects.requireNonNull(at).source().equals(stream), "a refusal of another lane");
      must(probe.code().equals(lane.refusals.get(at.streamseq())), "another refusal");
    }
    EventRef control = event.control().event();
    must(
        control != null
            && control.source().equals(stream)
            && control.streamseq() < lane.types.size()
            && !lane.types.get((int) control.streamseq()).equals("request.refused"),
        "no control");
  }

  private static boolean supported(LaneBook lane, Outcome outcome) {
    return switch (outcome) {
      case READY ->
          !lane.failed
              && lane.has("lane.target-locked")
              && lane.has("lane.step-executed")
              && lane.has("lane.rollback-proven")
              && lane.has("lane.validated")
              && lane.has("lane.probed")
              && lane.has("lane.surfaces-attested");
      case READY_NOT_APPLIED -> lane.needs && !lane.gateFailed;
      case STOPPED -> lane.failed;
      case APPLIED, REJECTED -> false;
    };
  }

  private static void claims(EventDraft d) {
    if (!(d.payload() instanceof LaneData.Imported)) {
      claims("", d.data());
    }
  }

  private static void claims(String field, JsonNode node) {
    if (node.isString() && CLAIM_FIELDS.contains(field)) {
      must(!FORBIDDEN.matcher(node.asString()).find(), "a forbidden word: " + node);
    }
    node.properties().forEach(e -> claims(e.getKey(), e.getValue()));
    if (node.isArray()) {
      node.forEach(item -> claims(field, item));
    }
  }

  /** What the projections say must be what the books say. */
  void compare(Ledgers ledger) {
    programs.forEach((id, p) -> {
      ProgramState state = ledger.program(id);
      settle(p, state);
      String now = ledger.now();
      String effective =
          p.selection != null && p.selection.stands(now)
              ? p.selection.token
              : p.packets.isEmpty() ? null : p.packets.getLast().defaultOption();
      assertThat(state.decisions().effectiveAt(now).orElse(null)).isEqualTo(effective);
      assertThat(state.blockers().blockers().keySet()).isEqualTo(p.blockers.keySet());
      p.blockers.forEach((name, legs) -> {
        Blocker blocker = state.blockers().blocker(name).orElseThrow();
        assertThat(blocker.open()).isEqualTo(legs.values().stream().anyMatch(l -> l.open));
        legs.forEach((leg, book) ->
            assertThat(blocker.leg(leg).orElseThrow().state() == Blocker.State.OPEN)
                .isEqualTo(book.open));
      });
      p.grants.forEach((g, on) -> assertThat(state.decisions().granted(g)).isEqualTo(on));
      p.tickets.forEach((prefix, ranges) ->
          assertThat(state.tickets().book(prefix).ranges())
              .extracting(r -> r.from() + ".." + r.to() + " " + r.state().ordinal())
              .isEqualTo(ranges.stream().map(r -> r[0] + ".." + r[1] + " " + r[2]).toList()));
      p.lanes.forEach((name, lane) ->
          assertThat(state.lanes().lane(name).orElseThrow().outcome() != null || lane.imported)
              .isEqualTo(lane.ended));
    });
  }

  /**
   * Narrowing may leave the rows as they were: whether a selection lapsed by it is theirs to say.
   */
  private static void settle(ProgramBook p, ProgramState state) {
    if (p.selection != null && p.selection.stands("")) {
      p.selection.lapsed =
          state
              .decisions()
              .newestSelection()
              .map(s -> s.status() == Selection.Status.LAPSED)
              .orElse(true);
    }
  }

  private static void only(String actor, String... roles) {
    must(List.of(roles).contains(actor.substring(0, actor.indexOf(':'))), "another's event");
  }

  private static void must(boolean holds, String violation) {
    if (!holds) {
      throw new AssertionError("allowed, but never may be: " + violation);
    }
  }
}
