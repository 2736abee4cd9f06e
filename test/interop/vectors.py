"""vectors.md: the files of shared vectors, and every case of them."""
import json

from comparison import compare, compare_code
from conventions import Refused, dec, enc, frame
from curves import ed_verify
from roles import is_record, key_id


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
    """A period with both of its secret halves. What a scheme derives from them is its own."""

    def __init__(self, said):
        self.bytes = octets_of(said["record"])
        self.record = dec(self.bytes)
        self.id = key_id(self.bytes)
        self.relay_secret = octets_of(said["secretKeys"]["relay"])
        self.mod_secret = octets_of(said["secretKeys"]["moderation"])


# --- cases ------------------------------------------------------------------------------------

class File:
    """A file of vectors. A scheme's own class has the roles: frank, stamp, receive, disclose, judge, each of a case's input;
    `period` for what it derives, `derived` for pairs of values of a period that must be equal, and `intermediates`."""

    def __init__(self, said):
        self.said, self.name = said, said["scheme"]
        self.periods = {name: self.period(one) for name, one in said["periods"].items()}

    def period(self, said):
        return Period(said)

    def derived(self, period):
        return []

    def unless(self, given, key):
        """What the case says, over what the file says for all."""
        return self.said["unlessSaid"][key] | given.get(key, {})

    def octets(self, given, key):
        usual = octets_of(self.said["unlessSaid"][key])
        return octets_of(given[key], usual) if key in given else usual

    def arrival(self, given):
        own = given.get("arrival", {})
        return {k: octets_of(own.get(k, v), octets_of(v)) for k, v in self.said["unlessSaid"]["arrival"].items()}

    def channel(self, given):
        return plain(self.unless(given, "channel"))

    def recipient(self, given):
        """With `records`, by keyId, and `history`."""
        me = plain(self.unless(given, "recipient"))
        periods = [self.periods[name] for name in me["periods"]]
        return me | {"records": {p.id: p.record for p in periods}, "minReport": me["minReportMs"]}

    def moderator(self, given):
        """With `keys`: periods by keyId."""
        me = self.unless(given, "moderator")
        return me | {"keys": {self.periods[name].id: self.periods[name] for name in me["periods"]}}

    def run(self, role, given):
        return getattr(self, role)(given)


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


def recompute(file):
    for name, period in file.periods.items():
        compare(f"{file.name}: period: {name}", lambda: period_values(file, period, file.said["periods"][name]))
    for case in file.said["cases"]:
        recompute_case(file, case)


def period_values(file, period, said):
    yield enc(period.record), period.bytes
    yield is_record(period.record), True
    yield from file.derived(period)
    message = frame("openfranking stamp-key-record v1", period.bytes)
    for side in ("relay", "moderation"):
        yield ed_verify(octets_of(said["identities"][side]), message, octets_of(said["signatures"][side])), True


def recompute_case(file, case):
    role, given, expects = case["role"], case["input"], case["expects"]
    name = f"{file.name}: {role}: {case['name']}"
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
