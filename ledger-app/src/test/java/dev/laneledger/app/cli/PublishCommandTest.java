package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.app.audit.KeptLedger;
import dev.laneledger.app.cli.Verbs.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class PublishCommandTest {
  @TempDir private Path temporary;

  private Ran publish(String ledger, String... more) {
    List<String> args =
        new ArrayList<>(List.of("publish", "--dir", temporary.resolve(ledger).toString(), "--out"));
    args.add(temporary.resolve("out").toString());
    args.addAll(List.of(more));
    return Verbs.here(args);
  }

  @Test
  void publish_says_what_is_new_and_a_machine_gets_one_object() throws IOException {
    KeptLedger.create(temporary.resolve("ledger"), 3, 3);
    Ran first = publish("ledger");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out()).contains("3 entries, 3 of them new", "2 files written");
    KeptLedger.grow(temporary.resolve("ledger"), 5);

    Ran second = publish("ledger", "--json", "--public-entries", "--blobs");

    assertThat(second.exit()).as(second.err()).isZero();
    JsonNode json = CanonicalJson.parse(second.out().strip().getBytes(StandardCharsets.UTF_8));
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder("out", "origin", "size", "root", "before", "files", "bytes");
    assertThat(json.path("size").asInt()).isEqualTo(5);
    assertThat(json.path("before").asInt()).isEqualTo(3);
    assertThat(json.path("files").asInt()).isEqualTo(4);
  }

  @Test
  void publish_ends_with_1_over_another_tree_and_with_2_without_a_ledger() throws IOException {
    KeptLedger.create(temporary.resolve("ledger"), 5, 5);
    KeptLedger.create(temporary.resolve("older"), 3, 3);
    assertThat(publish("ledger").exit()).isZero();

    Ran refused = publish("older");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("must not shrink").contains("5 entries", "covers 3");
    Ran unusable = publish("none");
    assertThat(unusable.exit()).isEqualTo(2);
    assertThat(unusable.err()).contains("signed checkpoint").doesNotContain("\tat ");
    assertThat(Verbs.here(List.of("publish", "--dir", "x")).exit()).isEqualTo(2);
  }

  @Test
  void verify_reads_a_published_tree() throws IOException {
    KeptLedger.create(temporary.resolve("ledger"), 5, 5);
    String key = KeptLedger.LOG_KEY.verifierKey().encode();
    String out = temporary.resolve("out").toString();
    publish("ledger", "--public-entries", "--blobs");

    Ran verified = Verbs.here(List.of("verify", "--tiles", out, "--key", key, "--json"));
    Ran directory =
        Verbs.here(
            List.of(
                "verify", "--dir", temporary.resolve("ledger").toString(), "--key", key, "--json"));
    Ran unusable = Verbs.here(List.of("verify", "--tiles", temporary.toString()));

    assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out()).isEqualTo(directory.out());
    assertThat(unusable.exit()).isEqualTo(2);
    assertThat(Verbs.here(List.of("verify", "--tiles", "http://127.0.0.1:1/x")).exit())
        .isEqualTo(2);
  }
}
