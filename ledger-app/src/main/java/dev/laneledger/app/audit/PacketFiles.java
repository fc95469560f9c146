package dev.laneledger.app.audit;

import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the files of a packet, unpacked or as a zip. */
public final class PacketFiles {
  /** All files of a packet together have at most this many bytes: 512 MiB. */
  private static final long MAX_BYTES = 512L << 20;

  private final Map<String, byte[]> files = new TreeMap<>();
  private long bytes;

  private PacketFiles() {}

  /**
   * Every file by its relative path with {@code /}.
   *
   * @throws MaterialUnusableException if there is no packet, or it holds something other than files
   */
  public static Map<String, byte[]> read(Path packet) {
    PacketFiles read = new PacketFiles();
    try {
      if (Files.isDirectory(packet)) {
        read.directory(packet);
      } else {
        read.zip(packet);
      }
    } catch (IOException e) {
      throw unusable(packet + " cannot be read: " + e.getMessage());
    }
    return read.files;
  }

  private void directory(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted().toList()) {
        String name = root.relativize(path).toString().replace('\\', '/');
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          add(name, Files.newInputStream(path));
        } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          throw unusable(name + " is no plain file");
        }
      }
    }
  }

  private void zip(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (files.containsKey(entry.getName())) {
          throw unusable(entry.getName() + " is there twice");
        }
        if (!entry.isDirectory()) {
          add(entry.getName(), zip.getInputStream(entry));
        }
      }
    }
  }

  private void add(String name, InputStream content) throws IOException {
    try (content) {
      byte[] read = content.readNBytes((int) Math.min(MAX_BYTES - bytes + 1, Integer.MAX_VALUE));
      bytes += read.length;
      if (bytes > MAX_BYTES) {
        throw unusable("it has more than " + MAX_BYTES + " bytes");
      }
      files.put(name, read);
    }
  }

  private static MaterialUnusableException unusable(String why) {
    return new MaterialUnusableException(
        "a packet must be a directory or zip of plain files, but " + why);
  }
}
