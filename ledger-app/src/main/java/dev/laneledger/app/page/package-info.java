/**
 * The owner's pages: HTML that the server draws from the same views, with the same rights, as the
 * HTTP interface. A controller asks {@link Pages} for the {@link Visit}, makes one record of what
 * its page shows, and hands both over to a template; no rule is judged here.
 *
 * <p>Every page works without scripts, but for signing and for verifying in the browser. Nothing
 * comes from elsewhere, and no page holds a script or a style in itself.
 */
@NullMarked
package dev.laneledger.app.page;

import org.jspecify.annotations.NullMarked;
