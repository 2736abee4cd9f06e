"""vectors.md: the files of shared vectors, and every case of them."""
import json

from comparison import compare, compare_code
from conventions import Refused, dec, enc, frame
from curves import ed_verify, x25519_public
from message import SUITES, do_frank, from_message_key, message_key
from roles import (
    ALG, addressed_of, digest, disclose, do_receive, do_stamp, is_record, judge, key_id, period_keys, stamp_of, tag_of)


# --- values -----------------------------------------------------------------------------------

def octets_of(x, usual=b""):
    """Bytes: hexadecimal, or a list of hexadecimal, runs {repeat, times}, and what is as usual {same: [from, to]}."""
    if isinstance(x, list):
        return b"".join(octets_of(part, usual) for part in x)
    if isinstance(x, dict):
        return usual[slice(*x["same"])] if "same" in x else bytes.fromhex(x["repeat"]) * x["times"]
    return bytes.fromhex(x)


def field_value(x):
    """{bytes} is bytes, {repeat, times} a run of text; anything else is itself."""
    if not isinstance(x, dict):
        return x
    return octets_of(x["bytes"]) if "bytes" in x else x["repeat"] * x["times"]


BYTES_BY_NAME = {"conversation", "device", "commitment", "key", "seed", "tag"}


def plain(x):
    """JSON with the members that are bytes as bytes."""
    if isinstance(x, list):
        return [plain(v) for v in x]
    if isinstance(x, dict):
        return {k: bytes.fromhex(v) if k in BYTES_BY_NAME and isinstance(v, str) else plain(v) for k, v in x.items()}
    return x


def message_of(x):
    return plain(x["header"]), [[path, field_value(value)] for path, value in x["fields"]]


def receipt_of(x):
    out = plain({k: v for k, v in x.items() if k != "message"})
    if "message" in x:
        header, fields = message_of(x["message"])
        out["message"] = {"header": header, "fields": fields}
    return out


def judgement_of(x):
    out = plain(x | {"opened": None})
    if x["opened"] is not None:
        header, fields = message_of(x["opened"])
        out["opened"] = {"header": header, "fields": fields, "hidden": x["opened"]["hidden"]}
    return out


class Period:
    def __init__(self, said):
        self.bytes = octets_of(said["record"])
        self.record = dec(self.bytes)
        self.id = key_id(self.bytes)
        relay = octets_of(said["secretKeys"]["relay"])
        self.relay_secret, self.blind_key = relay[:32], relay[32:]
        self.mod_secret = octets_of(said["secretKeys"]["moderation"])
        if "held" in said:  # of another algorithm, which the pages do not have
            self.K, self.KA = octets_of(said["held"]["secret"]), octets_of(said["held"]["reporterKey"])
        else:
            self.K, self.KA = period_keys(self.bytes, self.mod_secret, self.record["relayPk"])


# --- cases ------------------------------------------------------------------------------------

class File:
    def __init__(self, path):
        self.said = json.loads(path.read_text(encoding="utf-8"))
        self.suite = SUITES[self.said["scheme"]]
        self.periods = {name: Period(said) for name, said in self.said["periods"].items()}

    def unless(self, given, key):
        """What the case says, over what the file says for all."""
        return self.said["unlessSaid"][key] | given.get(key, {})

    def octets(self, given, key):
        usual = octets_of(self.said["unlessSaid"][key])
        return octets_of(given[key], usual) if key in given else usual

    def run(self, role, given):
        return getattr(self, role)(given)

    def frank(self, given):
        secrets = plain(given.get("sender", {}).get("secrets", []))
        return do_frank(self.suite, message_of(given["message"]), octets_of(given["random"]), secrets)

    def stamp(self, given):
        return do_stamp(self.suite, self.periods[given["period"]], octets_of(given["outer"]), plain(given["facts"]))

    def receive(self, given):
        own = given.get("arrival", {})
        arrival = {k: octets_of(own.get(k, v), octets_of(v)) for k, v in self.said["unlessSaid"]["arrival"].items()}
        me = plain(self.unless(given, "recipient"))
        periods = [self.periods[name] for name in me["periods"]]
        me |= {"records": {p.id: p.record for p in periods}, "minReport": me["minReportMs"]}
        return do_receive(self.suite, arrival, plain(self.unless(given, "channel")), me)

    def disclose(self, given):
        choice = given["choice"]
        account = choice["reporter"].get("account")
        return disclose(self.suite, self.octets(given, "evidence"), choice["open"], account)

    def judge(self, given):
        me = self.unless(given, "moderator")
        periods = [self.periods[name] for name in me["periods"]]
        return judge(self.suite, self.octets(given, "item"), me | {"keys": {p.id: p for p in periods}})

    def intermediates(self, case):
        """Every value on the way, by its name on the pages."""
        header, fields = message_of(case["input"]["message"])
        kf = octets_of(case["input"]["random"])
        out = from_message_key(self.suite, header, fields, message_key(self.suite, kf, header, fields))
        if "K" not in case["intermediates"]:
            return out
        period, delivery = self.periods["the day"], dec(octets_of(self.said["unlessSaid"]["arrival"]["delivery"]))
        context, blind = delivery["context"], delivery["blind"]
        out |= {"keyId": period.id, "K": period.K, "KA": period.KA, "blind": blind}
        out["d"] = digest(self.suite, out["C"], context)
        out["stamp"] = stamp_of(period.K, out["d"])
        out["tag"] = tag_of(blind, context["relay"], self.said["unlessSaid"]["recipient"]["account"])
        out["addressed"] = addressed_of(period.K, out["d"], out["tag"])
        return out


EXPECTED = {
    "frank": lambda x: {k: octets_of(v) for k, v in x.items()},
    "stamp": lambda x: list(map(octets_of, x)),
    "receive": receipt_of,
    "disclose": octets_of,
    "judge": judgement_of,
}


def parts(x):
    """A value, or each member of it with its name."""
    return [[k, x[k]] for k in sorted(x)] if isinstance(x, dict) else [x]


def recompute(path):
    file = File(path)
    for name, period in file.periods.items():
        compare(f"{file.suite.name}: period: {name}", lambda: period_values(period, file.said["periods"][name]))
    for case in file.said["cases"]:
        recompute_case(file, case)


def period_values(period, said):
    yield enc(period.record), period.bytes
    yield is_record(period.record), True
    if period.record["alg"] == ALG:
        yield x25519_public(period.relay_secret), period.record["relayPk"]
        yield x25519_public(period.mod_secret), period.record["moderationPk"]
        yield period_keys(period.bytes, period.relay_secret, period.record["moderationPk"]), [period.K, period.KA]
    message = frame("openfranking stamp-key-record v1", period.bytes)
    for side in ("relay", "moderation"):
        yield ed_verify(octets_of(said["identities"][side]), message, octets_of(said["signatures"][side])), True


def recompute_case(file, case):
    role, given, expects = case["role"], case["input"], case["expects"]
    name = f"{file.suite.name}: {role}: {case['name']}"
    if "intermediates" in case:
        def values():
            made = file.intermediates(case)
            for k, v in case["intermediates"].items():
                yield made[k], octets_of(v)
        compare(f"{name}: intermediates", values)
    if isinstance(expects, dict) and "refused" in expects:
        try:
            file.run(role, given)
            code = "nothing"
        except Refused as e:
            code = e.code
        compare_code(name, code, expects["refused"])
    else:
        def values():
            made, said = parts(file.run(role, given)), parts(EXPECTED[role](expects))
            yield len(made), len(said)
            yield from zip(made, said)
        compare(name, values)
