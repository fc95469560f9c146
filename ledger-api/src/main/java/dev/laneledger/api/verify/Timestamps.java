package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.verify.TimestampCheck.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the timestamps beside the ledger are of checkpoints that it had: of each size that one
 * names, the checkpoint is built again from the entries.
 */
final class Timestamps {
  private static final String PREFIX = "timestamps/";
  private static final String END = ".tsr";
  private static final int MAX = 10_000;

  private final LedgerMaterial material;
  private final Findings findings;
  private final Map<Long, Hash> roots = new TreeMap<>();

  Timestamps(LedgerMaterial material, Findings findings) {
    this.material = material;
    this.findings = findings;
    material.parts(
        PREFIX,
        name -> {
          long size = size(name);
          if (size < 1 || roots.size() == MAX) {
            findings.ledger(
                LedgerRule.TIMESTAMP, "", "at most " + MAX + " of " + PREFIX + "SIZE" + END, name);
          } else {
            roots.put(size, Hash.sha256());
          }
        });
  }

  private static long size(String name) {
    String digits = name.substring(PREFIX.length()).replace(END, "");
    boolean canonical = digits.matches("[1-9][0-9]{0,17}") && name.equals(PREFIX + digits + END);
    return canonical ? Long.parseLong(digits) : -1;
  }

  /** The sizes at which it must hear of the tree. */
  Set<Long> watched() {
    return roots.keySet();
  }

  /** The tree has grown by one entry. */
  void grown(MerkleFrontier tree) {
    if (roots.containsKey(tree.size())) {
      roots.put(tree.size(), tree.root());
    }
  }

  /** Judges every timestamp; gives the good ones, in order of their sizes. */
  List<VerificationReport.Stamp> end(@Nullable String origin, long size, TimestampCheck check) {
    List<VerificationReport.Stamp> good = new ArrayList<>();
    for (Map.Entry<Long, Hash> stamped : roots.entrySet()) {
      String name = PREFIX + stamped.getKey() + END;
      if (origin == null || stamped.getKey() > size) {
        findings.ledger(LedgerRule.TIMESTAMP, name, "1 to " + size + " entries", stamped.getKey());
        continue;
      }
      Checkpoint checkpoint = new Checkpoint(origin, stamped.getKey(), stamped.getValue());
      Hash digest = Hash.sha256(checkpoint.text().getBytes(StandardCharsets.UTF_8));
      switch (check.check(material.part(name).orElse(new byte[0]), digest)) {
        case Outcome.Good(String time, String authority) ->
            good.add(new VerificationReport.Stamp(stamped.getKey(), time, authority));
        case Outcome.Bad(String expected, String actual) ->
            findings.ledger(LedgerRule.TIMESTAMP, name, expected, actual);
        case Outcome.Unknown(String why) ->
            findings.gap(
                GapKind.TIMESTAMP_UNKNOWN, Finding.NO_ENTRY, name, "a trusted authority", why);
      }
    }
    return good;
  }
}
