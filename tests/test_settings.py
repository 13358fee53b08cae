"""What one run goes by: config.toml, the environment, the options; and every slip, with its place."""

import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from paperbrowse import config_file
from paperbrowse.errors import SettingsError
from paperbrowse.model.limits import Limits
from paperbrowse.preferences import KEYS, TEMPLATE, Preferences
from paperbrowse.settings import HUB, Options, Settings, load

from .store.making import bound_thread

SECRET = "hf_Secret"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "ours"


@pytest.fixture
def config(root: Path) -> Path:
    (root / "config").mkdir(parents=True)
    return root / "config" / "config.toml"


def settings(root: Path, options: Options = Options(), **environ: str) -> Settings:
    return load(options, {"PAPERBROWSE_HOME": str(root), "HF_HOME": str(root / "hf"), **environ})


def slip(root: Path, options: Options = Options(), **environ: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        settings(root, options, **environ)
    return caught.value


# --- what holds without a word from the reader


def test_without_a_file_the_defaults_hold(root: Path):
    found = settings(root)

    assert Preferences() == Preferences(**{name: getattr(found, name) for name in Preferences.__slots__})
    assert (HUB, None, False, False) == (found.endpoint, found.token, found.offline, found.sample)


def test_the_template_parses_to_the_defaults(config: Path):
    config.write_text(TEMPLATE)

    assert Preferences() == config_file.read(config)


def test_the_template_names_every_key_in_its_table():
    assert [] == [key for key in KEYS if config_file.line_of(TEMPLATE.replace("\n# ", "\n"), *key) is None]


def test_the_template_still_parses_with_its_examples_uncommented(config: Path):
    lines = TEMPLATE.replace("# theme", "theme").replace("# help", "help").replace("# pdf", "pdf")
    config.write_text(lines)

    found = config_file.read(config)

    assert ("paperbrowse-dark", {"help": ("?", "f1")}) == (found.theme, found.keys)


# --- config.toml


def test_the_file_changes_what_it_names_and_nothing_else(root: Path, config: Path):
    config.write_text(
        'theme = "night"\nascii = true\nstart = "2026-W24"\ncopy_target = "markdown"\nopen_target = "pdf"\n'
        "[network]\nconnect = 2\nmax_megabytes = 3\ntries = 1\ncheck_every = 900\n"
        '[cache]\nmax_megabytes = 20\n[keys]\nbookmark = "m"\n"read-paper" = ["enter", "l"]\nquit = []\n'
    )

    found = settings(root)

    assert ("night", True, "2026-W24") == (found.theme, found.ascii, found.start)
    assert ("markdown", "pdf") == (found.copy_target, found.open_target)
    assert Limits(connect=2.0, max_bytes=3 * 1024 * 1024, tries=1) == found.limits
    assert (900.0, 20 * 1024 * 1024) == (found.check_every, found.cache_max_bytes)
    assert {"bookmark": ("m",), "read-paper": ("enter", "l"), "quit": ()} == found.keys


def test_a_file_of_a_windows_editor_is_read(root: Path, config: Path):
    config.write_bytes(b'\xef\xbb\xbftheme = "night"\r\nascii = true\r\n')

    assert "night" == settings(root).theme


@pytest.mark.fault("I14")
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("ascii = true\n\nstart == 1\n", 3, "column 8"), ("ascii = yes\n", 1, "column 9"), ('a = "b\n', 1, "column 7")],
)
def test_bad_toml_is_told_with_line_and_column(root: Path, config: Path, text: str, line: int, column: str):
    config.write_text(text)

    error = slip(root)

    assert (config, line) == (error.file, error.line)
    assert error.problem.startswith(column)
    assert f"config.toml, line {line}: {column}: not TOML" in str(error)


@pytest.mark.fault("I14")
@pytest.mark.parametrize("text", ["start = [", "start", "[" * 50_000, "tries = " + "9" * 5000])
def test_bad_toml_without_a_place_is_told_all_the_same(root: Path, config: Path, text: str):
    config.write_text(text)

    error = slip(root)

    assert "not TOML" in error.problem
    assert len(str(error).splitlines()) == 1


@pytest.mark.fault("I15")
def test_a_key_that_stands_twice_is_told_with_its_line(root: Path, config: Path):
    config.write_text("ascii = true\nascii = false\n")

    assert 2 == slip(root).line


@pytest.mark.fault("I16")
def test_a_file_that_is_not_utf8_is_told_with_its_line(root: Path, config: Path):
    config.write_bytes(b'ascii = true\ntheme = "caf\xe9"\n')

    assert (2, "not UTF-8 text") == (slip(root).line, slip(root).problem)


@pytest.mark.fault("I17")
@pytest.mark.parametrize(
    ("text", "key", "line", "problem"),
    [
        ('tehme = "x"\n', "tehme", 1, "there is no such key; the nearest is theme"),
        ("[network]\nreed = 1\n", "network.reed", 2, "there is no such key; the nearest is read"),
        ("ascii = true\n[netwrok]\nread = 1\n", "netwrok", 2, "there is no such table; the nearest is network"),
        ("[cache]\nconnect = 1\n", "cache.connect", 2, "there is no such key"),
        ("zzz = 1\n", "zzz", 1, "there is no such key"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(
    root: Path, config: Path, text: str, key: str, line: int, problem: str
):
    config.write_text(text)

    error = slip(root)

    assert (key, line, problem) == (error.key, error.line, error.problem)


@pytest.mark.fault("I18")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("theme = 3", "must be text in quotes, not a number"),
        ('theme = ""', "must be plain text on one line, and not empty"),
        ('theme = "a\\u001bb"', "must be plain text on one line, and not empty"),
        ('ascii = "yes"', "must be true or false, not text"),
        ("start = 2026-06-08", "must be text in quotes, not a date or time"),
        ('copy_target = "html"', "“html” is not one of hub, arxiv, pdf, title, markdown"),
        ('open_target = "title"', "“title” is not one of hub, arxiv, pdf"),
        ("network = 5", "must be a table, begun with a line [network]"),
        ("network.connect = true", "must be a number, not true or false"),
        ("network.connect = 0", "must be from 0.01 to 600"),
        ("network.read = nan", "must be from 0.01 to 600"),
        ("network.whole = inf", "must be from 0.01 to 3600"),
        ("network.tries = 2.5", "must be a whole number"),
        ("network.tries = 0", "must be from 1 to 10"),
        ("network.at_once = 17", "must be from 1 to 16"),
        ("network.check_every = 1", "must be from 60 to 86400"),
        ("cache.max_megabytes = -1", "must be from 10 to 100000"),
        ('pdf_folder = "Papers"', "must be an absolute path, or begin with ~/"),
        ("pdf_viewer = \"'mupdf\"", "“'mupdf” has a quote without its end"),
        ("[theme]", "must be text in quotes, not a table"),
        ("keys.quit = 3", "must be text in quotes, not a number"),
        ('keys.quit = ["q", ""]', "must be plain text on one line, and not empty"),
        ("keys.quit.x = 3", "must be text in quotes, not a table"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_accepted(root: Path, config: Path, text: str, problem: str):
    config.write_text(f"# a note\n{text}\n")

    error = slip(root)

    assert (2, problem) == (error.line, error.problem)


@pytest.mark.fault("I18")
@pytest.mark.parametrize("start", ["2026-02-30", "2026-W60", "someday", "9999-12"])
def test_a_start_that_is_no_period_is_told(root: Path, config: Path, start: str):
    config.write_text(f'start = "{start}"\n')

    assert ("start", 1) == (slip(root).key, slip(root).line)


@pytest.mark.parametrize("start", ["today", "week", "trending", "2026-06-08", "2099-01-01"])
def test_a_start_in_any_time_is_taken_as_typed(root: Path, config: Path, start: str):
    config.write_text(f'start = "{start}"\n')

    assert start == settings(root).start


def test_the_line_is_the_one_in_the_table_of_the_key(root: Path, config: Path):
    config.write_text('# max_megabytes = 1\n[network]\nmax_megabytes = 1\n[ "cache" ]\n\n  max_megabytes= 1\n')

    assert ("cache.max_megabytes", 6) == (slip(root).key, slip(root).line)


@pytest.mark.fault("I19")
@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and devices in folders there")
def test_what_is_no_ordinary_file_is_refused_and_never_waited_for(root: Path, config: Path):
    folder, pipe, huge = config.parent / "folder", config.parent / "pipe", config.parent / "huge"
    folder.mkdir()
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(1024**3)

    problems = [slip(root, Options(config=path)).problem for path in (folder, pipe, Path("/dev/zero"), huge)]

    assert [
        "this is a folder, not a file",
        "this is not an ordinary file",
        "this is not an ordinary file",
        "larger than 1,048,576 bytes",
    ] == problems


@pytest.mark.fault("I20")
def test_a_file_that_cannot_be_read_is_told(root: Path, config: Path):
    config.write_text("")
    below_a_file = config / "config.toml"

    assert "cannot be read: Not a directory" == slip(root, Options(config=below_a_file)).problem


@pytest.mark.fault("I20")
def test_a_file_without_the_right_to_read_is_told(root: Path, config: Path):
    config.touch(mode=0o000)
    thread = bound_thread("settings")

    try:
        problem = thread.submit(slip, root).result().problem
    finally:
        thread.close()

    assert "cannot be read: Permission denied" == problem


def test_a_file_that_was_named_must_exist(root: Path, tmp_path: Path):
    error = slip(root, Options(config=tmp_path / "mine.toml"))

    assert (tmp_path / "mine.toml", "there is no such file") == (error.file, error.problem)


def test_a_file_that_was_named_replaces_the_usual_one(root: Path, config: Path, tmp_path: Path):
    config.write_text('theme = "usual"\n')
    mine = tmp_path / "mine.toml"
    mine.write_text('theme = "mine"\n')

    found = settings(root, Options(config=mine))

    assert ("mine", mine) == (found.theme, found.config_file)


def test_the_check_tells_every_mistake(config: Path):
    config.write_text('ascii = 1\n[network]\ntries = 0\nread = 3\n[keys]\nquti = "q"\nquit = "x"\n')

    mistakes = config_file.check(config, known_commands=("quit", "help"))

    assert [1, 3, 6] == [mistake.line for mistake in mistakes]
    assert "there is no such command; the nearest is quit" == mistakes[-1].problem


def test_the_check_of_a_file_that_is_not_toml_tells_one_mistake(config: Path):
    config.write_text("start = [")

    assert 1 == len(config_file.check(config))


def test_the_check_of_a_good_or_missing_file_tells_nothing(config: Path):
    missing = config_file.check(config)
    config.write_text('[keys]\nanything = "q"\n')

    assert ((), ()) == (missing, config_file.check(config))


# --- options


def test_the_options_go_above_the_file(root: Path, config: Path):
    config.write_text("ascii = false\n")

    found = settings(root, Options(offline=True, sample=True, ascii=True))

    assert (True, True, True) == (found.offline, found.sample, found.ascii)


def test_settings_do_not_change(root: Path):
    with pytest.raises(AttributeError):
        settings(root).theme = "other"


# --- folders


def test_one_variable_moves_all_folders(root: Path):
    found = settings(root)

    assert (root / "data" / "library.db", root / "cache" / "papers") == (found.library_file, found.cache_directory)
    assert (root / "config" / "config.toml", root / "state") == (found.config_file, found.directories.state)


@pytest.mark.fault("S25")
def test_a_tilde_in_the_variable_is_the_home_directory(home: Path):
    found = load(Options(), {"PAPERBROWSE_HOME": "~/pb"})

    assert home / "pb" / "data" == found.directories.data


@pytest.mark.fault("S25")
@pytest.mark.parametrize("value", ["papers", "./papers", "~nobody-of-this-name/papers"])
def test_a_relative_folder_is_refused(value: str):
    with pytest.raises(SettingsError) as caught:
        load(Options(), {"PAPERBROWSE_HOME": value})

    assert ("PAPERBROWSE_HOME", "must be an absolute path") == (caught.value.key, caught.value.problem)


@pytest.mark.fault("S25")
@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="the folders of XDG")
@pytest.mark.parametrize(
    ("value", "expected"),
    [("relative", None), ("", None), ("/a$HOME", "/a$HOME"), ("/a\nb", "/a\nb"), ("/caf\udce9", "/caf\udce9")],
)
def test_folders_of_the_system_hold_with_odd_values(
    home: Path, monkeypatch: pytest.MonkeyPatch, value: str, expected: str | None
):
    monkeypatch.setenv("XDG_DATA_HOME", value)

    found = load(Options(), {})

    assert Path(expected or home / ".local/share") / "paperbrowse" == found.directories.data


@pytest.mark.fault("S25")
@pytest.mark.skipif(sys.platform == "win32", reason="HOME is not asked there")
@pytest.mark.parametrize("value", [None, "/nonexistent"])
def test_without_a_home_directory_the_settings_load(monkeypatch: pytest.MonkeyPatch, value: str | None):
    monkeypatch.delenv("HOME") if value is None else monkeypatch.setenv("HOME", value)

    assert load(Options(), {}).library_file.is_absolute()


@pytest.mark.fault("S25")
@pytest.mark.skipif(sys.platform == "win32", reason="HOME is not asked there")
def test_a_user_without_any_home_is_one_sentence(monkeypatch: pytest.MonkeyPatch):
    def nobody(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", nobody)

    with pytest.raises(SettingsError) as caught:
        load(Options(), {})

    assert "HOME" == caught.value.key


# --- the endpoint


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", HUB),
        ("https://huggingface.co/", HUB),
        ("hf-mirror.com", "https://hf-mirror.com"),
        ("localhost:8080", "https://localhost:8080"),
        ("HTTP://127.0.0.1:9000//", "http://127.0.0.1:9000"),
        ("http://[::1]:9000", "http://[::1]:9000"),
        ("https://Example.org/api/huggingfaceml/hub/", "https://example.org/api/huggingfaceml/hub"),
    ],
)
def test_the_endpoint_comes_from_the_environment(root: Path, value: str, expected: str):
    found = settings(root, HF_ENDPOINT=value)

    assert (expected, expected != HUB) == (found.endpoint, found.endpoint_is_own)


@pytest.mark.fault("I21")
@pytest.mark.parametrize(
    "value",
    [
        "file:///etc/passwd", "ftp://example.org", "javascript:alert(1)", "https://", "http://:80", "https://a b",
        "https://a.org:99999", "https://a.org:port", "https://a.org?x=1", "https://a.org#x", "https://a\\b.org",
        "https://hugginɡface.co", "https://user:hf_Secret@a.org", "//a.org", "https://[::1", "://", "https://..",
    ],
)  # fmt: skip
def test_an_endpoint_that_is_no_address_is_one_sentence_that_names_the_variable(root: Path, value: str):
    error = slip(root, HF_ENDPOINT=value)

    assert "HF_ENDPOINT" == error.key
    assert SECRET not in str(error)


@pytest.mark.parametrize(
    ("named", "api", "pages"),
    [
        ("", "https://export.arxiv.org", "https://arxiv.org"),
        ("http://127.0.0.1:9000/", "http://127.0.0.1:9000", "http://127.0.0.1:9000"),
    ],
)
def test_one_address_stands_for_all_of_arxiv(root: Path, named: str, api: str, pages: str):
    found = settings(root, PAPERBROWSE_ARXIV=named)

    assert (api, pages) == (found.arxiv_api, found.arxiv_pages)


@pytest.mark.fault("I21")
def test_an_address_of_arxiv_that_is_none_names_the_variable_and_hides_the_password(root: Path):
    error = slip(root, PAPERBROWSE_ARXIV="https://user:hf_Secret@a.org")

    assert "PAPERBROWSE_ARXIV" == error.key
    assert SECRET not in str(error)


# --- where PDFs are kept, and what opens them


def test_pdfs_are_kept_beside_the_library_where_no_folder_is_named(root: Path):
    found = settings(root)

    assert found.directories.data / "papers" == found.pdf_directory


def test_pdfs_are_kept_and_opened_as_configured(root: Path, config: Path):
    config.write_text('pdf_folder = "~/Papers"\npdf_viewer = "zathura --fork"\n')

    found = settings(root)

    assert (Path.home() / "Papers", ("zathura", "--fork")) == (found.pdf_directory, found.pdf_viewer)


# --- the token


def test_the_token_comes_from_the_first_place_that_has_one(root: Path):
    (root / "hf").mkdir(parents=True)
    (root / "hf" / "token").write_text("hf_file\n")
    (root / "named").write_text("hf_named")

    found = [
        settings(root, HF_TOKEN=" hf_first\n", HUGGING_FACE_HUB_TOKEN="hf_second"),
        settings(root, HF_TOKEN="", HUGGING_FACE_HUB_TOKEN="hf_second"),
        settings(root, HF_TOKEN_PATH=str(root / "named")),
        settings(root),
    ]

    assert ["hf_first", "hf_second", "hf_named", "hf_file"] == [each.token and each.token.value for each in found]


@pytest.mark.parametrize("cache_home", [True, False])
def test_the_token_file_is_found_below_the_caches(root: Path, home: Path, cache_home: bool):
    folder = (root if cache_home else home / ".cache") / "huggingface"
    folder.mkdir(parents=True)
    (folder / "token").write_text("hf_file")

    found = load(Options(), {"PAPERBROWSE_HOME": str(root)} | ({"XDG_CACHE_HOME": str(root)} if cache_home else {}))

    assert found.token is not None and "hf_file" == found.token.value


@pytest.mark.parametrize(("value", "asked"), [("1", False), ("yes", False), ("0", True), ("", True)])
def test_the_token_is_left_alone_where_the_reader_says_so(root: Path, value: str, asked: bool):
    found = settings(root, HF_TOKEN=SECRET, HF_HUB_DISABLE_IMPLICIT_TOKEN=value)

    assert asked == (found.token is not None)


def test_the_token_is_never_shown(root: Path):
    found = settings(root, HF_TOKEN=SECRET)

    assert [] == [text for text in (repr(found), str(found.token), f"{found.token}") if SECRET in text]


@pytest.mark.fault("I22")
@pytest.mark.parametrize("inside", ["\n", " ", "\t", "\r\nX-Header: 1 ", "\x00", "é"])
def test_a_token_with_white_space_inside_is_one_sentence_without_it(root: Path, inside: str):
    error = slip(root, HF_TOKEN=f"{SECRET}{inside}tail")

    told = "".join(traceback.format_exception(error))

    assert "HF_TOKEN" == error.key
    assert SECRET not in told and "tail" not in str(error)


@pytest.mark.fault("I22")
def test_a_bad_token_file_is_named_and_its_content_is_not(root: Path):
    (root / "hf").mkdir(parents=True)
    (root / "hf" / "token").write_text(f"{SECRET}\n{SECRET}\n")

    error = slip(root)

    assert root / "hf" / "token" == error.file
    assert SECRET not in str(error)


# --- offline


@pytest.mark.parametrize("name", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("on", True), ("Yes", True), ("TRUE", True), ("0", False), ("", False)]
)
def test_offline_is_read_as_huggingface_hub_reads_it(root: Path, name: str, value: str, expected: bool):
    assert expected == settings(root, **{name: value}).offline


# --- the cost


def test_the_settings_load_without_the_heavy_libraries(root: Path):
    program = (
        "import os, sys; from paperbrowse.settings import Options, load; load(Options(), os.environ);"
        "print(*sorted({'textual', 'httpx', 'diskcache', 'tomllib', 'platformdirs', 'asyncio'} & set(sys.modules)))"
    )
    environ = {**os.environ, "PAPERBROWSE_HOME": str(root), "PYTHONPATH": str(Path(__file__).parents[1])}

    ran = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True)

    assert "" == ran.stdout.strip()
