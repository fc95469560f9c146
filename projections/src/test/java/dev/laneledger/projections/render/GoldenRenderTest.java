package dev.laneledger.projections.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoldenRenderTest {
  @Test
  void theLanesPacketIsTheGoldenOne() throws IOException {
    SortedMap<String, PacketFile> files = PacketRenderer.render(Fix7.completed("a").laneRecord());
    for (Map.Entry<String, PacketFile> file : files.entrySet()) {
      if (file.getValue() instanceof PacketFile.Text text) {
        Golden.compare("fix7/packet/" + file.getKey(), text.bytes());
      }
    }
    Golden.compare(
        "fix7/packet/HASH_MANIFEST.txt",
        PacketRenderer.manifest(files).format().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void noGoldenPacketFileIsLeftOver() throws IOException {
    SortedMap<String, PacketFile> files = PacketRenderer.render(Fix7.completed("a").laneRecord());
    Path folder = Path.of("src/test/resources/golden/fix7/packet");
    try (Stream<Path> golden = Files.walk(folder)) {
      List<String> names =
          golden.filter(Files::isRegularFile).map(p -> folder.relativize(p).toString()).toList();
      assertThat(names)
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      files.entrySet().stream()
                          .filter(f -> f.getValue() instanceof PacketFile.Text)
                          .map(Map.Entry::getKey),
                      Stream.of("HASH_MANIFEST.txt"))
                  .toList());
    }
  }

  @Test
  void theReportOfACompletedLaneIsTheGoldenOne() throws IOException {
    compare("fix7/report.md", Fix7.completed("a").laneRecord());
  }

  @Test
  void theReportOfAStoppedLaneIsTheGoldenOne() throws IOException {
    compare("stopped/report.md", Fix7.stopped("a").laneRecord());
  }

  @Test
  void theReportOfAnImportedLaneIsTheGoldenOne() throws IOException {
    compare("imported/report.md", Fix7.stopped("a").history.laneRecord(Fix7.IMPORTED));
  }

  @Test
  void theReportOfALaneOfWhichNothingIsKnownIsTheGoldenOne() throws IOException {
    compare("empty/report.md", new History("P", "a", List.of()).laneRecord("nothing"));
  }

  private static void compare(String name, LaneRecord laneRecord) throws IOException {
    String report = ReportRenderer.render(laneRecord);
    Golden.compare(name, report.getBytes(StandardCharsets.UTF_8));
  }
}
