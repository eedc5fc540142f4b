"""Verbs: those that move to the end of a Dutch clause, and forms that no stemmer leads back.

Pure data.
"""

from __future__ import annotations

from referrals.reading.tokens import word_set

FINITE = word_set("""is zit zitten staat staan ligt wordt word worden werd heeft hebben had krijgt
    gaat gaan ging komt komen moet moeten mag kan wil willen laat laten haalt halen houdt houden
    neemt loopt liep slaapt woont doet stuurt stuurde verkoopt betaalt biedt geeft zegt zag werkt
    rijdt stapt spreekt brengt belt slaat dreigt chat appt verstuurt vraagt weet durft zoekt""")
"""Forms with which a Dutch line may open: "komt hem halen" is "hem komt halen" after "dat"."""

_IRREGULAR = {
    "nl": """loopt: liep liepen gelopen / gaat: ging gingen gegaan / komt: kwam kwamen
        / krijgt: kreeg kregen gekregen / neemt: nam namen / slaapt: sliep sliepen
        / geeft: gaf gaven gegeven / biedt: bood boden aangeboden / dwingt: dwong dwongen
        / slaat: sloeg sloegen / rijdt: reed reden / brengt: bracht brachten gebracht
        / verkoopt: verkocht verkochten / koopt: kocht kochten gekocht / zit: zat zaten
        / staat: stond stonden / laat: liet lieten / doet: deed deden gedaan
        / spreekt: sprak spraken gesproken / stapt: stapte / verdwijnt: verdween verdwenen
        / blijft: bleef bleven gebleven / houdt: hield hielden / ziet: zag zagen gezien
        / zegt: zei zeiden / schrijft: schreef schreven geschreven / ligt: lag lagen
        / kijkt: keek keken / wijst: wees / helpt: hielp / treft: trof troffen getroffen
        / vindt: vond vonden gevonden / zoekt: zocht zochten / weegt: woog / wil: wilde wou wilden
        / moet: moest moesten / heeft: had hadden / wordt: werd werden""",
    "en": """run: ran / go: went gone goes going / come: came / get: got gotten gets getting
        / take: took taken / give: gave given / sell: sold / pay: paid / sleep: slept
        / make: made / send: sent / hold: held / keep: kept / buy: bought / bring: brought
        / find: found / leave: left / tell: told / say: said / see: saw seen / drive: drove driven
        / write: wrote written / steal: stole stolen / hide: hid hidden / know: knew known
        / begin: began / fall: fell / feel: felt / hurt: hurts / lose: lost / let: lets
        / lend: lent / sit: sat / stand: stood / speak: spoke / think: thought / show: shown
        / catch: caught / shoot: shot / hang: hung hanged / break: broke broken / wake: woke""",
}
BASE_FORMS = {
    language: {
        form: base.strip()
        for base, _colon, forms in (entry.partition(":") for entry in entries.split("/"))
        for form in forms.split()
    }
    for language, entries in _IRREGULAR.items()
}
"""By language, the form with which an irregular one counts as the same word."""
