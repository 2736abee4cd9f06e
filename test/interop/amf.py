"""The README of amf-v1: asymmetric message franking on ristretto255. The first check that fails gives the code."""
import hashlib

from conventions import H, HMAC, anything, array, count, dec, enc, frame, hkdf, name, need, octets, one_of, read, record, time
from curves import BASE, D, L, P, add, times, x25519, x25519_public
from message import FIELDS, HEADER, OUTER, SECRETS, check_shape, check_types
from vectors import File, Period, message_of, octets_of, plain

SUITE = "amf-v1"

# --- forms ------------------------------------------------------------------------------------

SAID = {"header": anything, "fields": FIELDS, "kf": octets(32), "keyId": octets(32)}
NAMES = {"relay": name, "moderation": name}
SIGNATURE = octets(352)
INNER = record({
    **SAID, "signatures": array(record({"account": name, "signature": SIGNATURE}), 0, 65_536), "secrets": SECRETS})
DELIVERY = record({**NAMES, "conversation": octets(16, 64), "epoch": count, "keyId": octets(32), "acceptedAt": time})
ITEM = record({"kind": one_of("message"), **NAMES, **SAID, "recipient": name, "signature": SIGNATURE})


def read_outer(data):
    outer = read(OUTER, data, "outer")
    need(outer["suite"] == SUITE, "suite")
    return outer["commitment"]


def read_item(data):
    need(len(data) <= 131_072, "size")
    return read(ITEM, data, "item")


# --- ristretto255 (RFC 9496) ------------------------------------------------------------------

SQRT_M1 = pow(2, (P - 1) // 4, P)


def negative(x):
    return x % P & 1


def absolute(x):
    return -x % P if negative(x) else x % P


def sqrt_ratio(u, v):
    """4.2: whether u/v is a square, and its root that is not negative (or that of i times it)."""
    v3 = v * v * v % P
    r = u * v3 * pow(u * v3 * v3 * v, (P - 5) // 8, P) % P
    check = v * r * r % P
    square, turned = check == u % P, check == -u % P
    if turned or check == -u * SQRT_M1 % P:
        r = r * SQRT_M1 % P
    return square or turned, absolute(r)


_, INVSQRT_A_MINUS_D = sqrt_ratio(1, -1 - D)


def decode(data):
    """4.3.1. None for what is no point, the identity too."""
    s = int.from_bytes(data, "little")
    if len(data) != 32 or s >= P or negative(s):
        return None
    ss = s * s % P
    u1, u2 = (1 - ss) % P, (1 + ss) % P
    v = (-D * u1 * u1 - u2 * u2) % P
    square, inv = sqrt_ratio(1, v * u2 * u2 % P)
    den_x = inv * u2 % P
    den_y = inv * den_x * v % P
    x, y = absolute(2 * s * den_x), u1 * den_y % P
    t = x * y % P
    if not square or negative(t) or y == 0 or s == 0:
        return None
    return x, y, 1, t


def encode(point):
    """4.3.2"""
    x, y, z, t = point
    u1, u2 = (z + y) * (z - y) % P, x * y % P
    _, inv = sqrt_ratio(1, u1 * u2 * u2 % P)
    den1, den2 = inv * u1 % P, inv * u2 % P
    z_inv = den1 * den2 * t % P
    den = den2
    if negative(t * z_inv):
        x, y, den = y * SQRT_M1 % P, x * SQRT_M1 % P, den1 * INVSQRT_A_MINUS_D % P
    if negative(x * z_inv):
        y = -y % P
    return absolute(den * (z - y)).to_bytes(32, "little")


def minus(p, q):
    return add(p, (-q[0] % P, q[1], q[2], -q[3] % P))


def scalar(data):
    """None where it is none."""
    value = int.from_bytes(data, "little")
    return value if len(data) == 32 and value < L else None


def scalar_bytes(value):
    return (value % L).to_bytes(32, "little")


def reduced(data):
    assert len(data) == 64
    return int.from_bytes(data, "little") % L


def scalar_hash(data):
    return reduced(hashlib.sha512(data).digest())


# --- keys -------------------------------------------------------------------------------------

def point_of(data):
    """A public key."""
    point = None if data is None else decode(data)
    need(point, "key")
    return point


def secret_of(data):
    value = None if data is None else scalar(data)
    need(value, "key")
    return value


def pk_J_of(of):
    need(len(of["moderationPk"]) == 64, "key")
    point_of(of["moderationPk"][32:])
    return of["moderationPk"][32:]


def key_id_of(of):
    return H("openfranking stamp-key-id v1", enc(of))


def reporter_key(of, secret, other):
    need(of["alg"] == SUITE, "key")
    pk_J_of(of)
    Z = x25519(secret[:32], other[:32])
    need(any(Z), "key")
    return hkdf(key_id_of(of), Z, frame("openfranking reporter-key v1", enc(of)), 32)


# --- what is signed ---------------------------------------------------------------------------

def commit(kf, keyId, header, fields):
    return HMAC(kf, frame("openfranking amf-v1 commitment v1", SUITE, keyId, enc(header), enc(fields)))


def message_frame(C, header, fields):
    return frame("openfranking amf-v1 message v1", SUITE, C, header["relay"], header["conversation"], header["sender"],
                 enc(header), enc(fields))


def challenge(m, keys, made, commitments):
    """Of encodings: pk_S, pk_R, pk_J; J, R, EJ, ER; T1 to W."""
    return scalar_hash(frame("openfranking amf-v1 challenge v1", SUITE, m, *keys, *made, encode(BASE), *commitments))


def sign(m, keys, sk_S, random):
    """The signature, and the values on the way."""
    alpha, beta, k, d, x, l, e, y = (reduced(random[64 * i:64 * i + 64]) for i in range(8))
    pk_S, pk_R, pk_J = map(decode, keys)
    J, R, EJ, ER = times(alpha, pk_J), times(beta, pk_R), times(alpha, BASE), times(beta, BASE)
    points = times(k, BASE), minus(times(x, BASE), times(d, J)), times(l, BASE), times(l, pk_J), minus(times(y, BASE), times(e, R))
    commitments, made = list(map(encode, points)), list(map(encode, (J, R, EJ, ER)))
    c = challenge(m, keys, made, commitments)
    c1, c2 = c - d, c - e
    scalars = c, c1, c2, k + c1 * sk_S, x, l + c2 * alpha, y
    values = dict(zip(("T1", "T2", "V1", "V2", "W"), commitments)) | {"c": scalar_bytes(c)}
    return b"".join(made + list(map(scalar_bytes, scalars))), values


def parts_of(signature):
    return [signature[32 * i:32 * i + 32] for i in range(11)]


def check_signature(signature, m, keys, secret, multiple, of):
    """`multiple` and `of` are places of points: 1 and 3 for Verify, 0 and 2 for Judge."""
    made, rest = parts_of(signature)[:4], parts_of(signature)[4:]
    points = list(map(decode, made))
    need(all(points), "signature")
    need(encode(times(secret, points[of])) == made[multiple], "signature")
    scalars = list(map(scalar, rest))
    need(None not in scalars, "signature")
    J, R, EJ, _ = points
    c, c1, c2, zs, zj, zv, zw = scalars
    pk_S, _, pk_J = map(decode, keys)
    commitments = [
        minus(times(zs, BASE), times(c1, pk_S)),
        minus(times(zj, BASE), times((c - c1) % L, J)),
        minus(times(zv, BASE), times(c2, EJ)),
        minus(times(zv, pk_J), times(c2, J)),
        minus(times(zw, BASE), times((c - c2) % L, R))]
    need(challenge(m, keys, made, map(encode, commitments)) == c, "signature")


# --- roles ------------------------------------------------------------------------------------

def frank(header, fields, sender, random):
    need(HEADER(header), "header")
    need(FIELDS(fields), "inner")
    check_fields(fields)
    secrets = plain(sender.get("secrets", []))
    need(SECRETS(secrets), "inner")
    of, pk_S, sk_S, recipients = enrolled(header["sender"], sender)
    C, m = named(of, header, fields, random)
    keys = [(pk_S, pk_R, pk_J_of(of)) for _, pk_R in recipients]
    signatures = [{"account": account, "signature": sign(m, keys[i], sk_S, drawn(random, i))[0]}
                  for i, (account, _) in enumerate(recipients)]
    inner = enc({"header": header, "fields": fields, "kf": random[:32], "keyId": key_id_of(of), "signatures": signatures,
                 "secrets": secrets})
    need(len(inner) <= 65_536, "size")
    return {"commitment": C, "inner": inner, "outer": enc({"suite": SUITE, "commitment": C})}


def check_fields(fields):
    check_shape([path for path, _ in fields])
    check_types(fields)


def named(of, header, fields, random):
    """C and m."""
    C = commit(random[:32], key_id_of(of), header, fields)
    return C, message_frame(C, header, fields)


def drawn(random, i):
    """What the signature at i takes."""
    return random[32 + 512 * i:32 + 512 * (i + 1)]


def enrolled(account, sender):
    need("moderation" in sender, "key")
    of = dec(octets_of(sender["moderation"]))
    need(of["alg"] == SUITE, "key")
    pk_J_of(of)
    need("self" in sender, "key")
    sk_S = secret_of(octets_of(sender["self"]["secretKey"]))
    pk_S = encode(times(sk_S, BASE))
    recipients = [(r["account"], octets_of(r["publicKey"])) for r in sender.get("recipients", [])]
    need(len(dict(recipients)) == len(recipients), "key")
    for _, key in recipients:
        point_of(key)
    need(dict(recipients).get(account) == pk_S, "key")
    return of, pk_S, sk_S, recipients


def stamp(period, outer, facts):
    if not period.is_held:
        reporter_key(period.record, period.relay_secret, period.record["moderationPk"])
    read_outer(outer)
    delivery = {k: facts[k] for k in ("relay", "moderation", "conversation", "epoch", "acceptedAt")} | {"keyId": period.id}
    return [enc(delivery)] * len(facts["recipients"])


def receive(arrival, channel, me):
    # 1
    for part, most in (("outer", 1024), ("inner", 65_536), ("delivery", 4096)):
        need(len(arrival[part]) <= most, "size")
    # 2
    C = read_outer(arrival["outer"])
    need(channel["suite"] == SUITE, "suite")
    # 3
    delivery = read(DELIVERY, arrival["delivery"], "delivery")
    # 4
    need(delivery["relay"] == me["relay"], "relay")
    need(delivery["moderation"] == me["moderation"], "moderation")
    known = me["records"].get(delivery["keyId"])
    need(known and known["relay"] == delivery["relay"] and known["moderation"] == delivery["moderation"], "key")
    need(known["alg"] == SUITE, "key")
    need(known["notBefore"] <= delivery["acceptedAt"] <= known["notAfter"], "time")
    need(delivery["acceptedAt"] <= me["now"] + 300_000, "time")
    need(me["now"] + me["minReport"] <= known["verifyUntil"], "time")
    pk_J = pk_J_of(known)
    # 5
    need(delivery["conversation"] == channel["conversation"], "conversation")
    need(delivery["epoch"] == channel["epoch"], "epoch")
    # 6
    author = {it["commitment"]: it["sender"] for it in me["history"]}
    if author.get(C) == channel["sender"]:
        return {"kind": "duplicate", "commitment": C}
    # 7
    inner = read(INNER, arrival["inner"], "inner")
    need(inner["keyId"] == delivery["keyId"], "key")
    # 8
    header, fields = inner["header"], inner["fields"]
    need(HEADER(header), "header")
    need(header["relay"] == me["relay"], "relay")
    need(header["conversation"] == channel["conversation"], "conversation")
    need(header["sender"] == channel["sender"], "sender")
    # 9
    check_fields(fields)
    # 10
    need(commit(inner["kf"], inner["keyId"], header, fields) == C, "commitment")
    # 11
    own = [entry["signature"] for entry in inner["signatures"] if entry["account"] == me["account"]]
    need(len(own) == 1, "addressed")
    # 12
    need("self" in me, "key")
    pk_S, pk_R = directory(me, channel["sender"]), octets_of(me["self"]["publicKey"])
    point_of(pk_S)
    point_of(pk_R)
    sk_R = secret_of(octets_of(me["self"]["secretKey"]))
    # 13
    check_signature(own[0], message_frame(C, header, fields), (pk_S, pk_R, pk_J), sk_R, 1, 3)
    # 14
    warnings = check_statements(header, me["history"], author)
    return {"kind": "message", "commitment": C, "message": {"header": header, "fields": fields},
            "secrets": inner["secrets"], "seq": None, "acceptedAt": None, "warnings": warnings}


def directory(me, account):
    """None for an account without a key."""
    keys = me.get("accountKeys", {})
    return octets_of(keys[account]) if account in keys else None


def check_statements(header, history, author):
    sender, sent, seen = header["sender"], header["sent"], header["seen"]
    used = [it["n"] for it in history if (it["sender"], it["device"]) == (sender, sent["device"])]
    need(sent["n"] not in used, "sent")
    expected = {"edit": ["edit"], "delete": ["delete"], "reaction": ["react"]}.get(header["kind"], [])
    need([r["rel"] for r in header["refs"] if r["rel"] in ("edit", "delete", "react")] == expected, "refs")
    for ref in header["refs"]:
        if ref["rel"] in ("edit", "delete"):
            need(author.get(ref["commitment"], sender) == sender, "refs")
    at = {it["seq"]: it["commitment"] for it in history}
    odd = {
        "seen-mismatch": seen is not None and seen["seq"] in at and at[seen["seq"]] != seen["commitment"],
        "sent-gap": bool(used) and sent["n"] > max(used) + 1,
        "refers-to-unknown": any(ref["commitment"] not in author for ref in header["refs"])}
    return [warning for warning, holds in odd.items() if holds]


def disclose(evidence, choice):
    need(choice["reporter"]["kind"] == "named", "not-disclosable")
    need(choice["open"] != "withheld", "not-disclosable")
    paths = {path for path, _ in read_item(evidence)["fields"]}
    need(choice["open"] == "all" or set(choice["open"]["paths"]) == paths, "not-disclosable")
    return evidence


def judge(data, me):
    # 1
    item = read_item(data)
    # 2
    need(item["moderation"] == me["moderation"], "moderation")
    period = me["keys"].get(item["keyId"])
    need(period, "unknown-key")
    of = period.record
    need(of["relay"] == item["relay"], "relay")
    need(of["moderation"] == item["moderation"], "moderation")
    need(of["alg"] == SUITE, "key")
    need(me["now"] <= of["verifyUntil"], "expired")
    need(of["notBefore"] <= me["now"] + 300_000, "time")
    # 3
    who = me["reporter"]
    need(who["kind"] == "named" and who["relay"] == item["relay"], "reporter")
    need(who["account"] == item["recipient"], "addressed")
    # 4
    header, fields = item["header"], item["fields"]
    need(HEADER(header) and header["relay"] == item["relay"], "header")
    # 5
    check_fields(fields)
    # 6
    pk_S, pk_R = directory(me, header["sender"]), directory(me, item["recipient"])
    point_of(pk_S)
    point_of(pk_R)
    keys = pk_S, pk_R, pk_J_of(of)
    sk_J = secret_of(period.sk_J)
    # 7
    C = commit(item["kf"], item["keyId"], header, fields)
    check_signature(item["signature"], message_frame(C, header, fields), keys, sk_J, 0, 2)
    return {"verdict": "verified", "commitment": C, "relay": header["relay"], "sender": header["sender"],
            "conversation": header["conversation"], "seq": None, "acceptedAt": None, "addressed": "named",
            "tag": H("openfranking amf-v1 reporter v1", C, item["relay"], item["recipient"]),
            "own": item["recipient"] == header["sender"], "opened": {"header": header, "fields": fields, "hidden": []}}


# --- vectors ----------------------------------------------------------------------------------

class AmfPeriod(Period):
    def __init__(self, said):
        super().__init__(said)
        self.is_held = "held" in said
        self.sk_J = octets_of(said["held"]["secret"]) if self.is_held else self.mod_secret[32:]


class AmfFile(File):
    def period(self, said):
        return AmfPeriod(said)

    def derived(self, period):
        of = period.record
        yield x25519_public(period.relay_secret[:32]), of["relayPk"]
        if not period.is_held and of["alg"] == SUITE and any(of["moderationPk"][:32]) and decode(of["moderationPk"][32:]):
            yield x25519_public(period.mod_secret[:32]) + encode(times(scalar(period.sk_J), BASE)), of["moderationPk"]
            yield reporter_key(of, period.relay_secret, of["moderationPk"]), reporter_key(of, period.mod_secret, of["relayPk"])

    def frank(self, given):
        header, fields = message_of(given["message"])
        return frank(header, fields, given["sender"], octets_of(given["random"]))

    def stamp(self, given):
        return stamp(self.periods[given["period"]], octets_of(given["outer"]), plain(given["facts"]))

    def receive(self, given):
        return receive(self.arrival(given), self.channel(given), self.recipient(given))

    def disclose(self, given):
        return disclose(self.octets(given, "evidence"), given["choice"])

    def judge(self, given):
        return judge(self.octets(given, "item"), self.moderator(given))

    def intermediates(self, case):
        """Every value on the way, by its name on the page."""
        header, fields = message_of(case["input"]["message"])
        random = octets_of(case["input"]["random"])
        of, pk_S, sk_S, recipients = enrolled(header["sender"], case["input"]["sender"])
        C, m = named(of, header, fields, random)
        _, values = sign(m, (pk_S, recipients[0][1], pk_J_of(of)), sk_S, drawn(random, 0))
        period = self.periods["the day"]
        return {**values, "keyId": key_id_of(of), "C": C, "m": m,
                "KA": reporter_key(period.record, period.mod_secret, period.record["relayPk"])}
