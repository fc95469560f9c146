package dev.laneledger.api.chain;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.hash.Sha256;
import java.nio.charset.StandardCharsets;

/** The links of the hash chain; the package gives the format. */
public final class HashChain {
  private static final byte LINK = 0x02;
  private static final byte START = 0x03;

  private HashChain() {}

  /** chain(-1): the value before the first entry of the ledger with this origin. */
  public static Hash start(String origin) {
    return Hash.sha256(START, origin.getBytes(StandardCharsets.UTF_8));
  }

  /** chain(n) of the hashes that stand at two places, put at a third. */
  public static void next(
      Sha256 sha, byte[] previous, int previousAt, byte[] leaf, int leafAt, byte[] out, int at) {
    sha.pair(LINK, previous, previousAt, leaf, leafAt, out, at);
  }

  /** chain(n), of chain(n-1) and leaf(n). */
  public static Hash next(Hash previous, Hash leaf) {
    return Hash.sha256(LINK, previous, leaf);
  }
}
