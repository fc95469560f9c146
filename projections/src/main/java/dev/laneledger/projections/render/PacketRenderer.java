package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.projections.Row;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Renders a lane's packet, {@code packet.v1}: a function of the lane's events before {@code
 * lane.packet-sealed}, of the program's own and ticket streams before it, and of the adopted packs.
 */
public final class PacketRenderer {
  /** The name that {@code lane.packet-sealed} carries. */
  public static final String NAME = "packet.v1";

  private PacketRenderer() {}

  /** The governed files by path, in order of the paths' UTF-8 bytes; without manifest and pin. */
  public static SortedMap<String, PacketFile> render(LaneRecord laneRecord) {
    LaneView lane = LaneView.beforeSeal(laneRecord);
    SortedMap<String, PacketFile> files = new TreeMap<>(Row.KEY_ORDER);
    SortedMap<String, String> purposes = new TreeMap<>(Row.KEY_ORDER);
    for (PacketFiles.Part part : PacketFiles.PARTS) {
      files.put(part.path(), new PacketFile.Text(PrettyJson.write(part.content().apply(lane))));
      purposes.put(part.path(), part.purpose());
    }
    addBlobs(lane, files, purposes);
    addTexts(lane, files, purposes);
    return files;
  }

  private static void addBlobs(
      LaneView lane, SortedMap<String, PacketFile> files, SortedMap<String, String> purposes) {
    for (LedgerData.PackPin pack : lane.laneRecord().packs()) {
      addPack(pack.pack(), pack.sha256(), "a rule pack, as adopted", files, purposes);
    }
    for (Fact<LaneData.Validated> run : lane.all(LaneData.Validated.class)) {
      addPack(
          run.data().pack(), run.data().packSha256(), "the rule pack that judged", files, purposes);
    }
    for (Fact<LaneData.EvidenceAttached> evidence : lane.all(LaneData.EvidenceAttached.class)) {
      String path = "evidence/" + evidence.data().path();
      files.put(path, new PacketFile.Blob(evidence.data().sha256()));
      purposes.put(path, "evidence that the lane attached, " + evidence.data().mediaType());
    }
  }

  private static void addPack(
      String pack,
      Hash sha256,
      String purpose,
      SortedMap<String, PacketFile> files,
      SortedMap<String, String> purposes) {
    String path = PacketFiles.packPath(pack, sha256);
    files.put(path, new PacketFile.Blob(sha256));
    purposes.put(path, purpose);
  }

  private static void addTexts(
      LaneView lane, SortedMap<String, PacketFile> files, SortedMap<String, String> purposes) {
    purposes.put("README.md", "what this packet is and how to check it");
    purposes.put("RERUN.sh", "checks manifest, pin and completeness");
    purposes.put("manifest.json", "this list of files with what each is for");
    files.put("README.md", PacketFile.Text.of(PacketTexts.readme(lane, purposes)));
    files.put("RERUN.sh", PacketFile.Text.of(PacketTexts.RERUN));
    files.put(
        "manifest.json",
        new PacketFile.Text(PrettyJson.write(ClosingFiles.manifest(lane, purposes))));
  }

  /**
   * The manifest of those files.
   *
   * @throws IllegalArgumentException if the lane attached evidence under a path that is none
   */
  public static HashManifest manifest(SortedMap<String, PacketFile> files) {
    SortedMap<String, Hash> hashes = new TreeMap<>(Row.KEY_ORDER);
    files.forEach((path, file) -> hashes.put(path, file.sha256()));
    return new HashManifest(hashes);
  }

  /**
   * The packet tree of those files.
   *
   * @throws IllegalArgumentException if the lane attached evidence under a path that is none
   */
  public static Hash tree(SortedMap<String, PacketFile> files) {
    return PacketTree.of(manifest(files));
  }
}
