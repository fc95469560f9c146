package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
import java.security.PrivateKey;

/**
 * Who acts in a run, each with a token of its own.
 *
 * @param ownerKey Ed25519, of the first owner that genesis names; it signs the owner's acts
 */
public record Parties(
    LedgerClient lane,
    LedgerClient operator,
    LedgerClient owner,
    LedgerClient auditor,
    PrivateKey ownerKey) {}
