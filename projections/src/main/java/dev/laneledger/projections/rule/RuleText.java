package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventJson;
import java.util.List;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a rule says to a person, without compiling it.
 *
 * @param pack id of the pack that holds it
 * @param code that its denial has
 * @param message the rule in words, without a capital and a full stop
 * @param todo what a denied sender does, in the same form
 */
public record RuleText(String pack, String code, String message, String todo) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** The rules of a pack that was loaded before, in their order. */
  public static List<RuleText> of(byte[] yaml) {
    PackFile file = EventJson.fromTree(YAML.readTree(yaml), PackFile.class);
    return file.rules().stream()
        .map(rule -> new RuleText(file.pack(), rule.code(), rule.message(), rule.todo()))
        .toList();
  }
}
