package dev.laneledger.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.laneledger.api.hash.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payloads of a program's stream: blockers, decisions, grants, documents, claims. */
public sealed interface ProgramData extends EventData {

  /**
   * Opens a program.
   *
   * @param vocabulary the words that this program's requests may use; null: none are forbidden by
   *     name
   */
  record Registered(String program, String title, @Nullable Vocabulary vocabulary)
      implements ProgramData {}

  /** Closed lists of a program's words; a requirement or request that uses another is refused. */
  record Vocabulary(List<String> actions, List<String> grants, List<String> blocks) {}

  record BlockerRaised(
      String blocker,
      String subject,
      List<Role> actors,
      List<String> blocks,
      String nextAction,
      List<Leg> legs)
      implements ProgramData {}

  /** One separately provable part of a blocker. */
  record Leg(String leg, Role actor, Strength strength, List<Requirement> requires) {}

  /**
   * @param evidence the events that prove it
   * @param result what was found, in a word or a sentence
   */
  record LegDischarged(
      String blocker,
      String leg,
      Strength strength,
      List<EventRef> evidence,
      @Nullable String result)
      implements ProgramData {}

  record LegReopened(String blocker, String leg, String reason) implements ProgramData {}

  /** Says more exactly what is missing, and closes nothing. */
  record BlockerNarrowed(String blocker, String narrowing, @Nullable String nextAction)
      implements ProgramData {}

  /**
   * @param defaultOption what holds while nothing is selected: a HOLD option
   * @param chooseExactly how many options may be chosen: 1
   * @param selected always null: a packet selects nothing
   */
  record PacketPublished(
      String packet,
      @JsonProperty("default") String defaultOption,
      List<Option> options,
      int chooseExactly,
      @Nullable String selected)
      implements ProgramData {}

  record Option(String token, List<Requirement> requires) {}

  /**
   * The owner's signed choice.
   *
   * @param packetSha256 SHA-256 of the canonical form of the packet's row value
   * @param expires RFC 3339 UTC milliseconds; null: does not expire
   */
  record Selected(
      String packet,
      Hash packetSha256,
      String option,
      String reason,
      String person,
      Binds binds,
      @Nullable String expires,
      Signature signature)
      implements ProgramData {
    public Selected {
      Timestamp.requireValid("expires", expires);
    }
  }

  /**
   * What a selection rests on: the ledger head as an anchor, and the causes whose change makes it
   * lapse.
   *
   * @param blockers state hash of {@code blockers.v1}
   * @param packetTree the packet tree it names, if any
   * @param packetLane the lane whose packet that is; null with {@code packetTree}
   * @param policy SHA-256 over the canonical form of the adopted packs' digests
   */
  record Binds(
      long size,
      Hash root,
      Hash blockers,
      @Nullable Hash packetTree,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String packetLane,
      Hash policy) {
    /** What a selection binds that rests on no packet. */
    public Binds(long size, Hash root, Hash blockers, Hash policy) {
      this(size, root, blockers, null, null, policy);
    }

    /** Whether what is bound may stand when that lane's packet has that tree. */
    public boolean allows(String lane, Hash tree) {
      return !lane.equals(packetLane) || tree.equals(packetTree);
    }
  }

  /**
   * The owner lets somebody use one token on the owner's behalf, once.
   *
   * @param through who acts on it: a lane's principal {@code lane:name}, who alone may use it, or a
   *     go-between outside this ledger, of {@code [A-Za-z0-9._-]}
   * @param expires RFC 3339 UTC milliseconds; null: does not expire
   */
  record Delegated(
      String token,
      String through,
      String person,
      String reason,
      @Nullable String expires,
      Signature signature)
      implements ProgramData {
    public Delegated {
      Timestamp.requireValid("expires", expires);
    }
  }

  /**
   * Uses a decision up, for the one thing that the same batch does.
   *
   * @param lane the lane that it opens; null: it folds
   * @param fold the tickets that it folds; null: it opens a lane
   */
  record Consumed(String token, @Nullable String lane, @Nullable Fold fold) implements ProgramData {
    /** A decision that opens a lane. */
    public Consumed(String token, String lane) {
      this(token, lane, null);
    }
  }

  /** Tickets of a prefix, first and last. */
  record Fold(String prefix, long from, long to) {
    /** In words, such as {@code fold of TKT 305..309}. */
    public String text() {
      return "fold of " + prefix + " " + from + ".." + to;
    }
  }

  /** States that a selection passed its expiry; readers apply expiry without waiting for it. */
  record Expired(String packet, String expires) implements ProgramData {}

  /** States that a selection lapsed, and which of its causes changed. */
  record Lapsed(String packet, String cause) implements ProgramData {}

  record GrantIssued(String action, String person, String reason, Signature signature)
      implements ProgramData {}

  record GrantRevoked(String action, String person, String reason, Signature signature)
      implements ProgramData {}

  /**
   * A governed document's exact bytes.
   *
   * @param storeRevision the revision that the store gave it
   * @param label the revision that the document itself claims, which may differ; null: none
   * @param bytes length
   * @param supplies the named input that this document is; null: none
   * @param claim what others said of it and nobody here can recompute; null: nothing
   */
  record DocumentPinned(
      String path,
      long storeRevision,
      @Nullable String label,
      long bytes,
      Hash sha256,
      @Nullable String supplies,
      @Nullable String claim)
      implements ProgramData {}

  /** Somebody states a lane's packet tree; kept beside other claims, never merged with them. */
  record PacketTreeClaimed(String lane, Hash packetTree, String claimedBy) implements ProgramData {}
}
