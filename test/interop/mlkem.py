"""ML-KEM-768 (FIPS 203), of which X-Wing is made."""
import hashlib

Q, N, K, DU, DV = 3329, 256, 3, 10, 4


def bit_reversed(i):
    return int(f"{i:07b}"[::-1], 2)


ZETAS = [pow(17, bit_reversed(i), Q) for i in range(128)]
GAMMAS = [pow(17, 2 * bit_reversed(i) + 1, Q) for i in range(128)]


# --- polynomials ------------------------------------------------------------------------------

def ntt(f):
    f, i, length = list(f), 1, 128
    while length >= 2:
        for start in range(0, N, 2 * length):
            z, i = ZETAS[i], i + 1
            for j in range(start, start + length):
                t = z * f[j + length] % Q
                f[j], f[j + length] = (f[j] + t) % Q, (f[j] - t) % Q
        length //= 2
    return f


def inverse_ntt(f):
    f, i, length = list(f), 127, 2
    while length <= 128:
        for start in range(0, N, 2 * length):
            z, i = ZETAS[i], i - 1
            for j in range(start, start + length):
                t = f[j]
                f[j], f[j + length] = (t + f[j + length]) % Q, z * (f[j + length] - t) % Q
        length *= 2
    return [x * 3303 % Q for x in f]


def multiply(f, g):
    out = []
    for i in range(128):
        a0, a1, b0, b1 = f[2 * i], f[2 * i + 1], g[2 * i], g[2 * i + 1]
        out += [(a0 * b0 + a1 * b1 * GAMMAS[i]) % Q, (a0 * b1 + a1 * b0) % Q]
    return out


def plus(f, g):
    return [(a + b) % Q for a, b in zip(f, g)]


def minus(f, g):
    return [(a - b) % Q for a, b in zip(f, g)]


def dot(us, vs):
    out = [0] * N
    for u, v in zip(us, vs):
        out = plus(out, multiply(u, v))
    return out


# --- bytes ------------------------------------------------------------------------------------

def encode(f, d):
    return sum(x << d * i for i, x in enumerate(f)).to_bytes(32 * d, "little")


def decode(data, d):
    n = int.from_bytes(data, "little")
    return [(n >> d * i & (1 << d) - 1) % (Q if d == 12 else 1 << d) for i in range(N)]


def compress(f, d):
    return [((x << d + 1) + Q) // (2 * Q) % (1 << d) for x in f]


def decompress(f, d):
    return [(2 * Q * x + (1 << d)) >> d + 1 for x in f]


def pieces(data, size):
    return [data[i:i + size] for i in range(0, len(data), size)]


def G(data):
    h = hashlib.sha3_512(data).digest()
    return h[:32], h[32:]


def sample_ntt(seed):
    stream, out, at = hashlib.shake_128(seed).digest(3 * N * 4), [], 0
    while len(out) < N:
        a, b, c = stream[at:at + 3]
        out += [d for d in (a + (b % 16 << 8), (b >> 4) + (c << 4)) if d < Q]
        at += 3
    return out[:N]


def sample_cbd(seed, nonce):
    n = int.from_bytes(hashlib.shake_256(seed + bytes([nonce])).digest(128), "little")
    return [((n >> 4 * i & 3).bit_count() - (n >> 4 * i + 2 & 3).bit_count()) % Q for i in range(N)]


# --- K-PKE and ML-KEM -------------------------------------------------------------------------

def matrix(rho):
    return [[sample_ntt(rho + bytes([j, i])) for j in range(K)] for i in range(K)]


def key_pair(d, z):
    rho, sigma = G(d + bytes([K]))
    s = [ntt(sample_cbd(sigma, i)) for i in range(K)]
    e = [ntt(sample_cbd(sigma, K + i)) for i in range(K)]
    t = [plus(dot(row, s), error) for row, error in zip(matrix(rho), e)]
    public = b"".join(encode(f, 12) for f in t) + rho
    return public, b"".join(encode(f, 12) for f in s) + public + hashlib.sha3_256(public).digest() + z


def encrypt(public, m, r):
    t, A = [decode(p, 12) for p in pieces(public[:-32], 384)], matrix(public[-32:])
    y = [ntt(sample_cbd(r, i)) for i in range(K)]
    e1, e2 = [sample_cbd(r, K + i) for i in range(K)], sample_cbd(r, 2 * K)
    u = [plus(inverse_ntt(dot([A[j][i] for j in range(K)], y)), e1[i]) for i in range(K)]
    v = plus(plus(inverse_ntt(dot(t, y)), e2), decompress(decode(m, 1), 1))
    return b"".join(encode(compress(f, DU), DU) for f in u) + encode(compress(v, DV), DV)


def decrypt(secret, ciphertext):
    u = [decompress(decode(p, DU), DU) for p in pieces(ciphertext[:32 * DU * K], 32 * DU)]
    v = decompress(decode(ciphertext[32 * DU * K:], DV), DV)
    s = [decode(p, 12) for p in pieces(secret, 384)]
    return encode(compress(minus(v, inverse_ntt(dot(s, map(ntt, u)))), 1), 1)


def decapsulate(secret, ciphertext):
    own, public, h, z = secret[:1152], secret[1152:2336], secret[2336:2368], secret[2368:]
    m = decrypt(own, ciphertext)
    shared, r = G(m + h)
    if encrypt(public, m, r) != ciphertext:
        return hashlib.shake_256(z + ciphertext).digest(32)
    return shared
