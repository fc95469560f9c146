package dev.laneledger.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The strict reader and the canonical writer are the oracle: the scan accepts nothing else. */
class EntryScanTest {
  private static final byte[] PUT_IN =
      "\"\\{}[],:0159aefnrtuAZ \t\n\u007f".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HIGH = {
    (byte) 0x80, (byte) 0xbf, (byte) 0xc3, (byte) 0xed, (byte) 0xff
  };

  private final EntryScan scan = new EntryScan();

  @ParameterizedTest
  @EnumSource
  void scansWhatTheCodecWrites(EventType type) {
    RandomEntries random = new RandomEntries(type.ordinal());
    for (int i = 0; i < 100; i++) {
      byte[] entry = CanonicalJson.write(random.next(type));
      assertThat(read(entry)).as(text(entry)).isNotNull();
      boolean good = scan.scan(entry, 0, entry.length);
      assertThat(good).as(text(entry)).isTrue();
      same(entry);
    }
  }

  @ParameterizedTest
  @EnumSource
  void acceptsNoChangedByteThatTheCodecRefuses(EventType type) {
    byte[] entry = CanonicalJson.write(new RandomEntries(77 + type.ordinal()).next(type));
    int step = 1 + type.ordinal() % 9; // each place is changed of some types
    for (int at = 0; at < entry.length; at += step) {
      holds(remove(entry, at));
      for (byte b : PUT_IN) {
        holds(put(entry, at, b));
        holds(insert(entry, at, b));
      }
      for (byte b : HIGH) {
        holds(put(entry, at, b));
      }
      holds(Arrays.copyOf(entry, at));
      holds(put(entry, at, (byte) (entry[at] ^ 0x20)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void acceptsNoOtherTreeThatTheCodecRefuses(long seed) {
    Random random = new Random(seed);
    RandomEntries entries = new RandomEntries(seed);
    int refused = 0;
    for (int i = 0; i < 8_000; i++) {
      ObjectNode entry = entries.next(entries.pick(List.of(EventType.values())));
      List<JsonNode> containers = new ArrayList<>();
      collect(entry, containers);
      change(containers.get(random.nextInt(containers.size())), random, entries);
      byte[] bytes = CanonicalJson.write(entry);
      holds(bytes);
      refused += read(bytes) == null ? 1 : 0;
    }
    assertThat(refused).isBetween(2_000, 7_600);
  }

  @Test
  void theRecordsThatJudgeTheirComponentsAreKnown() throws IOException {
    Set<String> judging = new TreeSet<>();
    for (EventType type : EventType.values()) {
      judge(type.payload(), judging);
    }
    Set<String> known =
        Shape.JUDGE_THEMSELVES.stream().map(Class::getSimpleName).collect(Collectors.toSet());
    assertThat(judging).isEqualTo(known);
  }

  /** Canonical constructors that do more than to set fields, and factories that stand for them. */
  private static void judge(Type type, Set<String> judging) throws IOException {
    if (type instanceof ParameterizedType p) {
      for (Type argument : p.getActualTypeArguments()) {
        judge(argument, judging);
      }
    }
    if (!(type instanceof Class<?> c) || !c.isRecord()) {
      return;
    }
    if (c == StreamId.class || !setsFieldsOnly(c)) {
      judging.add(c.getSimpleName());
    }
    for (RecordComponent component : c.getRecordComponents()) {
      judge(component.getGenericType(), judging);
    }
  }

  private static boolean setsFieldsOnly(Class<?> type) throws IOException {
    String file = type.getName().replaceFirst(".*\\.", "") + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      ClassModel model = ClassFile.of().parse(in.readAllBytes());
      List<MethodModel> constructors =
          model.methods().stream()
              .filter(m -> m.methodName().equalsString("<init>"))
              .filter(
                  m -> m.methodTypeSymbol().parameterCount() == type.getRecordComponents().length)
              .toList();
      assertThat(constructors).hasSize(1);
      return constructors
          .getFirst()
          .code()
          .orElseThrow()
          .elementStream()
          .filter(Instruction.class::isInstance)
          .map(e -> ((Instruction) e).opcode())
          .noneMatch(op ->
              op.kind() == Opcode.IFEQ.kind()
                  || op == Opcode.INVOKESTATIC
                  || op == Opcode.INVOKEVIRTUAL
                  || op == Opcode.INVOKEINTERFACE);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static void change(JsonNode container, Random random, RandomEntries entries) {
    if (container instanceof ArrayNode array) {
      array.add(entries.any());
      return;
    }
    ObjectNode object = (ObjectNode) container;
    List<String> names = List.copyOf(object.propertyNames());
    String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "x", entries.any());
      default -> object.set(name, entries.any());
    }
  }

  private void holds(byte[] bytes) {
    byte[] shifted = new byte[bytes.length + 10];
    System.arraycopy(bytes, 0, shifted, 3, bytes.length);
    if (scan.scan(shifted, 3, 3 + bytes.length)) {
      assertThat(read(bytes)).as(text(bytes)).isNotNull();
      assertThat(scan.scan(bytes, 0, bytes.length)).isTrue();
      same(bytes);
    }
  }

  private void same(byte[] entry) {
    LedgerEvent event = EventCodec.decode(entry);
    assertThat(scan.source()).isEqualTo(event.source());
    assertThat(scan.type()).isEqualTo(event.type());
    assertThat(scan.streamseq()).isEqualTo(event.streamseq());
    assertThat(scan.recordedtime()).isEqualTo(event.recordedtime());
    assertThat(text(Arrays.copyOfRange(entry, scan.idFrom(), scan.idTo()))).isEqualTo(event.id());
    assertThat(scan.event(entry)).as(text(entry)).isEqualTo(event);
  }

  /** The event, if these are its canonical bytes. */
  private static @Nullable LedgerEvent read(byte[] bytes) {
    try {
      LedgerEvent event = EventCodec.decode(bytes);
      return Arrays.equals(EventCodec.encode(event), bytes) ? event : null;
    } catch (EventRefusedException | JsonRefusedException e) {
      return null;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] remove(byte[] bytes, int at) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
    System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }

  private static byte[] insert(byte[] bytes, int at, byte b) {
    byte[] longer = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, longer, 0, at);
    longer[at] = b;
    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
    return longer;
  }

  private static byte[] put(byte[] bytes, int at, byte b) {
    byte[] changed = bytes.clone();
    changed[at] = b;
    return changed;
  }
}
