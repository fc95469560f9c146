package dev.laneledger.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/** Unpacks the npm packages that are kept with the tests, as {@code npm ci} would from its lock. */
final class NpmPackages {
  private static final int BLOCK = 512;

  private NpmPackages() {}

  /**
   * @param packages of a lock file: {@code node_modules/@SCOPE/NAME} to its version and its digest
   */
  static void install(JsonNode packages, Path into) throws IOException, GeneralSecurityException {
    for (Map.Entry<String, JsonNode> one : packages.properties()) {
      if (!one.getKey().isEmpty()) {
        unpack(archive(one.getKey(), one.getValue()), into.resolve(one.getKey()));
      }
    }
  }

  private static byte[] archive(String path, JsonNode locked)
      throws IOException, GeneralSecurityException {
    String name =
        path.substring("node_modules/@".length()).replace('/', '-')
            + "-"
            + locked.get("version").asString()
            + ".tgz";
    try (InputStream in = NpmPackages.class.getResourceAsStream("/npm/" + name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(bytes);
      assertThat("sha512-" + Base64.getEncoder().encodeToString(digest))
          .as(name)
          .isEqualTo(locked.get("integrity").asString());
      return bytes;
    }
  }

  /** A tar of plain files: a header block with name at 0 and octal size at 124, then the bytes. */
  private static void unpack(byte[] archive, Path into) throws IOException {
    byte[] tar = new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes();
    for (int at = 0; at + BLOCK <= tar.length && tar[at] != 0; ) {
      String name = text(tar, at, 100);
      int size = Integer.parseInt(text(tar, at + 124, 12).strip(), 8);
      if (tar[at + 156] == '0') {
        Path file = into.resolve(name.substring("package/".length()));
        Files.createDirectories(file.getParent());
        Files.write(file, Arrays.copyOfRange(tar, at + BLOCK, at + BLOCK + size));
      }
      at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
  }

  private static String text(byte[] tar, int from, int most) {
    int end = from;
    while (end < from + most && tar[end] != 0) {
      end++;
    }
    return new String(tar, from, end - from, StandardCharsets.US_ASCII);
  }
}
