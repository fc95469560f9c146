package dev.laneledger.app.rehearsal;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Any file: its content is the SHA-256 of its bytes, and a marker is bytes at its end. */
record PlainFile(Path file) implements Examined {
  private static final byte[] MARKER =
      "lane_ledger_isolation_marker\n".getBytes(StandardCharsets.US_ASCII);

  @Override
  public ContentHash contentHash() {
    try {
      return new ContentHash(Hash.sha256(Files.readAllBytes(file)).hex());
    } catch (IOException e) {
      throw new RehearsalException("cannot read " + file, e);
    }
  }

  @Override
  public void mark() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.position(channel.size());
      ByteBuffer marker = ByteBuffer.wrap(MARKER);
      while (marker.hasRemaining()) {
        channel.write(marker);
      }
    } catch (IOException e) {
      throw new RehearsalException("cannot write a marker into " + file, e);
    }
  }

  @Override
  public void unmark() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - MARKER.length);
    } catch (IOException e) {
      throw new RehearsalException("cannot take the marker out of " + file, e);
    }
  }
}
