package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReasonCodesDocTest {
  private static final Pattern ROW =
      Pattern.compile("\\| <a id=\"([A-Z_]+)\"></a>`\\1` \\| (\\d{3}) \\| [^|]+ \\| [^|]+ \\|");

  @Test
  void the_document_has_a_row_for_every_code_and_no_other() throws IOException {
    Map<String, Integer> documented = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "reason-codes.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        documented.put(row.group(1), Integer.valueOf(row.group(2)));
      }
    }

    assertThat(documented).containsExactlyEntriesOf(codes());
  }

  private static TreeMap<String, Integer> codes() {
    return Arrays.stream(ReasonCode.values())
        .collect(
            Collectors.toMap(ReasonCode::name, ReasonCode::httpStatus, (a, b) -> a, TreeMap::new));
  }
}
