"""Plots of docs/validation.md, each from the rows of `yanlian verify --json` that it names; black on white,
told apart by mark and dash. Used by update_validation.py."""
import math
import re

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 560, 340, 64, 24, 20, 52
DASHES = ("", "7 4", "2 3")


class Plot:
    """Axes in the units of what is drawn; lines and marks, their names below each other in a corner."""

    def __init__(self, x_title, y_title, x_most, y_most, legend_x=LEFT + 12):
        self.x_most, self.y_most, self.parts, self.legend, self.legend_x = x_most, y_most, [], 0, legend_x
        self.right, self.low = WIDTH - RIGHT, HEIGHT - BOTTOM
        for n in range(6):
            for value, (x, y), shift, anchor in ((x_most * n / 5, self.at(x_most * n / 5, 0), (0, 18), "middle"),
                                                 (y_most * n / 5, self.at(0, y_most * n / 5), (-8, 4), "end")):
                self.parts.append(f'<text x="{x + shift[0]:.1f}" y="{y + shift[1]:.1f}" text-anchor="{anchor}">'
                                  f'{value:g}</text>')
            _, y = self.at(0, y_most * n / 5)
            self.parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{self.right}" y2="{y:.1f}" stroke="#ccc"/>')
        middle_x, middle_y = (LEFT + self.right) / 2, (TOP + self.low) / 2
        self.parts.append(f'<text x="{middle_x}" y="{HEIGHT - 12}" text-anchor="middle">{x_title}</text>')
        self.parts.append(f'<text transform="translate(14 {middle_y}) rotate(-90)" text-anchor="middle">{y_title}</text>')

    def at(self, x, y):
        return LEFT + (self.right - LEFT) * x / self.x_most, self.low - (self.low - TOP) * y / self.y_most

    def line(self, points, name, dash=""):
        path = " ".join("{:.1f},{:.1f}".format(*self.at(x, y)) for x, y in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="black" stroke-width="1.6" '
                          f'stroke-dasharray="{dash}"/>')
        x, y = self.entry(name)
        self.parts.append(f'<line x1="{x}" y1="{y}" x2="{x + 26}" y2="{y}" stroke="black" stroke-width="1.6" '
                          f'stroke-dasharray="{dash}"/>')

    def marks(self, points, name, filled=True):
        fill = "black" if filled else "white"
        for x, y in (self.at(*point) for point in points):
            self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{fill}" stroke="black"/>')
        x, y = self.entry(name)
        self.parts.append(f'<circle cx="{x + 13}" cy="{y}" r="3.5" fill="{fill}" stroke="black"/>')

    def entry(self, name):
        x, y = self.legend_x, TOP + 10 + 17 * self.legend
        self.legend += 1
        self.parts.append(f'<text x="{x + 34}" y="{y + 4}">{name}</text>')
        return x, y

    def svg(self):
        return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
                          'font-family="sans-serif" font-size="12">',
                          f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>', *self.parts, "</svg>", ""])


def find(rows, pattern):
    """[(match, row)] of the rows whose case is like that."""
    return [(match, row) for row in rows if (match := re.fullmatch(pattern, row["case"]))]


def weidmann_mps(density_per_m2, free_mps=1.34):
    """Source: docs/references.md#weidmann"""
    return free_mps * (1 - math.exp(-1.913 * (1 / density_per_m2 - 1 / 5.4)))


def plot_density(rows):
    points = [(float(m[1]), row["got"]) for m, row in find(rows, r"RiMEA 4: speed at ([\d.]+) persons/m2, m/s")]
    plot = Plot("persons/m²", "speed, m/s", 5, 1.5, legend_x=WIDTH - 160)
    plot.line([(n / 20, min(1.34, weidmann_mps(n / 20))) for n in range(2, 101)], "Weidmann", DASHES[1])
    plot.marks(points, "yanlian")
    return plot, points


def plot_necks(rows):
    found = find(rows, r"RiMEA 12d: flow through ([\d.]+) m x 5 m, 1/s")
    plot = Plot("width, m", "persons/s", 1.5, 3)
    plot.line([(float(m[1]), row["expected"]) for m, row in found], "1.9 persons/(m s)", DASHES[1])
    points = [(float(m[1]), row["got"]) for m, row in found]
    plot.marks(points, "yanlian, neck 5 m deep")
    return plot, points


def plot_stairs(rows):
    points = [(float(m[1]), row["got"]) for m, row in find(rows, r"ISO 12: flow down a stair of ([\d.]+) m, 1/s")]
    plot = Plot("width, m", "persons/s", 2, 3)
    plot.marks(points, "yanlian, down")
    return plot, points


def plot_counterflow(rows):
    found = find(rows, r"IMO 8: 100 persons against (\d+), s")
    plot = Plot("persons the other way", "until all 100 are through, s", 100, 200)
    points = [(int(m[1]), row["got"]) for m, row in found]
    plot.marks(points, "yanlian")
    peers = [(int(m[1]), float(peer[1])) for m, row in found if (peer := re.search(r"FDS\+Evac ([\d.]+)", row["peer"]))]
    plot.marks(peers, "FDS+Evac (JuPedSim never at 100)", filled=False)
    return plot, points


def plot_assisted(rows):
    plot, points = Plot("bedridden residents", "until the last is set down, min", 20, 50), []
    for dash, staff in zip(DASHES, (2, 4, 6)):
        found = sorted((int(m[1]), row) for m, row in find(rows, rf"sheet-25m-(\d+)-residents-{staff}-staff"))
        plot.line([(n, row["expected"] / 60) for n, row in found], f"{staff} staff, closed solution", dash)
        points += [(n, row["got"] / 60) for n, row in found]
    plot.marks(points, "yanlian")
    return plot, points


def plot_rises(rows):
    plot, points, peers = Plot("measured rise of the upper layer, K", "computed, K", 400, 500), [], []
    for row in rows:
        if row["kind"] != "experiment" or not row["suite"].startswith("fire/"):
            continue
        if not (note := re.search(r"rise ([\d.]+) K measured ([\d.]+)", row["note"])):
            continue
        measured = float(note[2])
        points.append((measured, float(note[1])))
        if peer := re.search(r"CFAST ([\d.]+)", row["peer"]):
            peers.append((measured, float(peer[1]) * measured))
    plot.line([(0, 0), (400, 400)], "as measured", DASHES[1])
    plot.marks(peers, "CFAST", filled=False)
    plot.marks(points, "yanlian")
    return plot, points


# file, heading of the suite it stands under, what it shows, how it is drawn
PLOTS = (
    ("validation-fire.svg", "fire/steckler", "Rise of the upper layer in all experiments", plot_rises),
    ("validation-density.svg", "crowd", "Speed by density (RiMEA 4)", plot_density),
    ("validation-necks.svg", "crowd", "Flow by width of a bottleneck (RiMEA 12d)", plot_necks),
    ("validation-stairs.svg", "crowd", "Flow by width of a stair (ISO 12)", plot_stairs),
    ("validation-counterflow.svg", "crowd", "Counterflow (IMO 8)", plot_counterflow),
    ("validation-assisted.svg", "assist", "Rescue sheets over 25 m", plot_assisted),
)


def draw_all(rows, folder):
    """Writes each plot that has points; answers {suite: [(file, what it shows)]}."""
    drawn = {}
    for file, suite, title, make in PLOTS:
        plot, points = make(rows)
        if points:
            (folder / file).write_text(plot.svg(), encoding="utf-8")
            drawn.setdefault(suite, []).append((file, title))
    return drawn
