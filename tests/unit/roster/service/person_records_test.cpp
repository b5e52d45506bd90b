#include "roster/service/person_records.h"

#include "roster/store/people_table.h"
#include "roster/store/phone_table.h"
#include "tests/support/finding_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::FindingRig;

namespace {

const Date monday = make_date(2026, 3, 2);
const roster::store::Entry entry{Instant{monday}, "孙建平"};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct PersonRig : FindingRig {
    Leave leave(Date from, std::optional<Date> until) const {
        return {tests::rig_carer, from, until, "产假"};
    }
    std::int64_t record(Date from, std::optional<Date> until) {
        const auto id = record_leave(database, leave(from, until), entry);
        REQUIRE_MESSAGE(id, describe(id.error()));
        return *id;
    }
    Person carer() {
        const auto all = roster::store::load_persons(database, tests::rig_home);
        REQUIRE(all);
        return *std::ranges::find(*all, tests::rig_carer, &Person::key);
    }
};

} // namespace

TEST_CASE("leave: what is recorded is in force with its reason, and shows with the person") {
    PersonRig rig;
    const std::int64_t id = rig.record(monday - Days{3}, monday + Days{150});
    const auto leaves =
        roster::store::load_absences(rig.database, tests::rig_home, make_date(2026, 1, 1));
    REQUIRE(leaves);
    REQUIRE(leaves->size() == 1);
    CHECK(leaves->front().id == id);
    CHECK(leaves->front().reason == "产假");
    CHECK(rig.carer().leave_from == monday - Days{3});
    CHECK(is_on_long_leave(rig.carer(), monday));
    const auto twice = record_leave(rig.database, rig.leave(monday, monday), entry);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == sim::core::Errc::conflict);
    CHECK(has(describe(twice.error()), fmt::format("第 {} 条", id)));
}

TEST_CASE("leave: taken back it is gone from what counts and stays in the history") {
    PersonRig rig;
    const std::int64_t id = rig.record(monday, monday + Days{5});
    CHECK_FALSE(withdraw_leave(rig.database, id, "", entry));
    CHECK(withdraw_leave(rig.database, id, "没有去", entry));
    CHECK(roster::store::load_person_absences(rig.database, tests::rig_carer)->empty());
    CHECK_FALSE(rig.carer().leave_from);
    CHECK_FALSE(withdraw_leave(rig.database, id, "再一次", entry));
    tests::RawDatabase raw(rig.database.path());
    CHECK(raw.number("SELECT count(*) FROM absence WHERE withdrawn = 0") >= 1);
    CHECK(raw.number("SELECT count(*) FROM absence_in_force") == 0);
    rig.record(monday, monday + Days{5}); // free again
}

TEST_CASE("leave: ended on another day, what was written stays in the history") {
    PersonRig rig;
    const std::int64_t id = rig.record(monday, std::nullopt);
    CHECK_FALSE(end_leave(rig.database, id, monday - Days{1}, entry)); // before it began
    CHECK_FALSE(end_leave(rig.database, id + 100, monday, entry));
    CHECK_FALSE(end_leave(rig.database, id, monday, {Instant{monday}, ""}));
    CHECK(roster::store::load_person_absences(rig.database, tests::rig_carer)->size() == 1);
    const auto ended = end_leave(rig.database, id, monday + Days{9}, entry);
    REQUIRE_MESSAGE(ended, describe(ended.error()));
    const auto leaves = roster::store::load_person_absences(rig.database, tests::rig_carer);
    REQUIRE(leaves->size() == 1);
    CHECK(leaves->front().id == *ended);
    CHECK(leaves->front().from_day == monday);
    CHECK(leaves->front().until_day == monday + Days{9});
    CHECK(leaves->front().reason == "产假");
    CHECK_FALSE(end_leave(rig.database, id, monday, entry)); // it is no more in force
    const auto next = rig.record(monday + Days{20}, monday + Days{30});
    const auto into = end_leave(rig.database, *ended, monday + Days{25}, entry);
    REQUIRE_FALSE(into);
    CHECK(into.error().code == sim::core::Errc::conflict);
    CHECK(has(describe(into.error()), fmt::format("第 {} 条", next)));
    const auto kept = roster::store::load_person_absences(rig.database, tests::rig_carer);
    CHECK(kept->size() == 2); // nothing was taken back
    CHECK(kept->front().until_day == monday + Days{9});
}

TEST_CASE("leave: one that is over or to come does not push out the one in hand") {
    PersonRig rig;
    rig.record(monday - Days{30}, monday - Days{20});
    CHECK_FALSE(rig.carer().leave_from);
    rig.record(monday - Days{1}, monday + Days{1});
    rig.record(monday + Days{40}, std::nullopt);
    CHECK(rig.carer().leave_from == monday - Days{1});
    CHECK(roster::store::load_person_absences(rig.database, tests::rig_carer)->size() == 3);
}

TEST_CASE("leave and phone: everything wrong comes at once") {
    PersonRig rig;
    const auto bad = record_leave(rig.database, {"person/nobody", monday, monday - Days{1}, ""},
                                  {Instant{monday}, ""});
    REQUIRE_FALSE(bad);
    CHECK_MESSAGE(bad.error().problems.size() == 4, describe(bad.error()));
    CHECK(change_phone(rig.database, tests::rig_carer, "138-0000-2046", entry));
    CHECK(roster::store::load_person_phones(rig.database)->at(tests::rig_carer) == "138-0000-2046");
    for (const char* wrong : {"12", "打办公室", "321081197001011234"}) {
        const auto refused = change_phone(rig.database, tests::rig_carer, wrong, entry);
        REQUIRE_FALSE(refused);
        CHECK_FALSE(has(describe(refused.error()), "32108119"));
    }
    CHECK(change_phone(rig.database, tests::rig_carer, "", entry));
    CHECK(roster::store::load_person_phones(rig.database)->empty());
}

TEST_CASE("leave: a blank is no reason, and an ID number none either") {
    PersonRig rig;
    const auto refused = [&](const char* reason) {
        Leave leave = rig.leave(monday, monday);
        leave.reason = reason;
        const auto done = record_leave(rig.database, leave, entry);
        return done ? std::string() : describe(done.error());
    };
    CHECK(has(refused("　"), "没有写请假原因"));
    CHECK(has(refused("病假 320821 19900101 123X"), "有身份证号"));
    const std::int64_t id = rig.record(monday, monday);
    CHECK_FALSE(withdraw_leave(rig.database, id, " 　", entry));
}
