package dev.laneledger.projections.rule;

import static dev.laneledger.projections.rule.Books.must;
import static dev.laneledger.projections.rule.Books.only;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.projections.rule.Books.DecisionBook;
import dev.laneledger.projections.rule.Books.LaneBook;
import dev.laneledger.projections.rule.Books.LegBook;
import dev.laneledger.projections.rule.Books.ProgramBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What must never have been allowed on a program's own stream. */
final class ProgramOracle {
  private static final List<Strength> SAID =
      List.of(Strength.ANALYSIS, Strength.INPUT, Strength.GRANT);
  private static final List<Strength> SHOWN =
      List.of(Strength.SYNTHETIC_CLONE, Strength.PRODUCTION_SHAPED_CLONE, Strength.PRODUCTION);

  private final Books books;
  private final DecisionOracle decisions;

  ProgramOracle(Books books) {
    this.books = books;
    this.decisions = new DecisionOracle(books);
  }

  void judge(String actor, String now, EventDraft d, ProgramData event, List<EventDraft> batch) {
    ProgramBook p = books.program(String.valueOf(d.source().program()));
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
        DecisionOracle.lapse(p);
      }
      case ProgramData.BlockerNarrowed n -> {
        only(actor, "owner", "lane");
        must(p.blockers.containsKey(n.blocker()), "narrowed an unknown blocker");
        speaks(actor, p, d);
      }
      case ProgramData.PacketPublished k -> decisions.published(actor, p, d, k);
      case ProgramData.Selected s -> decisions.selected(actor, now, p, d, s);
      case ProgramData.Delegated g -> {
        books.signed(actor, g.person(), d);
        must(g.expires() == null || now.compareTo(g.expires()) <= 0, "delegated for the past");
        must(
            !g.through().contains(":")
                || (g.through().startsWith("lane:") && books.persons.containsKey(g.through())),
            "delegated to nobody");
        p.delegations.add(
            new DecisionBook(g.token(), g.person(), g.expires(), p.packets.size(), g.through()));
      }
      case ProgramData.Consumed c -> decisions.consumed(actor, now, p, c, d, batch);
      case ProgramData.Expired e -> {
        only(actor, "owner", "operator");
        must(now.compareTo(e.expires()) > 0, "expired before the expiry");
      }
      case ProgramData.Lapsed l -> only(actor, "owner", "operator");
      case ProgramData.GrantIssued g -> {
        books.signed(actor, g.person(), d);
        must(p.words == null || p.words.grants().contains(g.action()), "a grant of no word");
        p.grants.put(g.action(), true);
      }
      case ProgramData.GrantRevoked g -> {
        books.signed(actor, g.person(), d);
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
        DecisionOracle.treeTold(p, t.lane(), t.packetTree());
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
    DecisionOracle.lapse(p);
  }

  private void discharged(
      String actor, ProgramBook p, EventDraft d, ProgramData.LegDischarged event) {
    LegBook leg = p.blockers.getOrDefault(event.blocker(), Map.of()).get(event.leg());
    must(leg != null && leg.open, "discharged what is not open");
    ProgramData.Leg asked = Objects.requireNonNull(leg).leg;
    only(actor, asked.actor().name().toLowerCase(java.util.Locale.ROOT));
    must(atLeast(event.strength(), asked.strength()), "weak evidence");
    must(asked.requires().stream().allMatch(r -> DecisionOracle.met(p, r)), "an unmet requirement");
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
      ClaimOracle.claims(d);
    }
    leg.open = false;
    DecisionOracle.lapse(p);
  }

  static boolean exists(ProgramBook p, EventRef ref) {
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

  static void speaks(String actor, ProgramBook p, EventDraft d) {
    if (actor.startsWith("lane:")) {
      must(
          p.lanes.values().stream()
              .anyMatch(l -> l.principal.equals(actor) && l.runs() && l.seal == null),
          "spoke without a lane that works");
      ClaimOracle.claims(d);
    }
  }
}
