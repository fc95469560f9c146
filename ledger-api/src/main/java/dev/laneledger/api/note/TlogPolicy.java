package dev.laneledger.api.note;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which logs are trusted, and which of the known witnesses must have cosigned (C2SP tlog-policy;
 * the package gives the form).
 *
 * @param logs the trusted logs, each key once; none where the log is known from elsewhere
 * @param witnesses the known witnesses, each key once
 * @param groups every member is a witness or an earlier group
 * @param quorum the name of a witness or a group, or {@link #NONE}
 */
public record TlogPolicy(
    List<Log> logs, List<Witness> witnesses, List<Group> groups, String quorum) {
  /** The quorum that needs no witness. */
  public static final String NONE = "none";

  public TlogPolicy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
    groups = List.copyOf(groups);
  }

  /**
   * A log that is trusted.
   *
   * @param key of type 01, named as the log's origin
   * @param url how to reach it, or null
   */
  public record Log(VerifierKey key, @Nullable String url) {}

  /**
   * A witness that is known.
   *
   * @param name by which groups and quorum refer to it, within this policy only
   * @param key of type 04 or 06
   * @param url its submission prefix, or null
   */
  public record Witness(String name, VerifierKey key, @Nullable String url) {}

  /**
   * Witnesses of which some are enough.
   *
   * @param threshold how many of the members must have witnessed, 1 to their number
   */
  public record Group(String name, int threshold, List<String> members) {
    public Group {
      members = List.copyOf(members);
    }
  }

  /**
   * Reads a policy.
   *
   * @throws NoteException (MALFORMED) if a line has not its form, a name is not defined above it, a
   *     name or key comes twice, or there is not exactly one quorum; (INVALID_KEY) if a key is not
   *     one of the type that its line needs
   */
  public static TlogPolicy parse(String text) {
    return new TlogPolicyText(text).policy();
  }

  /**
   * Whether the quorum has witnessed.
   *
   * @param cosigners keys whose cosignatures were verified; those of no witness here do not count
   */
  public boolean isSatisfiedBy(Set<VerifierKey> cosigners) {
    if (quorum.equals(NONE)) {
      return true;
    }
    Set<String> witnessed = new HashSet<>();
    witnesses.stream()
        .filter(witness -> cosigners.contains(witness.key()))
        .forEach(witness -> witnessed.add(witness.name()));
    for (Group group : groups) {
      if (group.members().stream().filter(witnessed::contains).count() >= group.threshold()) {
        witnessed.add(group.name());
      }
    }
    return witnessed.contains(quorum);
  }

  /** The keys of the witnesses, in the order of the policy. */
  public List<VerifierKey> witnessKeys() {
    return witnesses.stream().map(Witness::key).toList();
  }
}
