"""A made-up full text, and what is said around a paper."""

from datetime import UTC, datetime, timedelta

from paperbrowse.model.reading import Comment, Comments, FullText, Linked, LinkedRepo

from .papers import PLANNING

NOW = datetime(2026, 6, 12, 12, tzinfo=UTC)

_PARAGRAPH = (
    "A lantern that is carried backwards sheds its light on where one has been. We measure how far that helps a walker "
    "who may undo a step, at a cost of $\\mathcal{O}(n \\log n)$ steps, **and** how often it misleads "
    "[as others saw](https://arxiv.org/abs/2401.00017). "
)
MARKDOWN = f"""# {PLANNING.title}

## Abstract

{_PARAGRAPH}

## 1 On Lanterns

{_PARAGRAPH * 3}

| Lantern | Reach | Remarks |
|---|---|---|
| tin | 4.5 | carried by hand |
| paper | 12.0 | lost twice in the wind, found once |

### 1.1 A Bound

For every walker $w$ holds

$$
\\sum_{{i=1}}^n x_i \\leq \\frac{{n}}{{2}}
$$

```python
def carry(lantern):
    return lantern.back()
```

## 2 On Harbours

{_PARAGRAPH * 4}

- one lamp
- two lamps
  - and a third

## 3 Ends

{_PARAGRAPH * 5}

## References

- Lund, B. Folding lamps. arXiv:2305.01234v2, 2023.
- Day, C. [A project](https://lamps.example.org/). arXiv:2401.00017.
"""

TEXT = FullText(PLANNING.id, MARKDOWN, "hub", NOW - timedelta(days=2), version=2)

COMMENTS = Comments(
    PLANNING.id,
    NOW,
    (
        Comment("a", "Ada One", "ada", NOW - timedelta(hours=3), "Does it **work** in `fog`?\n\nWith $x_1$?", (("🔥", 3),)),
        Comment("b", "Bo Two", "bo", NOW - timedelta(days=40), "> Does it\n\nIt does.", is_edited=True, parent="a"),
        Comment("c", None, None, None, "", is_hidden=True),
    ),
    left_out=1,
)
LINKED = Linked(
    PLANNING.id,
    NOW,
    models=(
        LinkedRepo("lamp-lab/tin-7b", "model", 844, 29_500, "text-generation"),
        LinkedRepo("lamp-lab/paper-1b", "model", 1, 12, is_gated=True),
    ),
    datasets=(LinkedRepo("lamp-lab/harbours", "dataset", 53, 6_800),),
    spaces=(LinkedRepo("lamp-lab/try-it", "space", 5, None, "Carry a lantern"),),
    total_models=6,
    total_datasets=1,
    total_spaces=1,
)
