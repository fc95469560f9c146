package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.Signature;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.Rule.Denial;
import java.util.Locale;
import java.util.Optional;

/**
 * What no pack may loosen: only registered principals act, within their scope, streams are opened
 * once and in order, and owners and auditors sign.
 */
final class FormatRules {
  private FormatRules() {}

  static Optional<Denial> judge(Judged judged) {
    return registered(judged)
        .or(() -> inScope(judged))
        .or(() -> streamOpen(judged))
        .or(() -> redactionNamed(judged))
        .or(() -> signed(judged));
  }

  private static Optional<Denial> registered(Judged judged) {
    return judged.ledger().registered(judged.actor())
        ? Optional.empty()
        : denial(
            ReasonCode.PRINCIPAL_UNKNOWN,
            "format/registered-principal",
            "/source",
            "only a principal that is registered and not revoked acts in this ledger, but this is"
                + " not: "
                + judged.actor(),
            "have the principal registered");
  }

  private static Optional<Denial> inScope(Judged judged) {
    return judged.ledger().scope(judged.actor()).covers(judged.draft().source())
        ? Optional.empty()
        : denial(
            ReasonCode.SCOPE_EXCEEDED,
            "format/scope",
            "/source",
            "a principal acts in the programs and lanes that it is registered for, but "
                + judged.actor()
                + " is not for: "
                + judged.draft().source(),
            "use a principal of that program or lane");
  }

  /** The role of a principal {@code role:name}, in upper case. */
  static String role(String actor) {
    return actor.substring(0, Math.max(actor.indexOf(':'), 0)).toUpperCase(Locale.ROOT);
  }

  private static Optional<Denial> streamOpen(Judged judged) {
    EventDraft draft = judged.draft();
    boolean open = judged.state(draft.source()).last() >= 0;
    boolean opens = opens(draft.type());
    if (open && opens) {
      return denial(
          ReasonCode.STREAM_ALREADY_OPEN,
          "format/open-once",
          "/type",
          "a stream is opened once, but " + draft.source() + " is open",
          "send the events that follow, or choose another name");
    }
    boolean programOpen =
        draft.source().program() == null
            || draft.source().kind() == StreamId.Kind.PROGRAM
            || judged.program().last() >= 0;
    if ((!open && !opens) || !programOpen) {
      return denial(
          ReasonCode.STREAM_NOT_OPEN,
          "format/open-first",
          "/source",
          "a stream is opened before anything else happens in it, but this is not open: "
              + (programOpen ? draft.source() : "/programs/" + draft.source().program()),
          "register the program, then the prefix or the lane");
    }
    return Optional.empty();
  }

  private static boolean opens(EventType type) {
    return switch (type) {
      case LEDGER_CREATED, PROGRAM_REGISTERED, TICKETS_REGISTERED, LANE_OPENED, LANE_IMPORTED ->
          true;
      default -> false;
    };
  }

  /** A blob is redacted under one id, by which it is known to be redacted. */
  private static Optional<Denial> redactionNamed(Judged judged) {
    return judged.draft().payload() instanceof LedgerData.BlobRedacted redacted
            && !judged.draft().id().equals(LedgerData.BlobRedacted.id(redacted.sha256()))
        ? denial(
            ReasonCode.ENVELOPE_INVALID,
            "format/redaction-id",
            "/id",
            "a redaction has the id "
                + LedgerData.BlobRedacted.id(redacted.sha256())
                + ", but was: "
                + judged.draft().id(),
            "give it that id, and sign it so")
        : Optional.empty();
  }

  private static Optional<Denial> signed(Judged judged) {
    return switch (judged.draft().payload()) {
      case ProgramData.Selected s -> signed(judged, s.signature(), s.person());
      case ProgramData.Delegated d -> signed(judged, d.signature(), d.person());
      case ProgramData.GrantIssued g -> signed(judged, g.signature(), g.person());
      case ProgramData.GrantRevoked g -> signed(judged, g.signature(), g.person());
      case LedgerData.PolicyAdopted a -> signed(judged, a.signature(), a.person());
      case LedgerData.OwnerKeyAdded a -> signed(judged, a.signature(), a.person());
      case LedgerData.OwnerKeyRevoked r -> signed(judged, r.signature(), r.person());
      case LedgerData.BlobRedacted r -> signed(judged, r.signature(), r.person());
      case LedgerData.ReplayAttested a -> attested(judged, a.signature());
      default -> Optional.empty();
    };
  }

  private static Optional<Denial> signed(Judged judged, Signature signature, String person) {
    boolean good =
        sentBy(judged, person)
            && judged.ledger().ownerKeys().stream()
                .anyMatch(key -> key.person().equals(person) && isBy(judged, key.spki()));
    return good
        ? Optional.empty()
        : denial(
            ReasonCode.OWNER_APPROVAL_FABRICATED,
            "format/owner-signs",
            "/data/signature",
            "an owner's act is sent and signed by the same person, with an owner key, for exactly"
                + " this event, but this signature is not: person "
                + person
                + ", key "
                + signature.keyid(),
            "let the owner who decides sign it and send it");
  }

  /** Of another role than an owner it does not matter: no pack allows it the type. */
  private static boolean sentBy(Judged judged, String person) {
    return !role(judged.actor()).equals(Role.OWNER.name())
        || judged.ledger().person(judged.actor()).equals(person);
  }

  private static boolean isBy(Judged judged, String spki) {
    return Keys.signed(spki, judged.ledger().origin(), judged.draft());
  }

  private static Optional<Denial> attested(Judged judged, Signature signature) {
    String spki = judged.ledger().keys().get(judged.actor());
    return spki != null && isBy(judged, spki)
        ? Optional.empty()
        : denial(
            ReasonCode.ATTESTATION_FABRICATED,
            "format/auditor-signs",
            "/data/signature",
            "an auditor's attestation is signed with the key that is registered for the auditor,"
                + " but this is not: key "
                + signature.keyid(),
            "have the auditor registered with its key, and let it sign for this ledger");
  }

  private static Optional<Denial> denial(
      ReasonCode code, String rule, String pointer, String message, String todo) {
    return Optional.of(new Denial(code.name(), rule, pointer, message, todo));
  }
}
