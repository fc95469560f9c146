package dev.laneledger.app.http;

/**
 * Who may fetch entry bundles.
 *
 * @param everybody without a token; else auditors only
 */
public record PublicEntries(boolean everybody) {}
