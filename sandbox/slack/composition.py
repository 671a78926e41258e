"""The small parts of blocks: texts, options, confirmations, files."""

from typing import Any

from sandbox.slack.findings import Findings


def text(
    findings: Findings, value: Any, at: str, most: int, *, plain: bool = False, least: int = 1
) -> None:
    """A text object; `plain` where mrkdwn is not allowed."""
    if not findings.an_object(value, at):
        return
    kind = value.get("type")
    if kind not in ("plain_text", "mrkdwn"):
        findings.add(f"unsupported type: {kind}", f"{at}/type")
        return
    if plain and kind != "plain_text":
        findings.one_of(kind, ("plain_text",), f"{at}/type")
        return
    findings.only(value, ("type", "text", "emoji" if kind == "plain_text" else "verbatim"), at)
    findings.a_boolean(value, at, "emoji", "verbatim")
    if findings.needs(value, ("text",), at):
        findings.a_string(value["text"], f"{at}/text", most, least)


def option(findings: Findings, value: Any, at: str, *, rich: bool, menu: bool) -> None:
    """An option; `rich` where mrkdwn is allowed, `menu` for an overflow menu's links."""
    if not findings.an_object(value, at):
        return
    allowed = ("text", "value", "description", *(("url",) if menu else ()))
    findings.only(value, allowed, at)
    if findings.needs(value, ("text", "value"), at):
        text(findings, value["text"], f"{at}/text", 75, plain=not rich)
        findings.a_string(value["value"], f"{at}/value", 150, 1)
    if value.get("description") is not None:
        text(findings, value["description"], f"{at}/description", 75, plain=not rich)
    findings.strings(value, at, url=3000)


def options(
    findings: Findings,
    value: Any,
    at: str,
    most: int,
    *,
    rich: bool = False,
    menu: bool = False,
    least: int = 1,
) -> None:
    """A list of options; no two with one value."""
    seen: set[str] = set()
    for place, one in enumerate(findings.a_list(value, at, most, least)):
        option(findings, one, f"{at}/{place}", rich=rich, menu=menu)
        if not isinstance(one, dict) or not isinstance(one.get("value"), str):
            continue
        if one["value"] in seen:
            findings.add(f'`value` "{one["value"]}" already exists', f"{at}/{place}/value")
        seen.add(one["value"])


def option_groups(findings: Findings, value: Any, at: str, least: int = 1) -> None:
    """Options under headings."""
    for place, group in enumerate(findings.a_list(value, at, 100, least)):
        here = f"{at}/{place}"
        if not findings.an_object(group, here):
            continue
        findings.only(group, ("label", "options"), here)
        if findings.needs(group, ("label", "options"), here):
            text(findings, group["label"], f"{here}/label", 75, plain=True)
            options(findings, group["options"], f"{here}/options", 100)


def confirm(findings: Findings, value: Any, at: str) -> None:
    """The question asked before a press counts."""
    if not findings.an_object(value, at):
        return
    findings.only(value, ("title", "text", "confirm", "deny", "style"), at)
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if value.get(name) is not None:
            text(findings, value[name], f"{at}/{name}", most, plain=name != "text")
        elif name == "text":
            findings.needs(value, (name,), at)
    if value.get("style") is not None:
        findings.one_of(value["style"], ("primary", "danger"), f"{at}/style")


def picture(findings: Findings, value: dict[str, Any], at: str) -> None:
    """What an image shows: an address anyone can load, or a file of this workspace."""
    url, file = value.get("image_url"), value.get("slack_file")
    if (url is None) == (file is None):
        findings.add("must define either `image_url` or `slack_file`", at)
        return
    if url is not None:
        if findings.a_string(url, f"{at}/image_url", 3000, 1) and "://" not in url:
            findings.add("must be a valid URL", f"{at}/image_url")
        return
    if not isinstance(file, dict):
        findings.an_object(file, f"{at}/slack_file")
    elif (file.get("id") or file.get("url")) not in findings.files:
        findings.add("invalid slack file", f"{at}/slack_file")
