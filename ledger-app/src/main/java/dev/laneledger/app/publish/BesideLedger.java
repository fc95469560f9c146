package dev.laneledger.app.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a ledger keeps beside its database for whoever audits it: timestamps of checkpoints as
 * {@code timestamps/SIZE.tsr}, and the {@code policy} of its witnesses. Every method throws {@link
 * UncheckedIOException} where a file cannot be read.
 */
public final class BesideLedger {
  static final String TIMESTAMPS = "timestamps";
  static final String END = ".tsr";

  /** A size in its one spelling. */
  private static final Pattern NAME = Pattern.compile("[1-9][0-9]{0,17}\\.tsr");

  private final Path directory;

  public BesideLedger(Path directory) {
    this.directory = directory;
  }

  /** The sizes of the checkpoints that were timestamped, ascending. */
  public List<Long> timestamps() {
    try (Stream<Path> files = Files.list(directory.resolve(TIMESTAMPS))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> NAME.matcher(name).matches())
          .map(name -> Long.parseLong(name.substring(0, name.length() - END.length())))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The DER of the token over the checkpoint of that size. */
  public Optional<byte[]> timestamp(long size) {
    return read(TIMESTAMPS + "/" + size + END);
  }

  /** The text of the policy. */
  public Optional<byte[]> policy() {
    return read("policy");
  }

  private Optional<byte[]> read(String name) {
    try {
      return Optional.of(Files.readAllBytes(directory.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
