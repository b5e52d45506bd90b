#include "import_rig.h"
#include "sim/core/random.h"
#include "tools/import/export_sheet.h"
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace import_rig;
namespace fs = std::filesystem;

namespace {

const char* const header = "单位,姓名,岗位,入职日期,离职日期,手机,工号\n";

Taken take_people(Database& database, const std::string& bytes) {
    return take(database, SheetKind::people, bytes, "org/city");
}

/// Names that are two characters apart at least: three digits in Chinese and a check digit.
std::string make_name(int number) {
    constexpr std::array<const char*, 10> digits{"文", "武", "春", "秋", "安",
                                                 "平", "福", "寿", "康", "宁"};
    const int a = number / 100 % 10, b = number / 10 % 10, c = number % 10;
    return std::string("孙") + digits[a] + digits[b] + digits[c] + digits[(a + b + c) % 10];
}

/// 175 rows with faults planted by a seed; `faulty` and `warned` are their row numbers.
struct MessySheet {
    std::string text = header;
    std::set<int> faulty, warned, doubled;
    int row = 1;

    void add(const std::string& line) {
        text += line + "\n";
        ++row;
    }
    void add_good(int number, const char* home = "兴化敬老院") {
        add(fmt::format("{},{},护理员,2024-03-01,,139{:08},", home, make_name(number), number));
    }
    void add_fault(int kind, int number) {
        const std::string name = make_name(number);
        const int before = row;
        switch (kind) {
        case 0:
            add("兴话敬老院," + name + ",护理员,2024-03-01,,,");
            break;
        case 1:
            add("兴化敬老院," + name + ",护里员,2024-03-01,,,");
            break;
        case 2:
            add("兴化敬老院," + name + ",护理员,24-3-1,,,");
            break;
        case 3:
            add("兴化敬老院," + name + ",护理员,,,,");
            break;
        case 4:
            add("兴化敬老院," + name + ",护理员,2024-03-01,2023-01-01,,");
            break;
        case 5:
            add("兴化敬老院,,护理员,2024-03-01,,,");
            break;
        case 6: // one name twice, other words: both stay out
            add("兴化敬老院," + name + ",护理员,2024-03-01,,,");
            add("兴化敬老院," + name + ",保安,2022-07-01,,,");
            faulty.insert(before + 1);
            break;
        case 7: // one phone in two homes: the later row
            add("兴化敬老院," + name + ",护理员,2024-03-01,,13700000000,");
            add("高邮福利院," + name + ",护理员,2024-03-01,,13700000000,");
            faulty.insert(before + 2);
            return;
        case 8: // word for word
            add_good(number);
            add_good(number);
            doubled.insert(before + 2);
            return;
        default: // a typing error is said, not mended
            add("兴化敬老院," + name + ",护理员,2024-03-01,,,");
            add("兴化敬老院,孟" + name.substr(3) + ",护理员,2024-03-01,,,");
            warned.insert(before + 2);
            return;
        }
        faulty.insert(row);
    }
};

MessySheet make_messy(std::uint64_t seed) {
    MessySheet sheet;
    int number = 0;
    for (std::uint32_t i = 0; sheet.row < 174; ++i) {
        const sim::core::DrawKey key{seed, sim::core::Stream::body, i, 0, 0};
        const int kind = static_cast<int>(sim::core::draw_uniform(key) * 40);
        if (kind < 10)
            sheet.add_fault(kind, number++);
        else
            sheet.add_good(number++);
    }
    while (sheet.row < 176)
        sheet.add_good(number++);
    return sheet;
}

} // namespace

TEST_CASE("import: every planted fault of a 175-row sheet is found with its row, nothing else") {
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        TempFolder folder;
        Ledger ledger(folder / "a.yanlian.db");
        const MessySheet sheet = make_messy(seed);
        REQUIRE(sheet.row == 176);
        const Taken first = take_people(*ledger.database, sheet.text);
        CHECK(first.plan.counts.rows == 175);
        CHECK(rows_of(first.plan, Fate::problem) == sheet.faulty);
        CHECK(rows_of(first.plan, Fate::duplicate) == sheet.doubled);
        CHECK(rows_of(first.plan, Fate::changed).empty());
        for (const RowDecision& row : first.plan.rows)
            if (row.fate == Fate::fresh)
                CHECK_MESSAGE(row.warnings.empty() == !sheet.warned.contains(row.row), row.row);
        CHECK(first.id > 0);
        const Taken second = take_people(*ledger.database, sheet.text);
        CHECK(second.id == 0);
        CHECK(rows_of(second.plan, Fate::problem) == sheet.faulty);
        CHECK(rows_of(second.plan, Fate::fresh).empty());
        CHECK(rows_of(second.plan, Fate::changed).empty());
    }
}

namespace {
std::string warned_of(const ImportPlan& plan, std::size_t at) {
    std::string text;
    for (const auto& one : plan.rows[at].warnings)
        text += one.pointer + " " + one.what + "\n";
    return text;
}
} // namespace

TEST_CASE("import: a telephone that cannot be called is said in its row and not stored") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    std::string text = header;
    for (const char* phone : {"1.38E+10", "1.3812345678E+10", "12345", "无", "0514-82345678转8001",
                              "13900000001/13900000002", "320681198501011234"})
        text += std::string("兴化敬老院,") + make_name(static_cast<int>(text.size())) +
                ",护理员,2024-03-01,," + phone + ",\n";
    const Taken taken = take_people(*ledger.database, text);
    for (const std::size_t at : {0u, 1u, 2u}) {
        CHECK(taken.plan.rows[at].fate == Fate::fresh);
        CHECK_MESSAGE(warned_of(taken.plan, at).find("没有收") != std::string::npos, at);
    }
    CHECK(warned_of(taken.plan, 3).empty());
    CHECK(warned_of(taken.plan, 4).find("收了，请核对") != std::string::npos);
    CHECK(warned_of(taken.plan, 5).empty());
    CHECK(said_of(taken.plan, 8).find("F8 有身份证号") != std::string::npos);
    RawDatabase raw(folder / "a.yanlian.db");
    CHECK(raw.number("SELECT count(*) FROM person WHERE phone LIKE '%E+%'") == 0);
    CHECK(raw.number("SELECT count(*) FROM person WHERE phone LIKE '3206%'") == 0);
    CHECK(raw.number("SELECT count(*) FROM person WHERE phone LIKE '0514%'") == 1);
}

TEST_CASE("import: a mark beside a name and a first day to come are said in the row") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const Taken taken = take_people(*ledger.database, std::string(header) +
                                                          "兴化敬老院,吴强*,护理员,2024-03-01,,,\n"
                                                          "兴化敬老院,孙文,护理员,2028-03-01,,,\n");
    CHECK(warned_of(taken.plan, 0).find("B2 姓名“吴强*”里有“*”") != std::string::npos);
    CHECK(warned_of(taken.plan, 1).find("D3 入职日期 2028-03-01 还没有到") != std::string::npos);
}

TEST_CASE("import: keys of new people say no names, and the same sheet gives the same keys") {
    const std::string sheet = std::string(header) + "兴化敬老院,孙文武,护理员,2024-03-01,,,0002\n"
                                                    "兴化敬老院,赵春秋,护理员,2024-03-01,,,\n"
                                                    "兴化敬老院,钱安平,护理员,2024-03-01,,,\n"
                                                    "兴化敬老院,钱安平,护理员,2024-03-01,,,\n"
                                                    "高邮福利院,周福寿,护理员,2024-03-01,,,丙一\n";
    std::string first;
    for (int round = 0; round < 2; ++round) {
        TempFolder folder;
        Ledger ledger(folder / "a.yanlian.db");
        const Taken taken = take_people(*ledger.database, sheet);
        CHECK(taken.plan.rows[3].fate == Fate::duplicate);
        RawDatabase raw(folder / "a.yanlian.db");
        const std::string keys = raw.rows("SELECT name, key FROM person WHERE key LIKE "
                                          "'person/xinghua/%' OR key LIKE 'person/gaoyou/%' "
                                          "ORDER BY key");
        CHECK(keys == "周福寿|person/gaoyou/0001\n赵春秋|person/xinghua/0001\n"
                      "孙文武|person/xinghua/0002\n钱安平|person/xinghua/0003\n");
        // Who comes later never takes a number that is another's.
        CHECK(take_people(*ledger.database, sheet).id == 0);
        take_people(*ledger.database,
                    std::string(header) + "兴化敬老院,吴康宁,护理员,2024-03-01,,,0001\n");
        CHECK(raw.rows("SELECT key FROM person WHERE name = '吴康宁'") == "person/xinghua/0004\n");
    }
}

TEST_CASE("import: 6,000 rows go in, and in again change nothing") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    std::string text = header;
    for (int i = 0; i < 6000; ++i)
        text += fmt::format("{},{},护理员,2024-03-01,,,{:05}\n",
                            i % 2 ? "兴化敬老院" : "高邮福利院", make_name(i / 2), i);
    CHECK(take_people(*ledger.database, text).plan.counts.of(Fate::fresh) == 6000);
    const Taken second = take_people(*ledger.database, text);
    CHECK(second.plan.counts.of(Fate::same) == 6000);
    CHECK(second.id == 0);
    RawDatabase raw(folder / "a.yanlian.db");
    CHECK(raw.number("SELECT count(*) FROM import_row WHERE fate = 'new'") == 6000);
}

TEST_CASE("import: killed at any moment, all rows are there or none") {
    TempFolder folder;
    const fs::path path = folder / "a.yanlian.db";
    { Ledger ledger(path); }
    std::string text = header;
    for (int i = 0; i < 300; ++i)
        text += fmt::format("兴化敬老院,{},护理员,2024-03-01,,,\n", make_name(i));
    for (int round = 0; round < 8; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto opened = open_or_create(path);
            if (opened) take_people(opened->database, text);
            ::_exit(0);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + 25 * round));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        auto opened = open_or_create(path);
        REQUIRE(opened);
        CHECK(roster::store::check_integrity(opened->database));
        RawDatabase raw(path);
        const auto batches = raw.number("SELECT count(*) FROM import_batch");
        CHECK(batches <= 1);
        CHECK(raw.number("SELECT count(*) FROM import_row") == 300 * batches);
        CHECK(raw.number("SELECT count(*) FROM person WHERE key LIKE 'person/xinghua/%'") ==
              300 * batches);
    }
}

TEST_CASE("import: an exported sheet comes back unchanged, and edited as what was edited") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const auto view = load_ledger_view(*ledger.database, "org/ankang", "people", "", today);
    REQUIRE(view);
    auto sheet = make_sheet(SheetKind::people, *view);
    REQUIRE(sheet);
    const auto plan_of = [&](const tools::sheets::WriteSheet& edited) {
        const auto bytes = tools::sheets::write_xlsx(std::span(&edited, 1));
        REQUIRE(bytes);
        auto rows = read_row_bytes("花名册.xlsx", *bytes, SheetKind::people);
        REQUIRE_MESSAGE(rows, describe(rows.error()));
        return plan_import(std::move(*rows), *view);
    };
    const int people = static_cast<int>(view->persons.size());
    CHECK(plan_of(*sheet).counts.of(Fate::same) == people);
    auto edited = *sheet;
    edited.rows[3][2] = tools::sheets::text_cell("保安");
    edited.rows[5][0] = tools::sheets::text_cell("兴化敬老院");
    const ImportPlan plan = plan_of(edited);
    CHECK(plan.counts.of(Fate::same) == people - 2);
    CHECK(plan.counts.of(Fate::changed) == 1);
    CHECK(plan.counts.of(Fate::problem) == 1);
    CHECK(plan.removed.empty());
    // A row that is gone is said and offered; nothing is done because of it.
    auto shorter = *sheet;
    const std::string gone = shorter.keys[4];
    shorter.rows.erase(shorter.rows.begin() + 4);
    shorter.keys.erase(shorter.keys.begin() + 4);
    const ImportPlan less = plan_of(shorter);
    REQUIRE(less.removed.size() == 1);
    CHECK(less.removed[0].key == gone);
    CHECK(less.removed[0].offer.find("离职日期") != std::string::npos);
    CHECK(less.counts.removed == 1);
    CHECK(less.counts.of(Fate::same) == people - 1);
    CHECK_FALSE(make_order(less, *view, ""));
    const std::string said = report_text(less);
    CHECK(said.find("另有 1 行在台账里") != std::string::npos);
    CHECK(said.find(gone) != std::string::npos);
    CHECK(report_rows(less).back()[3] == gone);
}

TEST_CASE("import: a typed list leaves out whom it likes") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const std::string one = std::string(header) + "兴化敬老院,孙文武,护理员,2024-03-01,,,\n",
                      two = one + "兴化敬老院,赵春秋,护理员,2024-03-01,,,\n";
    take_people(*ledger.database, two);
    CHECK(
        import_rig::plan_of(*ledger.database, SheetKind::people, one, "org/city").removed.empty());
}

TEST_CASE("import: what is said alike of many cells is one line, and every fault is printed") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    std::string text = std::string(header) + "兴化敬老院,孙文武,护理员,2024.3.1,,,\n";
    for (int i = 0; i < 40; ++i)
        text += fmt::format(",{},护理员,2024.3.1,,12345,\n", make_name(i));
    const ImportPlan plan =
        import_rig::plan_of(*ledger.database, SheetKind::people, text, "org/city");
    const std::string said = report_text(plan);
    CHECK(said.find("40 格换了写法，例如 空格，同上一行") != std::string::npos);
    CHECK(said.find("41 格换了写法，例如 “2024.3.1”") != std::string::npos);
    CHECK(said.find("表!F3、F4、F5、F6、F7、F8 等 40 格：电话“12345”没有收") != std::string::npos);
    CHECK(said.find("还有") == std::string::npos);
}

namespace {
/// 王一 of 兴化 with a second post in 高邮.
struct TwoHomes {
    TempFolder folder;
    Ledger ledger{folder / "a.yanlian.db"};
    RawDatabase raw{folder / "a.yanlian.db"};
    const std::string head = "单位,姓名,岗位,人员编号,入职日期,离职日期\n";
    TwoHomes() {
        put("兴化敬老院,王一,护理员,7001,2024-03-01,\n高邮福利院,王一,护士,7001,2024-05-01,\n");
    }
    Taken put(const std::string& rows) {
        const Taken taken = take(*ledger.database, SheetKind::people, head + rows, "org/city");
        for (const RowDecision& row : taken.plan.rows)
            CHECK_MESSAGE(row.fate != Fate::problem, said_of(taken.plan, row.row));
        // The same rows again change nothing and say nothing.
        const ImportPlan again =
            import_rig::plan_of(*ledger.database, SheetKind::people, head + rows, "org/city");
        for (const RowDecision& row : again.rows)
            CHECK_MESSAGE((row.fate == Fate::same && row.warnings.empty()), row.subject, " ",
                          std::string(word(row.fate)), said_of(again, row.row));
        return taken;
    }
    /// Whom the home's rules ask, as `due` lists them.
    bool due_in(const char* home) {
        return due_text(*ledger.database, home).find("person/7001") != std::string::npos;
    }
    std::string left() { return raw.rows("SELECT left_on FROM person WHERE key = 'person/7001'"); }
    std::string posts() {
        return raw.rows(
            "SELECT o.key, a.post, a.from_day, a.until_day FROM post_assignment_in_force AS a "
            "JOIN organisation AS o ON o.id = a.organisation_id JOIN person AS p "
            "ON p.id = a.person_id WHERE p.key = 'person/7001' ORDER BY o.key, a.from_day");
    }
};
} // namespace

TEST_CASE(
    "import: who leaves one of two homes stays in the other, and a third row changes nothing") {
    TwoHomes homes;
    REQUIRE(homes.due_in("org/xinghua"));
    REQUIRE(homes.due_in("org/gaoyou"));
    homes.put("兴化敬老院,王一,护理员,7001,2024-03-01,2026-05-15\n");
    CHECK(homes.left() == "NULL\n");
    CHECK(homes.posts() ==
          "org/gaoyou|nurse|2024-05-01|NULL\norg/xinghua|carer|2024-03-01|2026-05-15\n");
    CHECK_FALSE(homes.due_in("org/xinghua"));
    CHECK(homes.due_in("org/gaoyou"));
    homes.put("高邮福利院,王一,护士,7001,2024-05-01,\n");
    CHECK(homes.left() == "NULL\n");
    SUBCASE("the last home ends the employment") {
        homes.put("高邮福利院,王一,护士,7001,2024-05-01,2026-05-20\n");
        CHECK(homes.left() == "2026-05-20\n");
        CHECK_FALSE(homes.due_in("org/gaoyou"));
    }
    SUBCASE("back in the first home") {
        homes.put("兴化敬老院,王一,护理员,7001,2026-05-25,\n");
        CHECK(homes.posts() == "org/gaoyou|nurse|2024-05-01|NULL\n"
                               "org/xinghua|carer|2024-03-01|2026-05-15\n"
                               "org/xinghua|carer|2026-05-25|NULL\n");
        CHECK(homes.due_in("org/xinghua"));
    }
}

TEST_CASE("import: who leaves the second home stays in the first") {
    TwoHomes homes;
    homes.put("高邮福利院,王一,护士,7001,2024-05-01,2026-05-15\n");
    CHECK(homes.left() == "NULL\n");
    CHECK(homes.due_in("org/xinghua"));
    CHECK_FALSE(homes.due_in("org/gaoyou"));
}

TEST_CASE("import: both homes left in one sheet end the employment on the later day") {
    TwoHomes homes;
    homes.put("兴化敬老院,王一,护理员,7001,2024-03-01,2026-05-20\n"
              "高邮福利院,王一,护士,7001,2024-05-01,2026-05-15\n");
    CHECK(homes.left() == "2026-05-20\n");
    CHECK_FALSE(homes.due_in("org/xinghua"));
    CHECK_FALSE(homes.due_in("org/gaoyou"));
    SUBCASE("and a later post opens it again, in that home alone") {
        homes.put("高邮福利院,王一,护士,7001,2026-05-25,\n");
        CHECK(homes.left() == "NULL\n");
        CHECK_FALSE(homes.due_in("org/xinghua"));
        CHECK(homes.due_in("org/gaoyou"));
    }
    SUBCASE("a post without a new first day is asked about") {
        const Taken taken = take(*homes.ledger.database, SheetKind::people,
                                 homes.head + "高邮福利院,王一,护士、保安,7001,,\n", "org/city");
        CHECK(taken.plan.rows[0].fate == Fate::problem);
        CHECK(homes.left() == "2026-05-20\n");
    }
}
