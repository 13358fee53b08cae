"""What this version must hold of the fault catalogue."""


def _numbers(text: str) -> frozenset[str]:
    """`"N1-N3 N8"` are N1, N2, N3 and N8."""
    found = set[str]()
    for part in text.split():
        first, _, last = part.partition("-")
        found.update(f"{first[0]}{number}" for number in range(int(first[1:]), int((last or first)[1:]) + 1))
    return frozenset(found)


HELD = _numbers(
    "P1-P4"
    " N1-N5 N8 N12 N16 N19 N22 N25 N28-N37 N40 N45-N52"
    " S1-S10"
    " T1-T3 T9-T12 T16"
    " C1 C2 C6-C8 C10"
    " H1-H15 H20 H21 H23"
    " I1-I13"
)
