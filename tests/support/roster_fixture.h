/// What tests of the roster share: a place for a ledger, the database without our store in between,
/// and a drill to start from.
#pragma once
#include "roster/domain/drill_result.h"
#include "roster/service/open_database.h"
#include "sim/core/file.h"
#include "tests/support/raw_database.h"
#include "tests/support/temp_folder.h"
#include <string>

namespace tests {

/// A place for the ledger `name` of this test. A file does not exist yet; on a server the example
/// home stands in it already, copied from one that was made once, which is quicker than 75 tables.
inline std::filesystem::path ledger_in(const TempFolder& folder, const std::string& name) {
    if (!on_server()) return vacant_in(folder, name);
    static const std::string pattern = [] {
        const TempFolder unique;
        const auto place = vacant_in(unique, "pattern");
        if (!roster::service::open_or_create(place)) throw std::runtime_error("open_or_create");
        return unique.path().filename().string() + "-pattern";
    }();
    const std::string database = folder.path().filename().string() + "-" + name;
    RawDatabase admin(test_server());
    if (admin.number("SELECT count(*) FROM pg_database WHERE datname = '" + database + "'") == 0 &&
        admin.exec("CREATE DATABASE \"" + database + "\" TEMPLATE \"" + pattern + "\"") !=
            SQLITE_OK)
        throw std::runtime_error(admin.message);
    return neighbour(test_server(), database);
}

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
    drill.tags = {"fire"};
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
