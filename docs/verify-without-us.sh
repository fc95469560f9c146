#!/usr/bin/env bash
# Verifies the bytes of an exported ledger with coreutils, jq, openssl and unzip alone.
#
#   verify-without-us.sh BUNDLE VKEY
#
# VKEY is the log's verifier key, name+id+base64, taken from somewhere else than the bundle.
# Exit 0: all of it holds. 1: something does not; the line says what. 2: it cannot be read.
# docs/verify-without-us.md explains each step.
set -euo pipefail
export LC_ALL=C

[ $# -eq 2 ] || { echo "usage: $0 BUNDLE VKEY" >&2; exit 2; }
bundle=$(realpath "$1")
vkey=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unzip -qq "$bundle" -d "$work/bundle" || { echo "not a zip: $bundle" >&2; exit 2; }
mkdir "$work/entries"
cd "$work/bundle"

fails() { echo "DOES NOT HOLD: $*"; exit 1; }
sha() { sha256sum | cut -c1-64; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
raw() { printf '%b' "$(sed 's/../\\x&/g' <<<"$1")"; }
ed25519() { # DER-PUBLIC-KEY MESSAGE SIGNATURE, all files
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$1" -rawin -in "$2" -sigfile "$3" \
    >/dev/null 2>&1
}

# 1. Blobs: each has the digest that names it.
blobs=0
if [ -d blobs ]; then
  for blob in blobs/*; do
    [ "$(sha <"$blob")" = "${blob#blobs/}" ] || fails "$blob has another digest"
    blobs=$((blobs + 1))
  done
fi

# 2. Entries: each tile is (big-endian u16 length, entry), again and again.
[ -d tile/entries ] || fails "there are no entries"
count=0
while read -r index tile; do
  [ "$((10#$index * 256))" -eq "$count" ] || fails "entries end at $count, but $tile follows"
  bytes=$(stat -c %s "$tile")
  at=0
  while [ "$at" -lt "$bytes" ]; do
    read -r high low < <(od -An -v -tu1 -j "$at" -N 2 "$tile")
    length=$((high * 256 + low))
    dd if="$tile" of="$work/entries/$count" iflag=skip_bytes,count_bytes \
      skip=$((at + 2)) count="$length" status=none
    at=$((at + 2 + length))
    count=$((count + 1))
  done
done < <(find tile/entries -type f | while read -r tile; do
  number=${tile#tile/entries/}
  number=${number%.p/*}
  echo "${number//[x\/]/} $tile"
done | sort -n)

# 3. Each entry is canonical JSON (RFC 8785; jq sorts and writes alike for what stands here).
for ((i = 0; i < count; i++)); do
  jq -jcS . "$work/entries/$i" >"$work/canonical" 2>/dev/null || fails "entry $i is not JSON"
  cmp -s "$work/canonical" "$work/entries/$i" || fails "entry $i is not in canonical form"
done

# 4. Leaves, chain and tree (RFC 6962); the root as it was when the signed size was reached.
origin=$(sed -n 1p checkpoint)
size=$(sed -n 2p checkpoint)
signed_root=$(sed -n 3p checkpoint | base64 -d | hex)
[ "$count" -ge "$size" ] || fails "$size entries are signed, but there are $count"
[ "$(jq -r .data.origin "$work/entries/0")" = "$origin" ] || fails "entry 0 names another origin"
chain=$({ printf '\3'; printf '%s' "$origin"; } | sha)
nodes=() # roots of the perfect subtrees so far, the largest first
root() {
  local i=$((${#nodes[@]} - 1)) hash
  hash=${nodes[$i]}
  for ((i--; i >= 0; i--)); do
    hash=$({ printf '\1'; raw "${nodes[$i]}$hash"; } | sha)
  done
  echo "$hash"
}
find tile/0 -type f | sed 's,^tile/0/,,' | while read -r tile; do
  number=${tile%.p/*}
  echo "${number//[x\/]/} tile/0/$tile"
done | sort -n | while read -r _ tile; do cat "$tile"; done >"$work/leaves"
root_at_size=
for ((i = 0; i < count; i++)); do
  leaf=$({ printf '\0'; cat "$work/entries/$i"; } | sha)
  kept=$(od -An -v -tx1 -j $((i * 32)) -N 32 "$work/leaves" | tr -d ' \n')
  [ "$leaf" = "$kept" ] || fails "entry $i has leaf $leaf, but tile/0 lists $kept"
  chain=$({ printf '\2'; raw "$chain$leaf"; } | sha)
  nodes+=("$leaf")
  for ((n = i + 1; n % 2 == 0; n /= 2)); do
    last=$((${#nodes[@]} - 1))
    nodes[last - 1]=$({ printf '\1'; raw "${nodes[last - 1]}${nodes[last]}"; } | sha)
    unset "nodes[$last]"
  done
  if [ $((i + 1)) -eq "$size" ]; then root_at_size=$(root); fi
done
[ "$root_at_size" = "$signed_root" ] ||
  fails "the root over $size entries is $root_at_size, but $signed_root is signed"

# 5. The checkpoint's signature (C2SP signed-note), by the key that was given.
name=${vkey%%+*}
rest=${vkey#*+}
keyid=${rest%%+*}
base64 -d <<<"${rest#*+}" >"$work/key" 2>/dev/null || { echo "not a key: $vkey" >&2; exit 2; }
[ "$({ printf '%s\n' "$name"; cat "$work/key"; } | sha | cut -c1-8)" = "$keyid" ] ||
  { echo "the key's id does not fit: $vkey" >&2; exit 2; }
{ raw 302a300506032b6570032100; tail -c 32 "$work/key"; } >"$work/log.der"
[ -z "$(sed -n 4p checkpoint)" ] || fails "the checkpoint has lines that it must not have"
head -n 3 checkpoint >"$work/text"
signed=no
while read -r _ by signature; do
  base64 -d <<<"$signature" >"$work/line" 2>/dev/null || fails "the checkpoint's last lines"
  [ "$(base64 -w0 <"$work/line")" = "$signature" ] || fails "the checkpoint's last lines"
  if [ "$by" = "$name" ] && [ "$(head -c 4 "$work/line" | hex)" = "$keyid" ]; then
    tail -c +5 "$work/line" >"$work/signature"
    ed25519 "$work/log.der" "$work/text" "$work/signature" && signed=yes
  fi
done < <(grep '^— ' checkpoint)
[ "$signed" = yes ] || fails "the checkpoint is not signed by $vkey"

# 6. Streams: contiguous; ids once; time never goes back.
for ((i = 0; i < count; i++)); do cat "$work/entries/$i"; echo; done >"$work/all"
jq -n 'reduce inputs as $e ({}; if (.[$e.source] // 0) == $e.streamseq
       then .[$e.source] = $e.streamseq + 1 else error($e.source) end)' \
  "$work/all" >/dev/null 2>&1 || fails "a stream's numbers do not follow"
[ -z "$(jq -r '.source + " " + .id' "$work/all" | sort | uniq -d)" ] || fails "an id stands twice"
jq -r .recordedtime "$work/all" | sort -c 2>/dev/null || fails "recordedtime goes back"

# 7. What people signed (DSSE), by keys that the ledger's own stream names.
signatures=0
for ((i = 0; i < count; i++)); do
  jq -e .data.signature.sig "$work/entries/$i" >/dev/null 2>&1 || continue
  jq -jcS --arg origin "$origin" \
    '{origin: $origin, source, type, id, data: (.data | del(.signature))}' \
    "$work/entries/$i" >"$work/body"
  type=application/vnd.laneledger.event+json
  { printf 'DSSEv1 %d %s %d ' ${#type} $type "$(stat -c %s "$work/body")"; cat "$work/body"; } \
    >"$work/pae"
  jq -r .data.signature.sig "$work/entries/$i" | base64 -d >"$work/signature"
  keyid=$(jq -r .data.signature.keyid "$work/entries/$i")
  found=no
  while read -r spki; do
    base64 -d <<<"$spki" >"$work/person.der"
    if [ "$(sha <"$work/person.der")" = "$keyid" ]; then found=yes; break; fi
  done < <(jq -r 'select(.source == "/ledger") | .. | .spki? // empty' "$work/all")
  [ "$found" = yes ] || fails "entry $i is signed by $keyid, which the ledger does not name"
  ed25519 "$work/person.der" "$work/pae" "$work/signature" || fails "the signature in entry $i"
  signatures=$((signatures + 1))
done

echo "HOLDS  $origin  $count entries, $size of them signed by $name"
echo "  root   $signed_root"
echo "  chain  $chain"
echo "  $blobs blobs, $signatures signatures of people"
echo "  not looked at: what the entries mean, and whether they are true"
