/**
 * Signatures of people over single events: Ed25519 over the DSSE pre-authentication encoding of a
 * detached payload, {@code PAE(type, body) = "DSSEv1 " len(type) " " type " " len(body) " " body},
 * with type {@code application/vnd.laneledger.event+json} and body {@code
 * JCS({"origin","source","type","id","data" without "signature"})}.
 */
@NullMarked
package dev.laneledger.api.dsse;

import org.jspecify.annotations.NullMarked;
