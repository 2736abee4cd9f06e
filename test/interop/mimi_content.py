"""schemes/mimi-06/README.md: TLS vectors, the CBOR of MIMI content, MIMI content itself, and names."""
import struct
from urllib.parse import unquote_to_bytes

from conventions import Refused, b, head, need, raw_hmac

MARK = "\ufeff"

# --- TLS vectors ------------------------------------------------------------------------------


def length(n):
    for size, bits in ((1, 6), (2, 14), (4, 30)):
        if n < 1 << bits:
            return (n | (size // 2) << 8 * size - 2).to_bytes(size, "big")
    raise Refused("encoding")


def V(x):
    return length(len(b(x))) + b(x)


class Tls:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        need(self.at + n <= len(self.data), "encoding")
        self.at += n
        return self.data[self.at - n:self.at]

    def vector(self):
        first = self.take(1)
        need(first[0] < 0xc0, "encoding")
        whole = first + self.take((0, 1, 3)[first[0] >> 6])
        n = int.from_bytes(whole, "big") & (1 << 8 * len(whole) - 2) - 1
        need(length(n) == whole, "encoding")
        return self.take(n)

    def frank(self):
        return {"server_frank": self.take(32), "suite": self.take(2), "signature": self.vector()}

    def time(self):
        n = int.from_bytes(self.take(8), "big")
        need(n < 1 << 53, "encoding")
        return n

    def end(self):
        need(self.at == len(self.data), "encoding")


def frank_bytes(frank):
    return frank["server_frank"] + frank["suite"] + V(frank["signature"])


# --- CBOR with keys, tags and floats ----------------------------------------------------------

class Undefined:
    pass


class Tag:
    def __init__(self, number, value):
        self.number, self.value = number, value


class Table(list):
    """The entries of a map, in their order."""


def cbor(data):
    """The one value of these bytes. Whatever is not deterministic or not of the README's model is refused."""
    at = 0

    def take(n):
        nonlocal at
        need(at + n <= len(data), "encoding")
        at += n
        return data[at - n:at]

    def deeper(depth):
        need(depth < 16, "encoding")
        return depth + 1

    def value(depth):
        first = take(1)[0]
        major, n = first >> 5, first & 31
        if major == 7:
            return simple(n)
        need(n < 28, "encoding")
        if n > 23:
            size = 1 << n - 24
            n = int.from_bytes(take(size), "big")
            need(len(head(major, n)) == 1 + size, "encoding")
        if major == 0:
            return n
        if major == 1:
            return -1 - n
        if major == 2:
            return take(n)
        if major == 3:
            return text(take(n))
        depth = deeper(depth)
        if major == 4:
            return [value(depth) for _ in range(n)]
        if major == 5:
            return table(n, depth)
        need(n < 1 << 53, "encoding")
        inner = value(depth)
        small = n in (2, 3) and isinstance(inner, bytes) and (len(inner) <= 8 or inner[0] == 0)
        need(not small, "encoding")
        return Tag(n, inner)

    def simple(n):
        if n in (20, 21, 22, 23):
            return {20: False, 21: True, 22: None, 23: Undefined}[n]
        need(n in (25, 26, 27), "encoding")
        raw = take(1 << n - 24)
        x = struct.unpack({25: ">e", 26: ">f", 27: ">d"}[n], raw)[0]
        need(shortest_float(x) == raw, "encoding")
        need(x != x or x in (float("inf"), -float("inf")) or x != int(x), "encoding")
        return x

    def text(raw):
        x = raw.decode("utf-8")
        need(not x.startswith(MARK), "encoding")
        return x

    def table(n, depth):
        out, last = Table(), None
        for _ in range(n):
            start = at
            k = value(depth)
            raw = data[start:at]
            whole = type(k) is int and abs(k) < 1 << 53
            need(whole or isinstance(k, (str, bytes)), "encoding")
            need(last is None or last < raw, "encoding")
            last = raw
            out.append((k, value(depth)))
        return out

    try:
        x = value(0)
    except UnicodeError:
        raise Refused("encoding") from None
    need(at == len(data), "encoding")
    return x


def shortest_float(x):
    if x != x:
        return b"\x7e\x00"
    for form in (">e", ">f"):
        try:
            raw = struct.pack(form, x)
        except OverflowError:
            continue
        if struct.unpack(form, raw)[0] == x:
            return raw
    return struct.pack(">d", x)


def levels(x):
    if isinstance(x, Tag):
        return 1 + levels(x.value)
    if isinstance(x, Table):
        return 1 + max((levels(v) for _, v in x), default=0)
    if isinstance(x, list):
        return 1 + max(map(levels, x), default=0)
    return 0


# --- MIMI content -----------------------------------------------------------------------------

def within(bits):
    return lambda x: type(x) is int and 0 <= x < 1 << bits


def is_text(x):
    return isinstance(x, str)


def is_bytes(x):
    return isinstance(x, bytes)


def message_id(x):
    return x is None or is_bytes(x) and len(x) == 32


def members(x, *forms):
    return type(x) is list and len(x) == len(forms) and all(form(v) for form, v in zip(forms, x))


def is_part(x):
    if type(x) is not list or len(x) < 3 or not within(8)(x[0]) or not is_text(x[1]) or type(x[2]) is not int:
        return False
    kind, rest = x[2], x[3:]
    if kind == 0:
        return not rest
    if kind == 1:
        return members(rest, is_text, is_bytes)
    if kind == 2:
        return members(rest, is_text, is_text, within(32), within(64), within(16), is_bytes, is_bytes, is_bytes, within(8),
                       is_bytes, is_text, is_text)
    return kind == 3 and members(rest, within(64), lambda v: type(v) is list) and rest[0] < 3 and len(rest[1]) > 1 and all(
        map(is_part, rest[1]))


def part_depth(x):
    return 1 + max(map(part_depth, x[4])) if x[2] == 3 else 1


def parts(x):
    """Depth first."""
    return [x] + ([p for inner in x[4] for p in parts(inner)] if x[2] == 3 else [])


def is_expiry(x):
    return x is None or members(x, lambda v: isinstance(v, bool), within(32))


def is_extensions(x):
    if type(x) is not Table or levels(x) > 4:
        return False
    for k, v in x:
        if isinstance(k, bytes) or k == 0 or is_text(k) and not 1 <= len(b(k)) <= 255:
            return False
        if k in (1, 2) and not is_text(v):
            return False
    return True


class Content:
    def __init__(self, data):
        x = cbor(data)
        need(members(x, lambda s: is_bytes(s) and len(s) == 16, message_id, is_bytes, is_expiry, message_id, is_extensions,
                     is_part), "inner")
        need(part_depth(x[6]) <= 4, "inner")
        self.data, self.salt, self.replaces, self.root = data, x[0], x[1], x[6]
        self.extensions = {k: v for k, v in x[5]}

    def tag(self):
        return raw_hmac(self.salt, self.data)


# --- names ------------------------------------------------------------------------------------

PLAIN = set(b("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"))


def esc(name):
    need(not name.startswith(MARK), "encoding")
    return "".join(chr(c) if c in PLAIN else f"%{c:02X}" for c in b(name))


def user_uri(relay, account):
    return f"mimi://{esc(relay)}/u/{esc(account)}"


def room_uri(relay, conversation):
    return f"mimi://{esc(relay)}/r/{conversation.hex()}"


def names_in(uri, kind):
    """The two names of a URI, or None."""
    if not is_text(uri) or not uri.startswith("mimi://"):
        return None
    pieces = uri[len("mimi://"):].split("/")
    if len(pieces) != 3 or pieces[1] != kind:
        return None
    try:
        names = [unquote_to_bytes(p).decode("utf-8") for p in (pieces[0], pieces[2])]
    except UnicodeError:
        return None
    return names if all(1 <= len(n) <= 128 and not n.startswith(MARK) for n in names) else None


def user_of(uri):
    names = names_in(uri, "u")
    return names if names and user_uri(*names) == uri else None


def room_of(uri):
    names = names_in(uri, "r")
    try:
        conversation = bytes.fromhex(names[1])
    except (TypeError, ValueError):
        return None
    return (names[0], conversation) if 16 <= len(conversation) <= 64 and room_uri(names[0], conversation) == uri else None
