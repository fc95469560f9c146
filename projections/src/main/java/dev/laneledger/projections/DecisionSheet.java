package dev.laneledger.projections;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.decision.DecisionState;
import dev.laneledger.projections.decision.Packet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A decision packet as it lies before the owner: what it offers, and what a choice made on this
 * state binds.
 *
 * @param id the packet's
 * @param packet value of the row {@code packet/{id}} of {@code decisions.v1}
 * @param packetSha256 SHA-256 over the canonical form of that value, which a selection states
 * @param selectable whether a choice can be made: the packet is the newest one and nothing was
 *     selected from it
 * @param options in the packet's order
 * @param binds without a packet tree, which the owner may name
 */
public record DecisionSheet(
    String id,
    ObjectNode packet,
    Hash packetSha256,
    boolean selectable,
    List<Offer> options,
    ProgramData.Binds binds) {

  /**
   * One option.
   *
   * @param unmet those of {@code requires} that do not hold: it is refused while there are any
   */
  public record Offer(String token, List<Requirement> requires, List<Requirement> unmet) {}

  /** The ledger's head: number of entries and the root over them. */
  public record Head(long size, Hash root) {}

  /**
   * The sheet of that packet; empty if it was not published.
   *
   * @param head after the last entry that {@code state} holds
   * @param policy digest of the packs that judge in that state
   */
  public static Optional<DecisionSheet> of(String id, ProgramState state, Head head, Hash policy) {
    DecisionState decisions = state.decisions();
    return Optional.ofNullable(decisions.packets().get(id))
        .map(packet -> {
          ObjectNode row = Rows.of("packet/" + id, packet).value();
          return new DecisionSheet(
              id,
              row,
              Hash.sha256(CanonicalJson.write(row)),
              id.equals(decisions.newest()) && decisions.newestSelection().isEmpty(),
              offers(packet, state),
              new ProgramData.Binds(head.size(), head.root(), state.blockersHash(), policy));
        });
  }

  private static List<Offer> offers(Packet packet, ProgramState state) {
    return packet.options().stream()
        .map(o -> new Offer(o.token(), o.requires(), state.unmet(o.requires())))
        .toList();
  }
}
