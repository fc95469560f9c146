package dev.laneledger.app.http;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.api.zip.StoredZip;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.lane.LaneRow;
import dev.laneledger.projections.render.PacketFile;
import dev.laneledger.projections.render.PacketRenderer;
import dev.laneledger.projections.render.ReportRenderer;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The lanes of a program, and what each of them leaves behind. */
@RestController
final class LaneController {
  private static final MediaType ZIP = new MediaType("application", "zip");
  private static final MediaType MARKDOWN =
      new MediaType("text", "markdown", StandardCharsets.UTF_8);

  private final Views views;
  private final LedgerQueries queries;

  LaneController(Views views, LedgerQueries queries) {
    this.views = views;
    this.queries = queries;
  }

  @GetMapping("/v1/programs/{program}/lanes")
  ResponseEntity<byte[]> lanes(@PathVariable String program, HttpServletRequest request) {
    ProgramSeen seen = views.program(program, request);
    return seen.answer(
        LanesView.of(seen.position(), seen.attested("lanes.v1"), seen.state().lanes()));
  }

  @GetMapping("/v1/programs/{program}/lanes/{lane}")
  ResponseEntity<byte[]> lane(
      @PathVariable String program, @PathVariable String lane, HttpServletRequest request) {
    ProgramSeen seen = views.program(program, request);
    LaneRow row = seen.lane(lane);
    return seen.answer(
        new LanesView.One(
            seen.position(), seen.attested("lanes.v1"), LanesView.Item.of(lane, row)));
  }

  /**
   * The packet as it was sealed, with its manifest and pin; what would be sealed then where it is
   * not sealed yet. The same packet gives the same bytes.
   */
  @GetMapping("/v1/programs/{program}/lanes/{lane}/packet")
  ResponseEntity<byte[]> packet(
      @PathVariable String program, @PathVariable String lane, HttpServletRequest request) {
    ProgramSeen seen = views.program(program, request);
    SortedMap<String, PacketFile> files = PacketRenderer.render(history(seen, lane).beforeSeal());
    HashManifest manifest = PacketRenderer.manifest(files);
    SortedMap<String, byte[]> zipped = new TreeMap<>();
    files.forEach((path, file) -> bytes(path, file).ifPresent(b -> zipped.put(path, b)));
    zipped.put(PacketTree.MANIFEST, utf8(manifest.format()));
    zipped.put(PacketTree.PIN, utf8(PacketTree.pinFile(PacketTree.of(manifest))));
    String name = "attachment; filename=\"" + lane + "-packet.zip\"";
    return seen.answer(
        ResponseEntity.ok().contentType(ZIP).header(HttpHeaders.CONTENT_DISPOSITION, name),
        StoredZip.write(zipped));
  }

  /** The report as of the lane's end, or as of then while it runs. */
  @GetMapping("/v1/programs/{program}/lanes/{lane}/report")
  ResponseEntity<byte[]> report(
      @PathVariable String program, @PathVariable String lane, HttpServletRequest request) {
    ProgramSeen seen = views.program(program, request);
    return seen.answer(
        ResponseEntity.ok().contentType(MARKDOWN),
        utf8(ReportRenderer.render(history(seen, lane).toEnd())));
  }

  /** What was known of a lane that somebody has spoken of. */
  private LaneHistory history(ProgramSeen seen, String lane) {
    seen.lane(lane);
    StreamId stream = StreamId.lane(seen.program(), Paths.segment("lane", lane));
    return new LaneHistory(
        queries, stream, seen.asOf() == null ? Long.MAX_VALUE : seen.view().size());
  }

  private Optional<byte[]> bytes(String path, PacketFile file) {
    return switch (file) {
      case PacketFile.Text text -> Optional.of(text.bytes());
      case PacketFile.Blob blob -> queries.blob(blob.sha256()).or(() -> redacted(path, blob));
    };
  }

  /** What was redacted is left out; manifest and pin stay as they were sealed. */
  private Optional<byte[]> redacted(String path, PacketFile.Blob blob) {
    if (queries.redaction(blob.sha256()).isPresent()) {
      return Optional.empty();
    }
    throw Paths.notFound(
        "the packet needs the blob of %s, but the ledger does not keep %s"
            .formatted(path, blob.sha256()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
