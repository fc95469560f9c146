package dev.laneledger.projections.decision;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.RowMap;
import dev.laneledger.projections.StateParts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one program. The newest packet rules: only a selection of it is in effect.
 *
 * @param newest id of the newest packet; null before the first
 */
public record DecisionState(
    @Nullable String newest,
    RowMap<Packet> packets,
    RowMap<Selection> selections,
    Delegations delegations,
    RowMap<Grant> grants,
    RowMap<Consumption> consumptions) {

  /** The cause of a lapse when the lane of a bound packet tree gets another. */
  public static final String TREE_CHANGED = "the packet tree changed";

  private static final String SUPERSEDED = "a newer packet was published";

  private static final String PACKET = "packet/";
  private static final String SELECTION = "selection/";
  private static final String GRANT = "grant/";
  private static final String CONSUMPTION = "consumption/";

  static final DecisionState EMPTY =
      new DecisionState(
          null,
          RowMap.empty(PACKET),
          RowMap.empty(SELECTION),
          Delegations.EMPTY,
          RowMap.empty(GRANT),
          RowMap.empty(CONSUMPTION));

  /** Puts together what {@link #changesSince} told. */
  public static DecisionState of(StateParts parts) {
    String part = DecisionProjection.NAME;
    RowMap<Packet> packets = parts.rows(part, PACKET, Packet.class);
    return new DecisionState(
        packets.entrySet().stream()
            .max(Comparator.comparingLong(p -> p.getValue().publishedBy().streamseq()))
            .map(Map.Entry::getKey)
            .orElse(null),
        packets,
        parts.rows(part, SELECTION, Selection.class),
        Delegations.of(parts.rows(part, Delegations.PREFIX, Delegation.class)),
        parts.rows(part, GRANT, Grant.class),
        parts.rows(part, CONSUMPTION, Consumption.class));
  }

  /** Tells every record that differs from those of the state before. */
  public void changesSince(DecisionState before, StateParts.Sink sink) {
    new DecisionProjection().changes(before, this, sink.of(DecisionProjection.NAME));
  }

  /** The rows of each kind, in order of what their keys begin with. */
  List<RowMap<? extends Record>> kinds() {
    return List.of(consumptions, delegations.rows(), grants, packets, selections);
  }

  /** The newest packet, or empty. */
  public Optional<Packet> newestPacket() {
    return Optional.ofNullable(newest).map(packets::get);
  }

  /** The selection of the newest packet, in whatever status, or empty. */
  public Optional<Selection> newestSelection() {
    return Optional.ofNullable(newest).map(selections::get);
  }

  /**
   * The option in effect at that moment: what is selected and stands, else the newest packet's
   * default; empty before the first packet.
   */
  public Optional<String> effectiveAt(String now) {
    return newestSelection()
        .filter(s -> s.standsAt(now))
        .map(Selection::option)
        .or(() -> newestPacket().map(Packet::defaultOption));
  }

  /** Whether the action is granted and not revoked. */
  public boolean granted(String action) {
    Grant grant = grants.get(action);
    return grant != null && grant.granted();
  }

  /** The selection of the newest packet that makes the token usable at that moment, or empty. */
  public Optional<Selection> usableSelection(String token, String now) {
    return newestSelection().filter(s -> s.option().equals(token) && s.standsAt(now));
  }

  /** The oldest delegation that lets that principal use the token at that moment, or empty. */
  public Optional<Map.Entry<String, Delegation>> usableDelegation(
      String token, String now, String principal) {
    return delegations.usable(token, now, principal);
  }

  /** The newest delegation of the token, in whatever status, or empty. */
  public Optional<Delegation> newestDelegation(String token) {
    return delegations.newest(token);
  }

  /** The newest selection of the token from any packet, in whatever status, or empty. */
  public Optional<Selection> newestSelection(String token) {
    return selections.values().stream()
        .filter(s -> s.option().equals(token))
        .max(Comparator.comparingLong(s -> s.by().streamseq()));
  }

  /** The packet that was the newest at that event of the program, or empty. */
  public Optional<Packet> packetAt(EventRef event) {
    return packets.values().stream()
        .filter(p -> p.publishedBy().streamseq() < event.streamseq())
        .max(Comparator.comparingLong(p -> p.publishedBy().streamseq()));
  }

  /** The state after the newest packet's standing selection lapsed for that cause. */
  public DecisionState lapse(String cause) {
    return newest == null ? this : lapse(newest, cause);
  }

  /** The state after that tree was sealed, or claimed, for a lane that a selection may rest on. */
  DecisionState treeTold(String lane, Hash packetTree) {
    return newestSelection()
        .filter(s -> !s.binds().allows(lane, packetTree))
        .map(s -> lapse(TREE_CHANGED))
        .orElse(this);
  }

  DecisionState lapse(String packet, String cause) {
    return changeSelection(packet, Selection.Status.LAPSED, cause);
  }

  DecisionState expire(String packet) {
    return changeSelection(packet, Selection.Status.EXPIRED, null);
  }

  private DecisionState changeSelection(
      String packet, Selection.Status status, @Nullable String cause) {
    Selection old = selections.get(packet);
    return old == null || old.status() != Selection.Status.SELECTED
        ? this
        : withSelections(selections.plus(packet, old.with(status, cause)));
  }

  DecisionState publish(ProgramData.PacketPublished data, EventRef by) {
    Packet packet = new Packet(data.defaultOption(), data.options(), data.chooseExactly(), by);
    return new DecisionState(
        data.packet(),
        packets.plus(data.packet(), packet),
        lapse(SUPERSEDED).selections,
        delegations.overruled(),
        grants,
        consumptions);
  }

  DecisionState select(ProgramData.Selected data, EventRef by) {
    Selection selection =
        new Selection(
            data.option(),
            data.reason(),
            data.person(),
            data.binds(),
            data.expires(),
            Selection.Status.SELECTED,
            null,
            by);
    return withSelections(selections.plus(data.packet(), selection))
        .withDelegations(delegations.overruled());
  }

  DecisionState delegate(LedgerEvent event, ProgramData.Delegated data) {
    boolean offered = newestPacket().map(p -> p.offers(data.token())).orElse(false);
    Delegation delegation =
        new Delegation(
            data.token(),
            data.through(),
            data.person(),
            data.expires(),
            offered,
            Delegation.Status.DELEGATED,
            event.ref());
    return withDelegations(delegations.plus(event.id(), delegation));
  }

  DecisionState grant(String action, boolean granted, String person, EventRef by) {
    return new DecisionState(
        newest,
        packets,
        selections,
        delegations,
        grants.plus(action, new Grant(granted, person, by)),
        consumptions);
  }

  DecisionState consume(LedgerEvent event, ProgramData.Consumed data) {
    String now = event.recordedtime();
    DecisionState used =
        usableSelection(data.token(), now).isPresent() && newest != null
            ? changeSelection(newest, Selection.Status.CONSUMED, null)
            : usableDelegation(data.token(), now, event.actor())
                .map(d -> withDelegations(delegations.consumed(d.getKey())))
                .orElse(this);
    return new DecisionState(
        used.newest,
        used.packets,
        used.selections,
        used.delegations,
        used.grants,
        used.consumptions.plus(
            data.token(), new Consumption(data.lane(), data.fold(), event.ref())));
  }

  private DecisionState withSelections(RowMap<Selection> changed) {
    return new DecisionState(newest, packets, changed, delegations, grants, consumptions);
  }

  private DecisionState withDelegations(Delegations changed) {
    return new DecisionState(newest, packets, selections, changed, grants, consumptions);
  }
}
