"""The README of traceback-path: a relay that keeps a trace of every message. The first check that fails gives the code."""
import hmac

from cobblestone import aes, words_of
from conventions import (
    H, anything, array, dec, enc, name, need, octets, read, record, time)
from curves import x25519_public
from message import FIELDS, HEADER, PATH, SECRETS, VALUE
from messenger import check_fields, check_statements, check_time
from sealing import SBOX, xtime
from vectors import File, message_of, octets_of, plain

SUITE = "traceback-path"
NOTHING = bytes(16)

# --- forms ------------------------------------------------------------------------------------

OUTER = record({"suite": name, "address": octets(32), "ct": octets(16)})
INNER = record({"header": anything, "fields": FIELDS, "k": octets(16), "secrets": SECRETS})
FACTS = {"relay": name, "moderation": name, "keyId": octets(32), "conversation": octets(16, 64), "sender": name,
         "timestamp": time}
DELIVERY = record({**FACTS, "recipient": name})
ENTRY = record({**FACTS, "recipients": array(name, 0, 1 << 53), "ct": octets(16)})
KEPT = octets(0, 131_072)
EVIDENCE = record({"outer": KEPT, "inner": KEPT, "delivery": KEPT})
ITEM = record({**FACTS, "recipient": name, "address": octets(32), "k": octets(16), "words": octets(0, 65_536)})
WORDS = array(lambda x: isinstance(x, list) and len(x) == 2 and PATH(x[0]) and VALUE(x[1]), 0, 128)


def read_outer(data):
    outer = read(OUTER, data, "outer")
    need(outer["suite"] == SUITE, "suite")
    return outer


# --- AES-128 backwards (FIPS 197, 5.3) --------------------------------------------------------

INVERSE = [SBOX.index(x) for x in range(256)]


def times(a, b):
    out = 0
    while b:
        out, a, b = out ^ (a if b & 1 else 0), xtime(a), b >> 1
    return out


PRODUCTS = {c: [times(x, c) for x in range(256)] for c in (9, 11, 13, 14)}


def aes_inverse(key, block):
    words = words_of(key)
    round_key = lambda r: b"".join(w.to_bytes(4, "big") for w in words[4 * r:4 * r + 4])
    s = [a ^ c for a, c in zip(block, round_key(10))]
    for r in range(9, -1, -1):
        s = [INVERSE[s[(i - 4 * (i % 4)) % 16]] for i in range(16)]  # InvShiftRows and InvSubBytes
        s = [a ^ c for a, c in zip(s, round_key(r))]
        if r > 0:
            s = [x for c in range(0, 16, 4) for x in unmixed(s[c:c + 4])]
    return bytes(s)


def unmixed(column):
    e, b, d, n = (PRODUCTS[c] for c in (14, 11, 13, 9))
    return [e[column[i]] ^ b[column[(i + 1) % 4]] ^ d[column[(i + 2) % 4]] ^ n[column[(i + 3) % 4]] for i in range(4)]


# --- what is computed -------------------------------------------------------------------------

def words_in(fields):
    return enc([[path, value] for path, value in fields if path != "forwarded"])


def address_of(k, words):
    return hmac.new(k, words, "sha3_256").digest()


def point_to(ptr, k):
    return aes(words_of(k), ptr)


def entry_of(facts, recipients, ct):
    return enc({**facts, "recipients": recipients, "ct": ct})


def reporter_tag(address, relay, account):
    return H("openfranking traceback-path reporter v1", address, relay, account)


# --- roles ------------------------------------------------------------------------------------

def frank(header, fields, secrets, forwards, k):
    need(HEADER(header), "header")
    need(FIELDS(fields), "inner")
    check_fields(fields)
    need(SECRETS(secrets), "inner")
    ptr = NOTHING if forwards is None else forwarded_key(forwards, fields)
    words = words_in(fields)
    address = address_of(k, words)
    inner = enc({"header": header, "fields": fields, "k": k, "secrets": secrets})
    need(len(inner) <= 65_536, "size")
    return {"commitment": address, "inner": inner,
            "outer": enc({"suite": SUITE, "address": address, "ct": point_to(ptr, k)})}


def forwarded_key(evidence, fields):
    inner = read(INNER, read(EVIDENCE, evidence, "item")["inner"], "inner")
    need(any(path == "forwarded" for path, _ in fields), "commitment")
    need(words_in(fields) == words_in(inner["fields"]), "commitment")
    return inner["k"]


def facts_of(period, facts):
    need(facts["sender"] is not None, "sender")
    return {"relay": facts["relay"], "moderation": facts["moderation"], "keyId": period.id,
            "conversation": facts["conversation"], "sender": facts["sender"], "timestamp": facts["acceptedAt"]}


def stamp(period, outer, facts):
    read_outer(outer)
    said = facts_of(period, facts)
    return [enc({**said, "recipient": account}) for account in facts["recipients"]]


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
    need(delivery["relay"] == me["relay"], "relay")
    need(delivery["moderation"] == me["moderation"], "moderation")
    known = me["records"].get(delivery["keyId"])
    need(known and known["relay"] == delivery["relay"] and known["moderation"] == delivery["moderation"], "key")
    need(known["alg"] == SUITE, "key")
    check_time(known, delivery["timestamp"], me["now"])
    need(me["now"] + me["minReport"] <= known["verifyUntil"], "time")
    # 5
    need(delivery["conversation"] == channel["conversation"], "conversation")
    need(delivery["sender"] == channel["sender"], "sender")
    need(delivery["recipient"] == me["account"], "addressed")
    # 6
    address = outer["address"]
    author = {it["commitment"]: it["sender"] for it in me["history"]}
    if author.get(address) == delivery["sender"]:
        return {"kind": "duplicate", "commitment": address}
    # 7
    inner = read(INNER, arrival["inner"], "inner")
    header, fields = inner["header"], inner["fields"]
    need(HEADER(header), "header")
    # 8
    for member in ("relay", "conversation", "sender"):
        need(header[member] == delivery[member], member)
    # 9
    check_fields(fields)
    # 10
    need(address_of(inner["k"], words_in(fields)) == address, "commitment")
    # 11
    warnings = check_statements(header, me["history"], author)
    return {"kind": "message", "commitment": address, "message": {"header": header, "fields": fields},
            "secrets": inner["secrets"], "seq": None, "acceptedAt": delivery["timestamp"], "warnings": warnings}


def disclose(evidence, choice):
    need(choice["reporter"]["kind"] == "named", "not-disclosable")
    need(choice["open"] == "all", "not-disclosable")
    kept = read(EVIDENCE, evidence, "item")
    outer = read_outer(kept["outer"])
    delivery = read(DELIVERY, kept["delivery"], "delivery")
    inner = read(INNER, kept["inner"], "inner")
    return enc({**delivery, "address": outer["address"], "k": inner["k"], "words": words_in(inner["fields"])})


def judge(data, me):
    # 1
    need(len(data) <= 131_072, "size")
    item = read(ITEM, data, "item")
    relay, traces = item["relay"], me["traces"]
    # 2
    need(item["moderation"] == me["moderation"], "moderation")
    period = me["keys"].get(item["keyId"])
    need(period, "unknown-key")
    need(period.record["relay"] == relay, "relay")
    need(period.record["moderation"] == item["moderation"], "moderation")
    need(period.record["alg"] == SUITE, "key")
    need(me["now"] <= period.record["verifyUntil"], "expired")
    check_time(period.record, item["timestamp"], me["now"])
    # 3
    need(item["address"] in traces, "stamp")
    entry = read(ENTRY, traces[item["address"]], "stamp")
    need(all(entry[member] == item[member] for member in FACTS), "stamp")
    need(item["recipient"] in entry["recipients"], "stamp")
    # 4
    who = me["reporter"]
    need(who["kind"] == "named" and who["relay"] == relay, "reporter")
    need(who["account"] == item["recipient"], "addressed")
    # 5
    need(address_of(item["k"], item["words"]) == item["address"], "commitment")
    # 6
    fields = read(WORDS, item["words"], "item")
    need(all(path != "forwarded" for path, _ in fields), "item")
    # 7
    check_fields(fields)
    # 8
    source = walk(item, traces)[-1]
    header = {"v": 1, "relay": relay, "conversation": item["conversation"], "sender": item["sender"], "sent": None,
              "seen": None, "kind": "message", "refs": []}
    return {"verdict": "verified-partial" if fields else "stamped", "commitment": item["address"], "relay": relay,
            "sender": source, "acceptedAt": item["timestamp"], "conversation": item["conversation"], "seq": None,
            "tag": reporter_tag(item["address"], relay, who["account"]), "addressed": "named",
            "own": who["account"] == source, "opened": {"header": header, "fields": fields, "hidden": ["forwarded"]}}


def walk(item, traces):
    """The path, the reporter first."""
    path, passed, ptr = [item["recipient"]], set(), item["k"]
    while True:
        address = address_of(ptr, item["words"])
        if address in passed or address not in traces:
            return path
        entry = read(ENTRY, traces[address], "stamp")
        if path[-1] not in entry["recipients"]:
            return path
        path.append(entry["sender"])
        passed.add(address)
        ptr = aes_inverse(ptr, entry["ct"])


# --- vectors ----------------------------------------------------------------------------------

class TracebackPathFile(File):
    def derived(self, period):
        yield x25519_public(period.relay_secret[:32]), period.record["relayPk"]
        yield x25519_public(period.mod_secret), period.record["moderationPk"]

    def frank(self, given):
        header, fields = message_of(given["message"])
        sender = given.get("sender", {})
        forwards = octets_of(sender["forwards"]) if "forwards" in sender else None
        return frank(header, fields, plain(sender.get("secrets", [])), forwards, octets_of(given["random"]))

    def stamp(self, given):
        return stamp(self.periods[given["period"]], octets_of(given["outer"]), plain(given["facts"]))

    def receive(self, given):
        return receive(self.arrival(given), self.channel(given), self.recipient(given))

    def disclose(self, given):
        return disclose(self.octets(given, "evidence"), given["choice"])

    def judge(self, given):
        me = self.moderator(given)
        traces = {bytes.fromhex(address): octets_of(entry) for address, entry in me["traces"].items()}
        return judge(self.octets(given, "item"), me | {"traces": traces})

    def intermediates(self, case):
        """Every value on the way, by its name on the page."""
        given = case["input"]
        _, fields = message_of(given["message"])
        k, words = octets_of(given["random"]), words_in(fields)
        forwards = given.get("sender", {}).get("forwards")
        ptr = NOTHING if forwards is None else forwarded_key(octets_of(forwards), fields)
        ct, address = point_to(ptr, k), address_of(k, words)
        usual = self.said["unlessSaid"]
        delivery = dec(octets_of(usual["arrival"]["delivery"]))
        facts = {member: delivery[member] for member in FACTS}
        return {"words": words, "addr": address, "ptr": ptr, "ct": ct, "keyId": self.periods["the day"].id,
                "entry": entry_of(facts, ["a1", "b2"], ct),
                "reporterTag": reporter_tag(address, delivery["relay"], usual["recipient"]["account"])}
