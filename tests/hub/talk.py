"""What nobody said under papers that nobody wrote, and what was made with them: parts of `/api/papers/{id}`, by the
service's OpenAPI document of 2026-08."""

from random import Random

from .made_up import Json

_REMARKS = (
    "Lovely work. Did you try it with a **frozen** encoder?",
    "We did; see the appendix. The loss of $0.3\\%$ is within noise, and $\\ell_2$ regularisation does not help.",
    "The code runs like this here:\n\n```python\nfrom quill import route\nroute(tokens, depth=3)\n```\n\nand takes `2 GB`.",
    "Similar papers: [Folding Memory](https://huggingface.co/papers/2305.01234), 2401.00017.",
)
_REACTIONS = ("fire", "rocket", "heart", "thumbsup", "brain")


def comments(entry: Json) -> list[Json]:
    """As many as the list announces; every third answers the one before, the second is edited, the seventh hidden."""
    return [_comment(entry, number) for number in range(1, entry["numComments"] + 1)]


def _comment(entry: Json, number: int) -> Json:
    random = Random(f"{entry['paper']['id']}/comment/{number}")
    said = entry["paper"]["submittedOnDailyAt"]
    text = f"{_REMARKS[(number - 1) % len(_REMARKS)]}\n\nRemark {number}."
    shown: Json = {
        "edited": number == 2, "hidden": number == 7, "numEdits": int(number == 2), "editors": [], "editorAvatarUrls": [],
        "reactions": [{"reaction": name, "users": [], "count": random.randint(1, 9)} for name in _REACTIONS[: number % 3]],
        "latest": {"raw": text, "html": f"<p>{text}</p>", "updatedAt": said},
    }  # fmt: skip
    if number % 3 == 0:
        shown["parentCommentId"] = f"{number - 1:024x}"
    return {"id": f"{number:024x}", "createdAt": said, "type": "comment", "author": entry["submittedBy"], "data": shown}


def linked(entry: Json) -> Json:
    """Repositories and their totals; every second paper has none."""
    random = Random(f"{entry['paper']['id']}/linked")
    count = int(entry["paper"]["id"][-1]) % 2
    models = [
        {"id": f"harbour-ai/quill-{size}b", "author": "harbour-ai", "downloads": random.randint(0, 90_000),
         "likes": random.randint(0, 900), "gated": "auto" if size == 7 else False, "private": False, "repoType": "model",
         "pipeline_tag": "text-generation", "lastModified": "2026-06-09T10:00:00.000Z", "availableInferenceProviders": []}
        for size in (1, 7)[: 2 * count]
    ]  # fmt: skip
    datasets = [
        {"id": "opensieve/routes", "author": "opensieve", "downloads": random.randint(0, 9_000), "likes": random.randint(0, 90),
         "gated": False, "private": False, "repoType": "dataset", "lastModified": "2026-06-01T00:00:00.000Z"}
    ][:count]  # fmt: skip
    spaces = [{"id": "opensieve/try-it", "emoji": "🧭", "running": True, "featured": False, "shortDescription": "Try it here"}][:count]
    return {
        "linkedModels": models, "numTotalModels": len(models) * 3, "linkedDatasets": datasets, "numTotalDatasets": len(datasets),
        "linkedSpaces": spaces, "numTotalSpaces": len(spaces),
    }  # fmt: skip
