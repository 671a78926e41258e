"""The daily digest in words: what was found about each client, and a way to each card."""

from collections.abc import Sequence

from conversations.contents import Button, Style
from conversations.envelopes import Shown, ShownLine
from conversations.flows import triage
from conversations.showing import AlertFacts, alert_finding, alert_story, button
from conversations.wording import Wording

AT_MOST = 20
"""So many clients fit one message, with a button for each."""


def digest(found: Sequence[AlertFacts], words: Wording, came_back: Sequence[str] = ()) -> Shown:
    """One paragraph for each client, whatever and however much was found about them.

    What came back of homework, by client code, joins it: nobody is written to for that alone.
    """
    of_clients: dict[str, list[AlertFacts]] = {}
    for each in found:
        of_clients.setdefault(each.code, []).append(each)
    lines = [ShownLine(words.say("digest-title", {"clients": len(of_clients)}), Style.TITLE)]
    shown = list(of_clients.items())[:AT_MOST]
    for code, alerts in shown:
        findings = "; ".join(alert_finding(each, words) for each in alerts)
        title = words.say("alert-title", {"client": code, "what": findings})
        stories = " ".join(dict.fromkeys(alert_story(each, words) for each in alerts))
        lines.append(ShownLine(f"{title}\n{stories}"))
    if len(of_clients) > AT_MOST:
        lines.append(ShownLine(words.say("digest-more", {"more": len(of_clients) - AT_MOST})))
    if came_back:
        told = ", ".join(came_back[:AT_MOST])
        lines.append(ShownLine(words.say("digest-homework", {"clients": told})))
    lines.append(ShownLine(words.say("digest-note"), Style.NOTE))
    buttons = [
        button(
            Button("digest-card-button", f"{triage.ALERT}:{alerts[0].id}", triage.CARD),
            words,
            {"client": code},
        )
        for code, alerts in shown
    ]
    rows = tuple(tuple(buttons[start : start + 5]) for start in range(0, len(buttons), 5))
    return Shown(tuple(lines), rows)
