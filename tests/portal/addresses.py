"""Every public URL, from the rows in the database."""

from collections.abc import Iterator

from django.urls import reverse

from knowledge import models

PLAIN = (
    "home",
    "about",
    "privacy",
    "leaving",
    "accessibility",
    "offline",
    "not_here",
    "knowledge",
    "organisations",
    "services",
    "exploitation_forms",
    "signals",
    "places",
    "articles",
    "offences",
    "guidance_list",
    "resources",
    "figures",
    "sources",
    "factsheets",
    "guide",
    "guide_map",
    "search",
    "style",
)
DETAILS = {
    "organisation": models.Organisation,
    "service": models.Service,
    "article": models.LegalArticle,
    "guidance": models.Guidance,
    "factsheet": models.Factsheet,
}
OUTCOMES = (
    "gevaar=ja",
    "gevaar=nee&rol=hotel&anoniem=ja",
    "gevaar=nee&rol=zorg&leeftijd=onder-18&situatie=beelden&omstandigheden=lvb",
    "gevaar=nee&rol=zorg&leeftijd=18-plus&situatie=eigen-initiatief"
    "&omstandigheden=geen-verblijfsvergunning&omstandigheden=lhbtiq",
)


def dutch_addresses() -> Iterator[str]:
    """URLs of all Dutch pages; the English ones are the same below /en."""
    yield from (reverse(name) for name in PLAIN)
    for name, model in DETAILS.items():
        for slug in model.objects.values_list("slug", flat=True):
            yield reverse(name, args=[slug])
    yield from (f"{reverse('guide')}?{answers}" for answers in OUTCOMES)


def all_addresses() -> list[str]:
    dutch = list(dutch_addresses())
    return dutch + ["/en" + address for address in dutch]
