"""The example bytes on the pages, and those of docs/spec/examples."""
import json
import re
from pathlib import Path
from urllib.parse import quote

import report
import transcript
from comparison import compare
from conventions import H, HMAC, dec, enc, frame, hkdf, mth, raw_hmac, u16, u32, u64
from curves import ed_public, ed_sign, ed_verify, x25519_public
from message import SUITES, do_frank, from_message_key, message_key
from mimi_content import Content, Tls, V
from roles import (
    addressed_of, blind_of, digest, disclose, do_receive, judge, key_id, period_keys, stamp_of, tag_of)
from sealing import Context, dhkem_decap, gcm_open, gcm_seal, xwing_decap, xwing_public
from vectors import judgement_of, receipt_of

SPEC = Path(__file__).resolve().parents[2] / "docs/spec"
MERKLE = SUITES["merkle-v1"]
NOW = 1_800_000_000_000


# --- reading ----------------------------------------------------------------------------------

def block(page, name):
    text = (SPEC / page).read_text(encoding="utf-8")
    return re.search(rf"<!-- generated: {name} -->\n\n```\w*\n(.*?)\n```", text, re.S)[1]


class Listing:
    """The rows `name  value` of a block; a value goes on in lines without a name."""

    def __init__(self, page, name):
        self.rows, key = {}, None
        for line in block(page, name).splitlines():
            m = re.match(r"(\S+(?: \S+)*)?\s{2,}(.*)$", line)
            if m and m[1]:
                key = m[1]
                self.rows.setdefault(key, []).append(m[2].strip())
            elif m:
                self.rows[key][-1] += m[2].strip()

    def text(self, key, nth=0):
        return self.rows[key][nth]

    def __call__(self, key, nth=0):
        return printed(self.rows[key][nth])


def printed(x):
    """NN×k, CBOR in diagnostic notation, or hexadecimal."""
    run = re.fullmatch(r"(..)×(\d+)", x)
    if run:
        return bytes.fromhex(run[1]) * int(run[2])
    if x[0] in '{["':
        as_json = re.sub(r"h'([0-9a-f]*)'", r'{"h": "\1"}', x)
        return json.loads(as_json, object_hook=lambda o: bytes.fromhex(o["h"]) if o.keys() == {"h"} else o)
    return bytes.fromhex(x)


def beginning(x):
    return f"{x[:32].hex()}… ({len(x)} bytes)"


# --- conventions.md ---------------------------------------------------------------------------

def frames():
    e = Listing("conventions.md", "frame")
    label, part = e("label"), e("part")
    yield frame(label, part), e("frame")
    yield H(label, part), e("H")
    yield HMAC(bytes([0x12]) * 32, frame(label, part)), e("HMAC(12×32)")
    yield u32(258), e("u32(258)")
    yield u64(NOW), e("u64(now)")


def cbor():
    e = Listing("conventions.md", "cbor")
    yield enc(e("value")), e("enc")
    yield dec(e("enc")), e("value")


def merkle():
    yield mth([b"a", b"b", b"c"]), Listing("conventions.md", "merkle")("MTH")


# --- message.md -------------------------------------------------------------------------------

def first_message():
    e = Listing("message.md", "message")
    return e("header"), e("fields"), e("kf")


def message(suite, name):
    e = Listing("message.md", name)
    header, fields, kf = first_message()
    made = from_message_key(suite, header, fields, message_key(suite, kf, header, fields))
    made |= do_frank(suite, (header, fields), kf, [])
    yield e("suite"), suite.name
    for key in e.rows.keys() - {"suite", "header", "fields", "kf"}:
        yield made[key], e(key)


# --- stamp.md ---------------------------------------------------------------------------------

class Day:
    """The period on the page, as the moderation holds it."""

    def __init__(self):
        e = Listing("stamp.md", "stamp")
        self.bytes = e("enc(record)")
        self.record, self.id = dec(self.bytes), key_id(self.bytes)
        self.K, self.KA = period_keys(self.bytes, e("moderation's secret"), self.record["relayPk"])
        self.relay_seed, self.mod_seed = e("its identity's seed", 0), e("its identity's seed", 1)


def stamp():
    e, day = Listing("stamp.md", "stamp"), Day()
    yield x25519_public(e("relay's X25519 secret")), day.record["relayPk"]
    yield x25519_public(e("moderation's secret")), day.record["moderationPk"]
    yield ed_public(day.relay_seed), e("its identity", 0)
    yield ed_public(day.mod_seed), e("its identity", 1)
    yield enc(e("record")), day.bytes
    signed = frame("openfranking stamp-key-record v1", day.bytes)
    yield ed_sign(day.relay_seed, signed), e("sig_relay")
    yield ed_sign(day.mod_seed, signed), e("sig_mod")
    yield day.id, e("keyId")
    yield [day.K, day.KA], [e("K"), e("KA")]
    yield period_keys(day.bytes, e("relay's X25519 secret"), day.record["moderationPk"]), [day.K, day.KA]
    context, blind = e("context"), e("blind")
    d = digest(MERKLE, e("C"), context)
    tag = tag_of(blind, context["relay"], e("recipient"))
    yield d, e("d")
    yield stamp_of(day.K, d), e("stamp")
    yield tag, e("tag")
    yield addressed_of(day.K, d, tag), e("addressed")
    delivery = {"context": context, "stamp": e("stamp"), "addressed": e("addressed"), "blind": blind}
    yield enc(delivery), e("delivery")
    yield enc({"digest": d, "stamp": e("stamp"), "tag": tag, "addressed": e("addressed")}), e("query")


def delivery():
    e, first, day = Listing("stamp.md", "delivery"), Listing("stamp.md", "stamp"), Day()
    d, relay = first("d"), first("context")["relay"]
    for i in range(len(e.rows["recipient"])):
        account = e("recipient", i)
        blind = blind_of(e("blindKey"), d, account)
        yield blind, e("blind", i)
        yield addressed_of(day.K, d, tag_of(blind, relay, account)), e("addressed", i)


def offer():
    e = Listing("stamp.md", "offer")
    record = Day().record
    made = enc({k: v for k, v in record.items() if k not in ("v", "moderationPk")})
    yield made, e("offer")
    yield ed_sign(e("relay's seed"), frame("openfranking stamp-key-offer v1", made)), e("signature")


# --- receive.md, item.md, judge.md, transcript.md ---------------------------------------------

def arrival():
    outer, inner = (Listing("message.md", "message")(k) for k in ("outer", "inner"))
    return {"outer": outer, "inner": inner, "delivery": Listing("stamp.md", "stamp")("delivery")}


def receive():
    first = Listing("stamp.md", "stamp")
    context, day = first("context"), Day()
    channel = {"suite": "merkle-v1", **{k: context[k] for k in ("conversation", "epoch", "sender")}}
    me = {"relay": "relay.example", "moderation": "mod.example", "records": {day.id: day.record}, "history": [],
          "now": NOW + 600, "minReport": 0}
    yield do_receive(MERKLE, arrival(), channel, me), receipt_of(json.loads(block("receive.md", "receipt")))


def items():
    e = Listing("item.md", "item")
    evidence = enc(arrival())
    yield evidence, e("evidence")
    yield disclose(MERKLE, evidence, "all", None), e("whole")
    yield disclose(MERKLE, evidence, {"paths": ["text"]}, None), e("text only")
    yield dec(e("text only"))["opening"], e("its opening")
    yield disclose(MERKLE, evidence, "withheld", "b2"), e("withheld, anonymous")


def judged():
    reporter, day = {"kind": "named", "relay": "relay.example", "account": "b2"}, Day()
    me = {"moderation": "mod.example", "keys": {day.id: day}, "reporter": reporter, "now": NOW + 100_000_000}
    return judge(MERKLE, Listing("item.md", "item")("whole"), me)


def judgement():
    yield judged(), judgement_of(json.loads(block("judge.md", "judgement")))


def placed(said):
    """A judgement of a message in this place; what has no references was withheld."""
    at = {"relay": "relay.example", "conversation": bytes(16)} | {k: said[k] for k in ("sender", "seq", "commitment")}
    header = {"seen": said.get("seen"), "refs": said.get("refs")}
    return at | {"opened": None if header["refs"] is None else {"header": header}}


def findings():
    def of(line):
        return json.loads(line, object_hook=lambda o: o | {k: printed(o[k]) for k in o if k == "commitment"})
    messages, said = (list(map(of, part.splitlines())) for part in block("transcript.md", "transcript").split("\n\n"))
    yield transcript.judge_report([placed(it) for it in messages]), said


# --- account.md, channel.md -------------------------------------------------------------------

def account_of(public):
    return H("openfranking account v1", public).hex()


def account():
    e = Listing("account.md", "account")
    relay, name = printed(f"[{e.text('relay, name')}]")
    public, device, nonce = ed_public(e("account seed")), ed_public(e("device seed")), e("nonce")
    mine, created = account_of(public), int(e.text("createdAt"))
    yield public, e("accountPk")
    yield mine, e.text("account")
    yield device, e("devicePk")
    certified = frame("openfranking device v1", bytes.fromhex(mine), device, u64(created))
    registered = frame("openfranking register v1", relay, name, mine, device)
    opened = frame("openfranking session v1", relay, nonce, device)
    for i, message in enumerate((certified, registered, opened)):
        yield message, e("signed", i)
    certificate = ed_sign(e("account seed"), certified)
    yield certificate, e("deviceCert")
    yield ed_verify(public, certified, certificate), True
    yield enc({"account": mine, "accountPk": public, "devicePk": device, "createdAt": created,
               "deviceCert": certificate}), e("credential")
    yield ed_sign(e("account seed"), registered), e("proof")
    yield ed_sign(e("device seed"), opened), e("signature")
    other = account_of(ed_public(e("other's seed")))
    yield other, e.text("other account")
    both = sorted(bytes.fromhex(x) for x in (mine, other))
    digits = str(int.from_bytes(H("openfranking safety-number v1", *both), "big")).zfill(60)[-60:]
    yield " ".join(re.findall(r"\d{5}", digits)), e.text("safety number")


def V(x):
    n = len(x)
    return (bytes([n]) if n < 64 else u16(0x4000 + n) if n < 16_384 else u32(0x8000_0000 + n)) + x


def channel():
    e = Listing("channel.md", "channel")
    yield arrival()["outer"], e("outer")
    yield V(b"\xff\x4f" + V(e("outer"))), e("SafeAAD")
    yield V(b"\xff\x4f" + V(b"\xaa" * 100))[:8].hex() + "…", e.text("100 × aa")


# --- report.md, sealed-item.md ----------------------------------------------------------------

def reported():
    e, day = Listing("report.md", "report"), Day()
    made = report.read_report(e("enc(report)"))
    yield made["items"], [{"suite": "merkle-v1", "item": Listing("item.md", "item")("whole")}]
    yield report.digest(made), e("digest")
    signed = report.receipt("mod.example", "R-1", e("digest"), NOW)
    yield signed, e("signed")
    yield ed_sign(e("identity seed"), signed), e("signature")
    reporter = made["reporter"]
    who = report.reporter_of(reporter["assertion"], reporter["secret"], {day.id: day}, NOW)
    yield who, {"relay": "relay.example", "account": "b2"}
    said, secret, keys, last = reporter["assertion"], reporter["secret"], {day.id: day}, reporter["assertion"]["expiresAt"]
    yield report.reporter_of(said, secret, keys, last), who
    for refused in ((said | {"account": "c3"}, secret, NOW), (said, bytes(32), NOW), (said, secret, last + 1)):
        yield report.reporter_of(*refused[:2], keys, refused[2]), "reporter"
    yield report.reporter_of(said, secret, {}, NOW), "unknown-key"


def assertion():
    e, day = Listing("report.md", "assertion"), Day()
    yield H("openfranking reporter-binding v1", e("secret")), e("binding")
    claims = dec(e("enc(claims)"))
    yield claims["binding"], e("binding")
    yield claims["keyId"], day.id
    yield report.mac_of(day.KA, claims), e("mac")


def examples(name):
    said = json.loads((SPEC / "examples/sealed.json").read_text(encoding="utf-8"))[name]
    return {k: v if k in ("id", "recoveryCode") else bytes.fromhex(v) for k, v in said.items()}


def sealed_report():
    e, x, day = Listing("report.md", "sealed-report"), examples("report"), Day()
    key_of_intake = frame("openfranking intake-key v1", "mod.example", b"\x25" * 16, x["publicKey"], u64(NOW + 86_400_000))
    yield x25519_public(e("intake secret")), e("publicKey")
    yield ed_sign(day.mod_seed, key_of_intake), e("signature")
    yield frame("openfranking report v1", "mod.example", b"\x25" * 16, u16(0x0020), u16(0x0001), u16(0x0002)), e("info")
    yield frame("openfranking report-envelope v1", "application/cbor"), e("aad")
    yield frame("openfranking report-response v1"), e("export context")
    context = Context(0x0020, dhkem_decap(e("intake secret"), e("enc")), e("info"))
    padded = context.open_first(e("aad"), x["ciphertext"])
    yield beginning(x["ciphertext"]), e.text("ciphertext")
    yield report.pad(x["encoded"]), padded
    yield report.unpad(padded), Listing("report.md", "report")("enc(report)")
    yield context.export(e("export context"), 32), e("Kr")
    yield frame("openfranking report-answer v1"), e("answer aad")
    yield gcm_seal(e("Kr"), bytes(12), e("answer aad"), x["answer"]), e("answer")
    answer = report.read_answer(x["answer"])
    yield answer["receipt"]["signature"], Listing("report.md", "report")("signature")
    yield answer["verdicts"], [{"verdict": "verified"}]


def padding():
    """Off comes what was put on, and nothing else."""
    for length, size in ((1, 4096), (4092, 4096), (4093, 8192), (1_048_572, 1_048_576)):
        padded = report.pad(b"r" * length)
        yield len(padded), size
        yield report.unpad(padded), b"r" * length
    for bad in (report.pad(b"r")[:-1] + b"\1", report.pad(b"r") + bytes(4096), u32(4093) + bytes(4092), bytes(100)):
        yield report.unpad(bad), None


def sealed_item():
    e, x = Listing("sealed-item.md", "sealed-item"), examples("item")
    yield xwing_public(e("team secret")), x["publicKey"]
    yield beginning(x["publicKey"]), e.text("publicKey")
    info = frame("openfranking team-key v1", x["publicKey"])
    yield beginning(info), e.text("info")
    yield frame("openfranking item-wrap v1"), e("export context")
    for row, label in (("wrap-key info", "item-wrap-key"), ("wrappedKey aad", "item-key"), ("ciphertext aad", "team-item")):
        yield frame(f"openfranking {label} v1", e("id")), e(row)
    yield beginning(x["enc"]), e.text("enc")
    yield beginning(x["ciphertext"]), e.text("ciphertext")
    root = Context(0x647A, xwing_decap(e("team secret"), x["enc"]), info).export(e("export context"), 32)
    wrap_key = hkdf(b"", root, e("wrap-key info"), 32)
    data_key = gcm_open(wrap_key, bytes(12), e("wrappedKey aad"), e("wrappedKey"))
    plaintext = gcm_open(data_key, bytes(12), e("ciphertext aad"), x["ciphertext"])
    yield plaintext, e("plaintext")
    yield report.read_evidence(plaintext)["item"], Listing("item.md", "item")("whole")
    yield report.recovery_code(e("team secret")), e.text("recovery code")


def verdicts():
    text = (SPEC / "verdicts.md").read_text(encoding="utf-8")
    for said in re.findall(r"enc\((\{.*?\})\)", text)[:2]:
        yield report.VERDICT(json.loads(said)), True


# --- mimi.md ----------------------------------------------------------------------------------

SENDER, NOTE, SPAM = b"mimi://relay.example/u/a1", b"please look", bytes([247])


def mimi_report():
    e = Listing("mimi.md", "mimi-report")
    room, message = e("room").encode(), e("AbusiveMessage")
    yield e("path"), "/reportAbuse/" + quote(room, safe="")
    said = Tls(message)
    data, frank, accepted = said.vector(), said.frank(), said.time()
    said.end()
    tag = raw_hmac(Content(data).salt, data)
    yield raw_hmac(e("hub_key"), tag + V(SENDER) + V(room) + u64(accepted)), frank["server_frank"]
    yield V(b"") + V(SENDER) + SPAM + V(NOTE) + V(message) + V(b""), e("AbuseReport")
    salt = HMAC(e("identity seed"), frame("openfranking moderation-mimi-salt v1", room, e("AbuseReport")))
    yield salt, e("salt")
    yield HMAC(salt, frame("openfranking moderation-mimi-id v1"))[:16], e("reportId")


def mimi_export():
    e = Listing("mimi.md", "mimi-export")
    data = e("data")
    [evidence] = dec(data)
    yield {k: v for k, v in evidence.items() if k != "item"}, {"suite": "hmac-v1", "note": None, "reporter": None}
    yield enc([evidence]), data
    component = u16(0xFF4F) + V(data)
    yield V(b"") + V(SENDER) + SPAM + V(NOTE) + V(b"") + V(component), e("AbuseReport")


def recompute():
    for name, work in (
        ("conventions.md: frames", frames), ("conventions.md: CBOR", cbor), ("conventions.md: Merkle tree", merkle),
        ("message.md: merkle-v1", lambda: message(MERKLE, "message")),
        ("message.md: hmac-v1", lambda: message(SUITES["hmac-v1"], "message-hmac")),
        ("stamp.md: stamp", stamp), ("stamp.md: deliveries", delivery), ("stamp.md: offer", offer),
        ("receive.md: receipt", receive), ("item.md: evidence and items", items), ("judge.md: judgement", judgement),
        ("transcript.md: findings", findings), ("verdicts.md: verdicts", verdicts), ("account.md: account", account),
        ("channel.md: outer in MLS", channel), ("report.md: report", reported), ("report.md: assertion", assertion),
        ("report.md: sealed report and answer", sealed_report), ("report.md: padding", padding),
        ("sealed-item.md: sealed item", sealed_item), ("mimi.md: report", mimi_report),
        ("mimi.md: a case handed on", mimi_export),
    ):
        compare(name, work)
