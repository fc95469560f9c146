package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.laneledger.projections.rule.Expression.NotEvaluable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** CEL is the oracle: what a shortcut says, the interpreter says too. */
final class ShortcutTest {
  private static final int WORLDS = 200;
  private static final Pattern MEMBER =
      Pattern.compile(
          "\\b(event\\.data|lane|facts|actor|authority)\\.([A-Za-z]+)(?:\\.([A-Za-z]+))?");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

  private final Random random = new Random(5);

  /** Every rule of every pack, in worlds of random values of right and wrong types. */
  @Test
  void noShortcutSaysWhatCelDoesNotSay() {
    long plain = 0;
    long all = 0;
    for (RulePack pack : ShippedPacks.all()) {
      for (PackFile.RuleText rule : pack.texts()) {
        Expression deny = Expression.ofCondition(rule.id(), rule.deny());
        for (int i = 0; i < WORLDS; i++) {
          plain += agree(rule.deny(), deny, world(rule.deny())) ? 1 : 0;
          all++;
        }
      }
    }
    assertThat(plain).isGreaterThan(all / 6);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "event.data.n > 1 && event.data.s == 'x', true",
        "event.data.s != 'x' || size(event.data.list) == 2, true",
        "!has(event.data.gone) && has(event.data.s), true",
        "'a' in event.data.list && !('c' in event.data.list), true",
        "'k' in event.data.map, true",
        "event.data.s in ['y'; 'x'], true",
        "event.data.none.exists(t; t == 'x'), false",
        "event.data.none.all(t; t == 'x'), true",
        "event.data.s.startsWith('x') && event.data.s.matches('^x$'), true",
        "event.data.n <= 1 || event.data.n >= 3 || event.data.n < 2, false",
        "size(event.data.map) == 1, true",
        "false && event.data.gone == 1, false"
      })
  void whatIsPlainNeedsNoInterpreter(String deny, boolean expected) throws NotEvaluable {
    Expression expression = Expression.ofCondition("test", deny.replace(';', ','));
    Map<String, Object> variables = Map.of("event", Map.of("data", data()));
    assertThat(expression.plain(variables)).isEqualTo(expected);
    assertThat(expression.value(variables)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "event.data.gone == 'x'",
        "event.data.gone == 'x' || true",
        "event.data.n == 2.0",
        "event.data.n > 1.5",
        "event.data.s > 1",
        "event.data.s == event.data.n",
        "event.data.n in event.data.list",
        "event.data.list.exists(t; t == 'a')",
        "event.data.list == event.data.list",
        "size(event.data.s) == 1",
        "event.data.s.gone",
        "event.data.s.matches(event.data.s)",
        "event.data.list[0] == 'a'",
        "event.data.n + 1 == 3",
        "event.data.s && true"
      })
  void whatIsNotPlainIsLeftToCel(String deny) {
    Expression expression = Expression.ofCondition("test", deny.replace(';', ','));
    assertThat(expression.plain(Map.of("event", Map.of("data", data())))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^[A-Z0-9_]+$", "^[a-z.-]+$", "^[+]+$", "^[^a]+$", "^[A-Z]+", "[a]+$"})
  void patternsOfOneClassSayWhatCelSays(String regex) throws NotEvaluable {
    Expression expression = Expression.ofCondition("test", "event.data.s.matches('" + regex + "')");
    List<String> texts =
        new ArrayList<>(List.of("", "AB", "A\n", "\nA", "Ä", "AÄ", "\uD83D\uDE00"));
    for (char c = 0; c < 0x180; c++) {
      texts.add(Character.toString(c));
      texts.add("a" + c);
    }
    for (String text : texts) {
      Map<String, Object> variables = Map.of("event", Map.of("data", Map.of("s", text)));
      assertThat(expression.plain(variables)).as(text).isEqualTo(expression.value(variables));
    }
  }

  @Test
  void aMemberOfNullIsMissing() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("s", "x").putNull("none").put("n", 2);
    Map<String, Object> members = new JsonMembers(json);
    assertThat(members).isEqualTo(Map.of("s", "x", "n", 2L)).doesNotContainKey("none");
    assertThat(members.get("none")).isNull();
    assertThat(members.get("n")).isEqualTo(2L);
    assertThat(members).hasToString("{s=x, n=2}");
  }

  private static Map<String, Object> data() {
    return Map.of(
        "s", "x",
        "n", 2L,
        "list", List.of("a", "b"),
        "none", List.of(),
        "map", Map.of("k", "v"));
  }

  /** Whether the shortcut had a word. */
  private static boolean agree(String text, Expression deny, Map<String, Object> world) {
    Object plain = deny.plain(world);
    try {
      Object oracle = deny.value(world);
      assertThat(plain).as("%s on %s", text, world).isIn(oracle, null);
    } catch (NotEvaluable e) {
      if (plain != null) {
        fail("%s on %s must not have a value, but: %s", text, world, plain);
      }
    }
    return plain != null;
  }

  private Map<String, Object> world(String deny) {
    List<String> words = new ArrayList<>(List.of("", "x", "A_1"));
    LITERAL.matcher(deny).results().forEach(r -> words.add(r.group(1)));
    Map<String, Object> world = new HashMap<>();
    Map<String, Object> data = new LinkedHashMap<>();
    for (String name : List.of("lane", "facts", "actor", "authority")) {
      world.put(name, new LinkedHashMap<String, Object>());
    }
    world.put("now", "2026-01-01T00:00:00.000Z");
    world.put("event", Map.of("type", "lane.opened", "source", "/x", "id", "1", "data", data));
    for (MatchResult member : MEMBER.matcher(deny).results().toList()) {
      Map<String, Object> parent =
          member.group(1).equals("event.data") ? data : object(world.get(member.group(1)));
      if (random.nextInt(12) > 0) {
        parent.put(member.group(2), value(words, member.group(3), 2));
      }
    }
    return world;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object map) {
    return (Map<String, Object>) map;
  }

  private Object value(List<String> words, String member, int depth) {
    if (member != null && random.nextInt(4) > 0) {
      return random.nextBoolean()
          ? Map.of(member, value(words, null, depth - 1))
          : Map.of("other", 1L);
    }
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> random.nextBoolean();
      case 1 -> (long) random.nextInt(3);
      case 2 -> 1.0;
      case 3, 4 -> words.get(random.nextInt(words.size()));
      case 5 -> List.of();
      case 6 ->
          Stream.generate(() -> value(words, null, depth - 1))
              .limit(1 + random.nextInt(3))
              .toList();
      default -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String word : new TreeSet<>(words)) {
          if (random.nextBoolean()) {
            map.put(word, value(words, null, depth - 1));
          }
        }
        yield map;
      }
    };
  }
}
