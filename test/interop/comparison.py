"""What was computed beside what was published."""
from collections import Counter

from conventions import enc

_counted = Counter()


def compare(group, work):
    """work() yields pairs (computed, published); one line for all of them."""
    n = bad = 0
    why = ""
    try:
        for computed, published in work():
            n += 1
            bad += enc(computed) != enc(published)  # tells 1 from true, and text from bytes
        if n == 0:
            n, bad, why = 1, 1, " (nothing compared)"
    except Exception as e:  # whatever cannot be computed differs
        n, bad, why = n + 1, bad + 1, f" ({type(e).__name__}: {e})"
    _counted.update(values=n, differ=bad)
    print(f"{'DIFFERS' if bad else 'ok'} {group}{why}")


def compare_code(group, computed, published):
    """The code of a refusal."""
    _counted.update(codes=1, differ=computed != published)
    print(f"ok {group}" if computed == published else f"DIFFERS {group} (refused with {computed}, not {published})")


def total():
    values, codes, differ = (_counted[k] for k in ("values", "codes", "differ"))
    print(f"{values} values and {codes} codes recomputed, {differ} differ")
    return 1 if differ else 0
