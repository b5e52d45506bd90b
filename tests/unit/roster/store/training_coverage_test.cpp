// How much of the staff a training reached on its day.
#include "roster/service/activities.h"
#include "roster/service/open_database.h"
#include "roster/store/training_coverage.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

ActivityEntry training_on(Date day, const std::string& title) {
    ActivityEntry entry;
    entry.activity.organisation_key = "org/ankang";
    entry.activity.kind = ActivityKind::training;
    entry.activity.level = ActivityLevel::county;
    entry.activity.scope = ActivityScope::all_staff;
    entry.activity.tags = {"fire"};
    entry.activity.title = title;
    entry.activity.local_day = day;
    return entry;
}

} // namespace

TEST_CASE("training coverage: who passed of those on the roll that day, each once") {
    const tests::TempFolder folder;
    auto opened = open_or_create(tests::ledger_in(folder, "home"));
    REQUIRE(opened);
    auto& database = opened->database;
    ActivityEntry entry = training_on(make_date(2026, 3, 10), "县级集中培训");
    entry.attendances = {{"person/wang-fang"}, {"person/chen-jing"}, {"person/li-ming"}};
    entry.attendances[1].passed = false;
    entry.attendances[2].attended = false;
    REQUIRE_MESSAGE(record_activity(database, entry, "许文静"), "");
    ActivityEntry planned = training_on(make_date(2026, 12, 1), "计划");
    planned.activity.progress = ActivityProgress::planned;
    REQUIRE(record_activity(database, planned, "许文静"));
    ActivityEntry of_home = training_on(make_date(2026, 3, 11), "本院培训");
    of_home.activity.level = ActivityLevel::home;
    REQUIRE(record_activity(database, of_home, "许文静"));
    tests::RawDatabase raw(database.path());
    const long long staff =
        raw.number("SELECT count(DISTINCT person_id) FROM post_assignment WHERE until_day IS NULL");
    const auto coverage = [&] {
        return roster::store::load_training_coverage(database, "org/ankang", ActivityLevel::county,
                                                     make_date(2026, 1, 1), make_date(2026, 12, 31))
            .value();
    };
    REQUIRE(coverage().size() == 1);
    CHECK(coverage()[0].title == "县级集中培训");
    CHECK(coverage()[0].on_roll_count == staff);
    CHECK(coverage()[0].passed_count == 1); // one failed, one stayed away
    CHECK(coverage()[0].local_day == make_date(2026, 3, 10));
}
