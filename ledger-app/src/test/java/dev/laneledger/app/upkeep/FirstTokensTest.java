package dev.laneledger.app.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.verify.Pins;
import dev.laneledger.app.cli.LedgerVerb;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.signing.FirstTokens;
import dev.laneledger.app.signing.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first start hands out is for the first month, and never the only way in. */
class FirstTokensTest {
  @TempDir private Path temporary;
  private Path dir;
  private Instant start;

  @BeforeEach
  void firstStart() {
    dir = temporary.resolve("ledger");
    start = Instant.now();
    LedgerApplication.start(ServeOptions.onFreePort(dir)).close();
  }

  private List<Found> warnings(int days) throws IOException {
    InstantSource then = InstantSource.fixed(start.plus(Duration.ofDays(days)));
    return Doctor.examine(dir, Pins.of(null), then).stream()
        .filter(found -> found.subject().equals("tokens"))
        .filter(found -> found.state() == Found.State.WARNING)
        .toList();
  }

  @Test
  void they_expire_after_thirty_days_and_the_doctor_warns_for_a_week_and_says_what_to_run()
      throws IOException {
    assertThat(FirstTokens.end(Tokens.read(dir)).orElseThrow())
        .isBetween(
            start.plus(Duration.ofDays(30)).minusSeconds(1),
            Instant.now().plus(Duration.ofDays(30)));

    assertThat(warnings(22)).isEmpty();
    assertThat(warnings(24)).hasSize(5).allMatch(found -> found.found().contains(" expires at "));
    List<Found> late = warnings(31);
    assertThat(late).hasSize(5).allMatch(found -> found.found().contains(" has expired at "));

    String[] command = late.getFirst().todo().split(" ");
    assertThat(
            LedgerVerb.run(List.of(command).subList(1, command.length).toArray(String[]::new))
                .exit())
        .isZero();
    assertThat(warnings(31)).hasSize(4);

    Files.writeString(dir.resolve("tokens.sha256"), "no token\n");
    assertThat(Doctor.examine(dir, Pins.of(null), InstantSource.system()))
        .anyMatch(found ->
            found.state() == Found.State.BAD && found.todo().startsWith("take that line out"));
  }

  @Test
  void an_expired_one_admits_nobody_and_whoever_may_write_the_directory_comes_back_in()
      throws Exception {
    Path hashes = dir.resolve("tokens.sha256");
    Files.writeString(
        hashes, Files.readString(hashes).replaceAll("(?m)  [^ ]+$", "  2026-01-01T00:00:00Z"));
    Path again = temporary.resolve("admin.token");
    String registered = "/v1/events?source=/ledger&limit=1";
    try (RunningLedger ledger = LedgerApplication.start(ServeOptions.onFreePort(dir))) {
      assertThat(status(ledger, registered, dir.resolve("tokens/admin"))).isEqualTo(401);

      assertThat(
              LedgerVerb.run(
                      "token",
                      "create",
                      "admin:default",
                      "--dir",
                      dir.toString(),
                      "--out",
                      again.toString())
                  .exit())
          .isZero();
      assertThat(status(ledger, registered, again)).isEqualTo(200);
    }
  }

  private static int status(RunningLedger ledger, String path, Path token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(ledger.url().resolve(path))
                .header("Authorization", "Bearer " + Files.readString(token).strip())
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
