"""conventions.md: frames, hashes, the Merkle tree, canonical CBOR, and the forms of what travels."""
import hashlib
import hmac as _hmac


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def need(holds, code):
    if not holds:
        raise Refused(code)


# --- frames -----------------------------------------------------------------------------------

def b(x):
    return x.encode() if isinstance(x, str) else bytes(x)


def u16(n):
    return n.to_bytes(2, "big")


def u32(n):
    return n.to_bytes(4, "big")


def u64(n):
    return n.to_bytes(8, "big")


def lp(x):
    return u32(len(b(x))) + b(x)


def frame(label, *parts):
    return lp(label) + u32(len(parts)) + b"".join(map(lp, parts))


def sha(x):
    return hashlib.sha256(x).digest()


def H(label, *parts):
    return sha(frame(label, *parts))


def raw_hmac(key, message):
    return _hmac.new(key, message, hashlib.sha256).digest()


def HMAC(key, message):
    assert len(key) == 32
    return raw_hmac(key, message)


def hkdf_extract(salt, ikm):
    return raw_hmac(salt or bytes(32), ikm)


def hkdf_expand(prk, info, length):
    out, t, i = b"", b"", 1
    while len(out) < length:
        t = raw_hmac(prk, t + info + bytes([i]))
        out, i = out + t, i + 1
    return out[:length]


def hkdf(salt, ikm, info, length):
    return hkdf_expand(hkdf_extract(salt, ikm), info, length)


# --- Merkle tree (RFC 9162) -------------------------------------------------------------------

def node(left, right):
    return sha(b"\x01" + left + right)


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(entries):
    if not entries:
        return sha(b"")
    if len(entries) == 1:
        return sha(b"\x00" + entries[0])
    k = split(len(entries))
    return node(mth(entries[:k]), mth(entries[k:]))


def inclusion(m, entries):
    """2.1.3.1"""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return inclusion(m, entries[:k]) + [mth(entries[k:])]
    return inclusion(m - k, entries[k:]) + [mth(entries[:k])]


def root_of(entry, index, size, path):
    """2.1.3.2, without the last comparison. None where the path's length does not fit."""
    fn, sn, r = index, size - 1, sha(b"\x00" + entry)
    for p in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return r if sn == 0 else None


# --- canonical CBOR ---------------------------------------------------------------------------

def head(major, n):
    if n < 24:
        return bytes([major << 5 | n])
    for i, size in enumerate((1, 2, 4, 8)):
        if n < 1 << 8 * size:
            return bytes([major << 5 | 24 + i]) + n.to_bytes(size, "big")
    raise Refused("encoding")


def enc(x):
    if x is None:
        return b"\xf6"
    if x is False:
        return b"\xf4"
    if x is True:
        return b"\xf5"
    if isinstance(x, int):
        need(abs(x) < 1 << 53, "encoding")
        return head(0, x) if x >= 0 else head(1, -1 - x)
    if isinstance(x, (bytes, bytearray)):
        return head(2, len(x)) + x
    if isinstance(x, str):
        need(not x.startswith("\ufeff"), "encoding")
        return head(3, len(x.encode())) + x.encode()
    if isinstance(x, (list, tuple)):
        return head(4, len(x)) + b"".join(map(enc, x))
    pairs = sorted((enc(k), enc(v)) for k, v in x.items())
    return head(5, len(pairs)) + b"".join(k + v for k, v in pairs)


def dec(data):
    at = 0

    def take(n):
        nonlocal at
        need(at + n <= len(data), "encoding")
        at += n
        return data[at - n:at]

    def value(depth):
        need(depth <= 32, "encoding")
        first = take(1)[0]
        major, n = first >> 5, first & 31
        if major == 7:
            need(n in (20, 21, 22), "encoding")
            return {20: False, 21: True, 22: None}[n]
        need(n < 28 and major != 6, "encoding")
        if n >= 24:
            n = int.from_bytes(take(1 << n - 24), "big")
        if major < 2:
            return n if major == 0 else -1 - n
        if major == 2:
            return bytes(take(n))
        if major == 3:
            return take(n).decode("utf-8")
        if major == 4:
            return [value(depth + 1) for _ in range(n)]
        out = {}
        for _ in range(n):
            k = value(depth + 1)
            need(isinstance(k, str) and k != "__proto__", "encoding")
            out[k] = value(depth + 1)
        return out

    try:
        x = value(0)
        need(at == len(data) and enc(x) == data, "encoding")
    except UnicodeError:
        raise Refused("encoding") from None
    return x


# --- forms: a form says whether a decoded value has it ----------------------------------------

def is_integer(x):
    return type(x) is int


def count(x):
    return is_integer(x) and x >= 0


time = count


def text(least=0, most=1 << 53):
    return lambda x: isinstance(x, str) and least <= len(x) <= most


name = text(1, 128)


def octets(least, most=None):
    return lambda x: isinstance(x, bytes) and least <= len(x) <= (least if most is None else most)


def one_of(*values):
    return lambda x: any(type(x) is type(v) and x == v for v in values)


def either(*forms):
    return lambda x: any(form(x) for form in forms)


def nothing(x):
    return x is None


def anything(x):
    return True


def array(form, least, most):
    return lambda x: isinstance(x, list) and least <= len(x) <= most and all(map(form, x))


def pair(first, second):
    return lambda x: isinstance(x, list) and len(x) == 2 and first(x[0]) and second(x[1])


def record(members, optional=None):
    """A map of exactly these members; the optional ones may be absent."""
    optional = optional or {}
    return lambda x: (
        isinstance(x, dict)
        and members.keys() <= x.keys() <= members.keys() | optional.keys()
        and all((members | optional)[k](v) for k, v in x.items()))


def read(form, data, code):
    """Canonical bytes of this form."""
    x = dec(data)
    need(form(x), code)
    return x
