package dev.laneledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.app.cli.Verbs.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Both kinds of proof files, checked as somebody who was given one would. */
class VerifyProofTest {
  private static final String ROW = "row-proof.json";
  private static final String ENTRY = "entry-proof.txt";
  private static final String KEY =
      "ledger.example/rows+6d28c2ea+Ac7MFQfcHd1ylZUcKQiI8JWtuQRNG3PWlubfBl1oO9T8";
  private static final String OTHER =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  @TempDir private Path directory;

  private static String proof(String name) throws IOException {
    try (InputStream in = VerifyProofTest.class.getResourceAsStream("/vectors/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }

  private Ran verify(String proof, String... options) throws IOException {
    Path file = directory.resolve("proof");
    Files.writeString(file, proof);
    List<String> args = new ArrayList<>(List.of("verify-proof", file.toString()));
    args.addAll(List.of(options));
    return Verbs.here(args);
  }

  @Test
  void aRowIsProvenInOneLineThatSaysWhatItIsAndAnotherThatSaysWhatItIsNot() throws IOException {
    Ran ran = verify(proof(ROW), "--key", KEY);

    assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
    assertThat(ran.out().lines().findFirst().orElseThrow())
        .isEqualTo(
            "VERIFIED  after the first 2 entries of ledger.example/rows, row A of blockers.v1 of P"
                + " was part of the state"
                + " f82a02c1731eed6e90eff9e7f6fe629fff6fbe7aaa62d44c2552231f2378eaed, as the"
                + " ledger attested at 2026-06-12T00:00:00.000Z");
    assertThat(ran.out())
        .contains("  row       {\"none\":null,\"status\":\"OPEN\"}\n")
        .contains("  entry     2, leaf ")
        .contains("  head      4 entries, root ")
        .contains("  rests on  the key given: " + KEY)
        .contains("  leaves open  whether it still holds, and whether the ledger folded");
  }

  @Test
  void anEntryIsProvenWithItsPlaceAndItsLedger() throws IOException {
    Ran ran = verify(proof(ENTRY), "--key", KEY);

    assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
    assertThat(ran.out())
        .startsWith(
            "VERIFIED  entry 2 of the 4 of ledger.example/rows is ledger.state-attested x in"
                + " /ledger/attestations by ledger:self, recorded 2026-06-12T00:00:00.000Z\n")
        .contains("  leaves open  whether what it says is true");
  }

  @Test
  void aMachineReadsTheSameInOneLine() throws IOException {
    Ran row = verify(proof(ROW), "--key", KEY, "--json");
    JsonNode json = CanonicalJson.parseCanonical(row.out().strip().getBytes(UTF_8));

    assertThat(json.path("verdict").asString()).isEqualTo("verified");
    assertThat(json.path("kind").asString()).isEqualTo("row");
    assertThat(json.at("/row/value/status").asString()).isEqualTo("OPEN");
    assertThat(json.at("/state/size").asInt()).isEqualTo(2);
    assertThat(json.at("/entry/seq").asInt()).isEqualTo(2);
    assertThat(json.path("size").asInt()).isEqualTo(4);
    assertThat(json.at("/trust/pinned").asBoolean()).isTrue();
    assertThat(verify(proof(ENTRY), "--key", KEY, "--json").out())
        .contains("\"kind\":\"entry\"", "\"origin\":\"ledger.example/rows\"");
  }

  @Test
  void withoutAKeyNothingVouchesForIt() throws IOException {
    for (String name : List.of(ROW, ENTRY)) {
      Ran ran = verify(proof(name));

      assertThat(ran.exit()).isEqualTo(3);
      assertThat(ran.out()).startsWith("GAPS  ").contains("anybody could have made this proof");
    }
  }

  @Test
  void whatDoesNotVerifySaysAtWhichStepAndWhatWasExpected() throws IOException {
    Ran row = verify(proof(ROW).replace("\"OPEN\"", "\"SHUT\""), "--key", KEY);
    assertThat(row.exit()).isEqualTo(1);
    assertThat(row.out())
        .startsWith("TAMPERED  ROW: the path must lead from the row to the attested state hash\n")
        .contains("\n  expected  f82a02c1")
        .contains("\n  actual    ");
    Ran stranger = verify(proof(ROW), "--key", OTHER, "--json");
    assertThat(stranger.exit()).isEqualTo(1);
    assertThat(stranger.out()).contains("\"step\":\"CHECKPOINT\"", "\"verdict\":\"tampered\"");
    Ran entry = verify(proof(ENTRY).replace("index 2", "index 1"), "--key", KEY);
    assertThat(entry.exit()).isEqualTo(1);
    assertThat(entry.out()).startsWith("TAMPERED  INCLUSION: ");
  }

  @Test
  void whatIsNoProofIsUnusable() throws IOException {
    String bare = proof(ENTRY).replaceFirst("extra [^\n]+\n", "");
    for (String other : List.of("", "{}", "{\"format\":1}", proof(ROW) + " ", "nothing", bare)) {
      Ran ran = verify(other, "--key", KEY);

      assertThat(ran.exit()).as(other).isEqualTo(2);
      assertThat(ran.err()).startsWith("ledger verify-proof: ").doesNotContain("\tat ");
      assertThat(ran.out()).isEmpty();
    }
    assertThat(verify(bare).err()).contains("/v1/events/2/proof");
    assertThat(Verbs.here(List.of("verify-proof", directory.resolve("none").toString())).exit())
        .isEqualTo(2);
    assertThat(verify(proof(ROW), "--key", "x").exit()).isEqualTo(2);
  }
}
