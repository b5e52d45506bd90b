/// Shipped files and small changes to them, for tests of the program.
#pragma once
#include "tests/support/run_program.h"
#include <doctest/doctest.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

namespace tests {

inline const std::string root = YANLIAN_SOURCE_DIR;
inline const std::string night = root + "/scenarios/drills/ankang-night-smoking.drill.json";
inline const std::string marks = root + "/scenarios/marks/ankang-night-smoking-sample.marks.csv";
inline const std::string ankang_plan = root + "/scenarios/plans/ankang.plan.json";

inline std::string read_text(const std::filesystem::path& file) {
    auto bytes = sim::core::read_file(file, 64u << 20);
    REQUIRE_MESSAGE(bytes.has_value(), file.string());
    return *bytes;
}
inline void write_text(const std::filesystem::path& file, const std::string& text) {
    REQUIRE(sim::core::write_file(file, text).has_value());
}
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    return text.replace(at, from.size(), to);
}
inline bool has(const std::string& text, const std::string& part) {
    return text.find(part) != text.npos;
}

/// Runs statements on a database without our store in between; the first columns, one after the
/// other.
inline std::string ask(const std::string& db, const std::string& sql) {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(db.c_str(), &raw) == SQLITE_OK);
    std::string answer;
    char* fault = nullptr;
    sqlite3_exec(
        raw, sql.c_str(),
        [](void* to, int, char** values, char**) {
            *static_cast<std::string*>(to) += values[0] ? values[0] : "NULL";
            return 0;
        },
        &answer, &fault);
    CHECK_MESSAGE(fault == nullptr, fault);
    sqlite3_free(fault);
    sqlite3_close(raw);
    return answer;
}

/// The night drill in the folder, with one piece of its text changed.
inline std::string changed_night(const TempFolder& folder, const std::string& from,
                                 const std::string& to) {
    const std::string file = folder / "changed.drill.json";
    write_text(file, replaced(replaced(read_text(night), "../plans/ankang.plan.json", ankang_plan),
                              from, to));
    return file;
}

/// Refused with exit code 2 or 3, in well under a second of work, with every part named; nothing on
/// standard output. Wall time is checked loosely, machines are shared.
inline Finished refused(const TempFolder& folder, std::vector<std::string> arguments, int code,
                        std::initializer_list<std::string> parts) {
    Finished run = run_program(folder, std::move(arguments));
    CHECK_MESSAGE(run.code == code, run.err);
    CHECK_MESSAGE(run.out.empty(), run.out);
    for (const std::string& part : parts)
        CHECK_MESSAGE(has(run.err, part), part, "\n", run.err);
    CHECK(run.wall_s < 5);
    return run;
}

} // namespace tests
