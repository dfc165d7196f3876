#!/usr/bin/env python3
"""A second verifier of Answerprint's books and packages, written from docs/format.md with Python's standard library alone.

Ends with 0 where everything holds, 5 where something does not (or no key of --trust signed it), 3 where a path is neither, 2 for a command
line that can not be read. It shares no code with the program that it checks.

Checked: every byte of the book against its signed head; the manifest against the book, every file against the manifest; the versions against
the book; the proof of the performance lock against the book, and every picture and origin pass against the proof, tile by tile.
Not checked: whose word counts (docs/people.md), and what origin passes say (`answerprint verify --render`).
"""
import argparse
import base64
import functools
import hashlib
import json
import os
import re
import stat
import struct
import sys
import zlib

MOST_FILE, MOST_JSON, MOST_FAULTS = 1 << 34, 256 << 20, 100

class Bad(ValueError):
    """What was read is not what the format says."""

def refuse(wrong, words):
    if wrong:
        raise Bad(words)

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

# Ed25519 (RFC 8032), as strict as docs/format.md asks
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    u, v = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    w, z = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = v - u, z - w, z + w, v + u
    return e * f % P, g * h % P, f * g % P, e * h % P
def times(n, point):
    if n == 0:
        return 0, 1, 1, 0
    half = times(n >> 1, add(point, point))
    return add(half, point) if n & 1 else half
def encode(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")
def decode(data):
    """The point of a canonical encoding; None for any other."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * ROOT % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P
BASE = decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
def signed(key, message, signature):
    point, s = decode(key), int.from_bytes(signature[32:], "little")
    if point is None or s >= L or encode(times(8, point)) == encode((0, 1, 1, 0)):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    x, y, z, t = point
    return encode(add(times(s, BASE), times(k, (-x % P, y, z, -t % P)))) == signature[:32]

# texts
def base64_of(text):
    data = base64.b64decode(text, validate=True)
    refuse(base64.b64encode(data).decode() != text, "a text is not the base64 of its bytes")
    return data
def key_of(line):
    found = re.fullmatch(r"([^\s+\x00-\x1f\x7f-\x9f]{1,255})\+([0-9a-f]{8})\+(\S+)", line)
    refuse(not found, "a line is no key")
    name, number, data = found[1], found[2], base64_of(found[3])
    refuse(len(data) != 33 or data[0] != 1 or sha(name.encode(), b"\n\1", data[1:])[:4].hex() != number, "a key's number is not that of its bytes")
    return name, bytes.fromhex(number), data[1:]
def checkpoint_of(text):
    """origin, size, root, message, signatures of a checkpoint."""
    body, parted, tail = text.partition("\n\n")
    lines = body.split("\n")
    refuse(not parted or len(lines) < 3 or not lines[0] or not re.fullmatch(r"0|[1-9][0-9]{0,17}", lines[1]) or not tail.endswith("\n"), "it is no checkpoint")
    root, signatures = base64_of(lines[2]), []
    refuse(len(root) != 32, "its root has not 32 bytes")
    for line in tail[:-1].split("\n"):
        parts = line.split(" ")
        refuse(len(parts) != 3 or parts[0] != "\u2014" or not parts[1], "a line is no signature")
        data = base64_of(parts[2])
        refuse(len(data) < 5, "a signature is too short")
        signatures.append((parts[1], data[:4], data[4:]))
    return lines[0], int(lines[1]), root, (body + "\n").encode(), signatures
def signers(head, keys):
    """The keys of a list that signed a checkpoint; a false signature in the name of a known key spoils the whole."""
    found = []
    for name, number, data in head[4]:
        for known in keys:
            if known[0] == name and known[1] == number:
                refuse(len(data) != 64 or not signed(known[2], head[3], data), "a signature in the name of a known key is false")
                found.append(known)
    return found

# the tree (RFC 6962)
def node(left, right):
    return sha(b"\1", left, right)
def root_of(leaves):
    """The root over hashes that are leaves already."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root_of(leaves[:left]), root_of(leaves[left:]))
def proved(leaf, index, size, path, root):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        return False
    last, at, hash_ = size - 1, index, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            hash_ = node(sibling, hash_)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            hash_ = node(hash_, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and hash_ == root
def tile_path(level, index, width):
    groups, rest = ["%03d" % (index % 1000)], index // 1000
    while rest:
        groups.insert(0, "x%03d" % (rest % 1000))
        rest //= 1000
    return "tile/%s/%s%s" % (level, "/".join(groups), "" if width == 256 else ".p/%d" % width)

# pictures
@functools.lru_cache(maxsize=4)
def masks(size):
    return [int.from_bytes((pair * (size // 2 + 1))[:size], "little") for pair in (b"\x7f\x7f", b"\x80\x80", b"\0\x80")]
def unpack(data, size):
    """One block of an EXR: inflated, the predictor undone, low and high bytes put together again."""
    if len(data) == size:
        return data
    try:
        plain = zlib.decompressobj().decompress(data, size + 1)
    except zlib.error as e:
        raise Bad("a block does not inflate") from e
    refuse(len(plain) != size, "a block has another size than its lines")
    # sums of all bytes up to each, modulo 256, all at once in one large number: twice as far with every step
    low, high, odd = masks(size)
    sums, step = int.from_bytes(plain, "little"), 1
    while step < size:
        other = sums << 8 * step & (high | low)
        sums, step = (sums & low) + (other & low) ^ (sums ^ other) & high, 2 * step
    # each byte was stored less the one before it, plus 128: after n of them that is n times 128
    plain = (sums ^ odd).to_bytes(size, "little")
    out = bytearray(size)
    out[0::2], out[1::2] = plain[:(size + 1) // 2], plain[(size + 1) // 2:]
    return bytes(out)
class Picture:
    """An EXR of one part that is packed by ZIP, ZIPS or not at all; of others `channels` is None."""
    def __init__(self, data):
        self.channels = None
        refuse(data[:4] != b"\x76\x2f\x31\x01", "it is no EXR")
        flags = struct.unpack_from("<I", data, 4)[0]
        if flags & ~0xff & ~0x400:
            return  # of several parts, or of tiles
        at, header = 8, {}
        while data[at] != 0:
            name_end = data.index(b"\0", at)
            type_end = data.index(b"\0", name_end + 1)
            length = struct.unpack_from("<i", data, type_end + 1)[0]
            refuse(length < 0 or type_end + 5 + length > len(data), "its header is cut off")
            header[data[at:name_end]] = data[type_end + 5:type_end + 5 + length]
            at = type_end + 5 + length
        compression = header[b"compression"][0]
        self.data, self.display = (struct.unpack("<4i", header[w]) for w in (b"dataWindow", b"displayWindow"))
        self.width, self.height = self.data[2] - self.data[0] + 1, self.data[3] - self.data[1] + 1
        refuse(not (0 < self.width <= 65536 and 0 < self.height <= 65536), "its window has no sensible size")
        if compression not in (0, 2, 3):
            return
        channels, listed, place = [], header[b"channels"], 0
        while listed[place] != 0:
            end = listed.index(b"\0", place)
            kind, linear, xs, ys = struct.unpack_from("<iB3xii", listed, end + 1)
            refuse(kind not in (0, 1, 2) or xs < 1 or ys < 1 or self.data[0] % xs or self.data[1] % ys, "a channel is of no known kind")
            channels.append((listed[place:end], kind, linear, xs, ys, bytearray()))
            place = end + 17
        lines = 16 if compression == 3 else 1
        blocks = (self.height + lines - 1) // lines
        for offset in sorted(struct.unpack_from("<%dQ" % blocks, data, at + 1), key=lambda o: struct.unpack_from("<i", data, o)[0]):
            self.take(data, offset, lines, channels)
        self.channels = channels
        refuse(any(len(words) != samples(self.width, xs) * samples(self.height, ys) * width_of(kind) for _, kind, _, xs, ys, words in channels), "lines of it are missing")
    def take(self, data, offset, lines, channels):
        first, size = struct.unpack_from("<ii", data, offset)
        last = min(first + lines - 1, self.data[3])
        runs = [(c, samples(self.width, c[3]) * width_of(c[1])) for y in range(first, last + 1) for c in channels if y % c[4] == 0]
        refuse(first < self.data[1] or last < first or size < 0 or offset + 8 + size > len(data), "a block lies outside the picture")
        plain, place = unpack(data[offset + 8:offset + 8 + size], sum(length for _, length in runs)), 0
        for channel, length in runs:
            channel[5].extend(plain[place:place + length])
            place += length
    def bits(self):
        digest = hashlib.sha256(b"answerprint.bits.1\n" + struct.pack("<9i", *self.data, *self.display, len(self.channels)))
        for name, kind, linear, xs, ys, words in sorted(self.channels, key=lambda c: c[0].decode()):
            digest.update(struct.pack("<i", len(name)) + name + struct.pack("<5i", kind, xs, ys, 1 if linear else 0, len(words)) + words)
        return digest.hexdigest()
    def tree(self, origin=False):
        planes = []
        for name, kind, _, xs, ys, words in sorted(self.channels, key=lambda c: c[0].decode()):
            if origin and kind == 1 and name in (b"origin.synth", b"origin.confidence"):
                kind, words = 2, struct.pack("<%df" % (len(words) // 2), *struct.unpack("<%de" % (len(words) // 2), words))
            planes.append((name + b"\0" + bytes([kind]), width_of(kind), samples(self.width, xs), xs, ys, memoryview(words)))
        leaves = []
        for row in range((self.height + 63) // 64):
            for column in range((self.width + 63) // 64):
                digest = hashlib.sha256(b"\0" + struct.pack("<II", column, row))
                for label, size, stride, xs, ys, words in planes:
                    digest.update(label)
                    left, right = samples(64 * column, xs), samples(min(self.width, 64 * column + 64), xs)
                    for y in range(samples(64 * row, ys), samples(min(self.height, 64 * row + 64), ys)):
                        digest.update(words[(y * stride + left) * size:(y * stride + right) * size])
                leaves.append(digest.digest())
        return root_of(leaves).hex()
def samples(pixels, sampling):
    return -(-pixels // sampling)
def width_of(kind):
    return 2 if kind == 1 else 4

# what is checked
class Check:
    """One package, book or show; what is wrong with it, file by file."""
    def __init__(self, path, trust):
        self.path, self.trust, self.faults, self.signer, self.trusted, self.unread = path, trust, [], None, False, 0
        self.kind = "package" if self.is_package() else "book"
        self.book = os.path.join(path, "book") if self.kind == "package" or os.path.isfile(os.path.join(path, "show.json")) else path
        refuse(self.kind == "book" and not os.path.isfile(os.path.join(self.book, "checkpoint")) and not os.path.isdir(os.path.join(self.book, "tile")), "the folder is neither a package (it has no manifest.json) nor a book (it has no checkpoint)")
        self.prefix = "book/" if self.kind == "package" else ""
        self.acts, self.strange, self.count = [], [], 0
        head = self.read_book()
        if self.kind == "package":
            self.read_package(head)
    def is_package(self):
        return any(os.path.lexists(os.path.join(self.path, name)) for name in ("manifest.json", "book/package.tlog-proof")) or os.path.basename(os.path.abspath(self.path)).startswith("TURNBACK_")
    def fault(self, name, words, wrong=True):
        if wrong and len(self.faults) < MOST_FAULTS and (name, words) not in self.faults:
            self.faults.append((name, words))
    def read(self, folder, name, most, prefix=""):
        """The bytes of a plain file; None, and a fault, where there is none."""
        full = os.path.join(folder, name)
        try:
            found = os.lstat(full)
            refuse(not stat.S_ISREG(found.st_mode) or found.st_size > most, "it is a link, no plain file, or far too long")
            with open(full, "rb") as file:
                return file.read()
        except (OSError, Bad) as e:
            self.fault(prefix + name, str(e) if isinstance(e, Bad) else "it is missing or can not be read")
    def walk(self, folder):
        """Every file below a folder, and every link and empty folder, with what it is."""
        for at, folders, files in os.walk(folder):
            links = [name for name in folders if os.path.islink(os.path.join(at, name))]
            if not folders and not files and at != folder:
                yield os.path.relpath(at, folder), "an empty folder"
            for name in sorted(files + links):
                full = os.path.join(at, name)
                yield os.path.relpath(full, folder), "a symbolic link" if os.path.islink(full) else ""
    def read_book(self):
        data, keys = self.read(self.book, "checkpoint", 1 << 20, self.prefix), self.read(self.book, "key.pub", 1 << 16, self.prefix)
        head, own = None, []
        if keys is not None:
            try:
                own = [key_of(line) for line in keys.decode().split("\n")[:-1]]
                refuse(not own or not keys.endswith(b"\n"), "it holds no key, or more than keys")
            except ValueError as e:
                self.fault(self.prefix + "key.pub", str(e))
        if data is not None:
            try:
                head = checkpoint_of(data.decode())
                found = signers(head, own)
                refuse(not found, "no key of this log (key.pub) signed it")
                self.signer = found[0]
                if self.trust is not None:
                    trusted = signers(head, self.trust)
                    self.trusted = bool(trusted)
                    self.signer = trusted[0] if trusted else self.signer
            except ValueError as e:
                self.fault(self.prefix + "checkpoint", str(e))
        if head is not None:
            self.read_tiles(head)
        return head
    def read_tiles(self, head):
        size, needed = head[1], {"checkpoint", "key.pub"}
        if size > 1 << 32:
            return self.fault(self.prefix + "checkpoint", "its size is beyond any book")
        leaves = []
        for index in range((size + 255) // 256):
            width = min(256, size - 256 * index)
            name = tile_path("entries", index, width)
            needed.add(name)
            data = self.read(self.book, name, 256 * 65537, self.prefix)
            got = None if data is None else split(data, width)
            self.fault(self.prefix + name, "it is not a bundle of %d entries" % width, got is None and data is not None)
            tile = tile_path(0, index, width)
            known = self.read(self.book, tile, 8192, self.prefix)
            hashes = None if got is None else [sha(b"\0", entry) for entry in got]
            if known is not None and len(known) != 32 * width:
                self.fault(self.prefix + tile, "it has %d bytes in place of %d" % (len(known), 32 * width))
                known = None
            stored = None if known is None else [known[32 * n:32 * n + 32] for n in range(width)]
            leaves.append((name, tile, got, hashes, stored))
        self.settle(leaves, head)
        level, below = 0, [h for l in leaves for h in (l[3] or l[4] or [b""] * 256)]
        while below:
            for index in range((len(below) + 255) // 256):
                part = below[256 * index:256 * index + 256]
                name = tile_path(level, index, len(part))
                needed.add(name)
                if level > 0:
                    data = self.read(self.book, name, 8192, self.prefix)
                    self.fault(self.prefix + name, "its hashes are not those of the tiles below", data is not None and data != b"".join(part))
            below = [root_of(below[n:n + 256]) for n in range(0, len(below) - 255, 256)]
            level += 1
        for name, kind in self.walk(self.book):
            leftover = not kind and self.kind == "book" and (name in (".lock", ".lock.by") or name.endswith(".tmp") or re.fullmatch(r"tile/(entries|[0-9]+)/(x[0-9]{3}/)*[0-9]{3}(\.p/[0-9]+)?", name))
            self.fault(self.prefix + name, "it is %s" % (kind or "no part of the signed log"), name not in needed and not leftover and not (self.kind == "package" and name == "package.tlog-proof"))
    def settle(self, leaves, head):
        """Which of an entry and its hash was changed is what the signed root says."""
        true = root_of([h for l in leaves for h in (l[3] or l[4] or [b""])]) == head[2]
        for n, (name, tile, got, hashes, stored) in enumerate(leaves):
            for m, entry in enumerate(got or []):
                self.take(256 * n + m, entry)
            if hashes and stored and hashes != stored:
                first = next(m for m in range(len(hashes)) if hashes[m] != stored[m])
                self.fault(self.prefix + (tile if true else name), "entry %d %s" % (256 * n + first, "has another hash here" if true else "is not the one that was logged"))
        self.fault(self.prefix + "checkpoint", "its root is not that of the entries", not true and not self.faults)
    def take(self, index, entry):
        self.count += 1
        try:
            act = json.loads(entry)
            refuse(act["format"] != "answerprint.act.1" or not isinstance(act["body"], dict) or not re.fullmatch(r"([A-Z][a-z0-9]*){2,}\.[1-9][0-9]*", act["act"]), "it is no act")
            self.acts.append((index, act["act"], act["body"], sha(b"\0", entry)))
        except (ValueError, KeyError, TypeError, RecursionError):
            self.strange.append(index)
    def all(self, act):
        return [body for _, name, body, _ in self.acts if name == act]
    def read_package(self, head):
        made = next((a for a in reversed(self.acts) if a[1] == "PackageMade.1"), None)
        if made is None:
            self.fault("book", "the book does not say that a package was made")
        else:
            self.read_proof(made, head)
        for index in self.strange:
            self.fault("book", "entry %d is no act" % index)
        there = set()
        for name, kind in self.walk(self.path):
            if kind:
                self.fault(name, "it is %s" % kind)
            elif not name.startswith("book/"):
                there.add(name)
        data = self.read(self.path, "manifest.json", MOST_JSON)
        if data is None:
            return
        self.fault("manifest.json", "it is not the manifest that the book vouches for", made is not None and made[2].get("manifest") != sha(data).hex())
        try:
            manifest = json.loads(data)
            refuse(manifest["format"] != "answerprint.package.1", "its format is another")
            self.read_files(manifest, there)
            self.read_claims(manifest)
            if not self.faults:
                for version in manifest["versions"]:
                    self.read_lock(version)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
            self.fault("manifest.json", "it can not be read (%s)" % e)
    def read_proof(self, made, head):
        data = self.read(self.book, "package.tlog-proof", 1 << 20, "book/")
        try:
            text = (data or b"").decode()
            lines = text.partition("\n\n")[0].split("\n")
            refuse(lines[0] != "c2sp.org/tlog-proof@v1" or lines[1] != "index %d" % made[0], "it is not the proof of this package")
            path = [base64_of(line) for line in lines[2:]]
            with open(os.path.join(self.book, "checkpoint"), "rb") as file:
                refuse(head is None or text.partition("\n\n")[2].encode() != file.read(), "it is under another head")
            refuse(not proved(made[3], made[0], head[1], path, head[2]), "its hashes do not lead to the root")
        except (ValueError, IndexError, OSError) as e:
            self.fault("book/package.tlog-proof", str(e))
    def read_files(self, manifest, there):
        listed = {}
        for row in manifest["files"]:
            self.fault("manifest.json", "it lists %s twice" % row["path"], row["path"] in listed)
            listed[row["path"]] = row
        for name in sorted(there - {"manifest.json"}):
            if name not in listed:
                self.fault(name, "the manifest does not list it")
                continue
            data = self.read(self.path, name, MOST_FILE)
            self.fault(name, "its bytes are not those that were packed", data is not None and (len(data) != listed[name]["bytes"] or sha(data).hex() != listed[name]["sha256"]))
        for name in sorted(set(listed) - there):
            self.fault(name, "the manifest lists it and it is not there")
    def read_claims(self, manifest):
        for plate in manifest["plates"]:
            self.fault("manifest.json", "the book knows no plate %s like that" % plate.get("name"), plate not in self.all("PlateIngested.1"))
        for row in manifest["versions"]:
            self.fault("manifest.json", "the book knows no version %s of these bytes" % row["version"], not any(b.get("version") == row["version"] and b.get("document") == row["bytes"] for b in self.all("VersionMade.1")))
            name = row["folder"] + "/version.json"
            data = None if ".." in name.split("/") or name.startswith("/") else self.read(self.path, name, MOST_JSON)
            if data is None or sha(data).hex() != row["bytes"]:
                self.fault(name, "it is not the document that the book calls this version")
                continue
            for frame in json.loads(data)["frames"]:
                for member, place in (("picture", "exr/%s.%04d.exr"), ("origin", "origin/%s_origin.%04d.exr")):
                    file = row["folder"] + "/" + place % (row["version"], frame["frame"] - row["firstPlateFrame"] + row["firstFrame"])
                    self.fault(file, "it is not the one that the version's document lists", member in frame and os.path.isfile(os.path.join(self.path, file)) and sha(self.read(self.path, file, MOST_FILE) or b"").hex() != frame[member])
    def read_lock(self, row):
        name = row["folder"] + "/inspection.json"
        act = next((b for b in reversed(self.all("VersionInspected.1")) if b.get("picture") == row["bytes"]), None)
        data = self.read(self.path, name, MOST_JSON)
        if act is None or data is None or act["report"] != sha(data).hex():
            return self.fault(name, "it is not the inspection that the book vouches for")
        lock, frames = json.loads(data)["lock"], json.loads(self.read(self.path, row["folder"] + "/version.json", MOST_JSON))["frames"]
        hashes = []
        for said in lock["frames"]:
            roots = [bytes.fromhex(said[k]) if said[k] else bytes(32) for k in ("plate", "version", "work", "origin")]
            hashes.append(sha(b"\0", said["state"].capitalize().encode(), b"\0", struct.pack("<ii", said["frame"], -2**31 if said["shows"] is None else said["shows"]), *roots))
            self.fault(name, "the hash of frame %d is not that of what it lists" % said["frame"], hashes[-1].hex() != said["hash"])
        self.fault(name, "the lock did not pass, or its root is another", not (lock["passed"] and act["lock"]) or not root_of(hashes).hex() == lock["root"] == act["root"])
        if [f["frame"] for f in frames] != [f["frame"] for f in lock["frames"]]:
            return self.fault(name, "it proves other frames than the version has")
        for frame, said in zip(frames, lock["frames"]):
            self.fault(name, "frame %d is said to be the plate's, and is not" % frame["frame"], said["state"] == "plate" and (said["plate"] != said["version"] or ("origin" in frame and "shows" not in frame)))
            self.fault(name, "frame %d shows another frame than the version says" % frame["frame"], said["state"] == "held" and said["shows"] != frame.get("shows"))
            number = frame["frame"] - row["firstPlateFrame"] + row["firstFrame"]
            self.picture("%s/exr/%s.%04d.exr" % (row["folder"], row["version"], number), said["version"], frame["bits"])
            if "origin" in frame and said["origin"]:
                self.picture("%s/origin/%s_origin.%04d.exr" % (row["folder"], row["version"], number), said["origin"], None)
    def picture(self, name, root, bits):
        data = self.read(self.path, name, MOST_FILE)
        try:
            picture = Picture(data or b"")
            if picture.channels is None:
                self.unread += 1
            elif picture.tree(origin=bits is None) != root or (bits is not None and picture.bits() != bits):
                self.fault(name, "its tiles are not those that the lock proved")
        except (KeyError, IndexError, ValueError, struct.error) as e:
            self.fault(name, "it can not be opened (%s)" % e)

def split(data, width):
    """The entries of a bundle; None where the bytes are not exactly so many."""
    entries, at = [], 0
    for _ in range(width):
        if at + 2 > len(data):
            return None
        length = int.from_bytes(data[at:at + 2], "big")
        entries.append(data[at + 2:at + 2 + length])
        at += 2 + length
    return entries if at == len(data) else None

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", metavar="PATH", nargs="+", help="the folder of a package, of a book, or of a show")
    parser.add_argument("--trust", metavar="FILE", help="public keys that you trust, one a line")
    parser.add_argument("--json", action="store_true", help="one line of JSON for each path")
    given, worst = parser.parse_args(), 0
    for path in given.paths:
        try:
            trust = None if given.trust is None else [key_of(line) for line in open(given.trust, "rb").read().decode().split("\n") if line.strip() and line[0] != "#"]
            refuse(not os.path.isdir(path), "there is no such folder")
            check = Check(path, trust)
        except (ValueError, OSError) as e:
            worst = 3
            print(json.dumps({"path": path, "ok": False, "exit": 3, "problem": str(e)}) if given.json else "%s: %s" % (path, e), file=sys.stdout if given.json else sys.stderr)
            continue
        fails = bool(check.faults) or (trust is not None and not check.trusted)
        worst = worst or (5 if fails else 0)
        who = "nobody" if check.signer is None else "%s (%s)" % (check.signer[0], check.signer[1].hex())
        if given.json:
            print(json.dumps({"path": path, "kind": check.kind, "ok": not fails, "exit": 5 if fails else 0, "intact": not check.faults, "signer": who, "trusted": check.trusted, "acts": check.count,
                              "notOpened": check.unread, "faults": [{"file": f, "words": w} for f, w in check.faults]}), flush=True)
            continue
        print("%s: %s" % (path, "NOT intact, %d faults" % len(check.faults) if check.faults else "intact, %d acts; signed by %s, %s" % (check.count, who, "whom you trust" if check.trusted else "signer UNKNOWN")))
        for name, problem in check.faults:
            print("  %s: %s" % (name, problem))
        if check.unread:
            print("  %d pictures are packed in a way that is not opened here; their bytes are those of the manifest" % check.unread)
    return worst

if __name__ == "__main__":
    sys.exit(main())
