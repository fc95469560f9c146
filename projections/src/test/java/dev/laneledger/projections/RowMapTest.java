package dev.laneledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a sorted map that compares the keys' UTF-8 bytes. */
class RowMapTest {
  private static final int STEPS = 400;
  private static final String[] LETTERS = {"a", "b", "/", "é", "\uFFFD", "\uD83D\uDE00"};

  private record Fact(long number) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void every_step_is_what_a_sorted_map_holds_and_differs_from_earlier_ones_as_it_does(long seed) {
    Random random = new Random(seed);
    Map<String, Fact> expected =
        new TreeMap<>((a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    RowMap<Fact> map = RowMap.empty("fact/");
    RowMap<Fact> earlier = map;
    Map<String, @Nullable Fact> changes = new TreeMap<>();
    for (int step = 0; step < STEPS; step++) {
      String key = key(random);
      Fact value = new Fact(random.nextInt(3));
      if (random.nextInt(20) == 0) {
        earlier = map;
        changes.clear();
      }
      expected.put(key, value);
      map = map.plus(key, value);
      if (value.equals(earlier.get(key))) {
        changes.remove("fact/" + key);
      } else {
        changes.put("fact/" + key, value);
      }

      assertThat(map.entrySet()).containsExactlyElementsOf(expected.entrySet());
      assertThat(map).hasSameSizeAs(expected);
      assertThat(map.get(key)).isEqualTo(value);
      assertThat(map.get(key + "?")).isNull();
      Map<String, @Nullable Fact> told = new TreeMap<>();
      map.changesSince(earlier, told::put);
      assertThat(told).isEqualTo(changes);
    }
    Map<String, @Nullable Fact> gone = new TreeMap<>();
    RowMap.<Fact>empty("fact/").changesSince(map, gone::put);
    assertThat(gone).hasSameSizeAs(expected).allSatisfy((key, value) -> assertThat(value).isNull());
    assertThat(StateHash.ofLeaves(map.leaves()))
        .isEqualTo(
            StateHash.of(
                expected.entrySet().stream()
                    .map(e -> Rows.of("fact/" + e.getKey(), e.getValue()))
                    .toList()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_map_of_sorted_rows_is_the_one_that_they_make_one_by_one(long seed) {
    Random random = new Random(seed);
    for (int rows = 0; rows < 60; rows++) {
      RowMap<Fact> one = RowMap.empty("fact/");
      for (int i = 0; i < rows; i++) {
        one = one.plus(key(random), new Fact(random.nextInt(3)));
      }
      List<String> keys = List.copyOf(one.keySet());
      List<Fact> values = List.copyOf(one.values());
      int[] made = new int[keys.size()];
      RowMap<Fact> sorted =
          RowMap.ofSorted(
              "fact/",
              keys,
              i -> {
                made[i]++;
                return values.get(i);
              });
      assertThat(sorted).hasSameSizeAs(one);
      assertThat(Arrays.stream(made)).allMatch(times -> times == 0);

      String key = key(random);
      one = one.plus(key, new Fact(7));
      Map<String, @Nullable Fact> told = new TreeMap<>();
      one.changesSince(sorted, told::put);
      assertThat(told).isEqualTo(Map.of("fact/" + key, new Fact(7)));
      assertThat(sorted.plus(key, new Fact(7)).entrySet())
          .containsExactlyElementsOf(one.entrySet());
      assertThat(Arrays.stream(made)).allMatch(times -> times == 1);
    }
  }

  private static String key(Random random) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i <= random.nextInt(4); i++) {
      key.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return key.toString();
  }
}
