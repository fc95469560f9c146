package dev.laneledger.projections.question;

import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Signature;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.rule.LedgerStream;
import java.util.Base64;
import java.util.Optional;

/**
 * An owner's signed event, with its signature verified now.
 *
 * @param person who is said to have signed
 * @param keyId which key is said to have signed
 * @param bytes length of the body that the signature is over
 * @param sha256 digest of that body
 * @param signer the owner key that verifies the signature; empty: none does
 */
record SignedAct(
    String person, String keyId, int bytes, Hash sha256, Optional<LedgerData.OwnerKey> signer) {

  /** The act of a selection or delegation; any other event is nobody's. */
  static Optional<SignedAct> of(LedgerEvent event, LedgerStream ledger) {
    return switch (event.payload()) {
      case ProgramData.Selected s -> Optional.of(act(event, s.person(), s.signature(), ledger));
      case ProgramData.Delegated d -> Optional.of(act(event, d.person(), d.signature(), ledger));
      default -> Optional.empty();
    };
  }

  private static SignedAct act(
      LedgerEvent event, String person, Signature signature, LedgerStream ledger) {
    EventDraft draft = event.draft();
    byte[] body =
        EventSignature.signedBody(
            ledger.origin(), draft.source().path(), draft.type().wire(), draft.id(), draft.data());
    return new SignedAct(
        person,
        signature.keyid(),
        body.length,
        Hash.sha256(body),
        ledger.ownerKeys().stream()
            .filter(
                key -> key.person().equals(person) && verifies(draft, ledger.origin(), key.spki()))
            .findFirst());
  }

  /** Whether the event carries a signature of that key, base64 of its SubjectPublicKeyInfo. */
  static boolean verifies(EventDraft draft, String origin, String spki) {
    try {
      return EventSignature.verify(
          origin,
          draft.source().path(),
          draft.type().wire(),
          draft.id(),
          draft.data(),
          Base64.getDecoder().decode(spki));
    } catch (IllegalArgumentException e) {
      return false; // what is registered is no key
    }
  }

  /** Says who signed what. */
  void tell(Draft draft) {
    String over =
        Words.say("the %d bytes of its DSSE body, SHA-256 %s, by key %s", bytes, sha256, keyId);
    draft.judge(
        signer.isPresent(),
        "Signature verified now: " + person + " signed " + over + ", which is an owner's.",
        "No owner key of " + person + " verifies the signature over " + over + ".");
  }
}
