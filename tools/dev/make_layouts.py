#!/usr/bin/env python3
"""Draws two of the usual layouts: scenarios/plans/cihe.plan.json (rooms on one side of the corridor,
two storeys) and scenarios/plans/yinian.plan.json (six storeys, rooms on both sides, refuges).

Run from the source root. Corridor along x from 0; rooms north of it, in yinian also south; stairs
beyond both ends; a fire door across the middle parts each floor in two. Kitchen, dining room,
laundry, distribution room, office and control room stand on the ground floor.
Dimensions: docs/references.md#layouts
"""
from plan_text import Building, rectangle

LOW, HIGH, STAIR, LANDING, FLIGHT = 4.0, 6.4, 6.0, 1.6, 1.3
STAIR_LOW, STAIR_HIGH = 3.8, 6.6
DOOR_WIDTH = {"bedroom": 1.1, "storage": 0.9, "duty_room": 1.1, "office": 0.9, "control_room": 0.9, "laundry": 1.1,
              "electrical": 0.9, "toilet": 1.1, "refuge": 1.2, "hall": 1.8, "kitchen": 1.2, "other": 1.5}
NUMBERS = "一二三四五六"


class Home:
    def __init__(self, key, name, name_en, note, floors, west, east, ground_east, storey, south):
        """`west`, `east`: rooms (name, kind, width) of the two halves, north side, of upper floors;
        `ground_east`: of the ground floor; `south`: the same rooms again on the south side."""
        self.b = Building(key, name, name_en, note)
        self.key, self.floors, self.storey, self.south = key, floors, storey, south
        self.west, self.east, self.ground_east = west, east, ground_east
        self.mid = sum(w for _, _, w in west)
        self.end = self.mid + max(sum(w for _, _, w in row) for row in (east, ground_east[0], ground_east[1]))
        self.rooms = {}

    def floor_name(self, f):
        return NUMBERS[f - 1] + "层"

    def part(self, x):
        return "west" if x < self.mid else "east"

    def space(self, f, key, name, kind, outline, **more):
        self.b.add("spaces", key, name, level=f"level/{f}", kind=kind, outline_m=outline, **more)

    def row(self, f, north):
        east = self.ground_east[0 if north else 1] if f == 1 else self.east
        if not north and not self.south:
            return []
        if not north and f > 1:  # one post and one refuge a floor
            east = [("活动室", "other", 4.0) if kind in ("duty_room", "refuge") else (name, kind, width)
                    for name, kind, width in east]
        return self.west + east

    def draw(self):
        for f in range(1, self.floors + 1):
            self.b.add("levels", f"level/{f}", self.floor_name(f), elevation_m=round((f - 1) * self.storey, 3),
                       height_m=2.8)
        for f in range(1, self.floors + 1):
            self.draw_floor(f)
        self.draw_yard()
        self.draw_doors()
        self.draw_stairs()
        self.draw_beds()
        self.draw_equipment()
        self.draw_detectors()
        self.draw_compartments()
        self.draw_places()
        self.b.save(f"scenarios/plans/{self.key}.plan.json")

    def draw_floor(self, f):
        for part, x0, x1, cn in (("west", 0.0, self.mid, "西"), ("east", self.mid, self.end, "东")):
            self.space(f, f"corridor/{f}-{part}", f"{self.floor_name(f)}{cn}走廊", "corridor",
                       rectangle(x0, LOW, x1, HIGH))
        for north in (True, False):
            x, number = 0.0, 1 if north else 2
            y0, y1 = (HIGH, HIGH + 4.0) if north else (LOW - 4.0, LOW)
            for name, kind, width in self.row(f, north):
                if kind == "bedroom":
                    key, name = f"room/{f}{number:02}", f"{f}{number:02}室"
                    number += 2
                else:
                    key = f"{kind.replace('_', '-')}/{f}" + ("" if f"{kind.replace('_', '-')}/{f}" not in self.rooms else "-b")
                self.space(f, key, name, kind, rectangle(x, y0, x + width, y1))
                self.rooms[key] = (f, name, kind, x, y0, x + width, y1, north)
                x += width
        height = {} if f == self.floors else {"height_m": self.storey}
        for part, x0, x1, l0, l1, cn in (("west", -STAIR, 0.0, -LANDING, 0.0, "西"),
                                         ("east", self.end, self.end + STAIR, self.end, self.end + LANDING, "东")):
            self.space(f, f"stair/{part}-{f}", f"{cn}楼梯间{self.floor_name(f)}", "stair",
                       rectangle(x0, STAIR_LOW, x1, STAIR_HIGH), **height,
                       landing_m=rectangle(l0, STAIR_LOW, l1, STAIR_HIGH))

    def draw_yard(self):
        e = self.end
        top = HIGH + 4.0
        ring = [[-STAIR, STAIR_HIGH], [0, STAIR_HIGH], [0, top], [e, top], [e, STAIR_HIGH], [e + STAIR, STAIR_HIGH],
                [e + STAIR, STAIR_LOW], [e + 14, STAIR_LOW], [e + 14, 22], [-STAIR, 22]]
        self.space(1, "outside/yard", "院子", "outside", ring)

    def door(self, key, name, a, b, x, y, width, **more):
        self.b.add("openings", key, name, kind="door", a=a, b=b, center_m=[round(x, 3), y], width_m=width, **more)

    @staticmethod
    def short(key):
        return key.split("/", 1)[1] if key.startswith("room/") else key.replace("/", "-")

    def draw_doors(self):
        out = {"swings_into": "outside/yard", "exit": True}
        for key, (f, name, kind, x0, y0, x1, y1, north) in self.rooms.items():
            x, y = (x0 + x1) / 2, HIGH if north else LOW
            corridor = f"corridor/{f}-{self.part(x)}"
            self.door("door/" + self.short(key), name + "门", key, corridor, x, y, DOOR_WIDTH[kind],
                      swings_into=corridor if kind in ("refuge", "electrical") else key,
                      double_leaf=True if kind == "hall" else None,
                      initially_open=True if kind in ("duty_room", "hall") else None,
                      self_closing=True if kind in ("refuge", "electrical", "laundry", "kitchen") else None)
            if north and f == 1 and kind in ("hall", "kitchen"):
                self.door(f"door/{kind}-exit", name + "外门", key, "outside/yard", x, y1,
                          1.5 if kind == "hall" else 1.0, **out)
            elif kind not in ("storage", "electrical", "laundry"):
                self.b.add("openings", "window/" + self.short(key), name + "窗", kind="window", a=key,
                           center_m=[round(x, 3), y1 if north else y0], width_m=1.5, height_m=1.5, sill_m=0.9)
            if kind == "kitchen":
                self.b.add("openings", "window/kitchen", "厨房窗", kind="window", a=key,
                           center_m=[round(x0 + 1.0, 3), y1 if north else y0], width_m=1.2, height_m=1.5, sill_m=0.9)
        for f in range(1, self.floors + 1):
            self.door(f"door/{f}-mid", f"{self.floor_name(f)}走廊防火门", f"corridor/{f}-west", f"corridor/{f}-east",
                      self.mid, 5.2, 2.0, double_leaf=True, swings_into=f"corridor/{f}-east", initially_open=True,
                      self_closing=True, held_open=True)
            for part, x, cn in (("west", 0.0, "西"), ("east", self.end, "东")):
                self.door(f"door/{f}-stair-{part}", f"{self.floor_name(f)}{cn}楼梯间门", f"corridor/{f}-{part}",
                          f"stair/{part}-{f}", x, 5.2, 1.2, swings_into=f"stair/{part}-{f}", self_closing=True)
        for part, x, cn in (("west", -LANDING / 2, "西"), ("east", self.end + LANDING / 2, "东")):
            self.door(f"door/exit-{part}", cn + "楼梯间出口", f"stair/{part}-1", "outside/yard", x, STAIR_HIGH, 1.2, **out)

    def draw_stairs(self):
        for part, cn, x, left, right in (("west", "西", -LANDING, STAIR_LOW, STAIR_HIGH),
                                         ("east", "东", self.end + LANDING, STAIR_HIGH, STAIR_LOW)):
            self.b.add("stairs", f"stair/{part}", cn + "楼梯",
                       spaces=[f"stair/{part}-{f}" for f in range(1, self.floors + 1)])
            inward = 1 if left < right else -1
            for f in range(1, self.floors):
                self.b.add("flights", f"flight/{part}-{f}", "", stair=f"stair/{part}", lower=f"stair/{part}-{f}",
                           upper=f"stair/{part}-{f + 1}", lower_edge_m=[[x, left], [x, left + inward * FLIGHT]],
                           upper_edge_m=[[x, right], [x, right - inward * FLIGHT]], slope_length_m=8.2, width_m=FLIGHT)

    def draw_beds(self):
        for key, (f, name, kind, x0, y0, x1, y1, north) in self.rooms.items():
            if kind != "bedroom":
                continue
            offsets = (0.95, 3.05) if x1 - x0 < 5 else (0.6, 2.2, 3.8, 5.4)
            for n, dx in enumerate(offsets, 1):
                self.b.add("beds", f"bed/{self.short(key)}-{n}", f"{self.short(key)}-{n}床", space=key,
                           center_m=[round(x0 + dx, 3), y1 - 1.1 if north else y0 + 1.1], heading_deg=90 if north else 270)

    def thing(self, key, name, kind, at, x, y, **more):
        self.b.add("equipment", key, name, kind=kind, space=at, at_m=[round(x, 3), round(y, 3)], **more)

    def draw_equipment(self):
        for f in range(1, self.floors + 1):
            fl, n = self.floor_name(f), 0
            for x in (3.9, self.mid - 3.1, self.mid + 3.9, self.end - 3.1):
                at = f"corridor/{f}-{self.part(x)}"
                for agent, words, kg, dx in (("abc_powder", "4 kg ABC 干粉灭火器", 4.0, 0.0),
                                             ("water", "6 L 水基灭火器", 6.0, 0.4)):
                    n += 1
                    self.thing(f"extinguisher/{f}-{n}", fl + words, "extinguisher", at, x + dx, 6.3, agent=agent, charge_kg=kg)
            for part, x in (("west", 0.15), ("east", self.end - 0.15)):
                self.thing(f"call-point/{f}-{part}", fl + "手动报警按钮", "manual_call_point", f"corridor/{f}-{part}", x, 6.3)
                self.thing(f"hydrant/{f}-{part}", fl + "消火栓", "hydrant", f"corridor/{f}-{part}", x, 4.1)
                self.thing(f"loudspeaker/{f}-{part}", fl + "广播扬声器", "loudspeaker", f"corridor/{f}-{part}",
                           self.mid + (-2.0 if part == "west" else 2.0), 6.3)
            post = self.rooms[f"duty-room/{f}"]
            x, y = post[3], 7.0 if post[7] else 3.4
            self.thing(f"wheelchair/{f}", fl + "轮椅", "wheelchair", f"duty-room/{f}", x + 0.6, y, count=2)
            self.thing(f"sheet/{f}", fl + "救援床单", "rescue_sheet", f"duty-room/{f}", x + 2.6, y + 0.5, count=4)
            self.thing(f"oxygen-valve/{f}", fl + "供氧区域阀", "oxygen_valve", f"corridor/{f}-east", self.mid + 1.0, 6.3)
        self.draw_ground_equipment()

    def draw_ground_equipment(self):
        def at(kind, dx, dy):
            key = f"{kind}/1"
            _, _, _, x0, y0, _, y1, north = self.rooms[key]
            return key, x0 + dx, (y0 + dy) if north else (y1 - dy)
        self.thing("panel", "火灾报警控制器", "alarm_panel", *at("control-room", 0.3, 2.0))
        self.thing("telephone/control-room", "控制室外线电话", "telephone", *at("control-room", 0.3, 3.0))
        for n in (1, 2):
            self.thing(f"extinguisher/electrical-{n}", "配电间 5 kg 二氧化碳灭火器", "extinguisher",
                       *at("electrical", 0.3, 0.4 + 0.4 * n), agent="carbon_dioxide", charge_kg=5.0)
            self.thing(f"extinguisher/kitchen-{n}", "厨房 3 L 食用油专用灭火器", "extinguisher",
                       *at("kitchen", 0.3, 0.4 + 0.4 * n), agent="wet_chemical", charge_kg=3.0)
        self.thing("blanket/kitchen", "厨房灭火毯", "fire_blanket", *at("kitchen", 0.3, 1.8), count=2)
        self.thing("gas-valve", "厨房燃气总阀", "gas_valve", *at("kitchen", 0.3, 2.6))
        self.thing("power-switch", "配电间总开关", "power_switch", *at("electrical", 0.4, 2.6))

    def draw_detectors(self):
        for key, (f, name, kind, x0, y0, x1, y1, north) in self.rooms.items():
            heat = kind == "kitchen"
            self.b.add("detectors", "detector/" + self.short(key), name + ("感温探测器" if heat else "感烟探测器"),
                       kind="heat" if heat else "smoke", space=key, at_m=[round((x0 + x1) / 2, 3), (y0 + y1) / 2],
                       zone=self.floor_name(f) + ("西区" if x1 <= self.mid else "东区"))
        for f in range(1, self.floors + 1):
            for part, cn, x in (("west", "西", self.mid / 2), ("east", "东", (self.mid + self.end) / 2)):
                self.b.add("detectors", f"detector/corridor-{f}-{part}", f"{self.floor_name(f)}{cn}走廊感烟探测器",
                           kind="smoke", space=f"corridor/{f}-{part}", at_m=[round(x, 3), 5.2],
                           zone=f"{self.floor_name(f)}{cn}区")
        for part, cn, x in (("west", "西", -0.8), ("east", "东", self.end + 0.8)):
            self.b.add("detectors", f"detector/stair-{part}", cn + "楼梯间顶部感烟探测器", kind="smoke",
                       space=f"stair/{part}-{self.floors}", at_m=[round(x, 3), 5.2], zone=cn + "楼梯间")

    def draw_compartments(self):
        for f in range(1, self.floors + 1):
            for part, cn in (("west", "西"), ("east", "东")):
                inside = [f"corridor/{f}-{part}"] + [k for k, r in self.rooms.items()
                                                     if r[0] == f and (r[5] <= self.mid) == (part == "west")]
                self.b.add("compartments", f"compartment/{f}-{part}", f"{self.floor_name(f)}{cn}防火分区", spaces=inside)
        for part, cn in (("west", "西"), ("east", "东")):
            self.b.add("compartments", f"compartment/stair-{part}", cn + "楼梯间",
                       spaces=[f"stair/{part}-{f}" for f in range(1, self.floors + 1)])

    def draw_places(self):
        def middle(key):
            _, _, _, x0, y0, x1, y1, _ = self.rooms[key]
            return [round((x0 + x1) / 2, 3), (y0 + y1) / 2]
        for f in range(1, self.floors + 1):
            self.b.add("places", f"place/post-{f}", f"{self.floor_name(f)}护理站", space=f"duty-room/{f}",
                       at_m=middle(f"duty-room/{f}"))
        self.b.add("places", "place/leader", "院长室", space="office/1", at_m=middle("office/1"))
        self.b.add("places", "place/control-room", "消防控制室值班位", space="control-room/1", at_m=middle("control-room/1"))
        self.b.add("places", "place/assembly", "集合点", space="outside/yard", at_m=[round(self.end / 2, 3), 19.0])
        self.b.add("places", "place/gate", "院门", space="outside/yard", at_m=[round(self.end + 12.0, 3), 20.5])


TWIN, WARD = ("", "bedroom", 4.0), ("", "bedroom", 6.0)
Home("cihe", "慈和敬老院", "Cihe Rural Care Home", "虚构的教学用敬老院：两层，单面走廊，中间一道防火门。", 2,
     west=[TWIN, TWIN, TWIN, TWIN, ("布草间", "storage", 2.0)],
     east=[("护理站", "duty_room", 4.0), TWIN, TWIN, TWIN, TWIN, TWIN, ("避难间", "refuge", 4.0)],
     ground_east=([("护理站", "duty_room", 4.0), ("院长室", "office", 3.0), ("消防控制室", "control_room", 3.0),
                   ("洗衣房", "laundry", 3.0), ("配电间", "electrical", 2.5), ("餐厅", "hall", 7.0),
                   ("厨房", "kitchen", 5.5)], []), storey=3.3, south=False).draw()
Home("yinian", "颐年楼", "Yinian House", "虚构的教学用高层养老院：六层，双面走廊，每层有避难间。", 6,
     west=[TWIN, TWIN, WARD, ("布草间", "storage", 2.0)],
     east=[("护理站", "duty_room", 4.0), TWIN, TWIN, ("避难间", "refuge", 4.0)],
     ground_east=([("护理站", "duty_room", 4.0), ("院长室", "office", 3.0), ("门厅", "hall", 4.0),
                   ("厨房", "kitchen", 5.0)],
                  [("消防控制室", "control_room", 4.0), ("洗衣房", "laundry", 4.0), ("配电间", "electrical", 3.0),
                   ("活动室", "other", 5.0)]), storey=3.3, south=True).draw()
