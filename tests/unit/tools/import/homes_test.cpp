// People who were transferred, or work in two homes: out to a sheet and back, and named in others.
#include "import_rig.h"
#include "tools/import/export_sheet.h"
#include "tools/sheets/write_sheets.h"

using namespace import_rig;

namespace {

/// 王一 went from 兴化 to 高邮 on 1 April 2026, 李二 works in both, 赵三 begins in 高邮 in August.
struct Homes {
    TempFolder folder;
    Ledger ledger{folder / "a.yanlian.db"};
    Homes() {
        put("兴化敬老院,王一,护理员,7001,2024-03-01,2026-03-31\n"
            "高邮福利院,王一,护士,7001,2026-04-01,\n"
            "兴化敬老院,李二,专职安全员,7002,2024-03-01,\n"
            "高邮福利院,李二,主要负责人,7002,2025-03-01,\n"
            "高邮福利院,赵三,护理员,7003,2026-08-01,\n");
    }
    void put(const std::string& rows) {
        const Taken taken = take(*ledger.database, SheetKind::people,
                                 "单位,姓名,岗位,人员编号,入职日期,离职日期\n" + rows, "org/city");
        for (const RowDecision& row : taken.plan.rows)
            CHECK_MESSAGE(row.fate != Fate::problem, said_of(taken.plan, row.row));
    }
    tools::sheets::WriteSheet exported(const std::string& top) {
        const auto view = load_ledger_view(*ledger.database, top, "people", "", today);
        REQUIRE(view);
        auto sheet = make_sheet(SheetKind::people, *view);
        REQUIRE(sheet);
        return *sheet;
    }
    ImportPlan back(const tools::sheets::WriteSheet& sheet, const std::string& top) {
        const auto view = load_ledger_view(*ledger.database, top, "people", "", today);
        REQUIRE(view);
        const auto bytes = tools::sheets::write_xlsx(std::span(&sheet, 1));
        REQUIRE(bytes);
        auto rows = read_row_bytes("花名册.xlsx", *bytes, SheetKind::people);
        REQUIRE_MESSAGE(rows, describe(rows.error()));
        return plan_import(std::move(*rows), *view);
    }
    std::string said(SheetKind kind, const std::string& bytes, const std::string& top) {
        const ImportPlan plan = plan_of(*ledger.database, kind, bytes, top);
        std::string text;
        for (const RowDecision& row : plan.rows)
            text += said_of(plan, row.row);
        return text;
    }
};

} // namespace

TEST_CASE("export: everybody stands under every home, and comes back unchanged") {
    Homes homes;
    for (const auto& [top, rows] :
         {std::pair("org/xinghua", 2), {"org/gaoyou", 3}, {"org/city", 5}}) {
        const auto sheet = homes.exported(top);
        CHECK(sheet.rows.size() == static_cast<std::size_t>(rows));
        const ImportPlan plan = homes.back(sheet, top);
        for (const RowDecision& row : plan.rows)
            CHECK_MESSAGE(row.fate == Fate::same, top, " ", said_of(plan, row.row));
    }
}

TEST_CASE("export: an edited second home is a change of the post there and nowhere else") {
    Homes homes;
    auto sheet = homes.exported("org/gaoyou");
    for (auto& row : sheet.rows)
        if (row[1].text == "李二") row[2] = tools::sheets::text_cell("主要负责人、消控员");
    const ImportPlan plan = homes.back(sheet, "org/gaoyou");
    CHECK(plan.counts.of(Fate::changed) == 1);
    CHECK(plan.counts.of(Fate::problem) == 0);
}

TEST_CASE("import: a sheet of a home or an office finds whoever works there that day") {
    Homes homes;
    const std::string head = "单位,培训日期,主题,级别,对象,培训形式,参训人员\n";
    const auto said = [&](const std::string& row, const std::string& top) {
        return homes.said(SheetKind::training, head + row, top);
    };
    CHECK(said("高邮福利院,2026-05-06,消防培训,机构,全体员工,专题集训,王一、李二\n",
               "org/gaoyou") == "");
    CHECK(said("兴化敬老院,2026-05-06,消防培训,机构,全体员工,专题集训,李二\n", "org/xinghua") ==
          "");
    CHECK(said("兴化敬老院,2026-05-06,消防培训,机构,全体员工,专题集训,王一\n", "org/xinghua")
              .find("不在岗") != std::string::npos);
    CHECK(said("高邮福利院,2026-03-06,消防培训,机构,全体员工,专题集训,王一\n", "org/gaoyou")
              .find("不在岗") != std::string::npos);
    CHECK(said("扬州市,2026-05-06,消防培训,市级,三类人员,专题集训,王一、李二\n", "org/city") == "");
}

TEST_CASE("import: a training before the first day at work needs the form 岗前") {
    Homes homes;
    const std::string head = "单位,培训日期,主题,级别,对象,培训形式,参训人员\n";
    CHECK(homes.said(SheetKind::training,
                     head + "高邮福利院,2026-05-30,消防培训,机构,新员工,岗前,赵三\n",
                     "org/gaoyou") == "");
    CHECK(homes
              .said(SheetKind::training,
                    head + "高邮福利院,2026-05-30,消防培训,机构,新员工,专题集训,赵三\n",
                    "org/gaoyou")
              .find("不在岗") != std::string::npos);
}

TEST_CASE("import: the day of a resident's assessment is kept, one older than a year is told") {
    Homes homes;
    const std::string sheet = "机构,床号,老人代号,自理能力,评估日期\n"
                              "兴化敬老院,101-1,顾奶奶,自理,2025-05-31\n"
                              "兴化敬老院,101-2,贾奶奶,自理,2025-06-01\n"
                              "兴化敬老院,101-3,史奶奶,自理,2026-06-02\n";
    const Taken taken = take(*homes.ledger.database, SheetKind::residents, sheet, "org/city");
    CHECK(taken.plan.rows[0].warnings.size() == 1);
    CHECK(taken.plan.rows[1].warnings.empty());
    CHECK(taken.plan.rows[2].fate == Fate::problem); // tomorrow
    RawDatabase raw(homes.folder / "a.yanlian.db");
    CHECK(raw.rows("SELECT class_assessed_on FROM resident WHERE alias IN ('顾奶奶', '贾奶奶') "
                   "ORDER BY bed_key") == "2025-05-31\n2025-06-01\n");
    const Taken again = take(*homes.ledger.database, SheetKind::residents, sheet, "org/city");
    CHECK(again.plan.rows[0].fate == Fate::same);
}
