/**
 * What the ledger publishes of itself: the checkpoint, a signed note over origin, size and root.
 *
 * <p>The last signed checkpoint stands in {@code checkpoint}, durably, before anybody is shown it.
 * The next one is signed only if it is proven consistent with that one, so that this ledger never
 * signs two histories, whatever happens to its database.
 */
@NullMarked
package dev.laneledger.app.publish;

import org.jspecify.annotations.NullMarked;
