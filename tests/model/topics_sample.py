"""Papers for judging the topics by hand, the same in every run.

    python -m tests.model.topics_sample precision --part 1/3
    python -m tests.model.topics_sample recall --part 1/2
    python -m tests.model.topics_sample recall --seed 4

Papers that the vocabulary was written with stand in tests/data/topics/*_while_developing.tsv; the sample is taken from
the others. PAPERBROWSE_SHARED names the folder of recorded days. The judgements go to judged.tsv (id, topic, right or
wrong) and expected.tsv (id, expected topics with blanks between).
"""

import argparse
import json
import os
import random
from datetime import UTC, date, datetime
from pathlib import Path

from paperbrowse.model.paper import Paper
from paperbrowse.model.topic_matcher import Matcher
from paperbrowse.model.topics import Vocabulary
from paperbrowse.sources.hub_entries import read_entry
from paperbrowse.topics_file import read_vocabulary

FOR_PRECISION = 150
FOR_RECALL = 60

JUDGED_SEED = 20261125
JUDGEMENTS = Path(__file__).parents[1] / "data" / "topics"

_THEN = datetime(2026, 9, 1, tzinfo=UTC)


def our_vocabulary() -> Vocabulary:
    return read_vocabulary(None)


def recorded_days(shared: Path) -> dict[date, tuple[Paper, ...]]:
    """Every recorded day, oldest first."""
    days = {}
    for file in sorted((shared / "hub" / "days").glob("*.json")):
        day = date.fromisoformat(file.stem)
        papers = (read_entry(entry, day, _THEN) for entry in json.loads(file.read_bytes()))
        days[day] = tuple(paper for paper in papers if paper is not None)
    return days


def rows(name: str) -> list[list[str]]:
    """The lines of a file of judgements, without the remarks."""
    lines = (JUDGEMENTS / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def seen_while_developing() -> set[str]:
    """Ids of the papers that the vocabulary was written with."""
    return {row[0] for name in ("judged", "expected") for row in rows(f"{name}_while_developing.tsv")}


def sample(shared: Path, seed: int = JUDGED_SEED) -> tuple[list[Paper], list[Paper]]:
    """The papers whose topics are judged, and other papers whose expected topics are written down."""
    by_id = {paper.id: paper for papers in recorded_days(shared).values() for paper in papers}
    chosen = random.Random(seed).sample(sorted(by_id.keys() - seen_while_developing()), FOR_PRECISION + FOR_RECALL)
    papers = [by_id[each] for each in chosen]
    return papers[:FOR_PRECISION], papers[FOR_PRECISION:]


def _part(papers: list[Paper], typed: str) -> list[Paper]:
    """"2/3" is the second third."""
    part, parts = map(int, typed.split("/"))
    return papers[len(papers) * (part - 1) // parts : len(papers) * part // parts]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.model.topics_sample")
    parser.add_argument("what", choices=("precision", "recall"))
    parser.add_argument("--part", default="1/1", help="K/N: the K-th of N equal parts")
    parser.add_argument("--seed", type=int, default=JUDGED_SEED, help="of another sample, for looking at")
    typed = parser.parse_args()
    vocabulary = our_vocabulary()
    matcher = Matcher(vocabulary)
    for_precision, for_recall = sample(Path(os.environ["PAPERBROWSE_SHARED"]), typed.seed)
    for paper in _part(for_precision if typed.what == "precision" else for_recall, typed.part):
        print(f"{paper.id}\t{paper.title}\n{paper.abstract or ''}")
        if typed.what == "precision":
            print(f"TOPICS\t{' '.join(matcher.topics_of(paper))}")
        print()
    if typed.what == "recall":
        for group in vocabulary.groups:
            print(f"[{group}]")
            print("\n".join(f"  {each.id}\t{each.name}" for each in vocabulary.topics if each.group == group))


if __name__ == "__main__":
    main()
