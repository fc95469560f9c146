package dev.laneledger.app.cli;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.ReadDocument;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketFault;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.audit.PacketFiles;
import dev.laneledger.app.scenario.Packet;
import dev.laneledger.projections.render.PacketRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane seal}: {@code lane.packet-sealed}. */
@Command(
    name = "seal",
    mixinStandardHelpOptions = true,
    description =
        "Takes the lane's packet from the ledger, checks every file of it against its manifest and "
            + "seals its tree. With an auditor's token the packet is rendered here once more from the "
            + "ledger's entries and must have the same tree. "
            + "READY and APPLIED need every pinned document once more (--document).")
final class LaneSeal implements Callable<Integer> {
  @Option(
      names = "--outcome",
      paramLabel = "O",
      required = true,
      description = "READY, APPLIED, READY_NOT_APPLIED or STOPPED, as it follows from the events")
  private LaneData.Outcome outcome = LaneData.Outcome.STOPPED;

  @Option(
      names = "--status",
      paramLabel = "S",
      required = true,
      description = "a token of [A-Z0-9_]+")
  private String status = "";

  @Option(names = "--packet", paramLabel = "FILE", description = "keep the packet there, a zip")
  private @Nullable Path kept;

  @Option(
      names = "--auditor-token-file",
      paramLabel = "A",
      description = "file with a token that may read every entry, to render the packet here")
  private @Nullable Path auditor;

  @Mixin private LaneDocuments documents = new LaneDocuments();

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    LedgerClient client = lane.client();
    Path file = kept == null ? Files.createTempFile("packet", ".zip") : kept;
    try {
      Files.write(file, packet(client));
      return seal(client, PacketFiles.read(file));
    } finally {
      if (kept == null) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The packet as of everything that is in the lane and its program now. */
  private byte[] packet(LedgerClient client) {
    long last =
        Stream.of(lane.stream(), StreamId.program(lane.program()))
            .flatMap(s -> LaneOptions.entries(client, EntryQuery.of(s)).stream())
            .mapToLong(Entry::seq)
            .max()
            .orElse(0);
    return client.read("/v1" + lane.stream().path() + "/packet?atLeast=" + last);
  }

  private int seal(LedgerClient client, PacketFiles packet) throws IOException {
    List<String> redacted = redacted(client, packet);
    Hash tree = checked(packet, redacted);
    List<ReadDocument> read = documents.read(client, lane.program());
    ObjectNode data = lane.data();
    data.setAll(
        EventJson.toTree(
            new LaneData.PacketSealed(
                PacketRenderer.NAME,
                tree,
                manifest(packet).files().size(),
                outcome,
                status,
                read.isEmpty() ? null : read)));
    String text =
        "packet tree "
            + tree
            + (auditor == null ? "" : ", rendered here as well")
            + (redacted.isEmpty() ? "" : "\nredacted    " + String.join(", ", redacted));
    return lane.send(
            List.of(lane.draft(EventType.LANE_PACKET_SEALED, data)),
            Outcome.good("PACKET_SEALED", text, LaneStage.SEALED.next())
                .with("packetTree", tree.hex())
                .with("renderedHere", auditor != null)
                .with("redacted", redacted.isEmpty() ? null : redacted))
        .print(spec.commandLine(), lane.json());
  }

  /** The files that are not there because the ledger says that an owner took their bytes away. */
  private static List<String> redacted(LedgerClient client, PacketFiles packet) {
    return packet.faults().stream()
        .filter(PacketFault.Missing.class::isInstance)
        .map(PacketFault::name)
        .filter(name -> isGone(client, manifest(packet).files().get(name)))
        .toList();
  }

  private static boolean isGone(LedgerClient client, @Nullable Hash blob) {
    try {
      if (blob != null) {
        client.getBlob(blob);
      }
      return false;
    } catch (LedgerRefusedException e) {
      return e.code().equals(ReasonCode.BLOB_REDACTED.name());
    }
  }

  /** Without files if it is in no form, which is a fault of the packet. */
  private static HashManifest manifest(PacketFiles packet) {
    try {
      byte[] bytes = packet.manifest();
      return bytes == null ? new HashManifest(new TreeMap<>()) : HashManifest.parse(bytes);
    } catch (IllegalArgumentException e) {
      return new HashManifest(new TreeMap<>());
    }
  }

  /**
   * The packet's tree, if every other file is as the manifest says and the same is rendered here.
   */
  private Hash checked(PacketFiles packet, List<String> redacted) throws IOException {
    List<String> faults =
        packet.faults().stream()
            .filter(f -> !(f instanceof PacketFault.Missing && redacted.contains(f.name())))
            .map(PacketFault::message)
            .toList();
    if (!faults.isEmpty()) {
      throw new MaterialUnusableException(
          "a packet must be as its manifest says, but the ledger's is not:\n"
              + String.join("\n", faults));
    }
    Hash tree = Hash.sha256(Objects.requireNonNull(packet.manifest()));
    if (auditor != null) {
      Hash here = Packet.tree(lane.client(auditor), lane.program(), lane.lane());
      if (!here.equals(tree)) {
        throw new MaterialUnusableException(
            "the ledger's packet must be the one that its entries give; nothing was sealed\n"
                + "  expected  %s\n  actual    %s".formatted(here, tree));
      }
    }
    return tree;
  }
}
