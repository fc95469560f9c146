package dev.laneledger.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.decision.Consumption;
import dev.laneledger.projections.decision.DecisionState;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.decision.Grant;
import dev.laneledger.projections.decision.Packet;
import dev.laneledger.projections.decision.Selection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the owner was asked and decided.
 *
 * @param effective the option in effect at the moment of reading; null before the first packet
 * @param packets oldest first: the newest one rules
 */
public record DecisionsView(
    long position,
    @Nullable Attested attested,
    @Nullable String effective,
    List<PacketItem> packets,
    List<GrantItem> grants,
    List<DelegationItem> delegations,
    List<ConsumedItem> consumed) {

  /** Where a packet stands. */
  public enum PacketStatus {
    /** The newest, and nothing is selected. */
    OPEN,
    /** The choice stands. */
    SELECTED,
    /** A lane used the choice. */
    CONSUMED,
    /** Something that the choice rested on changed. */
    LAPSED,
    /** The choice was not used in time. */
    EXPIRED,
    /** A newer packet rules, and the choice of this one was not used. */
    SUPERSEDED
  }

  /**
   * @param selected the option that was chosen, whatever became of it; null: none
   * @param choice who chose it and why; null with {@code selected}
   */
  public record PacketItem(
      String id,
      @JsonProperty("default") String defaultOption,
      List<OptionItem> options,
      @Nullable String selected,
      PacketStatus status,
      @Nullable ChoiceItem choice) {}

  /**
   * The owner's choice.
   *
   * @param expires null: does not
   * @param cause why it lapsed; null unless it did
   */
  public record ChoiceItem(
      String person, String reason, @Nullable String expires, @Nullable String cause, EventRef by) {

    private static ChoiceItem of(Selection s) {
      return new ChoiceItem(s.person(), s.reason(), s.expires(), s.cause(), s.by());
    }
  }

  /**
   * @param unmet those of {@code requires} that do not hold now
   */
  public record OptionItem(String token, List<Requirement> requires, List<Requirement> unmet) {}

  public record GrantItem(String action, boolean granted, String person, EventRef by) {}

  /**
   * @param status DELEGATED, EXPIRED, CONSUMED, or LAPSED because the owner chose afterwards
   */
  public record DelegationItem(
      String id,
      String token,
      String through,
      String person,
      @Nullable String expires,
      boolean offeredByPacket,
      String status,
      EventRef by) {}

  public record ConsumedItem(
      String token,
      @Nullable String lane,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String fold) {}

  /**
   * @param now RFC 3339 UTC milliseconds: expiry is applied at the moment of reading
   */
  public static DecisionsView of(
      long position, @Nullable Attested attested, ProgramState program, String now) {
    DecisionState state = program.decisions();
    return new DecisionsView(
        position,
        attested,
        state.effectiveAt(now).orElse(null),
        state.packets().entrySet().stream()
            .sorted(Comparator.comparingLong(p -> p.getValue().publishedBy().streamseq()))
            .map(p -> packet(p.getKey(), p.getValue(), program, now))
            .toList(),
        state.grants().entrySet().stream().map(g -> grant(g.getKey(), g.getValue())).toList(),
        state.delegations().rows().entrySet().stream()
            .map(d -> delegation(d.getKey(), d.getValue(), now))
            .toList(),
        state.consumptions().entrySet().stream()
            .map(c -> consumed(c.getKey(), c.getValue()))
            .toList());
  }

  private static ConsumedItem consumed(String token, Consumption by) {
    return new ConsumedItem(token, by.lane(), by.fold() == null ? null : by.fold().text());
  }

  private static PacketItem packet(String id, Packet packet, ProgramState program, String now) {
    DecisionState state = program.decisions();
    Selection selection = state.selections().get(id);
    return new PacketItem(
        id,
        packet.defaultOption(),
        packet.options().stream()
            .map(o -> new OptionItem(o.token(), o.requires(), program.unmet(o.requires())))
            .toList(),
        selection == null ? null : selection.option(),
        status(selection, id.equals(state.newest()), now),
        selection == null ? null : ChoiceItem.of(selection));
  }

  private static PacketStatus status(@Nullable Selection selection, boolean newest, String now) {
    if (selection == null) {
      return newest ? PacketStatus.OPEN : PacketStatus.SUPERSEDED;
    }
    return switch (selection.status()) {
      case CONSUMED -> PacketStatus.CONSUMED;
      case LAPSED -> PacketStatus.LAPSED;
      case EXPIRED -> PacketStatus.EXPIRED;
      case SELECTED -> {
        if (!newest) {
          yield PacketStatus.SUPERSEDED;
        }
        yield selection.standsAt(now) ? PacketStatus.SELECTED : PacketStatus.EXPIRED;
      }
    };
  }

  private static GrantItem grant(String action, Grant grant) {
    return new GrantItem(action, grant.granted(), grant.person(), grant.by());
  }

  private static DelegationItem delegation(String id, Delegation d, String now) {
    boolean expired = d.status() == Delegation.Status.DELEGATED && !d.standsAt(now);
    return new DelegationItem(
        id,
        d.token(),
        d.through(),
        d.person(),
        d.expires(),
        d.offeredByPacket(),
        expired ? "EXPIRED" : d.status().name(),
        d.by());
  }
}
