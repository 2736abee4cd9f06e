"""transcript.md: what judged items say of one another."""


def judge_report(judgements):
    groups = {}
    for it in sorted(judgements, key=lambda it: it["opened"] is None):
        if None not in (it["relay"], it["conversation"], it["seq"]):
            group = groups.setdefault((it["relay"], it["conversation"]), {})
            group.setdefault((it["seq"], it["commitment"]), it)
    return [finding for group in groups.values() for finding in findings(sorted(group.values(), key=lambda it: it["seq"]))]


def findings(group):
    conflicts = sorted({it["seq"] for it in group if conflicts_with(it, group)})
    out = [{"kind": "conflict", "seq": seq} for seq in conflicts]
    for a, b in zip(group, group[1:]):
        if b["seq"] > a["seq"] + 1:
            out.append({"kind": "gap", "afterSeq": a["seq"], "count": b["seq"] - a["seq"] - 1})
    for it in group:
        if it["opened"] is not None:
            out += statements(it, it["opened"]["header"], group)
    return out


def conflicts_with(it, group):
    seen = it["opened"] and it["opened"]["header"]["seen"]
    return any(
        other["seq"] == it["seq"] and other["commitment"] != it["commitment"]
        or other["commitment"] == it["commitment"] and other["sender"] == it["sender"] and other["seq"] != it["seq"]
        for other in group
    ) or bool(seen) and any(other["seq"] == seen["seq"] and other["commitment"] != seen["commitment"] for other in group)


def statements(it, header, group):
    seen, seq = header["seen"], it["seq"]
    by_commitment = {other["commitment"]: other["seq"] for other in reversed(group)}
    out = []
    if seen and any((o["seq"], o["commitment"]) == (seen["seq"], seen["commitment"]) for o in group):
        out.append({"kind": "stated-seen", "seq": seq, "seenSeq": seen["seq"]})
    for other in group:
        between = (seen["seq"] if seen else -1) < other["seq"] < seq
        if between and other["sender"] != it["sender"]:
            out.append({"kind": "crossed", "seq": seq, "earlierSeq": other["seq"]})
    for r in header["refs"]:
        to = by_commitment.get(r["commitment"])
        out.append({"kind": "refers-to-undisclosed", "seq": seq, "rel": r["rel"]} if to is None
                   else {"kind": "refers", "seq": seq, "rel": r["rel"], "toSeq": to})
    return out
