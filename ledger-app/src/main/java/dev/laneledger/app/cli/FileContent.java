package dev.laneledger.app.cli;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a content hash from the command line: a file, which is hashed here, 64 hex digits, or
 * {@code ABSENT} for what did not exist.
 */
final class FileContent implements ITypeConverter<ContentHash> {
  @Override
  public ContentHash convert(String value) {
    if (value.matches("[0-9a-f]{64}|ABSENT")) {
      return new ContentHash(value);
    }
    try {
      return new ContentHash(Hash.sha256(Files.readAllBytes(Path.of(value))).hex());
    } catch (IOException e) {
      throw new TypeConversionException(
          "a content must be a file, 64 hex digits or ABSENT, but cannot be read: " + value);
    }
  }
}
