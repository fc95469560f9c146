/**
 * Canonical JSON (RFC 8785) and the strict reading that it needs.
 *
 * <p>The canonical form of a JSON value is one UTF-8 text:
 *
 * <ul>
 *   <li>no white space between tokens;
 *   <li>the members of an object in order of their names' UTF-16 code units;
 *   <li>in strings the short escapes {@code \b \t \n \f \r \" \\} for those characters, a backslash
 *       and {@code u00xx} (lower-case hex) for other characters below U+0020, and every other
 *       character as itself, not normalised;
 *   <li>numbers as the IEEE 754 double nearest to the text, written as ECMAScript's {@code
 *       Number::toString} does: shortest digits that read back as the same double, plain decimals
 *       for 1e-6 &lt;= |x| &lt; 1e21, otherwise one digit, fraction, {@code e+} or {@code e-} and
 *       the exponent; both zeros are {@code 0}.
 * </ul>
 *
 * <p>Reading is strict (RFC 8259 and RFC 7493): well-formed UTF-8 without byte order mark, one
 * value, no duplicate names after unescaping, no lone surrogates, no number that overflows a
 * double. A tree that was read holds an integer node for every number whose double is a whole
 * number within &plusmn;2^53 and a double node for any other, so a text and its canonical form give
 * equal trees.
 *
 * <p>{@link dev.laneledger.api.canonical.IJson} adds what the append interface demands: a depth
 * limit, and no number beyond &plusmn;(2^53-1).
 */
@NullMarked
package dev.laneledger.api.canonical;

import org.jspecify.annotations.NullMarked;
