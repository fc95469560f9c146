package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.rule.Rule.Denial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A loaded rule pack: one YAML file whose identity is the SHA-256 of its bytes. Loading fails
 * closed: on bad YAML, an unknown field or event type, a CEL type error, a failing selftest, a rule
 * that no selftest exercises, or the lack of a selftest that is allowed.
 */
public final class RulePack {
  /** A pack's text may be at most this long. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final String ALLOW = "ALLOW";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final byte[] bytes;
  private final Hash sha256;
  private final PackFile file;
  private final Map<String, List<Rule>> rules = new HashMap<>();
  private final Map<String, Map<String, Object>> authorities = new HashMap<>();
  private final Map<String, Set<String>> roles = new HashMap<>();

  private RulePack(byte[] bytes, PackFile file) {
    this.bytes = bytes.clone();
    this.sha256 = Hash.sha256(bytes);
    this.file = file;
    if (file.roles() != null) {
      file.roles().forEach((role, types) -> roles.put(role, Set.copyOf(types)));
    }
    if (file.authorities() != null) {
      file.authorities().forEach((level, a) -> authorities.put(level, Variables.of(a)));
    }
    for (PackFile.RuleText text : file.rules()) {
      Rule rule = new Rule(file.pack(), text);
      for (String type : text.on()) {
        rules.computeIfAbsent(type, t -> new ArrayList<>()).add(rule);
      }
    }
  }

  /**
   * Reads, compiles and tests a pack.
   *
   * @throws PackRefusedException if anything is wrong with it
   */
  public static RulePack load(byte[] yaml) {
    PackFile file = parse(yaml);
    requireKnownTypes(file);
    requireDistinctRules(file);
    RulePack pack = new RulePack(yaml, file);
    pack.runSelftests();
    return pack;
  }

  private static PackFile parse(byte[] yaml) {
    if (yaml.length > MAX_BYTES) {
      throw new PackRefusedException(
          "a rule pack must have at most " + MAX_BYTES + " bytes, but has " + yaml.length);
    }
    try {
      return EventJson.fromTree(YAML.readTree(yaml), PackFile.class);
    } catch (JacksonException e) {
      throw new PackRefusedException("a rule pack must be YAML, but: " + e.getOriginalMessage());
    } catch (EventRefusedException e) {
      throw new PackRefusedException(
          "a rule pack must have the documented form, but at "
              + e.pointer()
              + ": "
              + e.getMessage());
    }
  }

  private static void requireKnownTypes(PackFile file) {
    Stream<String> named =
        Stream.concat(
            file.rules().stream().flatMap(r -> r.on().stream()),
            file.roles() == null
                ? Stream.empty()
                : file.roles().values().stream().flatMap(List::stream));
    named
        .filter(type -> EventType.ofName(type).isEmpty())
        .findFirst()
        .ifPresent(type -> {
          throw new PackRefusedException(
              "pack " + file.pack() + " may only name known event types, but names: " + type);
        });
  }

  private static void requireDistinctRules(PackFile file) {
    Set<String> ids = new HashSet<>();
    for (PackFile.RuleText rule : file.rules()) {
      if (!ids.add(rule.id())) {
        throw new PackRefusedException(
            "pack " + file.pack() + " must name each rule once, but has twice: " + rule.id());
      }
    }
  }

  private void runSelftests() {
    Set<String> exercised = new HashSet<>();
    boolean allowed = false;
    for (PackFile.SelfTest test : file.selftests()) {
      Optional<Denial> denial = firstDenial(test.on(), Variables.of(test));
      String code = denial.map(Denial::code).orElse(ALLOW);
      if (!code.equals(test.expect())) {
        throw new PackRefusedException(
            "pack "
                + file.pack()
                + ", selftest "
                + test.name()
                + " must give "
                + test.expect()
                + ", but gave "
                + code
                + denial.map(d -> " (" + d.message() + ")").orElse(""));
      }
      denial.ifPresent(d -> exercised.add(d.rule()));
      allowed |= denial.isEmpty();
    }
    requireExercised(exercised, allowed);
  }

  private void requireExercised(Set<String> exercised, boolean allowed) {
    Set<String> idle =
        file.rules().stream()
            .map(PackFile.RuleText::id)
            .filter(id -> !exercised.contains(id))
            .collect(Collectors.toSet());
    if (!idle.isEmpty() || (!allowed && !file.rules().isEmpty())) {
      throw new PackRefusedException(
          "pack "
              + file.pack()
              + " must have a selftest for each rule and one that is allowed,"
              + " but lacks: "
              + (idle.isEmpty() ? ALLOW : idle));
    }
  }

  /** The pack's name, such as {@code lane-governance}. */
  public String id() {
    return file.pack();
  }

  /** SHA-256 of the pack's bytes: its identity. */
  public Hash sha256() {
    return sha256;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How a ledger names this pack. */
  public LedgerData.PackPin pin() {
    return new LedgerData.PackPin(id(), sha256);
  }

  /** Ids of all rules, in their order. */
  public List<String> rules() {
    return file.rules().stream().map(PackFile.RuleText::id).toList();
  }

  /** Every code that this pack's rules can give, in their order. */
  public List<String> codes() {
    return file.rules().stream().map(PackFile.RuleText::code).distinct().toList();
  }

  /** The version that the pack gives itself; it grows with every change. */
  public int version() {
    return file.version();
  }

  /** Ids of the rules of that pack which this one lacks. */
  List<String> drops(RulePack older) {
    return older.rules().stream().filter(id -> !rules().contains(id)).toList();
  }

  /** Names of the older pack's selftests that are denied there and no longer here, by that code. */
  List<String> loosens(RulePack older) {
    return older.file.selftests().stream()
        .filter(test -> !test.expect().equals(ALLOW))
        .filter(test -> !allDenials(test.on(), Variables.of(test)).contains(test.expect()))
        .map(PackFile.SelfTest::name)
        .toList();
  }

  /**
   * What a code of this pack says.
   *
   * @param message the rule in words
   * @param todo what to do
   */
  public record Meaning(String message, String todo) {}

  /** What that code of this pack says; empty if no rule of it has that code. */
  public Optional<Meaning> meaning(String code) {
    return file.rules().stream()
        .filter(rule -> rule.code().equals(code))
        .map(rule -> new Meaning(rule.message(), rule.todo()))
        .findFirst();
  }

  /** The texts of all rules, in their order. */
  List<PackFile.RuleText> texts() {
    return file.rules();
  }

  /** Whether the pack lets principals of that role, in upper case, send that type. */
  public boolean allows(String role, EventType type) {
    return roles.getOrDefault(role, Set.of()).contains(type.shortName());
  }

  /** The level's authority as CEL values; null if this pack does not know the level. */
  @Nullable Map<String, Object> authorityValues(String level) {
    return authorities.get(level);
  }

  private Optional<PackFile.Authority> authority(String level) {
    return Optional.ofNullable(file.authorities()).map(a -> a.get(level));
  }

  /** What a lane of that level may carry out; empty if this pack does not know the level. */
  public Optional<List<String>> actions(String level) {
    return authority(level).map(PackFile.Authority::actions);
  }

  /** Evidence that such a lane may bring; empty if this pack does not know the level. */
  public Optional<List<String>> strengths(String level) {
    return authority(level).map(PackFile.Authority::strengths);
  }

  boolean judges(EventType type) {
    return rules.containsKey(type.shortName());
  }

  /** The first rule that denies, in the pack's order. */
  Optional<Denial> firstDenial(String type, Map<String, Object> variables) {
    for (Rule rule : rules.getOrDefault(type, List.of())) {
      Optional<Denial> denial = rule.judge(variables);
      if (denial.isPresent()) {
        return denial;
      }
    }
    return Optional.empty();
  }

  /** The codes of all rules that deny, in the pack's order. */
  List<String> allDenials(String type, Map<String, Object> variables) {
    return rules.getOrDefault(type, List.of()).stream()
        .flatMap(rule -> rule.judge(variables).stream())
        .map(Denial::code)
        .distinct()
        .toList();
  }
}
