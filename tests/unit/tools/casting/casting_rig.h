/// What tests of casting share: the shipped night drill, a fresh ledger, and a drill entered.
#pragma once
#include "tests/support/roster_fixture.h"
#include "tools/casting/casting.h"
#include "tools/casting/observer_marks.h"
#include <doctest/doctest.h>
#include <fstream>

namespace tests {

inline const std::string source_root = YANLIAN_SOURCE_DIR;
inline const std::string night_drill_file =
    source_root + "/scenarios/drills/ankang-night-smoking.drill.json";
inline const std::string sample_marks_file =
    source_root + "/scenarios/marks/ankang-night-smoking-sample.marks.csv";

inline sim::drill::LoadedScenario load_night_drill() {
    auto loaded = sim::drill::load_scenario(night_drill_file);
    REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : describe(loaded.error())));
    return std::move(*loaded);
}

inline std::string text_of(const std::string& file) {
    auto bytes = sim::core::read_file(file, 4u << 20);
    REQUIRE(bytes.has_value());
    return *bytes;
}

inline std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    return text.replace(at, from.size(), to);
}

/// Marks of a real drill entered as `yanlian observe` does.
inline sim::core::Result<tools::casting::LedgerEntry> enter_marks(tools::casting::Ledger& ledger,
                                                                  const std::string& bytes) {
    auto loaded = load_night_drill();
    const auto head = tools::casting::read_marks_head(bytes);
    if (auto cast = ledger.cast(loaded, {head.date, head.participants}); !cast)
        return tl::unexpected(cast.error());
    const auto marks = tools::casting::parse_marks("marks", bytes, loaded);
    if (!marks) return tl::unexpected(marks.error());
    const auto facts = tools::casting::make_facts(*marks, loaded.scenario);
    const auto score = calc_score(loaded.scenario, loaded.plan, marks->start, facts);
    tools::casting::FinishedDrill drill;
    drill.loaded = &loaded;
    drill.score = &score;
    drill.facts = facts;
    drill.kind = sim::core::DrillKind::real;
    drill.start = marks->start;
    drill.started_utc = marks->started_utc;
    drill.record_sha256 = marks->sha256;
    drill.lead_observer = marks->lead_observer;
    return ledger.record(drill);
}

/// Everything that says what a person can do or what the home has done.
inline std::string evidence_tables(const std::filesystem::path& database) {
    RawDatabase raw(database);
    std::string all;
    for (const char* table :
         {"drill_person", "outcome", "competence", "finding", "finding_step", "drill_obligation"})
        all += std::string(table) + "\n" + raw.rows("SELECT * FROM " + std::string(table));
    return all;
}

/// "王芳 A1 A 会报警 0>1": the levels on file by person and element.
inline std::string level_of(const std::filesystem::path& database, const std::string& person,
                            const std::string& element) {
    RawDatabase raw(database);
    return raw.rows(
        "SELECT 'L' || max(c.level) FROM competence AS c JOIN person AS p ON p.id = c.person_id "
        "WHERE p.key = '" +
        person + "' AND c.element = '" + element + "' HAVING count(*) > 0");
}

} // namespace tests
