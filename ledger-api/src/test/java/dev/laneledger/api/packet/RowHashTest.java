package dev.laneledger.api.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.vectors.Vectors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RowHashTest {
  private static final JsonNode VECTOR = Vectors.read("rows.json");

  @Test
  void writesTheVectorsLinesAndHash() {
    Map<String, @Nullable Object> first = new HashMap<>();
    first.put("id", 1);
    first.put("object_id", "TKT-OBJ-001");
    first.put("born_by", "seed");
    first.put("content_bytes", 12L);
    first.put("approval_id", null);
    Map<String, Object> second =
        Map.of(
            "id", 2L,
            "object_id", "TKT-OBJ-002",
            "born_by", "seed",
            "content_bytes", 9007199254740993L,
            "approval_id", "A-7");
    Map<String, Object> third =
        Map.of("name", "99_run_all.sql", "body", new byte[] {0, 1, (byte) 0xff}, "weight", 0.1);

    List<String> lines =
        List.of(
            RowHash.line("birth_registry", first),
            RowHash.line("birth_registry", second),
            RowHash.line("executor", third));
    assertThat(lines)
        .isEqualTo(Vectors.list(VECTOR.get("lines")).stream().map(JsonNode::stringValue).toList());
    Hash hash =
        new RowHash()
            .add("birth_registry", first)
            .add("birth_registry", second)
            .add("executor", third)
            .hash();
    assertThat(hash.hex()).isEqualTo(VECTOR.get("sha256").stringValue());
  }

  @Test
  void writesIntegersBeyondTheExactOnesAsStrings() {
    assertThat(value(9007199254740991L)).isEqualTo("9007199254740991");
    assertThat(value(-9007199254740991L)).isEqualTo("-9007199254740991");
    assertThat(value(9007199254740992L)).isEqualTo("\"9007199254740992\"");
    assertThat(value(Long.MIN_VALUE)).isEqualTo("\"-9223372036854775808\"");
    assertThat(value(new BigInteger("18446744073709551616"))).isEqualTo("\"18446744073709551616\"");
    assertThat(value(BigInteger.TEN)).isEqualTo("10");
    assertThat(value((short) 7)).isEqualTo("7");
  }

  @Test
  void writesRealsAsNumbersOfAnySize() {
    assertThat(value(1e300)).isEqualTo("1e+300");
    assertThat(value(1.0)).isEqualTo("1");
    assertThat(value(0.5f)).isEqualTo("0.5");
    assertThat(value(new byte[0])).isEqualTo("{\"b64\":\"\"}");
  }

  @Test
  void refusesWhatTheRecipeDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> value(new BigDecimal("1.5")))
        .withMessage(
            "rows.v1 takes null, integers, floating point, text and blobs, but t.c is of "
                + "java.math.BigDecimal; convert it to one of these");
    assertThatIllegalArgumentException().isThrownBy(() -> value(Double.NaN));
  }

  @Test
  void hashesNoRowsAsNothing() {
    assertThat(new RowHash().hash()).isEqualTo(Hash.sha256());
  }

  private static String value(Object value) {
    String line = RowHash.line("t", Map.of("c", value));
    return line.substring("[\"t\",{\"c\":".length(), line.length() - "}]\n".length());
  }
}
