package dev.laneledger.api.note;

import dev.laneledger.api.hash.Bytes;
import dev.laneledger.api.note.NoteException.Rule;
import dev.laneledger.api.note.TlogPolicy.Group;
import dev.laneledger.api.note.TlogPolicy.Log;
import dev.laneledger.api.note.TlogPolicy.Witness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one policy, line by line; what a line refers to stands above it. */
final class TlogPolicyText {
  private final List<Log> logs = new ArrayList<>();
  private final List<Witness> witnesses = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final Set<Bytes> logKeys = new HashSet<>();
  private final Set<Bytes> witnessKeys = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> members = new HashSet<>();
  private @Nullable String quorum;
  private int number;

  TlogPolicyText(String text) {
    if (text.chars().anyMatch(c -> c == 0x7f || (c < ' ' && c != '\t' && c != '\n'))) {
      throw NoteException.malformed(
          "a policy must have no control character but tab and LF, but has one");
    }
    if (!text.endsWith("\n")) {
      throw NoteException.malformed("a policy must end in LF, but does not: end its last line");
    }
    for (String line : Lines.of(text)) {
      number++;
      List<String> items = items(line);
      if (!items.isEmpty() && !items.getFirst().startsWith("#")) {
        accept(items);
      }
    }
  }

  TlogPolicy policy() {
    if (quorum == null) {
      throw NoteException.malformed(
          "a policy must have one quorum line, but has none: add \"quorum none\" to need no witness");
    }
    return new TlogPolicy(logs, witnesses, groups, quorum);
  }

  private void accept(List<String> items) {
    switch (items.getFirst()) {
      case "log" -> log(items);
      case "witness" -> witness(items);
      case "group" -> group(items);
      case "quorum" -> quorum(items);
      default -> throw wrong("must begin with log, witness, group or quorum", items.getFirst());
    }
  }

  private void log(List<String> items) {
    requireItems(items, 2, 3, "log <vkey> [<url>]");
    VerifierKey key = key(items.get(1), Set.of(VerifierKey.ED25519));
    requireNew(logKeys, key.publicKey(), "must name a key that no log above has", key.encode());
    logs.add(new Log(key, optional(items, 2)));
  }

  private void witness(List<String> items) {
    requireItems(items, 3, 4, "witness <name> <vkey> [<url>]");
    VerifierKey key = key(items.get(2), Set.of(VerifierKey.COSIGNATURE, VerifierKey.ML_DSA_44));
    define(items.get(1));
    requireNew(
        witnessKeys, key.publicKey(), "must name a key that no witness above has", key.encode());
    witnesses.add(new Witness(items.get(1), key, optional(items, 3)));
  }

  private void group(List<String> items) {
    requireItems(items, 4, Integer.MAX_VALUE, "group <name> all|any|<k> <members...>");
    List<String> of = items.subList(3, items.size());
    for (String member : of) {
      requireDefined(member);
      requireNew(members, member, "must name members that are in no group yet", member);
    }
    define(items.get(1));
    groups.add(new Group(items.get(1), threshold(items.get(2), of.size()), of));
  }

  private void quorum(List<String> items) {
    requireItems(items, 2, 2, "quorum <name>|none");
    if (quorum != null) {
      throw wrong("must not be a second quorum", items.get(1));
    }
    if (!items.get(1).equals(TlogPolicy.NONE)) {
      requireDefined(items.get(1));
    }
    quorum = items.get(1);
  }

  private int threshold(String text, int members) {
    return switch (text) {
      case "any" -> 1;
      case "all" -> members;
      default -> {
        long k = count(text);
        if (k < 1 || k > members) {
          throw wrong("must need 1 to " + members + " of its members", text);
        }
        yield (int) k;
      }
    };
  }

  private long count(String text) {
    try {
      return Decimal.parse("a group's threshold", text);
    } catch (NoteException e) {
      throw wrong("must give all, any or a decimal number", text);
    }
  }

  private VerifierKey key(String vkey, Set<Integer> types) {
    VerifierKey key;
    try {
      key = VerifierKey.parse(vkey);
    } catch (NoteException e) {
      throw new NoteException(
          Rule.INVALID_KEY, "line " + number + " of a policy: " + e.getMessage());
    }
    if (!types.contains(key.type())) {
      throw new NoteException(
          Rule.INVALID_KEY,
          String.format(
              Locale.ROOT,
              "line %d of a policy must have a key of type %s, but has type %d: %s",
              number,
              types.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or ")),
              key.type(),
              vkey));
    }
    return key;
  }

  private void define(String name) {
    if (name.equals(TlogPolicy.NONE)) {
      throw wrong("must not define the name none", name);
    }
    requireNew(names, name, "must define a new name", name);
  }

  private void requireDefined(String name) {
    if (!names.contains(name)) {
      throw wrong("must refer to a witness or group above it", name);
    }
  }

  private <T> void requireNew(Set<T> known, T value, String rule, String shown) {
    if (!known.add(value)) {
      throw wrong(rule, shown);
    }
  }

  private void requireItems(List<String> items, int least, int most, String form) {
    if (items.size() < least || items.size() > most) {
      throw wrong("must have the form " + form, String.join(" ", items));
    }
  }

  private NoteException wrong(String rule, String value) {
    return NoteException.malformed(
        "line " + number + " of a policy " + rule + ", but is: " + value);
  }

  private static @Nullable String optional(List<String> items, int index) {
    return items.size() > index ? items.get(index) : null;
  }

  /** Only space and tab separate; other spaces of Unicode are part of a name. */
  private static List<String> items(String line) {
    List<String> items = new ArrayList<>(List.of(line.split("[ \t]+")));
    items.removeIf(String::isEmpty);
    return items;
  }
}
