package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.app.audit.KeptLedger;
import dev.laneledger.projections.question.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A ledger whose only lane began without being opened, so that most questions have no answer. */
final class QuestionsCommandTest {
  private static final String KEY = KeptLedger.LOG_KEY.verifierKey().encode();

  @TempDir private Path temporary;
  private String directory = "";

  @BeforeEach
  void aLedger() throws IOException {
    Path ledger = temporary.resolve("ledger");
    KeptLedger.create(ledger, 5, 5);
    directory = ledger.toString();
  }

  private Verbs.Ran ask(String... more) {
    List<String> args = new ArrayList<>(List.of("questions", "--dir", directory, "--key", KEY));
    args.addAll(List.of(more));
    return Verbs.here(args);
  }

  @Test
  void every_question_is_answered_of_each_lane_and_of_the_ledger() {
    Verbs.Ran ran = ask();

    assertThat(ran.exit()).as("as replay ends: the rules deny what was appended").isEqualTo(1);
    assertThat(ran.out()).startsWith("TAMPERED  " + KeptLedger.ORIGIN + "  5 entries");
    assertThat(ran.out()).contains("LANE  /programs/P/lanes/L").contains("LEDGER  ");
    for (Question question : Question.values()) {
      assertThat(ran.out()).contains(question.text() + "  [" + question.id() + "]");
    }
    assertThat(ran.out())
        .containsSubsequence("[who-started]", "not answerable:", "[what-permitted]");
  }

  @Test
  void a_machine_gets_the_same_with_the_entries_that_each_answer_rests_on() {
    JsonNode node =
        CanonicalJson.parse(ask("--json").out().strip().getBytes(StandardCharsets.UTF_8));

    List<String> asked = new ArrayList<>();
    node.get("lanes").get(0).get("answers").forEach(a -> asked.add(a.get("question").asString()));
    node.get("ledger").forEach(a -> asked.add(a.get("question").asString()));
    assertThat(asked)
        .containsExactlyElementsOf(Arrays.stream(Question.values()).map(Question::id).toList());
    JsonNode missing = node.get("ledger").get(0);
    assertThat(missing.get("answerable").asBoolean()).isTrue();
    assertThat(missing.get("restsOn").get(0).get("source").asString()).isEqualTo("/ledger");
    assertThat(node.get("replay").get("exit").asInt()).isEqualTo(1);
  }

  @Test
  void a_bundle_gives_the_same_answers_as_its_directory() {
    String bundle = temporary.resolve("ledger.zip").toString();
    assertThat(Verbs.here(List.of("export", "--dir", directory, "--out", bundle)).exit()).isZero();

    Verbs.Ran ran =
        Verbs.here(List.of("questions", "--bundle", bundle, "--key", KEY, "--lane", "L", "--json"));
    assertThat(ran.out()).isEqualTo(ask("--json", "--lane", "/programs/P/lanes/L").out());
  }

  @Test
  void a_lane_that_is_not_there_ends_with_2_and_is_told_which_are() {
    Verbs.Ran ran = ask("--lane", "M");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("M names none; there are [/programs/P/lanes/L]");
  }

  @Test
  void without_a_ledger_it_ends_with_2() throws IOException {
    Files.createDirectory(temporary.resolve("empty"));
    directory = temporary.resolve("empty").toString();
    assertThat(ask().exit()).isEqualTo(2);
  }

  @Test
  void the_document_names_every_question() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "questions.md"));
    for (Question question : Question.values()) {
      assertThat(document).contains("| `" + question.id() + "` | " + question.text() + " |");
    }
  }
}
