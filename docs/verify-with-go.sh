#!/usr/bin/env bash
# Verifies an exported ledger with Go's golang.org/x/mod/sumdb: note, tlog and dirhash.
#
#   verify-with-go.sh BUNDLE VKEY [PROOF ...]
#
# VKEY is the log's verifier key, taken from somewhere else than the bundle; PROOF an answer of
# /v1/events/SEQ/proof. Needs unzip and Debian's packages golang-go and golang-golang-x-mod-dev.
# Exit 0: all of it holds. 1: something does not; the line says what. 2: it cannot be read.
set -euo pipefail

[ $# -ge 2 ] || { echo "usage: $0 BUNDLE VKEY [PROOF ...]" >&2; exit 2; }
export GO111MODULE=off GOPATH=${GOPATH:-/usr/share/gocode}
command -v go >/dev/null && [ -d "$GOPATH/src/golang.org/x/mod/sumdb/tlog" ] || {
  echo "not verified: needs Go and its library: apt-get install golang-go golang-golang-x-mod-dev" >&2
  exit 2
}
bundle=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unzip -qq "$bundle" -d "$work/bundle" || { echo "not a zip: $bundle" >&2; exit 2; }
go build -o "$work/verify" "$(dirname "$0")/foreign/verify.go" || exit 2
"$work/verify" "$work/bundle" "$@"
