/// The example home with a bureau above it, for tests of findings and inspections.
#pragma once
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "roster/store/people_table.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <vector>

namespace tests {

inline constexpr const char* rig_home = "org/ankang";
inline constexpr const char* rig_bureau = "org/bureau";
inline constexpr const char* rig_supervisor = "person/qin-jian"; ///< of the bureau
inline constexpr const char* rig_leader = "person/zhao-guohua";
inline constexpr const char* rig_carer = "person/wang-fang";
inline constexpr const char* rig_guard = "person/cao-gang"; ///< answers for what is found

inline void add_bureau(roster::store::Database& database) {
    using namespace roster::domain;
    REQUIRE(roster::store::insert_organisation(
        database, {rig_bureau, "民政局", OrganisationKind::bureau, ""}));
    Organisation home{rig_home, "安康养老院", OrganisationKind::home, rig_bureau};
    REQUIRE(roster::store::update_organisation(database, home));
    REQUIRE(roster::store::insert_person(
        database, {rig_supervisor, rig_bureau, "秦监", {}, make_date(2020, 1, 1), {}, {}, {}}));
}

struct FindingRig {
    TempFolder folder;
    std::filesystem::path path = ledger_in(folder, "home");
    roster::service::OpenedDatabase opened = roster::service::open_or_create(path).value();
    roster::store::Database& database = opened.database;
    roster::domain::Date today = roster::domain::calc_local_day(
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));

    FindingRig() { add_bureau(database); }

    [[nodiscard]] roster::domain::Remedy remedy() const {
        return {
            rig_guard,      "拆除东门门锁", today + roster::domain::Days{10}, "专人看守东门", 0.0,
            "东门全天有人", rig_supervisor};
    }
    std::string add(roster::domain::Severity severity = roster::domain::Severity::ordinary,
                    bool life_safety = false) {
        roster::domain::Finding finding;
        finding.organisation_key = rig_home;
        finding.text = "东侧出口被锁";
        finding.zone = "level/1";
        finding.severity = severity;
        finding.life_safety = life_safety;
        finding.found_on = today;
        const auto key = roster::service::register_finding(database, finding, remedy(), rig_carer);
        REQUIRE_MESSAGE(key, sim::core::describe(key.error()));
        return *key;
    }
    /// Problem texts; empty when the step was taken.
    std::string step(const std::string& key, roster::domain::FindingState state,
                     const std::string& actor, const std::string& evidence = "",
                     roster::domain::Remedy changes = {}) {
        const auto done = roster::service::step_finding(
            database, key, {state, std::move(changes), actor, evidence});
        return done ? "" : sim::core::describe(done.error());
    }
    /// Registered, at work, reported done.
    std::string add_done(bool life_safety = false) {
        using enum roster::domain::FindingState;
        const std::string key = add(roster::domain::Severity::ordinary, life_safety);
        REQUIRE(step(key, in_progress, rig_carer) == "");
        REQUIRE(step(key, to_be_rechecked, rig_guard) == "");
        return key;
    }
};

} // namespace tests
