"""URLs of the pages that are measured."""

RESULT = (
    "/verwijzen/?gevaar=nee&rol=onderwijs&leeftijd=onder-18&situatie=uitgebuit"
    "&politie=nee&opvang=nee&omstandigheden=geen"
)
SERVICE = "/loketten/veilig-thuis/"
HOME = "/"
SEARCH = "/zoeken/?q=vielig+thuis"
FORM = "/zoeken/"
SENTENCE = "jongen van 13 wordt gechanteerd met naaktbeelden op school"
