#!/usr/bin/env python3
"""Makes ledgers of each size and several lengths, and draws how the file grows (docs/ledger-growth.svg).

    plot_growth.py OUT.svg [--sizes county,city,province] [--years 1,3,5,10]

A province of ten years takes eight minutes of CPU and 4 GB of disk in TMPDIR; each ledger is removed again.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

NAMES = {"county": "县，30 家", "city": "市，154 家", "province": "省，4000 家"}
DASHES = {"county": "2 4", "city": "8 4", "province": ""}  # told apart without colour
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 400, 80, 130, 20, 50
DECADES = range(6, 11)  # 1 MB to 10 GB


def measure(size, years):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "ledger.yanlian.db"
        make = pathlib.Path(__file__).with_name("make_city.py")
        subprocess.run([sys.executable, make, size, file, "--years", str(years)], check=True, stdout=subprocess.DEVNULL)
        return file.stat().st_size


def place(years, size_bytes, longest):
    import math
    x = LEFT + (WIDTH - LEFT - RIGHT) * years / longest
    share = (math.log10(size_bytes) - DECADES[0]) / (DECADES[-1] - DECADES[0])
    return x, HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


def draw(points):
    """SVG of {size: [(years, bytes)]}; sizes on a logarithmic axis."""
    longest = max(years for line in points.values() for years, _ in line)
    text = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
            'font-size="13">', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for decade in DECADES:
        x, y = place(0, 10 ** decade, longest)
        label = {6: "1 MB", 7: "10 MB", 8: "100 MB", 9: "1 GB", 10: "10 GB"}[decade]
        text.append(f'<line x1="{x}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#ccc"/>'
                    f'<text x="{x - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    for years in range(0, longest + 1, 2):
        x, y = place(years, 10 ** DECADES[0], longest)
        text.append(f'<text x="{x:.1f}" y="{y + 20:.1f}" text-anchor="middle">{years}</text>')
    text.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">年</text>')
    for size, line in points.items():
        at = [place(*point, longest) for point in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
        text.append(f'<polyline points="{path}" fill="none" stroke="black" stroke-width="2" '
                    f'stroke-dasharray="{DASHES[size]}"/>')
        text += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in at]
        text.append(f'<text x="{at[-1][0] + 8:.1f}" y="{at[-1][1] + 4:.1f}">{NAMES[size]}</text>')
    return "\n".join(text + ["</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--sizes", default="county,city,province")
    parser.add_argument("--years", default="1,3,5,10")
    options = parser.parse_args()
    points = {}
    for size in options.sizes.split(","):
        for years in map(int, options.years.split(",")):
            points.setdefault(size, []).append((years, measure(size, years)))
            print(size, years, points[size][-1][1], flush=True)
    options.out.write_text(draw(points), encoding="utf-8")


if __name__ == "__main__":
    main()
