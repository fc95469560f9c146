package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerData.PackPin;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names under which an export keeps copies of what follows from the ledger. */
public final class CopyNames {
  /** Before the name of every pack. */
  public static final String PACKS = "packs/";

  /** Before the folder of every packet. */
  public static final String PACKETS = "packets/";

  /** Before the name of every report. */
  public static final String REPORTS = "reports/";

  private static final int DIGITS = 12;

  private final SortedMap<String, Hash> packs = new TreeMap<>();

  /** The folder of a lane's packet, with its last slash. */
  public static String packet(StreamId lane) {
    return PACKETS + lane.program() + "/" + lane.leaf() + "/";
  }

  /** The name of a lane's report. */
  public static String report(StreamId lane) {
    return REPORTS + lane.program() + "/" + lane.leaf() + ".md";
  }

  /** One more event; it matters if it adopts packs. */
  public void adopt(LedgerEvent event) {
    switch (event.payload()) {
      case LedgerData.Created created -> created.policies().forEach(this::adopt);
      case LedgerData.PolicyAdopted adopted -> adopt(new PackPin(adopted.pack(), adopted.sha256()));
      default -> {}
    }
  }

  /**
   * One more adopted pack: {@code packs/ID@VERSION.yaml}, with the first digits of the digest
   * behind the version if another pack had that name before.
   */
  private void adopt(PackPin pack) {
    String name = PACKS + pack.pack().replaceAll("[^A-Za-z0-9._@-]", "_");
    Hash known = packs.putIfAbsent(name + ".yaml", pack.sha256());
    if (known != null && !known.equals(pack.sha256())) {
      packs.put(name + "-" + pack.sha256().hex().substring(0, DIGITS) + ".yaml", pack.sha256());
    }
  }

  /** The digest of every adopted pack by its name. */
  public SortedMap<String, Hash> all() {
    return Collections.unmodifiableSortedMap(packs);
  }
}
