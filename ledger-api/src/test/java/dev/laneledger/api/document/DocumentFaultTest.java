package dev.laneledger.api.document;

import static dev.laneledger.api.document.DocumentFault.DOCUMENT_BOM;
import static dev.laneledger.api.document.DocumentFault.DOCUMENT_BYTES_CHANGED;
import static dev.laneledger.api.document.DocumentFault.DOCUMENT_JSON_REENCODED;
import static dev.laneledger.api.document.DocumentFault.DOCUMENT_LINE_ENDS;
import static dev.laneledger.api.document.DocumentFault.DOCUMENT_LOOK_ALIKE;
import static dev.laneledger.api.document.DocumentFault.DOCUMENT_NOT_AS_PINNED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentFaultTest {
  private static void is(DocumentFault fault, String pinned, String read) {
    assertThat(DocumentFault.between(pinned.getBytes(UTF_8), read.getBytes(UTF_8)))
        .as("%s → %s", pinned, read)
        .contains(fault);
    assertThat(DocumentFault.between(read.getBytes(UTF_8), pinned.getBytes(UTF_8)))
        .as("%s → %s", read, pinned)
        .contains(fault);
  }

  @Test
  void equalBytesHaveNoFault() {
    assertThat(DocumentFault.between("a\r\n".getBytes(UTF_8), "a\r\n".getBytes(UTF_8))).isEmpty();
    assertThat(DocumentFault.between(new byte[0], new byte[0])).isEmpty();
  }

  @Test
  void eachWayOfLookingAlikeHasANameOfItsOwn() {
    is(DOCUMENT_BYTES_CHANGED, "rows: 3\n", "rows: 4\n");
    is(DOCUMENT_BOM, "rows: 3\n", "\uFEFFrows: 3\n");
    is(DOCUMENT_LINE_ENDS, "a\nb\n", "a\r\nb\r\n");
    is(DOCUMENT_LINE_ENDS, "a\nb\n", "a\rb\n");
    is(DOCUMENT_LINE_ENDS, "a\nb\n", "\uFEFFa\r\nb\n");
    is(DOCUMENT_JSON_REENCODED, "{\"a\":1,\"b\":[2]}", "{ \"b\": [2.0], \"a\": 1 }\n");
    is(DOCUMENT_JSON_REENCODED, "[\"é\"]", "[\"\\u00e9\"]");
    is(DOCUMENT_NOT_AS_PINNED, "{\"a\":1}", "{\"a\":12}");
    is(DOCUMENT_NOT_AS_PINNED, "a\n", "a\n\n");
  }

  @Test
  void aLineFeedThatWasAddedIsNoOtherLineEnd() {
    is(DOCUMENT_NOT_AS_PINNED, "a\nb", "a\n\nb");
  }

  @ParameterizedTest
  @CsvSource({
    "caf\u00e9, cafe\u0301", // NFC and NFD
    "pass, p\u0430ss", // Cyrillic a
    "\u0391PPLY, APPLY", // Greek capital alpha
    "applied, app\u200Blied", // zero width space
    "a b, a\u00a0b", // no-break space
    "a-b, a\u2010b", // hyphen
    "file, \ufb01le" // ligature
  })
  void whatReadsAlikeIsALookAlike(String pinned, String read) {
    is(DOCUMENT_LOOK_ALIKE, pinned, read);
  }

  @Test
  void otherCapitalsAreAnotherText() {
    is(DOCUMENT_BYTES_CHANGED, "apply", "Apply");
  }

  @Test
  void bytesThatAreNoTextAreComparedAsBytes() {
    assertThat(DocumentFault.between(new byte[] {-1, 1}, new byte[] {-1, 2}))
        .contains(DOCUMENT_BYTES_CHANGED);
    assertThat(DocumentFault.between(new byte[] {-1, 1}, new byte[] {-1}))
        .contains(DOCUMENT_NOT_AS_PINNED);
  }

  @Test
  void digestsTellNoMoreThanWhetherTheLengthChanged() {
    Hash a = Hash.sha256(new byte[1]);
    Hash b = Hash.sha256(new byte[2]);
    assertThat(DocumentFault.between(1, a, 1, a)).isEmpty();
    assertThat(DocumentFault.between(1, a, 1, b)).contains(DOCUMENT_BYTES_CHANGED);
    assertThat(DocumentFault.between(1, a, 2, b)).contains(DOCUMENT_NOT_AS_PINNED);
    assertThat(DocumentFault.between(1, a, 2, a)).contains(DOCUMENT_NOT_AS_PINNED);
  }
}
