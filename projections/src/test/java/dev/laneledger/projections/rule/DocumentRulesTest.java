package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.document.DocumentFault;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.ReadDocument;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Samples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Governed documents. */
final class DocumentRulesTest extends GovernedProgram {
  private static final Hash OTHER = Hash.sha256(new byte[1]);

  private static ReadDocument read(long revision, long bytes, Hash sha256) {
    return read("d", revision, bytes, sha256, null);
  }

  private static ReadDocument read(
      String path, long revision, long bytes, Hash sha256, @Nullable DocumentFault fault) {
    return new ReadDocument(path, revision, bytes, sha256, fault);
  }

  private String check(Result result, ReadDocument... documents) {
    return code(LANE, L1, EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(result, documents));
  }

  private void aDocumentIsPinned() {
    allow(OPERATOR, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 24, Samples.zero()));
  }

  @Test
  void aGatePassesOnlyOnThePinnedRevisionLengthAndDigest() {
    aDocumentIsPinned();
    laneRuns();
    assertThat(check(Result.PASS, read(24, 3, OTHER))).isEqualTo("DOCUMENT_BYTES_CHANGED");
    assertThat(check(Result.PASS, read(24, 4, OTHER))).isEqualTo("DOCUMENT_NOT_AS_PINNED");
    assertThat(check(Result.PASS, read(23, 3, Samples.zero()))).isEqualTo("DOCUMENT_NOT_AS_PINNED");
    assertThat(check(Result.PASS)).isEqualTo("DOCUMENT_MISSING");
    assertThat(check(Result.PASS, read(24, 3, Samples.zero()), read("e", 1, 3, OTHER, null)))
        .isEqualTo("DOCUMENT_UNLISTED");
    assertThat(check(Result.PASS, read(24, 3, Samples.zero()))).isEqualTo("ALLOW");
  }

  @Test
  void aGateDoesNotPassOnADocumentOfWhichItSaysItselfHowItDiffers() {
    aDocumentIsPinned();
    laneRuns();
    for (DocumentFault fault : DocumentFault.values()) {
      assertThat(check(Result.PASS, read("d", 24, 3, Samples.zero(), fault)))
          .isEqualTo(fault.name());
    }
    assertThat(check(Result.FAIL, read("d", 24, 5, OTHER, DocumentFault.DOCUMENT_LINE_ENDS)))
        .isEqualTo("ALLOW");
  }

  @Test
  void theDocumentsAreReadOnceMoreBeforeALaneSealsReady() {
    aDocumentIsPinned();
    laneRuns();
    assertThat(check(Result.PASS, read(24, 3, Samples.zero()))).isEqualTo("ALLOW");
    laneIsReady();
    assertThat(seal(Outcome.READY)).isEqualTo("DOCUMENT_MISSING");
    assertThat(seal(Outcome.READY, read(24, 3, OTHER))).isEqualTo("DOCUMENT_BYTES_CHANGED");
    allow(OWNER, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 25, OTHER));
    assertThat(seal(Outcome.READY, read(24, 3, Samples.zero())))
        .isEqualTo("DOCUMENT_NOT_AS_PINNED");
    assertThat(seal(Outcome.READY, read(25, 3, OTHER))).isEqualTo("ALLOW");
  }

  @Test
  void documentsOnlyGainRevisionsAndNotFromALane() {
    aDocumentIsPinned();
    assertThat(code(OWNER, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 24, OTHER)))
        .isEqualTo("DOCUMENT_REVISION_NOT_NEW");
    assertThat(
            code(
                OWNER,
                P,
                EventType.DOCUMENT_PINNED,
                new ProgramData.DocumentPinned("d", 24, "rev. 7", 3, Samples.zero(), null, null)))
        .isEqualTo("DOCUMENT_REVISION_NOT_NEW");
    assertThat(code(LANE, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 25, OTHER)))
        .isEqualTo("TYPE_NOT_ALLOWED");
    allow(OWNER, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 25, OTHER));
  }
}
