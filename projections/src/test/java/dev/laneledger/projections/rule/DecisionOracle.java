package dev.laneledger.projections.rule;

import static dev.laneledger.projections.rule.Books.must;
import static dev.laneledger.projections.rule.Books.only;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.rule.Books.DecisionBook;
import dev.laneledger.projections.rule.Books.LegBook;
import dev.laneledger.projections.rule.Books.ProgramBook;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must never have been published, selected or consumed. */
final class DecisionOracle {
  private final Books books;

  DecisionOracle(Books books) {
    this.books = books;
  }

  void published(String actor, ProgramBook p, EventDraft d, ProgramData.PacketPublished event) {
    only(actor, "owner", "lane");
    ProgramOracle.speaks(actor, p, d);
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

  void selected(String actor, String now, ProgramBook p, EventDraft d, ProgramData.Selected event) {
    books.signed(actor, event.person(), d);
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

  void consumed(
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
        event.fold() != null || !used.person.equals(books.persons.get(actor)),
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

  static boolean met(ProgramBook p, Requirement r) {
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

  static void treeTold(ProgramBook p, String lane, Hash tree) {
    if (p.selection != null && lane.equals(p.boundLane) && !tree.equals(p.boundTree)) {
      lapse(p);
    }
  }

  static void lapse(ProgramBook p) {
    if (p.selection != null && !p.selection.used) {
      p.selection.lapsed = true;
    }
  }
}
