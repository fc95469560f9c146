package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReasonCodesDocTest {
  private static final String HEADING = "## Codes of the ledger itself";
  private static final String NEXT = "\n## Codes of the shipped rule packs";

  @Test
  void the_document_lists_every_code_with_its_status_meaning_and_remedy_as_the_code_has_them()
      throws IOException {
    String document = Files.readString(Path.of("..", "docs", "reason-codes.md"));

    assertThat(document).contains(HEADING, NEXT);
    assertThat(document.substring(document.indexOf(HEADING), document.indexOf(NEXT)))
        .as("replace this section with what is expected")
        .isEqualTo(HEADING + "\n\n" + table());
  }

  private static String table() {
    return Arrays.stream(ReasonCode.values())
        .map(ReasonCodesDocTest::row)
        .collect(
            Collectors.joining(
                "", "| Code | HTTP | Means | What to do |\n|---|---|---|---|\n", ""));
  }

  private static String row(ReasonCode code) {
    return "| <a id=\"%s\"></a>`%s` | %d | %s. | %s. |\n"
        .formatted(code, code, code.httpStatus(), sentence(code.meaning()), sentence(code.todo()));
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
