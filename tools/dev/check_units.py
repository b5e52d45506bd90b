#!/usr/bin/env python3
"""Scalars that cross a border carry their unit in their name.

Checked: fields and parameters of type double or float in headers, properties of type number in
scenarios/schema, REAL columns of SQL. A name ends in a unit of the closed list (compounds spelled
with _per_), in _frac, _ratio, _count or _factor, or stands in ALLOWED with its reason.
Exit 1 names file and line of every other name.
"""
import json
import pathlib
import re
import sys

HOME = pathlib.Path(__file__).resolve().parents[2]
ROOT = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HOME
UNITS = ("m m2 m3 mps mps2 s ms Hz rad kg kW kJ K Pa V A ppm "
         "deg degC "  # only where people read them
         "mm pt "  # only on paper
         "yuan "  # only in the ledger
         "persons dB kmol px").split()
BARE = ("frac", "ratio", "count", "factor", "prob")
# Name: why it needs no unit. One entry a meaning, not one a place.
ALLOWED = {
    name: reason
    for reason, names in {
        "shares of one, weights and marks are pure numbers":
            "share points weight weight_hazards weight_alarm weight_command weight_extinguish "
            "weight_evacuate score raw final cap cap_grave cap_serious quality quality_real "
            "quality_live_multi quality_live_single quality_quiz quality_practical yielding_share right_hand_bias "
            "sample_share_least weight_base weight_of_open_finding weight_of_major_finding "
            "weight_of_weak_drill drill_score",
        "days since the first of a spreadsheet's calendar, its own word":
            "serial",
        "seconds since the start, under the name times_s in JSON":
            "detect confirm call_119 first_agent origin_door_closed origin_room_clear accounted",
        "kg of product per kg of fuel, the field's word":
            "carbon_dioxide_yield carbon_monoxide_yield hydrogen_cyanide_yield soot_yield water_yield "
            "smoulder_carbon_dioxide_yield smoulder_carbon_monoxide_yield smoulder_soot_yield "
            "vitiated_carbon_monoxide_yield",
        "parts of a unit vector":
            "ex ey direction_x direction_y",
        "four numbers of whatever unit, side by side":
            "four",
        "1 = incapacitating, the field's word":
            "dose dose_step dose_limit dose_limit_resident dose_limit_staff gas heat",
        "dimensionless by its nature":
            "upper_emissivity lower_emissivity gas_emissivity_limit gas_emissivity_exponent "
            "jet_core_lengths limiting_oxygen_offset limiting_oxygen_steepness solver_relative "
            "solver_pressure_relative suppression phase opacity frac_before frac_after",
        "costs, prices and bounds of a roster are in the units of its weights":
            "cost costs cost_ bound price prices cut cutoff rows sums price_grid row_prices base_cost choice_cost "
            "choice_costs choice_costs_ no_line_cost excess_cost_ max_total_cost under_weight over_weight at_bound "
            "root_bound parent_bound lost_bound lost_bound_ now_bound now_bound_ to_go to_go_ sure_value excess_cost excess",
        "shares of a search's budget, people and days":
            "at_budget_share people_share people_share_ day_share day_share_",
        "of a column, in characters as spreadsheets count them":
            "width widths widths_",
        "named by the function that takes them":
            "seconds",
        "times the normal one":
            "zoom speed scale",
        "of whatever quantity the caller passes, in its unit":
            "low high fallback mean sd value number left right from to state k x y r most wanted "
            "unknowns values rates rate scratch got expected tolerance",
        "metres; local of one algorithm, half a box or one coordinate":
            "half_l half_w",
        "atm m, as the correlation of the emissivity of gases is published":
            "products_atm",
        "dB of a detector's chamber per unit of extinction; per trip":
            "dB_per_extinction fatigue_per_trip",
        "logical pixels of the window, all of one file":
            "band_height button_height folded_width left_width main_button_height plan_band_height "
            "right_width row_height strip_height title_height heading_size least_text_size "
            "small_text_size text_size",
    }.items()
    for name in names.split()
}


def has_unit(name):
    name = name.rstrip("_")
    words = name.split("_")
    if words[-1] in BARE or words[-1] in UNITS:
        return True
    return "per" in words and re.sub(r"\d+$", "", words[-1]) in UNITS


def is_fine(name):
    return has_unit(name) or name.rstrip("_") in ALLOWED



def strip_comments(text):
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)
    return re.sub(r"//[^\n]*", "", text)


def names_in_header(text):
    text = strip_comments(text)
    for m in re.finditer(r"(?:std::optional<|std::vector<|\b)(?:double|float)>?\s*[&*]?\s+([a-z]\w*)", text):
        rest = text[m.end():m.end() + 200]
        line = text.count("\n", 0, m.start()) + 1
        if rest.lstrip().startswith("("):  # a function, neither field nor parameter
            continue
        yield line, m.group(1)
        stop = re.search(r"[;(){}]", rest)
        if stop and stop.group() == ";":
            for more in re.finditer(r",\s*([a-z]\w*)\s*(?==|,|$)", rest[:stop.start()]):
                yield line, more.group(1)


def names_in_schema(node, name=""):
    if isinstance(node, dict):
        if node.get("type") == "number" and name:
            yield name
        for key, value in node.items():
            if key in ("properties", "$defs", "definitions") and isinstance(value, dict):
                for k, v in value.items():
                    yield from names_in_schema(v, k)
            else:
                yield from names_in_schema(value)


def findings():
    for folder in ("sim", "roster", "tools", "editor"):
        for path in sorted((ROOT / folder).rglob("*.h")):
            if "node_modules" in path.parts:
                continue
            for line, name in names_in_header(path.read_text()):
                yield path, line, name
    for path in sorted((ROOT / "scenarios/schema").glob("*.json")):
        text = path.read_text()
        for name in dict.fromkeys(names_in_schema(json.loads(text))):
            yield path, text[:text.find(f'"{name}"')].count("\n") + 1, name
    for path in sorted(ROOT.glob("roster/**/*.sql")):
        for n, line in enumerate(path.read_text().splitlines(), 1):
            for m in re.finditer(r"\b(\w+)\s+REAL\b", line):
                yield path, n, m.group(1)


def main():
    wrong = [(p, n, name) for p, n, name in findings() if not is_fine(name)]
    for path, line, name in wrong:
        print(f"{path.relative_to(ROOT)}:{line}: {name}: no unit in the name")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
