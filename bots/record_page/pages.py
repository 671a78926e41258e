"""Pages from what the reader says: the frame around all of them, and the steps on the way in."""

from typing import assert_never

from bots.record_page.caseload import caseload
from bots.record_page.html import Html, document, element, together
from bots.record_page.notes import note
from bots.record_page.qr import qr
from bots.record_page.records import news, record
from conversations.contents import Style
from conversations.record_pages import (
    CaseloadPage,
    Frame,
    NotePage,
    ReadingList,
    RecordPage,
    ShownField,
    ShownKey,
    ShownStep,
    ShownWebPage,
)


def written(page: ShownWebPage, base: str, form: str) -> str:
    """The whole page. `form` is what every form on it carries."""
    match page:
        case ShownStep(frame, title):
            return _framed(frame, title, _step(page, base, form), base, form, narrow=True)
        case RecordPage(frame, shown):
            body = record(shown, base)
            return _framed(frame, shown.code, body, base, form)
        case ReadingList(frame, title):
            return _framed(frame, title, _list(page, base, form), base, form)
        case CaseloadPage(frame, clients):
            body = caseload(clients, base)
            return _framed(frame, clients.title, body, base, form)
        case NotePage(frame, shown):
            body = note(shown, base, token_field(form))
            return _framed(frame, shown.title, body, base, form)
        case _:
            assert_never(page)


def _framed(
    frame: Frame, title: str, body: Html, base: str, form: str, *, narrow: bool = False
) -> str:
    main = element("main", body, id="content", class_="narrow" if narrow else None)
    whole = element(
        "body",
        element("a", frame.skip, href="#content", class_="skip"),
        _top(frame, base, form),
        main,
    )
    return document(frame.locale, f"{title} · {frame.practice}", f"{base}/style.css", whole)


def _top(frame: Frame, base: str, form: str) -> Html:
    practice = element("p", frame.practice, class_="practice")
    if not frame.reader:
        return element("header", practice, class_="top")
    ways = element(
        "nav",
        element("a", frame.to_list, href=f"{base}/"),
        element("a", frame.to_caseload, href=f"{base}/caseload"),
        element(
            "form",
            token_field(form),
            element("button", frame.sign_out, class_="quiet"),
            method="post",
            action=f"{base}/sign-out",
        ),
    )
    reader = element("p", frame.reader, class_="reader")
    return element("header", practice, reader, ways, class_="top")


def token_field(form: str) -> Html:
    """What shows that a form was on a page of this visit."""
    return element("input", type="hidden", name="form", value=form)


# --- on the way in ----------------------------------------------------------------------------


def _step(step: ShownStep, base: str, form: str) -> Html:
    lines = [
        element("p", line.text, class_="note" if line.style is Style.NOTE else None)
        for line in step.lines
    ]
    return element(
        "section",
        element("h1", step.title),
        *lines,
        _key(step.key) if step.key else None,
        _codes(step.codes) if step.codes else None,
        _form(step, form) if step.button else None,
        # Who is asked for a code and has given it is led to where the link from Slack led.
        element("a", step.onward, href=f"{base}/code", class_="button") if step.onward else None,
        class_="card step",
    )


def _form(step: ShownStep, form: str) -> Html:
    # To the address of the page itself: behind a link that holds the secret, and nowhere else.
    return element(
        "form",
        token_field(form),
        _field(step.asks) if step.asks else None,
        element("button", step.button, autofocus=step.asks is None),
        method="post",
    )


def _field(asks: ShownField) -> Html:
    told = [each for each, said in (("hint", asks.hint), ("trouble", asks.trouble)) if said]
    return together(
        element("label", asks.label, for_="code"),
        element("p", asks.trouble, id="trouble", class_="trouble", role="alert")
        if asks.trouble
        else None,
        element(
            "input",
            id="code",
            name="code",
            type="text",
            required=True,
            maxlength=64,
            autofocus=True,
            autocomplete="one-time-code",
            autocapitalize="off",
            spellcheck="false",
            aria_describedby=" ".join(told) or None,
            aria_invalid="true" if asks.trouble else None,
        ),
        element("p", asks.hint, id="hint", class_="note") if asks.hint else None,
    )


def _key(key: ShownKey) -> Html:
    groups = " ".join(key.typed[start : start + 4] for start in range(0, len(key.typed), 4))
    return element(
        "div",
        qr(key.address, key.alternative),
        element("p", element("a", key.here, href=key.address)),
        element("p", key.label, class_="note"),
        element("p", element("code", groups, class_="key")),
        class_="setup",
    )


def _codes(codes: tuple[str, ...]) -> Html:
    return element("ol", *(element("li", element("code", each)) for each in codes), class_="codes")


# --- the day's reading ------------------------------------------------------------------------


def _list(page: ReadingList, base: str, form: str) -> Html:
    onward = (
        element("a", page.next_page.label, href=f"{base}/?page={page.next_page.to}", class_="way")
        if page.next_page
        else None
    )
    return together(
        element("h1", page.title),
        *(element("p", each, class_="lead") for each in page.lines),
        *(news(each, base, token_field(form)) for each in page.news),
        element("nav", onward, class_="ways") if onward else None,
    )
