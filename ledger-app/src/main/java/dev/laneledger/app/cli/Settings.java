package dev.laneledger.app.cli;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * What a person or an agent does not want to say at every command: a flag counts first, then the
 * environment ({@code LANELEDGER_URL}), then the file {@code laneledger/config.toml} below {@code
 * XDG_CONFIG_HOME} or {@code ~/.config}, whose keys are {@link #KEYS}, all of them text.
 */
final class Settings implements IDefaultValueProvider {
  static final List<String> KEYS =
      List.of("url", "ca", "token", "token-file", "program", "lane", "key");

  private final Map<String, String> environment;
  private @Nullable Map<String, String> values;

  /**
   * @param environment variables by name, as of a process
   */
  Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Of an option that is {@link Configured}; null: nothing is set. */
  @Override
  public @Nullable String defaultValue(ArgSpec option) {
    Configured configured =
        option.userObject() instanceof Field field ? field.getAnnotation(Configured.class) : null;
    if (configured == null) {
      return null;
    }
    try {
      return values().get(configured.value());
    } catch (IOException e) {
      throw new ParameterException(option.command().commandLine(), String.valueOf(e.getMessage()));
    }
  }

  /** What cannot be read is told once; how a verb is used can be shown after that. */
  private Map<String, String> values() throws IOException {
    if (values == null) {
      values = Map.of();
      values = read();
    }
    return values;
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> read = new HashMap<>();
    Path file = file();
    if (file != null && Files.exists(file)) {
      read.putAll(fromFile(file));
    }
    Map<String, String> above = new HashMap<>();
    for (String key : KEYS) {
      String value = environment.getOrDefault(variable(key), "");
      if (!value.isEmpty()) {
        above.put(key, value);
      }
    }
    requireOneToken(above, "the environment", variable("token"), variable("token-file"));
    if (above.containsKey("token") || above.containsKey("token-file")) {
      read.remove("token");
      read.remove("token-file");
    }
    read.putAll(above);
    return read;
  }

  /** {@code token-file} → {@code LANELEDGER_TOKEN_FILE}. */
  static String variable(String key) {
    return "LANELEDGER_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private @Nullable Path file() {
    String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (!base.isEmpty()) {
      return Path.of(base, "laneledger", "config.toml");
    }
    return home.isEmpty() ? null : Path.of(home, ".config", "laneledger", "config.toml");
  }

  private static Map<String, String> fromFile(Path file) throws IOException {
    JsonNode tree = parse(file);
    Map<String, String> read = new HashMap<>();
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      String key = member.getKey();
      if (!KEYS.contains(key)) {
        throw new IOException(
            "a key must be one of " + KEYS + ", but " + file + " has: " + key + "; take it out");
      }
      if (!member.getValue().isString()) {
        throw new IOException(
            key + " must be text in quotes, but " + file + " has: " + member.getValue());
      }
      read.put(key, member.getValue().asString());
    }
    requireOneToken(read, file.toString(), "token", "token-file");
    if (read.containsKey("token")) {
      TokenFile.requirePrivate(file);
    }
    read.computeIfPresent("token-file", (key, path) -> file.resolveSibling(path).toString());
    read.computeIfPresent("ca", (key, path) -> file.resolveSibling(path).toString());
    return read;
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      return new TomlMapper().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new IOException(file + " must be TOML, but is not: " + e.getOriginalMessage(), e);
    }
  }

  private static void requireOneToken(
      Map<String, String> values, String where, String token, String file) throws IOException {
    if (values.containsKey("token") && values.containsKey("token-file")) {
      throw new IOException(
          "a token is given once, but %s has %s and %s; take one out"
              .formatted(where, token, file));
    }
  }
}
