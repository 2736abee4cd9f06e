"""The README of messenger-2016: message franking as Facebook deployed it first. The first check that fails gives the code."""
from conventions import H, HMAC, anything, dec, enc, frame, hkdf, name, need, octets, one_of, read, record, time
from curves import x25519, x25519_public
from message import FIELDS, HEADER, OUTER, SECRETS, check_shape, check_types
from vectors import File, Period, message_of, octets_of, plain

SUITE = "messenger-2016"

# --- forms ------------------------------------------------------------------------------------

MESSAGE = record({"header": anything, "fields": FIELDS})
OPENING = {"message": octets(0, 65_536), "nf": octets(32)}
INNER = record({**OPENING, "secrets": SECRETS})
STAMPED = {
    "relay": name, "moderation": name, "keyId": octets(32), "tag": octets(32),
    "context": record({"sender": name, "recipient": name, "timestamp": time})}
DELIVERY = record(STAMPED)
KEPT = octets(0, 131_072)
EVIDENCE = record({"outer": KEPT, "inner": KEPT, "delivery": KEPT})
MESSAGE_ITEM = record({"kind": one_of("message"), "outer": KEPT, **STAMPED, **OPENING})
WITHHELD_ITEM = record({"kind": one_of("withheld"), "outer": KEPT, **STAMPED})


def read_outer(data):
    """TF."""
    outer = read(OUTER, data, "outer")
    need(outer["suite"] == SUITE, "suite")
    return outer["commitment"]


def read_message(M, code):
    message = read(MESSAGE, M, code)
    need(HEADER(message["header"]), "header")
    return message["header"], message["fields"]


# --- what is computed -------------------------------------------------------------------------

def key_of(encoded, secret, other):
    """KF."""
    Z = x25519(secret, other)
    need(any(Z), "key")
    return hkdf(H("openfranking stamp-key-id v1", encoded), Z, frame("openfranking stamp-key v1", encoded), 32)


def franking_tag(NF, M):
    return HMAC(NF, M)


def reporting_tag(KF, TF, context):
    return HMAC(KF, TF + enc(context))


def reporter_tag(TF, relay, account):
    return H("openfranking messenger-2016 reporter v1", TF, relay, account)


# --- roles ------------------------------------------------------------------------------------

def frank(header, fields, secrets, NF):
    need(HEADER(header), "header")
    need(FIELDS(fields), "inner")
    check_fields(fields)
    need(SECRETS(secrets), "inner")
    M = enc({"header": header, "fields": fields})
    TF, inner = franking_tag(NF, M), enc({"message": M, "nf": NF, "secrets": secrets})
    need(len(inner) <= 65_536, "size")
    return {"commitment": TF, "inner": inner, "outer": enc({"suite": SUITE, "commitment": TF})}


def check_fields(fields):
    check_shape([path for path, _ in fields])
    check_types(fields)


def stamp(period, outer, facts):
    TF = read_outer(outer)
    need(facts["sender"] is not None, "sender")
    stamped = {"relay": facts["relay"], "moderation": facts["moderation"], "keyId": period.id}
    out = []
    for account in facts["recipients"]:
        context = {"sender": facts["sender"], "recipient": account, "timestamp": facts["acceptedAt"]}
        out.append(enc({**stamped, "context": context, "tag": reporting_tag(period.KF, TF, context)}))
    return out


def receive(arrival, channel, me):
    # 1
    for part, most in (("outer", 1024), ("inner", 65_536), ("delivery", 4096)):
        need(len(arrival[part]) <= most, "size")
    # 2
    TF = read_outer(arrival["outer"])
    need(channel["suite"] == SUITE, "suite")
    # 3
    delivery = read(DELIVERY, arrival["delivery"], "delivery")
    context = delivery["context"]
    # 4
    need(delivery["relay"] == me["relay"], "relay")
    need(delivery["moderation"] == me["moderation"], "moderation")
    known = me["records"].get(delivery["keyId"])
    need(known and known["relay"] == delivery["relay"] and known["moderation"] == delivery["moderation"], "key")
    need(known["alg"] == SUITE, "key")
    check_time(known, context["timestamp"], me["now"])
    need(me["now"] + me["minReport"] <= known["verifyUntil"], "time")
    # 5
    need(context["sender"] == channel["sender"], "sender")
    need(context["recipient"] == me["account"], "addressed")
    # 6
    author = {it["commitment"]: it["sender"] for it in me["history"]}
    if author.get(TF) == context["sender"]:
        return {"kind": "duplicate", "commitment": TF}
    # 7
    inner = read(INNER, arrival["inner"], "inner")
    header, fields = read_message(inner["message"], "inner")
    # 8
    need(header["relay"] == me["relay"], "relay")
    need(header["conversation"] == channel["conversation"], "conversation")
    need(header["sender"] == channel["sender"], "sender")
    # 9
    check_fields(fields)
    # 10
    need(franking_tag(inner["nf"], inner["message"]) == TF, "commitment")
    # 11
    warnings = check_statements(header, me["history"], author)
    return {"kind": "message", "commitment": TF, "message": {"header": header, "fields": fields},
            "secrets": inner["secrets"], "seq": None, "acceptedAt": context["timestamp"], "warnings": warnings}


def check_time(of, timestamp, now):
    need(of["notBefore"] <= timestamp <= of["notAfter"], "time")
    need(timestamp <= now + 300_000, "time")


def check_statements(header, history, author):
    sender, sent, seen = header["sender"], header["sent"], header["seen"]
    used = [it["n"] for it in history if (it["sender"], it["device"]) == (sender, sent["device"])]
    need(sent["n"] not in used, "sent")
    check_references(header, author)
    at = {it["seq"]: it["commitment"] for it in history}
    odd = {
        "seen-mismatch": seen is not None and seen["seq"] in at and at[seen["seq"]] != seen["commitment"],
        "sent-gap": bool(used) and sent["n"] > max(used) + 1,
        "refers-to-unknown": any(ref["commitment"] not in author for ref in header["refs"])}
    return [warning for warning, holds in odd.items() if holds]


def check_references(header, author):
    expected = {"edit": ["edit"], "delete": ["delete"], "reaction": ["react"]}.get(header["kind"], [])
    need([r["rel"] for r in header["refs"] if r["rel"] in ("edit", "delete", "react")] == expected, "refs")
    for ref in header["refs"]:
        if ref["rel"] in ("edit", "delete"):
            need(author.get(ref["commitment"], header["sender"]) == header["sender"], "refs")


def disclose(evidence, choice):
    need(choice["reporter"]["kind"] == "named", "not-disclosable")
    need(choice["open"] in ("all", "withheld"), "not-disclosable")
    kept = read(EVIDENCE, evidence, "item")
    item = {"outer": kept["outer"], **read(DELIVERY, kept["delivery"], "delivery")}
    if choice["open"] == "withheld":
        return enc({"kind": "withheld", **item})
    inner = read(INNER, kept["inner"], "inner")
    return enc({"kind": "message", **item, "message": inner["message"], "nf": inner["nf"]})


def judge(data, me):
    # 1
    need(len(data) <= 131_072, "size")
    item = dec(data)
    need(MESSAGE_ITEM(item) or WITHHELD_ITEM(item), "item")
    context, relay = item["context"], item["relay"]
    # 2
    TF = read_outer(item["outer"])
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
    need(reporting_tag(period.KF, TF, context) == item["tag"], "stamp")
    # 5
    who = me["reporter"]
    need(who["kind"] == "named" and who["relay"] == relay, "reporter")
    need(who["account"] == context["recipient"], "addressed")
    withheld = item["kind"] == "withheld"
    return {"verdict": "stamped" if withheld else "verified", "commitment": TF, "relay": relay,
            "sender": context["sender"], "acceptedAt": context["timestamp"], "conversation": None, "seq": None,
            "tag": reporter_tag(TF, relay, who["account"]), "addressed": "named",
            "own": who["account"] == context["sender"], "opened": None if withheld else opened(item, TF)}


def opened(item, TF):
    # 6
    need(franking_tag(item["nf"], item["message"]) == TF, "commitment")
    # 7
    header, fields = read_message(item["message"], "item")
    # 8
    check_fields(fields)
    # 9
    need(header["relay"] == item["relay"] and header["sender"] == item["context"]["sender"], "header")
    return {"header": header, "fields": fields, "hidden": []}


# --- vectors ----------------------------------------------------------------------------------

class MessengerPeriod(Period):
    def __init__(self, said):
        super().__init__(said)
        if "held" in said:  # of another algorithm, which the page does not have
            self.KF = octets_of(said["held"]["secret"])
        else:
            self.KF = key_of(self.bytes, self.mod_secret, self.record["relayPk"])


class MessengerFile(File):
    def period(self, said):
        return MessengerPeriod(said)

    def derived(self, period):
        if period.record["alg"] == SUITE:
            own = period.relay_secret[:32]
            yield x25519_public(own), period.record["relayPk"]
            yield x25519_public(period.mod_secret), period.record["moderationPk"]
            yield key_of(period.bytes, own, period.record["moderationPk"]), period.KF

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
        M = enc({"header": header, "fields": fields})
        TF = franking_tag(octets_of(case["input"]["random"]), M)
        usual, period = self.said["unlessSaid"], self.periods["the day"]
        delivery = dec(octets_of(usual["arrival"]["delivery"]))
        return {"M": M, "TF": TF, "keyId": period.id, "KF": period.KF, "RF": reporting_tag(period.KF, TF, delivery["context"]),
                "reporterTag": reporter_tag(TF, delivery["relay"], usual["recipient"]["account"])}
