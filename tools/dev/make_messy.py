#!/usr/bin/env python3
"""Writes a staff list of 175 rows as homes send it, with planted faults, from a seed.

    make_messy.py OUT.xlsx [--seed S] [--home 安康养老院] [--json]

Merged title, header of two rows with a merged group, the home written once for a block of rows, dates as
serial, as text and in Chinese, full-width digits, blanks in names, traditional characters, a total and
a closing line. Prints which rows carry a fault (they must be reported), which are typing errors (to be
warned of) and which stand twice. Only the standard library; the same arguments make the same bytes.
"""
import argparse
import datetime as dt
import json
import random
import zipfile
from xml.sax.saxutils import escape

ROWS = 175
FIRST_ROW = 5  # title, subtitle, two rows of header
SURNAMES = "苏潘葛奚范彭郎鲁韦昌苗凤花方俞任袁柳酆鲍史费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
GIVEN = "文武春秋福寿康宁松柏竹兰荷菊梅桃杏林森泉江河湖海山石玉珠金银"
POSTS = ("护理员", "护工", "护士", "保安", "厨师", "电工", "保洁", "护理员、志愿者")
TRADITIONAL = {"护理员": "護理員", "护士": "護士", "电工": "電工", "保洁": "保潔"}
FAULTS = ("post", "year", "joined", "left", "name", "twice", "brackets", "serial", "slash")
HOME_COLUMN, NAME, POST, JOINED, LEFT, PHONE, NUMBER = "ABCDEFG"


def chinese_date(day):
    digits = "〇一二三四五六七八九"
    small = lambda n: ("十" if n // 10 == 1 else digits[n // 10] + "十" if n > 9 else "") + (
        digits[n % 10] if n % 10 or n < 10 else "")
    return "".join(digits[int(c)] for c in str(day.year)) + f"年{small(day.month)}月{small(day.day)}日"


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in text)


class Sheet:
    """Cells in the order they are written, as SpreadsheetML with inline texts."""

    def __init__(self):
        self.rows, self.merges = {}, []

    def put(self, column, row, value, style=0):
        if value is None or value == "":
            return
        if isinstance(value, (int, float)):
            cell = f'<c r="{column}{row}" s="{style}"><v>{value}</v></c>'
        else:
            cell = f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        self.rows.setdefault(row, []).append(cell)

    def xml(self):
        rows = "".join(f'<row r="{n}">{"".join(cells)}</row>' for n, cells in sorted(self.rows.items()))
        merges = "".join(f'<mergeCell ref="{area}"/>' for area in self.merges)
        return (f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
                f'<mergeCells count="{len(self.merges)}">{merges}</mergeCells></worksheet>')


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def write(path, sheet):
    override = lambda part, kind: f'<Override PartName="{part}" ContentType="{TYPES}{kind}+xml"/>'
    link = lambda n, kind, target: f'<Relationship Id="rId{n}" Type="{KINDS}/{kind}" Target="{target}"/>'
    parts = {
        "[Content_Types].xml":
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + override("/xl/workbook.xml", "sheet.main") + override("/xl/worksheets/sheet1.xml", "worksheet")
            + override("/xl/styles.xml", "styles") + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{LINKS}">{link(1, "officeDocument", "xl/workbook.xml")}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets>'
                           '<sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}">'
                                      f'{link(1, "worksheet", "worksheets/sheet1.xml")}{link(2, "styles", "styles.xml")}'
                                      "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
                         '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
                         '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet.xml(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), HEAD + text, zipfile.ZIP_DEFLATED)


class List:
    def __init__(self, home, seed):
        self.home, self.random, self.sheet = home, random.Random(seed), Sheet()
        self.row, self.number = FIRST_ROW, 0
        self.faults, self.typos, self.doubles = {}, [], []
        self.names = self.make_names()

    def make_names(self):
        """Names of four characters that differ from each other in two places at least."""
        n = len(GIVEN)
        for i in range(4000):
            a, b = i // n % n, i % n
            yield SURNAMES[i % len(SURNAMES)] + GIVEN[a] + GIVEN[b] + GIVEN[(a + b) % n]

    def name(self):
        return next(self.names)

    def header(self):
        for column, text in zip("AB", (f"{self.home}职工花名册", "")):
            self.sheet.put(column, 1, text)
        self.sheet.put("A", 2, "填报日期：2026年6月　　单位：人")
        for column, upper, lower in (("A", "单位", ""), ("B", "姓　名", ""), ("C", "岗位（职务）", ""),
                                     ("D", "在职情况", "入职日期"), ("E", "", "离职日期"), ("F", "联系方式", "手机"),
                                     ("G", "", "微信号")):
            self.sheet.put(column, 3, upper)
            self.sheet.put(column, 4, lower)
        self.sheet.merges += ["A1:G1", "A2:G2", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3"]

    def put(self, name, post, joined, left="", phone=None):
        if (self.row - FIRST_ROW) % 40 == 0:  # the home stands once for a block
            self.sheet.put("A", self.row, self.home)
        self.sheet.put("B", self.row, name)
        self.sheet.put("C", self.row, post)
        self.sheet.put("D", self.row, joined, 1)
        self.sheet.put("E", self.row, left, 1)
        self.number += 1
        self.sheet.put("F", self.row, f"139{self.number:08}" if phone is None else phone)
        self.sheet.put("G", self.row, f"wx{self.number}")
        self.row += 1

    def written_day(self):
        """A day in one of the ways in which people write it."""
        day = dt.date(2012, 1, 1) + dt.timedelta(days=self.random.randrange(4500))
        return self.random.choice((
            (day - dt.date(1899, 12, 30)).days, f"{day.year}.{day.month}.{day.day}", day.isoformat(),
            f"{day.year}年{day.month}月{day.day}日", chinese_date(day), full_width(f"{day:%Y/%m/%d}"),
            f"{day:%Y%m%d}"))

    def post(self):
        post = self.random.choice(POSTS[:-1])
        return TRADITIONAL.get(post, post) if self.random.random() < 0.1 else post

    def put_good(self):
        name = self.name()
        if self.random.random() < 0.15:
            name = " ".join(name)
        self.put(name, self.post(), self.written_day())

    def put_fault(self, kind):
        self.faults[self.row] = kind
        name, day = self.name(), self.written_day()
        if kind == "post":
            self.put(name, "护里员", day)
        elif kind == "year":
            self.put(name, "护理员", "24-3-1")
        elif kind == "joined":
            self.put(name, "护理员", "")
        elif kind == "left":
            self.put(name, "护理员", "2024-03-01", "2023-01-01")
        elif kind == "name":
            self.put("", "护理员", day)
        elif kind == "brackets":
            self.put(name + "（夜班）", "护理员", day)
        elif kind == "serial":
            self.put(name, "护理员", 3.5)
        elif kind == "slash":
            self.put(name, "护理员", "3/4/2024")
        else:  # one name twice with other words: neither is taken
            self.put(name, "护理员", "2024-03-01")
            self.faults[self.row] = kind
            self.put(name, "保安", "2022-07-01")

    def put_double(self):
        name, day = self.name(), self.written_day()
        self.put(name, "护理员", day, phone="13900009999")
        self.doubles.append(self.row)
        self.put(name, "护理员", day, phone="13900009999")

    def put_typo(self):
        name, day = self.name(), self.written_day()
        self.put(name, "护理员", day)
        self.typos.append(self.row)
        self.put("欧" + name[1:], "护理员", day)

    def make(self):
        self.header()
        last = FIRST_ROW + ROWS - 1
        while self.row <= last - 1:
            draw = self.random.random()
            if draw < 0.12:
                self.put_fault(self.random.choice(FAULTS))
            elif draw < 0.15:
                self.put_double()
            elif draw < 0.18:
                self.put_typo()
            else:
                self.put_good()
        while self.row <= last:
            self.put_good()
        self.sheet.put("A", self.row, "合计")
        self.sheet.put("B", self.row, f"{ROWS}人")
        self.sheet.put("A", self.row + 1, "填表人：许文静")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", default="安康养老院")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    staff = List(given.home, given.seed)
    staff.make()
    write(given.out, staff.sheet)
    planted = {"rows": staff.row - FIRST_ROW, "faults": staff.faults, "typos": staff.typos, "doubles": staff.doubles}
    if given.json:
        print(json.dumps(planted, ensure_ascii=False))
        return
    print(f"{given.out}: {planted['rows']} 行，有问题 {len(staff.faults)}，写错一个字 {len(staff.typos)}，"
          f"重复 {len(staff.doubles)}")
    for row, kind in staff.faults.items():
        print(f"  {row}\t{kind}")


if __name__ == "__main__":
    main()
