package dev.laneledger.app.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  @TempDir Path directory;

  @Test
  void aTokenThatAnotherProcessIssuedCountsAtOnce() throws IOException {
    Tokens serving = Tokens.read(directory);

    String token = Tokens.read(directory).issue("lane:t1");

    assertThat(serving.principalOf(token)).contains("lane:t1");
  }

  @Test
  void aRevokedTokenAdmitsNobodyAnyMore() throws IOException {
    Tokens serving = Tokens.read(directory);
    String revoked = serving.issue("lane:t1");
    String kept = serving.issue("lane:t2");
    Tokens other = Tokens.read(directory);
    Hash hash =
        other.all().entrySet().stream()
            .filter(t -> t.getValue().principal().equals("lane:t1"))
            .findFirst()
            .orElseThrow()
            .getKey();

    assertThat(other.revoke(hash)).isTrue();

    assertThat(serving.principalOf(revoked)).isEmpty();
    assertThat(serving.principalOf(kept)).contains("lane:t2");
    assertThat(other.revoke(hash)).isFalse();
  }

  @Test
  void aTokenExpires() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    Tokens tokens = Tokens.read(directory, now::get);
    String token = tokens.issue("lane:t1", "nightly", Instant.parse("2026-01-02T00:00:00Z"));

    now.set(Instant.parse("2026-01-01T23:59:59Z"));
    assertThat(tokens.principalOf(token)).contains("lane:t1");
    now.set(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(tokens.principalOf(token)).isEmpty();
  }

  @Test
  void aTokensNameTimesAndLastUseAreShownToTheMinute() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    Tokens tokens = Tokens.read(directory, now::get);
    String token = tokens.issue("lane:t1", "nightly", null);
    assertThat(tokens.lastUses()).isEmpty();

    now.set(Instant.parse("2026-01-01T10:00:00Z"));
    tokens.principalOf(token);
    now.set(Instant.parse("2026-01-01T10:00:59Z"));
    tokens.principalOf(token);

    Tokens other = Tokens.read(directory);
    assertThat(other.lastUses()).containsOnlyKeys(other.all().firstKey());
    assertThat(other.lastUses()).containsValue(Instant.parse("2026-01-01T10:00:00Z"));
    assertThat(other.all().values())
        .containsExactly(
            new Token("lane:t1", "nightly", Instant.parse("2026-01-01T00:00:00Z"), null));
    now.set(Instant.parse("2026-01-01T10:01:00Z"));
    tokens.principalOf(token);
    assertThat(other.lastUses()).containsValue(now.get());
  }

  @Test
  void aListOfEarlierVersionsIsStillRead() throws IOException {
    String token = Tokens.read(directory).issue("lane:t1");
    Path file = directory.resolve("tokens.sha256");
    Files.writeString(file, Files.readString(file).substring(0, 64) + "  lane:t1\n");

    assertThat(Tokens.read(directory).principalOf(token)).contains("lane:t1");
  }

  @Test
  void theTokenItselfIsKeptNowhere() throws IOException {
    String token = Tokens.read(directory).issue("lane:t1");

    assertThat(Files.readString(directory.resolve("tokens.sha256"))).doesNotContain(token);
  }

  @Test
  void aFileThatIsNoListOfTokensIsRefused() throws IOException {
    Files.writeString(directory.resolve("tokens.sha256"), "lane:t1\n");

    assertThatThrownBy(() -> Tokens.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("<sha256><two spaces><principal>", "but holds: lane:t1");
  }
}
