package dev.laneledger.app.http;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.app.publish.PublishedTree;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The tree as C2SP tlog-tiles. Hashes are for everybody; entries for auditors, or for everybody
 * where the ledger is told so.
 */
@RestController
final class TileController {
  private static final CacheControl PUBLIC =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final PublishedTree tree;
  private final PublicEntries entries;

  TileController(PublishedTree tree, PublicEntries entries) {
    this.tree = tree;
    this.entries = entries;
  }

  /** A tile or entry bundle, full or partial; 404 if no signed checkpoint covers all of it. */
  @GetMapping("/tile/**")
  ResponseEntity<byte[]> tile(HttpServletRequest request, @Nullable Principal principal) {
    Parameters.of(request);
    TilePath path = path(request.getRequestURI());
    if (path.isEntries() && !entries.everybody()) {
      ReadRights.requireAllEntries(Caller.known(principal));
    }
    byte[] bytes =
        tree.tile(path)
            .orElseThrow(() ->
                Paths.notFound(
                    "a tile must be covered by the newest checkpoint, but is not: " + path.path()));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .cacheControl(path.isEntries() && !entries.everybody() ? Answers.IMMUTABLE : PUBLIC)
        .eTag(Hash.sha256(bytes).hex())
        .body(bytes);
  }

  /** The path as it was sent: an encoded spelling of a tile is no tile. */
  private static TilePath path(String uri) {
    try {
      return TilePath.parse(uri.substring(1));
    } catch (NoteException e) {
      throw Paths.notFound(String.valueOf(e.getMessage()));
    }
  }
}
