#include "import_rig.h"
#include "roster/service/teams.h"
#include "tools/import/export_sheet.h"
#include "tools/sheets/write_sheets.h"

using namespace import_rig;

namespace {

const std::string header = "单位,姓名,岗位,入职日期,志愿消防队,队内职责,入队日期";

std::string new_one(const std::string& name, const std::string& team) {
    return "兴化敬老院," + name + ",护理员,2024-03-01," + team;
}

std::string members_of(const RawDatabase& database) {
    return const_cast<RawDatabase&>(database).rows(
        "SELECT t.name, p.name, m.role, m.from_day FROM team_membership_in_force AS m "
        "JOIN team AS t ON t.id = m.team_id JOIN person AS p ON p.id = m.person_id "
        "JOIN organisation AS o ON o.id = t.organisation_id WHERE o.key = 'org/xinghua' "
        "ORDER BY m.from_day, p.name");
}

std::string warnings_of(const ImportPlan& plan, int row) {
    std::string text;
    for (const RowDecision& one : plan.rows)
        if (one.row == row)
            for (const auto& problem : one.warnings)
                text += problem.what + "\n";
    return text;
}

} // namespace

TEST_CASE("import: the first team of a home comes about by its name, with parts and days") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    RawDatabase raw(folder / "a.yanlian.db");
    check_lines(*ledger.database, SheetKind::people, header,
                {
                    {new_one("甲文文", "兴化志愿消防队,队长,2025-01-06")},
                    {new_one("乙武武", "是,灭火组,2025-01-06")},
                    {new_one("丙春春", "兴化志愿消防队（疏散）,,2025-02-01")},
                    {new_one("丁秋秋", ",,")},
                    {new_one("戊安安", "否,,")},
                    {new_one("己平平", "兴化志愿消防对,灭火,"), Fate::problem, "兴化志愿消防队"},
                    {new_one("庚福福", "是,,"), Fate::problem, "没有写队内职责"},
                    {new_one("辛寿寿", "是,吹号,"), Fate::problem, "不认识“吹号”"},
                    {new_one("壬康康", "是,报警,2026-07-01"), Fate::problem, "还没有到"},
                    {new_one("癸宁宁", "是,报警,2023-07-01"), Fate::problem, "入队早于入职"},
                },
                "org/city");
    CHECK(members_of(raw) == "兴化志愿消防队|乙武武|extinguish|2025-01-06\n"
                             "兴化志愿消防队|甲文文|leader|2025-01-06\n"
                             "兴化志愿消防队|丙春春|evacuate|2025-02-01\n");
    CHECK(raw.number("SELECT count(*) FROM team WHERE name = '兴化志愿消防队'") == 1);
}

TEST_CASE(
    "import: a team that is on file is met by its name, and nobody leaves or leads by guess") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    RawDatabase raw(folder / "a.yanlian.db");
    const auto take_lines = [&](const std::string& lines) {
        return take(*ledger.database, SheetKind::people, header + "\n" + lines, "org/city");
    };
    const Taken first = take_lines(new_one("甲文文", "兴化队,队长,2025-01-06") + "\n" +
                                   new_one("乙武武", "兴化队,灭火,2025-01-06") + "\n");
    CHECK(warnings_of(first.plan, 2).find("新建“兴化队”") != std::string::npos);
    CHECK(warnings_of(first.plan, 3).empty());
    const std::string before = members_of(raw);
    const Taken second = take_lines(new_one("甲文文", "否,,") + "\n" +           // 2
                                    new_one("乙武武", "兴化二队,灭火,") + "\n" + // 3
                                    new_one("丙春春", "兴化队,队长,") + "\n" +   // 4
                                    new_one("丁秋秋", "兴化对,灭火,") + "\n");   // 5
    CHECK(said_of(second.plan, 2).find("team leave") != std::string::npos);
    CHECK(said_of(second.plan, 3).find("没有“兴化二队”") != std::string::npos);
    CHECK(said_of(second.plan, 4).find("一支队有两名队长") != std::string::npos);
    CHECK(said_of(second.plan, 5).find("没有“兴化对”") != std::string::npos);
    CHECK(members_of(raw) == before);
    // The leader changes when the sheet says what becomes of the old one.
    const Taken third = take_lines(new_one("甲文文", "兴化队,疏散,") + "\n" +
                                   new_one("丙春春", "兴化队,队长,2026-05-01") + "\n");
    CHECK(rows_of(third.plan, Fate::changed) == std::set{2});
    CHECK(rows_of(third.plan, Fate::fresh) == std::set{3});
    CHECK(raw.rows("SELECT p.name FROM team_membership_in_force AS m JOIN person AS p ON "
                   "p.id = m.person_id JOIN team AS t ON t.id = m.team_id WHERE t.name = '兴化队' "
                   "AND m.role = 'leader' AND m.until_day IS NULL") == "丙春春\n");
    CHECK(list_teams(*ledger.database, "org/xinghua", today)->front().members.size() == 3);
}

TEST_CASE("import: an exported sheet with its teams comes back as it stands, and an edited part is "
          "one change") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const auto view = load_ledger_view(*ledger.database, "org/ankang", "people", "", today);
    REQUIRE(view);
    auto sheet = make_sheet(SheetKind::people, *view);
    REQUIRE(sheet);
    const auto back = [&] {
        const auto bytes = tools::sheets::write_xlsx(std::span(&*sheet, 1));
        REQUIRE(bytes);
        auto rows = read_row_bytes("花名册.xlsx", *bytes, SheetKind::people);
        REQUIRE_MESSAGE(rows, describe(rows.error()));
        return plan_import(std::move(*rows), *view);
    };
    for (const RowDecision& row : back().rows)
        CHECK_MESSAGE(row.fate == Fate::same, row.label, said_of(back(), row.row));
    int members = 0;
    for (auto& row : sheet->rows)
        if (row.back().text == "疏散") {
            if (members++ == 0) row.back().text = "救护";
        }
    CHECK(members == 3);
    const ImportPlan plan = back();
    CHECK(rows_of(plan, Fate::changed).size() == 1);
    CHECK(rows_of(plan, Fate::problem).empty());
    for (auto& row : sheet->rows)
        if (row.back().text == "救护") row[row.size() - 2].text = row.back().text = "";
    const ImportPlan emptied = back();
    CHECK(rows_of(emptied, Fate::problem).size() == 2);
    CHECK(said_of(emptied, *rows_of(emptied, Fate::problem).begin()).find("空格不表示删除") !=
          std::string::npos);
}

TEST_CASE("import: being in a team is nobody's evidence of anything") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    RawDatabase raw(folder / "a.yanlian.db");
    const auto evidence = [&] {
        std::string all;
        for (const char* table : {"competence", "outcome", "activity", "countable_activity",
                                  "countable_attendance", "drill_obligation"})
            all += raw.rows("SELECT count(*) FROM " + std::string(table));
        return all;
    };
    const std::string before = evidence();
    take(*ledger.database, SheetKind::people,
         header + "\n" + new_one("甲文文", "兴化队,队长,2025-01-06") + "\n", "org/city");
    CHECK(evidence() == before);
}
