/// A small ledger and the way of a sheet into it, for tests of every kind.
#pragma once
#include "roster/service/due.h"
#include "roster/service/open_database.h"
#include "roster/service/organisations.h"
#include "tests/support/roster_fixture.h"
#include "tools/import/report.h"
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <iconv.h>
#include <set>

namespace import_rig {

using namespace roster::domain;
using namespace roster::service;
using namespace tools::import;
using sim::core::describe;
using tests::RawDatabase;
using tests::TempFolder;

inline const Date today = make_date(2026, 6, 1);

/// The example home, and beside it a city with two more.
struct Ledger {
    explicit Ledger(const std::filesystem::path& path) {
        auto opened = open_or_create(path);
        REQUIRE(opened);
        database = std::move(opened->database);
        Organisation city;
        city.key = "org/city";
        city.name = "扬州市";
        city.kind = OrganisationKind::city;
        static_cast<void>(add_organisation(*database, city, "周督导"));
        for (const char* name : {"兴化敬老院", "高邮福利院"}) {
            Organisation home;
            home.key = std::string(name) == "兴化敬老院" ? "org/xinghua" : "org/gaoyou";
            home.name = name;
            home.parent_key = "org/city";
            static_cast<void>(add_organisation(*database, home, "周督导"));
        }
    }
    std::optional<Database> database;
};

struct Taken {
    ImportPlan plan;
    std::int64_t id = 0;
};

inline std::string kind_text(SheetKind kind) {
    return std::string(sheet_kind_names[static_cast<std::size_t>(kind)]);
}

/// What would become of the sheet.
inline ImportPlan plan_of(Database& database, SheetKind kind, const std::string& bytes,
                          const std::string& top) {
    auto rows = read_row_bytes("表.csv", bytes, kind);
    REQUIRE_MESSAGE(rows, describe(rows.error()));
    const auto view = load_ledger_view(database, top, kind_text(kind), rows->file_sha256, today);
    REQUIRE_MESSAGE(view, describe(view.error()));
    ImportPlan plan = plan_import(std::move(*rows), *view);
    int sum = plan.counts.blank;
    for (const int one : plan.counts.by_fate)
        sum += one;
    CHECK(sum == plan.counts.rows);
    return plan;
}

/// Takes the good rows; what there is to change is changed.
inline Taken take(Database& database, SheetKind kind, const std::string& bytes,
                  const std::string& top = "org/ankang") {
    Taken taken{plan_of(database, kind, bytes, top), 0};
    const auto view = load_ledger_view(database, top, kind_text(kind), "", today);
    REQUIRE(view);
    if (const auto order = make_order(taken.plan, *view, "person/sun-jianping")) {
        const auto id = take_import(database, *order, "周督导");
        REQUIRE_MESSAGE(id, describe(id.error()));
        taken.id = *id;
    }
    return taken;
}

inline std::set<int> rows_of(const ImportPlan& plan, Fate fate) {
    std::set<int> rows;
    for (const RowDecision& row : plan.rows)
        if (row.fate == fate) rows.insert(row.row);
    return rows;
}

/// Everything that was said about a row, for searching.
inline std::string said_of(const ImportPlan& plan, int row) {
    std::string text;
    for (const RowDecision& one : plan.rows)
        if (one.row == row)
            for (const auto& problem : one.problems)
                text += problem.pointer + " " + problem.what + " " + problem.expected + "\n";
    return text;
}

/// A line of a sheet, and what must be said about it; nothing when it is good.
struct Line {
    std::string text;
    Fate fate = Fate::fresh;
    std::string said{};
};

/// Header and lines as CSV; the first line is row 2.
inline std::string sheet_of(const std::string& header, const std::vector<Line>& lines) {
    std::string text = header + "\n";
    for (const Line& line : lines)
        text += line.text + "\n";
    return text;
}

/// Every line has the fate it should have and says so in its own row; the second import changes
/// nothing and says the same.
inline void check_lines(Database& database, SheetKind kind, const std::string& header,
                        const std::vector<Line>& lines, const std::string& top = "org/ankang") {
    const std::string bytes = sheet_of(header, lines);
    const Taken first = take(database, kind, bytes, top);
    CHECK(first.plan.rows.size() == lines.size());
    const auto check = [&](const ImportPlan& plan, bool again) {
        for (std::size_t i = 0; i < plan.rows.size(); ++i) {
            const Line& line = lines[i];
            const bool taken = line.fate == Fate::fresh || line.fate == Fate::changed;
            const Fate wanted = again && taken ? Fate::same : line.fate;
            const std::string said = said_of(plan, plan.rows[i].row);
            CHECK_MESSAGE(plan.rows[i].fate == wanted, line.text, " is ",
                          std::string(word(plan.rows[i].fate)), "\n", said);
            CHECK_MESSAGE(said.find(line.said) != std::string::npos, line.text, "\n", said);
            if (line.fate != Fate::problem) CHECK_MESSAGE(said.empty(), line.text, "\n", said);
        }
    };
    check(first.plan, false);
    CHECK(first.id > 0);
    const Taken second = take(database, kind, bytes, top);
    CHECK(second.id == 0);
    check(second.plan, true);
}

/// What a due list says about a home, as text that can be compared.
inline std::string due_text(Database& database, const std::string& home) {
    const auto list = list_due(database, {home, today, true});
    REQUIRE_MESSAGE(list, describe(list.error()));
    std::string text;
    for (const DueLine& line : list->lines) {
        text += fmt::format("{} {} {} {}/{} {}", line.subject_key, line.activity, word(line.state),
                            line.have_count, line.want_count, iso(line.due_on));
        for (const std::string& row : line.rows)
            text += " " + row;
        text += "\n";
    }
    for (const CertificateLine& line : list->certificates)
        text += line.name + " " + line.certificate.number + "\n";
    return text;
}

inline std::string in_gb18030(const std::string& utf8) {
    const iconv_t to = ::iconv_open("GB18030", "UTF-8");
    std::string in = utf8, out(2 * utf8.size() + 16, '\0');
    char* from = in.data();
    char* at = out.data();
    std::size_t left = in.size(), room = out.size();
    REQUIRE(::iconv(to, &from, &left, &at, &room) == 0);
    ::iconv_close(to);
    out.resize(out.size() - room);
    return out;
}

} // namespace import_rig
