#include "import_rig.h"

#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace import_rig;
namespace fs = std::filesystem;

namespace {

/// Good rows of a kind, as many as wanted.
std::string good_sheet(SheetKind kind, int count) {
    constexpr const char* heads[] = {"单位,姓名,岗位,入职日期",
                                     "单位,姓名,证书,证书编号,发证日期",
                                     "单位,日期,主题,名单",
                                     "单位,演练日期,开始时间,演练名称,类型,地点,内容,参加部门,"
                                     "总指挥,记录人,实到,参演人员",
                                     "单位,发现日期,来源,部位,描述",
                                     "单位,床位,代号,行动能力"};
    std::string text = std::string(heads[static_cast<std::size_t>(kind)]) + "\n";
    for (int i = 0; i < count; ++i) {
        const std::string day = fmt::format("2026-{:02}-{:02}", 1 + i / 28 % 5, 1 + i % 28);
        switch (kind) {
        case SheetKind::people:
            text += fmt::format("安康养老院,孙{}{},护理员,2024-03-01\n", char('A' + i / 26 % 26),
                                char('A' + i % 26));
            break;
        case SheetKind::certificates:
            text += fmt::format("安康养老院,王芳,护理员,HL-{:04},2024-03-01\n", i);
            break;
        case SheetKind::training:
            text += fmt::format("安康养老院,{},第{}课,王芳、陈静\n", day, i);
            break;
        case SheetKind::drills:
            text += fmt::format("安康养老院,{},09:30,演练{},实战,二层,疏散,护理部,赵国华,许文静,9,"
                                "王芳\n",
                                day, i);
            break;
        case SheetKind::findings:
            text += fmt::format("安康养老院,{},自查,二层,灭火器{}过期\n", day, i);
            break;
        case SheetKind::residents:
            text += fmt::format("安康养老院,9{:03},甲{}奶奶,自理\n", i, i);
            break;
        }
    }
    return text;
}

constexpr const char* tables[] = {"person",   "certificate", "activity",
                                  "activity", "finding",     "resident"};

} // namespace

TEST_CASE("import: a dry run of any kind leaves the file's bytes as they were") {
    for (std::size_t k = 0; k < sheet_kind_names.size(); ++k) {
        const auto kind = static_cast<SheetKind>(k);
        TempFolder folder;
        const fs::path path = folder / "a.yanlian.db";
        { Ledger ledger(path); }
        const auto before = sim::core::read_file(path, 64u << 20);
        {
            auto opened = open_or_create(path);
            REQUIRE(opened);
            const ImportPlan plan =
                plan_of(opened->database, kind, good_sheet(kind, 20), "org/ankang");
            CHECK(plan.counts.of(Fate::fresh) == 20);
            CHECK(report_text(plan).find("20") != std::string::npos);
        }
        const auto after = sim::core::read_file(path, 64u << 20);
        REQUIRE(before);
        CHECK_MESSAGE(*before == *after, sheet_kind_names[k]);
    }
}

TEST_CASE("import: of a wide choice of columns the absent ones are told in one line") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const ImportPlan plan = plan_of(*ledger.database, SheetKind::training,
                                    good_sheet(SheetKind::training, 1), "org/ankang");
    REQUIRE(plan.notes.size() == 1);
    CHECK(plan.notes[0].what.find("课时、主讲") != std::string::npos);
}

TEST_CASE("import: killed in the middle of any kind, all rows are there or none") {
    for (std::size_t k = 1; k < sheet_kind_names.size(); ++k) { // people: people_test.cpp
        const auto kind = static_cast<SheetKind>(k);
        TempFolder folder;
        const fs::path path = folder / "a.yanlian.db";
        { Ledger ledger(path); }
        const std::string text = good_sheet(kind, 120);
        const long long had =
            RawDatabase(path).number(fmt::format("SELECT count(*) FROM {}", tables[k]));
        for (int round = 0; round < 3; ++round) {
            const pid_t child = ::fork();
            if (child == 0) {
                auto opened = open_or_create(path);
                if (opened) take(opened->database, kind, text);
                ::_exit(0);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(15 + 30 * round));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            auto opened = open_or_create(path);
            REQUIRE(opened);
            CHECK(roster::store::check_integrity(opened->database));
            RawDatabase raw(path);
            const auto batches = raw.number("SELECT count(*) FROM import_batch");
            CHECK(batches <= 1);
            CHECK(raw.number("SELECT count(*) FROM import_row") == 120 * batches);
            CHECK_MESSAGE(raw.number(fmt::format("SELECT count(*) FROM {}", tables[k])) ==
                              had + 120 * batches,
                          sheet_kind_names[k]);
        }
    }
}
