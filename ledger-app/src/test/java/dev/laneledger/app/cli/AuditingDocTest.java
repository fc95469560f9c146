package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.verify.EntryRule;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.LedgerRule;
import dev.laneledger.api.verify.MeaningRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AuditingDocTest {
  private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| .+ \\|");

  @Test
  void the_document_explains_every_kind_of_finding_and_no_other() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("..", "docs", "auditing.md")).stream()
            .map(ROW::matcher)
            .filter(row -> row.matches())
            .map(row -> row.group(1))
            .toList();

    List<String> kinds =
        Stream.of(EntryRule.values(), LedgerRule.values(), MeaningRule.values(), GapKind.values())
            .flatMap(Arrays::stream)
            .map(Enum::name)
            .toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(kinds);
  }
}
