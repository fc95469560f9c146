package dev.laneledger.app.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            .filter(t -> t.getValue().equals("lane:t1"))
            .findFirst()
            .orElseThrow()
            .getKey();

    assertThat(other.revoke(hash)).isTrue();

    assertThat(serving.principalOf(revoked)).isEmpty();
    assertThat(serving.principalOf(kept)).contains("lane:t2");
    assertThat(other.revoke(hash)).isFalse();
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
        .hasMessageContaining("<sha256><two spaces><principal>, but holds: lane:t1");
  }
}
