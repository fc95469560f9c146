package dev.laneledger.app.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.CosignerKey;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.app.publish.Checkpoints.Signed;
import dev.laneledger.app.publish.WitnessLink.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a foreign witness may answer, rightly or wrongly. */
final class WitnessLinkTest {
  private static final SignerKey LOG = SignerKey.fromSeed("log.example/a", seed(1));
  private static final CosignerKey WITNESS = CosignerKey.fromSeed("w.example/1", seed(2));
  private static final HashReader HASHES =
      MerkleTree.over(
          IntStream.range(0, 9).mapToObj(i -> Hash.sha256(new byte[] {(byte) i})).toList());

  private record Scripted(int status, String body) {}

  private final Deque<Scripted> answers = new ArrayDeque<>();
  private final List<String> olds = new ArrayList<>();
  private HttpServer server;
  private WitnessLink link;

  private static byte[] seed(int fill) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) fill);
    return seed;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/w/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          body.lines().findFirst().ifPresent(olds::add);
          Scripted answer = answers.remove();
          byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/w/";
    TlogPolicy.Witness witness = new TlogPolicy.Witness("w", WITNESS.verifierKey(), url);
    link = new WitnessLink(witness, url, LOG.verifierKey(), HASHES);
  }

  @AfterEach
  void stop() {
    link.close();
    server.stop(0);
  }

  private static Signed signed(int size) {
    Checkpoint checkpoint = new Checkpoint(LOG.name(), size, MerkleTree.root(size, HASHES));
    return new Signed(checkpoint, checkpoint.sign(LOG).format());
  }

  private static String cosignature(CosignerKey by, int size) {
    return by.sign(SignedNote.parse(signed(size).note()).text(), 1_700_000_000).format();
  }

  @Test
  void aConflictIsAskedAgainFromTheSizeThatItNames() throws Exception {
    answers.add(new Scripted(409, "5\n"));
    answers.add(new Scripted(200, cosignature(WITNESS, 7)));
    assertThat(link.submit(signed(7))).isInstanceOf(Outcome.Cosigned.class);
    answers.add(new Scripted(200, cosignature(WITNESS, 9)));
    assertThat(link.submit(signed(9))).isInstanceOf(Outcome.Cosigned.class);
    assertThat(olds).containsExactly("old 0", "old 5", "old 7");
  }

  @Test
  void aSizeBeyondAndADifferentTreeAreToldApart() throws Exception {
    answers.add(new Scripted(409, "8\n"));
    assertThat(link.submit(signed(7))).isEqualTo(new Outcome.Ahead(8));
    answers.add(new Scripted(422, ""));
    assertThat(link.submit(signed(9))).isEqualTo(new Outcome.Differs(8));
    answers.add(new Scripted(409, "8\n"));
    assertThat(link.submit(signed(9))).isEqualTo(new Outcome.Differs(8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | unknown    | it does not know this ledger: give it",
        "403 | no         | it does not know this ledger's key",
        "400 | bad        | it refuses (status 400: bad)",
        "500 | oops       | it refuses (status 500: oops)",
        "409 | seven      | a conflict must name a size, but says: seven",
        "409 | 07         | a conflict must name a size, but says: 07",
        "200 | no line    | its answer must be signature lines"
      })
  void whatIsNoAnswerOfTheProtocolIsSaid(int status, String body, String words) {
    answers.add(new Scripted(status, body + "\n"));
    assertThatThrownBy(() -> link.submit(signed(7)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aCosignatureOfAnotherKeyOrCheckpointIsNone() {
    CosignerKey stranger = CosignerKey.fromSeed(WITNESS.verifierKey().name(), seed(3));
    for (String line : List.of(cosignature(stranger, 7), cosignature(WITNESS, 6))) {
      answers.add(new Scripted(200, line));
      assertThatThrownBy(() -> link.submit(signed(7)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no good cosignature");
    }
  }

  @Test
  void anAnswerWithoutEndIsNotReadToItsEnd() {
    answers.add(new Scripted(200, "x".repeat(200_000)));
    assertThatThrownBy(() -> link.submit(signed(7))).isInstanceOf(IOException.class);
  }

  @Test
  void aWitnessWhoseSizeNeverRestsIsGivenUp() {
    for (int size : new int[] {1, 2, 3, 4}) {
      answers.add(new Scripted(409, size + "\n"));
    }
    assertThatThrownBy(() -> link.submit(signed(7))).hasMessageContaining("changed 4 times");
  }

  @Test
  void whatItShowsCountsOnlyWithTheLogsSignature() throws Exception {
    answers.add(new Scripted(200, signed(5).note()));
    assertThat(link.latest()).contains(signed(5).checkpoint());
    answers.add(new Scripted(404, ""));
    assertThat(link.latest()).isEmpty();
    SignerKey stranger = SignerKey.fromSeed(LOG.name(), seed(4));
    answers.add(new Scripted(200, signed(5).checkpoint().sign(stranger).format()));
    assertThatThrownBy(() -> link.latest())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not sign");
  }

  @Test
  void aUrlMustBeOfHttp() {
    TlogPolicy.Witness witness = new TlogPolicy.Witness("w", WITNESS.verifierKey(), null);
    for (String url : List.of("file:///etc/passwd", "w.example", "http:///x", "ftp://w.example")) {
      assertThatThrownBy(() -> new WitnessLink(witness, url, LOG.verifierKey(), HASHES))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a witness's URL must begin with http");
    }
  }
}
