// Verifies a published or exported ledger with Go's own golang.org/x/mod/sumdb: note reads the
// signed checkpoint, tlog the tiles, the entries and every proof, dirhash the packets.
//
//	verify.go [-old CHECKPOINT -consistency JSON] DIR VKEY [PROOF ...]
//
// DIR is an unpacked bundle, or what "ledger publish --public-entries" wrote. VKEY is the log's
// verifier key, taken from somewhere else. PROOF is an answer of /v1/events/SEQ/proof, CHECKPOINT
// an earlier checkpoint, JSON the answer of /v1/consistency from its size to that of DIR.
// Exits 0 if all of it holds, 1 and says what does not, 2 if it cannot be read.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func main() {
	old := flag.String("old", "", "an earlier checkpoint")
	consistency := flag.String("consistency", "", "the proof that the tree only grew since then")
	flag.Parse()
	if flag.NArg() < 2 || (*old == "") != (*consistency == "") {
		fmt.Fprintln(os.Stderr, "usage: verify.go [-old CHECKPOINT -consistency JSON] DIR VKEY [PROOF ...]")
		os.Exit(2)
	}
	dir := flag.Arg(0)
	key, err := note.NewVerifier(flag.Arg(1))
	usable(err)
	tree := checkpoint(read(filepath.Join(dir, "checkpoint")), key)
	count := entries(dir, tree)
	fmt.Printf("HOLDS  %s  %d entries, %d of them signed\n", key.Name(), count, tree.N)
	for _, file := range flag.Args()[2:] {
		fmt.Printf("  entry %d  %s\n", inclusion(read(file), key), file)
	}
	if *old != "" {
		earlier := checkpoint(read(*old), key)
		grown(earlier, tree, read(*consistency))
		fmt.Printf("  grew from %d entries\n", earlier.N)
	}
	packets, err := filepath.Glob(filepath.Join(dir, "packets", "*", "*"))
	usable(err)
	for _, packet := range packets {
		fmt.Printf("  %s  %s\n", packetTree(packet), strings.TrimPrefix(packet, dir+"/"))
	}
}

// checkpoint opens the note. tlog.ParseTree takes the trees of Go's own database only ("go.sum
// database tree"), so the three lines are read here; the hash and the size as it does.
func checkpoint(text []byte, key note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(key))
	holds(err == nil, "the checkpoint is not signed by the key: %v", err)
	lines := strings.Split(opened.Text, "\n")
	holds(len(lines) == 4 && lines[0] == key.Name(), "not a checkpoint of %s: %q", key.Name(), opened.Text)
	size, err := strconv.ParseInt(lines[1], 10, 64)
	holds(err == nil && size > 0 && strconv.FormatInt(size, 10) == lines[1], "not a size: %q", lines[1])
	root, err := tlog.ParseHash(lines[2])
	holds(err == nil, "not a root: %q", lines[2])
	return tlog.Tree{N: size, Hash: root}
}

// tiles reads C2SP paths, which lack the height that Go's have: tile/8/0/000 is tile/0/000.
type tiles string

func (dir tiles) Height() int                     { return tileHeight }
func (dir tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (dir tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(dir), path))
		if os.IsNotExist(err) && tile.W < 1<<tileHeight {
			data, err = os.ReadFile(filepath.Join(string(dir), strings.Split(path, ".p/")[0]))
		}
		if err != nil {
			return nil, err
		}
		if len(data) < tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s is too short", path)
		}
		found = append(found, data[:tile.W*tlog.HashSize])
	}
	return found, nil
}

// entries computes the tree anew, compares it with the tiles and with the signed root, and gives the
// number of entries, those that are not signed yet included. What TileHashReader of x/mod 0.7.0
// gives is not enough alone: where one tile holds several subtrees of the root, it leaves as many
// other tiles uncompared with theirs.
func entries(dir string, tree tlog.Tree) int64 {
	var stored []tlog.Hash
	computed := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	kept := tlog.TileHashReader(tree, tiles(dir))
	count := int64(0)
	each(dir, func(entry []byte) {
		hash := tlog.RecordHash(entry)
		if count < tree.N {
			leaf, err := kept.ReadHashes([]int64{tlog.StoredHashIndex(0, count)})
			holds(err == nil, "the tiles of entry %d: %v", count, err)
			holds(leaf[0] == hash, "entry %d has the hash %v, but %v in the tiles", count, hash, leaf[0])
		}
		more, err := tlog.StoredHashesForRecordHash(count, hash, computed)
		usable(err)
		stored = append(stored, more...)
		count++
	})
	holds(count >= tree.N, "%d entries are signed, but there are %d", tree.N, count)
	root, err := tlog.TreeHash(tree.N, computed)
	usable(err)
	holds(root == tree.Hash, "the entries give the root %v, but %v is signed", root, tree.Hash)
	return count
}

// each reads the bundles in order: a big-endian 16-bit length and so many bytes, again and again.
func each(dir string, entry func([]byte)) {
	for n := int64(0); ; n++ {
		data, full := bundle(filepath.Join(dir, "tile", "entries", bundleName(n)))
		for len(data) > 0 {
			holds(len(data) >= 2, "the bundle %d ends within a length", n)
			end := 2 + int(binary.BigEndian.Uint16(data))
			holds(len(data) >= end, "the bundle %d ends within an entry", n)
			entry(data[2:end])
			data = data[end:]
		}
		if !full {
			return
		}
	}
}

// bundle is the full one, else the longest of its parts, else empty.
func bundle(path string) (data []byte, full bool) {
	if data, err := os.ReadFile(path); err == nil {
		return data, true
	}
	parts, err := filepath.Glob(path + ".p/*")
	usable(err)
	if len(parts) == 0 {
		return nil, false
	}
	return read(widest(parts)), false
}

// bundleName is the index in groups of three digits, all but the last with an x.
func bundleName(n int64) string {
	name := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		name = fmt.Sprintf("x%03d/%s", n%1000, name)
	}
	return name
}

func widest(parts []string) string {
	best, width := "", 0
	for _, part := range parts {
		if w, err := strconv.Atoi(filepath.Base(part)); err == nil && w > width {
			best, width = part, w
		}
	}
	return best
}

// inclusion checks a C2SP tlog-proof whose extra line is the entry, and gives the entry's index.
func inclusion(text []byte, key note.Verifier) int64 {
	head, signed, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	holds(found && len(lines) >= 3 && lines[0] == "c2sp.org/tlog-proof@v1", "not a proof: %q", lines[0])
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	holds(err == nil, "the proof carries no entry: %v", err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	holds(err == nil, "the proof has no index: %v", err)
	var path tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		holds(err == nil, "not a hash of the proof: %q", line)
		path = append(path, hash)
	}
	tree := checkpoint(signed, key)
	err = tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(entry))
	holds(err == nil, "entry %d is not proven: %v", index, err)
	return index
}

func grown(old, now tlog.Tree, answer []byte) {
	var proof struct {
		From, To int64
		Path     []string
	}
	usable(json.Unmarshal(answer, &proof))
	holds(proof.From == old.N && proof.To == now.N,
		"the proof is from %d to %d, not from %d to %d", proof.From, proof.To, old.N, now.N)
	var path tlog.TreeProof
	for _, text := range proof.Path {
		var hash tlog.Hash
		n, err := hex.Decode(hash[:], []byte(text))
		holds(err == nil && n == tlog.HashSize, "not a hash of the proof: %q", text)
		path = append(path, hash)
	}
	err := tlog.CheckTree(path, now.N, now.Hash, old.N, old.Hash)
	holds(err == nil, "the tree of %d does not grow out of that of %d: %v", now.N, old.N, err)
}

// packetTree is Hash1 of the governed files: all but the manifest, its pin and ledger/.
func packetTree(dir string) string {
	all, err := dirhash.DirFiles(dir, "")
	usable(err)
	var governed []string
	for _, file := range all {
		if file != "HASH_MANIFEST.txt" && file != "packet_tree.sha256" && !strings.HasPrefix(file, "ledger/") {
			governed = append(governed, file)
		}
	}
	hash, err := dirhash.Hash1(governed, func(name string) (io.ReadCloser, error) {
		return os.Open(filepath.Join(dir, name))
	})
	usable(err)
	pin := strings.TrimSpace(string(read(filepath.Join(dir, "packet_tree.sha256"))))
	bytes, err := hex.DecodeString(pin)
	usable(err)
	pinned := "h1:" + base64.StdEncoding.EncodeToString(bytes)
	holds(hash == pinned, "the packet %s is %s, but %s is pinned", dir, hash, pinned)
	return hash
}

func read(file string) []byte {
	data, err := os.ReadFile(file)
	usable(err)
	return data
}

func usable(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func holds(it bool, format string, values ...any) {
	if !it {
		fmt.Printf("DOES NOT HOLD: "+format+"\n", values...)
		os.Exit(1)
	}
}
