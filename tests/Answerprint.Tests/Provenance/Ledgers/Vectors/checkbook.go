// checkbook FOLDER VERIFIERKEY INDEX PROOFFILE EARLIER: an independent check of a log folder with golang.org/x/mod/sumdb.
// It opens the signed checkpoint, reads every hash tile that the tree needs (tlog authenticates each against the root), compares every
// entry with its leaf hash, checks the inclusion proof of one entry and that the log begins with its first EARLIER entries.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type reader struct{ folder string }

func (r reader) Height() int { return 8 }

func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		// sumdb writes tile/8/L/N; tlog-tiles leaves the height out
		data, err := os.ReadFile(filepath.Join(r.folder, strings.Replace(t.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (r reader) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func fail(err error) {
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func head(text string, verifier note.Verifier) tlog.Tree {
	n, err := note.Open([]byte(text), note.VerifierList(verifier))
	fail(err)
	lines := strings.Split(n.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	fail(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	fail(err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

func main() {
	folder, index := os.Args[1], os.Args[3]
	verifier, err := note.NewVerifier(os.Args[2])
	fail(err)
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	fail(err)
	tree := head(string(text), verifier)
	hashes := tlog.TileHashReader(tree, reader{folder})

	var leaves [][]byte
	for n := int64(0); n*256 < tree.N; n++ {
		tile := tlog.Tile{H: 8, L: -1, N: n, W: 256}
		if tree.N-n*256 < 256 {
			tile.W = int(tree.N - n*256)
		}
		data, err := os.ReadFile(filepath.Join(folder, strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)))
		fail(err)
		for i := 0; i < tile.W; i++ {
			length := int(binary.BigEndian.Uint16(data))
			leaves = append(leaves, data[2:2+length])
			data = data[2+length:]
		}
		if len(data) > 0 {
			fail(fmt.Errorf("bundle %d is too long", n))
		}
	}
	for n, leaf := range leaves {
		stored, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(n))})
		fail(err)
		if stored[0] != tlog.RecordHash(leaf) {
			fail(fmt.Errorf("entry %d is not the one that was logged", n))
		}
	}

	proof, err := os.ReadFile(os.Args[4])
	fail(err)
	parts := strings.SplitN(string(proof), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" || lines[1] != "index "+index {
		fail(fmt.Errorf("not the proof of entry %s", index))
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		fail(err)
		path = append(path, hash)
	}
	under := head(parts[1], verifier)
	at, err := strconv.ParseInt(index, 10, 64)
	fail(err)
	fail(tlog.CheckRecord(path, under.N, under.Hash, at, tlog.RecordHash(leaves[at])))

	earlier, err := strconv.ParseInt(os.Args[5], 10, 64)
	fail(err)
	before, err := tlog.TreeHash(earlier, hashes)
	fail(err)
	step, err := tlog.ProveTree(tree.N, earlier, hashes)
	fail(err)
	fail(tlog.CheckTree(step, tree.N, tree.Hash, earlier, before))
	fmt.Println("intact:", tree.N, "entries; before", base64.StdEncoding.EncodeToString(before[:]))
	for _, hash := range step {
		fmt.Println(hash)
	}
}
