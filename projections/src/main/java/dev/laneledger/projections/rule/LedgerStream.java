package dev.laneledger.projections.rule;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The stream {@code /ledger}: who may act, whose signatures count, which packs judge.
 *
 * @param origin the ledger's name; empty before genesis
 * @param packs the adopted packs in the order in which they judge
 * @param ownerKeys the keys that sign for owners
 * @param persons principal → person, of the principals that are registered and not revoked
 * @param everyPerson principal → person, of those that were revoked too: it never changes
 * @param keys principal → base64 of its own key's SubjectPublicKeyInfo DER, where it has one
 * @param scopes principal → where it may act, where that is not everywhere
 */
public record LedgerStream(
    long last,
    String origin,
    List<LedgerData.OwnerKey> ownerKeys,
    List<LedgerData.PackPin> packs,
    PMap<String, String> persons,
    PMap<String, String> everyPerson,
    PMap<String, String> keys,
    PMap<String, Scope> scopes)
    implements StreamState {

  static final LedgerStream EMPTY =
      new LedgerStream(
          -1,
          "",
          List.of(),
          List.of(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty());

  @Override
  public boolean isRefusal(long streamseq) {
    return false; // no rule takes evidence from this stream
  }

  @Override
  public LedgerStream evolve(LedgerEvent event) {
    long at = event.streamseq();
    return switch (event.payload()) {
      case LedgerData.Created c ->
          new LedgerStream(
              at, c.origin(), c.ownerKeys(), c.policies(), persons, everyPerson, keys, scopes);
      case LedgerData.PolicyAdopted adopted ->
          new LedgerStream(
              at, origin, ownerKeys, adopt(adopted), persons, everyPerson, keys, scopes);
      case LedgerData.PrincipalRegistered p ->
          new LedgerStream(
              at,
              origin,
              ownerKeys,
              packs,
              persons.plus(p.principal(), p.person()),
              everyPerson.plus(p.principal(), p.person()),
              p.spki() == null ? keys : keys.plus(p.principal(), p.spki()),
              p.scope() == null ? scopes : scopes.plus(p.principal(), new Scope(p.scope())));
      case LedgerData.PrincipalRevoked p ->
          new LedgerStream(
              at,
              origin,
              ownerKeys,
              packs,
              persons.minus(p.principal()),
              everyPerson,
              keys.minus(p.principal()),
              scopes.minus(p.principal()));
      case LedgerData.OwnerKeyAdded added ->
          owners(at, Stream.concat(ownerKeys.stream(), Stream.of(added.key())).toList());
      case LedgerData.OwnerKeyRevoked revoked ->
          owners(
              at,
              ownerKeys.stream().filter(k -> !Keys.id(k.spki()).equals(revoked.keyid())).toList());
      default -> owners(at, ownerKeys);
    };
  }

  private LedgerStream owners(long at, List<LedgerData.OwnerKey> ofOwners) {
    return new LedgerStream(at, origin, ofOwners, packs, persons, everyPerson, keys, scopes);
  }

  /** A newer version takes the place of the older one; a new pack judges last. */
  private List<LedgerData.PackPin> adopt(LedgerData.PolicyAdopted adopted) {
    LedgerData.PackPin pin = new LedgerData.PackPin(adopted.pack(), adopted.sha256());
    List<LedgerData.PackPin> adoptedPacks = new ArrayList<>(packs);
    adoptedPacks.replaceAll(p -> p.pack().equals(pin.pack()) ? pin : p);
    if (!adoptedPacks.contains(pin)) {
      adoptedPacks.add(pin);
    }
    return List.copyOf(adoptedPacks);
  }

  /** The adopted version of that pack, or empty. */
  public Optional<Hash> adopted(String pack) {
    return packs.stream()
        .filter(p -> p.pack().equals(pack))
        .map(LedgerData.PackPin::sha256)
        .findFirst();
  }

  /** What a selection binds as {@code policy}: SHA-256 over the canonical list of the packs. */
  public Hash policy() {
    return Hash.sha256(CanonicalJson.write(EventJson.toTree(new Policy(packs)).get("policies")));
  }

  private record Policy(List<LedgerData.PackPin> policies) {}

  /** Whether the principal is registered and not revoked. */
  public boolean registered(String principal) {
    return persons.containsKey(principal);
  }

  /** Where the principal may act and read. */
  public Scope scope(String principal) {
    return scopes.getOrDefault(principal, Scope.EVERYTHING);
  }

  /** Who stands behind the principal; empty text if nobody is registered. */
  public String person(String principal) {
    return persons.getOrDefault(principal, "");
  }
}
