package dev.laneledger.app.detection;

import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.app.audit.Layout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What is done to the copies of sealed packets, by hand and so that each is whole in itself. */
final class PacketAttacks {
  private static final byte[] OTHER = "all gates passed\n".getBytes(StandardCharsets.UTF_8);
  private static final String ADDED = "evidence/made-up.txt";

  private PacketAttacks() {}

  static List<CopyAttack> all() {
    return Stream.of(
            eachFile("a file is edited", CopyFiles::flipped),
            eachFile("a file is cut short", CopyFiles::cut),
            eachFile("a file is taken out", (copy, name) -> Stream.of(copy.without(name))),
            eachFolder("a file is added", (copy, folder) -> copy.with(folder + ADDED, OTHER)),
            forged(
                "a file is edited, manifest and pin fit (forged)",
                (copy, name) -> copy.with(name, OTHER)),
            forged("a file is taken out, manifest and pin fit", CopyFiles::without),
            eachFolder(
                "a file is added, manifest and pin fit",
                (copy, folder) -> sealed(copy.with(folder + ADDED, OTHER), folder)),
            CopyAttack.of(
                "packets: two change places", copy -> foldersExchanged(copy, folders(copy))),
            eachFolder(
                "one of a lane that never was is added",
                (copy, folder) ->
                    sealed(
                        copy.with(Layout.PACKETS + "made-up/lane/README.md", OTHER),
                        Layout.PACKETS + "made-up/lane/")),
            eachFolder(
                    "is taken away", (copy, folder) -> copy.only(name -> !name.startsWith(folder)))
                .promising(
                    Promise.GAP, "it follows from the entries; that it is not there is a gap"))
        .map(attack -> attack.in(Place.BUNDLE))
        .toList();
  }

  private static CopyAttack eachFile(
      String what, BiFunction<CopyFiles, String, Stream<CopyFiles>> change) {
    return CopyAttack.of(
        "packet: " + what,
        copy -> copy.some(Layout.PACKETS).flatMap(name -> change.apply(copy, name)));
  }

  /** One governed file, and what the packet says of itself. */
  private static CopyAttack forged(String what, BiFunction<CopyFiles, String, CopyFiles> change) {
    return CopyAttack.of(
        "packet: " + what,
        copy ->
            copy.some(Layout.PACKETS)
                .filter(name -> !isOwn(name))
                .map(name -> sealed(change.apply(copy, name), folder(name))));
  }

  private static CopyAttack eachFolder(
      String what, BiFunction<CopyFiles, String, CopyFiles> change) {
    return CopyAttack.of(
        "packet: " + what,
        copy -> folders(copy).stream().map(folder -> change.apply(copy, folder)));
  }

  private static Stream<CopyFiles> foldersExchanged(CopyFiles copy, List<String> folders) {
    return Stream.iterate(1, i -> i < folders.size(), i -> i + 1)
        .map(i -> {
          CopyFiles without =
              copy.only(
                  name -> !name.startsWith(folders.get(i)) && !name.startsWith(folders.get(i - 1)));
          CopyFiles one = moved(copy, folders.get(i), without, folders.get(i - 1));
          return moved(copy, folders.get(i - 1), one, folders.get(i));
        });
  }

  private static CopyFiles moved(CopyFiles from, String folder, CopyFiles to, String under) {
    CopyFiles result = to;
    for (String name : from.names(folder)) {
      result = result.with(under + name.substring(folder.length()), from.bytes(name));
    }
    return result;
  }

  private static List<String> folders(CopyFiles copy) {
    return copy.names(Layout.PACKETS).stream().map(PacketAttacks::folder).distinct().toList();
  }

  /** {@code packets/PROGRAM/LANE/}. */
  private static String folder(String name) {
    int program = name.indexOf('/', Layout.PACKETS.length());
    return name.substring(0, name.indexOf('/', program + 1) + 1);
  }

  private static boolean isOwn(String name) {
    return name.endsWith("/" + PacketTree.MANIFEST) || name.endsWith("/" + PacketTree.PIN);
  }

  /** With a manifest and a pin over what is in the folder now. */
  private static CopyFiles sealed(CopyFiles copy, String folder) {
    Map<String, byte[]> governed = new HashMap<>();
    copy.names(folder).stream()
        .filter(name -> !isOwn(name))
        .forEach(name -> governed.put(name.substring(folder.length()), copy.bytes(name)));
    HashManifest manifest = HashManifest.of(governed);
    return copy.with(folder + PacketTree.MANIFEST, utf8(manifest.format()))
        .with(folder + PacketTree.PIN, utf8(PacketTree.pinFile(PacketTree.of(manifest))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
