"""What report.md and sealed-item.md seal with: AES-256-GCM (FIPS 197, SP 800-38D), HPKE's base mode (RFC 9180), X-Wing."""
import hashlib

from conventions import hkdf_expand, hkdf_extract, need, u16
from curves import x25519, x25519_public
from mlkem import decapsulate, key_pair

# --- AES-256 ----------------------------------------------------------------------------------


def xtime(x):
    return (x << 1 ^ (0x11B if x & 0x80 else 0)) & 0xFF


def sbox():
    """FIPS 197, 5.1.1: the inverse in GF(2^8), by powers of the generator 3, then the affine map."""
    powers, x = [], 1
    for _ in range(255):
        powers.append(x)
        x ^= xtime(x)
    log = {p: i for i, p in enumerate(powers)}
    out = []
    for v in range(256):
        i = powers[-log[v] % 255] if v else 0
        out.append(0x63 ^ i ^ rot(i, 1) ^ rot(i, 2) ^ rot(i, 3) ^ rot(i, 4))
    return out


def rot(x, n):
    return (x << n | x >> 8 - n) & 0xFF


SBOX = sbox()


def round_keys(key):
    words, rcon = [list(key[i:i + 4]) for i in range(0, 32, 4)], 1
    for i in range(8, 60):
        w = words[-1]
        if i % 8 == 0:
            w = [SBOX[x] for x in w[1:] + w[:1]]
            w[0] ^= rcon
            rcon = xtime(rcon)
        elif i % 8 == 4:
            w = [SBOX[x] for x in w]
        words.append([a ^ c for a, c in zip(words[-8], w)])
    return [sum(words[i:i + 4], []) for i in range(0, 60, 4)]


def aes(keys, block):
    s = [a ^ c for a, c in zip(block, keys[0])]
    for r in range(1, 15):
        s = [SBOX[s[(i + 4 * (i % 4)) % 16]] for i in range(16)]  # SubBytes and ShiftRows
        if r < 14:
            for c in range(0, 16, 4):
                col, t = s[c:c + 4], s[c] ^ s[c + 1] ^ s[c + 2] ^ s[c + 3]
                for i in range(4):
                    s[c + i] ^= t ^ xtime(col[i] ^ col[(i + 1) % 4])
        s = [a ^ c for a, c in zip(s, keys[r])]
    return bytes(s)


# --- GCM --------------------------------------------------------------------------------------

def ghash(h, data):
    h, y = int.from_bytes(h, "big"), 0
    for i in range(0, len(data), 16):
        y ^= int.from_bytes(data[i:i + 16], "big")
        z, v = 0, h
        for bit in range(127, -1, -1):
            if y >> bit & 1:
                z ^= v
            v = v >> 1 ^ (0xE1 << 120 if v & 1 else 0)
        y = z
    return y.to_bytes(16, "big")


def blocks(x):
    return x + bytes(-len(x) % 16)


def ctr(keys, nonce, data):
    out = bytearray()
    for i in range(0, len(data), 16):
        stream = aes(keys, nonce + (2 + i // 16).to_bytes(4, "big"))
        out += bytes(a ^ c for a, c in zip(data[i:i + 16], stream))
    return bytes(out)


def tag_of(keys, nonce, aad, ciphertext):
    lengths = (8 * len(aad)).to_bytes(8, "big") + (8 * len(ciphertext)).to_bytes(8, "big")
    s = ghash(aes(keys, bytes(16)), blocks(aad) + blocks(ciphertext) + lengths)
    return bytes(a ^ c for a, c in zip(s, aes(keys, nonce + b"\0\0\0\1")))


def gcm_seal(key, nonce, aad, plaintext):
    keys = round_keys(key)
    ciphertext = ctr(keys, nonce, plaintext)
    return ciphertext + tag_of(keys, nonce, aad, ciphertext)


def gcm_open(key, nonce, aad, sealed):
    keys, ciphertext = round_keys(key), sealed[:-16]
    need(tag_of(keys, nonce, aad, ciphertext) == sealed[-16:], "not-sealed")
    return ctr(keys, nonce, ciphertext)


# --- HPKE, base mode, HKDF-SHA256, AES-256-GCM ------------------------------------------------

class Labeled:
    """RFC 9180, 4: extract and expand under a suite's name."""

    def __init__(self, suite_id):
        self.id = suite_id

    def extract(self, salt, label, ikm):
        return hkdf_extract(salt, b"HPKE-v1" + self.id + label + ikm)

    def expand(self, prk, label, info, length):
        return hkdf_expand(prk, u16(length) + b"HPKE-v1" + self.id + label + info, length)


def dhkem_decap(secret, encapsulated):
    """DHKEM(X25519, HKDF-SHA256), 4.1."""
    kdf, public = Labeled(b"KEM" + u16(0x0020)), x25519_public(secret)
    prk = kdf.extract(b"", b"eae_prk", x25519(secret, encapsulated))
    return kdf.expand(prk, b"shared_secret", encapsulated + public, 32)


class Context:
    """5.1, of whoever has the shared secret."""

    def __init__(self, kem, shared, info):
        kdf = self.kdf = Labeled(b"HPKE" + u16(kem) + u16(0x0001) + u16(0x0002))
        schedule = b"\0" + kdf.extract(b"", b"psk_id_hash", b"") + kdf.extract(b"", b"info_hash", info)
        secret = kdf.extract(shared, b"secret", b"")
        self.key = kdf.expand(secret, b"key", schedule, 32)
        self.nonce = kdf.expand(secret, b"base_nonce", schedule, 12)
        self.exporter = kdf.expand(secret, b"exp", schedule, 32)

    def open_first(self, aad, sealed):
        return gcm_open(self.key, self.nonce, aad, sealed)

    def export(self, context, length):
        return self.kdf.expand(self.exporter, b"sec", context, length)


# --- X-Wing (draft-connolly-cfrg-xwing-kem-06) ------------------------------------------------

def xwing_expand(secret):
    seed = hashlib.shake_256(secret).digest(96)
    return key_pair(seed[:32], seed[32:64]), seed[64:]


def xwing_public(secret):
    (public, _), x = xwing_expand(secret)
    return public + x25519_public(x)


def xwing_decap(secret, encapsulated):
    (_, mlkem_secret), x = xwing_expand(secret)
    by_mlkem, by_x = decapsulate(mlkem_secret, encapsulated[:1088]), x25519(x, encapsulated[1088:])
    return hashlib.sha3_256(by_mlkem + by_x + encapsulated[1088:] + x25519_public(x) + b"\\.//^\\").digest()
