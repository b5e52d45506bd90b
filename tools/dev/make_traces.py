#!/usr/bin/env python3
"""Makes the traces in scenarios/traces from published figures.

    tools/dev/make_traces.py [--reference DIR]

The Longhua trace needs nothing else; the NIST trace needs the measurements in DIR (default
../shared/reference beside the source folder) and is left as it is when they are absent.
"""
import argparse
import csv
import datetime
import hashlib
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
NS_PER_S = 1_000_000_000


def dump(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def write_trace(path, header, lines):
    rest = ""
    for seq, line in enumerate(lines, start=1):
        rest += dump({**line, "seq": seq})
    header = {
        **header,
        "format": "yanlian-trace",
        "version": 1,
        "kind": "header",
        "sha256": hashlib.sha256(rest.encode()).hexdigest(),
    }
    path.write_bytes((dump(header) + rest).encode())
    print(f"{path.relative_to(ROOT)}: {len(lines)} lines")


# --- frames of GB/T 26875.3-2011 ------------------------------------------------------------


def time_label(t):
    return bytes([t.second, t.minute, t.hour, t.day, t.month, t.year - 2000])


def make_frame(sequence, t, source, destination, adu):
    """One "send data" frame (command 2); all integers low byte first."""
    control = (
        sequence.to_bytes(2, "little")
        + bytes([1, 1])
        + time_label(t)
        + source.to_bytes(6, "little")
        + destination.to_bytes(6, "little")
        + len(adu).to_bytes(2, "little")
        + bytes([2])
    )
    body = control + adu
    return b"@@" + body + bytes([sum(body) & 0xFF]) + b"##"


def component_state(system, component, address, state, text, t):
    """Type 2, one object: state of one component, 31 bytes of GB 18030 text, time label."""
    description = text.encode("gb18030")[:31].ljust(31, b"\0")
    return (
        bytes([2, 1, system, 1, component])
        + address.to_bytes(4, "little")
        + state.to_bytes(2, "little")
        + description
        + time_label(t)
    )


def system_state(system, state, t):
    """Type 1, one object: state of a whole system, time label."""
    return bytes([1, 1, system, 1]) + state.to_bytes(2, "little") + time_label(t)


# --- Longhua, 8 April 2025 ------------------------------------------------------------------

FIRE, MAIN_POWER_FAULT = 1 << 1, 1 << 8
FIRE_ALARM_SYSTEM, PHOTOELECTRIC_SMOKE = 1, 42
UNIT_ADDRESS, CENTRE_ADDRESS = 302, 1  # assumed


def make_longhua():
    zone = datetime.timezone(datetime.timedelta(hours=8))
    t0 = datetime.datetime(2025, 4, 8, 21, 18, tzinfo=zone)

    def at(minutes):
        wall = t0 + datetime.timedelta(minutes=minutes)
        return {"t_ns": minutes * 60 * NS_PER_S, "wall": wall.isoformat()}, wall

    def mark(minutes, note):
        return {"kind": "mark", "note": note, **at(minutes)[0]}

    def received(minutes, sequence, dec, adu, note):
        time, wall = at(minutes)
        raw = make_frame(sequence, wall, UNIT_ADDRESS, CENTRE_ADDRESS, adu(wall)).hex()
        return {"kind": "rx", "src": "panel", "dst": "centre", "dir": "up", "dec": dec, "raw": raw,
                "note": note, **time}

    lines = [
        mark(0, "公布：21:14 护理员进入303室（早于本轨迹起点）；21:18 消防控制室无人值守"),
        received(0, 0, {"panel": "fire", "point": "detector/302"},
                 lambda t: component_state(FIRE_ALARM_SYSTEM, PHOTOELECTRIC_SMOKE, 302, FIRE,
                                           "三层302室感烟探测器", t),
                 "公布：21:18 第一个火警信号，302室；假定：感烟探测器、部件地址、报文字节"),
        mark(14, "公布：21:32 室外可见火焰"),
        received(15, 1, {"panel": "power_lost", "detail": "三层停电"},
                 lambda t: system_state(FIRE_ALARM_SYSTEM, MAIN_POWER_FAULT, t),
                 "公布：21:33 三层停电；假定：主机以主电故障上报、报文字节"),
        mark(19, "公布：约21:37 护理员发现火情"),
        mark(23, "公布：21:41 护理员给负责人打电话"),
        mark(28, "公布：21:46 拨打119"),
        mark(33, "公布：21:51 负责人到场，不会启动消防设备"),
    ]
    header = {
        "name": "隆化国恩老年公寓火灾公布时间线（2025-04-08）",
        "device": "火灾报警控制器（型号未公布）",
        "link": "GB/T 26875.3-2011 报文，按公布的时间线重建，不是实录",
        "source": "公开报道的调查报告时间线（二手来源，未核实）；docs/references.md#longhua-2025",
        "licence": "事实与时间，无版权；轨迹文件随本项目 Apache-2.0",
        "clock": "公布到分钟，秒数一律取零",
        "t0_wall": t0.isoformat(),
        "tz": "+08:00",
        "note": "适用平面图 scenarios/plans/longhua3.plan.json；各行 note 写明公布与假定",
    }
    write_trace(ROOT / "scenarios/traces/longhua-2025.trace.jsonl", header, lines)


# --- NIST home smoke alarm test SDC02 -------------------------------------------------------

# Station of the test -> detector of the plan: our choice, in the order in which smoke came.
STATIONS = {
    "E": "detector/207",
    "D": "detector/corridor-2-west-2",
    "C": "detector/corridor-2-west-1",
    "A": "detector/corridor-2-east-1",
}
BIN_S = 6


def mean_in_bins(rows, column):
    """Mean of the readings of each bin, by the bin's end; empty cells left out."""
    bins = {}
    for row in rows:
        if row[column].strip():
            end_s = -(-float(row["TIME"]) // BIN_S) * BIN_S
            bins.setdefault(int(end_s), []).append(float(row[column]))
    return {end_s: sum(v) / len(v) for end_s, v in bins.items()}


def make_nist(reference):
    path = reference / "hil/data/nist_smoke_alarms/NIST_Smoke_Alarms_SDC02.csv"
    if not path.exists():
        print(f"{path}: absent, trace left as it is")
        return
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    lines = []
    for order, (station, detector) in enumerate(STATIONS.items()):
        density = mean_in_bins(rows, f"SM{station}_1")  # base 10, 1/m, near the ceiling
        temperature = mean_in_bins(rows, f"TC{station}_1")  # degC, near the ceiling
        for t_s in sorted(density.keys() & temperature.keys()):
            dec = {
                "detector": detector,
                "optical_density_dB_per_m": round(max(density[t_s], 0) * 10, 2),
                "temperature_K": round(temperature[t_s] + 273.15, 1),
            }
            lines.append((t_s, order, {"kind": "sim", "src": f"SM{station}_1", "dec": dec,
                                       "t_ns": t_s * NS_PER_S}))
    lines.sort(key=lambda item: item[:2])
    header = {
        "name": "NIST 住宅感烟报警器试验 SDC02（删减）",
        "device": "近顶棚烟密度计与热电偶，测点 A、C、D、E",
        "link": "CSV",
        "source": "NIST Home Smoke Alarm Tests, SDC02 (NIST TN 1455); repository firemodels/exp, "
        "commit 39d8b7358",
        "licence": "NIST notice, assets/licences/nist.txt; data by the National Institute of "
        "Standards and Technology, provided AS IS. Modified and reduced, 2026-11",
        "clock": "试验开始后的秒数",
        "note": f"已修改、已删减：{BIN_S} s 平均，光密度 1/m 乘 10 得 dB/m（负值取零），温度换算为 K；"
        "测点到平面图 scenarios/plans/ankang.plan.json 探测器的对应由本项目指定，不代表原试验的布置",
    }
    write_trace(ROOT / "scenarios/traces/nist-sdc02.trace.jsonl", header,
                [line for _, _, line in lines])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=pathlib.Path, default=ROOT / "../shared/reference")
    arguments = parser.parse_args()
    make_longhua()
    make_nist(arguments.reference)


if __name__ == "__main__":
    main()
