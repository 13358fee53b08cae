"""Which words give a paper which topics."""

import tomllib

import pytest

from paperbrowse.model.topic_matcher import AT_MOST, Field, Matcher, Reason
from paperbrowse.model.topic_profiles import Accords, Profile
from paperbrowse.model.topics import parse_vocabulary
from tests.growth import grows_evenly

from .made import paper

TOPICS = """
["Group"]
"Agents" = { caution = 1, aliases = ["AI agent"], except = ["contrast agent"] }
"GUI agents" = { broader = "Agents", aliases = ["computer use"] }
"Benchmarks" = ["*bench"]
"Datasets" = { contributed = ["datasets"] }
"Fine-tuning" = []
"KV cache" = ["key-value cache"]
"Language models" = { aliases = ["llm"], except = ["vision-language model"] }
"RAG" = ["retrieval-augmented generation"]
"Segmentation" = [{ alias = "SAM", near = ["segment"], not_near = ["Altman"] }]
"Video generation" = []
"Long videos" = ["long video"]
"Vision-language models" = ["vlm"]
"Word embeddings" = { hints = ["word vector"], aliases = ["word2vec"] }
"Köppen climate" = []
"""

MATCHER = Matcher(parse_vocabulary(tomllib.loads(TOPICS)))


def of_title(title: str) -> tuple[str, ...]:
    return MATCHER.topics_of(paper(title=title))


@pytest.mark.parametrize(
    "title",
    ["KV cache", "KV-Cache eviction", "Two kv caches", "KV/cache", "The key–value cache", "Key Value Caches!"],
)
def test_case_plural_and_what_joins_words_do_not_matter(title: str) -> None:
    assert ("kv-cache",) == of_title(title)


@pytest.mark.parametrize("title", ["Finetuning", "Fine tuning", "fine-tuning"])
def test_a_hyphen_stands_for_nothing_too(title: str) -> None:
    assert ("fine-tuning",) == of_title(title)


@pytest.mark.parametrize("title", ["Koppen Climates", "KÖPPEN climate"])
def test_diacritics_do_not_matter(title: str) -> None:
    assert ("koppen-climate",) == of_title(title)


@pytest.mark.parametrize("title", ["Cached KV", "KV. Cache", "KV, cache", "The kvcache2", "Agentless", "xllm", ""])
def test_only_whole_words_that_stand_together_count(title: str) -> None:
    assert () == of_title(title)


@pytest.mark.parametrize(("title", "topics"), [("RAG for all", ("rag",)), ("Two RAGs", ("rag",)), ("A rag doll", ())])
def test_what_stands_in_capitals_only_is_found_in_capitals_only(title: str, topics: tuple[str, ...]) -> None:
    assert topics == of_title(title)


def test_a_keyword_means_its_abbreviation_in_small_letters_too() -> None:
    about = paper(keywords=("rag",), abstract="We propose retrieval-augmented generation.")

    assert ("rag",) == MATCHER.topics_of(about)


@pytest.mark.parametrize(
    ("title", "topics"),
    [("SAM segments all", ("segmentation",)), ("Uncle SAM", ()), ("SAM Altman on segments", ())],
)
def test_an_ambiguous_alias_needs_its_company(title: str, topics: tuple[str, ...]) -> None:
    assert topics == of_title(title)


def test_the_company_may_stand_elsewhere_in_the_paper() -> None:
    assert ("segmentation",) == MATCHER.topics_of(paper(title="SAM 3", abstract="It segments what you name."))


@pytest.mark.parametrize(
    ("abstract", "topics"),
    [
        ("It works. We introduce Foo, a large and varied dataset. It is free.", ("datasets",)),
        ("It works. We introduce Foo, trained on a large dataset. It is free.", ()),
        ("It works. It uses a dataset. It is free.", ()),
    ],
)
def test_what_papers_make_counts_where_they_say_that_they_make_it(abstract: str, topics: tuple[str, ...]) -> None:
    assert topics == MATCHER.topics_of(paper(title="Foo", abstract=abstract))


def test_what_papers_make_counts_in_a_title() -> None:
    assert ("datasets",) == of_title("A dataset of rivers")


@pytest.mark.parametrize("title", ["Foo without fine-tuning", "Foo without any finetuning", "Foo instead of a KV cache"])
def test_what_a_paper_does_without_is_not_its_topic(title: str) -> None:
    assert () == of_title(title)


def test_a_longer_phrase_that_means_something_else_is_passed_over() -> None:
    assert ("vision-language-models",) == of_title("Vision-Language Models in two sizes")
    assert () == of_title("A contrast agent for scans")
    assert ("language-models", "vision-language-models") == of_title("Language models and vision-language models")


def test_terms_that_share_a_word_are_both_found() -> None:
    assert {"video-generation", "long-videos"} == set(of_title("Long Video Generation"))


def test_two_words_with_a_spelling_in_common_go_on_apart() -> None:
    matcher = Matcher(parse_vocabulary(tomllib.loads('["G"]\n"Biases" = []\n"Bias audit" = []\n"Biases map" = []')))

    found = {title: set(matcher.topics_of(paper(title=title))) for title in ("Biases audit", "Biases map", "Bias map")}

    assert {"Biases audit": {"biases", "bias-audit"}, "Biases map": {"biases", "biases-map"}, "Bias map": set()} == found


@pytest.mark.parametrize("aliases", [("kvs", "kv"), ("kv", "kvs")])
def test_of_two_aliases_with_a_spelling_in_common_the_first_is_meant(aliases: tuple[str, str]) -> None:
    matcher = Matcher(parse_vocabulary({"G": {"Cache": list(aliases)}}))

    assert [aliases[0]] == [reason.alias for reason in matcher.explain(paper(title="Two kvs"))]


def test_a_star_finds_every_word_of_a_title_that_ends_so() -> None:
    assert ("benchmarks",) == of_title("FoobarBench: hard tasks")
    assert () == of_title("A workbenched idea")


def test_what_is_narrower_counts_for_what_is_broader() -> None:
    topics = '["G"]\n"Broad ideas" = []\n"Narrow idea" = { broader = "Broad ideas" }\n"Another idea" = []'
    matcher = Matcher(parse_vocabulary(tomllib.loads(topics)))
    abstract = "It may have to do with broad ideas."

    assert ("another-idea",) == matcher.topics_of(paper(title="Another idea", abstract=abstract))
    assert {"narrow-idea", "broad-ideas"} == set(matcher.topics_of(paper(title="A narrow idea", abstract=abstract)))


def test_a_topic_to_be_cautious_of_needs_more_than_a_mention() -> None:
    matcher = Matcher(parse_vocabulary(tomllib.loads('["G"]\nFlies = []\nBees = []\nWasps = { caution = 3 }')))
    about = paper(title="Flies and bees with wasps", abstract="We study flies and bees. They meet wasps.")

    assert ("flies", "bees") == matcher.topics_of(about)
    assert ("wasps",) == matcher.topics_of(paper(title="Wasps"))


def test_a_mention_in_passing_yields_to_what_the_paper_is_about() -> None:
    about = paper(title="KV caches", abstract="We propose a KV cache. It is good. One could try word2vec.")

    assert ("kv-cache",) == MATCHER.topics_of(about)


def test_the_title_weighs_more_than_the_abstract() -> None:
    both = paper(title="Fine-tuning", abstract="A KV cache is here. We propose a KV cache. The KV cache is ours.")

    assert ("fine-tuning", "kv-cache") == MATCHER.topics_of(both)


def test_what_the_paper_does_weighs_more_than_what_comes_before() -> None:
    reasons = MATCHER.explain(paper(abstract="Key-value caches cost. A key-value cache is slow. We propose a key-value cache."))

    assert [1.0, 0.56, 1.6] == [reason.weight for reason in reasons]


def test_what_only_narrower_topics_say_makes_room_for_what_the_paper_says_itself() -> None:
    narrow = "\n".join(f'"Narrow {number}" = {{ broader = "Broad {number}" }}\n"Broad {number}" = []' for number in "abc")
    matcher = Matcher(parse_vocabulary(tomllib.loads(f'["G"]\n{narrow}\n"KV cache" = []')))

    topics = matcher.topics_of(paper(title="Narrow a, narrow b, narrow c", abstract="We propose a KV cache."))

    assert ("narrow-a", "narrow-b", "narrow-c", "kv-cache") == topics[:4]


def test_an_alias_that_goes_on_beyond_a_sentence_is_not_sought_beyond_the_text() -> None:
    matcher = Matcher(parse_vocabulary(tomllib.loads('["G"]\n"Dr. GRPO" = []')))

    assert () == matcher.topics_of(paper(title="Ask the Dr. ", abstract="Ask the dr"))


def test_a_paper_has_a_limited_number_of_topics() -> None:
    topics = of_title("Fine-tuning, KV cache, LLM, RAG, word2vec, computer use, VLM, long video generation")

    assert AT_MOST == len(topics) == len(set(topics))


def test_the_best_topic_of_a_paper_that_would_have_none_is_given() -> None:
    assert ("word-embeddings",) == MATCHER.topics_of(paper(abstract="A word2vec is here.", summary="Words."))


def test_a_hint_counts_half() -> None:
    reasons = MATCHER.explain(paper(title="Word vectors", keywords=("word2vec",)))

    assert (
        Reason("word-embeddings", "word vector", Field.TITLE, 2.0),
        Reason("word-embeddings", "word2vec", Field.KEYWORDS, 0.6),
    ) == reasons


def test_the_explanation_names_each_word_its_field_and_what_it_gave() -> None:
    explained = MATCHER.explain(
        paper(title="Computer use", abstract="An agent.", summary="GUI agents act.", keywords=("AI agents", "river"))
    )

    assert [
        ("gui-agents", "computer use", Field.TITLE, 4.0),
        ("gui-agents", "GUI agents", Field.SUMMARY, 2.6),
        ("agents", "computer use", Field.TITLE, 2.0),
        ("agents", "AI agent", Field.KEYWORDS, 0.6),
        ("agents", "GUI agents", Field.SUMMARY, 1.3),
        ("agents", "Agents", Field.SUMMARY, 2.6),
        ("agents", "Agents", Field.ABSTRACT, 1.6),
    ] == [(reason.topic, reason.alias, reason.field, reason.weight) for reason in explained]


@pytest.mark.parametrize(
    "title",
    ["大型语言模型LLM与RAG研究", "Исследование LLM и RAG", "دراسة LLM و RAG", "LLM과 RAG를 위한 연구", "LLM🤖RAG"],
)
def test_english_terms_are_found_in_other_languages(title: str) -> None:
    assert {"language-models", "rag"} == set(of_title(title))


def test_a_word_in_another_script_stands_between_two_words() -> None:
    assert () == of_title("KV кэш cache")


@pytest.mark.parametrize("word", ["SAM ", "kv ", "rag ", "a", "é", ". "])
def test_a_text_made_to_be_slow_is_not(word: str) -> None:
    def match(letters: int) -> None:
        text = word * (letters // len(word))
        MATCHER.topics_of(paper(abstract=text, summary=text))

    assert grows_evenly(match, 5_000)


def test_an_alias_may_begin_with_a_word_that_we_weigh_by() -> None:
    matcher = Matcher(parse_vocabulary(tomllib.loads('["G"]\n"Study design" = []\n"KV cache" = []')))

    assert ("study-design",) == matcher.topics_of(paper(title="Study design"))
    assert ("kv-cache",) == of_title("A KV cache")


def test_however_much_words_weigh_for_one_topic_it_adds_nothing_to_the_next() -> None:
    accords = Accords([Profile(words=(("lake", 60_000), ("river", 60_000))), Profile(words=(("sea", 1),))])

    lakes, seas = accords.of(frozenset({"lake", "river"}), frozenset(), (0, 1))

    assert lakes > 0.0 == seas


def test_the_version_is_that_of_the_rules_and_of_the_vocabulary() -> None:
    assert MATCHER.version.endswith(MATCHER.vocabulary.version)
    assert MATCHER.version != MATCHER.vocabulary.version
