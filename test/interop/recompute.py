#!/usr/bin/env python3
"""The shared vectors, computed again from the pages in docs/spec and from nothing else.

    python3 test/interop/recompute.py [vectors.json ...]

Python 3.11, standard library only. The fields of a case are `input` over the file's `unlessSaid`.
"""
import hashlib
import hmac as _hmac
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def need(holds, code):
    if not holds:
        raise Refused(code)


# --- conventions.md: frames -------------------------------------------------------------------

def b(x):
    return x.encode() if isinstance(x, str) else bytes(x)


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


def raw_hmac(key, data):
    return _hmac.new(key, data, hashlib.sha256).digest()


def HMAC(key, data):
    assert len(key) == 32
    return raw_hmac(key, data)


def hkdf(salt, ikm, info, length):
    prk, out, t, i = raw_hmac(salt or bytes(32), ikm), b"", b"", 1
    while len(out) < length:
        t = raw_hmac(prk, t + info + bytes([i]))
        out, i = out + t, i + 1
    return out[:length]


# --- conventions.md: Merkle tree --------------------------------------------------------------

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
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return inclusion(m, entries[:k]) + [mth(entries[k:])]
    return inclusion(m - k, entries[k:]) + [mth(entries[:k])]


def root_of(entry, index, size, path):
    """RFC 9162, 2.1.3.2, without the last comparison."""
    fn, sn, r = index, size - 1, sha(b"\x00" + entry)
    for p in path:
        need(sn != 0, "leaf")
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "leaf")
    return r


# --- conventions.md: canonical CBOR -----------------------------------------------------------

def head(major, n):
    if n < 24:
        return bytes([major << 5 | n])
    for i, size in enumerate((1, 2, 4, 8)):
        if n < 1 << 8 * size:
            return bytes([major << 5 | 24 + i]) + n.to_bytes(size, "big")
    raise ValueError("number")


def enc(x):
    if x is None:
        return b"\xf6"
    if x is False:
        return b"\xf4"
    if x is True:
        return b"\xf5"
    if isinstance(x, int):
        assert abs(x) < 1 << 53
        return head(0, x) if x >= 0 else head(1, -1 - x)
    if isinstance(x, (bytes, bytearray)):
        return head(2, len(x)) + x
    if isinstance(x, str):
        assert not x.startswith("\ufeff")
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
    except (AssertionError, UnicodeError, ValueError):
        raise Refused("encoding") from None
    return x


# --- X25519 (RFC 7748) and Ed25519 (RFC 8032) -------------------------------------------------

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
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    need((x * x - x2) % P == 0 and not (x == 0 and sign), "point")
    return P - x if x & 1 != sign else x


def point(data):
    y = int.from_bytes(data, "little")
    y, sign = y & (1 << 255) - 1, y >> 255
    need(len(data) == 32 and y < P, "point")
    x = recover(y, sign)
    p = (x, y, 1, x * y % P)
    need(not same(p, IDENTITY) and same(times(L, p), IDENTITY), "point")
    return p


def point_bytes(p):
    z = pow(p[2], P - 2, P)
    x, y = p[0] * z % P, p[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


_y = 4 * pow(5, P - 2, P) % P
_x = recover(_y, 0)
BASE = (_x, _y, 1, _x * _y % P)


def h512(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def ed_sign(seed, message):
    h = hashlib.sha512(seed).digest()
    a = int.from_bytes(h[:32], "little") & (1 << 254) - 8 | 1 << 254
    pk = point_bytes(times(a, BASE))
    r = h512(h[32:], message)
    R = point_bytes(times(r, BASE))
    return R + ((r + h512(R, pk, message) * a) % L).to_bytes(32, "little")


def ed_verify(pk, message, sig):
    try:
        A, R, s = point(pk), point(sig[:32]), int.from_bytes(sig[32:], "little")
    except Refused:
        return False
    return len(sig) == 64 and s < L and same(times(s, BASE), add(R, times(h512(sig[:32], pk, message), A)))


# --- message.md -------------------------------------------------------------------------------

def header_hash(suite, header, shape):
    return H("openfranking header v1", suite, enc(header), enc(shape))


def leaf(key, suite, i, path, value):
    return HMAC(key, frame("openfranking leaf v1", suite, u32(i), path, enc(value)))


def leaf_key(mk, i):
    return HMAC(mk, frame("openfranking leaf-key v1", u32(i)))


def rows(suite, fields):
    return [(p, v) for p, v in fields] if suite == "merkle-v1" else [("", fields)]


def message_key(kf, suite, header, fields):
    hd = header_hash(suite, header, [p for p, _ in rows(suite, fields)])
    return HMAC(kf, frame("openfranking message-key v1", hd))


def commit_root(suite, root_key, hd, n, root):
    return HMAC(root_key, frame("openfranking commitment v1", suite, hd, u32(n), root))


def from_message_key(suite, header, fields, mk):
    """Everything from mk on, by its name on the page."""
    table = rows(suite, fields)
    out = {"mk": mk, "hd": header_hash(suite, header, [p for p, _ in table])}
    out["rootKey"] = HMAC(mk, frame("openfranking root-key v1"))
    leaves = []
    for i, (p, v) in enumerate(table):
        out[f"leafKey_{i}"] = leaf_key(mk, i)
        leaves.append(leaf(out[f"leafKey_{i}"], suite, i, p, v))
        out[f"leaf_{i}"] = leaves[-1]
    root = mth(leaves) if suite == "merkle-v1" else leaves[0]
    out["C"] = commit_root(suite, out["rootKey"], out["hd"], len(leaves), root)
    return out


def from_partial(suite, header, opening):
    shape = opening["shape"]
    roots = set()
    for f in opening["fields"]:
        entry = leaf(f["leafKey"], suite, f["index"], shape[f["index"]], f["value"])
        roots.add(root_of(entry, f["index"], len(shape), f["path"]))
    need(len(roots) == 1, "leaf")
    return commit_root(suite, opening["rootKey"], header_hash(suite, header, shape), len(shape), roots.pop())


# --- stamp.md ---------------------------------------------------------------------------------

def key_id(record):
    return H("openfranking stamp-key-id v1", record)


def period_keys(record, secret, other):
    z = x25519(secret, other)
    need(any(z), "key")
    return [hkdf(key_id(record), z, frame(f"openfranking {name} v1", record), 32) for name in ("stamp-key", "reporter-key")]


def digest(suite, C, context):
    return H("openfranking stamped v1", suite, C, enc(context))


def stamp_of(K, d):
    return HMAC(K, frame("openfranking stamp v1", d))


def blind_of(blind_key, d, account):
    return HMAC(blind_key, frame("openfranking recipient-blind v1", d, account))


def tag_of(blind, relay, account):
    return H("openfranking recipient v1", blind, relay, account)


def addressed_of(K, d, tag):
    return HMAC(K, frame("openfranking addressed v1", d, tag))


class Period:
    def __init__(self, said):
        self.bytes = data(said["record"])
        self.record = dec(self.bytes)
        self.id = key_id(self.bytes)
        self.said = said
        relay = data(said["secretKeys"]["relay"])
        self.relay_secret, self.blind_key = relay[:32], relay[32:]
        self.mod_secret = data(said["secretKeys"]["moderation"])
        if self.record["alg"] == "hmac-sha256":
            self.K, self.KA = period_keys(self.bytes, self.mod_secret, self.record["relayPk"])
        else:  # how another algorithm reads the halves is not on the pages: take what is held
            self.K, self.KA = data(said["held"]["secret"]), data(said["held"]["reporterKey"])


# --- what the file of vectors says ------------------------------------------------------------

def data(x):
    """Bytes: hexadecimal, a run {repeat, times}, or a list of these."""
    if isinstance(x, list):
        return b"".join(map(data, x))
    if isinstance(x, dict):
        return bytes.fromhex(x["repeat"]) * x["times"]
    return bytes.fromhex(x)


def field_value(v):
    if isinstance(v, dict) and "bytes" in v:
        return data(v["bytes"])
    if isinstance(v, (dict, list)):  # a run of text
        return "".join(map(field_value, v)) if isinstance(v, list) else v["repeat"] * v["times"]
    return v


def header_value(h):
    h = json.loads(json.dumps(h))
    h["conversation"] = data(h["conversation"])
    h["sent"]["device"] = data(h["sent"]["device"])
    if h["seen"] is not None:
        h["seen"]["commitment"] = data(h["seen"]["commitment"])
    for r in h["refs"]:
        r["commitment"] = data(r["commitment"])
    return h


def message_value(m):
    return header_value(m["header"]), [[p, field_value(v)] for p, v in m["fields"]]


# --- roles ------------------------------------------------------------------------------------

def do_frank(suite, given):
    header, fields = message_value(given["message"])
    kf = data(given["random"])
    secrets = [{"key": data(s["key"]), "seed": data(s["seed"]), "locator": s["locator"]}
               for s in given.get("sender", {}).get("secrets", [])]
    C = from_message_key(suite, header, fields, message_key(kf, suite, header, fields))["C"]
    return {"commitment": C,
            "inner": enc({"header": header, "fields": fields, "kf": kf, "secrets": secrets}),
            "outer": enc({"suite": suite, "commitment": C})}


def do_stamp(periods, given):
    outer, period, facts = dec(data(given["outer"])), periods[given["period"]], given["facts"]
    context = {k: facts[k] for k in ("relay", "moderation", "epoch", "sender", "seq", "acceptedAt")}
    context |= {"v": 1, "keyId": period.id, "conversation": data(facts["conversation"])}
    K, _ = period_keys(period.bytes, period.relay_secret, period.record["moderationPk"])
    d = digest(outer["suite"], outer["commitment"], context)
    out = []
    for account in facts["recipients"]:
        blind = blind_of(period.blind_key, d, account)
        tag = tag_of(blind, context["relay"], account)
        out.append(enc({"context": context, "stamp": stamp_of(K, d), "blind": blind, "addressed": addressed_of(K, d, tag)}))
    return out


def disclose(suite, evidence, choice, account):
    e = dec(evidence)
    inner, delivery = dec(e["inner"]), dec(e["delivery"])
    item = {"outer": e["outer"], **{k: delivery[k] for k in ("context", "stamp", "addressed")}}
    if choice["reporter"]["kind"] == "named":
        item["blind"] = delivery["blind"]
    else:
        item["tag"] = tag_of(delivery["blind"], delivery["context"]["relay"], choice["reporter"].get("account", account))
    opened = choice["open"]
    if not isinstance(opened, dict) and opened != "all":
        return enc({"kind": "withheld", **item})
    header, fields = inner["header"], inner["fields"]
    shape = [p for p, _ in fields]
    paths = shape if opened == "all" else opened["paths"]
    mk = message_key(inner["kf"], suite, header, fields)
    if set(paths) == set(shape):
        opening = {"messageKey": mk, "fields": fields}
    else:
        made = from_message_key(suite, header, fields, mk)
        leaves = [made[f"leaf_{i}"] for i in range(len(fields))]
        opening = {"rootKey": made["rootKey"], "shape": shape, "fields": [
            {"index": i, "value": v, "leafKey": made[f"leafKey_{i}"], "path": inclusion(i, leaves)}
            for i, (p, v) in enumerate(fields) if p in paths]}
    return enc({"kind": "message", **item, "header": header, "opening": opening})


def judge(suite, periods, item, me):
    """judge.md, steps 3 to 8 without the forms, and what comes of it."""
    item = dec(item)
    outer, context = dec(item["outer"]), item["context"]
    need(outer["suite"] == suite, "suite")
    need(context["moderation"] == me["moderation"], "moderation")
    held = [periods[n] for n in me["periods"] if periods[n].id == context["keyId"]]
    need(held, "unknown-key")
    period = held[0]
    record = period.record
    need(record["relay"] == context["relay"], "relay")
    need(record["moderation"] == context["moderation"], "moderation")
    need(record["alg"] == "hmac-sha256", "key")
    need(me["now"] <= record["verifyUntil"], "expired")
    need(record["notBefore"] <= context["acceptedAt"] <= record["notAfter"], "time")
    need(context["acceptedAt"] <= me["now"] + 300_000, "time")
    d = digest(suite, outer["commitment"], context)
    need(stamp_of(period.K, d) == item["stamp"], "stamp")
    who = me["reporter"]
    named = who["kind"] == "named"
    if named:
        need("blind" in item and "tag" not in item and who["relay"] == context["relay"], "reporter")
        tag = tag_of(item["blind"], who["relay"], who["account"])
    else:
        need("tag" in item and "blind" not in item, "reporter")
        tag = item["tag"]
    need(addressed_of(period.K, d, tag) == item["addressed"], "addressed")
    out = {"verdict": "stamped", "opened": None, "commitment": outer["commitment"], "tag": tag,
           "addressed": "named" if named else "bearer", "own": named and who["account"] == context["sender"]}
    out |= {k: context[k] for k in ("relay", "sender", "conversation", "seq", "acceptedAt")}
    if item["kind"] == "withheld":
        return out
    header, opening = item["header"], item["opening"]
    if "messageKey" in opening:
        C = from_message_key(suite, header, opening["fields"], opening["messageKey"])["C"]
        shown, shape = opening["fields"], [p for p, _ in opening["fields"]]
    else:
        C = from_partial(suite, header, opening)
        shape = opening["shape"]
        shown = [[shape[f["index"]], f["value"]] for f in opening["fields"]]
    need(C == outer["commitment"], "commitment")
    seen = [p for p, _ in shown]
    hidden = [p for p in shape if p not in seen]
    return out | {"verdict": "verified-partial" if hidden else "verified",
                  "opened": {"header": header, "fields": shown, "hidden": hidden}}


def judgement_value(x):
    """An expected judgement with its bytes as bytes."""
    x = x | {k: data(x[k]) for k in ("commitment", "tag", "conversation")}
    if x["opened"] is not None:
        header, fields = message_value(x["opened"])
        x["opened"] = {"header": header, "fields": fields, "hidden": x["opened"]["hidden"]}
    return x


# --- comparing --------------------------------------------------------------------------------

total = differ = 0
left_out = {}


def group(name, work):
    """work() yields pairs (computed, expected); one line for all of them."""
    global total, differ
    n = bad = 0
    why = ""
    try:
        for computed, expected in work():
            n += 1
            # bytes, numbers and truth values are compared with their types
            if type(computed) is not type(expected) or computed != expected:
                bad += 1
        if n == 0:
            n, bad, why = 1, 1, " (nothing compared)"
    except Exception as e:  # whatever cannot be computed differs
        n, bad, why = n + 1, bad + 1, f" ({type(e).__name__}: {e})"
    total, differ = total + n, differ + bad
    print(f"{'DIFFERS' if bad else 'ok'} {name}{why}")


def refusal(work):
    try:
        work()
    except Refused as e:
        return e.code
    return "accepted"


JUDGED = {"suite", "moderation", "unknown-key", "relay", "key", "expired", "time", "stamp", "reporter", "addressed", "commitment", "leaf"}


def recompute_file(path):
    file = json.loads(path.read_text())
    suite, defaults = file["scheme"], file["unlessSaid"]
    periods = {}
    for name, said in file["periods"].items():
        periods[name] = Period(said)

        def period(said=said, p=periods[name]):
            yield enc(p.record), p.bytes
            if p.record["alg"] == "hmac-sha256":
                nine = bytes([9]) + bytes(31)
                yield x25519(p.relay_secret, nine), p.record["relayPk"]
                yield x25519(p.mod_secret, nine), p.record["moderationPk"]
                yield period_keys(p.bytes, p.relay_secret, p.record["moderationPk"]), [p.K, p.KA]
            for side in ("relay", "moderation"):
                message = frame("openfranking stamp-key-record v1", p.bytes)
                yield ed_verify(data(said["identities"][side]), message, data(said["signatures"][side])), True

        group(f"{suite}: period: {name}", period)

    for case in file["cases"]:
        role, given, expects = case["role"], case["input"], case["expects"]
        refused = expects.get("refused") if isinstance(expects, dict) else None
        name = f"{suite}: {role}: {case['name']}"

        def get(key):
            if key not in given:
                return defaults[key]
            return defaults[key] | given[key] if isinstance(given[key], dict) and "repeat" not in given[key] else given[key]

        if "intermediates" in case:
            def intermediates():
                p = periods["the day"]
                header, fields = message_value(given["message"])
                made = from_message_key(suite, header, fields, message_key(data(given["random"]), suite, header, fields))
                delivery = dec(data(defaults["arrival"]["delivery"]))
                made |= {"keyId": p.id, "K": p.K, "d": digest(suite, made["C"], delivery["context"])}
                made["stamp"] = stamp_of(p.K, made["d"])
                made["tag"] = tag_of(delivery["blind"], delivery["context"]["relay"], defaults["recipient"]["account"])
                made["addressed"] = addressed_of(p.K, made["d"], made["tag"])
                for k, v in case["intermediates"].items():
                    yield made[k], data(v)
            group(f"{name}: intermediates", intermediates)

        if role == "frank" and not refused:
            def frank():
                made = do_frank(suite, given)
                for k in expects:
                    yield made[k], data(expects[k])
            group(name, frank)
        elif role == "stamp" and not refused:
            group(name, lambda: [(do_stamp(periods, given), list(map(data, expects)))])
        elif role == "disclose" and not refused:
            group(name, lambda: [(disclose(suite, data(get("evidence")), given["choice"], defaults["recipient"]["account"]), data(expects))])
        elif role == "receive" and not refused:
            def receive():
                a = get("arrival")
                outer, inner, delivery = (dec(data(a[k])) for k in ("outer", "inner", "delivery"))
                header, fields, context = inner["header"], inner["fields"], delivery["context"]
                C = from_message_key(suite, header, fields, message_key(inner["kf"], suite, header, fields))["C"]
                yield C, data(expects["commitment"])
                yield outer["commitment"], C
                p = next(p for p in periods.values() if p.id == context["keyId"])
                d = digest(suite, C, context)
                yield stamp_of(p.K, d), delivery["stamp"]
                tag = tag_of(delivery["blind"], context["relay"], get("recipient")["account"])
                yield addressed_of(p.K, d, tag), delivery["addressed"]
                if "message" in expects:
                    yield (header, fields), message_value(expects["message"])
            group(name, receive)
        elif role == "judge" and not refused:
            def judged():
                made, said = judge(suite, periods, data(get("item")), get("moderator")), judgement_value(expects)
                for k in sorted(made.keys() | said.keys()):
                    yield made[k], said[k]
            group(name, judged)
        elif role == "judge" and refused in JUDGED:
            group(name, lambda: [(refusal(lambda: judge(suite, periods, data(get("item")), get("moderator"))), refused)])
        else:
            key = f"{suite}: {role}: refusals"
            left_out.setdefault(key, {}).setdefault(str(refused), []).append(case["name"])


def block(page, name):
    """The lines of one block of example bytes, by their first word; hexadecimal only."""
    text = (ROOT / "docs/spec" / page).read_text()
    body = re.search(rf"<!-- generated: {name} -->\n\n```\w*\n(.*?)```", text, re.S)[1]
    out, key = {}, None
    for line in body.splitlines():
        m = re.match(r"(\S+(?: \S+)*?)?\s{2,}(.*)$", line)
        if m is None:
            continue
        key = m[1] or key
        out[key] = out.get(key, "") + m[2].strip()
    return out


def recompute_pages():
    def frames():
        e = block("conventions.md", "frame")
        label, part = "openfranking account v1", bytes([0x11]) * 32
        yield frame(label, part), data(e["frame"])
        yield H(label, part), data(e["H"])
        yield HMAC(bytes([0x12]) * 32, frame(label, part)), data(e["HMAC(12×32)"])
        yield u32(258), data(e["u32(258)"])
        yield u64(1_800_000_000_000), data(e["u64(now)"])
    group("conventions.md: frame", frames)

    def cbor():
        x, e = {"a": [None, True, -1, b"\xff\xff"], "b": 1, "aa": "ü"}, data(block("conventions.md", "cbor")["enc"])
        yield enc(x), e
        yield dec(e), x
    group("conventions.md: cbor", cbor)
    group("conventions.md: merkle", lambda: [(mth([b"a", b"b", b"c"]), data(block("conventions.md", "merkle")["MTH"]))])

    def offer():
        e = block("stamp.md", "offer")
        yield enc(dec(data(e["offer"]))), data(e["offer"])
        yield ed_sign(bytes([10]) * 32, frame("openfranking stamp-key-offer v1", data(e["offer"]))), data(e["signature"])
    group("stamp.md: offer", offer)


def main():
    files = [Path(a) for a in sys.argv[1:]] or [
        ROOT / "packages/franking/src/schemes" / s / "vectors.json" for s in ("merkle-v1", "hmac-v1")]
    recompute_pages()
    for path in files:
        recompute_file(path)
    for key, codes in left_out.items():
        for code, names in codes.items():
            print(f"not recomputed {key} ({code}): {'; '.join(names)}")
    print("not recomputed: the checks of form, shape, type and history; MLS; accounts; sealed items; reports; HTTP")
    print(f"{total} recomputed, {differ} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
