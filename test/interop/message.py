"""message.md: what is committed to, and what opens it."""
import re

from conventions import (
    HMAC, H, anything, array, count, either, enc, frame, is_integer, mth, inclusion, name, need, nothing, octets, one_of, pair,
    read, record, root_of, text, time, u32)

# --- forms ------------------------------------------------------------------------------------

HEADER = record({
    "v": one_of(1), "relay": name, "conversation": octets(16, 64), "sender": name,
    "sent": record({"device": octets(8), "n": count}),
    "seen": either(nothing, record({"seq": count, "commitment": octets(32)})),
    "kind": one_of("message", "edit", "delete", "reaction", "group"),
    "refs": array(record({"rel": one_of("reply", "edit", "delete", "react", "forward"), "commitment": octets(32)}), 0, 16),
})
PATH = text(0, 64)
VALUE = either(text(), is_integer, one_of(True, False), octets(0, 65_536))
FIELDS = array(pair(PATH, VALUE), 1, 128)
SECRETS = array(record({"key": octets(16), "seed": octets(32), "locator": name}), 0, 32)
OUTER = record({"suite": name, "commitment": octets(32)})
INNER = record({"header": anything, "fields": FIELDS, "kf": octets(32), "secrets": SECRETS})
FULL = record({"messageKey": octets(32), "fields": FIELDS})
PARTIAL = record({
    "rootKey": octets(32), "shape": array(PATH, 1, 128),
    "fields": array(record({"index": count, "value": VALUE, "leafKey": octets(32), "path": array(octets(32), 0, 7)}), 1, 128),
})

# --- shape and types --------------------------------------------------------------------------

PATHS = {
    "forwarded": one_of(True), "group/name": text(), "preview/description": text(), "preview/title": text(),
    "preview/url": text(), "quote/author": name, "quote/text": text(), "reaction": text(), "sentAt": time, "text": text(),
}
ATTACHMENT = {"bytes": count, "commitment": octets(32), "mediaType": name, "name": text()}


def attachment(path):
    """The number and the last part of an attachment's path, or None."""
    m = re.fullmatch(r"attachments/(0|[1-9][0-9]?)/([a-zA-Z]+)", path)
    return (m[1], m[2]) if m and m[2] in ATTACHMENT else None


def type_of(path):
    if path in PATHS:
        return PATHS[path]
    of = attachment(path)
    return ATTACHMENT[of[1]] if of else None


def check_shape(shape):
    need(all(map(type_of, shape)), "shape-unknown")
    raw = [p.encode() for p in shape]
    need(all(a < c for a, c in zip(raw, raw[1:])), "shape-order")
    parts = {attachment(p) for p in shape} - {None}
    numbers = len({i for i, _ in parts})
    need(parts == {(str(i), part) for i in range(numbers) for part in ATTACHMENT}, "shape-incomplete")


def check_types(fields):
    need(all(type_of(p)(v) for p, v in fields), "field-type")


def check_must_open(shown, hidden):
    need("forwarded" not in hidden and "quote/author" not in hidden, "must-open")
    opened = {attachment(p)[0] for p in shown if attachment(p)}
    need(not any(attachment(p) and attachment(p)[0] in opened for p in hidden), "must-open")


# --- the two suites ---------------------------------------------------------------------------

class Leaves:
    """A suite of message.md. The two differ in what the leaves hold, how they come to a root, and whether one can be shown alone."""

    def __init__(self, name, rows, root, partial):
        self.name, self.rows, self.root, self.partial = name, rows, root, partial

    def read_inner(self, data):
        return read(INNER, data, "inner")

    def commit(self, header, fields, kf):
        """C, and the members of the inner part beside header and secrets."""
        return commitment(self, kf, header, fields), {"fields": fields, "kf": kf}

    def unseal(self, inner, header, C):
        return inner["fields"]

    def check_commitment(self, inner, header, C):
        need(commitment(self, inner["kf"], header, inner["fields"]) == C, "commitment")

    def open(self, inner, header, C, paths):
        return open_paths(self, inner["kf"], header, inner["fields"], paths)

    def reopen(self, header, opening, C):
        """The shown fields and the shape."""
        made, shown, shape = reopen(self, header, opening)
        need(made == C, "commitment")
        return shown, shape

    def values(self, header, fields, kf):
        return from_message_key(self, header, fields, message_key(self, kf, header, fields))


SUITES = {s.name: s for s in (
    Leaves("merkle-v1", lambda fields: fields, mth, True),
    Leaves("hmac-v1", lambda fields: [["", fields]], lambda leaves: leaves[0], False))}


def header_hash(suite, header, shape):
    return H("openfranking header v1", suite.name, enc(header), enc(shape))


def leaf(suite, key, i, path, value):
    return HMAC(key, frame("openfranking leaf v1", suite.name, u32(i), path, enc(value)))


def leaf_key(mk, i):
    return HMAC(mk, frame("openfranking leaf-key v1", u32(i)))


def message_key(suite, kf, header, fields):
    hd = header_hash(suite, header, [p for p, _ in suite.rows(fields)])
    return HMAC(kf, frame("openfranking message-key v1", hd))


def commit_root(suite, root_key, hd, n, root):
    return HMAC(root_key, frame("openfranking commitment v1", suite.name, hd, u32(n), root))


def from_message_key(suite, header, fields, mk):
    """Everything from mk on, by its name on the page."""
    rows = suite.rows(fields)
    out = {"mk": mk, "hd": header_hash(suite, header, [p for p, _ in rows])}
    out["rootKey"] = HMAC(mk, frame("openfranking root-key v1"))
    leaves = []
    for i, (p, v) in enumerate(rows):
        out[f"leafKey_{i}"] = leaf_key(mk, i)
        leaves.append(leaf(suite, out[f"leafKey_{i}"], i, p, v))
        out[f"leaf_{i}"] = leaves[-1]
    out["root"] = suite.root(leaves)
    out["C"] = commit_root(suite, out["rootKey"], out["hd"], len(leaves), out["root"])
    return out


def commitment(suite, kf, header, fields):
    return from_message_key(suite, header, fields, message_key(suite, kf, header, fields))["C"]


# --- openings ---------------------------------------------------------------------------------

def open_paths(suite, kf, header, fields, paths):
    """The opening that shows these paths."""
    mk = message_key(suite, kf, header, fields)
    shape = [p for p, _ in fields]
    if set(paths) == set(shape):
        return {"messageKey": mk, "fields": fields}
    need(suite.partial, "not-disclosable")
    made = from_message_key(suite, header, fields, mk)
    leaves = [made[f"leaf_{i}"] for i in range(len(fields))]
    return {"rootKey": made["rootKey"], "shape": shape, "fields": [
        {"index": i, "value": v, "leafKey": made[f"leafKey_{i}"], "path": inclusion(i, leaves)}
        for i, (p, v) in enumerate(fields) if p in paths]}


def reopen(suite, header, opening):
    """The commitment, the shown fields and the shape that an opening comes to."""
    if FULL(opening):
        fields = opening["fields"]
        return from_message_key(suite, header, fields, opening["messageKey"])["C"], fields, [p for p, _ in fields]
    need(suite.partial and PARTIAL(opening), "item")
    shape, leaves = opening["shape"], opening["fields"]
    indexes = [f["index"] for f in leaves]
    need(indexes == sorted(set(indexes)) and indexes[-1] < len(shape), "item")
    entries = [leaf(suite, f["leafKey"], f["index"], shape[f["index"]], f["value"]) for f in leaves]
    roots = {root_of(e, f["index"], len(shape), f["path"]) for e, f in zip(entries, leaves)}
    need(len(roots) == 1 and None not in roots, "leaf")
    C = commit_root(suite, opening["rootKey"], header_hash(suite, header, shape), len(shape), roots.pop())
    return C, [[shape[f["index"]], f["value"]] for f in leaves], shape


def do_frank(suite, message, random, secrets):
    header, fields = message
    need(HEADER(header), "header")
    need(FIELDS(fields), "inner")
    check_shape([p for p, _ in fields])
    check_types(fields)
    need(SECRETS(secrets), "inner")
    C, members = suite.commit(header, fields, random)
    inner = enc({"header": header, **members, "secrets": secrets})
    need(len(inner) <= 65_536, "size")
    return {"commitment": C, "inner": inner, "outer": enc({"suite": suite.name, "commitment": C})}
