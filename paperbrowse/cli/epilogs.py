"""What stands below the options in the help of a command: accepted words, exit codes, examples."""

PERIODS = """\
A PERIOD is today (the newest edition that has papers), yesterday (the edition before it), a day 2026-06-08,
a week 2026-W24, a month 2026-06, week, month or trending. A FILE is a saved page of Daily Papers; - is standard
input, and ./2026-06 is a file whatever it looks like. An ID is an arXiv id as people paste it: 2608.16590v2,
arXiv:2608.16590, an address of the Hub or of arXiv; - reads ids from standard input."""

MAIN = f"""\
{PERIODS}

Exit codes:
  0  done
  1  it could not be done
  2  bad usage, or a mistake in the configuration
  3  no network, and nothing kept on this machine
  4  the library cannot be used
  70 a mistake of paperbrowse

Examples:
  paperbrowse                                      the newest papers on the screen
  paperbrowse list yesterday --sort upvotes -n 10  ten titles
  paperbrowse list --bookmarked --json             every bookmark, for a program
  paperbrowse list --quiet | paperbrowse read -    mark an edition read"""

LIST = """\
Without a PERIOD, --bookmarked lists every bookmark, --imported every imported paper, and --unread the inbox. With a
PERIOD they narrow that edition. On a terminal the output is a table; in a pipe it is tab-separated: id, upvotes,
published, marks, organization, title. A copy on this machine that is fresh enough is listed without asking the Hub.
A QUERY that begins with a minus is written --query=-survey.

Examples:
  paperbrowse list                               the newest edition
  paperbrowse list month --query 'title:agents stars:>100 -survey'
  paperbrowse list 2026-W24 --sort upvotes       a week, most upvotes first
  paperbrowse list --bookmarked --unread         bookmarks still to be read
  paperbrowse list --json | jq '.[].title'       for a program"""

DOCTOR = """\
Each check is ok, a note or failed, and says what to do. In a pipe it is tab-separated: state, name, what was found,
what to do. --json gives the same four, as state, name, said and advice. Exits with 0 when nothing failed, else with 1.
“pictures” says how those of papers are shown; images = false in config.toml takes them off.

Examples:
  paperbrowse doctor                                     at most half a minute, mostly for the network
  paperbrowse doctor --offline                           without the network
  paperbrowse doctor --json | jq '.[] | select(.state == "failed")'"""

TOPICS = """\
explain ID says which words gave a paper its topics; suggest lists frequent keywords that no topic covers yet. What you
change in topics.toml beside config.toml (paperbrowse paths) adds topics and aliases, hides or renames ours.

Examples:
  paperbrowse topics explain 2608.16590
  paperbrowse list --topic agents --not-topic video"""

SEARCHES = """\
A saved search stands in the sidebar of the screen with its unread papers. In a pipe the list is tab-separated: name,
query.

Examples:
  paperbrowse searches add caches '"kv cache" -survey after:2026-01'
  paperbrowse searches remove caches"""

TAG = """\
+TAG adds a tag, -TAG takes it away; a # before it changes nothing, nor does case. A tag of several words stands in quotes.
With an ID alone its tags are printed; alone, every tag with the number of its papers. In a pipe both are tab-separated.

Examples:
  paperbrowse tag 2608.16590 +thesis '+to read' -later
  paperbrowse list --bookmarked --quiet | paperbrowse tag - +2026"""

NOTE = """\
Without a TEXT the note is printed.

Examples:
  paperbrowse note 2608.16590 "Compare with table 3."
  paperbrowse note 2608.16590 --edit"""

WATCH = """\
What is watched carries a mark and stands in the shelf Watched; what is muted is counted and hidden until V shows it. A
paper with something watched is never muted, nor is a bookmarked one. Case, accents and hyphens do not matter.

Examples:
  paperbrowse watch add topic:agents
  paperbrowse watch add author:"Ada Lovelace"
  paperbrowse mute add in the wild                a phrase, in title, abstract, summary or keywords
  paperbrowse mute remove org:example-lab"""

LIBRARY = """\
path says where it is; check reads all of it. backup makes a copy beside it, as the program does by itself once a day where
something changed; restore lists those, and restore BACKUP (its name, or newest) makes marks, tags, notes, and what is
watched and muted, what they were then, as a change that undo takes back; imported pages and saved searches come back, and
none goes. merge exchanges marks, tags, notes, and what is watched and muted with your other machines through a folder that
you keep in step yourself (git, Syncthing, Dropbox): each machine adds to a file of its own there. Of what two machines say
of a paper the later stands; a note that was edited on both keeps both texts. The folder holds your notes in the clear.

Examples:
  paperbrowse library backup
  paperbrowse library restore newest
  paperbrowse library merge ~/Sync/paperbrowse       on each machine, now and then"""

SYNC = """\
Brings the editions that are missing or may have changed, newest first, each kept as it comes: stopped at any moment, the
same command goes on where it was. A DATE is 2026-06-08, or a whole week 2026-W24 or month 2026-06. The Hub answers 500
questions in five minutes; a longer sync waits in between. Exits with 3 where nobody answers, with 1 where a day had to be
skipped, and with 130 after Ctrl-C.

Examples:
  paperbrowse sync                               the last 30 days
  paperbrowse sync --from 2026-01                this year
  paperbrowse sync --all                         everything since 4 May 2023"""

PDF = """\
A PDF is checked to be whole, and kept as “2608.16590 Title.pdf”; one that is there is not asked for again, and one that
broke off is gone on with. arXiv is asked for one thing in three seconds at most. pdf_folder and pdf_viewer in config.toml
say where they are kept and what opens them. Exits with 3 where nobody answers, with 1 where a PDF could not be had.

Examples:
  paperbrowse pdf 2608.16590 --open
  paperbrowse list --bookmarked --quiet | paperbrowse pdf - --to ~/Papers"""

FETCH = """\
Brings the full text, comments, the linked models, datasets and Spaces, arXiv's record and the PDF of papers, each kept as it
comes: stopped at any moment, the same command goes on with what is left, and what is here is not asked for again. It is
kept apart from what makes room for the new in the cache; PDFs go where those of paperbrowse pdf do. What nobody has is told
and looked for again after a day. arXiv is asked for one thing in three seconds at most, which makes ten seconds a paper; the
Hub's limits are waited for. With --offline it says what is here. Exits with 3 where nobody answers, with 1 where something
could not be had, and with 130 after Ctrl-C.

Examples:
  paperbrowse fetch --bookmarked                 what you keep, for the train
  paperbrowse fetch 2608.16590 --no-pdf
  paperbrowse fetch 2026-W24 --query 'topic:agents upvotes:>50'
  paperbrowse fetch --bookmarked --offline       what of it is here"""

IMPORT = """\
A FILE is told by what is in it: a saved page of Daily Papers (HTML, .mhtml, Markdown or text, at most 16 MiB), BibTeX,
CSL-JSON as Zotero writes it, a list of arXiv ids or addresses of any form, or the JSON lines of paperbrowse export (at
most 100 MiB), with which bookmarks, read marks, tags, notes, saved searches and the like come in beside those that are
here, after a backup. What cannot be used is told by its line, the rest comes in. Details that a list lacks are asked of the
Hub, or wait until it can be asked. The same file again changes nothing; --dry-run never does.

Examples:
  paperbrowse import papers.txt --saved-on 2026-04-18
  paperbrowse import - --resolve < papers.txt
  paperbrowse import library.bib
  paperbrowse export --format jsonl | ssh other paperbrowse import -"""

EXPORT = """\
Without a choice, the bookmarks; as jsonl, all that you keep: whatever you bookmarked, read, tagged or noted, imported pages,
saved searches, and what is watched and muted. paperbrowse import brings it back as it was. BibTeX keys stay the same from
one export to the next. A file is written beside its place and then renamed; one that is there is replaced with --force
alone, or after a question. As markdown a FOLDER/, such as one of an Obsidian vault, takes a note a paper; the next export
brings notes up to date, but for those that you changed. What goes to Zotero waits on this machine while Zotero is closed;
--zotero without a choice sends what waits.

Examples:
  paperbrowse export > papers.bib                bookmarks as BibTeX
  paperbrowse export --query 'tag:thesis' -o thesis.ris
  paperbrowse export 2026-W24 --format csv -o week.csv --force
  paperbrowse export --bookmarked --format markdown -o ~/Vault/Papers/
  paperbrowse export 2608.16590 --zotero"""

SEARCH = """\
All words must occur: title, abstract, authors, organization, keywords, topics, tags and notes are searched. Where nothing
is found, words with one letter amiss are tried. On a terminal the output is a table; in a pipe it is tab-separated as that
of list, and what only the Hub has found ends with a column “hub”. A QUERY that begins with a minus comes after --.

Examples:
  paperbrowse search kv cache after:2026-01
  paperbrowse search 'author:chen "reward model" -survey upvotes:>20' --json
  paperbrowse search token retention --hub       and what the Hub knows of it"""

REINDEX = """\
The index is built and mended by itself; this builds it anew from cache and library. Until it is done the old one answers,
also after Ctrl-C.

Example:
  paperbrowse reindex"""

SHOW = """\
The full text comes from the Hub, else from arXiv, and is kept; comments and links are asked for where our copy is older
than ten minutes. Links are tab-separated: what it is, name, likes, downloads, address.

Examples:
  paperbrowse show 2608.16590 --json
  paperbrowse show 2608.16590 --full | less
  paperbrowse show 2608.16590 --links | grep ^model"""
