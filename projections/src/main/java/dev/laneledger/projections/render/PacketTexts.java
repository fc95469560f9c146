package dev.laneledger.projections.render;

import java.util.SortedMap;

/** {@code README.md} and {@code RERUN.sh}. */
final class PacketTexts {
  private static final String README =
      """
      # Evidence packet of lane {lane}

      Program {program}, stream `{stream}`, renderer `{renderer}`.

      Every file here is a function of {events} events of that stream, of the program's state at \
      that point and of the adopted rule packs. Whoever holds the ledger can render it again and \
      gets the same bytes; nobody has to trust this copy.

      ## Check it

      - `sh RERUN.sh` checks the pin, every listed file and that no file is unlisted. Exit 0: all \
      as sealed; 1: something differs, is missing or is unlisted; 2: it could not check.
      - By hand: `sha256sum -c HASH_MANIFEST.txt`, then compare `sha256sum HASH_MANIFEST.txt` with \
      `packet_tree.sha256`. That hash is the packet tree.
      - This shows that the files are the ones that were hashed. That they are the ones the lane \
      sealed, compare the packet tree with its `lane.packet-sealed` event. That they say what the \
      events say, replay the ledger, which renders the packet again.

      ## Read it

      - An event is named by `source`, its stream, and `streamseq`, its place there counted from 0.
      - `performed` says whether a step happened; where it did not, `because` says why.
      - `events` holds what the lane stated, event by event, and beside it what its own values show; \
      `follows` what is computed from all of them.
      - A member whose name starts with `claimed` is somebody's statement that cannot be computed \
      here. What the lane says of surfaces it did not touch is attested, not proven.
      - `NOT_SHOWN` means that there is no event to compute an answer from. It is not a yes.
      - A clone rehearsal is not production execution. Nothing here authorizes anything.
      - A folder `ledger/` may travel with the packet. It is not governed by the manifest.

      ## Files

      | file | what it is for |
      |---|---|
      {files}
      | `HASH_MANIFEST.txt` | SHA-256 of every file above |
      | `packet_tree.sha256` | SHA-256 of `HASH_MANIFEST.txt`: the packet tree |
      """;

  static final String RERUN =
      """
      #!/bin/sh
      # Checks this packet against its own manifest and pin.
      # Exit 0: all as sealed. 1: a file differs, is missing or is unlisted. 2: cannot check.
      cd "$(dirname "$0")" || exit 2
      LC_ALL=C
      export LC_ALL
      command -v sha256sum >/dev/null || { echo "cannot check: sha256sum is missing" >&2; exit 2; }

      fail() {
        echo "DIFFERS: $1" >&2
        exit 1
      }

      for pin in HASH_MANIFEST.txt packet_tree.sha256; do
        [ -f "$pin" ] || fail "$pin is missing"
      done

      tree=$(sha256sum HASH_MANIFEST.txt | cut -c 1-64)
      printf '%s\\n' "$tree" | cmp -s - packet_tree.sha256 ||
        fail "HASH_MANIFEST.txt has SHA-256 $tree, packet_tree.sha256 says $(cat packet_tree.sha256)"

      sha256sum --check --strict --quiet HASH_MANIFEST.txt || fail "a listed file, see above"

      listed=$(cut -c 67- HASH_MANIFEST.txt)
      present=$(find . ! -type d ! -path './ledger/*' \\
        ! -path ./HASH_MANIFEST.txt ! -path ./packet_tree.sha256 | cut -c 3- | sort)
      [ "$listed" = "$present" ] || fail "the files present are not the files listed"

      echo "OK: packet tree $tree"
      """;

  private PacketTexts() {}

  static String readme(LaneView lane, SortedMap<String, String> purposes) {
    StringBuilder files = new StringBuilder();
    purposes.forEach((path, purpose) ->
        files
            .append(files.isEmpty() ? "" : "\n")
            .append(Markdown.row(Markdown.code(path), Markdown.text(purpose))));
    return README
        .replace("{renderer}", PacketRenderer.NAME)
        .replace("{events}", Integer.toString(lane.events().size()))
        .replace("{stream}", lane.laneRecord().stream().path())
        .replace("{program}", lane.laneRecord().program())
        .replace("{lane}", lane.laneRecord().lane())
        .replace("{files}", files);
  }
}
