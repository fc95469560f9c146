package dev.laneledger.app.http;

import static dev.laneledger.api.event.ReasonCode.BATCH_INVALID;
import static dev.laneledger.api.event.ReasonCode.BLOB_REDACTED;
import static dev.laneledger.api.event.ReasonCode.BODY_INCOMPLETE;
import static dev.laneledger.api.event.ReasonCode.BODY_TOO_LARGE;
import static dev.laneledger.api.event.ReasonCode.CONTENTION;
import static dev.laneledger.api.event.ReasonCode.DIGEST_MISMATCH;
import static dev.laneledger.api.event.ReasonCode.DUPLICATE_NAME;
import static dev.laneledger.api.event.ReasonCode.ENTRY_TOO_LARGE;
import static dev.laneledger.api.event.ReasonCode.ENVELOPE_INVALID;
import static dev.laneledger.api.event.ReasonCode.ID_REUSED;
import static dev.laneledger.api.event.ReasonCode.LEDGER_ATTRIBUTE_SET;
import static dev.laneledger.api.event.ReasonCode.MALFORMED_JSON;
import static dev.laneledger.api.event.ReasonCode.MEDIA_TYPE_UNSUPPORTED;
import static dev.laneledger.api.event.ReasonCode.NOT_ATTESTED;
import static dev.laneledger.api.event.ReasonCode.NOT_COVERED;
import static dev.laneledger.api.event.ReasonCode.NOT_FOUND;
import static dev.laneledger.api.event.ReasonCode.NUMBER_RANGE;
import static dev.laneledger.api.event.ReasonCode.PAYLOAD_INVALID;
import static dev.laneledger.api.event.ReasonCode.PRINCIPAL_UNKNOWN;
import static dev.laneledger.api.event.ReasonCode.READ_ONLY;
import static dev.laneledger.api.event.ReasonCode.SCOPE_EXCEEDED;
import static dev.laneledger.api.event.ReasonCode.STREAM_CHANGED;
import static dev.laneledger.api.event.ReasonCode.TEXT_INVALID;
import static dev.laneledger.api.event.ReasonCode.TOO_DEEP;
import static dev.laneledger.api.event.ReasonCode.TYPE_NOT_ALLOWED;
import static dev.laneledger.api.event.ReasonCode.TYPE_NOT_IN_STREAM;
import static dev.laneledger.api.event.ReasonCode.UNKNOWN_ATTRIBUTE;
import static dev.laneledger.api.event.ReasonCode.UNKNOWN_TYPE;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.http.ApiOperation.Content;
import dev.laneledger.app.http.ApiOperation.Parameter;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One line for each endpoint of the interface; a test compares them with what is mapped. */
final class ApiOperations {
  private static final String NOTE = "text/plain;charset=UTF-8";
  private static final String BYTES = "application/octet-stream";
  private static final String PROGRAM = "GET /v1/programs/{program}";

  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"program\",\"source\":\"/programs/FIRST\","
          + "\"type\":\"dev.laneledger.program.registered.v1\","
          + "\"data\":{\"program\":\"FIRST\",\"title\":\"a first program\"}}";

  private static final ReasonCode[] JSON_FAULTS = {
    BODY_INCOMPLETE,
    BODY_TOO_LARGE,
    MEDIA_TYPE_UNSUPPORTED,
    MALFORMED_JSON,
    DUPLICATE_NAME,
    TEXT_INVALID,
    NUMBER_RANGE,
    TOO_DEEP,
    PAYLOAD_INVALID,
    ID_REUSED,
    CONTENTION,
    TYPE_NOT_ALLOWED,
    PRINCIPAL_UNKNOWN,
    SCOPE_EXCEEDED,
    READ_ONLY,
    ENTRY_TOO_LARGE
  };

  private ApiOperations() {}

  static List<ApiOperation> all() {
    return Stream.of(sending(), entries(), tree(), programs(), proofs(), others())
        .flatMap(List::stream)
        .toList();
  }

  private static List<ApiOperation> sending() {
    return List.of(
        op("POST /v1/events", "append", "Appends events, all of them or none")
            .with(
                ApiParameters.query(
                    "wait",
                    "answer when a signed checkpoint covers the events, with their proofs",
                    ApiParameters.oneOf("checkpoint"),
                    "checkpoint"),
                ApiParameters.header(
                    "If-Match",
                    "the streamseq at which the events' one stream must end, in quotes",
                    ApiParameters.text("^\"(0|[1-9][0-9]{0,14})\"$"),
                    "\"0\""))
            .taking(
                new Content(EventBodies.ONE, ApiSchemas.ref("Event"), null, EVENT),
                new Content(EventBodies.BATCH, ApiSchemas.ref("Events"), null, "[" + EVENT + "]"),
                Content.sequence(EventBodies.LINES, ApiSchemas.ref("Event"), EVENT + "\n"))
            .answering(201, "something is new", receipts(), Content.text(NOTE))
            .answering(200, "all of it is in the ledger already", receipts(), Content.text(NOTE))
            .answering(202, "durable, and not covered by a checkpoint in time", receipts())
            .refusing(JSON_FAULTS)
            .refusing(
                ENVELOPE_INVALID,
                LEDGER_ATTRIBUTE_SET,
                UNKNOWN_ATTRIBUTE,
                UNKNOWN_TYPE,
                TYPE_NOT_IN_STREAM,
                BATCH_INVALID,
                STREAM_CHANGED)
            .judgedByRules(),
        op(
                "POST /v1/programs/{program}/tickets/{prefix}/reservations",
                "append",
                "Reserves the next free tickets")
            .with(ApiParameters.program(), ApiParameters.prefix())
            .taking(
                Content.json(ApiSchemas.ref("Reservation"))
                    .withExample("{\"id\":\"r-1\",\"lane\":\"l1\",\"count\":10}"))
            .answering(201, "reserved", receipts())
            .answering(200, "this id has reserved them already", receipts())
            .refusing(JSON_FAULTS)
            .refusing(NOT_FOUND)
            .judgedByRules(),
        op("PUT /v1/blobs/{sha256}", "blobs", "Keeps bytes under their SHA-256, up to 16 MiB")
            .with(ApiParameters.sha256())
            .taking(Content.bytes(BYTES).withExample(ApiParameters.EVIDENCE))
            .answering(201, "they are new")
            .answering(200, "they were there")
            .refusing(BODY_INCOMPLETE, BODY_TOO_LARGE, MEDIA_TYPE_UNSUPPORTED, DIGEST_MISMATCH)
            .refusing(READ_ONLY)
            .judgedByRules(),
        op("GET /v1/blobs", "blobs", "Lists the digests of all blobs, ascending")
            .with(
                ApiParameters.query(
                    "after", "only behind this digest", ApiParameters.digest(), "0".repeat(64)))
            .answering(200, "at most 10,000; none is the end", json("Blobs")),
        op("GET /v1/blobs/{sha256}", "blobs", "Shows the bytes of a blob")
            .with(ApiParameters.sha256())
            .keeping("the bytes", Content.bytes(BYTES))
            .refusing(NOT_FOUND, BLOB_REDACTED));
  }

  private static List<ApiOperation> entries() {
    Parameter seq = ApiParameters.path("seq", "the entry's position", ApiParameters.seq(), "0");
    return List.of(
        op("GET /v1/events", "entries", "Shows entries in order, one a line")
            .with(ApiParameters.entries())
            .answering(
                200,
                "the next page begins at the last seq + 1; none is the end",
                Content.sequence(EventBodies.LINES, ApiSchemas.ref("Entry"), null)),
        op("GET /v1/events/stream", "entries", "Shows entries as they come, as server-sent events")
            .with(ApiParameters.entries())
            .with(
                ApiParameters.header(
                    "Last-Event-ID",
                    "go on behind this seq; counts before from",
                    ApiParameters.seq(),
                    "0"))
            .answering(
                200,
                "each event has the seq as id, the type as event, and an entry as data",
                Content.sequence("text/event-stream", ApiSchemas.ref("Entry"), null))
            .refusing(NOT_FOUND),
        op("GET /v1/events/{seq}", "entries", "Shows one entry")
            .with(seq)
            .keeping("the entry", json("Entry"))
            .refusing(NOT_FOUND),
        op("GET /v1/events/{seq}/proof", "entries", "Proves that an entry is in the ledger")
            .with(seq)
            .answering(200, "a C2SP tlog-proof with the entry as its extra", Content.text(NOTE))
            .refusing(NOT_FOUND, NOT_COVERED, READ_ONLY));
  }

  private static List<ApiOperation> tree() {
    return List.of(
        op("GET /checkpoint", "tree", "Shows the newest signed tree head")
            .answering(200, "a C2SP tlog-checkpoint", Content.text(NOTE)),
        op("GET /tile/**", "tree", "Shows a C2SP tlog-tile, of hashes or of entries")
            .with(
                ApiParameters.path(
                    "path",
                    "level/N or entries/N, then .p/W if it is partial; its slashes are not encoded",
                    ApiParameters.text("^([0-9]|[1-5][0-9]|6[0-3]|entries)/"),
                    "0/000.p/1"))
            .keeping("the tile", Content.bytes(BYTES))
            .refusing(NOT_FOUND, READ_ONLY),
        op("GET /v1/consistency", "tree", "Proves that the ledger only grew (RFC 9162, 2.1.4)")
            .with(
                ApiParameters.required("from", "size of the smaller tree", size(), "1"),
                ApiParameters.query(
                    "to", "size of the larger tree; the checkpoint's if left out", size(), "2"))
            .answering(200, "the proof; with to it never changes", json("Consistency"))
            .refusing(NOT_COVERED, READ_ONLY),
        op("GET /v1/timestamps", "tree", "Lists the sizes of timestamped checkpoints")
            .answering(200, "ascending", json("Timestamps")),
        op("GET /timestamps/{name}", "tree", "Shows an RFC 3161 TimeStampToken")
            .with(
                ApiParameters.path(
                    "name", "SIZE.tsr", ApiParameters.text("^[1-9][0-9]{0,17}\\.tsr$"), "1.tsr"))
            .keeping("its DER", Content.bytes(BYTES))
            .refusing(NOT_FOUND),
        op("GET /v1/witnesses", "tree", "Tells who else has seen the checkpoint")
            .answering(200, "the witnesses", json("Witnesses")),
        op("GET /policy", "tree", "Shows the tlog-policy that names the witnesses")
            .answering(200, "the policy", Content.text(NOTE))
            .refusing(NOT_FOUND));
  }

  private static List<ApiOperation> programs() {
    Parameter to =
        ApiParameters.query(
            "to", "an action; PRODUCTION if left out", ApiParameters.text(), "REAL_RUN");
    Parameter discharge =
        new Parameter(
            ApiOperation.In.QUERY,
            "discharge",
            "a leg as BLOCKER/LEG",
            ApiParameters.text("^.+/.+$"),
            "B/clone",
            true,
            true);
    return List.of(
        view("/blockers", "What stops the program", json("Blockers")),
        view("/blockers/path", "The open legs in the way of an action", json("Path"), to),
        view(
            "/blockers/what-if",
            "The same as if legs were discharged",
            json("WhatIf"),
            discharge,
            to),
        view("/tickets", "The ticket prefixes", json("Prefixes")),
        view(
            "/tickets/{prefix}", "Who took which tickets", json("Tickets"), ApiParameters.prefix()),
        view("/decisions", "What was asked and decided", json("Decisions")),
        view(
            "/decisions/{packet}",
            "One packet, and what a selection binds",
            json("DecisionPacket"),
            ApiParameters.segment("packet", "a decision packet", "p1")),
        view("/lanes", "The lanes of the program", json("Lanes")),
        view("/lanes/{lane}", "One lane", json("Lane"), ApiParameters.lane()),
        view(
            "/lanes/{lane}/packet",
            "A lane's evidence, a zip of stored entries",
            Content.bytes("application/zip"),
            ApiParameters.lane()),
        view(
            "/lanes/{lane}/report",
            "A lane's report",
            Content.text("text/markdown;charset=UTF-8"),
            ApiParameters.lane()));
  }

  private static List<ApiOperation> proofs() {
    String rows = PROGRAM + "/{rows:blockers|decisions|lanes|tickets}";
    Parameter kind =
        ApiParameters.path(
            "rows",
            "a projection",
            ApiParameters.oneOf("blockers", "decisions", "lanes", "tickets"),
            "blockers");
    Parameter decisions = ApiParameters.path("rows", "a projection", kind.schema(), "decisions");
    return List.of(
        proof(rows + "/{key}/proof", kind, ApiParameters.segment("key", "the row's key", "B")),
        proof(
            rows + "/{first}/{second}/proof",
            decisions,
            ApiParameters.segment("first", "the key before its slash", "packet"),
            ApiParameters.segment("second", "the key behind it", "p1")),
        proof(
            PROGRAM + "/proof",
            ApiParameters.required(
                "projection",
                "a projection",
                ApiParameters.oneOf("blockers.v1", "decisions.v1", "lanes.v1", "tickets.v1"),
                "blockers.v1"),
            ApiParameters.required("key", "the row's key", ApiParameters.text(), "B")));
  }

  private static List<ApiOperation> others() {
    return List.of(
        op("GET /v1/openapi.json", "meta", "Shows this description")
            .answering(200, "OpenAPI 3.1", Content.json(ApiParameters.object())),
        op("GET /v1/schemas", "meta", "Lists the schemas of event types")
            .answering(200, "their paths", json("Schemas")),
        op("GET /v1/schemas/{type}", "meta", "Shows the JSON Schema of an event type")
            .with(
                ApiParameters.path(
                    "type",
                    "the event type",
                    ApiParameters.type(),
                    "dev.laneledger.program.registered.v1"),
                ApiParameters.query(
                    "sha256",
                    "the digest that it must have; such an answer never changes",
                    ApiParameters.digest(),
                    "0".repeat(64)))
            .answering(
                200,
                "draft 2020-12",
                new Content("application/schema+json", ApiParameters.object(), null, null))
            .refusing(NOT_FOUND),
        op("GET /problems", "meta", "Lists the types of problems")
            .answering(200, "their paths", json("Problems")),
        op("GET /problems/{code}", "meta", "Says what a type of problem means and what to do")
            .with(
                ApiParameters.path(
                    "code", "a reason code", ApiParameters.text("^[A-Z0-9_]+$"), "ID_REUSED"))
            .answering(
                200, "the type", json("ProblemType"), Content.text("text/html;charset=UTF-8"))
            .refusing(NOT_FOUND),
        probe("/actuator/health", "Whether appends are taken"),
        probe("/actuator/health/liveness", "Whether the ledger answers"),
        probe("/actuator/health/readiness", "Whether appends are taken"),
        op("GET /v1/verification", "operation", "Tells what the ledger found in itself")
            .answering(200, "the newest verification, or null", json("Verification")),
        op("GET /actuator/prometheus", "operation", "Shows the metrics")
            .answering(
                200,
                "Prometheus' text format",
                Content.text("text/plain;version=0.0.4;charset=utf-8")));
  }

  private static ApiOperation probe(String path, String summary) {
    return op("GET " + path, "operation", summary)
        .answering(200, "yes", json("Health"))
        .answering(503, "no: the ledger is read-only", json("Health"));
  }

  private static ApiOperation view(
      String below, String summary, Content content, Parameter... parameters) {
    return op(PROGRAM + below, "programs", summary)
        .with(ApiParameters.program())
        .with(ApiParameters.view(parameters))
        .answering(200, "as of position; with at it never changes", content)
        .refusing(NOT_FOUND);
  }

  private static ApiOperation proof(String endpoint, Parameter... parameters) {
    return op(endpoint, "programs", "Proves that the ledger attested a row")
        .with(ApiParameters.program())
        .with(parameters)
        .answering(200, "a row proof", json("RowProof"))
        .refusing(NOT_FOUND, NOT_ATTESTED, READ_ONLY);
  }

  private static ApiOperation op(String endpoint, String tag, String summary) {
    return ApiOperation.of(endpoint, tag, summary);
  }

  private static Content json(String schema) {
    return Content.json(ApiSchemas.ref(schema));
  }

  private static Content receipts() {
    return json("Receipts");
  }

  private static JsonNode size() {
    return ApiParameters.number(1, Parameters.MAX_SEQ);
  }
}
