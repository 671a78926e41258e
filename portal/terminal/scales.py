"""A scale in a terminal: what was understood of a file, and every text of it to look over."""

from collections.abc import Iterator, Mapping
from typing import Any

import typer

WIDTH = 12
WHY_WAITING = "the portal itself speaks no more than what is offered"


def line_of(found: Mapping[str, Any]) -> str:
    """One instrument of the list: version, languages, and what the practice decided."""
    offered = ", ".join(found["languages"]) or "wording needed, not offered yet"
    said = [f"version {found['version']}", f"items: {found['items']}", offered]
    said += ["your own"] if found["own"] else []
    said += ["hidden from pictures"] if found["hidden"] else []
    said += ["not offered any more"] if found["retired"] else []
    lines = [f"{found['instrument']:<{WIDTH}}{', '.join(said)}", f"{'':<{WIDTH}}{found['licence']}"]
    waiting = [each for each in found["worded"] if each not in found["languages"]]
    if waiting:
        lines.append(f"{'':<{WIDTH}}words in {', '.join(waiting)} wait: {WHY_WAITING}")
    for each in found["thresholds"]:
        of = "" if each["measure"] == found["instrument"] else f" of {each['measure']}"
        unit = "%" if each["unit"] == "%" else ""
        number = f"{each['what']}{of} {each['value']:g}{unit}"
        lines.append(f"{'':<{WIDTH}}{number} ({each['source']})")
    return "\n".join(lines)


def shown_whole(found: Mapping[str, Any]) -> None:
    """An instrument with everything that is known of it."""
    typer.echo(line_of({**found, "items": len(found["items"])}))
    typer.echo()
    _whole(found)


def brought(found: Mapping[str, Any]) -> None:
    """What a file was understood to say, before anything is kept."""
    for each in found["report"]:
        typer.echo(f"{each['outcome']}: {each['sentence']} ({each['place']}) [{each['kind']}]")
    scale = found["scale"]
    if scale is None:
        return
    if found["report"]:
        typer.echo()
    name = f"{scale['instrument']} in version {scale['version']}"
    if found["is_new"]:
        before = found["version_before"]
        typer.echo(f"{name}: {f'a new version; so far {before}' if before else 'a new scale'}")
    elif found["new_languages"]:
        typer.echo(f"{name} is there; new are its words in {', '.join(found['new_languages'])}")
    else:
        said = "; ".join(found["notes"]) or f"{name} is there already, with the same content."
        if not lacks_words(found):
            typer.echo(said)
        return
    for each in found["notes"]:
        typer.echo(each)
    typer.echo()
    _whole(scale)
    if not scale["titles"]:
        typer.echo("\nNo language is complete, so it cannot be offered yet.")
    if found["missing"]:
        typer.echo("\nMissing words:")
        for each in found["missing"]:
            typer.echo(f"  {each}")


def lacks_words(found: Mapping[str, Any]) -> bool:
    """Whether a file brings words alone, and not enough of them in any language."""
    whole = found["is_new"] or found["scale"] is None or found["scale"]["titles"]
    return bool(found["missing"]) and not whole


def _whole(scale: Mapping[str, Any]) -> None:
    for line in (*_facts(scale), *_items(scale), *_measures(scale)):
        typer.echo(line)


def _facts(scale: Mapping[str, Any]) -> Iterator[str]:
    for language, title in scale["titles"].items():
        yield f"{language:<{WIDTH}}{title}"
        if scale["preambles"][language]:
            yield f"{'':<{WIDTH}}{scale['preambles'][language]}"
    yield f"{'source':<{WIDTH}}{scale['source']}"
    yield f"{'licence':<{WIDTH}}{scale['licence']}"
    yield f"{'asks about':<{WIDTH}}{scale['recall']}, at most every {scale['at_most_every']}"
    times = f", times {scale['times']}" if scale["times"] != 1 else ""
    prorated = scale["prorate_up_to"]
    missing = f", up to {prorated} missing answers are filled in" if prorated else ""
    yield f"{'score':<{WIDTH}}{scale['score']}{times}{missing}"


def _items(scale: Mapping[str, Any]) -> Iterator[str]:
    critical = {each["item"]: each["at_least"] for each in scale["critical"]}
    before: Any = None
    for item in scale["items"]:
        marks = []
        if item["reversed"]:
            marks.append("reversed: turned round before it is added")
        if item["functional"]:
            marks.append("functional: never added")
        if item["number"] in critical:
            marks.append(f"critical from {critical[item['number']]}: the crisis card at once")
        yield ""
        head = f"{item['number']:>2}. {item['code']}"
        yield f"{head}  [{'; '.join(marks)}]" if marks else head
        for language, text in item["texts"].items():
            yield f"    {language}: {text}"
        choices = [(each["value"], each["labels"]) for each in item["choices"]]
        if choices == before:
            continue
        before = choices
        for value, labels in choices:
            said = "; ".join(f"{language}: {label}" for language, label in labels.items())
            yield f"    {value} = {said}" if said else f"    {value}"


def _measures(scale: Mapping[str, Any]) -> Iterator[str]:
    for name, each in scale["measures"].items():
        called = ", ".join(dict.fromkeys(filter(None, each["called"].values())))
        yield ""
        yield (
            f"{name}: {each['lowest']:g} to {each['highest']:g}, higher is {each['higher_is']}"
            + (f" ({called})" if called else "")
        )
        yield f"    items {', '.join(map(str, each['items']))}"
        if each["bands"]:
            bands = ", ".join(f"{code} from {at:g}" for code, at in each["bands"].items())
            yield f"    bands: {bands}"
        for code, cut_off in each["cut_offs"].items():
            yield f"    cut-off {code}: {cut_off['at']:g} ({cut_off['source']})"
        change = each["reliable_change"]
        if change is None:
            yield "    no reliable change is known, so no difference is called reliable"
        else:
            least = (
                f"{change['points']:g} points"
                if change["percent"] is None
                else f"{change['percent']:g} % of the first score"
            )
            yield f"    reliable change: {least} ({change['source']})"
