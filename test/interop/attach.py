"""README.md of attach-v1: files under a message, sealed, opened, disclosed and judged."""
import hashlib

from cobblestone import Opening, derive, seal
from comparison import compare, compare_code
from conventions import (
    H, HMAC, Refused, array, count, either, enc, frame, inclusion, mth, need, octets, read, record, root_of, u32, u64)
from vectors import octets_of

SCHEME = "attach-v1"
CHUNK = 65536

# --- files ------------------------------------------------------------------------------------

def chunk_count(size):
    n = max(1, -(-size // CHUNK))
    need(n < 1 << 32, "attachment")
    return n


def leaf_key(seed, j):
    return HMAC(seed, frame("openfranking attachment-leaf-key v1", u32(j)))


def leaf_of(key, j, chunk):
    return HMAC(key, frame("openfranking attachment-leaf v1", "attach-v1", u32(j), chunk))


def leaves_of(seed, file):
    return [leaf_of(leaf_key(seed, j), j, file[CHUNK * j:CHUNK * (j + 1)]) for j in range(chunk_count(len(file)))]


def commitment_to(size, root):
    return H("openfranking attachment v1", "attach-v1", u64(size), u32(chunk_count(size)), root)


def context_of(commitment):
    return frame("openfranking attachment-blob v1", commitment)


def take_leaves(opening, field):
    n = chunk_count(field["bytes"])
    listed = opening.take(32 * n)
    need(len(listed) == 32 * n, "chunk-length")
    leaves = [listed[i:i + 32] for i in range(0, 32 * n, 32)]
    need(commitment_to(field["bytes"], mth(leaves)) == field["commitment"], "attachment")
    return leaves


def chunks_of(opening, field, seed, leaves, indexes):
    for j in indexes:
        size = min(CHUNK, field["bytes"] - CHUNK * j)
        chunk = opening.take(size)
        need(len(chunk) == size, "chunk-length")
        need(leaf_of(leaf_key(seed, j), j, chunk) == leaves[j], "chunk")
        yield chunk


def do_open(field, secret, blob):
    opening = Opening(secret["key"], context_of(field["commitment"]), blob)
    leaves = take_leaves(opening, field)
    yield from chunks_of(opening, field, secret["seed"], leaves, range(len(leaves)))
    need(opening.take(1) == b"", "chunk-length")


def opened_leaves(field, secret, blob):
    """The leaves, and what opens chunks `first` to before `past` alone."""
    opening = Opening(secret["key"], context_of(field["commitment"]), blob)
    leaves = take_leaves(opening, field)

    def chunks(first, past):
        opening.start_at(32 * len(leaves) + CHUNK * first)
        return chunks_of(opening, field, secret["seed"], leaves, range(first, past))
    return leaves, chunks


def do_open_part(field, secret, blob, start, end):
    _, chunks = opened_leaves(field, secret, blob)
    at = start // CHUNK * CHUNK
    for chunk in chunks(start // CHUNK, -(-end // CHUNK)):
        yield chunk[max(0, start - at):end - at]
        at += len(chunk)


def do_disclose(field, secret, blob, choice):
    size, seed = field["bytes"], secret["seed"]
    if choice != "whole":
        need(is_ascending(choice["chunks"], chunk_count(size)), "not-disclosable")
    leaves, chunks = opened_leaves(field, secret, blob)
    if choice == "whole":
        return enc({"seed": seed, "bytes": size, "file": b"".join(chunks(0, len(leaves)))})
    return enc({"bytes": size, "root": mth(leaves), "chunks": [
        {"index": j, "chunk": b"".join(chunks(j, j + 1)), "leafKey": leaf_key(seed, j), "path": inclusion(j, leaves)}
        for j in choice["chunks"]]})


def is_ascending(indexes, n):
    return len(indexes) > 0 and all(a < c for a, c in zip([-1] + indexes, indexes + [n]))


DISCLOSURE = either(
    record({"seed": octets(32), "bytes": count, "file": octets(0, 1 << 53)}),
    record({"bytes": count, "root": octets(32), "chunks": array(record({
        "index": count, "chunk": octets(0, CHUNK), "leafKey": octets(32), "path": array(octets(32), 0, 32)}), 1, 1 << 53)}))


def do_judge(field, disclosure):
    x = read(DISCLOSURE, disclosure, "item")
    size = field["bytes"]
    need(x["bytes"] == size, "attachment")
    if "file" in x:
        need(len(x["file"]) == size, "chunk-length")
        need(commitment_to(size, mth(leaves_of(x["seed"], x["file"]))) == field["commitment"], "attachment")
        return judgement(size, [(0, x["file"])])
    need(commitment_to(size, x["root"]) == field["commitment"], "attachment")
    n = chunk_count(size)
    need(is_ascending([c["index"] for c in x["chunks"]], n), "chunk")
    for c in x["chunks"]:
        j = c["index"]
        need(len(c["chunk"]) == min(CHUNK, size - CHUNK * j), "chunk-length")
        need(root_of(leaf_of(c["leafKey"], j, c["chunk"]), j, n, c["path"]) == x["root"], "chunk")
    return judgement(size, [(CHUNK * c["index"], c["chunk"]) for c in x["chunks"]])


def judgement(size, shown):
    ranges, gaps, reached = [], [], 0
    for start, content in shown:
        if start > reached:
            gaps.append({"from": reached, "to": start})
        if ranges and start == reached:
            ranges[-1]["content"] += content
            ranges[-1]["to"] += len(content)
        else:
            ranges.append({"from": start, "to": start + len(content), "content": content})
        reached = start + len(content)
    if reached < size:
        gaps.append({"from": reached, "to": size})
    return {"bytes": size, "isWhole": not gaps, "ranges": ranges, "gaps": gaps}


# --- vectors ----------------------------------------------------------------------------------

class Cases:
    """README.md, "Vectors"."""

    def __init__(self, said):
        self.said, self.cases = said["unlessSaid"], said["cases"]

    def given(self, case):
        own, usual = case["input"], self.said
        field, secret = usual["field"] | own.get("field", {}), usual["secret"] | own.get("secret", {})
        out = own | {
            "field": field | {"commitment": octets_of(field["commitment"])},
            "secret": {k: octets_of(v) for k, v in secret.items()}}
        for k in ("file", "blob", "disclosure"):
            out[k] = octets_of(own.get(k, usual[k]), octets_of(usual[k]))
        return out

    def run(self, case, released):
        given, role = self.given(case), case["role"]
        field, secret = given["field"], given["secret"]
        if role == "seal":
            return self.seal(given)[0]
        if role.startswith("open"):
            part = [given["from"], given["to"]] if role == "open-part" else []
            for content in (do_open_part if part else do_open)(field, secret, given["blob"], *part):
                released.append(content)
            return b"".join(released)
        if role == "disclose":
            return do_disclose(field, secret, given["blob"], given["choice"])
        return do_judge(field, given["disclosure"])

    def seal(self, given):
        random, file = octets_of(given["random"]), given["file"]
        key, seed, salt = random[:16], random[16:48], random[48:]
        leaves = leaves_of(seed, file)
        root, n = mth(leaves), len(leaves)
        commitment = commitment_to(len(file), root)
        need(len(octets_of(given.get("again", file.hex()))) == len(file), "chunk-length")
        context = context_of(commitment)
        blob = seal(key, salt, context, b"".join(leaves) + file)
        aead_key, base, aead_commitment = derive(key, salt, context)
        values = {f"leafKey_{j}": leaf_key(seed, j) for j in range(n)} | {f"leaf_{j}": leaves[j] for j in range(n)}
        values |= {"root": root, "commitment": commitment, "context": context}
        values |= {"aeadKey": aead_key, "baseNonce": base, "aeadCommitment": aead_commitment}
        return {"field": {"bytes": len(file), "commitment": commitment}, "secret": {"key": key, "seed": seed},
                "blob": {"bytes": len(blob), "sha256": hashlib.sha256(blob).digest()}}, values

    def expected(self, case):
        role, x = case["role"], case["expects"]
        if role == "seal":
            return {"field": x["field"] | {"commitment": octets_of(x["field"]["commitment"])},
                    "secret": {k: octets_of(v) for k, v in x["secret"].items()},
                    "blob": x["blob"] | {"sha256": octets_of(x["blob"]["sha256"])}}
        if role == "judge":
            return x | {"ranges": [r | {"content": octets_of(r["content"])} for r in x["ranges"]]}
        return octets_of(x)

    def recompute(self, case):
        name, expects = f"{SCHEME}: {case['role']}: {case['name']}", case["expects"]
        if "intermediates" in case:
            compare(f"{name}: intermediates", lambda: self.intermediates(case))
        if not (isinstance(expects, dict) and "refused" in expects):
            compare(name, lambda: [(self.run(case, []), self.expected(case))])
            return
        released, code = [], "nothing"
        try:
            self.run(case, released)
        except Refused as e:
            code = e.code
        if "released" in expects:
            code, expected = f"{code} after {sum(map(len, released))}", f"{expects['refused']} after {expects['released']}"
            compare_code(name, code, expected)
        else:
            compare_code(name, code, expects["refused"])

    def intermediates(self, case):
        values = self.seal(self.given(case))[1]
        for k, v in case["intermediates"].items():
            yield values[k], octets_of(v)


def recompute(said):
    cases = Cases(said)
    for case in cases.cases:
        cases.recompute(case)
