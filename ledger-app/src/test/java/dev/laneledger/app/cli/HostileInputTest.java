package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.zip.StoredZipWriter;
import dev.laneledger.app.audit.Bundle;
import dev.laneledger.app.audit.KeptLedger;
import dev.laneledger.app.audit.LargeLedger;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.cli.Verbs.Ran;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a stranger hands over ends with a code and a line, within a bounded memory. */
final class HostileInputTest {
  private static final String KEY = KeptLedger.LOG_KEY.verifierKey().encode();
  private static final String CHECKPOINT = "checkpoint";
  private static final String ENTRIES = "tile/entries/000.p/5";

  @TempDir private Path temporary;
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  /** The files of a good bundle, for one of them to be made bad. */
  @BeforeEach
  void export() throws IOException {
    Path directory = temporary.resolve("ledger");
    KeptLedger.create(directory, 5, 5);
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    try (OfflineLedger ledger = OfflineLedger.directory(directory)) {
      Bundle.write(ledger, bundle);
    }
    load(bundle.toByteArray());
  }

  private void load(byte[] bundle) throws IOException {
    files.clear();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        files.put(e.getName(), zip.readAllBytes());
      }
    }
  }

  private byte[] zip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StoredZipWriter zip = new StoredZipWriter(out);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      zip.put(file.getKey(), file.getValue());
    }
    zip.finish();
    return out.toByteArray();
  }

  private Ran verify(byte[] bundle) throws IOException {
    Path file = Files.write(temporary.resolve("hostile.zip"), bundle);
    return Verbs.here(List.of("verify", "--bundle", file.toString(), "--key", KEY));
  }

  private void refused(byte[] bundle, String why) throws IOException {
    Ran ran = verify(bundle);
    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(2);
    assertThat(ran.err()).contains(why).doesNotContain("Exception", "\tat ");
    assertThat(ran.err().lines()).hasSize(1);
  }

  private void found(byte[] bundle, String kind) throws IOException {
    Ran ran = verify(bundle);
    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out()).contains(kind).doesNotContain("Exception", "\tat ");
  }

  @Test
  void the_bundle_that_is_made_bad_here_is_good() throws IOException {
    assertThat(verify(zip()).exit()).isZero();
  }

  @Test
  void a_name_that_leads_out_or_that_a_system_reads_otherwise_is_refused() throws IOException {
    for (String name :
        List.of("../x", "zz/../../x", "/etc/x", "a\\..\\x", "nul\0x", "a//b", "a/./b", "a/", "")) {
      files.clear();
      files.put(name, new byte[1]);
      refused(zip(), "relative path that stays inside");
    }
  }

  @Test
  void names_that_stand_twice_or_differ_in_their_case_are_refused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StoredZipWriter twice = new StoredZipWriter(out);
    twice.put(CHECKPOINT, new byte[1]);
    twice.put(CHECKPOINT, new byte[1]);
    twice.finish();
    refused(out.toByteArray(), "must come once");

    files.put("Checkpoint", new byte[1]);
    refused(zip(), "differs only in its case");
    files.remove("Checkpoint");
    files.put("packets/P/L/README.md", new byte[1]);
    files.put("packets/P/L/Readme.md", new byte[1]);
    refused(zip(), "differs only in its case");
  }

  @Test
  void what_is_compressed_is_refused_before_a_byte_of_it_is_unpacked() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(CHECKPOINT));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }
    assertThat(out.size()).isLessThan(1 << 17);
    refused(out.toByteArray(), "must be stored, but is compressed");
  }

  @Test
  void a_directory_that_lies_about_places_and_sizes_is_refused() throws IOException {
    byte[] good = zip();
    int end = good.length - 22;
    int directory = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(end + 16);
    int second = directory + 46 + "README.md".length();

    refused(patched(good, second + 42, 0), "begins at byte 0");
    refused(patched(good, second + 24, 0x7fff_ffff), "its size");
    refused(patched(good, end + 16, 7), "directory");
    refused(patched(good, end + 8, 0xffff_ffff), "large zip");
    refused(patched(good, end + 8, 0x0001_0001), "other bytes");
    byte[] cut = Arrays.copyOf(good, good.length / 2);
    refused(cut, "does not end as a zip does");
    refused(new byte[0], "shorter");
    byte[] hidden = new byte[good.length + 10];
    System.arraycopy(good, 0, hidden, 0, directory);
    System.arraycopy(good, directory, hidden, directory + 10, good.length - directory);
    refused(patched(hidden, hidden.length - 22 + 16, directory + 10), "other bytes");
  }

  private static byte[] patched(byte[] zip, int at, int value) {
    byte[] patched = zip.clone();
    ByteBuffer.wrap(patched).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return patched;
  }

  @Test
  void tiles_with_a_number_beyond_every_ledger_are_refused() throws IOException {
    files.put("tile/entries/x922/x337/x203/x685/x477/580", new byte[1]);
    refused(zip(), "must be numbered below");
  }

  @Test
  void a_hash_tile_of_any_level_that_says_something_else_is_found() throws IOException {
    Path large = temporary.resolve("three-hundred.zip");
    String key = LargeLedger.write(large, 300);
    for (String tile : List.of("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1")) {
      load(Files.readAllBytes(large));
      byte[] changed = files.getOrDefault(tile, new byte[1]);
      changed[31] ^= 1;
      files.put(tile, changed);
      Path file = Files.write(temporary.resolve("hostile.zip"), zip());
      Ran ran = Verbs.here(List.of("verify", "--bundle", file.toString(), "--key", key));

      assertThat(ran.exit()).as(tile).isEqualTo(1);
      assertThat(ran.out()).contains("TILES");
    }
  }

  @Test
  void a_bundle_of_nothing_is_refused() throws IOException {
    SortedMap<String, byte[]> good = new TreeMap<>(files);
    files.clear();
    refused(zip(), "must hold entries");
    files.putAll(good);
    files.keySet().removeIf(name -> name.startsWith("tile/entries/"));
    refused(zip(), "must hold entries");
  }

  @Test
  void a_deep_entry_is_no_event_and_what_it_says_does_not_steer_a_terminal() throws IOException {
    String deep = "[".repeat(30_000) + "]".repeat(30_000);
    String steering = "{\"\u001b[2J\u001b[1;1HVERIFIED\":\"\u202e\"}";
    for (String entry : List.of(deep, steering, "\n\nVERIFIED  0 entries\n")) {
      files.put(ENTRIES, tile(entry));
      found(zip(), "FORM");
      assertThat(verify(zip()).out()).doesNotContain("\u001b", "\u202e", "\nVERIFIED");
    }
  }

  /** The true entries, but for the last. */
  private byte[] tile(String last) {
    List<byte[]> entries =
        new ArrayList<>(EntryBundle.decode(files.getOrDefault(ENTRIES, new byte[0])));
    entries.set(4, last.getBytes(StandardCharsets.UTF_8));
    return EntryBundle.encode(entries);
  }

  /** Each would take hundreds of megabytes if it were read as it asks for. */
  @Test
  void what_would_not_fit_into_memory_is_told_in_64_megabytes() throws Exception {
    byte[] note = files.getOrDefault(CHECKPOINT, new byte[0]);
    String text = new String(note, StandardCharsets.UTF_8);
    String signature = text.substring(text.indexOf("\n\n") + 2);
    byte[] signatures = (text + signature.repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    assertThat(inLittleMemory(CHECKPOINT, signatures))
        .satisfies(ran -> {
          assertThat(ran.exit()).isEqualTo(1);
          assertThat(ran.out()).contains("CHECKPOINT_FORM", "at most 1048576 bytes");
        });
    assertThat(inLittleMemory(CHECKPOINT, new byte[40 << 20]))
        .satisfies(ran -> {
          assertThat(ran.exit()).isEqualTo(2);
          assertThat(ran.err()).contains("more than 17825792");
        });
    assertThat(inLittleMemory(ENTRIES, new byte[16 << 20]))
        .satisfies(ran -> {
          assertThat(ran.exit()).isEqualTo(1);
          assertThat(ran.out()).contains("TAMPERED", "CHANGED  entry 0");
        });
  }

  @Test
  void what_does_not_fit_the_memory_is_not_called_tampered() throws Exception {
    Ran ran =
        Verbs.inChild(
            temporary,
            List.of("-Xmx12m"),
            List.of("replay", "--dir", temporary.resolve("ledger").toString(), "--key", KEY));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("ledger: it must fit the memory")
        .contains("MiB were not enough");
  }

  private Ran inLittleMemory(String name, byte[] content) throws Exception {
    byte[] good = files.getOrDefault(name, new byte[0]);
    files.put(name, content);
    Path file = Files.write(temporary.resolve("large.zip"), zip());
    files.put(name, good);
    Ran ran =
        Verbs.inChild(
            temporary,
            List.of("-Xmx64m"),
            List.of("verify", "--bundle", file.toString(), "--key", KEY));
    assertThat(ran.err() + ran.out()).doesNotContain("OutOfMemory", "\tat ");
    return ran;
  }

  @Test
  void a_database_with_any_page_overwritten_ends_with_a_line() throws IOException {
    Path database = temporary.resolve("ledger/ledger.db");
    byte[] good = Files.readAllBytes(database);
    int noticed = 0;
    int size = 16_384;
    for (int page = 0; page < good.length; page += size) {
      byte[] damaged = good.clone();
      Arrays.fill(damaged, page, page + size, (byte) 0xa5);
      Files.write(database, damaged);
      Ran ran =
          Verbs.here(List.of("verify", "--dir", database.getParent().toString(), "--key", KEY));

      assertThat(ran.exit()).as("page at %d: %s%s", page, ran.out(), ran.err()).isIn(0, 1, 2);
      assertThat(ran.out() + ran.err()).doesNotContain("\tat ");
      assertThat(ran.err().lines().count()).as(ran.err()).isLessThanOrEqualTo(1);
      noticed += ran.exit() == 0 ? 0 : 1; // some pages hold nothing of the ledger
    }
    assertThat(noticed).isGreaterThan(good.length / size / 2);
  }

  @Test
  void a_server_that_never_stops_sending_is_left() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] noise = new byte[1 << 16];
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 10_000; i++) {
              out.write(noise);
            }
          }
        });
    server.start();
    try {
      Path token = Files.writeString(temporary.resolve("token"), "t");
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      Ran ran = Verbs.here(List.of("verify", "--url", url, "--token-file", token.toString()));

      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err()).contains("has more than 17825792 bytes").doesNotContain("Exception");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_packet_of_other_things_than_files_is_refused_and_an_empty_one_is_not_whole()
      throws IOException {
    Path packet = temporary.resolve("packet.zip");
    files.clear();
    files.put("../HASH_MANIFEST.txt", new byte[0]);
    Files.write(packet, zip());
    assertThat(packetVerify(packet))
        .satisfies(ran -> {
          assertThat(ran.exit()).isEqualTo(2);
          assertThat(ran.err()).contains("stays inside");
        });

    files.clear();
    files.put("HASH_MANIFEST.txt", new byte[0]);
    files.put(
        "packet_tree.sha256",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
            .getBytes(StandardCharsets.UTF_8));
    Files.write(packet, zip());
    assertThat(packetVerify(packet))
        .satisfies(ran -> {
          assertThat(ran.exit()).isEqualTo(1);
          assertThat(ran.out()).contains("at least one file");
        });

    Path directory = Files.createDirectory(temporary.resolve("packet"));
    Files.createSymbolicLink(
        directory.resolve("secret"), Files.writeString(temporary.resolve("elsewhere"), "x"));
    assertThat(packetVerify(directory).exit()).isEqualTo(2);
  }

  private static Ran packetVerify(Path packet) {
    return Verbs.here(List.of("packet", "verify", packet.toString()));
  }
}
