#!/usr/bin/env python3
"""Draws scenarios/plans/longhua3.plan.json: the third floor of the home that burned in Longhua in 2025.

Run from the source root. Published (docs/references.md#longhua-2025): footprint 33.7 m x 9.7 m, third
floor, eight rooms under one shared ceiling void, 19 residents and 2 carers there, origin in room 302,
room 303 next to it. Everything else is assumed: corridor on the south, stairs in both end bays, sizes
of doors and windows, and of the lower floors only what is needed to get out.
"""
from plan_text import Building, rectangle

LENGTH, WIDTH, CORRIDOR, STAIR_WIDTH, ROOMS = 33.7, 9.7, 2.1, 2.8, 8
STOREY, SLAB, CEILING = 3.3, 3.2, 2.6
LANDING_END, FLIGHT = 3.9, 1.3
ROOM_WIDTH = (LENGTH - 2 * STAIR_WIDTH) / ROOMS
BEDS = {1: 3, 2: 2, 3: 2, 4: 3, 5: 2, 6: 3, 7: 2, 8: 2}
NAMES = {1: "一层", 2: "二层", 3: "三层"}
STAIRS = (("west", "西", 0.0), ("east", "东", LENGTH - STAIR_WIDTH))

b = Building("longhua3", "隆化老年公寓三层（推演）", "Longhua home, third floor (re-enacted)",
             "公开的只有：33.7 m × 9.7 m，三层 8 间房共用吊顶内空间，19 位老人，302 室起火，303 室相邻。"
             "走廊、楼梯、门窗、床位布置和下面两层都是假定（未核实）。")


def space(f, key, name, kind, outline, **more):
    b.add("spaces", key, name, level=f"level/{f}", kind=kind, outline_m=outline, **more)


def opening(key, name, kind, a, other, x, y, width, **more):
    b.add("openings", key, name, kind=kind, a=a, b=other, center_m=[x, y], width_m=width, **more)


def room_x(n):
    return STAIR_WIDTH + (n - 1) * ROOM_WIDTH


for f in (1, 2, 3):
    b.add("levels", f"level/{f}", NAMES[f], elevation_m=(f - 1) * STOREY, height_m=CEILING)

space(1, "outside/yard", "院子", "outside", rectangle(-3.0, -12.0, LENGTH + 3, 0.0))
space(1, "hall/1", "门厅", "hall", rectangle(0.0, 0.0, 10.0, CORRIDOR))
space(1, "lobby/1-east", "东门厅", "hall", rectangle(LENGTH - STAIR_WIDTH, 0.0, LENGTH, CORRIDOR))
space(1, "control-room", "消防控制室", "control_room", rectangle(STAIR_WIDTH, CORRIDOR, 6.8, 6.1))
for f in (1, 2, 3):
    for part, cn, x in STAIRS:
        space(f, f"stair/{part}-{f}", f"{cn}楼梯间{NAMES[f]}", "stair", rectangle(x, CORRIDOR, x + STAIR_WIDTH, WIDTH),
              height_m=SLAB if f == 3 else STOREY,
              landing_m=rectangle(x, CORRIDOR, x + STAIR_WIDTH, LANDING_END))
space(3, "corridor/3", "三层走廊", "corridor", rectangle(0.0, 0.0, LENGTH, CORRIDOR))
for n in range(1, ROOMS + 1):
    space(3, f"room/30{n}", f"30{n}室", "bedroom", rectangle(room_x(n), CORRIDOR, room_x(n + 1), WIDTH), height_m=SLAB)

for part, cn, x in STAIRS:
    opening(f"door/3-stair-{part}", f"三层{cn}楼梯间门", "door", "corridor/3", f"stair/{part}-3", x + STAIR_WIDTH / 2,
            CORRIDOR, 1.2, swings_into=f"stair/{part}-3", self_closing=True)
for n in range(1, ROOMS + 1):
    x = room_x(n) + ROOM_WIDTH / 2
    opening(f"door/30{n}", f"30{n}室门", "door", f"room/30{n}", "corridor/3", x, CORRIDOR, 1.1, swings_into=f"room/30{n}")
    opening(f"window/30{n}", f"30{n}室窗", "window", f"room/30{n}", None, x, WIDTH, 1.8, height_m=1.5, sill_m=0.9)
for n in range(1, ROOMS):
    opening(f"gap/30{n}-30{n + 1}", f"30{n}室与30{n + 1}室吊顶内相通", "gap", f"room/30{n}", f"room/30{n + 1}", room_x(n + 1),
            (CORRIDOR + WIDTH) / 2, 7.4, height_m=SLAB - CEILING, sill_m=CEILING)
for n, x in ((1, 8.0), (2, 16.85), (3, 25.7)):
    opening(f"window/corridor-{n}", f"走廊窗{n}", "window", "corridor/3", None, x, 0.0, 1.5, height_m=1.5, sill_m=0.9)
opening("door/1-stair-west", "一层西楼梯间门", "door", "hall/1", "stair/west-1", 1.4, CORRIDOR, 1.2, swings_into="hall/1")
opening("door/1-stair-east", "一层东楼梯间门", "door", "lobby/1-east", "stair/east-1", LENGTH - 1.4, CORRIDOR, 1.2,
        swings_into="lobby/1-east")
opening("door/control-room", "消防控制室门", "door", "control-room", "hall/1", 5.8, CORRIDOR, 0.9, swings_into="hall/1")
opening("door/entrance", "大门", "door", "hall/1", "outside/yard", 5.0, 0.0, 1.8, double_leaf=True,
        swings_into="outside/yard", exit=True)
opening("door/exit-east", "东出口", "door", "lobby/1-east", "outside/yard", LENGTH - 1.4, 0.0, 1.2,
        swings_into="outside/yard", exit=True)

for part, cn, x in STAIRS:
    b.add("stairs", f"stair/{part}", cn + "楼梯", spaces=[f"stair/{part}-{f}" for f in (1, 2, 3)])
for part, cn, x in STAIRS:
    for f in (1, 2):
        b.add("flights", f"flight/{part}-{f}", "", stair=f"stair/{part}", lower=f"stair/{part}-{f}",
              upper=f"stair/{part}-{f + 1}", lower_edge_m=[[x, LANDING_END], [x + FLIGHT, LANDING_END]],
              upper_edge_m=[[x + STAIR_WIDTH, LANDING_END], [x + STAIR_WIDTH - FLIGHT, LANDING_END]],
              slope_length_m=8.2, width_m=FLIGHT)

for n, count in BEDS.items():
    x = room_x(n)
    spots = [(x + 1.15, 8.9, 180), (x + 1.15, 7.2, 180), (x + 1.15, 5.5, 180)][:count]
    for i, (bx, by, heading) in enumerate(spots, 1):
        b.add("beds", f"bed/30{n}-{i}", f"30{n}-{i}床", space=f"room/30{n}", center_m=[bx, by], heading_deg=heading)


def thing(key, name, kind, at, x, y, **more):
    b.add("equipment", key, name, kind=kind, space=at, at_m=[x, y], **more)


for n, x in ((1, 3.2), (2, 16.85), (3, 30.5)):
    for k, dx in ((1, -0.2), (2, 0.2)):
        thing(f"extinguisher/3-{n}{k}", "三层 4 kg ABC 干粉灭火器", "extinguisher", "corridor/3", x + dx, 0.15,
              agent="abc_powder", charge_kg=4.0)
for part, x in (("west", 2.6), ("east", 31.1)):
    thing(f"call-point/3-{part}", "三层手动报警按钮", "manual_call_point", "corridor/3", x, 1.95)
    thing(f"hydrant/3-{part}", "三层消火栓", "hydrant", "corridor/3", x, 0.15)
for n, x in ((1, 9.0), (2, 24.0)):
    thing(f"loudspeaker/3-{n}", "三层扬声器", "loudspeaker", "corridor/3", x, 0.15)
thing("wheelchair/3", "三层轮椅", "wheelchair", "corridor/3", 0.5, 0.5, count=2)
thing("sheet/3", "三层救援床单", "rescue_sheet", "corridor/3", 33.3, 0.4, count=2)
thing("telephone/3", "三层电话", "telephone", "corridor/3", 13.3, 1.95)
thing("panel", "火灾报警控制器", "alarm_panel", "control-room", 3.0, 4.5)
thing("telephone/control-room", "控制室外线电话", "telephone", "control-room", 3.0, 3.5)
thing("power-switch", "三层电源开关", "power_switch", "corridor/3", 0.2, 1.9)

for n in range(1, ROOMS + 1):
    b.add("detectors", f"detector/30{n}", f"30{n}室感烟探测器", kind="smoke", space=f"room/30{n}",
          at_m=[room_x(n) + ROOM_WIDTH / 2, 5.9], zone="三层")
for n, x in ((1, 5.0), (2, 16.85), (3, 28.7)):
    b.add("detectors", f"detector/corridor-3-{n}", f"三层走廊感烟探测器{n}", kind="smoke", space="corridor/3",
          at_m=[x, 1.05], zone="三层")

b.add("compartments", "compartment/3", "三层", spaces=["corridor/3"] + [f"room/30{n}" for n in range(1, ROOMS + 1)])
for part, cn, x in STAIRS:
    b.add("compartments", f"compartment/stair-{part}", cn + "楼梯间", spaces=[f"stair/{part}-{f}" for f in (1, 2, 3)])

b.add("places", "place/post-3", "三层护理员值守处", space="corridor/3", at_m=[12.5, 1.5])
b.add("places", "place/control-room", "消防控制室值班位", space="control-room", at_m=[4.0, 4.0])
b.add("places", "place/entrance", "大门口", space="outside/yard", at_m=[5.0, -1.5])
b.add("places", "place/assembly", "集合点", space="outside/yard", at_m=[16.0, -9.0])
b.add("places", "place/gate", "院门", space="outside/yard", at_m=[35.0, -11.0])
b.save("scenarios/plans/longhua3.plan.json")
