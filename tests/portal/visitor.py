"""Somebody with a browser at the record page: cookies, links, forms, and an authenticator app."""

import asyncio
import re
from base64 import b32decode
from html.parser import HTMLParser
from urllib.parse import urljoin

from aiohttp import ClientSession, CookieJar

from store import one_time_codes


class Form:
    """A form as it stands on a page."""

    def __init__(self, action, fields):
        self.action = action
        self.fields = fields


class _Read(HTMLParser):
    def __init__(self, url):
        super().__init__()
        self.url = url
        self.forms, self.links, self.words, self.pictures = [], {}, [], []
        self._link = self._select = self._area = None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "select":
            self._select = found["name"]
        if tag == "option" and ("selected" in found or self._select not in self.forms[-1].fields):
            self.forms[-1].fields[self._select] = found["value"]
        if tag == "textarea":
            self._area = found["name"]
            self.forms[-1].fields[self._area] = ""
        if tag == "form":
            self.forms.append(Form(urljoin(self.url, found.get("action", self.url)), {}))
        if tag == "input" and self.forms:
            self.forms[-1].fields[found["name"]] = found.get("value", "")
        if tag == "a":
            self._link = found["href"]
        if tag == "img":
            self.pictures.append((found["src"], found["alt"]))

    def handle_endtag(self, tag):
        if tag == "a":
            self._link = None
        if tag == "textarea":
            # As a browser has it: without the first line break.
            fields, name = self.forms[-1].fields, self._area
            fields[name] = fields[name].removeprefix("\n")
            self._area = None

    def handle_data(self, data):
        if self._area is not None:
            self.forms[-1].fields[self._area] += data
        self.words.append(data)
        if self._link is not None:
            self.links[data] = urljoin(self.url, self._link)


class Page:
    """What the browser shows."""

    def __init__(self, status, url, headers, body):
        self.status = status
        self.url = url
        self.headers = headers
        self.body = body
        self._read = _Read(url)
        self._read.feed(body)
        self.forms = self._read.forms
        self.links = self._read.links
        self.pictures = self._read.pictures

    @property
    def text(self):
        return " ".join(" ".join(self._read.words).split())

    @property
    def written(self):
        """Its words with every line break between them."""
        return "".join(self._read.words)

    @property
    def key(self):
        """The secret of a second factor, as it is typed."""
        found = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', self.body)
        return b32decode(found[1].replace(" ", ""))

    @property
    def recovery_codes(self):
        return re.findall(r"<code>([a-z2-7-]{19})</code>", self.body)


class Visitor:
    """A browser of one person, without anything that runs on pages."""

    def __init__(self, world, **headers):
        self.world = world
        self.http = ClientSession(cookie_jar=CookieJar(unsafe=True), headers=headers)
        self.secret = None
        self.page = None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.http.close()

    async def open(self, url):
        async with self.http.get(url) as answer:
            self.page = await self._page(answer)
        return self.page

    async def send(self, form, /, **fields):
        async with self.http.post(form.action, data={**form.fields, **fields}) as answer:
            self.page = await self._page(answer)
        return self.page

    async def _page(self, answer):
        body = await answer.read()
        text = body.decode() if answer.content_type.startswith("text") else ""
        return Page(answer.status, str(answer.url), answer.headers, text)

    @property
    def code(self):
        """What the authenticator app shows now."""
        return one_time_codes.code_at(self.secret, self.world.now)

    async def come_in(self, link):
        """From the link to where it leads; a second factor is set up where there is none."""
        await self.open(link)
        page = await self.send(self.page.forms[0])
        if self.secret is None:
            self.secret = page.key
            page = await self.send(page.forms[0], code=self.code)
            self.recovery_codes = page.recovery_codes
            page = await self.open(next(iter(page.links.values()), page.url))
        else:
            # Each code is good once: the next one is shown within half a minute.
            self.world.leap(seconds=30)
            page = await self.send(page.forms[0], code=self.code)
        return page

    @property
    def cookies(self):
        return {cookie.key: cookie.value for cookie in self.http.cookie_jar}


async def link_of(world, words, person=None):
    """The link that Slack answers a command with."""
    asking = person or world.mira
    if asking.view is not None:
        await asking.close()
    async with asyncio.timeout(60):
        # After a restart Slack is not connected at once.
        while not (await asking.command("/portal", words)).acknowledged:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    await world.settle()
    return asking.view.blocks[-1]["elements"][0]["url"]
