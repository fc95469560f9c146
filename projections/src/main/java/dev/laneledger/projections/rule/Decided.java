package dev.laneledger.projections.rule;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.decision.DecisionState;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.decision.Packet;
import dev.laneledger.projections.decision.Selection;
import dev.laneledger.projections.lane.LaneRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The owner's decisions, as the judged event may use them at that moment. */
record Decided(Judged judged) {
  /** How the token may be used now, or why not. */
  String usable(String token) {
    Optional<Selection> selection = decisions().usableSelection(token, judged.now());
    if (selection.isPresent()) {
      return causeOfLapse(selection.get()).isEmpty() ? "SELECTION" : "LAPSED";
    }
    if (decisions().usableDelegation(token, judged.now(), judged.actor()).isPresent()) {
      return "DELEGATION";
    }
    boolean forAnother =
        decisions().newestDelegation(token).filter(d -> d.standsAt(judged.now())).isPresent();
    return forAnother ? "DELEGATED_TO_ANOTHER" : whyNot(token);
  }

  /** Of a token that does not stand: what became of the owner's last word on it. */
  private String whyNot(String token) {
    Optional<Selection> selection = decisions().newestSelection(token);
    Optional<Delegation> delegation = decisions().newestDelegation(token);
    long selected = selection.map(s -> s.by().streamseq()).orElse(-1L);
    long delegated = delegation.map(d -> d.by().streamseq()).orElse(-1L);
    String status =
        selected > delegated
            ? selection.map(s -> s.status().name()).orElse("")
            : delegation.map(d -> d.status().name()).orElse("NEVER_DECIDED");
    return status.equals("SELECTED") || status.equals("DELEGATED") ? "EXPIRED" : status;
  }

  /** What a selection binds and its program's own stream does not show; empty if it holds. */
  private String causeOfLapse(Selection selection) {
    if (!selection.binds().policy().equals(judged.ledger().policy())) {
      return ProgramState.POLICY_CHANGED;
    }
    String lane = selection.binds().packetLane();
    Hash sealed = lane == null ? null : judged.lane(lane).sealed();
    return lane == null || sealed == null || selection.binds().allows(lane, sealed)
        ? ""
        : DecisionState.TREE_CHANGED;
  }

  /**
   * Whether the bound tree is its lane's: what the lane sealed; else what was claimed of it last;
   * else what its history tells. A tree without a lane is nobody's.
   */
  boolean treeKnown(ProgramData.Binds binds) {
    String id = binds.packetLane();
    if (id == null || binds.packetTree() == null) {
      return id == null && binds.packetTree() == null;
    }
    LaneStream lane = judged.lane(id);
    Hash claimed =
        judged.program().state().lanes().lane(id).stream()
            .flatMap(row -> row.packetTreeClaims().stream())
            .map(LaneRow.TreeClaim::packetTree)
            .reduce(lane.tree(), (older, newer) -> newer);
    return binds.packetTree().equals(lane.sealed() == null ? claimed : lane.sealed());
  }

  /** The person whose decision makes the token usable; empty if none does. */
  String decider(String token) {
    return decisions()
        .usableSelection(token, judged.now())
        .map(Selection::person)
        .or(() ->
            decisions()
                .usableDelegation(token, judged.now(), judged.actor())
                .map(d -> d.getValue().person()))
        .orElse("");
  }

  /** When the decision that makes the token usable expires; null: never, or there is none. */
  @Nullable String expiryOf(String token) {
    Optional<Selection> selection = decisions().usableSelection(token, judged.now());
    return selection.isPresent()
        ? selection.get().expires()
        : decisions()
            .usableDelegation(token, judged.now(), judged.actor())
            .map(d -> d.getValue().expires())
            .orElse(null);
  }

  /** Why the packet's selection lapsed; empty if it did not, or there is none. */
  String lapse(String packet) {
    Selection selection = decisions().selections().get(packet);
    if (selection == null) {
      return "";
    }
    return selection.status() == Selection.Status.SELECTED
        ? causeOfLapse(selection)
        : Objects.requireNonNullElse(selection.cause(), "");
  }

  /** What the token requires and is not met: as it is offered now, and as it was delegated. */
  List<String> unmetFor(String token) {
    Set<Requirement> requires =
        new LinkedHashSet<>(
            decisions().newestPacket().map(p -> requires(p, token)).orElse(List.of()));
    decisions()
        .usableDelegation(token, judged.now(), judged.actor())
        .flatMap(d -> decisions().packetAt(d.getValue().by()))
        .ifPresent(p -> requires.addAll(requires(p, token)));
    return judged.unmet(List.copyOf(requires));
  }

  private static List<Requirement> requires(Packet packet, String token) {
    return packet.options().stream()
        .filter(o -> o.token().equals(token))
        .flatMap(o -> o.requires().stream())
        .toList();
  }

  /** What the selection binds and is no longer so. */
  List<String> stale(ProgramData.Selected selected) {
    List<String> stale = new ArrayList<>();
    var packet = decisions().packets().get(selected.packet());
    if (packet != null && !selected.packetSha256().equals(sha256(packet))) {
      stale.add("packet");
    }
    if (!selected.binds().blockers().equals(judged.program().state().blockersHash())) {
      stale.add("blockers");
    }
    if (!selected.binds().policy().equals(judged.ledger().policy())) {
      stale.add("policy");
    }
    return stale;
  }

  private static Hash sha256(Record value) {
    return Hash.sha256(CanonicalJson.write(Rows.of("", value).value()));
  }

  private DecisionState decisions() {
    return judged.program().state().decisions();
  }
}
