/**
 * The secrets of one ledger's directory. Directories have mode 700, files 600; every file is
 * written whole or not at all, and none is ever written again once it is there.
 *
 * <pre>
 * keys/log.key     PRIVATE+KEY+&lt;origin&gt;+&lt;key id, 8 hex&gt;+&lt;base64(0x01 || seed[32])&gt; LF
 *                  or encrypted PKCS#8 PEM of its Ed25519 key
 * keys/owner.pem   PKCS#8 PEM of the owner's Ed25519 key; the owner may take it away
 * tokens/&lt;name&gt;    the bearer token of the principal &lt;name&gt;:default: llt_, 43 characters base64url, LF
 * tokens.sha256    per line: hex SHA-256 of a token's text, two spaces, what {@link Token} says, LF
 * tokens.used      per line: such a hash, two spaces, when the token was last used, LF
 * </pre>
 *
 * <p>Only {@code tokens.sha256} says which tokens are valid. The files under {@code tokens/} are
 * for the one who starts the ledger, and may be deleted once they are handed on.
 */
@NullMarked
package dev.laneledger.app.signing;

import org.jspecify.annotations.NullMarked;
