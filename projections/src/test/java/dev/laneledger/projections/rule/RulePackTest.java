package dev.laneledger.projections.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulePackTest {
  private static final String SMALL =
      """
      pack: small
      version: 1
      purpose: a pack for tests
      rules:
        - {id: r1, on: [lane.opened], deny: "event.data.host == 'x'", code: C1, pointer: /data/host, message: not x, value: event.data.host, todo: choose y}
      selftests:
        - {name: bad, expect: C1, on: lane.opened, given: {event: {data: {host: x}}}}
        - {name: good, expect: ALLOW, on: lane.opened, given: {event: {data: {host: y}}}}
      """;

  @Test
  void theShippedPacksLoadAndJudgeInTheirOrder() {
    assertThat(ShippedPacks.all())
        .extracting(RulePack::id)
        .containsExactly(
            "ledger-governance",
            "rollback-proof",
            "blockers",
            "decisions",
            "tickets",
            "lane-governance");
  }

  @Test
  void aPackIsNamedByTheDigestOfItsBytes() {
    RulePack pack = RulePack.load(SMALL.getBytes(UTF_8));
    assertThat(pack.sha256()).isEqualTo(dev.laneledger.api.hash.Hash.sha256(SMALL.getBytes(UTF_8)));
    assertThat(pack.codes()).containsExactly("C1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pack: small             | pack: [small              | must be YAML
          version: 1              | version: one              | documented form
          purpose: a pack         | porpoise: a pack          | documented form
          version: 1              | version: 1\\nversion: 1   | must be YAML
          on: [lane.opened], deny | on: [lane.flown], deny    | lane.flown
          == 'x'"                 | == 'x"                    | type-checks
          == 'x'"                 | "                         | must give C1, but gave RULE_NOT_EVALUABLE
          event.data.host == 'x'  | wheather == 'x'           | type-checks
          expect: C1              | expect: C2                | must give C2, but gave C1
          expect: ALLOW           | expect: C1                | must give C1, but gave ALLOW
          host: y}}}              | hast: y}}}                | must give ALLOW, but gave RULE_NOT_EVALUABLE
          expect: C1, on: lane.opened, given: {event: {data: {host: x}}} | expect: ALLOW, on: lane.opened, given: {event: {data: {host: z}}} | lacks: [r1]
          expect: ALLOW, on: lane.opened, given: {event: {data: {host: y}}} | expect: C1, on: lane.opened, given: {event: {data: {host: x}}} | lacks: ALLOW
          """)
  void whatIsWrongWithAPackKeepsAllOfItOut(String from, String to, String message) {
    assertThat(SMALL).contains(from);
    String broken = SMALL.replace(from, to.replace("\\n", "\n"));
    assertThatThrownBy(() -> RulePack.load(broken.getBytes(UTF_8)))
        .isInstanceOf(PackRefusedException.class)
        .hasMessageContaining(message);
  }
}
