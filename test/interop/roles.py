"""stamp.md, receive.md, item.md and judge.md: what relay, recipient and moderation do. The first check that fails gives the code."""
from conventions import (
    H, HMAC, anything, count, dec, enc, frame, hkdf, name, need, octets, one_of, read, record, time)
from curves import x25519
from message import HEADER, OUTER, check_must_open, check_shape, check_types

# --- stamp.md ---------------------------------------------------------------------------------

RECORD_MEMBERS = {
    "v": one_of(1), "relay": name, "moderation": name, "alg": name, "relayPk": octets(0, 4096),
    "moderationPk": octets(0, 4096), "notBefore": time, "notAfter": time, "verifyUntil": time}
CONTEXT = record({
    "v": one_of(1), "relay": name, "moderation": name, "keyId": octets(32), "conversation": octets(16, 64),
    "epoch": count, "sender": name, "seq": count, "acceptedAt": time})
DELIVERY = record({"context": CONTEXT, "stamp": octets(32), "addressed": octets(32), "blind": octets(32)})
ALG = "hmac-sha256"


def is_record(x):
    return (record(RECORD_MEMBERS)(x) and x["notBefore"] < x["notAfter"] <= x["verifyUntil"]
            and x["notAfter"] - x["notBefore"] <= 86_400_000)


def key_id(encoded):
    return H("openfranking stamp-key-id v1", encoded)


def period_keys(encoded, secret, other):
    """K and KA."""
    z = x25519(secret, other)
    need(any(z), "key")
    return [hkdf(key_id(encoded), z, frame(f"openfranking {which} v1", encoded), 32) for which in ("stamp-key", "reporter-key")]


def digest(suite, C, context):
    return H("openfranking stamped v1", suite.name, C, enc(context))


def stamp_of(K, d):
    return HMAC(K, frame("openfranking stamp v1", d))


def blind_of(blind_key, d, account):
    return HMAC(blind_key, frame("openfranking recipient-blind v1", d, account))


def tag_of(blind, relay, account):
    return H("openfranking recipient v1", blind, relay, account)


def addressed_of(K, d, tag):
    return HMAC(K, frame("openfranking addressed v1", d, tag))


def do_stamp(suite, period, outer, facts):
    """One delivery for each recipient."""
    outer = read(OUTER, outer, "outer")
    need(outer["suite"] == suite.name, "suite")
    need(facts["sender"] is not None, "sender")
    context = {k: facts[k] for k in ("relay", "moderation", "conversation", "epoch", "sender", "seq", "acceptedAt")}
    context |= {"v": 1, "keyId": period.id}
    d = digest(suite, outer["commitment"], context)
    out = []
    for account in facts["recipients"]:
        blind = blind_of(period.blind_key, d, account)
        tag = tag_of(blind, context["relay"], account)
        out.append(enc({"context": context, "stamp": stamp_of(period.K, d), "blind": blind,
                        "addressed": addressed_of(period.K, d, tag)}))
    return out


# --- receive.md -------------------------------------------------------------------------------

def do_receive(suite, arrival, channel, me):
    """`me.records` gives a record by keyId; `me.history` is what was accepted before."""
    # 1
    for part, most in (("outer", 1024), ("inner", 65_536), ("delivery", 4096)):
        need(len(arrival[part]) <= most, "size")
    outer = read(OUTER, arrival["outer"], "outer")
    need(outer["suite"] == suite.name == channel["suite"], "suite")
    # 2
    context = read(DELIVERY, arrival["delivery"], "delivery")["context"]
    need(context["relay"] == me["relay"], "relay")
    need(context["moderation"] == me["moderation"], "moderation")
    known = me["records"].get(context["keyId"])
    need(known and all(known[k] == context[k] for k in ("relay", "moderation")) and known["alg"] == ALG, "key")
    need(known["notBefore"] <= context["acceptedAt"] <= known["notAfter"], "time")
    need(context["acceptedAt"] <= me["now"] + 300_000, "time")
    need(me["now"] + me["minReport"] <= known["verifyUntil"], "time")
    # 3
    for member in ("conversation", "epoch", "sender"):
        need(context[member] == channel[member], member)
    # 4
    C = outer["commitment"]
    history = me["history"]
    at = {it["seq"]: it["commitment"] for it in history}
    if context["seq"] in at:
        need(at[context["seq"]] == C, "equivocation")
        return {"kind": "duplicate", "commitment": C}
    # 5
    inner = suite.read_inner(arrival["inner"])
    header = inner["header"]
    need(HEADER(header), "header")
    for member in ("relay", "conversation", "sender"):
        need(header[member] == context[member], member)
    # 6
    fields = suite.unseal(inner, header, C)
    check_shape([p for p, _ in fields])
    check_types(fields)
    # 7
    suite.check_commitment(inner, header, C)
    # 8
    warnings = check_history(header, context["seq"], history, at)
    return {"kind": "message", "commitment": C, "secrets": inner["secrets"], "seq": context["seq"],
            "acceptedAt": context["acceptedAt"], "warnings": warnings,
            "message": {"header": header, "fields": fields}}


CHANGES = {"edit": "edit", "delete": "delete", "reaction": "react"}


def check_history(header, seq, history, at):
    seen, sent, refs = header["seen"], header["sent"], header["refs"]
    need(seen is None or seen["seq"] < seq, "seen")
    used = [it["n"] for it in history if (it["sender"], it["device"]) == (header["sender"], sent["device"])]
    need(sent["n"] not in used, "sent")
    changing = [r["rel"] for r in refs if r["rel"] in CHANGES.values()]
    need(changing == [CHANGES[header["kind"]]] if header["kind"] in CHANGES else not changing, "refs")
    author = {it["commitment"]: it["sender"] for it in history}
    for r in refs:
        foreign = author.get(r["commitment"], header["sender"]) != header["sender"]
        need(not (foreign and r["rel"] in ("edit", "delete")), "refs")
    warnings = []
    if seen is not None and at.get(seen["seq"], seen["commitment"]) != seen["commitment"]:
        warnings.append("seen-mismatch")
    if used and sent["n"] > max(used) + 1:
        warnings.append("sent-gap")
    if any(r["commitment"] not in author for r in refs):
        warnings.append("refers-to-unknown")
    return warnings


# --- item.md ----------------------------------------------------------------------------------

BYTES = octets(0, 131_072)
EVIDENCE = record({"outer": BYTES, "inner": BYTES, "delivery": BYTES})
STAMPED = {"outer": BYTES, "context": CONTEXT, "stamp": octets(32), "addressed": octets(32)}
REPORTER = {"blind": octets(32), "tag": octets(32)}
MESSAGE_ITEM = record({"kind": one_of("message"), **STAMPED, "header": anything, "opening": anything}, REPORTER)
WITHHELD_ITEM = record({"kind": one_of("withheld"), **STAMPED}, REPORTER)


def disclose(suite, evidence, choice, account):
    """`account` is None for a named reporter."""
    kept = read(EVIDENCE, evidence, "item")
    delivery = read(DELIVERY, kept["delivery"], "delivery")
    item = {"outer": kept["outer"], **{k: delivery[k] for k in ("context", "stamp", "addressed")}}
    if account is None:
        item["blind"] = delivery["blind"]
    else:
        item["tag"] = tag_of(delivery["blind"], delivery["context"]["relay"], account)
    if choice == "withheld":
        return enc({"kind": "withheld", **item})
    inner = suite.read_inner(kept["inner"])
    header = inner["header"]
    need(HEADER(header), "header")
    C = read(OUTER, kept["outer"], "outer")["commitment"]
    shape = [p for p, _ in suite.unseal(inner, header, C)]
    paths = shape if choice == "all" else choice["paths"]
    need(paths and set(paths) <= set(shape), "not-disclosable")
    opening = suite.open(inner, header, C, paths)
    return enc({"kind": "message", **item, "header": header, "opening": opening})


# --- judge.md ---------------------------------------------------------------------------------

def judge(suite, item, me):
    """`me.keys` gives a period by keyId."""
    # 1
    need(len(item) <= 131_072, "size")
    item = dec(item)
    need(MESSAGE_ITEM(item) or WITHHELD_ITEM(item), "item")
    # 2
    outer, context = read(OUTER, item["outer"], "outer"), item["context"]
    need(outer["suite"] == suite.name, "suite")
    # 3
    need(context["moderation"] == me["moderation"], "moderation")
    # 4
    period = me["keys"].get(context["keyId"])
    need(period, "unknown-key")
    of = period.record
    need(of["relay"] == context["relay"], "relay")
    need(of["moderation"] == context["moderation"], "moderation")
    need(of["alg"] == ALG, "key")
    # 5
    need(me["now"] <= of["verifyUntil"], "expired")
    need(of["notBefore"] <= context["acceptedAt"] <= of["notAfter"], "time")
    need(context["acceptedAt"] <= me["now"] + 300_000, "time")
    # 6
    d = digest(suite, outer["commitment"], context)
    need(stamp_of(period.K, d) == item["stamp"], "stamp")
    # 7
    who, named = me["reporter"], me["reporter"]["kind"] == "named"
    need(("blind" in item, "tag" in item) == (named, not named), "reporter")
    if named:
        need(who["relay"] == context["relay"], "reporter")
    tag = tag_of(item["blind"], who["relay"], who["account"]) if named else item["tag"]
    need(addressed_of(period.K, d, tag) == item["addressed"], "addressed")
    opened = check_opening(suite, item, context, outer["commitment"]) if item["kind"] == "message" else None
    verdict = "stamped" if opened is None else "verified-partial" if opened["hidden"] else "verified"
    return {"verdict": verdict, "opened": opened, "commitment": outer["commitment"], "tag": tag,
            "addressed": "named" if named else "bearer", "own": named and who["account"] == context["sender"],
            **{k: context[k] for k in ("relay", "sender", "conversation", "seq", "acceptedAt")}}


def check_opening(suite, item, context, C):
    # 8
    header = item["header"]
    need(HEADER(header), "header")
    shown, shape = suite.reopen(header, item["opening"], C)
    check_shape(shape)
    # 9
    check_types(shown)
    # 10
    need(all(header[k] == context[k] for k in ("relay", "conversation", "sender")), "header")
    need(header["seen"] is None or header["seen"]["seq"] < context["seq"], "seen")
    # 11
    paths = [p for p, _ in shown]
    hidden = [p for p in shape if p not in paths]
    check_must_open(paths, hidden)
    return {"header": header, "fields": shown, "hidden": hidden}


