"""Papers that nobody wrote, in the shape of `/api/daily_papers` as seen 2026-08: the same day gives the same papers."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

Json = dict[str, object]

_METHODS = ("Sparse Attention", "Speculative Decoding", "Latent Planning", "Token Routing", "Preference Distillation",
            "Retrieval Gating", "Diffusion Guidance", "Layer Skipping", "Reward Shaping", "Memory Folding")
_SUBJECTS = ("Long-Context Language Models", "Video Generation", "Embodied Agents", "Multimodal Reasoning",
             "Code Generation", "Speech Translation", "3D Reconstruction", "Medical Imaging", "Tool Use",
             "Low-Resource Languages")
_FRAMES = ("{method} for {subject}", "Rethinking {method} in {subject}", "{name}: {method} for {subject}",
           "Does {method} Help {subject}?", "{name}: A Benchmark of {subject}", "Scaling {subject} with {method}")
_NAMES = ("Quill", "Marrow", "Tessera", "Lantern", "Kestrel", "Ostinato", "Fathom", "Bramble", "Sextant", "Halcyon")
_GIVEN = ("Ana", "Bo", "Chidi", "Dana", "Eun-ji", "Farid", "Grété", "Hiro", "Ines", "Jörg", "Kavya", "Lin", "Miloš")
_FAMILY = ("Abara", "Brandt", "Chen", "Dvořák", "Eriksen", "Fujita", "García", "Haddad", "Iyer", "Jansen", "Kim", "Lund")
_ORGANIZATIONS = (("northlight-lab", "Northlight Laboratory"), ("uni-merewald", "University of Merewald"),
                  ("opensieve", "OpenSieve"), ("harbour-ai", "Harbour AI"))
_SENTENCES = (
    "We study {method} in the setting of {subject} and find that common practice leaves most of its promise unused.",
    "Existing approaches to {subject} need either more memory or more labels than small groups can afford.",
    "Our method adds one light module and keeps the base model frozen.",
    "On seven public benchmarks it gains $3.1\\%$ over the strongest baseline at half the cost.",
    "An ablation shows that the order of training steps matters more than their number.",
    "We prove a bound of $O(n \\log n)$ on the number of steps and observe less in practice.",
    "Code, weights and all prompts are released.",
    "We discuss where the approach fails and what that says about {subject}.",
)


def make_day(day: date, papers: int = 20) -> list[Json]:
    """The entries of one day, upvotes descending. Ids carry the day: 2026-06-08 has 2606.08000, 2606.08001, …"""
    entries = [make_entry(day, number) for number in range(papers)]
    return sorted(entries, key=lambda entry: -entry["paper"]["upvotes"])


def make_entry(day: date, number: int) -> Json:
    """One entry of the list; with only the keys that a young or an old paper happens to have."""
    random = Random(f"{day}/{number}")
    method, subject = random.choice(_METHODS), random.choice(_SUBJECTS)
    title = random.choice(_FRAMES).format(method=method, subject=subject, name=random.choice(_NAMES))
    gap = random.choice((" ", " ", "\n"))
    abstract = gap.join(random.sample(_SENTENCES, random.randint(4, 8))).format(method=method, subject=subject)
    published = datetime.combine(day - timedelta(days=random.randint(1, 4)), time(), UTC)
    submitter = _user(random)
    paper: Json = {
        "id": f"{day:%y%m}.{day.day:02}{number:03}",
        "authors": [_author(random) for _ in range(min(40, int(random.paretovariate(0.9)) + 2))],
        "publishedAt": _stamp(published),
        "submittedOnDailyAt": _stamp(datetime.combine(day, time(), UTC)),
        "title": title.replace(" ", "\n  ", 1) if random.random() < 0.3 else title,
        "submittedOnDailyBy": submitter | {"user": submitter["name"]},
        "summary": abstract,
        "upvotes": min(300, int(3 * random.paretovariate(0.8))),
        "discussionId": f"{random.getrandbits(96):024x}",
    }
    _add_optional(paper, random, method, subject)
    entry: Json = {
        "paper": paper,
        "publishedAt": _stamp(published - timedelta(hours=4 if 4 <= published.month <= 10 else 5)),
        "title": title,
        "summary": abstract,
        "thumbnail": f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{paper['id']}.png",
        "numComments": random.choice((0, 1, 1, 2, 3, 7)),
        "submittedBy": submitter,
        "isAuthorParticipating": random.random() < 0.3,
    }
    if "organization" in paper:
        entry["organization"] = paper["organization"]
    return entry


def _add_optional(paper: Json, random: Random, method: str, subject: str) -> None:
    name = random.choice(_NAMES).lower()
    if random.random() < 0.45:
        paper["projectPage"] = f"https://{name}.example.org/"
    if random.random() < 0.55:
        paper |= {"githubRepo": f"https://github.com/{name}-lab/{name}", "githubRepoAddedBy": "user",
                  "githubStars": int(5 * random.paretovariate(0.5)) % 30_000}
    if random.random() < 0.6:
        paper |= {"ai_summary": f"{method} improves {subject.lower()} at half the cost.",
                  "ai_summary_model": "made-up/summarizer",
                  "ai_keywords": [method.lower(), subject.lower(), "ablation"]}
    if random.random() < 0.6:
        login, fullname = random.choice(_ORGANIZATIONS)
        paper["organization"] = {"_id": f"{random.getrandbits(96):024x}", "name": login, "fullname": fullname}


def _author(random: Random) -> Json:
    author: Json = {"_id": f"{random.getrandbits(96):024x}", "name": _name(random), "hidden": False}
    if random.random() < 0.1:
        user = _user(random)
        author |= {"user": user | {"user": user["name"]}, "status": "claimed_verified"}
    return author


def _user(random: Random) -> Json:
    fullname = _name(random)
    login = "".join(letter for letter in fullname.lower() if letter.isascii() and letter.isalpha())
    return {"_id": f"{random.getrandbits(96):024x}", "avatarUrl": f"/avatars/{random.getrandbits(128):032x}.svg",
            "isPro": False, "fullname": fullname, "name": login, "type": "user"}


def _name(random: Random) -> str:
    return f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}"


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"
