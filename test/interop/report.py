"""report.md, verdicts.md and the plaintexts of sealed-item.md."""
import base64

from conventions import H, HMAC, array, either, enc, frame, name, nothing, octets, one_of, read, record, text, time, u32, u64

ASSERTION = record({
    "v": one_of(1), "relay": name, "moderation": name, "keyId": octets(32), "account": name, "expiresAt": time,
    "binding": octets(32), "mac": octets(32)})
CATEGORY = one_of(
    "harassment", "threats", "sexual-content", "child-safety", "hate", "self-harm", "spam", "fraud", "other")
REPORT = record({
    "v": one_of(1), "reportId": octets(16), "salt": octets(32), "category": CATEGORY,
    "reporter": either(
        record({"kind": one_of("named"), "assertion": ASSERTION, "secret": octets(32)}),
        record({"kind": one_of("anonymous")})),
    "items": array(record({"suite": name, "item": octets(1, 1_048_572)}), 1, 100),
    "language": text(2, 35),
}, {"note": text(0, 2000)})
VERDICT = either(
    record({"verdict": one_of("verified", "verified-partial", "stamped", "unverifiable", "expired")}),
    record({"verdict": one_of("failed"), "check": name}))
ANSWER = record({
    "receiptSecret": octets(32),
    "receipt": record({
        "moderation": name, "reportNumber": name, "digest": octets(32), "receivedAt": time, "signature": octets(64)}),
    "verdicts": array(VERDICT, 0, 100)})
EVIDENCE = record({
    "suite": name, "item": octets(1, 1_048_572), "note": either(nothing, text()),
    "reporter": either(nothing, record({"relay": name, "account": name}))})


def read_report(data):
    return read(REPORT, data, "report-malformed")


def read_answer(data):
    return read(ANSWER, data, "answer")


def read_evidence(data):
    return read(EVIDENCE, data, "evidence")


def digest(report):
    return HMAC(report["salt"], frame("openfranking report-digest v1", enc(report)))


def receipt(moderation, number, digest, received_at):
    return frame("openfranking receipt v1", moderation, number, digest, u64(received_at))


def mac_of(KA, claims):
    return HMAC(KA, frame("openfranking reporter v1", enc(claims)))


def reporter_of(assertion, secret, keys, now):
    """Who reports, or the code of a refusal."""
    period = keys.get(assertion["keyId"])
    if period is None:
        return "unknown-key"
    claims = {k: v for k, v in assertion.items() if k != "mac"}
    holds = (
        mac_of(period.KA, claims) == assertion["mac"]
        and all(claims[k] == period.record[k] for k in ("relay", "moderation"))
        and now <= claims["expiresAt"]
        and H("openfranking reporter-binding v1", secret) == claims["binding"])
    return {k: claims[k] for k in ("relay", "account")} if holds else "reporter"


def pad(report):
    size = 4096
    while size < 4 + len(report):
        size *= 2
    return (u32(len(report)) + report).ljust(size, b"\0")


def unpad(padded):
    """None where it is not what pad() makes."""
    report = padded[4:4 + int.from_bytes(padded[:4], "big")]
    return report if pad(report) == padded else None


def recovery_code(secret):
    letters = base64.b32encode(secret + H("openfranking recovery-code v1", secret)[:3]).decode()
    return "-".join(letters[i:i + 4] for i in range(0, 56, 4))
