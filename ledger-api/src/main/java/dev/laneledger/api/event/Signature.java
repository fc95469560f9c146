package dev.laneledger.api.event;

/**
 * A person's detached signature over one event of one ledger (DSSE pre-authentication encoding).
 *
 * @param keyid lower-case hex SHA-256 of the key's SubjectPublicKeyInfo DER
 * @param sig base64 of the Ed25519 signature
 */
public record Signature(String keyid, String sig) {}
