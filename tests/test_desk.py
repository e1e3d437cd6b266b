"""What the desk of a story sends is what its page offers."""

import pytest

from inspectorate.concerns.models import Episode
from tests.admin_pages import address
from tests.desk import Desk
from tests.drawn import Reader
from tests.factories import make_authority, make_service, make_user

FORM = """
<form action="/there/"><input name="kept" value="1"><input type="radio" id="a" name="r"
value="x" checked><label for="a">First</label><input type="checkbox" name="c">
<select name="s"><option value="">-</option><option value="2" selected>Two</option>
</select><textarea name="t">
Said.</textarea><button name="act" value="go">Go on</button></form>
"""


def test_form_is_read_as_a_browser_sends_it() -> None:
    (form,) = Reader(FORM).forms

    assert form.data() == {
        "kept": ["1"],
        "r": ["x"],
        "c": [],
        "s": ["2"],
        "t": ["Said."],
    }
    assert form.fields["r"].options == {"First": "x"}
    assert form.buttons == {"Go on": ("act", "go")}


@pytest.mark.django_db
@pytest.mark.slow
def test_desk_sends_nothing_that_the_page_does_not_offer_or_that_is_refused() -> None:
    make_service("Housing")
    chief = Desk.of(make_user("chief_inspector")).open(address(Episode, "add"))
    told = {"authority": make_authority("Arfon").name_en, "service": "Housing"}

    for filled, why in (
        ({"is_open": True}, "no .'is_open'. beside “Save”"),
        ({"service": "Fire"}, "“Fire” finds"),
        ({}, "“Save” was refused"),
    ):
        with pytest.raises(AssertionError, match=why):
            chief.send("Save", filled)
        chief.open(address(Episode, "add"))
    chief.send("Save", told)

    assert Episode.objects.get().authority.name_en == "Arfon"
