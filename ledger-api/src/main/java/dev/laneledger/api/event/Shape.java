package dev.laneledger.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.laneledger.api.canonical.CanonicalCursor;
import dev.laneledger.api.hash.Hash;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the canonical form of a contract type looks: passes one value of it, or says that it is none
 * as far as this can tell. What {@link EventJson} refuses is never passed.
 */
@FunctionalInterface
interface Shape {
  /** Whether a value of this shape stood there; it is passed then. */
  boolean pass(CanonicalCursor at);

  /** Records that hold more than their components' types say, which their shapes say as well. */
  Set<Class<?>> JUDGE_THEMSELVES =
      Set.of(
          StreamId.class,
          ContentHash.class,
          Requirement.class,
          ProgramData.Selected.class,
          ProgramData.Delegated.class);

  /** The one component of the two that must be a time. */
  String EXPIRES = "expires";

  /** The shape of a component's type; null where there is none for it. */
  static @Nullable Shape of(Type type) {
    return switch (type) {
      case Class<?> c when c == String.class -> CanonicalCursor::string;
      case Class<?> c when c == long.class || c == Long.class -> CanonicalCursor::whole;
      case Class<?> c when c == int.class -> at -> at.whole() && at.number() == (int) at.number();
      case Class<?> c when c == boolean.class || c == Boolean.class -> words("true", "false");
      case Class<?> c when c == Hash.class -> Shape::hash;
      case Class<?> c when c == ContentHash.class -> contentHash();
      case Class<?> c when c == StreamId.class -> Shape::stream;
      case Class<?> c when c == Requirement.class -> requirement();
      case Class<?> c when c.isEnum() -> words(names(c));
      case Class<?> c when c.isRecord() -> ofRecord(c);
      case ParameterizedType p when p.getRawType() == List.class -> listOf(last(p));
      case ParameterizedType p when p.getRawType() == SortedMap.class -> mapOf(p);
      default -> null;
    };
  }

  private static String[] names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> "\"" + ((Enum<?>) constant).name() + "\"")
        .toArray(String[]::new);
  }

  private static Type last(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    return arguments[arguments.length - 1];
  }

  private static Shape words(String... words) {
    byte[][] known = Arrays.stream(words).map(Shape::ascii).toArray(byte[][]::new);
    return at -> {
      for (byte[] word : known) {
        if (at.literal(word)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Shape contentHash() {
    byte[] absent = ascii("\"ABSENT\"");
    return at -> at.literal(absent) || hash(at);
  }

  private static boolean hash(CanonicalCursor at) {
    return at.hexString(2 * Hash.BYTES);
  }

  /** Exactly one member, and no null. */
  private static @Nullable Shape requirement() {
    Shape leg = ofRecord(Requirement.LegRef.class);
    return leg == null
        ? null
        : oneOf(
            Map.of(
                "grant", CanonicalCursor::string,
                "leg", leg,
                "blocker", CanonicalCursor::string,
                "input", CanonicalCursor::string,
                "allBlockers", words("true")));
  }

  private static Shape oneOf(Map<String, Shape> members) {
    Map<byte[], Shape> shapes = new IdentityHashMap<>();
    members.forEach((name, shape) -> shapes.put(ascii("{\"" + name + "\":"), shape));
    return at -> {
      for (Map.Entry<byte[], Shape> member : shapes.entrySet()) {
        if (at.literal(member.getKey())) {
          return member.getValue().pass(at) && at.character('}');
        }
      }
      return false;
    };
  }

  private static boolean time(CanonicalCursor at) {
    int from = at.at();
    return at.plainString() && Timestamp.isValid(at.ascii(from + 1, at.at() - 1));
  }

  private static boolean stream(CanonicalCursor at) {
    int from = at.at();
    return at.plainString() && StreamId.isPath(at.ascii(from + 1, at.at() - 1));
  }

  private static @Nullable Shape listOf(Type element) {
    Shape shape = of(element);
    return shape == null ? null : at -> list(at, shape);
  }

  private static boolean list(CanonicalCursor at, Shape element) {
    if (!at.character('[')) {
      return false;
    }
    if (at.character(']')) {
      return true;
    }
    do {
      if (!element.pass(at)) {
        return false;
      }
    } while (at.character(','));
    return at.character(']');
  }

  private static @Nullable Shape mapOf(ParameterizedType type) {
    Shape value = of(last(type));
    boolean named = type.getActualTypeArguments()[0] == String.class;
    return value == null || !named ? null : at -> map(at, value);
  }

  /** Names of plain ASCII in their order; others are read in the other way. */
  private static boolean map(CanonicalCursor at, Shape value) {
    if (!at.character('{')) {
      return false;
    }
    if (at.character('}')) {
      return true;
    }
    int before = -1;
    int beforeEnd = -1;
    do {
      int name = at.at();
      boolean good = at.plainString() && (before < 0 || at.ordered(before, beforeEnd, name));
      before = name;
      beforeEnd = at.at();
      if (!good || !at.character(':') || !value.pass(at)) {
        return false;
      }
    } while (at.character(','));
    return at.character('}');
  }

  /** The shape of a record; null where a component has none. */
  static @Nullable Shape ofRecord(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Field[] fields = new Field[components.length];
    for (int i = 0; i < fields.length; i++) {
      boolean time = JUDGE_THEMSELVES.contains(type) && components[i].getName().equals(EXPIRES);
      Shape shape = time ? Shape::time : of(components[i].getGenericType());
      if (shape == null) {
        return null;
      }
      fields[i] = Field.of(components[i], shape);
    }
    Arrays.sort(fields, Comparator.comparing(Field::name));
    return at -> Field.pass(at, fields);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** One component under the name that it has in JSON. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  record Field(String name, byte[] key, boolean optional, Shape shape) {
    private static final byte[] NULL = ascii("null");

    static Field of(RecordComponent component, Shape shape) {
      JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
      String name = named == null ? component.getName() : named.value();
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      return new Field(name, ascii("\"" + name + "\":"), optional, shape);
    }

    /** An object of these fields, which stand in the order of their names. */
    static boolean pass(CanonicalCursor at, Field[] fields) {
      if (!at.character('{')) {
        return false;
      }
      boolean first = true;
      for (Field field : fields) {
        int before = at.at();
        if ((first || at.character(',')) && at.literal(field.key)) {
          first = false;
          if (!(field.optional && at.literal(NULL)) && !field.shape.pass(at)) {
            return false;
          }
        } else if (field.optional) {
          at.back(before);
        } else {
          return false;
        }
      }
      return at.character('}');
    }
  }
}
