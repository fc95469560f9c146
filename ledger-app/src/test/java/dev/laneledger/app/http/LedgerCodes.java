package dev.laneledger.app.http;

import static dev.laneledger.app.http.CodeScene.ADMIN;
import static dev.laneledger.app.http.CodeScene.LANE;
import static dev.laneledger.app.http.CodeScene.OPERATOR;
import static dev.laneledger.app.http.CodeScene.OWNER;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Signature;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may act, which packs judge, which documents are governed; and what no pack loosens. */
final class LedgerCodes {
  /** A principal of its own, whose person is another's. */
  static final String SECOND_ADMIN = "admin:second";

  /** An auditor with a key of its own. */
  static final String AUDITOR = "auditor:keyed";

  /** An operator of one program, which nobody has registered. */
  static final String SCOPED = "operator:elsewhere";

  static final KeyPair AUDITOR_KEY = newKey();

  private LedgerCodes() {}

  private static KeyPair newKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@link #AUDITOR} is registered with. */
  static String auditorKey() {
    return Base64.getEncoder().encodeToString(AUDITOR_KEY.getPublic().getEncoded());
  }

  static List<CodeCase> cases() {
    return List.of(
        CodeCase.of(
            "TYPE_NOT_ALLOWED",
            "a lane pins a document",
            s -> s.send(LANE, s.inProgram(EventType.DOCUMENT_PINNED, GoodData.registry(25)))),
        CodeCase.of(
            "PRINCIPAL_UNKNOWN",
            "who revokes itself goes on in the same batch",
            s -> s.send(SECOND_ADMIN, revoke(s, SECOND_ADMIN), register(s, "lane:x", "x"))),
        CodeCase.of(
            "STREAM_NOT_OPEN",
            "a lane that nobody opened",
            s -> s.send(LANE, s.inLane(EventType.LANE_STEP_EXECUTED, GoodData.step(null)))),
        CodeCase.of(
            "STREAM_ALREADY_OPEN",
            "a program twice",
            s ->
                s.send(
                    OWNER,
                    s.inProgram(
                        EventType.PROGRAM_REGISTERED, GoodData.program(s.program.program())))),
        CodeCase.of(
            "OWNER_APPROVAL_FABRICATED",
            "an owner signs for another program",
            s ->
                s.send(
                    OWNER,
                    EventDraft.of(
                        "g",
                        s.program,
                        EventType.GRANT_ISSUED,
                        new ProgramData.GrantIssued(
                            "OPT_4", "owner-default", "r", new Signature("0", "AA=="))))),
        CodeCase.of(
            "RULE_NOT_EVALUABLE",
            "more ranges than a rule may compare",
            s ->
                s.send(
                    OPERATOR,
                    s.draft(
                        StreamId.tickets(s.program.program(), "MANY"),
                        EventType.TICKETS_REGISTERED,
                        GoodData.history("MANY", LongStream.range(1, 801).toArray())))),
        CodeCase.of(
            "SCOPE_EXCEEDED",
            "an operator of another program",
            s -> s.send(SCOPED, s.inProgram(EventType.DOCUMENT_PINNED, GoodData.registry(25)))),
        CodeCase.of(
            "PRINCIPAL_SCOPE_INVALID",
            "an auditor who is to see one program only",
            s ->
                s.send(
                    ADMIN,
                    ledger(
                        s,
                        EventType.PRINCIPAL_REGISTERED,
                        new LedgerData.PrincipalRegistered(
                            "auditor:x", "x", null, List.of("/programs/P"))))),
        CodeCase.of(
            "SECRET_SHAPED",
            "a private key in a reason",
            s ->
                s.send(
                    ADMIN,
                    ledger(
                        s,
                        EventType.PRINCIPAL_REVOKED,
                        new LedgerData.PrincipalRevoked(
                            SECOND_ADMIN, "-----BEGIN EC PRIVATE " + "KEY-----")))),
        principal("PRINCIPAL_INVALID", "no such role", "root:x", "x"),
        principal("PRINCIPAL_KNOWN", "another person behind a principal", LANE, "somebody"),
        CodeCase.of(
            "PRINCIPAL_PERSON_CHANGED",
            "a revoked principal comes back for somebody else",
            s ->
                s.done(ADMIN, register(s, "lane:former", "a"))
                    .done(ADMIN, revoke(s, "lane:former"))
                    .send(ADMIN, register(s, "lane:former", "b"))),
        principal("OWNER_WITHOUT_KEY", "an administrator makes an owner", "owner:evil", "evil"),
        CodeCase.of(
            "PRINCIPAL_NOT_REGISTERED",
            "nobody is revoked",
            s -> s.send(ADMIN, revoke(s, "lane:nobody"))),
        adoption(
            "PACK_UNKNOWN", "bytes that nobody put", (s, now) -> adopt("p", GoodData.ZERO, null)),
        adoption(
            "PACK_NAME_WRONG",
            "a pack under another's name",
            (s, now) -> adopt("tickets", now.sha256(), GoodData.pack("tickets").sha256())),
        adoption(
            "PACK_SUPERSEDES_WRONG",
            "it supersedes in silence",
            (s, now) -> adopt(now.id(), now.sha256(), null)),
        adoption(
            "PACK_NOT_NEWER",
            "the same version again",
            (s, now) -> adopt(now.id(), now.sha256(), now.sha256())),
        adoption(
            "PACK_DROPS_RULE",
            "a rule got another name",
            (s, now) -> newer(s, now, "id: renderer-is-known", "id: renderer-is-fine")),
        adoption(
            "PACK_LOOSENS_RULE",
            "a rule denies something else",
            (s, now) ->
                newer(
                    s,
                    now,
                    "data.renderer != 'packet.v1'",
                    "data.renderer == 'mine!'",
                    "renderer: mine",
                    "renderer: mine!")),
        CodeCase.of(
            "DOCUMENT_REVISION_NOT_NEW",
            "a revision is taken back",
            s -> s.send(OPERATOR, s.inProgram(EventType.DOCUMENT_PINNED, GoodData.registry(23)))),
        CodeCase.of(
            "LANE_NAME_INVALID",
            "a tree of no lane",
            s ->
                s.send(
                    OPERATOR,
                    s.inProgram(
                        EventType.PACKET_TREE_CLAIMED,
                        new ProgramData.PacketTreeClaimed("a/b", GoodData.ZERO, "x")))),
        CodeCase.of(
            "REDACTION_WITHOUT_REASON",
            "an owner says nothing",
            s -> s.send(OWNER, redaction(s, Hash.sha256(s.put(bytes(s, "why"))), ""))),
        CodeCase.of(
            "REDACTION_OF_PACK",
            "an owner redacts the rules",
            s -> s.send(OWNER, redaction(s, ShippedPacks.all().getFirst().sha256(), "r"))),
        CodeCase.of("BLOB_REDACTED", "what an owner redacted is sent again", LedgerCodes::again),
        CodeCase.of(
            "ATTESTED_FOR_ANOTHER",
            "an auditor speaks for somebody else",
            s -> s.send(AUDITOR, attested(s, "another"))),
        CodeCase.of(
            "ATTESTATION_FABRICATED",
            "an auditor without a key attests",
            s -> s.send("auditor:default", attested(s, "auditor-default"))),
        CodeCase.of(
            "PRINCIPAL_KEY_INVALID",
            "a lane with a key",
            s ->
                s.send(
                    ADMIN,
                    ledger(
                        s,
                        EventType.PRINCIPAL_REGISTERED,
                        new LedgerData.PrincipalRegistered("lane:keyed", "x", "AA==")))),
        ownerKey(
            "OWNER_KEY_INVALID",
            "bytes that are no key",
            EventType.OWNER_KEY_ADDED,
            s -> {
              ObjectNode data = CodeScene.object();
              data.putObject("key").put("name", "o").put("person", "o").put("spki", "AA==");
              return data;
            }),
        ownerKey(
            "OWNER_KEY_UNKNOWN",
            "a key that signs for nobody",
            EventType.OWNER_KEY_REVOKED,
            s -> CodeScene.object().put("keyid", "0")),
        ownerKey(
            "OWNER_KEY_LAST",
            "the only key there is",
            EventType.OWNER_KEY_REVOKED,
            s -> CodeScene.object().put("keyid", s.server.ownerKeyId())));
  }

  private static Wire.Answer again(CodeScene s) {
    byte[] bytes = s.put(bytes(s, "again"));
    s.done(OWNER, redaction(s, Hash.sha256(bytes), "r"));
    s.server.get("owner", "/v1/blobs/" + Hash.sha256(bytes).hex()).isProblem(410, "BLOB_REDACTED");
    return s.server.wire.method(
        s.token(OWNER),
        "PUT",
        "/v1/blobs/" + Hash.sha256(bytes).hex(),
        BodyPublishers.ofByteArray(bytes));
  }

  private static byte[] bytes(CodeScene s, String what) {
    return (s.program + what).getBytes(StandardCharsets.UTF_8);
  }

  private static EventDraft redaction(CodeScene s, Hash blob, String reason) {
    ObjectNode data = CodeScene.object().put("sha256", blob.hex());
    return s.signed(
        StreamId.LEDGER,
        EventType.BLOB_REDACTED,
        LedgerData.BlobRedacted.id(blob),
        data.put("person", "owner-default").put("reason", reason));
  }

  private static CodeCase ownerKey(
      String code, String when, EventType type, Function<CodeScene, ObjectNode> data) {
    return CodeCase.of(
        code, when, s -> s.send(OWNER, s.signed(StreamId.LEDGER, type, data.apply(s))));
  }

  /** An attestation, signed by the key that is registered for {@link #AUDITOR}. */
  private static EventDraft attested(CodeScene s, String person) {
    ObjectNode data = CodeScene.object().put("outcome", "VERIFIED");
    JsonNode head = s.choice("p1", "GO").path("binds");
    data.set("size", head.path("size"));
    data.set("root", head.path("root"));
    data.put("chain", GoodData.ZERO.hex()).put("person", person).putObject("packets");
    return s.signed(StreamId.LEDGER, EventType.REPLAY_ATTESTED, data, AUDITOR_KEY);
  }

  private static EventDraft ledger(CodeScene s, EventType type, LedgerData data) {
    String id = s.program.program() + "-" + s.draft(StreamId.LEDGER, type, data).id();
    return EventDraft.of(id, StreamId.LEDGER, type, data);
  }

  private static EventDraft register(CodeScene s, String principal, String person) {
    return ledger(
        s, EventType.PRINCIPAL_REGISTERED, new LedgerData.PrincipalRegistered(principal, person));
  }

  private static EventDraft revoke(CodeScene s, String principal) {
    return ledger(
        s, EventType.PRINCIPAL_REVOKED, new LedgerData.PrincipalRevoked(principal, "a test"));
  }

  private static CodeCase principal(String code, String when, String principal, String person) {
    return CodeCase.of(code, when, s -> s.send(ADMIN, register(s, principal, person)));
  }

  /** An adoption that is asked for while that lane-governance judges. */
  private interface Adoption {
    ObjectNode of(CodeScene scene, RulePack judging);
  }

  private static CodeCase adoption(String code, String when, Adoption asked) {
    return CodeCase.of(
        code,
        when,
        s ->
            s.send(
                OWNER,
                s.signed(
                    StreamId.LEDGER,
                    EventType.POLICY_ADOPTED,
                    asked.of(s, NewerPack.withAnAuthority()))));
  }

  private static ObjectNode adopt(String name, Hash sha256, @Nullable Hash supersedes) {
    ObjectNode data = CodeScene.object().put("pack", name).put("sha256", sha256.hex());
    return supersedes == null ? data : data.put("supersedes", supersedes.hex());
  }

  private static ObjectNode newer(CodeScene s, RulePack judging, String... replacements) {
    RulePack pack = NewerPack.of(judging, replacements);
    s.put(pack.bytes());
    return adopt(pack.id(), pack.sha256(), judging.sha256());
  }

  /** An owner adopts the pack that knows one authority level more. */
  static void adoptAnAuthority(CodeScene s) {
    RulePack pack = NewerPack.withAnAuthority();
    s.put(pack.bytes());
    s.done(
        OWNER,
        s.signed(
            StreamId.LEDGER,
            EventType.POLICY_ADOPTED,
            adopt(pack.id(), pack.sha256(), GoodData.pack(pack.id()).sha256())));
  }
}
