package dev.laneledger.app.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.cli.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A witness in a process of its own, asked at once to cosign two branches of each of many logs and
 * killed with SIGKILL at a random moment: whatever it answered and whatever it forgot, it never
 * cosigns both branches. The same run again: {@code -Dkill.seed=…}.
 */
final class WitnessKillTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 2);
  private static final long SEED = Long.getLong("kill.seed", 20_260_612L);
  private static final int LOGS = 12;

  @TempDir Path temporary;

  private final HttpClient http = HttpClient.newHttpClient();

  /** What the witness answered 200 to. */
  private final Map<SomeLog, Set<Integer>> cosigned = new ConcurrentHashMap<>();

  private VerifierKey key;

  private record Served(Process process, String url) {}

  private Served serve(int round) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "witness",
                "--dir",
                temporary.resolve("w").toString(),
                "--name",
                "w.example/1",
                "--port",
                "0"));
    for (int r = 0; r <= round; r++) {
      for (int n = 0; n < LOGS; n++) {
        command.addAll(List.of("--log", log(r, n, "left").key().verifierKey().encode()));
      }
    }
    Process process =
        new ProcessBuilder(command).redirectError(temporary.resolve("err").toFile()).start();
    String url = process.inputReader(UTF_8).readLine();
    String line = process.inputReader(UTF_8).readLine();
    assertThat(line).startsWith("witness w.example/1 w.example/1+").endsWith(url);
    VerifierKey now = VerifierKey.parse(line.split(" ")[2]);
    assertThat(now).isEqualTo(key == null ? now : key);
    key = now;
    return new Served(process, url);
  }

  private static SomeLog log(int round, int n, String branch) {
    return new SomeLog("log.example/" + round + "/" + n, branch);
  }

  @Test
  void noTwoBranchesAreEverCosignedHoweverOftenTheWitnessIsKilled() throws Exception {
    System.out.println("kill.seed=" + SEED + " kill.rounds=" + ROUNDS);
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Served served = serve(round);
      CountDownLatch enough = new CountDownLatch(1 + random.nextInt(2 * LOGS));
      List<Thread> clients = start(served, round, enough);
      enough.await();
      served.process().destroyForcibly();
      assertThat(served.process().waitFor()).isEqualTo(128 + 9);
      for (Thread client : clients) {
        client.join();
      }
    }
    Served again = serve(ROUNDS - 1);
    for (int round = 0; round < ROUNDS; round++) {
      for (Thread client : start(again, round, new CountDownLatch(0))) {
        client.join();
      }
    }
    again.process().destroyForcibly().waitFor();
    int histories = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int n = 0; n < LOGS; n++) {
        boolean left = grew(log(round, n, "left"));
        boolean right = grew(log(round, n, "right"));
        assertThat(left && right).as("both branches of " + log(round, n, "")).isFalse();
        histories += left || right ? 1 : 0;
      }
    }
    assertThat(histories).isEqualTo(ROUNDS * LOGS); // the last round lets each log go on
  }

  private boolean grew(SomeLog log) {
    return cosigned.getOrDefault(log, Set.of()).stream().anyMatch(size -> size > SomeLog.SHARED);
  }

  private List<Thread> start(Served served, int round, CountDownLatch enough) {
    List<Thread> clients = new ArrayList<>();
    for (int n = 0; n < LOGS; n++) {
      for (String branch : List.of("left", "right")) {
        SomeLog log = log(round, n, branch);
        clients.add(Thread.startVirtualThread(() -> grow(served.url(), log, enough)));
      }
    }
    return clients;
  }

  /** Has one branch cosigned at every size up to ten, as far as the witness lets it. */
  private void grow(String url, SomeLog log, CountDownLatch enough) {
    try {
      int old = 0;
      int size = SomeLog.SHARED;
      while (size <= 10) {
        HttpResponse<String> answer = add(url, log.request(old, size));
        switch (answer.statusCode()) {
          case 200 -> {
            remember(log, size, answer.body());
            enough.countDown();
            old = size++;
          }
          case 409 -> {
            old = Integer.parseInt(answer.body().strip());
            size = Math.max(size, old);
          }
          case 422 -> {
            return; // the other branch was quicker
          }
          default -> throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
      }
    } catch (IOException gone) {
      // The witness was killed: what was not answered may or may not be kept.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void remember(SomeLog log, int size, String cosignature) {
    log.note(size).with(List.of(NoteSignature.parse(cosignature))).verify(List.of(key));
    cosigned.computeIfAbsent(log, l -> ConcurrentHashMap.newKeySet()).add(size);
  }

  private HttpResponse<String> add(String url, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + "/add-checkpoint"))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
