#include "import_rig.h"

#include "tools/import/export_sheet.h"
#include "tools/sheets/write_sheets.h"

using namespace import_rig;

namespace {
const std::string header = "受检单位,发现日期,隐患来源,部位,问题描述,隐患等级,责任人,整改措施,"
                           "整改时限,应急预案,资金,整改情况,危及人身安全";
} // namespace

TEST_CASE("import: every fault of a sheet of findings is found with its row") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    check_lines(
        *ledger.database, SheetKind::findings, header,
        {
            {"安康养老院,2026-03-01,自查,东侧,灭火器过期,一般,曹刚,更换,2026-03-20,巡查,200,"
             "未整改,"},
            {"安康養老院,2026年3月2日,縣級檢查,二层,应急灯不亮,一般隐患,,,,,,,否"},
            {"安康养老院,46083,市级抽查,厨房,燃气报警器停用,重大隐患,,,,,1.2万元,登记,"},
            {"安康养老院,2026-03-01,自查,东侧,灭火器过期,一般,曹刚,更换,2026-03-20,巡查,200,"
             "未整改,",
             Fate::duplicate},
            {"安康养老院,2026-07-01,自查,东侧,甲,一般,,,,,,,", Fate::problem, "发现日期在将来"},
            {"安康养老院,2026-03-03,听说,东侧,乙,一般,,,,,,,", Fate::problem, "不认识“听说”"},
            {"安康养老院,2026-03-03,自查,东侧,丙,较大,,,,,,,", Fate::problem, "不认识“较大”"},
            {"安康养老院,2026-03-03,自查,东侧,丁,一般,曹岗,,,,,,", Fate::problem,
             "最接近的是“曹刚”"},
            {"安康养老院,2026-03-03,自查,东侧,戊,一般,,,,,,已销号,", Fate::problem,
             "不能从表里导入"},
            {"安康养老院,2026-03-03,自查,东侧,己,一般,,,,,,差不多了,", Fate::problem,
             "不认识“差不多了”"},
            {"安康养老院,2026-03-03,自查,东侧,,一般,,,,,,,", Fate::problem, "必须填"},
            {"安康养老院,3/4,自查,东侧,庚,一般,,,,,,,", Fate::problem, "年-月-日"},
            {"安康养老院,2026-03-03,自查,东侧,辛,一般,,,,,约200,,", Fate::problem, "K14"},
            {"安康养老院,2026-03-03,演练,东侧,壬,一般,,,,,,,", Fate::problem, "哪一次演练"},
            {"安康养老院,2026-03-03,自查,东侧,子,一般,曹刚,更换,2026-03-02,巡查,,,", Fate::problem,
             "时限早于发现日期"},
            {"夕阳红,2026-03-03,自查,东侧,癸,一般,,,,,,,", Fate::problem, "没有单位"},
            {"安康养老院,2026-03-04,自查,西侧,楼梯堆物,一般,曹刚,清理,2026-03-20,巡查,,,",
             Fate::problem, "内容却不同"},
            {"安康养老院,2026-03-04,自查,西侧,楼梯堆物,一般,袁斌,清理,2026-03-21,巡查,,,",
             Fate::problem, "内容却不同"},
        });
    RawDatabase raw(folder / "a.yanlian.db");
    CHECK(raw.rows("SELECT source, severity FROM finding ORDER BY found_on") ==
          "self_check|ordinary\ncounty_check|ordinary\ncity_check|major\n");
    CHECK(raw.number("SELECT count(*) FROM finding_step WHERE state <> 'registered'") == 0);
}

TEST_CASE("import: a finding that endangers people suspends at once, whatever way it came in") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    take(*ledger.database, SheetKind::findings,
         header + "\n安康养老院,2026-03-01,自查,东侧出口,出口被锁,一般,曹刚,拆锁,2026-03-02,"
                  "专人看守,,,是\n");
    RawDatabase raw(folder / "a.yanlian.db");
    CHECK(raw.rows("SELECT count(*) FROM suspended_now") == "1\n");
}

TEST_CASE("import: an export of findings of every source comes back as it stands") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    RawDatabase raw(folder / "a.yanlian.db");
    for (std::size_t i = 0; i < finding_source_names.size(); ++i)
        REQUIRE_MESSAGE(
            raw.exec(fmt::format(
                "INSERT INTO finding(key, organisation_id, source, text, severity, life_safety, "
                "found_on) SELECT 'finding/{0}', id, '{1}', '问题{0}', 'ordinary', {2}, "
                "'2026-03-01' FROM organisation WHERE key = 'org/ankang'; "
                "INSERT INTO finding_step(finding_id, state, measure, contingency, at_utc, "
                "actor_id, evidence) SELECT f.id, 'registered', '', '', '2026-03-01T00:00:00Z', "
                "p.id, '' FROM finding AS f JOIN person AS p ON p.key = 'person/wang-fang' "
                "WHERE f.key = 'finding/{0}'",
                i, finding_source_names[i], i % 2)) == SQLITE_OK,
            raw.message);
    const auto view = load_ledger_view(*ledger.database, "org/ankang", "findings", "", today);
    REQUIRE(view);
    const auto sheet = make_sheet(SheetKind::findings, *view);
    REQUIRE(sheet);
    const auto bytes = tools::sheets::write_xlsx(std::span(&*sheet, 1));
    REQUIRE(bytes);
    auto rows = read_row_bytes("隐患.xlsx", *bytes, SheetKind::findings);
    REQUIRE_MESSAGE(rows, describe(rows.error()));
    const ImportPlan plan = plan_import(std::move(*rows), *view);
    for (const RowDecision& row : plan.rows)
        CHECK_MESSAGE(row.fate == Fate::same, said_of(plan, row.row));
    CHECK(plan.rows.size() == finding_source_names.size());
}
