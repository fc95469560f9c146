package dev.laneledger.projections.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares with files under {@code src/test/resources/golden}. After a wanted change write them
 * anew and read the difference before committing it:
 *
 * <pre>./mvnw -o test -pl projections -am -Dtest='GoldenRenderTest' -Dgolden.update=true \
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  public static void compare(String name, byte[] actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.write(file, actual);
    }
    assertThat(new String(actual, StandardCharsets.UTF_8))
        .as(name)
        .isEqualTo(Files.readString(file));
  }
}
