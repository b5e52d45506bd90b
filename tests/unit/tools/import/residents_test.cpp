#include "import_rig.h"

using namespace import_rig;

namespace {
const std::string header = "机构,床号,老人代号,自理能力,需要人数,疏散工具,吸氧,责任护工";
}

TEST_CASE("import: every fault of a sheet of residents is found with its row") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    check_lines(*ledger.database, SheetKind::residents, header,
                {
                    {"安康养老院,301-9,顾奶奶,轮椅,1,轮椅,否,李明"},
                    {"安康养老院,３０１－８,顧爺爺,臥床,2,疏散墊,是,李 明"},
                    {",301-7,平奶奶,自理,,无,,"}, // the home of the row above
                    {"安康养老院,301-9,顾奶奶,轮椅,1,轮椅,否,李明", Fate::duplicate},
                    {"安康养老院,301-6,贾奶奶,半护理,1,,,", Fate::problem, "不认识“半护理”"},
                    {"安康养老院,301-5,史奶奶,卧床,9,担架,,", Fate::problem, "9"},
                    {"安康养老院,301-4,薛奶奶,轮椅,一人半,,,", Fate::problem, "E8"},
                    {"安康养老院,301-3,王奶奶,轮椅,1,滑板,,", Fate::problem, "不认识“滑板”"},
                    {"安康养老院,301-2x,尤奶奶,轮椅,1,轮椅,大概,", Fate::problem, "是或否"},
                    {"安康养老院,,秦奶奶,轮椅,1,轮椅,否,", Fate::problem, "床位"},
                    {"安康养老院,302-9,,轮椅,1,轮椅,否,", Fate::problem, "代号"},
                    {"安康养老院,302-8,邢奶奶,,1,轮椅,否,", Fate::problem, "必须填"},
                    {"安康养老院,302-7,岫奶奶,轮椅,1,轮椅,否,李民", Fate::problem, "李明"},
                    {"夕阳红,302-6,妙奶奶,轮椅,1,轮椅,否,", Fate::problem, "没有单位"},
                    // Two people in one bed.
                    {"安康养老院,303-9,甄奶奶,自理,,,,", Fate::problem, "是同一项"},
                    {"安康养老院,303-9,封奶奶,自理,,,,", Fate::problem, "是同一项"},
                });
    RawDatabase raw(folder / "a.yanlian.db");
    CHECK(raw.rows("SELECT alias, mobility, device FROM resident WHERE bed_key LIKE 'bed/301-_' "
                   "AND bed_key > 'bed/301-6' ORDER BY bed_key") ==
          "平奶奶|A|\n顧爺爺|D|rescue_sheet\n顾奶奶|C|wheelchair\n");
}

TEST_CASE("import: what is on file of a resident changes by what the row says and by no more") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    RawDatabase raw(folder / "a.yanlian.db");
    const std::string query =
        "SELECT alias, mobility, assist_count, device, oxygen, carer_id IS NULL FROM resident "
        "WHERE bed_key = 'bed/112-1'";
    const std::string before = raw.rows(query);
    const Taken taken =
        take(*ledger.database, SheetKind::residents,
             "床号,代号,能力等级\n112-1," + before.substr(0, before.find('|')) + ",卧床\n");
    CHECK(taken.plan.counts.of(Fate::same) + taken.plan.counts.of(Fate::changed) == 1);
    const std::string after = raw.rows(query);
    CHECK(after.substr(0, after.find('|')) == before.substr(0, before.find('|')));
    CHECK(after.substr(after.find("|D|") + 3) == before.substr(before.find('|') + 3));
}
