"""Pictures of first pages in the list of sheets."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.caching import derived
from knowledge.caching.derived import DerivedContent
from knowledge.factsheets import faces
from knowledge.factsheets.faces import FACE_SIZE, face_of
from knowledge.models import Factsheet
from knowledge.pdf.grayscale import SIGNATURE, size_of

pytestmark = pytest.mark.django_db
PICTURE = "/factsheets/belkaart.png"


@pytest.mark.parametrize("slug", ["politie", "belkaart"])
def test_a_picture_is_small(slug):
    face = face_of(slug)
    assert face.png.startswith(SIGNATURE)
    assert size_of(face.png) == FACE_SIZE
    assert 2_000 < len(face.png) < 15_000


def test_each_language_has_its_own(client):
    dutch, english = client.get(PICTURE), client.get(f"/en{PICTURE}")
    assert dutch["Content-Type"] == english["Content-Type"] == "image/png"
    assert dutch.content != english.content
    again = client.get(PICTURE, headers={"if-none-match": dutch["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_list_shows_them_late_with_their_size_and_in_words(client):
    html = client.get("/factsheets/").content.decode()
    assert (
        f'src="{PICTURE}" width="248" height="351" loading="lazy" alt="Eerste bladzijde van' in html
    )
    Factsheet.objects.filter(slug="belkaart").update(restricted=True)
    assert PICTURE not in client.get("/factsheets/").content.decode()


def test_a_sheet_that_not_everyone_may_see_has_none(client, admin_client):
    Factsheet.objects.filter(slug="belkaart").update(restricted=True)
    assert client.get(PICTURE).status_code == 404
    assert admin_client.get(PICTURE).status_code == 404
    assert client.get("/factsheets/onzin.png").status_code == 404


def test_it_is_made_once_for_a_version_of_the_content(monkeypatch):
    made = []
    # As outside a transaction, inside which nothing is shared.
    monkeypatch.setattr(derived, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(faces, "render_face", lambda document: made.append(document) or b"png")
    DerivedContent.clear()
    Factsheet.objects.create(slug="eigen", status="published", title_nl="Nieuw", title_en="New")
    face_of("eigen")
    with CaptureQueriesContext(connection) as queries:
        face_of("eigen")
    assert (len(made), len(queries) <= 1) == (1, True)
    Factsheet.objects.filter(slug="eigen").get().save()
    face_of("eigen")
    assert len(made) == 2
    DerivedContent.clear()
