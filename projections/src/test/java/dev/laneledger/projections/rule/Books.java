package dev.laneledger.projections.rule;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was allowed so far, kept by hand: the {@link Oracle} judges from these books alone, and the
 * {@link Attacker} looks into them for what is worth trying.
 */
final class Books {
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

  void signed(String actor, String person, EventDraft d) {
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

  static void only(String actor, String... roles) {
    must(List.of(roles).contains(actor.substring(0, actor.indexOf(':'))), "another's event");
  }

  static void must(boolean holds, String violation) {
    if (!holds) {
      throw new AssertionError("allowed, but never may be: " + violation);
    }
  }
}
