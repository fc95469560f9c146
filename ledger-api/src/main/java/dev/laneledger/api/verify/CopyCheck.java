package dev.laneledger.api.verify;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketFault;
import dev.laneledger.api.packet.PacketTree;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the derived copies beside the ledger are of what its entries name: adopted packs by their
 * digests, sealed packets by their trees; a file of a packet may be missing if an owner redacted
 * the bytes that its manifest names. A report's text follows from the entries alone, so here it is
 * only asked whether its lane has ended.
 */
final class CopyCheck {
  private static final int MAX_FILES = 20_000;

  private record Sealed(long seq, Hash tree) {}

  /** The files of one packet, as far as they were read. */
  private static final class Packet {
    final String folder;
    final Map<String, Hash> digests = new HashMap<>();
    byte @Nullable [] manifest;
    byte @Nullable [] pin;

    Packet(String folder) {
      this.folder = folder;
    }
  }

  private final LedgerMaterial material;
  private final Findings findings;
  private final CopyNames packs = new CopyNames();
  private final Map<String, Sealed> sealed = new TreeMap<>();
  private final Map<String, Long> ended = new TreeMap<>();
  private final Map<Hash, Long> redacted = new HashMap<>();
  private @Nullable Packet packet;

  CopyCheck(LedgerMaterial material, Findings findings) {
    this.material = material;
    this.findings = findings;
  }

  void accept(long seq, LedgerEvent event) {
    packs.adopt(event);
    switch (event.payload()) {
      case LaneData.PacketSealed seal ->
          sealed.put(CopyNames.packet(event.source()), new Sealed(seq, seal.packetTree()));
      case LedgerData.BlobRedacted r -> redacted.putIfAbsent(r.sha256(), seq);
      case LaneData.Completed c -> ended.put(CopyNames.report(event.source()), seq);
      case LaneData.Stopped s -> ended.put(CopyNames.report(event.source()), seq);
      case LaneData.Imported i -> ended.put(CopyNames.report(event.source()), seq);
      default -> {}
    }
  }

  void end() {
    Map<String, Hash> adopted = new TreeMap<>(packs.all());
    material.parts(CopyNames.PACKS, name -> pack(name, adopted.remove(name)));
    material.parts(CopyNames.PACKETS, this::packetFile);
    finishPacket();
    material.parts(
        CopyNames.REPORTS,
        name -> {
          if (ended.remove(name) == null) {
            extra(name, "a lane that has ended");
          }
        });
    if (material.isExport()) {
      adopted.forEach((name, digest) -> missing(Finding.NO_ENTRY, name));
      sealed.forEach((name, seal) -> missing(seal.seq(), name));
      ended.forEach((name, seq) -> missing(seq, name));
    }
  }

  private void pack(String name, @Nullable Hash digest) {
    if (digest == null) {
      extra(name, "a pack that the ledger adopted");
      return;
    }
    Hash actual = Hash.sha256(material.part(name).orElse(new byte[0]));
    if (!actual.equals(digest)) {
      findings.ledger(LedgerRule.PACK_COPY, name, digest, actual);
    }
  }

  /** Names come in order, so the files of one packet come together. */
  private void packetFile(String name) {
    if (packet != null && !name.startsWith(packet.folder)) {
      finishPacket();
    }
    int program = name.indexOf('/', CopyNames.PACKETS.length());
    int lane = program < 0 ? -1 : name.indexOf('/', program + 1);
    if (lane < 0 || name.startsWith(PacketTree.SIDECAR, lane + 1)) {
      extra(name, "a governed file of a sealed packet");
      return;
    }
    String folder = name.substring(0, lane + 1);
    Packet current = packet;
    if (current == null) {
      current = new Packet(folder);
      packet = current;
    }
    add(current, name.substring(lane + 1), material.part(name).orElse(new byte[0]));
  }

  private void add(Packet to, String name, byte[] bytes) {
    if (to.digests.size() < MAX_FILES) {
      to.digests.put(name, Hash.sha256(bytes));
    } else {
      extra(to.folder + name, "a packet of at most " + MAX_FILES + " files");
    }
    if (name.equals(PacketTree.MANIFEST)) {
      to.manifest = bytes;
    } else if (name.equals(PacketTree.PIN)) {
      to.pin = bytes;
    }
  }

  private void finishPacket() {
    Packet read = packet;
    packet = null;
    if (read == null) {
      return;
    }
    Sealed seal = sealed.remove(read.folder);
    if (seal == null) {
      extra(read.folder, "a packet that a lane sealed");
      return;
    }
    Hash tree = read.digests.get(PacketTree.MANIFEST);
    if (tree != null && !tree.equals(seal.tree())) {
      findings.ledger(LedgerRule.PACKET_COPY, seal.seq(), read.folder, seal.tree(), tree);
    }
    Map<String, Hash> listed = listed(read.manifest);
    for (PacketFault fault : PacketTree.check(read.digests, read.manifest, read.pin)) {
      String name = read.folder + fault.name();
      Hash bytes = fault instanceof PacketFault.Missing ? listed.get(fault.name()) : null;
      Long by = bytes == null ? null : redacted.get(bytes);
      if (by != null) {
        findings.gap(
            GapKind.COPY_MISSING, seal.seq(), name, "a copy", "none, redacted by entry " + by);
      } else {
        findings.ledger(
            LedgerRule.PACKET_COPY, seal.seq(), name, "as its manifest says", fault.message());
      }
    }
  }

  /** What the manifest says of each file; nothing if it is in no form, which is a fault. */
  private static Map<String, Hash> listed(byte @Nullable [] manifest) {
    try {
      return manifest == null ? Map.of() : HashManifest.parse(manifest).files();
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }

  private void extra(String name, String expected) {
    findings.ledger(LedgerRule.COPY_EXTRA, name, expected, "a file of that name");
  }

  private void missing(long seq, String name) {
    findings.gap(GapKind.COPY_MISSING, seq, name, "a copy", "none");
  }
}
