package dev.laneledger.app.http;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.proof.RowProof;
import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.app.schema.EventSchemas;
import dev.laneledger.app.schema.RecordSchemas;
import dev.laneledger.projections.BlockerPath;
import dev.laneledger.projections.DecisionSheet;
import dev.laneledger.projections.decision.Selection;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of everything that is sent and answered as JSON: of events as {@link EventSchemas}
 * has them, of views from the records that are answered, and of the few answers that no record
 * stands behind, written here.
 */
final class ApiSchemas {
  private static final String REF = "#/components/schemas/";

  /** {@code HASH} and {@code SIZE} stand for what they say. */
  private static final String WRITTEN =
      """
      {
       "Problem": {"type": "object", "properties": {
         "type": {"type": "string", "format": "uri-reference", "pattern": "^/problems/[A-Z0-9_]+$"},
         "title": {"type": "string"}, "status": {"type": "integer", "minimum": 400, "maximum": 599},
         "detail": {"type": "string"}, "code": {"type": "string", "pattern": "^[A-Z0-9_]+$"},
         "pointer": {"type": "string", "format": "json-pointer"}, "rule": {"type": "string"},
         "todo": {"type": "string"}, "receipt": {"$ref": "#/components/schemas/Receipt"},
         "instance": {"type": "string", "format": "uri"}, "actual": {"type": "string"},
         "errors": {"type": "array", "maxItems": 20, "items": {"type": "object", "properties": {
           "pointer": {"type": "string"}, "detail": {"type": "string"}},
           "required": ["pointer", "detail"], "additionalProperties": false}}},
        "required": ["type", "title", "status", "detail", "code", "todo"],
        "additionalProperties": false},
       "ProblemType": {"type": "object", "properties": {
         "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
         "code": {"type": "string"}, "means": {"type": "string"}, "todo": {"type": "string"},
         "packs": {"type": "array", "items": {"type": "string"}}},
        "required": ["type", "title", "status", "code", "means", "todo", "packs"],
        "additionalProperties": false},
       "Problems": {"type": "object", "properties": {
         "problems": {"type": "array", "items": {"type": "string"}}},
        "required": ["problems"], "additionalProperties": false},
       "Schemas": {"type": "object", "properties": {
         "schemas": {"type": "array", "items": {"type": "string"}}},
        "required": ["schemas"], "additionalProperties": false},
       "Receipts": {"type": "object", "properties": {
         "receipts": {"type": "array", "minItems": 1, "maxItems": 10000, "items": {
           "type": "object", "properties": {
             "seq": SIZE, "source": {"type": "string"}, "id": {"type": "string"},
             "leaf": HASH, "chain": HASH, "proof": {"type": "string"}},
           "required": ["seq", "source", "id", "leaf", "chain"], "additionalProperties": false}},
         "range": {"type": "object", "properties": {"from": SIZE, "to": SIZE},
           "required": ["from", "to"], "additionalProperties": false}},
        "required": ["receipts"], "additionalProperties": false},
       "Reservation": {"type": "object", "properties": {
         "id": {"type": "string", "pattern": "^[ -~]{1,128}$"},
         "lane": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"},
         "count": {"type": "integer", "minimum": 1, "maximum": 2147483647}},
        "required": ["id", "lane", "count"], "additionalProperties": false},
       "EntryAttributes": {"type": "object", "properties": {
         "specversion": {"const": "1.0"}, "id": {"type": "string"}, "source": {"type": "string"},
         "type": {"type": "string"}, "subject": {"type": "string"}, "time": {"type": "string"},
         "datacontenttype": {"const": "application/json"}, "data": {"type": "object"},
         "traceparent": {"type": "string"}, "actor": {"type": "string"},
         "recordedtime": {"type": "string"}, "streamseq": SIZE},
        "required": ["specversion", "id", "source", "type", "datacontenttype", "data", "actor",
          "recordedtime", "streamseq"], "additionalProperties": false},
       "Entry": {"type": "object", "properties": {"seq": SIZE, "leaf": HASH, "chain": HASH,
         "entry": {"$ref": "#/components/schemas/EntryAttributes"}},
        "required": ["seq", "leaf", "chain", "entry"], "additionalProperties": false},
       "Blobs": {"type": "object", "properties": {
         "blobs": {"type": "array", "maxItems": 10000, "items": HASH}},
        "required": ["blobs"], "additionalProperties": false},
       "Consistency": {"type": "object", "properties": {"from": SIZE, "to": SIZE,
         "fromRoot": HASH, "toRoot": HASH, "path": {"type": "array", "items": HASH}},
        "required": ["from", "to", "fromRoot", "toRoot", "path"], "additionalProperties": false},
       "Timestamps": {"type": "object", "properties": {
         "sizes": {"type": "array", "items": SIZE}},
        "required": ["sizes"], "additionalProperties": false},
       "Witnesses": {"type": "object", "properties": {
         "quorum": {"type": "string"},
         "witnessed": {"type": ["object", "null"], "properties": {
           "size": SIZE, "note": {"type": "string"}}, "required": ["size", "note"]},
         "witnesses": {"type": "array", "items": {"type": "object", "properties": {
           "name": {"type": "string"}, "key": {"type": "string"},
           "url": {"type": ["string", "null"]}, "size": {"type": ["integer", "null"]},
           "time": {"type": ["string", "null"]}, "error": {"type": ["string", "null"]}},
           "required": ["name", "key", "url", "size", "time", "error"]}},
         "timestamps": {"type": ["object", "null"], "properties": {
           "authority": {"type": "string"}, "size": {"type": "integer"},
           "error": {"type": ["string", "null"]}}}},
        "required": ["quorum", "witnessed", "witnesses", "timestamps"]},
       "Verification": {"type": "object", "properties": {
         "verified": {"type": ["object", "null"], "properties": {
           "verdict": {"enum": ["VERIFIED", "GAPS", "TAMPERED", "UNUSABLE"]},
           "size": {"type": "integer"},
           "root": {"type": "string"},
           "chain": {"type": "string"},
           "time": {"type": "string"},
           "findings": {"type": "integer"},
           "seconds": {"type": "number"}}}},
        "required": ["verified"]},
       "Health": {"type": "object", "properties": {
         "status": {"enum": ["UP", "OUT_OF_SERVICE"]}},
        "required": ["status"], "additionalProperties": false}
      }
      """;

  private ApiSchemas() {}

  /** A reference to a component. */
  static ObjectNode ref(String name) {
    return JsonNodeFactory.instance.objectNode().put("$ref", REF + name);
  }

  /** All components, by name. */
  static ObjectNode components() {
    ObjectNode components = written();
    components.set("Receipt", RecordSchemas.of(Receipt.class));
    components.set("Attested", RecordSchemas.of(Attested.class));
    components.set("Blockers", RecordSchemas.of(BlockersView.class));
    components.set("Path", RecordSchemas.of(BlockerPathController.PathView.class));
    components.set("WhatIf", with(BlockersView.class, "path", BlockerPath.class));
    components.set("Prefixes", RecordSchemas.of(TicketsView.Prefixes.class));
    components.set("Tickets", RecordSchemas.of(TicketsView.class));
    components.set("Decisions", RecordSchemas.of(DecisionsView.class));
    components.set("DecisionPacket", packet());
    components.set("Lanes", RecordSchemas.of(LanesView.class));
    components.set("Lane", RecordSchemas.of(LanesView.One.class));
    components.set("RowProof", RecordSchemas.of(RowProof.class));
    addEvents(components);
    return components;
  }

  private static ObjectNode written() {
    String text =
        WRITTEN
            .replace("HASH", "{\"type\": \"string\", \"pattern\": \"^[0-9a-f]{64}$\"}")
            .replace(
                "SIZE", "{\"type\": \"integer\", \"minimum\": 0, \"maximum\": 9007199254740991}");
    return (ObjectNode) JsonMapper.shared().readTree(text);
  }

  private static ObjectNode with(Class<?> view, String member, Class<?> type) {
    ObjectNode schema = RecordSchemas.of(view);
    ((ObjectNode) schema.path("properties")).set(member, RecordSchemas.of(type));
    ((ArrayNode) schema.withArray("required")).add(member);
    return schema;
  }

  /** What was decided stands beside what was offered; null while nothing was. */
  private static ObjectNode packet() {
    ObjectNode schema = with(DecisionSheet.class, "position", Long.class);
    ObjectNode members = (ObjectNode) schema.path("properties");
    members.set("attested", orNull(RecordSchemas.of(Attested.class)));
    members.set("selection", orNull(RecordSchemas.of(Selection.class)));
    ((ArrayNode) schema.withArray("required")).add("attested").add("selection");
    return schema;
  }

  private static ObjectNode orNull(ObjectNode schema) {
    ObjectNode either = JsonNodeFactory.instance.objectNode();
    ArrayNode any = either.putArray("anyOf").add(schema);
    any.addObject().put("type", "null");
    return either;
  }

  private static void addEvents(ObjectNode components) {
    ObjectNode event = components.putObject("Event");
    ArrayNode any = event.putArray("oneOf");
    ObjectNode byType = JsonNodeFactory.instance.objectNode();
    Stream.of(EventType.values())
        .forEach(type -> {
          ObjectNode schema = EventSchemas.of(type);
          schema.remove("$schema");
          schema.remove("$id");
          components.set(type.wire(), schema);
          any.add(ref(type.wire()));
          byType.put(type.wire(), REF + type.wire());
        });
    event.putObject("discriminator").put("propertyName", "type").set("mapping", byType);
    ObjectNode batch = components.putObject("Events").put("type", "array");
    batch.put("minItems", 1).put("maxItems", 10_000).set("items", ref("Event"));
  }
}
