"""The README of shared-v1: franking of messages that two servers share. The first check that fails gives the code."""
from cobblestone import aes, words_of
from conventions import H, HMAC, anything, dec, enc, name, need, octets, one_of, read, record, sha, time, u32, u64
from curves import x25519_public
from message import FIELDS, HEADER, SECRETS
from messenger import check_fields, check_statements, check_time, key_of
from sealing import blocks, ghash
from vectors import File, Period, message_of, octets_of, plain

SUITE = "shared-v1"

# --- forms ------------------------------------------------------------------------------------

MESSAGE = record({"header": anything, "fields": FIELDS})
OUTER = record({"suite": name, "c2": octets(32), "h": octets(32), "s1": octets(16)})
INNER = record({"key": octets(16), "c1": octets(76, 65_536), "s2": octets(16), "secrets": SECRETS})
CONTEXT = record({"sender": name, "timestamp": time})
PERIOD = {"relay": name, "moderation": name, "keyId": octets(32)}
DELIVERY = record({**PERIOD, "masked": octets(64, 1024)})
KEPT = octets(0, 131_072)
EVIDENCE = record({"outer": KEPT, "inner": KEPT, "delivery": KEPT})
ATTESTED = {"outer": KEPT, **PERIOD, "context": CONTEXT, "tag": octets(32)}
OPENING = {"message": octets(0, 65_536), "r": octets(16), "kf": octets(32)}
MESSAGE_ITEM = record({"kind": one_of("message"), **ATTESTED, **OPENING})
WITHHELD_ITEM = record({"kind": one_of("withheld"), **ATTESTED})


def read_outer(data):
    outer = read(OUTER, data, "outer")
    need(outer["suite"] == SUITE, "suite")
    return outer


def read_message(M, code):
    message = read(MESSAGE, M, code)
    need(HEADER(message["header"]), "header")
    return message["header"], message["fields"]


# --- AES-128-CTR and AES-128-GCM (SP 800-38A, 6.5; SP 800-38D) --------------------------------

def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def G(s, n):
    words = words_of(s)
    return b"".join(aes(words, i.to_bytes(16, "big")) for i in range(-(-n // 16)))[:n]


def gcm_crypt(words, N, data):
    return xor(data, b"".join(aes(words, N + u32(2 + i)) for i in range(-(-len(data) // 16))))


def gcm_tag(words, N, associated, sealed):
    y = ghash(aes(words, bytes(16)), blocks(associated) + blocks(sealed) + u64(8 * len(associated)) + u64(8 * len(sealed)))
    return xor(y, aes(words, N + u32(1)))


# --- what is computed -------------------------------------------------------------------------

def seeds(r):
    both = G(r, 32)
    return both[:16], both[16:]


def committed(M, r, kf):
    return HMAC(kf, M + r)


def share_out(M, K, r, kf, N):
    """Every value, by its name on the page."""
    s1, s2 = seeds(r)
    c2 = committed(M, r, kf)
    words = words_of(K)
    sealed = gcm_crypt(words, N, M + r + kf)
    c1 = N + sealed + gcm_tag(words, N, c2, sealed)
    first = xor(c1 + c2, G(s2, len(M) + 108))
    return {"M": M, "s1": s1, "s2": s2, "c2": c2, "c1Share": first[:-32], "c2Share": first[-32:], "h": sha(s2)}


def name_of(c2, h):
    return H("openfranking shared-v1 name v1", c2, h)


def check_opening(outer, M, r, kf):
    s1, s2 = seeds(r)
    need(s1 == outer["s1"], "commitment")
    need(sha(s2) == outer["h"], "commitment")
    need(xor(committed(M, r, kf), G(s2, len(M) + 108)[-32:]) == outer["c2"], "commitment")


def join(outer, inner):
    """M, r and kf."""
    both = xor(inner["c1"] + outer["c2"], G(inner["s2"], len(inner["c1"]) + 32))
    N, sealed, tag, c2 = both[:12], both[12:-48], both[-48:-32], both[-32:]
    words = words_of(inner["key"])
    need(gcm_tag(words, N, c2, sealed) == tag, "commitment")
    opened = gcm_crypt(words, N, sealed)
    M, r, kf = opened[:-48], opened[-48:-32], opened[-32:]
    need(seeds(r)[1] == inner["s2"], "commitment")
    check_opening(outer, M, r, kf)
    return {"message": M, "r": r, "kf": kf}


def sigma_of(kM, outer, said):
    return HMAC(kM, outer["c2"] + outer["h"] + said)


def sigma_c(outer, said, sigma):
    return sha(outer["c2"] + outer["h"] + said + sigma)


def mask(kM, outer, context):
    said = enc(context)
    sigma = sigma_of(kM, outer, said)
    return xor(said + sigma + sigma_c(outer, said, sigma), G(outer["s1"], len(said) + 64))


def unmask(outer, masked):
    """The context and sigma."""
    plain_ = xor(masked, G(outer["s1"], len(masked)))
    said, sigma = plain_[:-64], plain_[-64:-32]
    need(sigma_c(outer, said, sigma) == plain_[-32:], "stamp")
    return read(CONTEXT, said, "delivery"), sigma


# --- roles ------------------------------------------------------------------------------------

def frank(header, fields, secrets, random):
    need(HEADER(header), "header")
    need(FIELDS(fields), "inner")
    check_fields(fields)
    need(SECRETS(secrets), "inner")
    M = enc({"header": header, "fields": fields})
    made = share_out(M, *drawn(random))
    inner = enc({"key": random[:16], "c1": made["c1Share"], "s2": made["s2"], "secrets": secrets})
    need(len(inner) <= 65_536, "size")
    outer = enc({"suite": SUITE, "c2": made["c2Share"], "h": made["h"], "s1": made["s1"]})
    return {"commitment": name_of(made["c2Share"], made["h"]), "inner": inner, "outer": outer}


def drawn(random):
    """K, r, kf, N."""
    assert len(random) == 76
    return random[:16], random[16:32], random[32:64], random[64:]


def stamp(period, outer, facts):
    outer = read_outer(outer)
    need(facts["sender"] is not None, "sender")
    context = {"sender": facts["sender"], "timestamp": facts["acceptedAt"]}
    delivery = enc({"relay": facts["relay"], "moderation": facts["moderation"], "keyId": period.id,
                    "masked": mask(period.kM, outer, context)})
    return [delivery for _ in facts["recipients"]]


def receive(arrival, channel, me):
    # 1
    for part, most in (("outer", 1024), ("inner", 65_536), ("delivery", 4096)):
        need(len(arrival[part]) <= most, "size")
    # 2
    outer = read_outer(arrival["outer"])
    need(channel["suite"] == SUITE, "suite")
    # 3
    delivery = read(DELIVERY, arrival["delivery"], "delivery")
    # 4
    inner = read(INNER, arrival["inner"], "inner")
    # 5
    opening = join(outer, inner)
    # 6
    context, _ = unmask(outer, delivery["masked"])
    # 7
    need(delivery["relay"] == me["relay"], "relay")
    need(delivery["moderation"] == me["moderation"], "moderation")
    known = me["records"].get(delivery["keyId"])
    need(known and known["relay"] == delivery["relay"] and known["moderation"] == delivery["moderation"], "key")
    need(known["alg"] == SUITE, "key")
    check_time(known, context["timestamp"], me["now"])
    need(me["now"] + me["minReport"] <= known["verifyUntil"], "time")
    # 8
    need(context["sender"] == channel["sender"], "sender")
    # 9
    C = name_of(outer["c2"], outer["h"])
    author = {it["commitment"]: it["sender"] for it in me["history"]}
    if author.get(C) == context["sender"]:
        return {"kind": "duplicate", "commitment": C}
    # 10
    header, fields = read_message(opening["message"], "inner")
    # 11
    need(header["relay"] == me["relay"], "relay")
    need(header["conversation"] == channel["conversation"], "conversation")
    need(header["sender"] == channel["sender"], "sender")
    # 12
    check_fields(fields)
    # 13
    warnings = check_statements(header, me["history"], author)
    return {"kind": "message", "commitment": C, "message": {"header": header, "fields": fields},
            "secrets": inner["secrets"], "seq": None, "acceptedAt": context["timestamp"], "warnings": warnings}


def disclose(evidence, choice):
    need(choice["open"] in ("all", "withheld"), "not-disclosable")
    kept = read(EVIDENCE, evidence, "item")
    outer = read_outer(kept["outer"])
    delivery = read(DELIVERY, kept["delivery"], "delivery")
    context, sigma = unmask(outer, delivery["masked"])
    period = {member: delivery[member] for member in PERIOD}
    item = {"outer": kept["outer"], **period, "context": context, "tag": sigma}
    if choice["open"] == "withheld":
        return enc({"kind": "withheld", **item})
    return enc({"kind": "message", **item, **join(outer, read(INNER, kept["inner"], "inner"))})


def judge(data, me):
    # 1
    need(len(data) <= 131_072, "size")
    item = dec(data)
    need(MESSAGE_ITEM(item) or WITHHELD_ITEM(item), "item")
    context, relay = item["context"], item["relay"]
    # 2
    outer = read_outer(item["outer"])
    # 3
    need(item["moderation"] == me["moderation"], "moderation")
    period = me["keys"].get(item["keyId"])
    need(period, "unknown-key")
    need(period.record["relay"] == relay, "relay")
    need(period.record["moderation"] == item["moderation"], "moderation")
    need(period.record["alg"] == SUITE, "key")
    need(me["now"] <= period.record["verifyUntil"], "expired")
    check_time(period.record, context["timestamp"], me["now"])
    # 4
    need(sigma_of(period.kM, outer, enc(context)) == item["tag"], "stamp")
    # 5
    who = me["reporter"]
    named = who["kind"] == "named"
    need(not named or who["relay"] == relay, "reporter")
    withheld = item["kind"] == "withheld"
    return {"verdict": "stamped" if withheld else "verified", "commitment": name_of(outer["c2"], outer["h"]),
            "relay": relay, "sender": context["sender"], "acceptedAt": context["timestamp"], "conversation": None,
            "seq": None, "tag": None, "addressed": None, "own": named and who["account"] == context["sender"],
            "opened": None if withheld else opened(item, outer)}


def opened(item, outer):
    # 6
    check_opening(outer, item["message"], item["r"], item["kf"])
    # 7
    header, fields = read_message(item["message"], "item")
    # 8
    check_fields(fields)
    # 9
    need(header["relay"] == item["relay"] and header["sender"] == item["context"]["sender"], "header")
    return {"header": header, "fields": fields, "hidden": []}


# --- vectors ----------------------------------------------------------------------------------

class SharedPeriod(Period):
    def __init__(self, said):
        super().__init__(said)
        if "held" in said:  # of another algorithm, which the page does not have
            self.kM = octets_of(said["held"]["secret"])
        else:
            self.kM = key_of(self.bytes, self.mod_secret, self.record["relayPk"])


class SharedFile(File):
    def period(self, said):
        return SharedPeriod(said)

    def derived(self, period):
        if period.record["alg"] == SUITE:
            own = period.relay_secret[:32]
            yield x25519_public(own), period.record["relayPk"]
            yield x25519_public(period.mod_secret), period.record["moderationPk"]
            yield key_of(period.bytes, own, period.record["moderationPk"]), period.kM

    def frank(self, given):
        header, fields = message_of(given["message"])
        secrets = plain(given.get("sender", {}).get("secrets", []))
        return frank(header, fields, secrets, octets_of(given["random"]))

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
        made = share_out(enc({"header": header, "fields": fields}), *drawn(octets_of(case["input"]["random"])))
        usual, period = self.said["unlessSaid"], self.periods["the day"]
        outer = dec(octets_of(usual["arrival"]["outer"]))
        delivery = dec(octets_of(usual["arrival"]["delivery"]))
        context, sigma = unmask(outer, delivery["masked"])
        return {**made, "C": name_of(made["c2Share"], made["h"]), "keyId": period.id, "kM": period.kM,
                "sigma": sigma_of(period.kM, outer, enc(context)), "sigmaC": sigma_c(outer, enc(context), sigma),
                "masked": mask(period.kM, outer, context)}
