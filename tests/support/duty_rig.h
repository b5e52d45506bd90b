/// A home whose roster of March 2026 is in the ledger, and instants of its days.
#pragma once
#include "roster/schedule/duty_generator.h"
#include "roster/service/duty_attest.h"
#include "roster/service/ledger_check.h"
#include "tests/support/duty_homes.h"
#include "tests/support/finding_rig.h"

namespace tests {

using roster::domain::Instant;

inline const Instant before_march = Instant{make_date(2026, 2, 20)};
inline const Instant after_march = Instant{make_date(2026, 4, 2)};

/// Local time in China.
inline Instant local(Date day, int hour, int minute = 0) {
    return Instant{day} - roster::domain::local_offset + std::chrono::hours{hour} +
           std::chrono::minutes{minute};
}

/// Nine people of a small home, planned without a breach.
inline const DutyFile& march_roster() {
    static const DutyFile file = [] {
        DutyFile made;
        made.problem = small_home(9, make_date(2026, 3, 1), make_date(2026, 3, 31));
        made.problem.organisation_key = rig_home;
        auto roster = generate_roster(made.problem, {3, 600'000});
        REQUIRE(roster);
        REQUIRE(roster->violations.empty());
        made.cells = roster->roster;
        return made;
    }();
    return file;
}

struct DutyRig : FindingRig {
    DutyFile duty = march_roster();

    DutyRig() {
        for (const DutyPerson& one : duty.problem.people) {
            roster::domain::Person person;
            person.key = one.key;
            person.organisation_key = rig_home;
            person.name = one.name;
            person.joined_on = make_date(2020, 1, 1);
            REQUIRE(roster::store::insert_person(database, person));
        }
    }
    /// Problem texts; empty when it was published.
    std::string publish(const DutyFile& file, Instant at = before_march,
                        const std::string& reason = "") {
        const auto done = roster::service::publish_roster(database, file, reason, {at, "孙建平"});
        return done ? "" : sim::core::describe(done.error());
    }
    std::string sign_in(const std::string& person, Instant at, const std::string& post = "room") {
        const auto done =
            roster::service::sign_in(database, {rig_home, person, post, at}, {at, "孙建平"});
        return done ? "" : sim::core::describe(done.error());
    }
    std::string sign_out(const std::string& person, Instant at, const std::string& post = "room") {
        const auto done =
            roster::service::sign_out(database, {rig_home, person, post, at}, {at, "孙建平"});
        return done ? "" : sim::core::describe(done.error());
    }
    /// Rows of duty that the check of the ledger finds fault with. The rig writes people without a
    /// transaction, which it finds too.
    std::string unsealed_duty() {
        const auto sound = roster::service::check_ledger(database);
        std::string found;
        if (sound) return found;
        for (const auto& problem : sound.error().problems)
            if (problem.pointer.starts_with("duty") || problem.pointer.starts_with("audit"))
                found += problem.pointer + problem.what + "\n";
        return found;
    }
    /// Who has that shift of the room on that day.
    std::string holder(Date day, const std::string& shift) const {
        for (const DutyCell& cell : duty.cells)
            if (cell.day == day && cell.post_key == "room" && cell.shift_key == shift)
                return cell.person_key;
        FAIL("nobody");
        return {};
    }
    roster::service::DutyAttendance attend(Date first, Date last, Instant now = after_march) {
        auto done = roster::service::attend_duty(database, rig_home, {first, last}, now);
        REQUIRE_MESSAGE(done, sim::core::describe(done.error()));
        return std::move(*done);
    }
};

} // namespace tests
