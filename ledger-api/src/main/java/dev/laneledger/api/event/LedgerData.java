package dev.laneledger.api.event;

import dev.laneledger.api.hash.Hash;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Payloads of the ledger's own streams, and of refusals, which may stand in any stream. */
public sealed interface LedgerData extends EventData {

  /** Entry 0: who this ledger is, which keys sign for it, which rules judge from the start. */
  record Created(
      String format,
      String origin,
      List<String> logKeys,
      List<OwnerKey> ownerKeys,
      List<PackPin> policies)
      implements LedgerData {}

  /**
   * A key that may sign an owner's decisions.
   *
   * @param name the owner's name, as in the principal {@code owner:name}
   * @param person who holds the key
   * @param spki base64 of the Ed25519 SubjectPublicKeyInfo DER
   */
  record OwnerKey(String name, String person, String spki) {}

  /** A rule pack by the SHA-256 of its bytes. */
  record PackPin(String pack, Hash sha256) {}

  /**
   * A principal that may authenticate.
   *
   * @param principal {@code role:name} in lower case
   * @param person who stands behind it
   * @param spki of an auditor: base64 of the Ed25519 SubjectPublicKeyInfo DER of the key that signs
   *     its attestations; null: it attests nothing
   * @param scope paths of programs and lanes that it may act in and read; null: all of them
   */
  record PrincipalRegistered(
      String principal, String person, @Nullable String spki, @Nullable List<String> scope)
      implements LedgerData {
    /** A principal without a key of its own, for every program. */
    public PrincipalRegistered(String principal, String person) {
      this(principal, person, null, null);
    }

    /** A principal for every program. */
    public PrincipalRegistered(String principal, String person, @Nullable String spki) {
      this(principal, person, spki, null);
    }
  }

  record PrincipalRevoked(String principal, String reason) implements LedgerData {}

  /**
   * From the next entry on this pack judges, in place of the one it supersedes.
   *
   * @param person the owner who adopts it, and signs
   */
  record PolicyAdopted(
      String pack,
      Hash sha256,
      @Nullable Hash supersedes,
      String person,
      String reason,
      Signature signature)
      implements LedgerData {}

  /**
   * From the next entry on this key signs for an owner too.
   *
   * @param person the owner who lets it, and signs with a key that counts already
   */
  record OwnerKeyAdded(OwnerKey key, String person, String reason, Signature signature)
      implements LedgerData {}

  /**
   * From the next entry on that key signs for nobody.
   *
   * @param keyid lower-case hex SHA-256 of the SubjectPublicKeyInfo DER
   * @param person the owner who ends it, and signs with a key that counts
   */
  record OwnerKeyRevoked(String keyid, String person, String reason, Signature signature)
      implements LedgerData {}

  /**
   * The bytes of a blob are gone; its digest stays wherever entries name it. The event's id is
   * {@link #id(Hash)}, so that one look tells whether a blob was redacted, and by which entry.
   *
   * @param sha256 of the bytes that were kept
   * @param person the owner who takes them away, and signs
   */
  record BlobRedacted(Hash sha256, String person, String reason, Signature signature)
      implements LedgerData {
    /** The one id under which that blob is redacted. */
    public static String id(Hash sha256) {
      return "redacted:" + sha256.hex();
    }
  }

  /**
   * Checkpoints that cover this entry are signed by another key than those before.
   *
   * @param oldKey verifier key that signed until now
   * @param newKey verifier key that signs from now on
   * @param note {@link dev.laneledger.api.note.KeyRotation}, signed by both
   */
  record KeyRotated(String oldKey, String newKey, String note) implements LedgerData {}

  /**
   * The ledger's statement of what its projections were.
   *
   * @param size the number of entries that the states cover
   * @param chain the chain hash after them
   * @param programs program → projection → state hash
   */
  record StateAttested(long size, Hash chain, SortedMap<String, SortedMap<String, Hash>> programs)
      implements LedgerData {}

  /**
   * An auditor's signed statement of what a replay of the first {@code size} entries gave.
   *
   * @param outcome of the replay, in its own word
   * @param states program → projection → the state hash that the replay reached, of every program;
   *     null: the attestation is of before they were stated
   * @param packets program → lane → the packet tree that the replay rendered
   */
  record ReplayAttested(
      long size,
      Hash chain,
      Hash root,
      String outcome,
      String person,
      @Nullable SortedMap<String, SortedMap<String, Hash>> states,
      SortedMap<String, SortedMap<String, Hash>> packets,
      Signature signature)
      implements LedgerData {}

  /**
   * A request that a rule denied.
   *
   * @param code stable reason code
   * @param rule the rule's id
   * @param pack the pack that holds the rule; null where the format itself denied it
   * @param packSha256 the pack's digest; null with {@code pack}
   * @param pointer RFC 6901 pointer into the input, which is an array of events
   * @param actor the principal that asked
   * @param input SHA-256 of the kept input: the canonical JSON array of the sender's events
   */
  record Refused(
      String code,
      String rule,
      @Nullable String pack,
      @Nullable Hash packSha256,
      @Nullable String pointer,
      String actor,
      Hash input,
      long inputBytes)
      implements LedgerData {}
}
