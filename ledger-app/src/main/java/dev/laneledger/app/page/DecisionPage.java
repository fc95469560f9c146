package dev.laneledger.app.page;

import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.http.DecisionsView;
import dev.laneledger.app.http.ProgramSeen;
import dev.laneledger.projections.DecisionSheet;
import dev.laneledger.projections.decision.Consumption;
import dev.laneledger.projections.decision.Selection;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One decision packet as the owner must read it.
 *
 * @param why why nothing can be chosen from it; null if an owner can
 * @param choice what was chosen; null if nothing was
 * @param keys the reader's owner keys; empty for whoever cannot decide
 * @param form what a signature made now is over
 */
public record DecisionPage(
    String id,
    String status,
    String tone,
    @Nullable String why,
    List<Option> options,
    @Nullable Choice choice,
    List<Binding> binds,
    List<Key> keys,
    Form form) {

  /**
   * @param chosen whether it is what was chosen
   * @param marked whether it is marked in the form: what was chosen, else the default
   * @param choosable whether it could be chosen now: nothing that it requires is missing
   */
  public record Option(
      String token,
      boolean hold,
      boolean isDefault,
      boolean chosen,
      boolean marked,
      boolean choosable,
      String unlocks,
      List<Need> needs) {}

  public record Need(String text, boolean met) {}

  /**
   * The owner's choice, and what became of it.
   *
   * @param fate in one sentence
   */
  public record Choice(
      String option, String person, String reason, String expires, String fate, long streamseq) {}

  /**
   * Something that a signature made now binds.
   *
   * @param then what the choice binds; null without one
   * @param fatal whether a choice lapses when it changes
   * @param effect what follows when it changes
   */
  public record Binding(
      String what, String now, @Nullable String then, boolean fatal, String effect) {
    /** Whether it is no longer as the choice binds it. */
    public boolean changed() {
      return then != null && !then.equals(now);
    }
  }

  /** An owner key: SHA-256 of its public half, and whose it is. */
  public record Key(String id, String name, String person) {
    static Key of(LedgerData.OwnerKey key) {
      String id = EventSignature.keyId(Base64.getDecoder().decode(key.spki()));
      return new Key(id, key.name(), key.person());
    }
  }

  /**
   * @param binds canonical JSON
   */
  public record Form(
      String origin, String source, String type, String packetSha256, String binds) {}

  /** The reader's keys for the script that signs: {@code [{"id","person"}]}. */
  public String keysJson() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    keys.forEach(key -> json.addObject().put("id", key.id()).put("person", key.person()));
    return json.toString();
  }

  static DecisionPage of(
      ProgramSeen seen, DecisionsView.PacketItem packet, DecisionSheet sheet, List<Key> keys) {
    Selection selection = seen.state().decisions().selections().get(packet.id());
    Consumption used =
        selection == null ? null : seen.state().decisions().consumptions().get(selection.option());
    String marked = selection == null ? packet.defaultOption() : selection.option();
    return new DecisionPage(
        packet.id(),
        Fate.words(packet.status()),
        Fate.tone(packet.status()),
        why(packet),
        sheet.options().stream().map(o -> option(o, packet, selection, marked)).toList(),
        selection == null ? null : choice(packet, selection, used),
        bindings(sheet, selection),
        keys,
        new Form(
            seen.view().ledger().origin(),
            StreamId.program(seen.program()).path(),
            EventType.DECISION_SELECTED.wire(),
            sheet.packetSha256().hex(),
            EventJson.toTreeWithNulls(sheet.binds()).toString()));
  }

  private static @Nullable String why(DecisionsView.PacketItem packet) {
    String another = " For another choice a new packet has to be published.";
    return switch (packet.status()) {
      case OPEN -> null;
      case SELECTED -> "A choice was made, and a packet is decided once." + another;
      case CONSUMED -> "The choice was used." + another;
      case LAPSED -> "The choice lapsed, and a packet is decided once." + another;
      case EXPIRED -> "The choice expired, and a packet is decided once." + another;
      case SUPERSEDED -> "A newer packet rules.";
    };
  }

  private static Option option(
      DecisionSheet.Offer offer,
      DecisionsView.PacketItem packet,
      @Nullable Selection selection,
      String marked) {
    boolean hold = Standing.holds(offer.token());
    return new Option(
        offer.token(),
        hold,
        offer.token().equals(packet.defaultOption()),
        selection != null && selection.option().equals(offer.token()),
        offer.token().equals(marked),
        offer.unmet().isEmpty(),
        hold
            ? "Nothing begins. No lane opens and no ticket is folded."
            : "One lane may open, or one range of tickets be folded, with this token, once."
                + " It grants no action and implies no other option.",
        offer.requires().stream().map(r -> need(r, offer.unmet())).toList());
  }

  private static Need need(Requirement requirement, List<Requirement> unmet) {
    return new Need(requirement.text(), !unmet.contains(requirement));
  }

  private static Choice choice(
      DecisionsView.PacketItem packet, Selection selection, @Nullable Consumption used) {
    String fate =
        switch (packet.status()) {
          case CONSUMED -> "Used by " + (used == null ? "somebody" : used.user()) + ".";
          case LAPSED -> "Lapsed: " + selection.cause() + ". The default is in effect again.";
          case EXPIRED -> "Expired before anybody used it. The default is in effect again.";
          case SUPERSEDED -> "A newer packet rules; this choice was not used.";
          case OPEN, SELECTED -> "It stands, and nobody has used it.";
        };
    String expires = selection.expires();
    return new Choice(
        selection.option(),
        selection.person(),
        selection.reason(),
        expires == null ? "never" : Moments.readable(expires),
        fate,
        selection.by().streamseq());
  }

  private static List<Binding> bindings(DecisionSheet sheet, @Nullable Selection selection) {
    ProgramData.Binds now = sheet.binds();
    ProgramData.Binds then = selection == null ? null : selection.binds();
    return List.of(
        new Binding(
            "This packet",
            sheet.packetSha256().hex(),
            null,
            true,
            "A choice from another text of it is refused."),
        new Binding(
            "The ledger's head",
            now.size() + " entries, root " + now.root().hex(),
            then == null ? null : then.size() + " entries, root " + then.root().hex(),
            false,
            "Which history the owner saw. Growing changes nothing; a rewritten past is found out."),
        new Binding(
            "The blockers",
            now.blockers().hex(),
            then == null ? null : then.blockers().hex(),
            true,
            "If a blocker changes in any way before the choice is used, it lapses."),
        new Binding(
            "The rules",
            now.policy().hex(),
            then == null ? null : then.policy().hex(),
            true,
            "If another rule pack is adopted before the choice is used, it lapses."));
  }
}
