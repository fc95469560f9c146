package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.rule.Rule.Denial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges a whole batch before any of it is appended. Each event is judged on the states as the
 * events before it leave them: first by the rules of the format, then by every adopted pack in the
 * order of adoption. The first denial stands for the batch.
 */
public final class Decider {
  private final Function<Hash, Optional<RulePack>> packs;
  private final PacketTrees packets;
  private final KeptBytes bytes;

  /**
   * @param packs finds a loaded pack by its digest
   * @param packets renders a lane's packet
   * @param bytes gives the evidence that lanes attach
   */
  public Decider(Function<Hash, Optional<RulePack>> packs, PacketTrees packets, KeptBytes bytes) {
    this.packs = packs;
    this.packets = packets;
    this.bytes = bytes;
  }

  /**
   * @param states gives the state of each stream that the verdict asks for; it must not change
   *     until the verdict is reached
   * @param actor the principal that asks, {@code role:name}
   * @param now RFC 3339 UTC milliseconds
   * @throws PackRefusedException if an adopted pack is missing or does not load
   * @throws BytesMissingException if attached evidence is missing
   */
  public Verdict decide(
      Function<StreamId, StreamState> states, String actor, String now, List<EventDraft> batch) {
    ReadStates read = new ReadStates(states);
    List<LedgerEvent> pending = new ArrayList<>();
    String notAfter = null;
    for (int i = 0; i < batch.size(); i++) {
      EventDraft draft = batch.get(i);
      Judged judged =
          new Judged(
              draft,
              actor,
              now,
              batch,
              read,
              packs,
              () -> render(draft.source(), read, pending),
              bytes);
      notAfter = earlier(notAfter, expiry(judged));
      Optional<Found> denial = judge(judged);
      if (denial.isPresent()) {
        return denied(denial.get(), i, read.readSet(), notAfter);
      }
      LedgerEvent event = new LedgerEvent(draft, actor, now, read.of(draft.source()).last() + 1);
      read.evolve(event);
      pending.add(event);
    }
    return new Verdict.Allowed(read.readSet(), notAfter);
  }

  /** What the packet was rendered from is read too. */
  private PacketTrees.Rendered render(StreamId lane, ReadStates read, List<LedgerEvent> pending) {
    LedgerStream ledger = (LedgerStream) read.of(StreamId.LEDGER);
    PacketTrees.Rendered rendered = packets.render(lane, List.copyOf(pending), ledger.packs());
    rendered.read().forEach(read::read);
    return rendered;
  }

  private record Found(Denial denial, LedgerData.@Nullable PackPin pack) {}

  private Optional<Found> judge(Judged judged) {
    Optional<Denial> ofFormat = FormatRules.judge(judged);
    if (ofFormat.isPresent()) {
      return ofFormat.map(d -> new Found(d, null));
    }
    List<RulePack> adopted = adopted(judged.ledger());
    Optional<Denial> ofRole = roleDenial(judged, adopted);
    return ofRole.isPresent() ? ofRole.map(d -> new Found(d, null)) : packDenial(judged, adopted);
  }

  private List<RulePack> adopted(LedgerStream ledger) {
    List<RulePack> adopted = new ArrayList<>(ledger.packs().size());
    for (LedgerData.PackPin pin : ledger.packs()) {
      adopted.add(packs.apply(pin.sha256()).orElseThrow(() -> missing(pin)));
    }
    return adopted;
  }

  private static PackRefusedException missing(LedgerData.PackPin pin) {
    return new PackRefusedException(
        "every adopted pack must be at hand, but this is missing: "
            + pin.pack()
            + " "
            + pin.sha256());
  }

  private static Optional<Denial> roleDenial(Judged judged, List<RulePack> adopted) {
    String role = FormatRules.role(judged.actor());
    boolean allowed = adopted.stream().anyMatch(p -> p.allows(role, judged.draft().type()));
    return allowed
        ? Optional.empty()
        : Optional.of(
            new Denial(
                "TYPE_NOT_ALLOWED",
                "format/role",
                "/type",
                "an adopted pack must allow the event type to the role, but none allows "
                    + judged.draft().type().shortName()
                    + " to "
                    + role,
                "let a principal of another role send it, or have a pack adopted that allows it"));
  }

  private static Optional<Found> packDenial(Judged judged, List<RulePack> adopted) {
    EventType type = judged.draft().type();
    Map<String, Object> variables = null;
    for (RulePack pack : adopted) {
      if (pack.judges(type)) {
        variables =
            variables == null ? Variables.of(judged, authority(judged, adopted)) : variables;
        Optional<Denial> denial = pack.firstDenial(type.shortName(), variables);
        if (denial.isPresent()) {
          return Optional.of(new Found(denial.get(), pack.pin()));
        }
      }
    }
    return Optional.empty();
  }

  private static Map<String, Object> authority(Judged judged, List<RulePack> adopted) {
    String level =
        judged.draft().payload() instanceof LaneData.Opened opened
            ? opened.authority()
            : judged.lane().facts().authority();
    for (RulePack pack : adopted) {
      Map<String, Object> known = pack.authorityValues(level);
      if (known != null) {
        return known;
      }
    }
    return Variables.NO_AUTHORITY;
  }

  /** Until when the verdict on the event holds, as far as an expiry was read; null: for ever. */
  private static @Nullable String expiry(Judged judged) {
    return switch (judged.draft().payload()) {
      case ProgramData.Consumed consumed -> judged.decided().expiryOf(consumed.token());
      case ProgramData.Selected selected -> judged.ahead(selected.expires());
      case ProgramData.Delegated delegated -> judged.ahead(delegated.expires());
      case ProgramData.Expired expired -> judged.ahead(expired.expires());
      default -> null;
    };
  }

  private static @Nullable String earlier(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Verdict denied(
      Found found, int index, SortedMap<StreamId, Long> readSet, @Nullable String notAfter) {
    Denial denial = found.denial();
    return new Verdict.Denied(
        denial.code(),
        denial.rule(),
        found.pack(),
        "/" + index + denial.pointer(),
        index,
        denial.message(),
        denial.todo(),
        readSet,
        notAfter);
  }
}
