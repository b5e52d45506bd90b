#!/usr/bin/env python3
"""Draws scenarios/plans/ankang.plan.json: the fictitious 90-bed home, three equal floors.

Run from the source root. Lay-out: corridor along x 0..42, y 4..6.4; odd rooms north, even rooms
south; stairs beyond both ends; fire doors across the corridor at x = 21 part each floor in two.
"""
from plan_text import Building, rectangle

CORRIDOR_LOW, CORRIDOR_HIGH, DEPTH, MID, END = 4.0, 6.4, 4.0, 21.0, 42.0
STOREY, CEILING = 3.3, 2.8
STAIR_LENGTH, STAIR_LOW, STAIR_HIGH, LANDING, FLIGHT = 6.0, 3.8, 6.6, 1.6, 1.3
FLOOR_NAMES = {1: "一层", 2: "二层", 3: "三层"}

b = Building("ankang", "安康养老院", "Ankang Care Home",
             "虚构的教学用养老院：三层，90 张床，每层 12 间双人间、2 间三人间。")
for f in (1, 2, 3):
    b.add("levels", f"level/{f}", FLOOR_NAMES[f], elevation_m=(f - 1) * STOREY, height_m=CEILING)


def space(f, key, name, kind, outline, **more):
    b.add("spaces", key, name, level=f"level/{f}", kind=kind, outline_m=outline, **more)


def side(f, north):
    """(key, name, kind, width) along the corridor from west to east."""
    first = 1 if north else 2
    row = [(n, 4.0) for n in range(first, 11, 2)]
    rooms = [(f"room/{f}{n:02}", f"{f}{n:02}室", "bedroom", w) for n, w in row]
    nook = (f"nook/{f}-north", "布草间", "storage", 1.0) if north else \
        (f"nook/{f}-south", "清洁间", "storage", 1.0)
    n1, n2 = (11, 13) if north else (12, 14)
    rooms += [nook, (f"room/{f}{n1}", f"{f}{n1}室", "bedroom", 4.0),
              (f"room/{f}{n2}", f"{f}{n2}室", "bedroom", 4.5)]
    if f == 1 and north:
        return rooms + [("post/1", "一层护理站", "duty_room", 3.0), ("office/leader", "院长室", "office", 3.0),
                        ("control-room", "消防控制室", "control_room", 3.0), ("hall", "门厅", "hall", 3.5)]
    if f == 1:
        return rooms + [("laundry", "洗衣房", "laundry", 4.0), ("electrical", "配电间", "electrical", 2.5)]
    if north:
        return rooms + [(f"post/{f}", f"{FLOOR_NAMES[f]}护理站", "duty_room", 4.0),
                        (f"bath/{f}", "助浴间", "toilet", 4.0),
                        (f"refuge/{f}", f"{FLOOR_NAMES[f]}避难间", "refuge", 4.5)]
    return rooms + [(f"activity/{f}", "活动室", "other", 8.0), (f"toilet/{f}", "公共卫生间", "toilet", 4.5)]


DOOR_WIDTH = {"bedroom": 1.1, "storage": 0.8, "duty_room": 1.1, "office": 0.9, "control_room": 0.9,
              "laundry": 1.1, "electrical": 0.9, "toilet": 1.1, "refuge": 1.2, "other": 1.5}
HAS_WINDOW = {"bedroom", "duty_room", "office", "control_room", "refuge", "other", "toilet", "laundry"}
LOCKED = {"electrical"}
rooms = {}  # key -> (floor, name, kind, x0, y0, x1, y1, north)


def corridor_at(f, x):
    return f"corridor/{f}-" + ("west" if x < MID else "east")


def short(key):
    return key.split("/", 1)[1] if key.startswith("room/") else key.replace("/", "-")


def lay_out_floor(f):
    for part, x0, x1 in (("west", 0.0, MID), ("east", MID, END)):
        space(f, f"corridor/{f}-{part}", f"{FLOOR_NAMES[f]}{'西' if part == 'west' else '东'}走廊", "corridor",
              rectangle(x0, CORRIDOR_LOW, x1, CORRIDOR_HIGH))
    for north in (True, False):
        x = 0.0
        y0, y1 = (CORRIDOR_HIGH, CORRIDOR_HIGH + DEPTH) if north else (CORRIDOR_LOW - DEPTH, CORRIDOR_LOW)
        for key, name, kind, width in side(f, north):
            space(f, key, name, kind, rectangle(x, y0, x + width, y1))
            rooms[key] = (f, name, kind, x, y0, x + width, y1, north)
            x += width
    height = {} if f == 3 else {"height_m": STOREY}
    for part, x0, x1, l0, l1 in (("west", -STAIR_LENGTH, 0.0, -LANDING, 0.0),
                                 ("east", END, END + STAIR_LENGTH, END, END + LANDING)):
        space(f, f"stair/{part}-{f}", f"{'西' if part == 'west' else '东'}楼梯间{FLOOR_NAMES[f]}", "stair",
              rectangle(x0, STAIR_LOW, x1, STAIR_HIGH), **height,
              landing_m=rectangle(l0, STAIR_LOW, l1, STAIR_HIGH))


def lay_out_ground():
    space(1, "dining", "餐厅", "hall", rectangle(36.0, -6.0, END, 4.0))
    space(1, "kitchen", "厨房", "kitchen", rectangle(29.5, -6.0, 36.0, 0.0))
    space(1, "outside/yard", "院子", "outside",
          [[-6, 6.6], [0, 6.6], [0, 10.4], [42, 10.4], [42, 6.6], [48, 6.6], [48, 3.8], [42, 3.8], [42, -6],
           [29.5, -6], [29.5, -10], [54, -10], [54, 20], [-6, 20]])


def door(key, name, a, to, x, y, width, **more):
    b.add("openings", key, name, kind=more.pop("kind", "door"), a=a, b=to, center_m=[x, y], width_m=width, **more)


def doors_of_rooms():
    for key, (f, name, kind, x0, y0, x1, y1, north) in rooms.items():
        x, y = (x0 + x1) / 2, CORRIDOR_HIGH if north else CORRIDOR_LOW
        if key == "hall":
            door("doorway/hall", "门厅与走廊间门洞", key, corridor_at(f, x), x, y, 2.4, kind="doorway", height_m=2.4)
        elif key == "control-room":
            door("door/control-room", name + "门", key, "hall", x1, y + 1.0, DOOR_WIDTH[kind], swings_into="hall",
                 self_closing=True)
        else:
            swing = corridor_at(f, x) if kind in ("refuge", "electrical") else key
            door("door/" + short(key), name + "门", key, corridor_at(f, x), x, y, DOOR_WIDTH[kind], swings_into=swing,
                 initially_open=True if kind == "duty_room" else None,
                 self_closing=True if kind in ("refuge", "electrical", "laundry") else None,
                 locked=True if kind in LOCKED else None)
        if kind in HAS_WINDOW and key != "laundry":
            b.add("openings", "window/" + short(key), name + "窗", kind="window", a=key,
                  center_m=[x, y1 if north else y0], width_m=1.8 if x1 - x0 >= 4 else 1.5, height_m=1.5, sill_m=0.9)


def doors_of_floor(f):
    door(f"door/{f}-mid", f"{FLOOR_NAMES[f]}走廊防火门", corridor_at(f, 0), corridor_at(f, MID), MID, 5.2, 2.0,
         double_leaf=True, swings_into=corridor_at(f, MID), initially_open=True, self_closing=True, held_open=True)
    for part, x in (("west", 0.0), ("east", END)):
        door(f"door/{f}-stair-{part}", f"{FLOOR_NAMES[f]}{'西' if part == 'west' else '东'}楼梯间门",
             f"corridor/{f}-{part}", f"stair/{part}-{f}", x, 5.2, 1.2, swings_into=f"stair/{part}-{f}", self_closing=True)


def doors_of_ground():
    out = {"swings_into": "outside/yard", "exit": True}
    door("door/entrance", "大门", "hall", "outside/yard", 40.25, 10.4, 1.8, double_leaf=True, **out)
    for part, x, name in (("west", -LANDING / 2, "西"), ("east", END + LANDING / 2, "东")):
        door(f"door/exit-{part}", name + "楼梯间出口", f"stair/{part}-1", "outside/yard", x, STAIR_HIGH, 1.2, **out)
    door("door/dining", "餐厅门", "dining", "corridor/1-east", 39.0, CORRIDOR_LOW, 1.8, double_leaf=True,
         swings_into="corridor/1-east")
    door("door/dining-exit", "餐厅出口", "dining", "outside/yard", END, -3.0, 1.5, double_leaf=True, **out)
    door("door/kitchen", "厨房门", "kitchen", "dining", 36.0, -3.0, 1.2, swings_into="dining", self_closing=True)
    door("door/kitchen-exit", "厨房后门", "kitchen", "outside/yard", 31.0, -6.0, 1.0, **out)
    b.add("openings", "window/kitchen", "厨房窗", kind="window", a="kitchen", center_m=[33.5, -6.0], width_m=1.8,
          height_m=1.5, sill_m=0.9)
    b.add("openings", "window/dining", "餐厅窗", kind="window", a="dining", center_m=[39.0, -6.0], width_m=3.0,
          height_m=1.5, sill_m=0.9)
    b.add("openings", "window/hall", "门厅与控制室间窗", kind="window", a="control-room", b="hall",
          center_m=[38.5, 9.0], width_m=1.2, height_m=1.0, sill_m=1.0)


def stairs():
    for part, name in (("west", "西楼梯"), ("east", "东楼梯")):
        b.add("stairs", f"stair/{part}", name, spaces=[f"stair/{part}-{f}" for f in (1, 2, 3)])
    for part, x, left, right in (("west", -LANDING, STAIR_LOW, STAIR_HIGH), ("east", END + LANDING, STAIR_HIGH, STAIR_LOW)):
        inward = 1 if left < right else -1
        for f in (1, 2):
            b.add("flights", f"flight/{part}-{f}", "", stair=f"stair/{part}", lower=f"stair/{part}-{f}",
                  upper=f"stair/{part}-{f + 1}",
                  lower_edge_m=[[x, left], [x, left + inward * FLIGHT]],
                  upper_edge_m=[[x, right], [x, right - inward * FLIGHT]],
                  slope_length_m=8.2, width_m=FLIGHT, riser_m=None, tread_m=None)


def beds():
    for key, (f, name, kind, x0, y0, x1, y1, north) in rooms.items():
        if kind != "bedroom":
            continue
        offsets = (0.95, 3.05) if x1 - x0 < 4.2 else (0.5, 2.25, 4.0)
        for n, dx in enumerate(offsets, 1):
            b.add("beds", f"bed/{short(key)}-{n}", f"{short(key)}-{n}床", space=key,
                  center_m=[x0 + dx, y1 - 1.1 if north else y0 + 1.1], heading_deg=90 if north else 270)


def thing(key, name, kind, at, x, y, **more):
    b.add("equipment", key, name, kind=kind, space=at, at_m=[x, y], **more)


def equipment_of_floor(f):
    fl = FLOOR_NAMES[f]
    n = 0
    for x in (4.0, 16.0, 25.0, 37.5 if f > 1 else 35.5):
        for agent, words, kg, dx in (("abc_powder", "4 kg ABC 干粉灭火器", 4.0, -0.2), ("water", "6 L 水基灭火器", 6.0, 0.2)):
            n += 1
            thing(f"extinguisher/{f}-{n}", fl + words, "extinguisher", corridor_at(f, x), x + dx, 6.3, agent=agent, charge_kg=kg)
    for part, x in (("west", 8.0), ("east", 29.5)):
        thing(f"hydrant/{f}-{part}", fl + "消火栓", "hydrant", corridor_at(f, x), x, 4.1)
    for part, x in (("west", 0.15), ("mid", 21.3), ("east", 41.85)):
        thing(f"call-point/{f}-{part}", fl + "手动报警按钮", "manual_call_point", corridor_at(f, x), x, 6.3)
    for part, x in (("west", 10.5), ("east", 31.5)):
        thing(f"loudspeaker/{f}-{part}", fl + "广播扬声器", "loudspeaker", corridor_at(f, x), x, 6.3)
    post, x = f"post/{f}", rooms[f"post/{f}"][3]
    thing(f"telephone/{f}", fl + "护理站电话", "telephone", post, x + 0.3, 9.9)
    thing(f"wheelchair/{f}", fl + "轮椅", "wheelchair", post, x + 0.6, 7.0, count=2)
    thing(f"sheet/{f}", fl + "救援床单", "rescue_sheet", post, x + 2.6, 9.9, count=4)
    thing(f"stretcher/{f}", fl + "担架", "stretcher", post, x + 2.6, 7.0)
    thing(f"oxygen-valve/{f}", fl + "供氧区域阀", "oxygen_valve", corridor_at(f, x), x + 0.1, 6.3)
    if f > 1:
        for part, x in (("west", 0.3), ("east", 41.7)):
            thing(f"evacuation-chair/{f}-{part}", fl + "楼梯疏散椅", "evacuation_chair", corridor_at(f, x), x, 4.25)


def equipment_of_ground():
    thing("panel", "火灾报警控制器", "alarm_panel", "control-room", 35.8, 8.4)
    thing("telephone/control-room", "控制室外线电话", "telephone", "control-room", 35.8, 9.4)
    thing("telephone/leader", "院长室电话", "telephone", "office/leader", 33.0, 9.6)
    thing("loudspeaker/hall", "门厅扬声器", "loudspeaker", "hall", 41.8, 8.4)
    thing("call-point/hall", "门厅手动报警按钮", "manual_call_point", "hall", 41.8, 10.1)
    thing("extinguisher/control-room", "控制室 3 kg 二氧化碳灭火器", "extinguisher", "control-room", 37.0, 6.6,
          agent="carbon_dioxide", charge_kg=3.0)
    for n, y in ((1, 3.3), (2, 3.6)):
        thing(f"extinguisher/electrical-{n}", "配电间 5 kg 二氧化碳灭火器", "extinguisher", "electrical", 35.7, y,
              agent="carbon_dioxide", charge_kg=5.0)
    thing("extinguisher/laundry", "洗衣房 4 kg ABC 干粉灭火器", "extinguisher", "laundry", 33.2, 3.7, agent="abc_powder", charge_kg=4.0)
    for n, y in ((1, -1.8), (2, -2.1)):
        thing(f"extinguisher/kitchen-{n}", "厨房 3 L 食用油专用灭火器", "extinguisher", "kitchen", 35.8, y,
              agent="wet_chemical", charge_kg=3.0)
    thing("blanket/kitchen", "厨房灭火毯", "fire_blanket", "kitchen", 35.8, -1.4, count=2)
    thing("extinguisher/dining", "餐厅 4 kg ABC 干粉灭火器", "extinguisher", "dining", 41.8, -1.8, agent="abc_powder", charge_kg=4.0)
    thing("gas-valve", "厨房燃气总阀", "gas_valve", "kitchen", 29.7, -5.7)
    thing("power-switch", "配电间总开关", "power_switch", "electrical", 34.75, 0.3)


def detectors():
    for key, (f, name, kind, x0, y0, x1, y1, north) in rooms.items():
        zone = FLOOR_NAMES[f] + ("西区" if x1 <= MID else "东区")
        b.add("detectors", "detector/" + short(key), name + "感烟探测器", kind="smoke", space=key,
              at_m=[(x0 + x1) / 2, (y0 + y1) / 2], zone=zone)
    for f in (1, 2, 3):
        for part, n, x in (("west", 1, 5.25), ("west", 2, 15.75), ("east", 1, 26.25), ("east", 2, 36.75)):
            cn = "西" if part == "west" else "东"
            b.add("detectors", f"detector/corridor-{f}-{part}-{n}", f"{FLOOR_NAMES[f]}{cn}走廊感烟探测器{n}", kind="smoke",
                  space=f"corridor/{f}-{part}", at_m=[x, 5.2], zone=f"{FLOOR_NAMES[f]}{cn}区")
    for part, x, cn in (("west", -0.8, "西"), ("east", END + 0.8, "东")):
        b.add("detectors", f"detector/stair-{part}", cn + "楼梯间顶部感烟探测器", kind="smoke", space=f"stair/{part}-3",
              at_m=[x, 5.2], zone=cn + "楼梯间")
    b.add("detectors", "detector/kitchen", "厨房感温探测器", kind="heat", space="kitchen", at_m=[32.75, -3.0], zone="一层东区")
    b.add("detectors", "detector/dining", "餐厅感烟探测器", kind="smoke", space="dining", at_m=[39.0, -1.0], zone="一层东区")


def compartments():
    for f in (1, 2, 3):
        for part, cn in (("west", "西"), ("east", "东")):
            inside = [f"corridor/{f}-{part}"] + [k for k, r in rooms.items() if r[0] == f and (r[5] <= MID) == (part == "west")]
            if f == 1 and part == "east":
                inside += ["dining", "kitchen"]
            b.add("compartments", f"compartment/{f}-{part}", f"{FLOOR_NAMES[f]}{cn}防火分区", spaces=inside)
    for part, cn in (("west", "西"), ("east", "东")):
        b.add("compartments", f"compartment/stair-{part}", cn + "楼梯间", spaces=[f"stair/{part}-{f}" for f in (1, 2, 3)])


def places():
    for f in (1, 2, 3):
        x = rooms[f"post/{f}"][3]
        b.add("places", f"place/post-{f}", f"{FLOOR_NAMES[f]}护理站", space=f"post/{f}", at_m=[x + 1.5, 8.4])
    for f in (2, 3):
        b.add("places", f"place/refuge-{f}", f"{FLOOR_NAMES[f]}避难间", space=f"refuge/{f}", at_m=[39.75, 8.4])
    b.add("places", "place/leader", "院长室", space="office/leader", at_m=[34.0, 8.4])
    b.add("places", "place/control-room", "消防控制室值班位", space="control-room", at_m=[36.5, 8.4])
    b.add("places", "place/entrance", "大门口", space="outside/yard", at_m=[40.25, 12.0])
    b.add("places", "place/assembly", "集合点", space="outside/yard", at_m=[22.0, 17.0])
    b.add("places", "place/gate", "院门", space="outside/yard", at_m=[52.5, 18.5])


for floor in (1, 2, 3):
    lay_out_floor(floor)
lay_out_ground()
doors_of_rooms()
for floor in (1, 2, 3):
    doors_of_floor(floor)
doors_of_ground()
stairs()
beds()
for floor in (1, 2, 3):
    equipment_of_floor(floor)
equipment_of_ground()
detectors()
compartments()
places()
b.save("scenarios/plans/ankang.plan.json")
