"""Cobblestone-128 of c2sp.org/chunked-encryption, as README.md of attach-v1 uses it."""
import hashlib
import hmac

from conventions import need, u32, u64
from sealing import SBOX, xtime

PIECE, TAG, HEAD = 16384, 16, 56

# --- AES-128-GCM (FIPS 197, SP 800-38D), by tables: files are long ----------------------------

# FIPS 197, 5.1.2 and 5.1.3: what each byte adds to its column.
COLUMN = [(xtime(s) << 24 | s << 16 | s << 8 | xtime(s) ^ s) for s in SBOX]
TABLES = [[(t >> 8 * r | t << 32 - 8 * r) & 0xFFFFFFFF for t in COLUMN] for r in range(4)]


def words_of(key):
    """FIPS 197, 5.2, of 16 bytes."""
    words, constant = [int.from_bytes(key[i:i + 4], "big") for i in range(0, 16, 4)], 1
    for i in range(4, 44):
        w = words[-1]
        if i % 4 == 0:
            w = int.from_bytes(bytes(SBOX[x] for x in ((w << 8 | w >> 24) & 0xFFFFFFFF).to_bytes(4, "big")), "big")
            w, constant = w ^ constant << 24, xtime(constant)
        words.append(words[-4] ^ w)
    return words


def aes(words, block):
    a, c, d, e = (int.from_bytes(block[i:i + 4], "big") ^ words[i // 4] for i in range(0, 16, 4))
    t0, t1, t2, t3 = TABLES
    for r in range(4, 40, 4):
        a, c, d, e = (
            t0[a >> 24] ^ t1[c >> 16 & 255] ^ t2[d >> 8 & 255] ^ t3[e & 255] ^ words[r],
            t0[c >> 24] ^ t1[d >> 16 & 255] ^ t2[e >> 8 & 255] ^ t3[a & 255] ^ words[r + 1],
            t0[d >> 24] ^ t1[e >> 16 & 255] ^ t2[a >> 8 & 255] ^ t3[c & 255] ^ words[r + 2],
            t0[e >> 24] ^ t1[a >> 16 & 255] ^ t2[c >> 8 & 255] ^ t3[d & 255] ^ words[r + 3])
    out = b""
    for i, (p, q, s, t) in enumerate([(a, c, d, e), (c, d, e, a), (d, e, a, c), (e, a, c, d)]):
        column = SBOX[p >> 24] << 24 | SBOX[q >> 16 & 255] << 16 | SBOX[s >> 8 & 255] << 8 | SBOX[t & 255]
        out += (column ^ words[40 + i]).to_bytes(4, "big")
    return out


class Gcm:
    def __init__(self, key):
        self.words = words_of(key)
        h = int.from_bytes(aes(self.words, bytes(16)), "big")
        # SP 800-38D, 6.3: multiples of H, for each byte of a block at its place.
        powers = [h]
        for _ in range(127):
            v = powers[-1]
            powers.append(v >> 1 ^ (0xE1 << 120 if v & 1 else 0))
        self.tables = [self.multiples(powers[8 * i:8 * i + 8]) for i in range(16)]

    @staticmethod
    def multiples(powers):
        out = [0] * 256
        for i in range(1, 256):
            bit = i.bit_length() - 1
            out[i] = out[i ^ 1 << bit] ^ powers[7 - bit]
        return out

    def hashed(self, data):
        y = 0
        for i in range(0, len(data), 16):
            block = (y ^ int.from_bytes(data[i:i + 16], "big")).to_bytes(16, "big")
            y = 0
            for table, byte in zip(self.tables, block):
                y ^= table[byte]
        return y

    def stream(self, nonce, size):
        return b"".join(aes(self.words, nonce + u32(2 + i)) for i in range(-(-size // 16)))[:size]

    def crypt(self, nonce, data):
        n = len(data)
        return (int.from_bytes(data, "big") ^ int.from_bytes(self.stream(nonce, n), "big")).to_bytes(n, "big")

    def tag(self, nonce, sealed):
        lengths = u64(0) + u64(8 * len(sealed))
        y = self.hashed(sealed + bytes(-len(sealed) % 16) + lengths)
        return (y ^ int.from_bytes(aes(self.words, nonce + u32(1)), "big")).to_bytes(16, "big")

    def seal(self, nonce, data):
        sealed = self.crypt(nonce, data)
        return sealed + self.tag(nonce, sealed)

    def open(self, nonce, sealed):
        need(self.tag(nonce, sealed[:-TAG]) == sealed[-TAG:], "chunk")
        return self.crypt(nonce, sealed[:-TAG])


# --- Cobblestone-128 --------------------------------------------------------------------------

def derive(key, salt, context):
    """HKDF-Expand (RFC 5869, 2.3): 60 bytes are one block of SHA-512."""
    assert len(key) == 16
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_128_GCM\0" + salt + context
    made = hmac.new(key, info + b"\1", hashlib.sha512).digest()
    return made[:16], made[16:28], made[28:60]


def nonce_of(base, k):
    return (int.from_bytes(base, "big") ^ k).to_bytes(12, "big")


def seal(key, salt, context, message):
    aead_key, base, commitment = derive(key, salt, context)
    gcm = Gcm(aead_key)
    pieces = [message[i:i + PIECE] for i in range(0, len(message) + 1, PIECE)]
    return salt + commitment + b"".join(gcm.seal(nonce_of(base, k), p) for k, p in enumerate(pieces))


class Opening:
    """A blob of which pieces are opened as they are needed, from piece `first` on."""

    def __init__(self, key, context, blob):
        need(len(blob) >= HEAD, "chunk-length")
        aead_key, self.base, commitment = derive(key, blob[:24], context)
        need(commitment == blob[24:HEAD], "attachment")
        self.gcm, self.blob = Gcm(aead_key), blob
        self.start_at(0)

    def start_at(self, offset):
        self.k, self.ended, self.held = offset // PIECE, False, b""
        self.take(offset % PIECE)

    def take(self, size):
        while len(self.held) < size and not self.ended:
            at = HEAD + self.k * (PIECE + TAG)
            piece = self.blob[at:at + PIECE + TAG]
            need(len(piece) >= TAG, "chunk-length")
            self.held += self.gcm.open(nonce_of(self.base, self.k), piece)
            self.k, self.ended = self.k + 1, len(piece) < PIECE + TAG
        taken, self.held = self.held[:size], self.held[size:]
        return taken
