"""What this version must hold of the fault catalogue."""


def _numbers(text: str) -> frozenset[str]:
    """`"N1-N3 N8"` are N1, N2, N3 and N8."""
    found = set[str]()
    for part in text.split():
        first, _, last = part.partition("-")
        found.update(f"{first[0]}{number}" for number in range(int(first[1:]), int((last or first)[1:]) + 1))
    return frozenset(found)


HELD = _numbers("P1-P14 N1-N68 S1-S24 T1-T20 C1-C18 H1-H24 H32-H33 I1-I24 I28-I29")
