package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.projections.rule.RulePack;
import java.nio.charset.StandardCharsets;

/** Packs a version on. */
final class NewerPack {
  /** An authority level that may do what the program's vocabulary names. */
  static final String AUTHORITY = "APPLY";

  private static final RulePack WITH_AN_AUTHORITY =
      of(
          GoodData.pack("lane-governance"),
          "authorities:\n",
          "authorities:\n  APPLY: {actions: [REAL_RUN, CI_DEPLOY, FLY], words: [], strengths: []}\n",
          "['REHEARSAL_ONLY',",
          "['APPLY', 'REHEARSAL_ONLY',");

  private NewerPack() {}

  /** The shipped lane-governance with the level {@link #AUTHORITY}. */
  static RulePack withAnAuthority() {
    return WITH_AN_AUTHORITY;
  }

  /** That pack's next version, with each first text replaced by the second. */
  static RulePack of(RulePack pack, String... replacements) {
    String yaml = new String(pack.bytes(), StandardCharsets.UTF_8);
    yaml = yaml.replace("version: " + pack.version(), "version: " + (pack.version() + 1));
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(yaml).contains(replacements[i]);
      yaml = yaml.replace(replacements[i], replacements[i + 1]);
    }
    return RulePack.load(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
