"""The READMEs of cte1, cte2, cep and hfc: committing encryption, and how a message is franked with it."""
from conventions import HMAC, Refused, anything, enc, frame, need, octets, read, record, u64
from message import FIELDS, SECRETS
from sealing import aes, gcm_open, gcm_seal, round_keys

# --- what they are made of --------------------------------------------------------------------


def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def counter_mode(key, nonce, data):
    """cep's G: AES-256-CTR, the last four bytes of the block counted up from 0."""
    keys, stream = round_keys(key), bytearray()
    for i in range(-(-len(data) // 16)):
        stream += aes(keys, nonce + i.to_bytes(4, "big"))
    return xor(data, stream)


def primes(n):
    found, k = [], 2
    while len(found) < n:
        if all(k % p for p in found):
            found.append(k)
        k += 1
    return found


def root_fraction(x, degree):
    """The first 32 bits of the fraction of x's square or cube root."""
    scaled, low, high = x << 32 * degree, 0, x << 32
    while low < high:
        middle = low + high + 1 >> 1
        low, high = (middle, high) if middle ** degree <= scaled else (low, middle - 1)
    return low & 0xFFFFFFFF


# FIPS 180-4, 5.3.3 and 4.2.2.
IV = b"".join(root_fraction(p, 2).to_bytes(4, "big") for p in primes(8))
ROUND = [root_fraction(p, 3) for p in primes(64)]


def rotr(x, n):
    return (x >> n | x << 32 - n) & 0xFFFFFFFF


def words(data):
    return [int.from_bytes(data[i:i + 4], "big") for i in range(0, len(data), 4)]


def compress(state, block):
    """FIPS 180-4, 6.2.2."""
    assert len(state) == 32 and len(block) == 64
    w = words(block)
    for t in range(16, 64):
        s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ w[t - 15] >> 3
        s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ w[t - 2] >> 10
        w.append(w[t - 16] + s0 + w[t - 7] + s1 & 0xFFFFFFFF)
    a, b, c, d, e, f, g, h = before = words(state)
    for k, x in zip(ROUND, w):
        t1 = h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + (e & f ^ ~e & g) + k + x
        t2 = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = t1 + t2 & 0xFFFFFFFF, a, b, c, d + t1 & 0xFFFFFFFF, e, f, g
    return b"".join((x + y & 0xFFFFFFFF).to_bytes(4, "big") for x, y in zip(before, (a, b, c, d, e, f, g, h)))


# --- the four ---------------------------------------------------------------------------------

class Cte:
    """cte1, cte2. They differ in what is associated data."""
    key_of_opening, draws = 32, (32, 12)

    def __init__(self, name, associated):
        self.name, self.associated = name, associated

    def com(self, kf, H, M):
        return HMAC(kf, frame(f"openfranking {self.name} v1", H, M))

    def encrypt(self, K, H, M, kf, N):
        C2 = self.com(kf, H, M)
        return {"kf": kf, "N": N, "C1": N + gcm_seal(K, N, self.associated(H, C2), M + kf), "C": C2}

    def decrypt(self, K, H, C1, C2):
        need(len(C1) >= 60, "commitment")
        X = opened(K, C1[:12], self.associated(H, C2), C1[12:])
        M, kf = X[:-32], X[-32:]
        need(self.verify(H, M, kf, C2), "commitment")
        return M, kf

    def verify(self, H, M, kf, C2):
        return self.com(kf, H, M) == C2


class Cep:
    name, key_of_opening, draws = "cep", 32, (12,)

    def encrypt(self, K, H, M, N):
        P0, P1, Cx = self.masked(K, N, M)
        C2 = self.com(P0, H, M)
        T = HMAC(P1, C2)
        return {"N": N, "P0": P0, "P1": P1, "C": C2, "T": T, "C1": N + Cx + T}

    def decrypt(self, K, H, C1, C2):
        need(len(C1) >= 44, "commitment")
        P0, P1, M = self.masked(K, C1[:12], C1[12:-32])
        need(self.verify(H, M, P0, C2), "commitment")
        need(HMAC(P1, C2) == C1[-32:], "commitment")
        return M, P0

    def verify(self, H, M, kf, C2):
        return self.com(kf, H, M) == C2

    def com(self, P0, H, M):
        return HMAC(P0, frame("openfranking cep v1", H, M))

    def masked(self, K, N, data):
        P = counter_mode(K, N, bytes(64) + data)
        return P[:32], P[32:64], P[64:]


class Hfc:
    name, key_of_opening, draws = "hfc", 64, (64, 12)

    def chain(self, kf, H, data, is_message):
        """Of a message, its ciphertext; of a ciphertext, its message; and B."""
        step = lambda V, block: compress(V, xor(kf, block.ljust(64, b"\0")))
        V = compress(IV, kf)
        for i in range(0, len(H) or 1, 64):
            V = step(V, H[i:i + 64])
        out = b""
        for i in range(0, len(data) or 1, 32):
            part = data[i:i + 32]
            made = xor(V, part)
            V = step(V, part if is_message else made)
            out += made
        return out, step(V, bytes(48) + u64(8 * len(H)) + u64(8 * len(data)))

    def encrypt(self, K, H, M, kf, N):
        C_EC, B = self.chain(kf, H, M, True)
        return {"kf": kf, "N": N, "C1": C_EC + N + gcm_seal(K, N, B, kf), "C": B}

    def decrypt(self, K, H, C1, C2):
        need(len(C1) >= 92, "commitment")
        kf = opened(K, C1[-92:-80], C2, C1[-80:])
        M, B = self.chain(kf, H, C1[:-92], False)
        need(B == C2, "commitment")
        return M, kf

    def verify(self, H, M, kf, C2):
        return self.chain(kf, H, M, True)[1] == C2


def opened(K, N, associated, sealed):
    try:
        return gcm_open(K, N, associated, sealed)
    except Refused:
        raise Refused("commitment") from None


# --- in a message -----------------------------------------------------------------------------

class Encrypted:
    """A suite whose commitment is that of one of them."""

    def __init__(self, scheme):
        self.scheme, self.name = scheme, scheme.name
        self.INNER = record({"header": anything, "key": octets(32), "sealed": octets(0, 65_536), "secrets": SECRETS})
        self.OPENING = record({"openingKey": octets(scheme.key_of_opening), "fields": FIELDS})

    def values(self, header, fields, random):
        """What Enc draws and makes, by its name on the page. C2 is the message's C."""
        K, drawn, rest = random[:32], [], random[32:]
        for size in self.scheme.draws:
            drawn.append(rest[:size])
            rest = rest[size:]
        assert not rest
        return self.scheme.encrypt(K, enc(header), enc(fields), *drawn)

    def commit(self, header, fields, random):
        made = self.values(header, fields, random)
        return made["C"], {"key": random[:32], "sealed": made["C1"]}

    def read_inner(self, data):
        return read(self.INNER, data, "inner")

    def decrypted(self, inner, header, C):
        M, kf = self.scheme.decrypt(inner["key"], enc(header), inner["sealed"], C)
        return read(FIELDS, M, "inner"), kf

    def unseal(self, inner, header, C):
        return self.decrypted(inner, header, C)[0]

    def check_commitment(self, inner, header, C):
        """Dec has."""

    def open(self, inner, header, C, paths):
        fields, kf = self.decrypted(inner, header, C)
        need(set(paths) == {p for p, _ in fields}, "not-disclosable")
        return {"openingKey": kf, "fields": fields}

    def reopen(self, header, opening, C):
        need(self.OPENING(opening), "item")
        fields = opening["fields"]
        need(self.scheme.verify(enc(header), enc(fields), opening["openingKey"], C), "commitment")
        return fields, [p for p, _ in fields]


CTE1 = Cte("cte1", lambda H, C2: C2)
CTE2 = Cte("cte2", lambda H, C2: H)
SUITES = {scheme.name: Encrypted(scheme) for scheme in (CTE1, CTE2, Cep(), Hfc())}
