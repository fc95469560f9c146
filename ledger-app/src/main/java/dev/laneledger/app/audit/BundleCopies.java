package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.projections.render.PacketFile;
import dev.laneledger.projections.render.PacketRenderer;
import dev.laneledger.projections.replay.LaneCopies;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The copies for a reader in a bundle, each in order of its names. A packet lacks the files that
 * were redacted, under the manifest that lists them; one that needs a blob which is not there for
 * another reason is left out. A verification names each as a gap.
 */
final class BundleCopies {
  private final LedgerMaterial material;
  private final LaneCopies lanes;

  BundleCopies(LedgerMaterial material) {
    this.material = material;
    this.lanes = LaneCopies.of(material);
  }

  void packets(BiConsumer<String, byte[]> sink) {
    for (String folder : lanes.packets()) {
      rendered(folder)
          .flatMap(this::packet)
          .ifPresent(files -> files.forEach((name, bytes) -> sink.accept(folder + name, bytes)));
    }
  }

  /** Empty where a lane's events name what no rule would allow. */
  private Optional<SortedMap<String, PacketFile>> rendered(String folder) {
    try {
      return Optional.of(lanes.packet(folder));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<SortedMap<String, byte[]>> packet(SortedMap<String, PacketFile> rendered) {
    SortedMap<String, byte[]> files = new TreeMap<>(HashManifest.UTF8_ORDER);
    for (Map.Entry<String, PacketFile> file : rendered.entrySet()) {
      Optional<byte[]> bytes =
          switch (file.getValue()) {
            case PacketFile.Text text -> Optional.of(text.bytes());
            case PacketFile.Blob blob -> material.blob(blob.sha256());
          };
      if (bytes.isPresent()) {
        files.put(file.getKey(), bytes.get());
      } else if (!isRedacted(file.getValue())) {
        return Optional.empty();
      }
    }
    HashManifest manifest;
    try {
      manifest = PacketRenderer.manifest(rendered);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // evidence under a path that no packet can hold
    }
    files.put(PacketTree.MANIFEST, utf8(manifest.format()));
    files.put(PacketTree.PIN, utf8(PacketTree.pinFile(PacketTree.of(manifest))));
    return Optional.of(files);
  }

  private boolean isRedacted(PacketFile file) {
    return file instanceof PacketFile.Blob blob && lanes.isRedacted(blob.sha256());
  }

  void packs(BiConsumer<String, byte[]> sink) {
    lanes
        .packs()
        .forEach((name, digest) ->
            material
                .blob(digest)
                .filter(bytes -> Hash.sha256(bytes).equals(digest))
                .ifPresent(bytes -> sink.accept(name, bytes)));
  }

  void reports(BiConsumer<String, byte[]> sink) {
    lanes.reports().forEach(name -> sink.accept(name, utf8(lanes.report(name))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
