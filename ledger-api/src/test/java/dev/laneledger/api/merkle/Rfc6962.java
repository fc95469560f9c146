package dev.laneledger.api.merkle;

import dev.laneledger.api.hash.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962 section 2.1, word for word and slowly: the oracle of these tests. */
final class Rfc6962 {
  private Rfc6962() {}

  static Hash root(List<Hash> d) {
    if (d.isEmpty()) {
      return sha256();
    }
    if (d.size() == 1) {
      return d.getFirst();
    }
    int k = split(d.size());
    return sha256(
        new byte[] {1}, root(d.subList(0, k)).bytes(), root(d.subList(k, d.size())).bytes());
  }

  static List<Hash> path(int m, List<Hash> d) {
    if (d.size() == 1) {
      return List.of();
    }
    int k = split(d.size());
    List<Hash> left = d.subList(0, k);
    List<Hash> right = d.subList(k, d.size());
    return m < k ? plus(path(m, left), root(right)) : plus(path(m - k, right), root(left));
  }

  static List<Hash> proof(int m, List<Hash> d) {
    return subProof(m, d, true);
  }

  /** The turns that a path takes, L or R, from the leaf to the root. */
  static String turns(int m, int n) {
    if (n == 1) {
      return "";
    }
    int k = split(n);
    return m < k ? turns(m, k) + "L" : turns(m - k, n - k) + "R";
  }

  /**
   * The same of a consistency proof, with + for a first hash that is a subtree and not the root.
   */
  static String consistencyTurns(int m, int n) {
    return subTurns(m, n, true);
  }

  private static String subTurns(int m, int n, boolean b) {
    if (m == n) {
      return b ? "" : "+";
    }
    int k = split(n);
    return m <= k ? subTurns(m, k, b) + "L" : subTurns(m - k, n - k, false) + "R";
  }

  private static List<Hash> subProof(int m, List<Hash> d, boolean b) {
    if (m == d.size()) {
      return b ? List.of() : List.of(root(d));
    }
    int k = split(d.size());
    List<Hash> left = d.subList(0, k);
    List<Hash> right = d.subList(k, d.size());
    return m <= k
        ? plus(subProof(m, left, b), root(right))
        : plus(subProof(m - k, right, false), root(left));
  }

  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Hash> plus(List<Hash> hashes, Hash last) {
    List<Hash> all = new ArrayList<>(hashes);
    all.add(last);
    return all;
  }

  private static Hash sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return Hash.of(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
