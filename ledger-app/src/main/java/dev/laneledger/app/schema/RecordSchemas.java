package dev.laneledger.app.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas of records as JSON, as strict as {@link dev.laneledger.api.event.EventJson} reads them: a
 * component is required unless it is {@code @Nullable}, and no other member is allowed.
 */
public final class RecordSchemas {
  private static final SchemaGenerator GENERATOR = generator();

  private RecordSchemas() {}

  /** The schema of a record; its nested types are in it. */
  public static ObjectNode of(Class<?> type) {
    return GENERATOR.generateSchema(type);
  }

  private static SchemaGenerator generator() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(
                Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                Option.INLINE_ALL_SCHEMAS)
            .without(Option.SCHEMA_VERSION_INDICATOR);
    config
        .forFields()
        .withRequiredCheck(field -> !isNullable(field))
        .withNullableCheck(RecordSchemas::isNullable)
        .withPropertyNameOverrideResolver(RecordSchemas::renamed);
    config.forTypesInGeneral().withCustomDefinitionProvider(RecordSchemas::scalar);
    return new SchemaGenerator(config.build());
  }

  private static boolean isNullable(FieldScope field) {
    return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static @Nullable String renamed(FieldScope field) {
    JsonProperty name = field.getRawMember().getAnnotation(JsonProperty.class);
    return name == null || name.value().isEmpty() ? null : name.value();
  }

  /** Types that stand in an entry as one text. */
  private static @Nullable CustomDefinition scalar(
      ResolvedType type, SchemaGenerationContext context) {
    if (type.getErasedType() == Hash.class) {
      return matching("^[0-9a-f]{64}$");
    }
    if (type.getErasedType() == ObjectNode.class) {
      return new CustomDefinition(
          JsonNodeFactory.instance.objectNode().put("type", "object"),
          CustomDefinition.DefinitionType.INLINE,
          CustomDefinition.AttributeInclusion.NO);
    }
    if (type.getErasedType() == StreamId.class) {
      return matching("^/(ledger|programs)(/|$)");
    }
    return Stream.of(type.getErasedType().getDeclaredMethods())
            .anyMatch(m -> m.isAnnotationPresent(JsonValue.class))
        ? new CustomDefinition(text(), true)
        : null;
  }

  private static CustomDefinition matching(String pattern) {
    return new CustomDefinition(text().put("pattern", pattern), true);
  }

  private static ObjectNode text() {
    return JsonNodeFactory.instance.objectNode().put("type", "string");
  }
}
