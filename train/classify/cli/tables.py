"""Tables for people: a tagged article, and what is found in a corpus."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classify.cli.marking import marked, reason_line, shown
from classify.errors import counted
from classify.writing.form import KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from classify.corpus.findings import Finding
    from classify.corpus.variety import TopicCount
    from classify.records import ArticleTopic, TaggedSentence
    from classify.tagging.reasons import Reasons
    from classify.verbs.corpus import Checked, Compared
    from classify.verbs.suggest import Suggestion
    from classify.verbs.suspects import Suspects
    from classify.verbs.tune import Tuned

_MOST_FINDINGS = 15
_LONGEST = 3000
"""Characters of a text that a table shows."""


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave a closed pipe to the command line, which ends quietly whatever was printed."""
        raise BrokenPipeError


def new_console(file: IO[str] | None = None) -> Console:
    """Return a console on a stream (stdout by default): as wide as the terminal, 80 columns where there is none."""
    console = _Console(file=file, highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console.width = 80
    return console


def print_table(console: Console, table: Table) -> None:
    """Print a table without the blank line that its box begins with: it may be the first thing on the page."""
    table.show_edge = False
    console.print(Padding(table, (0, 1, 1, 1)))


def print_sentence(
    console: Console, number: int, tagged: TaggedSentence, topics: Collection[str], why: Reasons | None
) -> None:
    """Print a sentence with its topics and their probabilities under it.

    With reasons, its words are marked by what they add to its first topic, or to the one that it came nearest to.
    """
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim", width=4)
    grid.add_column(ratio=1)
    kind = KIND_NAMES.get(tagged.sentence.kind)
    given = [topic for topic in tagged.topics if topic in topics]
    body = marked(why.weighed, why.told[0], console) if why and why.told else Text(shown(tagged.sentence.text))
    if len(body) > _LONGEST:
        body = body[:_LONGEST].append(f" … ({len(body):,} characters)", style="dim")
    if kind:
        body.append(f"  [{kind}]", style="dim italic")
    grid.add_row(str(number), body)
    grid.add_row("", _tags(tagged, given, why))
    if why is not None:
        for topic in why.told:
            grid.add_row("", reason_line(why.weighed, topic))
    console.print(Padding(grid, (0, 0, 1, 0)))


def print_suggestions(console: Console, suggestions: Sequence[Suggestion]) -> None:
    """Print texts that are worth labelling: the model's guess, where each stands and why it is asked about."""
    for number, suggestion in enumerate(suggestions, 1):
        _print_suggestion(console, number, suggestion)


def _print_suggestion(console: Console, number: int, suggestion: Suggestion) -> None:
    tagged, topic = suggestion.tagged, suggestion.asked_for
    print_sentence(console, number, tagged, list(tagged.scores), None)
    side = "over" if suggestion.distance >= 0 else "under"
    where = f"{shown(suggestion.candidate.article)}, sentence {suggestion.candidate.position + 1}"
    line = f"{where}: {topic} {tagged.scores[topic]:.2f}, {side} {suggestion.measured_from} ({suggestion.cut:.2f})"
    console.print(Padding(Text(line, style="dim"), (0, 0, 1, 5)))


def print_article_topics(console: Console, name: str, topics: Sequence[ArticleTopic], sentences: int) -> None:
    """Print the roll-up of an article."""
    if not topics:
        console.print(f"{name}: none of its {sentences} sentences carries a topic.\n")
        return
    console.print(
        Text(f"Topics of {name} ({sentences} sentence{'' if sentences == 1 else 's'})", style="bold"), soft_wrap=True
    )
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("topic")
    for heading in ("sentences", "share", "highest"):
        table.add_column(heading, justify="right")
    for topic in topics:
        table.add_row(topic.topic, str(topic.sentences), f"{topic.share:.0%}", f"{topic.top_score:.2f}")
    console.print(table)


def print_check(console: Console, checked: Checked) -> None:
    """Print a check of a corpus: the topics, the findings kind by kind, the summary."""
    if checked.topics:
        _print_counts(console, checked.topics)
    kinds: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        kinds.setdefault(f"{finding.severity}: {finding.kind}", []).append(finding)
    for kind, findings in kinds.items():
        console.print(Text(f" {kind} ({len(findings)})", style="bold"))
        for finding in findings[:_MOST_FINDINGS]:
            console.print(f"   {finding.place}  {shown(finding.message)}", soft_wrap=True)
        if len(findings) > _MOST_FINDINGS:
            console.print(f"   and {len(findings) - _MOST_FINDINGS} more: see --format json")
    for name, value in checked.summary.items():
        console.print(f" {name.replace('_', ' ')}: {f'{value:.4g}' if isinstance(value, float) else value}")
    warnings = len(checked.findings) - checked.errors
    console.print(f" {counted(checked.errors, 'error')}, {counted(warnings, 'warning')}")


def print_suspects(console: Console, found: Suspects) -> None:
    """Print suspect texts, the worst first: their topics, and each contradiction with its n-grams."""
    for number, suspect in enumerate(found.most, 1):
        console.print(Text(f" {number:3}  {suspect.example.place}", style="dim"), soft_wrap=True)
        console.print(Padding(Text(shown(suspect.example.text)), (0, 0, 0, 6)))
        lines = [f"labelled: {', '.join(suspect.example.topics) or 'no topic'}"]
        for row in suspect.contradictions:
            parts = ", ".join(f"{shown(ngram)} {value:+.2f}" for ngram, value in row.reasons)
            lines.append(
                f"{row.change} {row.topic}, of probability {row.probability:.2f}" + (f": {parts}" if parts else "")
            )
        console.print(Padding(Text("\n".join(lines)), (0, 0, 1, 6)))
    console.print(f" {found.total} of {found.texts} texts are contradicted; shown: {len(found.most)}")


def print_tuned(console: Console, tuned: Tuned, budget: str) -> None:
    """Print what a search came to: the config's own settings, the best, and how much was tried."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("settings", overflow="fold")
    for heading in ("micro F1", "macro F1"):
        table.add_column(heading, justify="right")
    for name, trial in (("own", tuned.trials[0]), ("best", tuned.best)):
        table.add_row(f"{name}: {trial.settings}", f"{trial.micro_f1:.4f}", f"{trial.macro_f1:.4f}")
    print_table(console, table)
    if len(tuned.trials) == 1 and not tuned.exhausted:
        console.print(f" the budget of {budget} is too short to try others: these are the config's own settings")
    ended = "nothing is left to try" if tuned.exhausted else f"budget {budget}"
    tried = counted(len(tuned.trials), "trial")
    console.print(f" {tried} in {tuned.seconds:.0f} s ({ended}), cross-validated by article")
    console.print(f" saved in {tuned.output}", soft_wrap=True)


def print_agreement(console: Console, compared: Compared) -> None:
    """Print how far two labellings agree."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("topic", overflow="fold")
    for heading in ("first", "second", "both", "kappa", "F1"):
        table.add_column(heading, justify="right")
    for row in [*compared.topics, compared.overall]:
        table.add_row(row.topic, str(row.first), str(row.second), str(row.both), f"{row.kappa:.2f}", f"{row.f1:.2f}")
    print_table(console, table)
    console.print(f" {counted(compared.texts, 'text')} labelled twice")


def _print_counts(console: Console, counts: Sequence[TopicCount]) -> None:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("topic", overflow="fold")
    for heading in ("texts", "articles", "shortest", "mean words", "longest"):
        table.add_column(heading, justify="right")
    for row in (row for row in counts if row.topic or row.texts):
        numbers = [str(row.texts), str(row.articles), str(row.shortest), f"{row.mean:.1f}", str(row.longest)]
        table.add_row(row.topic or "(none)", *numbers)
    print_table(console, table)


def _tags(tagged: TaggedSentence, given: Sequence[str], why: Reasons | None) -> Text:
    if not given:
        return Text(f"no topic ({why.missed})" if why else "no topic", style="dim")
    parts = [Text.assemble((topic, "bold cyan"), f" {tagged.scores[topic]:.2f}") for topic in given]
    if why and why.fallback:
        parts.append(Text(f"({why.fallback})", style="dim"))
    return Text("  ").join(parts)
