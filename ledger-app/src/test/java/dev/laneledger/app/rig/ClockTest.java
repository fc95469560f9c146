package dev.laneledger.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.laneledger.api.event.Entry;
import dev.laneledger.app.cli.LedgerVerb;
import dev.laneledger.app.cli.ServedLedger;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerSnapshot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose clock is set back and forward while it serves. It runs only when it is asked for,
 * {@code -Drig.clock=true}, since a JVM under libfaketime takes several times as long to start.
 */
final class ClockTest {
  private static final Path FAKETIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path temporary;

  @Test
  void whereverTheClockIsSetRecordedTimeNeverGoesBackAndTokensEndByTheClock() throws Exception {
    assumeTrue(
        Boolean.getBoolean("rig.clock"), "it takes a minute, so it runs with -Drig.clock=true");
    assumeTrue(
        Files.exists(FAKETIME),
        "libfaketime must be installed (apt-get install libfaketime), so this is left out");
    RigLedger ledger = new RigLedger(temporary);
    write("+0");
    ServedLedger served = ledger.serve(faked());
    RigClients clients = new RigClients(2);
    try {
      append(clients, served, ledger);
      String daily = oneDayToken(ledger);
      assertThat(status(served, daily)).isEqualTo(200);
      set(served, Duration.ofHours(-3));
      append(clients, served, ledger);
      assertThat(status(served, daily)).isEqualTo(200);
      set(served, DAY.multipliedBy(2));
      append(clients, served, ledger);
      assertThat(status(served, daily)).as("a token that has ended").isEqualTo(401);
      set(served, Duration.ZERO);
      append(clients, served, ledger);
      assertThat(status(served, daily)).isEqualTo(200);
      long last = clients.held().stream().mapToLong(Held::seq).max().orElseThrow();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> signedSize(ledger) > last); // also while the clock is behind the entries
    } finally {
      ledger.stop(served.process());
    }
    assertTimes(ledger);
    ledger.checkAll(clients);
    LedgerVerb.Ended doctor = LedgerVerb.run("doctor", "--dir", ledger.dir().toString());
    assertThat(doctor.exit()).as(doctor.toString()).isEqualTo(1);
    assertThat(doctor.out()).contains("behind the last entry").contains("set it");
  }

  /** They never decrease, reach two days ahead, and stay there until the clock has come so far. */
  private static void assertTimes(RigLedger ledger) {
    try (LedgerSnapshot snapshot = LedgerDirectory.read(ledger.dir())) {
      List<Instant> times =
          LongStream.range(0, snapshot.reader().size())
              .mapToObj(seq -> snapshot.reader().entry(seq).orElseThrow())
              .map(Entry::event)
              .map(event -> Instant.parse(event.recordedtime()))
              .toList();
      assertThat(times).isSorted();
      assertThat(Duration.between(times.getFirst(), times.getLast()))
          .isBetween(DAY.multipliedBy(2), DAY.multipliedBy(2).plusMinutes(30));
    }
  }

  private static void append(RigClients clients, ServedLedger served, RigLedger ledger)
      throws Exception {
    int before = clients.held().size();
    clients.begin(served.url(), ledger.token(), 4).await();
    clients.stop();
    assertThat(clients.takeRefused()).isEmpty();
    assertThat(clients.held()).hasSizeGreaterThan(before);
  }

  private String oneDayToken(RigLedger ledger) throws IOException {
    Path file = temporary.resolve("daily");
    List<String> create = new ArrayList<>(List.of("token", "create", "owner:default"));
    create.addAll(List.of("--days", "1", "--dir", ledger.dir().toString()));
    create.addAll(List.of("--out", file.toString()));
    assertThat(LedgerVerb.run(create.toArray(String[]::new)).exit()).isZero();
    return Files.readString(file).strip();
  }

  private static int status(ServedLedger served, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(served.url() + "/v1/witnesses"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static long signedSize(RigLedger ledger) throws IOException {
    return Long.parseLong(Files.readAllLines(ledger.dir().resolve("checkpoint")).get(1));
  }

  /** Sets the server's clock, and waits until its answers have that date. */
  private void set(ServedLedger served, Duration offset) throws IOException {
    write("%+d".formatted(offset.toSeconds()));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            Duration.between(Instant.now().plus(offset), date(served))
                    .abs()
                    .compareTo(Duration.ofMinutes(1))
                < 0);
  }

  private static Instant date(ServedLedger served) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(served.url() + "/checkpoint")).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("Date")
        .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
        .map(Instant::from)
        .orElseThrow();
  }

  private void write(String offset) throws IOException {
    Path next = Files.writeString(temporary.resolve("clock.next"), offset + "\n");
    Files.move(next, temporary.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Only the clock on the wall is wrong: timers go on as they do. */
  private String[] faked() {
    return new String[] {
      "env",
      "LD_PRELOAD=" + FAKETIME,
      "FAKETIME_TIMESTAMP_FILE=" + temporary.resolve("clock"),
      "FAKETIME_CACHE_DURATION=1",
      "FAKETIME_DONT_FAKE_MONOTONIC=1"
    };
  }
}
