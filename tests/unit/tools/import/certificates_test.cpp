#include "import_rig.h"

using namespace import_rig;

namespace {
const std::string header = "单位,姓名,证书,证书编号,发证机关,发证日期,有效期至";
}

TEST_CASE("import: every fault of a sheet of certificates is found with its row") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    check_lines(
        *ledger.database, SheetKind::certificates, header,
        {
            {"安康养老院,周强,消防设施操作员,XF-001,江苏消防,2024-03-01,2027-02-28"},
            // Full width, blanks in the name, a dot date, traditional script, an Excel serial.
            {"安康养老院,何 林,消防設施操作員證,ＸＦ－００２,江苏消防,2024.3.5,46000"},
            {"安康养老院,陳靜,养老护理员,HL-9,,二〇二四年三月一日,"},
            {"安康养老院,,消防验收,YS-1,住建局,2020-05-01,"}, // of the home itself
            {"安康养老院,周强,消防设施操作员,XF-001,江苏消防,2024-03-01,2027-02-28",
             Fate::duplicate},
            {"安康养老院,王方,护理员,HL-10,,2024-03-01,", Fate::problem, "最接近的是“王芳”"},
            {"安康养老院,王芳,消防设施操作圆,X-1,,2024-03-01,", Fate::problem, "消防设施操作员"},
            {"安康养老院,李明,护理员,,,2024-03-01,", Fate::problem, "证书编号"},
            {"安康养老院,李明,护理员,HL-11,,2027-01-01,", Fate::problem, "还没有到"},
            {"安康养老院,李明,护理员,HL-12,,2024-03-01,2024-02-28", Fate::problem, "早于发证日期"},
            {"安康养老院,李明,护理员,HL-13,,3/1/2024,", Fate::problem, "年-月-日"},
            {"安康养老苑,李明,护理员,HL-14,,2024-03-01,", Fate::problem, "最接近的是“安康养老院”"},
            {"安康养老院,徐兰英,护理员,1.38E+17,,2024-03-01,", Fate::problem, "D14"},
            // One certificate told in two ways: neither is taken on trust.
            {"安康养老院,宋玉,电工,DG-1,,2024-03-01,2027-03-01", Fate::problem, "内容却不同"},
            {"安康养老院,宋玉,电工,DG-1,,2024-03-01,2028-03-01", Fate::problem, "内容却不同"},
        });
}

TEST_CASE("import: a certificate number of somebody else, in the sheet or on file, is a problem") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    take(*ledger.database, SheetKind::certificates,
         header + "\n安康养老院,周强,电工,DG-7,,2024-03-01,\n");
    const ImportPlan plan =
        plan_of(*ledger.database, SheetKind::certificates,
                header + "\n安康养老院,何林,电工,DG-7,,2024-03-01,\n", "org/ankang");
    CHECK(said_of(plan, 2).find("person/zhou-qiang") != std::string::npos);
}

TEST_CASE("import: a column of ID numbers refuses the whole sheet and repeats none of them") {
    for (const SheetKind kind : {SheetKind::people, SheetKind::certificates, SheetKind::training,
                                 SheetKind::drills, SheetKind::findings, SheetKind::residents}) {
        std::string head, line;
        for (const auto& spec : columns_of(kind)) {
            head += spec.names.front() + ",";
            line += "1,";
        }
        for (const std::string& column : {std::string("身份证号"), std::string("备注")}) {
            const auto rows = read_row_bytes(
                "表.csv", head + column + "\n" + line + "11010519491231002X\n", kind);
            REQUIRE_FALSE(rows);
            const std::string said = describe(rows.error());
            CHECK(said.find("证") != std::string::npos);
            CHECK(said.find("11010519491231002X") == std::string::npos);
        }
    }
}

TEST_CASE("import: certificates in GB18030 under a merged title read the same") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const std::string sheet = "安康养老院持证人员一览表,,,,,\n2026年6月,,,,,\n"
                              "单位,姓名,证书,证书编号,发证日期,有效期至\n"
                              "安康养老院,周强,消防设施操作员,XF-001,2024年3月1日,2027/2/28\n"
                              ",何林,消防设施操作员,XF-002,2024-03-01,2027-02-28\n"
                              "合计,2,,,,\n填表人：许文静,,,,,\n";
    const Taken taken =
        take(*ledger.database, SheetKind::certificates, in_gb18030(sheet), "org/city");
    CHECK(taken.plan.counts.of(Fate::problem) == 2); // not below the city
    const Taken home = take(*ledger.database, SheetKind::certificates, in_gb18030(sheet));
    CHECK(home.plan.counts.of(Fate::fresh) == 2);
    CHECK(home.plan.counts.blank == 2);
    RawDatabase raw(folder / "a.yanlian.db");
    CHECK(raw.rows("SELECT number, issued_on, expires_on FROM certificate ORDER BY id") ==
          "XF-001|2024-03-01|2027-02-28\nXF-002|2024-03-01|2027-02-28\n");
}
