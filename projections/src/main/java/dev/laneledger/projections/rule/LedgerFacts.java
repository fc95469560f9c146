package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Facts of principals, rule packs and documents:
 *
 * <ul>
 *   <li>{@code known}: the principal is registered; the owner key counts; the pack is at hand and
 *       loads
 *   <li>{@code keyValid}, {@code ownerKeys}: the key is an Ed25519 key in its one spelling, and how
 *       many owner keys there are
 *   <li>{@code samePerson}: nobody else ever stood behind that principal
 *   <li>{@code ownsKey}: an owner key of that name is held by that person
 *   <li>{@code packName}, {@code packVersion}: what the adopted bytes say of themselves
 *   <li>{@code superseded}, {@code supersededVersion}: digest and version of the pack of that name
 *       that judges now; empty text and 0 for none
 *   <li>{@code droppedRules}, {@code loosenedTests}: rules of the superseded pack that the new one
 *       lacks, and selftests of it that the new one would allow
 *   <li>{@code judges}: the blob is a pack that judges now
 *   <li>{@code pinnedRevision}, {@code pinnedSame}: the store revision of the newest pin of the
 *       path, -1 for none, and whether it has the same bytes and label
 * </ul>
 */
final class LedgerFacts {
  private LedgerFacts() {}

  static void putInnocent(Map<String, Object> facts) {
    facts.put("samePerson", true);
    facts.put("ownsKey", true);
    facts.put("keyValid", true);
    facts.put("ownerKeys", 2L);
    facts.put("packName", "");
    facts.put("packVersion", 1L);
    facts.put("superseded", "");
    facts.put("supersededVersion", 0L);
    facts.put("droppedRules", List.of());
    facts.put("loosenedTests", List.of());
    facts.put("judges", false);
    facts.put("pinnedRevision", -1L);
    facts.put("pinnedSame", true);
  }

  static void put(Judged judged, LedgerData payload, Map<String, Object> facts) {
    switch (payload) {
      case LedgerData.PrincipalRegistered p -> {
        facts.put("known", judged.ledger().registered(p.principal()));
        facts.put(
            "samePerson",
            p.person()
                .equals(judged.ledger().everyPerson().getOrDefault(p.principal(), p.person())));
        facts.put("ownsKey", ownsKey(judged.ledger(), p));
        facts.put("keyValid", p.spki() == null || Keys.isValid(p.spki()));
      }
      case LedgerData.PrincipalRevoked p ->
          facts.put("known", judged.ledger().registered(p.principal()));
      case LedgerData.OwnerKeyAdded added -> {
        facts.put("known", knows(judged.ledger(), Keys.id(added.key().spki())));
        facts.put("keyValid", Keys.isValid(added.key().spki()));
      }
      case LedgerData.OwnerKeyRevoked revoked -> {
        facts.put("known", knows(judged.ledger(), revoked.keyid()));
        facts.put("ownerKeys", (long) judged.ledger().ownerKeys().size());
      }
      case LedgerData.BlobRedacted redacted ->
          facts.put(
              "judges",
              judged.ledger().packs().stream()
                  .anyMatch(pack -> pack.sha256().equals(redacted.sha256())));
      case LedgerData.PolicyAdopted adopted -> adopted(judged, adopted, facts);
      default -> {}
    }
  }

  static void pinned(Judged judged, ProgramData.DocumentPinned d, Map<String, Object> facts) {
    ProgramData.DocumentPinned pin = judged.program().state().documents().pins().get(d.path());
    if (pin != null) {
      facts.put("pinnedRevision", pin.storeRevision());
      facts.put(
          "pinnedSame",
          pin.bytes() == d.bytes()
              && pin.sha256().equals(d.sha256())
              && Objects.equals(pin.label(), d.label()));
    }
  }

  private static boolean knows(LedgerStream ledger, String keyId) {
    return ledger.ownerKeys().stream().anyMatch(k -> Keys.id(k.spki()).equals(keyId));
  }

  private static boolean ownsKey(LedgerStream ledger, LedgerData.PrincipalRegistered p) {
    return ledger.ownerKeys().stream()
        .anyMatch(
            key -> p.principal().equals("owner:" + key.name()) && p.person().equals(key.person()));
  }

  private static void adopted(
      Judged judged, LedgerData.PolicyAdopted adopted, Map<String, Object> facts) {
    Optional<RulePack> pack = load(judged, adopted.sha256());
    facts.put("known", pack.isPresent());
    pack.ifPresent(p -> {
      facts.put("packName", p.id());
      facts.put("packVersion", (long) p.version());
    });
    Optional<Hash> superseded = judged.ledger().adopted(adopted.pack());
    facts.put("superseded", superseded.map(Hash::hex).orElse(""));
    superseded
        .flatMap(sha256 -> load(judged, sha256))
        .ifPresent(old -> {
          facts.put("supersededVersion", (long) old.version());
          pack.ifPresent(p -> {
            facts.put("droppedRules", p.drops(old));
            facts.put("loosenedTests", p.loosens(old));
          });
        });
  }

  private static Optional<RulePack> load(Judged judged, Hash sha256) {
    try {
      return judged.packs().apply(sha256);
    } catch (PackRefusedException e) {
      return Optional.empty();
    }
  }
}
