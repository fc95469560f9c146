/**
 * Signed notes and what travels in them: checkpoints, cosignatures, proofs, tiles. Every format is
 * a published one (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof,
 * tlog-witness, tlog-policy); base64 is standard with padding, numbers are decimal without sign or
 * leading zeros, lines end in LF. Only the canonical form is parsed: what {@code parse} accepts,
 * {@code format} gives back to the byte.
 *
 * <pre>
 * note         = text LF 1*signature             text ends in LF; the last empty line splits
 * signature    = U+2014 SP name SP base64( keyId[4] || signature ) LF
 * name         = at least one character, no Unicode space, no "+"
 * keyId        = SHA-256( name || 0x0A || type || public key )[0..4]
 * verifier key = name "+" 8 hex of keyId "+" base64( type || public key )
 * signer key   = "PRIVATE+KEY+" name "+" 8 hex of keyId "+" base64( 0x01 || seed[32] )
 *
 * type 01, Ed25519 (RFC 8032): signature[64] over the text with its last LF
 * type 04, Ed25519 cosignature of a checkpoint: signature = u64 POSIX seconds || signature[64] over
 *          "cosignature/v1" LF "time " seconds LF text
 * type 06, ML-DSA-44 cosignature (verified only): u64 POSIX seconds || signature[2420] over
 *          "subtree/v1" LF 00 || u8 length, name || u64 seconds || u8 length, origin || u64 0 ||
 *          u64 size || root[32]
 *
 * checkpoint   = origin LF size LF base64( root[32] ) LF          the text of a note, signed by a
 *                                                                 key that is named as the origin
 * proof        = "c2sp.org/tlog-proof@v1" LF [ "extra " base64 LF ] "index " index LF
 *                *( base64( hash[32] ) LF ) LF note               path from leaf to root
 * submission   = "old " size LF *63( base64( hash[32] ) LF ) LF note   what a witness is asked
 * policy       = lines of items apart by spaces and tabs; "#" begins a comment; names point up:
 *                "log" vkey [ url ] | "witness" name vkey [ url ] | "quorum" name or "none" |
 *                "group" name ( "all" | "any" | count ) names
 *
 * tile         = "tile/" level "/" N [ ".p/" width ]              1 to 256 hashes of 32 bytes
 * bundle       = "tile/entries/" N [ ".p/" width ]                1 to 256 of ( u16 length, entry )
 * N            = index in groups of three digits, all but the last with an "x": x001/x234/067
 * </pre>
 *
 * <p>Hash i of tile n at tile level l is the root over entries [(n*256+i)*256^l,
 * (n*256+i+1)*256^l), which is {@link dev.laneledger.api.merkle.HashReader} coordinate (8l,
 * n*256+i). A width is given only where a tile is not full: a tree of size s has a partial tile of
 * floor(s/256^l) mod 256 hashes at level l, unless that is 0. Integers in bytes are big-endian.
 */
@NullMarked
package dev.laneledger.api.note;

import org.jspecify.annotations.NullMarked;
