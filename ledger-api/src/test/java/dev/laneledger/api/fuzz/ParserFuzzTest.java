package dev.laneledger.api.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.fuzz.Parsers.Parser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every parser over its corpus and over small changes to it; with {@code -Pfuzz -Dfuzz.parser=NOTE}
 * Jazzer looks for more for {@code -Dfuzz.seconds}.
 */
final class ParserFuzzTest {
  private static final int CHANGES = Integer.getInteger("fuzz.changes", 100);
  private static final long SEED = Long.getLong("fuzz.seed", 20261123);

  @ParameterizedTest
  @EnumSource
  void whatIsInTheCorpusIsReadOrRefused(Parser parser) throws Exception {
    List<byte[]> corpus = corpus(parser);
    assertThat(corpus).as("the corpus of " + parser).isNotEmpty();
    corpus.forEach(parser::check);
    parser.check(new byte[0]);
  }

  @ParameterizedTest
  @EnumSource
  void smallChangesAreReadOrRefused(Parser parser) throws Exception {
    Random random = new Random(SEED);
    List<byte[]> corpus = corpus(parser);
    for (byte[] input : corpus) {
      for (int i = 0; i < CHANGES; i++) {
        byte[] changed = Changed.of(input, corpus.get(random.nextInt(corpus.size())), random);
        Assertions.assertTimeout(
            Duration.ofSeconds(30),
            () -> parser.check(changed),
            () -> parser + ", seed " + SEED + ": " + new String(changed, ISO_8859_1));
      }
    }
  }

  /** It stops at the first finding, and keeps the input that shows it. */
  @Test
  @EnabledIfSystemProperty(named = "fuzz.parser", matches = ".+")
  void aFuzzerFindsNothing() throws Exception {
    Parser parser = Parser.valueOf(System.getProperty("fuzz.parser"));
    Path found = Files.createDirectories(Path.of("target", "fuzz", parser.corpus()));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "-XX:+UseSerialGC", "-Xmx1g"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + FuzzedParser.class.getName());
    command.add("--target_args=" + parser);
    command.add("--instrumentation_includes=dev.laneledger.**");
    command.add("--custom_hook_includes=dev.laneledger.**");
    command.add("--reproducer_path=" + found);
    command.add("-artifact_prefix=" + found + "/finding-");
    command.add("-rss_limit_mb=2048");
    command.add("-timeout=60");
    command.add("-max_total_time=" + Integer.getInteger("fuzz.seconds", 60));
    command.add(Files.createDirectories(found.resolve("grown")).toString());
    command.add(directory(parser).toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static List<byte[]> corpus(Parser parser) throws IOException, URISyntaxException {
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory(parser))) {
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
    }
    return inputs;
  }

  private static Path directory(Parser parser) throws URISyntaxException {
    String name = "/corpus/" + parser.corpus();
    return Path.of(requireNonNull(ParserFuzzTest.class.getResource(name), name).toURI());
  }
}
