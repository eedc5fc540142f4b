"""Files in the format of the CSV export of "Gebieden in Nederland" from StatLine."""

from pathlib import Path

from knowledge.models import Municipality

GROUPS = {
    "GM": "Codes en namen van gemeenten",
    "PV": "Lokaliseringen van gemeenten/Provincies",
    "RE": "Lokaliseringen van gemeenten/Politie regionale eenheden",
    "VR": "Lokaliseringen van gemeenten/Veiligheidsregio's",
    "VT": "Lokaliseringen van gemeenten/Veilig Thuis-regio's",
}
Row = dict[str, tuple[str, str]]  # prefix: code and name


def current_rows() -> dict[str, Row]:
    """Our municipalities in the form of the CBS table, by code."""
    rows: dict[str, Row] = {}
    for municipality in Municipality.objects.with_regions():
        police, veilig_thuis = municipality.police_unit, municipality.veilig_thuis_region
        rows[municipality.code] = {
            "GM": (municipality.code, municipality.name),
            "PV": ("PV26", "Utrecht"),
            "RE": (police.code, police.name),
            "VR": ("VR09", "Utrecht"),
            "VT": (veilig_thuis.code, veilig_thuis.name),
        }
    return rows


def text_of(rows: list[Row], order: tuple[str, ...] = ("GM", "PV", "RE", "VR", "VT")) -> str:
    """CSV with columns in `order`: codes padded to 10, names to 50 characters, all quoted."""
    heading = ["Regio's"]
    for prefix in order:
        heading += [f"{GROUPS[prefix]}/Code (code)", f"{GROUPS[prefix]}/Naam (naam)"]
    lines = [heading]
    for row in rows:
        cells = [row["GM"][1]]
        for prefix in order:
            code, name = row[prefix]
            cells += [code.ljust(10), name.ljust(50)]
        lines.append(cells)
    return "".join(";".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


def write(path: Path, text: str) -> Path:
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return path
