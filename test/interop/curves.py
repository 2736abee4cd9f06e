"""X25519 (RFC 7748), and Ed25519 (RFC 8032) with the rule of conventions.md."""
import hashlib

P = 2**255 - 19


def x25519(secret, public):
    k = bytearray(secret)
    k[0] &= 248
    k[31] = k[31] & 127 | 64
    k = int.from_bytes(k, "little")
    u = int.from_bytes(public, "little") & (1 << 255) - 1
    x2, z2, x3, z3, swap = 1, 0, u, 1, 0
    for t in range(254, -1, -1):
        bit = k >> t & 1
        if swap ^ bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
        swap = bit
        a, c = (x2 + z2) % P, (x2 - z2) % P
        aa, cc = a * a % P, c * c % P
        e = aa - cc
        da, cb = (x3 - z3) * a % P, (x3 + z3) * c % P
        x3, z3 = (da + cb) ** 2 % P, u * (da - cb) ** 2 % P
        x2, z2 = aa * cc % P, e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def x25519_public(secret):
    return x25519(secret, bytes([9]) + bytes(31))


L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
IDENTITY = (0, 1, 1, 0)


def add(p, q):
    a, c = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    e, f = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    g, h, i, j = c - a, f - e, f + e, c + a
    return g * h % P, i * j % P, h * i % P, g * j % P


def times(n, p):
    q = IDENTITY
    while n:
        if n & 1:
            q = add(q, p)
        p, n = add(p, p), n >> 1
    return q


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def recover(y, sign):
    """The x of a point, or None."""
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(data):
    """A point of prime order from its canonical encoding, or None."""
    y = int.from_bytes(data, "little")
    y, sign = y & (1 << 255) - 1, y >> 255
    x = recover(y, sign) if len(data) == 32 and y < P else None
    if x is None:
        return None
    p = (x, y, 1, x * y % P)
    return p if not same(p, IDENTITY) and same(times(L, p), IDENTITY) else None


def point_bytes(p):
    z = pow(p[2], P - 2, P)
    x, y = p[0] * z % P, p[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


_y = 4 * pow(5, P - 2, P) % P
_x = recover(_y, 0)
BASE = (_x, _y, 1, _x * _y % P)


def h512(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def ed_expand(seed):
    h = hashlib.sha512(seed).digest()
    return int.from_bytes(h[:32], "little") & (1 << 254) - 8 | 1 << 254, h[32:]


def ed_public(seed):
    return point_bytes(times(ed_expand(seed)[0], BASE))


def ed_sign(seed, message):
    a, prefix = ed_expand(seed)
    r = h512(prefix, message)
    R = point_bytes(times(r, BASE))
    return R + ((r + h512(R, ed_public(seed), message) * a) % L).to_bytes(32, "little")


def ed_verify(pk, message, signature):
    if len(signature) != 64:
        return False
    A, R, s = point(pk), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if A is None or R is None or s >= L:
        return False
    return same(times(s, BASE), add(R, times(h512(signature[:32], pk, message), A)))
