/**
 * Signatures of people over single events.
 *
 * <p>{@code data.signature} of an event is {@code {"keyid", "sig"}}: keyid the lower-case hex
 * SHA-256 of the key's SubjectPublicKeyInfo DER, sig the standard base64 of an Ed25519 signature
 * over
 *
 * <pre>
 * PAE( type, body ) = "DSSEv1" SP length(type) SP type SP length(body) SP body     lengths in bytes
 * type              = "application/vnd.laneledger.event+json"
 * body              = JCS( { "origin", "source", "type", "id", "data" without "signature" } )
 * </pre>
 *
 * <p>The body names ledger, stream, event type and id, so a signature holds for one event in one
 * stream of one ledger and can be moved to no other. It is detached: it is computed again from the
 * event, never sent.
 */
@NullMarked
package dev.laneledger.api.dsse;

import org.jspecify.annotations.NullMarked;
