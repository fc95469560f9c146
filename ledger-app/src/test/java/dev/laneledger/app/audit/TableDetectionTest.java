package dev.laneledger.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.app.audit.TableDetection.Noticed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableDetectionTest {
  private static final Pins KEY = Pins.of(KeptLedger.LOG_KEY.verifierKey());

  @TempDir private Path directory;

  @Test
  void whatever_says_something_in_any_table_is_noticed_when_it_is_changed() throws Exception {
    KeptLedger.create(directory, 13, 13);
    List<Noticed> noticed = TableDetection.prove(directory, KEY);

    assertThat(noticed)
        .extracting(Noticed::what)
        .contains("entry.record", "entry.seq", "entry.(row)", "stream.path", "stream_entry.seq")
        .contains("stream_id.id", "blob.bytes", "blob.sha256");
    assertThat(noticed).allSatisfy(one -> assertThat(one.asPromised()).as("%s", one).isTrue());
    assertThat(noticed).extracting(Noticed::tried).allMatch(tried -> tried > 0);
  }

  @Test
  void a_ledger_that_does_not_verify_proves_nothing() throws Exception {
    KeptLedger.create(directory, 5, 5);
    TamperedRows.sql(directory, "DELETE FROM entry WHERE seq = 3");

    assertThatThrownBy(() -> TableDetection.prove(directory, KEY))
        .isInstanceOf(MaterialUnusableException.class);
  }
}
