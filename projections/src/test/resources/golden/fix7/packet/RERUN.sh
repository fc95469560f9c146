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
printf '%s\n' "$tree" | cmp -s - packet_tree.sha256 ||
  fail "HASH_MANIFEST.txt has SHA-256 $tree, packet_tree.sha256 says $(cat packet_tree.sha256)"

sha256sum --check --strict --quiet HASH_MANIFEST.txt || fail "a listed file, see above"

listed=$(cut -c 67- HASH_MANIFEST.txt)
present=$(find . ! -type d ! -path './ledger/*' \
  ! -path ./HASH_MANIFEST.txt ! -path ./packet_tree.sha256 | cut -c 3- | sort)
[ "$listed" = "$present" ] || fail "the files present are not the files listed"

echo "OK: packet tree $tree"
