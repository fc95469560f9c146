package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found. Equal material gives an equal report.
 *
 * @param origin the name that entry 0 gives the ledger; null if there is no genesis; of a tree
 *     without entries the one in its checkpoint
 * @param size number of entries that belong to the ledger
 * @param chain chain hash after them, computed from the bytes alone
 * @param root RFC 6962 root over them
 * @param signedSize number of entries that the checkpoint covers; -1 without a checkpoint
 * @param streams number of streams
 * @param blobs number of blobs whose digest was computed
 * @param timestamps those of checkpoints that a trusted authority vouches for
 * @param total number of findings, of which {@code findings} holds the first
 * @param findings in the order that the package describes
 */
public record VerificationReport(
    Verdict verdict,
    @Nullable String origin,
    long size,
    Hash chain,
    Hash root,
    long signedSize,
    Trust trust,
    long streams,
    long blobs,
    List<Stamp> timestamps,
    long total,
    List<Finding> findings) {

  public VerificationReport {
    timestamps = List.copyOf(timestamps);
    findings = List.copyOf(findings);
  }

  /** The same with other findings, for whoever looked at more. */
  public VerificationReport with(Verdict newVerdict, long newTotal, List<Finding> newFindings) {
    return new VerificationReport(
        newVerdict,
        origin,
        size,
        chain,
        root,
        signedSize,
        trust,
        streams,
        blobs,
        timestamps,
        newTotal,
        newFindings);
  }

  /**
   * A checkpoint that existed before a time.
   *
   * @param size of the checkpoint
   * @param time RFC 3339 UTC
   * @param authority who says so
   */
  public record Stamp(long size, String time, String authority) {}
}
