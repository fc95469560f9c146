package dev.laneledger.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.LaneData.Isolation;
import dev.laneledger.app.rehearsal.RehearsalPlan.ProductionTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationProofTest {
  @TempDir Path directory;
  private Database source;

  @BeforeEach
  void makeSource() {
    source = new Database(directory.resolve("source.db"));
    source.execute(List.of("CREATE TABLE t(a INTEGER PRIMARY KEY)", "INSERT INTO t VALUES(1)"));
  }

  @Test
  void aRealCopyIsProvenIsolatedAndKeepsNoMarker() {
    Database clone = source.copyTo(directory.resolve("clone.db"));
    ContentHash content = source.contentHash();

    Isolation facts = examine(clone, List.of());

    assertThat(IsolationProof.proves(facts)).isTrue();
    assertThat(facts.cloneWithMarker()).isNotEqualTo(content);
    assertThat(List.of(facts.sourceBefore(), facts.sourceAfter(), facts.cloneAfter()))
        .containsOnly(content);
    assertThat(clone.contentHash()).isEqualTo(content);
  }

  @Test
  void aSymbolicLinkToTheSourceIsNoClone() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("clone.db"), source.file());

    Isolation facts = examine(new Database(link), List.of());

    assertThat(IsolationProof.proves(facts)).isFalse();
    assertThat(facts.realPathDiffers()).isFalse();
    assertThat(facts.fileDiffers()).isFalse();
  }

  @Test
  void aHardLinkToTheSourceIsNoCloneAlthoughItsPathDiffers() throws IOException {
    Path link = Files.createLink(directory.resolve("clone.db"), source.file());

    Isolation facts = examine(new Database(link), List.of());

    assertThat(IsolationProof.proves(facts)).isFalse();
    assertThat(facts.realPathDiffers()).isTrue();
    assertThat(facts.fileDiffers()).isFalse();
  }

  @Test
  void nothingIsWrittenIntoAFileThatMayBeTheSource() throws IOException {
    ContentHash content = source.contentHash();
    Path link = Files.createLink(directory.resolve("clone.db"), source.file());

    Isolation facts = examine(new Database(link), List.of());

    assertThat(facts.cloneWithMarker()).isEqualTo(ContentHash.ABSENT);
    assertThat(source.contentHash()).isEqualTo(content);
  }

  @Test
  void aCloneThatIsAListedProductionTargetIsNotIsolated() throws IOException {
    Database clone = source.copyTo(directory.resolve("clone.db"));
    Path production = Files.createLink(directory.resolve("production.db"), clone.file());

    Isolation facts = examine(clone, List.of(new ProductionTarget("production", production)));

    assertThat(IsolationProof.proves(facts)).isFalse();
    assertThat(facts.comparedWith()).containsExactly("source", "production");
  }

  private Isolation examine(Database clone, List<ProductionTarget> production) {
    return IsolationProof.examine(source, clone, production, "/tmp/clone.XXXXXX");
  }
}
