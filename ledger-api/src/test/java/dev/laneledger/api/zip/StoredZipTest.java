package dev.laneledger.api.zip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class StoredZipTest {
  private static final Map<String, byte[]> FILES =
      Map.of("b.txt", ascii("two"), "a/z.txt", ascii("one"), "B.txt", ascii(""));

  @Test
  void entries_are_stored_in_the_order_of_their_names() throws IOException {
    List<String> found = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(StoredZip.write(FILES)))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        assertThat(e.getMethod()).isEqualTo(ZipEntry.STORED);
        found.add(e.getName() + "=" + new String(zip.readAllBytes(), StandardCharsets.US_ASCII));
      }
    }

    assertThat(found).containsExactly("B.txt=", "a/z.txt=one", "b.txt=two");
  }

  @Test
  void the_bytes_do_not_depend_on_the_time_zone() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      byte[] there = StoredZip.write(FILES);
      TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
      byte[] here = StoredZip.write(FILES);

      assertThat(here).isEqualTo(there);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void the_bytes_are_pinned() {
    assertThat(Hash.sha256(StoredZip.write(FILES)).hex())
        .isEqualTo("6b60e59819692f12ccfec17fe8eac3065eb02eaec421767ba493df2df9cca82b");
  }

  @Test
  void the_bytes_are_those_of_the_jdk_s_writer_also_for_more_files_than_an_old_zip_lists()
      throws IOException {
    for (int files : new int[] {0, 1, 300, 70_000}) {
      ByteArrayOutputStream ours = new ByteArrayOutputStream();
      ByteArrayOutputStream jdks = new ByteArrayOutputStream();
      StoredZipWriter writer = new StoredZipWriter(ours);
      try (ZipOutputStream jdk = new ZipOutputStream(jdks)) {
        for (int i = 0; i < files; i++) {
          String name = "datei-ü-%06d".formatted(i);
          writer.put(name, ascii("content " + i));
          putAsTheJdk(jdk, name, ascii("content " + i));
        }
        writer.finish();
      }

      assertThat(ours.toByteArray()).as("%d files", files).isEqualTo(jdks.toByteArray());
    }
  }

  private static void putAsTheJdk(ZipOutputStream zip, String name, byte[] bytes)
      throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 2, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
