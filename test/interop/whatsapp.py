"""schemes/whatsapp-token-v2/README.md: every role of the scheme."""
from conventions import (
    H, HMAC, b, dec, either, enc, frame, hkdf, name, need, nothing, octets, one_of, raw_hmac, read, record, time, u64)
from curves import x25519_public
from message import FIELDS, HEADER, SECRETS, check_shape, check_types
from roles import check_history, period_keys
from stamped import StampedPeriod
from vectors import File, message_of, octets_of, plain

SUITE = "whatsapp-token-v2"
HEX = set("0123456789abcdef")
BYTES = octets(0, 131_072)
OUTER = record({"suite": name, "id": lambda x: isinstance(x, str) and len(x) == 32 and set(x) <= HEX,
                "token": either(nothing, octets(16))})
INNER = record({"message": octets(0, 65_536), "messageSecret": octets(32), "secrets": SECRETS})
DELIVERY = record({"relay": name, "moderation": name, "keyId": octets(32), "sender": name,
                   "conversation": octets(16, 64), "timestamp": time, "tag": octets(32)})
EVIDENCE = record({"outer": BYTES, "inner": BYTES, "delivery": BYTES})
OPENED = record({"kind": one_of("message"), "outer": BYTES, "delivery": BYTES, "messageSecret": octets(32),
                 "reportable": octets(1, 65_536)})
WITHHELD = record({"kind": one_of("withheld"), "outer": BYTES, "delivery": BYTES})

# --- the message ------------------------------------------------------------------------------

# By number: a name and what it holds, or a message; in a list, a repeated one.
SENT = {1: ("device", bytes), 2: ("n", int)}
SEEN = {1: ("seq", int), 2: ("commitment", bytes)}
REFERENCE = {1: ("rel", str), 2: ("commitment", bytes)}
CONTEXT = {1: ("forwarded", bool), 2: ("sentAt", int), 3: ("kind", str), 4: ("sent", SENT), 5: ("seen", SEEN),
           6: ("refs", [REFERENCE])}
ATTACHMENT = {1: ("commitment", bytes), 2: ("mediaType", str), 3: ("name", str), 4: ("bytes", int)}
MESSAGE = {1: ("text", str), 2: ("quote", {1: ("author", str), 2: ("text", str)}),
           3: ("preview", {1: ("url", str), 2: ("title", str), 3: ("description", str)}),
           4: ("attachments", [ATTACHMENT]), 5: ("context", CONTEXT), 6: ("reaction", str), 7: ("groupName", str)}
UNCOVERED = ["group/name", "reaction", "sentAt"]


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    return bytes(out) + bytes([n])


def write(form, value):
    return b"".join(write_member(n, name, held, value.get(name)) for n, (name, held) in sorted(form.items()))


def write_member(n, name, held, value):
    if value is None:
        return b""
    if isinstance(held, list):
        return b"".join(write_member(n, name, held[0], one) for one in value)
    if held in (int, bool):
        return varint(n << 3) + varint(int(value))
    data = write(held, value) if isinstance(held, dict) else b(value)
    return b"" if isinstance(held, dict) and not data else varint(n << 3 | 2) + varint(len(data)) + data


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        need(self.at + n <= len(self.data), "encoding")
        self.at += n
        return self.data[self.at - n:self.at]

    def varint(self):
        n = shift = 0
        while True:
            byte = self.take(1)[0]
            n |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                need((byte or shift == 7) and n < 1 << 64, "encoding")
                return n


def parse(form, data):
    """A message in its one form, by the names of its members."""
    reader, out, last = Reader(data), {}, 0
    while reader.at < len(data):
        tag = reader.varint()
        number, wire = tag >> 3, tag & 7
        need(number in form, "encoding")
        name, held = form[number]
        repeated = isinstance(held, list)
        need(number > last or (repeated and number == last), "encoding")
        last = number
        value = parse_value(held[0] if repeated else held, wire, reader)
        if repeated:
            out.setdefault(name, []).append(value)
        else:
            out[name] = value
    return out


def parse_value(held, wire, reader):
    need(wire == (0 if held in (int, bool) else 2), "encoding")
    n = reader.varint()
    if held is bool:
        need(n < 2, "encoding")
        return n == 1
    if held is int:
        need(n < 1 << 53, "encoding")
        return n
    data = reader.take(n)
    if isinstance(held, dict):
        need(data, "encoding")
        return parse(held, data)
    return data if held is bytes else text_of(data)


def text_of(data):
    try:
        x = data.decode("utf-8")
    except UnicodeError:
        x = "\ufeff"
    need(not x.startswith("\ufeff"), "encoding")
    return x


def to_message(header, fields):
    said = dict(fields)

    def under(prefix):
        return {p[len(prefix):]: v for p, v in fields if p.startswith(prefix)} or None

    numbers = {int(p.split("/")[1]) for p in said if p.startswith("attachments/")}
    context = {k: header[k] for k in ("kind", "sent", "seen", "refs")}
    return {"text": said.get("text"), "quote": under("quote/"), "preview": under("preview/"),
            "attachments": [under(f"attachments/{i}/") for i in sorted(numbers)],
            "context": context | {k: said[k] for k in ("forwarded", "sentAt") if k in said},
            "reaction": said.get("reaction"), "groupName": said.get("group/name")}


def fields_of(message):
    """In bytewise order of their paths."""
    context = message.get("context", {})
    found = {p: message[p] for p in ("text", "reaction") if p in message}
    found |= {p: context[p] for p in ("forwarded", "sentAt") if p in context}
    found |= {"group/name": message["groupName"]} if "groupName" in message else {}
    for group in ("quote", "preview"):
        found |= {f"{group}/{k}": v for k, v in message.get(group, {}).items()}
    for i, one in enumerate(message.get("attachments", [])):
        found |= {f"attachments/{i}/{k}": v for k, v in one.items()}
    return [[p, found[p]] for p in sorted(found, key=str.encode)]


def header_of(message, delivery):
    context = message.get("context", {})
    own = {"seen": None, "refs": []} | {k: context[k] for k in ("kind", "sent", "seen", "refs") if k in context}
    return {"v": 1, **{k: delivery[k] for k in ("relay", "conversation", "sender")}, **own}


def part_of(message):
    """The reportable part, encoded."""
    kept = {k: v for k, v in message.items() if k not in ("reaction", "groupName")}
    kept["context"] = {k: v for k, v in message.get("context", {}).items() if k == "forwarded"}
    return write(MESSAGE, kept)


# --- key, token, name, tag --------------------------------------------------------------------

def info_of(id, sender, conversation):
    return b(id) + b(sender) + b(conversation.hex()) + b"Report Token"


def key_of(secret, info):
    return hkdf(b"", secret, info, 32)


def token_of(secret, id, sender, conversation, part):
    return raw_hmac(key_of(secret, info_of(id, sender, conversation)), part)[:16] if part else None


def name_of(id, token):
    return H("openfranking whatsapp-token-v2 name v1", SUITE, id, token or b"")


def tag_of(K, outer, said):
    return HMAC(K, frame("openfranking whatsapp-token-v2 tag v1", outer["id"], outer["token"] or b"", said["sender"],
                         said["conversation"], u64(said["timestamp"])))


# --- roles ------------------------------------------------------------------------------------

def do_frank(header, fields, secrets, random):
    need(HEADER(header), "header")
    need(FIELDS(fields), "inner")
    check_shape([p for p, _ in fields])
    check_types(fields)
    need(SECRETS(secrets), "inner")
    enc({"header": header, "fields": fields})
    message, secret, id = to_message(header, fields), random[:32], random[32:].hex()
    token = token_of(secret, id, header["sender"], header["conversation"], part_of(message))
    inner = enc({"message": write(MESSAGE, message), "messageSecret": secret, "secrets": secrets})
    need(len(inner) <= 65_536, "size")
    return {"commitment": name_of(id, token), "inner": inner, "outer": enc({"suite": SUITE, "id": id, "token": token})}


def read_outer(data):
    outer = read(OUTER, data, "outer")
    need(outer["suite"] == SUITE, "suite")
    return outer


def do_stamp(period, data, facts):
    outer = read_outer(data)
    need(facts["sender"] is not None, "sender")
    said = {k: facts[k] for k in ("relay", "moderation", "sender", "conversation")}
    said |= {"keyId": period.id, "timestamp": facts["acceptedAt"]}
    delivery = enc(said | {"tag": tag_of(period.K, outer, said)})
    return [delivery for _ in facts["recipients"]]


def within(of, timestamp, now):
    need(of["notBefore"] <= timestamp <= of["notAfter"] and timestamp <= now + 300_000, "time")


def do_receive(arrival, channel, me):
    # 1
    for part, most in (("outer", 1024), ("inner", 65_536), ("delivery", 4096)):
        need(len(arrival[part]) <= most, "size")
    outer = read_outer(arrival["outer"])
    need(channel["suite"] == SUITE, "suite")
    # 2
    said = read(DELIVERY, arrival["delivery"], "delivery")
    for member in ("relay", "moderation"):
        need(said[member] == me[member], member)
    known = me["records"].get(said["keyId"])
    need(known and all(known[k] == said[k] for k in ("relay", "moderation")) and known["alg"] == SUITE, "key")
    within(known, said["timestamp"], me["now"])
    need(me["now"] + me["minReport"] <= known["verifyUntil"], "time")
    # 3
    for member in ("conversation", "sender"):
        need(said[member] == channel[member], member)
    # 4
    commitment = name_of(outer["id"], outer["token"])
    if any((it["commitment"], it["sender"]) == (commitment, said["sender"]) for it in me["history"]):
        return {"kind": "duplicate", "commitment": commitment}
    # 5
    inner = read(INNER, arrival["inner"], "inner")
    message = parse(MESSAGE, inner["message"])
    header, fields = header_of(message, said), fields_of(message)
    need(HEADER(header), "header")
    need(FIELDS(fields), "inner")
    # 6
    check_shape([p for p, _ in fields])
    check_types(fields)
    # 7
    check_token(outer, said, inner["messageSecret"], part_of(message))
    # 8
    at = {it["seq"]: it["commitment"] for it in me["history"]}
    warnings = check_history(header, 1 << 60, me["history"], at)
    return {"kind": "message", "commitment": commitment, "secrets": inner["secrets"], "seq": None,
            "acceptedAt": said["timestamp"], "warnings": warnings, "message": {"header": header, "fields": fields}}


def check_token(outer, said, secret, part):
    need(token_of(secret, outer["id"], said["sender"], said["conversation"], part) == outer["token"], "commitment")


def do_disclose(evidence, choice):
    kept = read(EVIDENCE, evidence, "item")
    outer = read_outer(kept["outer"])
    read(DELIVERY, kept["delivery"], "delivery")
    stamped = {"outer": kept["outer"], "delivery": kept["delivery"]}
    withheld = enc({"kind": "withheld", **stamped})
    if choice == "withheld":
        return withheld
    inner = read(INNER, kept["inner"], "inner")
    message = parse(MESSAGE, inner["message"])
    if choice != "all":
        need(choice["paths"] and set(choice["paths"]) == {p for p, _ in fields_of(message)}, "not-disclosable")
    if outer["token"] is None:
        return withheld
    return enc({"kind": "message", **stamped, "messageSecret": inner["messageSecret"], "reportable": part_of(message)})


def do_judge(data, me):
    # 1
    need(len(data) <= 131_072, "size")
    item = dec(data)
    need(OPENED(item) or WITHHELD(item), "item")
    # 2, 3
    outer, said = read_outer(item["outer"]), read(DELIVERY, item["delivery"], "delivery")
    # 4
    need(said["moderation"] == me["moderation"], "moderation")
    period = me["keys"].get(said["keyId"])
    need(period, "unknown-key")
    of = period.record
    for member in ("relay", "moderation"):
        need(of[member] == said[member], member)
    need(of["alg"] == SUITE, "key")
    need(me["now"] <= of["verifyUntil"], "expired")
    within(of, said["timestamp"], me["now"])
    # 5
    need(tag_of(period.K, outer, said) == said["tag"], "stamp")
    opened = do_open(item, outer, said) if item["kind"] == "message" else None
    who = me["reporter"]
    return {"verdict": "verified-partial" if opened else "stamped", "commitment": name_of(outer["id"], outer["token"]),
            "seq": None, "tag": None, "addressed": None, "acceptedAt": said["timestamp"], "opened": opened,
            "own": who["kind"] == "named" and (who["relay"], who["account"]) == (said["relay"], said["sender"]),
            **{k: said[k] for k in ("relay", "sender", "conversation")}}


def do_open(item, outer, said):
    # 6
    message = parse(MESSAGE, item["reportable"])
    fields = fields_of(message)
    need(part_of(message) == item["reportable"] and FIELDS(fields), "item")
    # 7
    check_token(outer, said, item["messageSecret"], item["reportable"])
    # 8
    check_shape([p for p, _ in fields])
    check_types(fields)
    header = header_of({}, said) | {"sent": None, "kind": "message"}
    return {"header": header, "fields": fields, "hidden": UNCOVERED}


class WhatsappFile(File):
    def period(self, said):
        return StampedPeriod(said)

    def derived(self, period):
        if period.record["alg"] == SUITE:
            yield x25519_public(period.relay_secret), period.record["relayPk"]
            yield x25519_public(period.mod_secret), period.record["moderationPk"]
            yield period_keys(period.bytes, period.relay_secret, period.record["moderationPk"]), [period.K, period.KA]

    def frank(self, given):
        secrets = plain(given.get("sender", {}).get("secrets", []))
        return do_frank(*message_of(given["message"]), secrets, octets_of(given["random"]))

    def stamp(self, given):
        return do_stamp(self.periods[given["period"]], octets_of(given["outer"]), plain(given["facts"]))

    def receive(self, given):
        return do_receive(self.arrival(given), self.channel(given), self.recipient(given))

    def disclose(self, given):
        return do_disclose(self.octets(given, "evidence"), given["choice"]["open"])

    def judge(self, given):
        return do_judge(self.octets(given, "item"), self.moderator(given))

    def intermediates(self, case):
        """Every value on the way, by its name on the page, and the tag of the first vector's delivery."""
        (header, fields), random = message_of(case["input"]["message"]), octets_of(case["input"]["random"])
        message, secret, id = to_message(header, fields), random[:32], random[32:].hex()
        part, info = part_of(message), info_of(id, header["sender"], header["conversation"])
        token = token_of(secret, id, header["sender"], header["conversation"], part)
        period, said = self.periods["the day"], dec(octets_of(self.said["unlessSaid"]["arrival"]["delivery"]))
        return {"message": write(MESSAGE, message), "part": part, "info": info, "key": key_of(secret, info),
                "token": token or b"", "name": name_of(id, token), "keyId": period.id, "K": period.K, "KA": period.KA,
                "tag": tag_of(period.K, {"id": id, "token": token}, said)}
