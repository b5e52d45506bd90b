/// What tests of the roster share: SQLite without our store in between, and a drill to start from.
#pragma once
#include "roster/domain/drill_result.h"
#include "sim/core/file.h"
#include "tests/support/temp_folder.h"
#include <filesystem>
#include <sqlite3.h>
#include <stdexcept>
#include <string>

namespace tests {

/// A second, plain connection: what another program or an attacker sees.
class RawDatabase {
public:
    explicit RawDatabase(const std::filesystem::path& path) {
        if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK)
            throw std::runtime_error("sqlite3_open");
        sqlite3_busy_timeout(handle_, 1000);
        exec("PRAGMA foreign_keys = ON");
    }
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;
    ~RawDatabase() { sqlite3_close(handle_); }

    /// Result code; the message stays in `message`.
    int exec(const std::string& sql) {
        char* text = nullptr;
        const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &text);
        message = text ? text : "";
        sqlite3_free(text);
        return code;
    }
    /// All rows as "a|b\n"; the error message when it fails.
    std::string rows(const std::string& sql) {
        std::string out;
        const auto add = [](void* to, int count, char** values, char**) {
            auto& text = *static_cast<std::string*>(to);
            for (int i = 0; i < count; ++i) {
                if (i > 0) text += '|';
                text += values[i] ? values[i] : "NULL";
            }
            text += '\n';
            return 0;
        };
        if (sqlite3_exec(handle_, sql.c_str(), add, &out, nullptr) != SQLITE_OK)
            return sqlite3_errmsg(handle_);
        return out;
    }
    long long number(const std::string& sql) { return std::atoll(rows(sql).c_str()); }

    std::string message;

private:
    sqlite3* handle_ = nullptr;
};

inline roster::domain::Outcome make_outcome(int no, std::string action,
                                            sim::core::CompetenceElement element,
                                            std::string observer = "周督导") {
    roster::domain::Outcome outcome;
    outcome.expected_no = no;
    outcome.action = std::move(action);
    outcome.element = element;
    outcome.status = roster::domain::OutcomeStatus::on_time;
    outcome.time_s = 40;
    outcome.delay_s = 30;
    outcome.items_count = 5;
    outcome.observer = std::move(observer);
    outcome.fact_seq = 100 + no;
    outcome.fact_sha256 = sim::core::sha256_hex(std::to_string(no));
    return outcome;
}

/// Two carers of the example home: one calls and fights, both move residents. All goes well.
inline roster::domain::DrillResult make_drill(sim::core::DrillKind kind, roster::domain::Date day,
                                              const std::string& record = "record") {
    using namespace roster::domain;
    using Element = sim::core::CompetenceElement;
    DrillResult drill;
    drill.organisation_key = "org/ankang";
    drill.kind = kind;
    drill.scenario_key = "drill/ankang-night-smoking";
    drill.scenario_sha256 = sim::core::sha256_hex("scenario");
    drill.plan_key = "plan/ankang";
    drill.plan_sha256 = sim::core::sha256_hex("plan");
    drill.record_sha256 = sim::core::sha256_hex(record + iso(day));
    drill.seed = 18446744073709551615u;
    drill.started_at_utc = Instant{day} + std::chrono::hours{2};
    drill.local_day = day;
    drill.rating = "P";
    drill.score = 96.5;
    drill.lead_observer = "周督导";
    drill.conditions.headcount_exact = true;
    drill.conditions.night = true;
    PersonResult fang{"person/wang-fang", "carer-2", PlayedBy::person, 97.0, {}};
    fang.outcomes = {make_outcome(1, "call_119", Element::alarm),
                     make_outcome(2, "use_ext", Element::extinguish),
                     make_outcome(3, "resident_safe", Element::evacuate),
                     make_outcome(4, "door_close", Element::evacuate),
                     make_outcome(5, "competence_q", Element::hazards)};
    PersonResult jing{"person/chen-jing", "carer-1", PlayedBy::person, 95.0, {}};
    jing.outcomes = {make_outcome(3, "resident_safe", Element::evacuate),
                     make_outcome(4, "door_close", Element::evacuate)};
    drill.persons = {fang, jing};
    return drill;
}

} // namespace tests
