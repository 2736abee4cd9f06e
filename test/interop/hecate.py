"""The README of hecate-v1: tokens of the moderation's, and forwards that keep their source. The first check that fails gives the code."""
from conventions import (
    H, HMAC, Refused, anything, dec, either, enc, frame, hkdf, name, need, octets, one_of, read, record, time, u32, u64)
from curves import ed_public, ed_sign, ed_verify, point, x25519, x25519_public
from message import FIELDS, HEADER, OUTER, SECRETS, check_shape, check_types
from sealing import gcm_open, gcm_seal
from vectors import File, Period, message_of, octets_of, plain

SUITE = "hecate-v1"

# --- forms ------------------------------------------------------------------------------------

TOKEN_MEMBERS = {
    "x1": octets(532), "nonce": octets(12), "pke": octets(32), "t1": time, "expiry": time, "signature": octets(64)}
TOKEN = record(TOKEN_MEMBERS)
ISSUED = record({**TOKEN_MEMBERS, "secret": octets(32)})
FRANK = record({"header": anything, "fields": FIELDS, "token": TOKEN, "r": octets(32), "signature": octets(64)})
ENVELOPE = record({"relay": name, "moderation": name, "keyId": octets(32), "acceptedAt": time, "signature": octets(64)})
PROOF = record({"commitment": octets(32), "envelope": ENVELOPE, "frank": FRANK})
INNER = either(
    record({"kind": one_of("original"), "frank": FRANK, "secrets": SECRETS}),
    record({"kind": one_of("forward"), "header": anything, "proof": PROOF, "secrets": SECRETS}))
KEPT = octets(0, 131_072)
EVIDENCE = record({"outer": KEPT, "inner": KEPT, "delivery": KEPT})


def commitment_in(data):
    outer = read(OUTER, data, "outer")
    need(outer["suite"] == SUITE, "suite")
    return outer["commitment"]


def header_in(value):
    need(HEADER(value), "header")
    return value


# --- keys -------------------------------------------------------------------------------------

def signing_keys(of):
    """pk_P and pk_M."""
    need(len(of["relayPk"]) == len(of["moderationPk"]) == 64, "key")
    keys = of["relayPk"][32:], of["moderationPk"][32:]
    need(all(map(point, keys)), "key")
    return keys


def reporter_key(encoded, secret, other):
    """KA, of whoever may use the record."""
    of = dec(encoded)
    need(of["alg"] == SUITE, "key")
    signing_keys(of)
    Z = x25519(secret[:32], other[:32])
    need(any(Z), "key")
    return hkdf(H("openfranking stamp-key-id v1", encoded), Z, frame("openfranking reporter-key v1", encoded), 32)


# --- what is computed -------------------------------------------------------------------------

def identity_of(account):
    text = account.encode()
    return u32(len(text)) + text + bytes(512 - len(text))


def account_of(identity):
    """None where it is no account's."""
    try:
        account = identity[4:4 + int.from_bytes(identity[:4], "big")].decode("utf-8")
    except UnicodeDecodeError:
        return None
    return account if name(account) and identity_of(account) == identity else None


def sealed_for(key_id):
    return frame("openfranking hecate identity v1", SUITE, key_id)


def open_token(enc_sk, key_id, token):
    need(len(enc_sk) == 32, "key")
    try:
        account = account_of(gcm_open(enc_sk, token["nonce"], sealed_for(key_id), token["x1"]))
    except Refused:
        account = None
    need(account is not None, "token")
    return account


def token_frame(key_id, token):
    return frame("openfranking hecate token v1", SUITE, key_id, token["x1"], token["nonce"], token["pke"],
                 u64(token["t1"]), u64(token["expiry"]))


def key_id_of(of):
    return H("openfranking stamp-key-id v1", enc(of))


def digest_of(header, fields):
    return H("openfranking hecate message v1", SUITE, enc(header), enc(fields))


def masked(x1, digest):
    """x2."""
    return bytes(a ^ c for a, c in zip(x1[:32], digest))


def commit(r, x1, x2):
    return HMAC(r, frame("openfranking hecate commitment v1", SUITE, x1, x2))


def spent_frame(key_id, x2):
    return frame("openfranking hecate spent v1", SUITE, key_id, x2)


def stamp_frame(envelope, com):
    return frame("openfranking hecate stamp v1", SUITE, envelope["relay"], envelope["moderation"], envelope["keyId"], com,
                 u64(envelope["acceptedAt"]))


# --- frank ------------------------------------------------------------------------------------

def frank(header, fields, sender, random):
    header_in(header)
    need(FIELDS(fields), "inner")
    check_shape([path for path, _ in fields])
    check_types(fields)
    secrets = plain(sender.get("secrets", []))
    need(SECRETS(secrets), "inner")
    if "forwards" in sender:
        com, inner = random, forward(header, fields, octets_of(sender["forwards"]))
    else:
        com, inner = original(header, fields, sender, random)
    inner = enc({**inner, "secrets": secrets})
    need(len(inner) <= 65_536, "size")
    return {"commitment": com, "inner": inner, "outer": enc({"suite": SUITE, "commitment": com})}


def original(header, fields, sender, r):
    need("moderation" in sender, "key")
    of = dec(octets_of(sender["moderation"]))
    need(of["alg"] == SUITE, "key")
    need("token" in sender, "token")
    token = read(ISSUED, octets_of(sender["token"]), "token")
    secret = token.pop("secret")
    need(ed_public(secret) == token["pke"], "token")
    _, pk_M = signing_keys(of)
    key_id = key_id_of(of)
    need(ed_verify(pk_M, token_frame(key_id, token), token["signature"]), "token")
    x2 = masked(token["x1"], digest_of(header, fields))
    signature = ed_sign(secret, spent_frame(key_id, x2))
    franked = {"header": header, "fields": fields, "token": token, "r": r, "signature": signature}
    return commit(r, token["x1"], x2), {"kind": "original", "frank": franked}


def kept(evidence):
    """The inner part, and the proof."""
    parts = read(EVIDENCE, evidence, "item")
    inner = read(INNER, parts["inner"], "inner")
    if inner["kind"] == "forward":
        return inner, inner["proof"]
    com = commitment_in(parts["outer"])
    return inner, {"commitment": com, "envelope": read(ENVELOPE, parts["delivery"], "delivery"), "frank": inner["frank"]}


def forward(header, fields, evidence):
    _, proof = kept(evidence)
    need(header["kind"] == "message", "header")
    made = as_forwarded(proof["frank"]["fields"])
    need(enc(fields) == enc(made), "commitment")
    return {"kind": "forward", "header": header, "proof": proof}


def as_forwarded(fields):
    if any(path == "forwarded" for path, _ in fields):
        return fields
    need(len(fields) < 128, "inner")
    return sorted([*fields, ["forwarded", True]], key=lambda field: field[0].encode())


# --- stamp ------------------------------------------------------------------------------------

def stamp(period, outer, facts):
    reporter_key(period.bytes, period.relay_secret, period.record["moderationPk"])
    com = commitment_in(outer)
    envelope = {k: facts[k] for k in ("relay", "moderation", "acceptedAt")} | {"keyId": period.id}
    signature = ed_sign(period.relay_secret[32:64], stamp_frame(envelope, com))
    return [enc({**envelope, "signature": signature})] * len(facts["recipients"])


# --- verify -----------------------------------------------------------------------------------

def opened(proof):
    """Steps 1 to 3."""
    franked, envelope = proof["frank"], proof["envelope"]
    header, fields = header_in(franked["header"]), franked["fields"]
    need(header["relay"] == envelope["relay"], "relay")
    check_shape([path for path, _ in fields])
    check_types(fields)
    x1 = franked["token"]["x1"]
    need(commit(franked["r"], x1, masked(x1, digest_of(header, fields))) == proof["commitment"], "commitment")
    return header, fields


def verify(proof, of):
    header, fields = opened(proof)
    franked, envelope = proof["frank"], proof["envelope"]
    token, key_id = franked["token"], envelope["keyId"]
    # 4
    pk_P, pk_M = signing_keys(of)
    check_stamp(pk_P, envelope, proof["commitment"])
    # 5
    need(ed_verify(pk_M, token_frame(key_id, token), token["signature"]), "token")
    # 6
    need(token["t1"] <= envelope["acceptedAt"] + 300_000 and envelope["acceptedAt"] <= token["expiry"], "time")
    # 7
    need(point(token["pke"]), "key")
    x2 = masked(token["x1"], digest_of(header, fields))
    need(ed_verify(token["pke"], spent_frame(key_id, x2), franked["signature"]), "token")
    return header, fields


def check_stamp(pk_P, envelope, com):
    need(ed_verify(pk_P, stamp_frame(envelope, com), envelope["signature"]), "stamp")


def check_time(of, accepted_at, now):
    need(of["notBefore"] <= accepted_at <= of["notAfter"], "time")
    need(accepted_at <= now + 300_000, "time")


# --- receive ----------------------------------------------------------------------------------

def receive(arrival, channel, me):
    # 1
    for part, most in (("outer", 1024), ("inner", 65_536), ("delivery", 4096)):
        need(len(arrival[part]) <= most, "size")
    com = commitment_in(arrival["outer"])
    need(channel["suite"] == SUITE, "suite")
    # 2
    envelope = read(ENVELOPE, arrival["delivery"], "delivery")
    known = known_record(envelope, me)
    # 3
    author = {it["commitment"]: it["sender"] for it in me["history"]}
    if com in author:
        need(author[com] == channel["sender"], "sender")
        return {"kind": "duplicate", "commitment": com}
    # 4
    inner = read(INNER, arrival["inner"], "inner")
    # 5 to 7
    if inner["kind"] == "forward":
        header, fields = receive_forward(inner, com, envelope, known, me)
    else:
        header, fields = verify({"commitment": com, "envelope": envelope, "frank": inner["frank"]}, known)
    # 8
    need(header["conversation"] == channel["conversation"], "conversation")
    need(header["sender"] == channel["sender"], "sender")
    # 9
    warnings = check_statements(header, me["history"], author)
    return {"kind": "message", "commitment": com, "message": {"header": header, "fields": fields},
            "secrets": inner["secrets"], "seq": None, "acceptedAt": envelope["acceptedAt"], "warnings": warnings}


def known_record(envelope, me):
    need(envelope["relay"] == me["relay"], "relay")
    need(envelope["moderation"] == me["moderation"], "moderation")
    known = me["records"].get(envelope["keyId"])
    need(known and known["relay"] == me["relay"] and known["moderation"] == me["moderation"], "key")
    need(known["alg"] == SUITE, "key")
    check_time(known, envelope["acceptedAt"], me["now"])
    need(me["now"] + me["minReport"] <= known["verifyUntil"], "time")
    return known


def receive_forward(inner, com, envelope, known, me):
    header, proof = header_in(inner["header"]), inner["proof"]
    need(header["kind"] == "message", "header")
    need(header["relay"] == envelope["relay"], "relay")
    pk_P, _ = signing_keys(known)
    check_stamp(pk_P, envelope, com)
    _, fields = verify(proof, known_record(proof["envelope"], me))
    return header, as_forwarded(fields)


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


# --- disclose and judge -----------------------------------------------------------------------

def disclose(evidence, choice):
    need(choice["open"] != "withheld", "not-disclosable")
    inner, proof = kept(evidence)
    fields = proof["frank"]["fields"]
    shape = [path for path, _ in (as_forwarded(fields) if inner["kind"] == "forward" else fields)]
    paths = shape if choice["open"] == "all" else choice["open"]["paths"]
    need(set(paths) == set(shape), "not-disclosable")
    return enc(proof)


def judge(data, me):
    # 1
    need(len(data) <= 131_072, "size")
    proof = read(PROOF, data, "item")
    envelope = proof["envelope"]
    # 2
    need(envelope["moderation"] == me["moderation"], "moderation")
    period = me["keys"].get(envelope["keyId"])
    need(period, "unknown-key")
    of = period.record
    need(of["relay"] == envelope["relay"], "relay")
    need(of["moderation"] == envelope["moderation"], "moderation")
    need(of["alg"] == SUITE, "key")
    need(me["now"] <= of["verifyUntil"], "expired")
    check_time(of, envelope["acceptedAt"], me["now"])
    # 3
    header, fields = verify(proof, of)
    # 4
    sender = open_token(period.enc_sk, period.id, proof["frank"]["token"])
    # 5
    who = me["reporter"]
    need(who["kind"] == "anonymous" or who["relay"] == envelope["relay"], "reporter")
    return {"verdict": "verified", "commitment": proof["commitment"], "relay": envelope["relay"], "sender": sender,
            "acceptedAt": envelope["acceptedAt"], "conversation": None, "seq": None, "tag": None, "addressed": None,
            "own": who["kind"] == "named" and who["account"] == sender,
            "opened": {"header": header, "fields": fields, "hidden": []}}


# --- vectors ----------------------------------------------------------------------------------

class HecatePeriod(Period):
    def __init__(self, said):
        super().__init__(said)
        # Of a record that nobody may use: the moderation is said to hold a key of it.
        held = octets_of(said["held"]["secret"]) if "held" in said else self.mod_secret[32:]
        self.mod_seed, self.enc_sk, self.is_held = held[:32], held[32:], "held" in said


class HecateFile(File):
    def period(self, said):
        return HecatePeriod(said)

    def derived(self, period):
        of = period.record
        if not period.is_held:
            yield x25519_public(period.relay_secret[:32]) + ed_public(period.relay_secret[32:]), of["relayPk"]
        if not period.is_held and of["alg"] == SUITE and any(of["moderationPk"][:32]):
            yield x25519_public(period.mod_secret[:32]) + ed_public(period.mod_seed), of["moderationPk"]
            yield reporter_key(period.bytes, period.relay_secret, of["moderationPk"]), \
                reporter_key(period.bytes, period.mod_secret, of["relayPk"])

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
        """Every value on the way, by its name on the page; the token is issued again."""
        header, fields = message_of(case["input"]["message"])
        period = self.periods["the day"]
        token = read(ISSUED, octets_of(case["input"]["sender"]["token"]), "token")
        envelope = dec(octets_of(self.said["unlessSaid"]["arrival"]["delivery"]))
        identity = identity_of(header["sender"])
        x1 = gcm_seal(period.enc_sk, token["nonce"], sealed_for(period.id), identity)
        made = {**token, "x1": x1, "pke": ed_public(token["secret"])}
        made["signature"] = ed_sign(period.mod_seed, token_frame(period.id, made))
        digest = digest_of(header, fields)
        x2 = masked(x1, digest)
        com = commit(octets_of(case["input"]["random"]), x1, x2)
        return {"identity": identity, "x1": x1, "σM": made["signature"], "issued": enc(made), "digest": digest, "x2": x2,
                "com": com, "σS": ed_sign(token["secret"], spent_frame(period.id, x2)),
                "σP": ed_sign(period.relay_secret[32:], stamp_frame(envelope, com)), "keyId": period.id,
                "KA": reporter_key(period.bytes, period.mod_secret, period.record["relayPk"])}
