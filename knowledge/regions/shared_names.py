"""Names of several places, not all of which the aliases know: never one place without asking.

Three kinds: villages that share a name, and the province that shares one with a village;
municipalities that were split over several others; and names that the list of places tells apart
by an addition ("Beers NB") without having the other place.
"""

SHARED_NAMES = (
    "Alteveer",
    "Beers",
    "Boarnsterhim",
    "Driehuis",
    "Haren",
    "Loenen",
    "Maasdonk",
    "Noordwolde",
    "Rozenburg",
    "'t Loo",
    "Velp",
    "Zeeland",
    "Zuidwolde",
)
