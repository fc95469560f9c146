package dev.laneledger.app.audit;

import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The files of a zip as this program writes them; every other zip is refused with the reason. */
final class ZipFiles implements TileFiles {
  private final Path file;
  private final FileChannel channel;
  private final ZipDirectory directory;

  private ZipFiles(Path file, FileChannel channel, ZipDirectory directory) {
    this.file = file;
    this.channel = channel;
    this.directory = directory;
  }

  /**
   * @param what the file must be, in words: a bundle, a packet
   * @throws MaterialUnusableException if it is no such zip
   */
  static ZipFiles open(Path file, String what) {
    try {
      FileChannel channel = FileChannel.open(file);
      try {
        return new ZipFiles(file, channel, ZipDirectory.read(channel));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new MaterialUnusableException(
          "%s must be a zip of stored files in order, as this program writes it, but %s is not: %s"
              .formatted(what, file, reason(e)),
          e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException none -> "there is no such file";
      case FileSystemException other -> "it cannot be opened, " + other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public Optional<byte[]> read(String name) {
    int at = directory.firstFrom(name);
    return at < directory.files() && directory.name(at).equals(name)
        ? Optional.of(bytes(at, name))
        : Optional.empty();
  }

  @Override
  public boolean lists() {
    return true;
  }

  @Override
  public void names(String prefix, Consumer<String> sink) {
    for (int at = directory.firstFrom(prefix); at < directory.files(); at++) {
      String name = directory.name(at);
      if (!name.startsWith(prefix)) {
        return;
      }
      sink.accept(name);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot close " + file + ": " + e.getMessage(), e);
    }
  }

  private byte[] bytes(int at, String name) {
    long length = directory.bytes(at);
    if (length > MAX_BYTES) {
      throw unreadable(name, "it has %d bytes, more than %d".formatted(length, MAX_BYTES));
    }
    int header = ZipDirectory.LOCAL_BYTES + name.getBytes(StandardCharsets.UTF_8).length;
    try {
      ByteBuffer local = ZipEnd.bytes(channel, directory.offset(at), header + (int) length);
      int nameBytes = Short.toUnsignedInt(local.getShort(26));
      if (local.getInt(0) != ZipDirectory.LOCAL
          || ZipDirectory.LOCAL_BYTES + nameBytes != header
          || local.getShort(28) != 0) {
        throw unreadable(name, "its header is not the one that the directory describes");
      }
      byte[] bytes = new byte[(int) length];
      local.get(header, bytes);
      return bytes;
    } catch (IOException e) {
      throw unreadable(name, String.valueOf(e.getMessage()));
    }
  }

  private MaterialUnusableException unreadable(String name, String why) {
    return new MaterialUnusableException(
        "every part must be readable, but %s in %s is not: %s".formatted(name, file, why));
  }
}
