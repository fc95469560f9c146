package dev.laneledger.api.zip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Which names a file in a bundle or packet may have, so that unpacking cannot leave its folder. */
public final class ZipName {
  private ZipName() {}

  /**
   * Whether the name is a relative path with {@code /}: no empty, {@code .} or {@code ..} segment,
   * no backslash, no control character, and well-formed Unicode.
   */
  public static boolean isSafe(String name) {
    return Arrays.stream(name.split("/", -1)).allMatch(ZipName::isSegment)
        && name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\')
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  private static boolean isSegment(String segment) {
    return !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
  }
}
