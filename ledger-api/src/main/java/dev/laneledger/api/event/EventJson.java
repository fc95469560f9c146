package dev.laneledger.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.laneledger.api.hash.Hash;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads and writes the contract's records as JSON, strictly: an unknown or missing field, a null
 * where none is allowed, or a value of another JSON type is refused. A component is optional
 * exactly if it is {@link Nullable}; it is written only if present.
 */
public final class EventJson {
  private static final JsonMapper MAPPER = mapper(JsonInclude.Include.NON_NULL);
  private static final JsonMapper WITH_NULLS = mapper(JsonInclude.Include.ALWAYS);

  private EventJson() {}

  /** A record as a JSON object, without its absent components. */
  public static ObjectNode toTree(Object contractRecord) {
    return MAPPER.valueToTree(contractRecord);
  }

  /** A record as a JSON object that says null where a component is absent. */
  public static ObjectNode toTreeWithNulls(Object contractRecord) {
    return WITH_NULLS.valueToTree(contractRecord);
  }

  /**
   * Reads a record from a JSON tree.
   *
   * @throws EventRefusedException {@code PAYLOAD_INVALID} with the pointer of the field at fault
   */
  public static <T> T fromTree(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw refused(e);
    }
  }

  /**
   * Reads a record that this program wrote before. Bytes of others are read strictly first: here
   * the last of two members of one name counts.
   *
   * @throws EventRefusedException {@code PAYLOAD_INVALID} with the pointer of the field at fault
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JacksonException e) {
      throw refused(e);
    }
  }

  private static EventRefusedException refused(JacksonException e) {
    return new EventRefusedException(
        ReasonCode.PAYLOAD_INVALID, pointer(e), reason(e) + " See the event type's record.");
  }

  private static String pointer(JacksonException e) {
    StringBuilder pointer = new StringBuilder();
    for (JacksonException.Reference at : e.getPath()) {
      String step =
          at.getPropertyName() == null ? Integer.toString(at.getIndex()) : at.getPropertyName();
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  private static String reason(JacksonException e) {
    Throwable cause = e.getCause();
    String text =
        cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
    return firstSentence(String.valueOf(text));
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(" (for");
    String cut = end < 0 ? text : text.substring(0, end);
    return cut.endsWith(".") ? cut : cut + ".";
  }

  private static JsonMapper mapper(JsonInclude.Include inclusion) {
    SimpleModule hashes = new SimpleModule("laneledger");
    hashes.addSerializer(new HashSerializer());
    hashes.addDeserializer(Hash.class, new HashDeserializer());
    return JsonMapper.builder()
        .addModule(hashes)
        .annotationIntrospector(new NullableIntrospector())
        .changeDefaultPropertyInclusion(i -> i.withValueInclusion(inclusion))
        .changeDefaultNullHandling(n -> JsonSetter.Value.construct(Nulls.DEFAULT, Nulls.FAIL))
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .withCoercionConfig(
            LogicalType.Textual,
            c ->
                c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }

  /** Required unless the component's type is {@code @Nullable}. */
  private static final class NullableIntrospector extends JacksonAnnotationIntrospector {
    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      return member instanceof AnnotatedParameter parameter
          ? Boolean.valueOf(!isNullable(parameter))
          : super.hasRequiredMarker(config, member);
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
      return annotated instanceof AnnotatedParameter parameter && !isNullable(parameter)
          ? JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL)
          : super.findSetterInfo(config, annotated);
    }

    private static boolean isNullable(AnnotatedParameter parameter) {
      Executable creator = (Executable) parameter.getOwner().getMember();
      AnnotatedType[] types = creator.getAnnotatedParameterTypes();
      return types[parameter.getIndex()].isAnnotationPresent(Nullable.class);
    }
  }

  private static final class HashSerializer extends StdScalarSerializer<Hash> {
    HashSerializer() {
      super(Hash.class);
    }

    @Override
    public void serialize(Hash hash, JsonGenerator generator, SerializationContext context) {
      generator.writeString(hash.hex());
    }
  }

  private static final class HashDeserializer extends StdScalarDeserializer<Hash> {
    HashDeserializer() {
      super(Hash.class);
    }

    @Override
    public Hash deserialize(JsonParser parser, DeserializationContext context) {
      String text = parser.getValueAsString("");
      try {
        return Hash.fromHex(text);
      } catch (IllegalArgumentException e) {
        throw context.weirdStringException(text, Hash.class, String.valueOf(e.getMessage()));
      }
    }
  }
}
