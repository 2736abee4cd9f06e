"""schemes/mimi-06/README.md: every role of the scheme."""
from conventions import (
    HMAC, Refused, array, b, enc, frame, head, hkdf, need, octets, pair, raw_hmac, read, record, time, u16, u64)
from curves import ed_public, ed_sign, ed_verify, point, x25519, x25519_public
from message import FIELDS, HEADER, PATH, SECRETS, VALUE, check_shape, check_types
from mimi_content import (
    MARK, Content, Tls, V, frank_bytes, is_bytes, parts, room_of, room_uri, user_of, user_uri)
from roles import check_history, key_id
from vectors import File, Period, message_of, octets_of, plain

SUITE = "mimi-06"
BYTES = octets(0, 131_072)
DELIVERY = record({"keyId": octets(32), "frank": octets(0, 256), "acceptedAt": time})
EVIDENCE = record({"outer": BYTES, "inner": BYTES, "delivery": BYTES})
ITEM = record({"keyId": octets(32), "message": BYTES})
STATEMENT = record({"header": lambda x: True, "fields": array(pair(PATH, VALUE), 0, 128)})

# --- what our clients say ---------------------------------------------------------------------

def application_data(header, fields, salt):
    """The one content of a message."""
    text = dict(map(tuple, fields)).get("text")
    said = enc({"header": header, "fields": [f for f in fields if f[0] != "text"]})
    extensions = [(1, user_uri(header["relay"], header["sender"])), (2, room_uri(header["relay"], header["conversation"])),
                  ("openfranking", said)]
    body = [1, "", 0] if text is None else [1, "", 1, "text/plain;charset=utf-8", b(text)]
    table = head(5, 3) + b"".join(enc(k) + enc(v) for k, v in extensions)
    return head(4, 7) + enc(salt) + enc(None) + enc(b"") + enc(None) + enc(None) + table + enc(body)


def text_in(part):
    if part[2] != 1 or not part[3][:5].lower() == "text/":
        return None
    try:
        return part[4].decode("utf-8").lstrip(MARK)
    except UnicodeError:
        return None


def message_in(content):
    """Step 9 of receive."""
    said = content.extensions.get("openfranking")
    need(is_bytes(said), "inner")
    said = read(STATEMENT, said, "inner")
    header = said["header"]
    need(HEADER(header), "header")
    text = text_in(content.root)
    fields = said["fields"] + ([] if text is None else [["text", text]])
    need(FIELDS(fields), "inner")
    check_shape([p for p, _ in fields])
    check_types(fields)
    need(application_data(header, fields, content.salt) == content.data, "inner")
    return header, fields


def opened_of(content):
    try:
        header, fields = message_in(content)
        return {"header": header, "fields": fields, "hidden": []}
    except Refused:
        return foreign_of(content)


def foreign_of(content):
    (relay, sender), (_, conversation) = user_of(content.extensions[1]), room_of(content.extensions[2])
    kind = "message" if content.replaces is None else "delete" if content.root[2] == 0 else "edit"
    texts, files, hidden = [], [], []
    for i, part in enumerate(parts(content.root)):
        text = text_in(part)
        if text is not None:
            texts.append(text)
        elif part[2] == 2 and is_file(part) and len(files) < 10:
            files.append(part)
        elif part[2] in (1, 2):
            hidden.append(f"parts/{i}")
    fields = []
    for i, part in enumerate(files):
        named = {"bytes": part[6], "commitment": part[12], "mediaType": part[3], "name": part[14]}
        fields += [[f"attachments/{i}/{k}", v] for k, v in named.items()]
    if texts:
        fields.append(["text", "\n\n".join(texts)])
    header = {"v": 1, "relay": relay, "conversation": conversation, "sender": sender, "sent": None, "seen": None, "kind": kind,
              "refs": []}
    return {"header": header, "fields": fields, "hidden": hidden}


def is_file(part):
    return part[11] == 1 and len(part[12]) == 32 and 1 <= len(part[3]) <= 128 and part[6] < 1 << 53


# --- franks -----------------------------------------------------------------------------------

def hub_keys(encoded, secret, other):
    """hub_key and KA."""
    z = x25519(secret, other)
    need(any(z), "key")
    return [hkdf(key_id(encoded), z, frame(f"openfranking {which} v1", encoded), 32)
            for which in ("mimi-hub-key", "reporter-key")]


def context_of(sender_uri, place, accepted):
    return V(sender_uri) + V(place) + u64(accepted)


def signed(server_frank, suite, context):
    return V("MLS 1.0 FrankingIntegrityTBS") + V(server_frank + suite + context)


def franking_key(record):
    need(len(record["relayPk"]) == 64 and point(record["relayPk"][32:]) is not None, "key")
    return record["relayPk"][32:]


def check_signature(record, frank, context):
    key = franking_key(record)
    need(ed_verify(key, signed(frank["server_frank"], frank["suite"], context), frank["signature"]), "stamp")


def check_time(record, accepted, now):
    need(record["notBefore"] <= accepted <= record["notAfter"], "time")
    need(accepted <= now + 300_000, "time")


def do_frank(message, salt, secrets):
    header, fields = message
    need(HEADER(header), "header")
    need(FIELDS(fields), "inner")
    check_shape([p for p, _ in fields])
    check_types(fields)
    need(SECRETS(secrets), "inner")
    need(not secrets, "inner")
    enc([header, fields])
    data = application_data(header, fields, salt)
    need(len(data) <= 65_536, "size")
    tag = raw_hmac(salt, data)
    return {"commitment": tag, "outer": tag, "inner": data}


def do_stamp(period, tag, facts):
    need(len(tag) == 32, "outer")
    need(facts["sender"] is not None, "sender")
    values = frank_values(period, tag, user_uri(facts["relay"], facts["sender"]),
                          room_uri(facts["relay"], facts["conversation"]), facts["acceptedAt"])
    frank = frank_bytes({"server_frank": values["server_frank"], "suite": u16(1), "signature": values["signature"]})
    return [enc({"keyId": period.id, "frank": frank, "acceptedAt": facts["acceptedAt"]}) for _ in facts["recipients"]]


def frank_values(period, tag, sender_uri, place, accepted):
    context = context_of(sender_uri, place, accepted)
    server_frank = HMAC(period.hub_key, tag + context)
    return {"franking_tag": tag, "context": context, "server_frank": server_frank, "keyId": period.id,
            "hub_key": period.hub_key, "signature": ed_sign(period.seed, signed(server_frank, u16(1), context))}


def read_delivery(data):
    said = read(DELIVERY, data, "delivery")
    tls = Tls(said["frank"])
    frank = tls.frank()
    tls.end()
    return said, frank


def do_receive(arrival, channel, me):
    # 1
    need(len(arrival["inner"]) <= 65_536 and len(arrival["delivery"]) <= 4096, "size")
    need(channel["suite"] == SUITE, "suite")
    tag = arrival["outer"]
    need(len(tag) == 32, "outer")
    # 2
    said, frank = read_delivery(arrival["delivery"])
    # 3
    known = me["records"].get(said["keyId"])
    need(known and all(known[k] == me[k] for k in ("relay", "moderation")) and known["alg"] == SUITE, "key")
    check_time(known, said["acceptedAt"], me["now"])
    need(me["now"] + me["minReport"] <= known["verifyUntil"], "time")
    need(frank["suite"] == u16(1), "suite")
    # 4
    history = me["history"]
    for it in history:
        if it["commitment"] == tag:
            need(it["sender"] == channel["sender"], "sender")
            return {"kind": "duplicate", "commitment": tag}
    # 5
    content = Content(arrival["inner"])
    # 6
    sender_uri, place = user_uri(me["relay"], channel["sender"]), room_uri(me["relay"], channel["conversation"])
    need(content.extensions.get(1) == sender_uri, "sender")
    need(content.extensions.get(2) == place, "conversation")
    # 7
    check_signature(known, frank, context_of(sender_uri, place, said["acceptedAt"]))
    # 8
    need(content.tag() == tag, "commitment")
    # 9
    header, fields = message_in(content)
    # 10
    at = {it["seq"]: it["commitment"] for it in history}
    warnings = check_history(header, 1 << 53, history, at)
    return {"kind": "message", "commitment": tag, "secrets": [], "seq": None, "acceptedAt": said["acceptedAt"],
            "warnings": warnings, "message": {"header": header, "fields": fields}}


def disclose(evidence, choice):
    kept = read(EVIDENCE, evidence, "item")
    said, frank = read_delivery(kept["delivery"])
    need(choice != "withheld", "not-disclosable")
    _, fields = message_in(Content(kept["inner"]))
    need(choice == "all" or set(choice["paths"]) == {p for p, _ in fields}, "not-disclosable")
    return enc({"keyId": said["keyId"], "message": V(kept["inner"]) + frank_bytes(frank) + u64(said["acceptedAt"])})


def judge(item, me):
    # 1
    need(len(item) <= 131_072, "size")
    item = read(ITEM, item, "item")
    tls = Tls(item["message"])
    data, frank, accepted = tls.vector(), tls.frank(), tls.time()
    tls.end()
    need(len(data) <= 65_536, "size")
    content = Content(data)
    # 2
    uris = content.extensions.get(1), content.extensions.get(2)
    user, room = user_of(uris[0]), room_of(uris[1])
    need(user and room, "header")
    (relay, sender), (place, conversation) = user, room
    need(relay == place, "relay")
    # 3
    period = me["keys"].get(item["keyId"])
    need(period, "unknown-key")
    known = period.record
    need(known["relay"] == relay, "relay")
    need(known["moderation"] == me["moderation"], "moderation")
    need(known["alg"] == SUITE, "key")
    need(me["now"] <= known["verifyUntil"], "expired")
    check_time(known, accepted, me["now"])
    need(frank["suite"] == u16(1), "suite")
    # 4
    context = context_of(*uris, accepted)
    need(HMAC(period.hub_key, content.tag() + context) == frank["server_frank"], "stamp")
    check_signature(known, frank, context)
    # 5
    by = me["reporter"]
    need(by["kind"] == "anonymous" or by["relay"] == relay, "reporter")
    opened = opened_of(content)
    return {"verdict": "verified-partial" if opened["hidden"] else "verified", "commitment": content.tag(), "tag": None,
            "relay": relay, "sender": sender, "conversation": conversation, "seq": None, "acceptedAt": accepted,
            "addressed": None, "own": by["kind"] == "named" and by["account"] == sender, "opened": opened}


# --- the file ---------------------------------------------------------------------------------

class MimiPeriod(Period):
    def __init__(self, said):
        super().__init__(said)
        self.relay_secret, self.seed = self.relay_secret[:32], self.relay_secret[32:]
        self.held = "held" in said
        if self.held:  # of a record that no side derives keys of
            self.hub_key, self.KA = octets_of(said["held"]["secret"]), octets_of(said["held"]["reporterKey"])
        else:
            self.hub_key, self.KA = hub_keys(self.bytes, self.mod_secret, self.record["relayPk"][:32])


class MimiFile(File):
    def period(self, said):
        return MimiPeriod(said)

    def derived(self, period):
        if not period.held:
            yield x25519_public(period.relay_secret) + ed_public(period.seed), period.record["relayPk"]
            yield x25519_public(period.mod_secret), period.record["moderationPk"]
            yield hub_keys(period.bytes, period.relay_secret, period.record["moderationPk"]), [period.hub_key, period.KA]

    def frank(self, given):
        secrets = plain(given.get("sender", {}).get("secrets", []))
        return do_frank(message_of(given["message"]), octets_of(given["random"]), secrets)

    def stamp(self, given):
        return do_stamp(self.periods[given["period"]], octets_of(given["outer"]), plain(given["facts"]))

    def receive(self, given):
        return do_receive(self.arrival(given), self.channel(given), self.recipient(given))

    def disclose(self, given):
        return disclose(self.octets(given, "evidence"), given["choice"]["open"])

    def judge(self, given):
        return judge(self.octets(given, "item"), self.moderator(given))

    def intermediates(self, case):
        """Every value on the way, by its name in the README."""
        header, fields = message_of(case["input"]["message"])
        data = application_data(header, fields, octets_of(case["input"]["random"]))
        accepted = read_delivery(octets_of(self.said["unlessSaid"]["arrival"]["delivery"]))[0]["acceptedAt"]
        uris = user_uri(header["relay"], header["sender"]), room_uri(header["relay"], header["conversation"])
        return frank_values(self.periods["the day"], Content(data).tag(), *uris, accepted)
