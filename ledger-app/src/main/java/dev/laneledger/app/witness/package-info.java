/**
 * A witness of logs (C2SP tlog-witness) in a process of its own. It cosigns a checkpoint of a log
 * that it was told of only if the log's key signed it and it is consistent with the one that it
 * cosigned last, so that whoever sees its cosignature knows that nobody was shown another history.
 *
 * <pre>
 * witness.key   PRIVATE+KEY+&lt;name&gt;+&lt;key id, 8 hex&gt;+&lt;base64(0x04 || seed[32])&gt; LF, mode 600
 * HEX           the last checkpoint of the origin whose SHA-256 is HEX, with the signatures of
 *               known log keys and the witness's own cosignature
 * lock          keeps a second process out
 * </pre>
 *
 * <p>Comparing with the last checkpoint and putting the new one in its place happen under one lock,
 * and the new one is durable before anybody is answered; whenever the process is killed, what it
 * may have signed is on the disk. A directory that is lost or put back from a copy ends the
 * witness: it would begin again with whatever it is shown first. Make a new one with a new key.
 */
@NullMarked
package dev.laneledger.app.witness;

import org.jspecify.annotations.NullMarked;
