package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.PacketFault;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a packet, unpacked or as a zip; of all but manifest and pin only the digests. */
public final class PacketFiles {
  private static final int MAX_FILES = 100_000;

  /** All files of a packet together have at most this many bytes: 4 GiB. */
  private static final long MAX_BYTES = 4L << 30;

  private final Map<String, Hash> digests = new TreeMap<>();
  private byte @Nullable [] manifest;
  private byte @Nullable [] pin;
  private long bytes;

  private PacketFiles() {}

  /**
   * Reads every file once.
   *
   * @throws MaterialUnusableException if there is no packet, or it holds something other than files
   */
  public static PacketFiles read(Path packet) {
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
    return read;
  }

  /** The bytes of the manifest; null: there is none. */
  public byte @Nullable [] manifest() {
    return manifest;
  }

  /** Number of files. */
  public int size() {
    return digests.size();
  }

  /** In which ways the packet is not what its manifest and pin say. */
  public List<PacketFault> faults() {
    return PacketTree.check(digests, manifest, pin);
  }

  private void directory(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Iterator<Path> paths = all.iterator(); paths.hasNext(); ) {
        Path path = paths.next();
        String name = root.relativize(path).toString().replace('\\', '/');
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          add(name, path);
        } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          throw unusable(name + " is no plain file");
        }
      }
    }
  }

  private void zip(Path file) {
    try (ZipFiles zip = ZipFiles.open(file, "a packet")) {
      zip.names(
          "",
          name -> {
            byte[] content = zip.read(name).orElse(new byte[0]);
            count(content.length);
            keep(name, Hash.sha256(content), content);
          });
    }
  }

  private void add(String name, Path file) throws IOException {
    count(Files.size(file));
    if (name.equals(PacketTree.MANIFEST) || name.equals(PacketTree.PIN)) {
      byte[] content = content(file);
      keep(name, Hash.sha256(content), content);
      return;
    }
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest = new DigestInputStream(in, sha256())) {
      digest.transferTo(OutputStream.nullOutputStream());
      keep(name, Hash.of(digest.getMessageDigest().digest()), new byte[0]);
    }
  }

  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(TileFiles.MAX_BYTES + 1);
      if (content.length > TileFiles.MAX_BYTES) {
        throw unusable(file.getFileName() + " has more than " + TileFiles.MAX_BYTES + " bytes");
      }
      return content;
    }
  }

  private void count(long more) {
    bytes += more;
    if (bytes > MAX_BYTES || digests.size() == MAX_FILES) {
      throw unusable("it has more than %d files or %d bytes".formatted(MAX_FILES, MAX_BYTES));
    }
  }

  private void keep(String name, Hash digest, byte[] content) {
    digests.put(name, digest);
    if (name.equals(PacketTree.MANIFEST)) {
      manifest = content;
    } else if (name.equals(PacketTree.PIN)) {
      pin = content;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static MaterialUnusableException unusable(String why) {
    return new MaterialUnusableException(
        "a packet must be a directory or zip of plain files, but " + why);
  }
}
