"""Copies are made in processes of their own."""

import os
from types import SimpleNamespace

import pytest

from charts.drawing import Studio
from portal.export_shop import CopyShop


async def test_the_process_in_which_a_copy_was_made_is_gone_with_it(monkeypatch):
    made_in = []

    class Seen(Studio):
        async def made(self, _work):
            made_in.append(await super().made(os.getpid))
            return b"a copy"

    monkeypatch.setattr("portal.export_shop.Studio", Seen)
    shop, request = CopyShop(), SimpleNamespace(file_name="copy.zip")

    files = [await shop.copy(request), await shop.copy(request)]

    assert [each.data for each in files] == [b"a copy"] * 2
    assert len({os.getpid(), *made_in}) == 3
    for pid in made_in:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
