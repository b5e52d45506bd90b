#include "roster/store/team_roll.h"

#include "roster/service/activities.h"
#include "tests/support/finding_rig.h"
#include <algorithm>

using namespace roster::domain;
using tests::FindingRig;

namespace {

const roster::store::TeamRollLine* find_line(const std::vector<roster::store::TeamRollLine>& roll,
                                             const std::string& key) {
    const auto at = std::ranges::find(roll, key, &roster::store::TeamRollLine::person_key);
    return at == roll.end() ? nullptr : &*at;
}

} // namespace

TEST_CASE("team roll: since when by the membership, members of other homes and phones too") {
    FindingRig rig;
    const auto teams = roster::store::load_teams(rig.database, tests::rig_home);
    REQUIRE(teams);
    const std::string team = teams->at(0).key;
    for (const TeamMember& member : teams->at(0).members)
        CHECK(member.from_day);
    tests::RawDatabase raw(rig.path);
    REQUIRE(raw.exec("INSERT INTO team_membership(team_id, person_id, role, from_day) VALUES("
                     "(SELECT id FROM team WHERE key = '" +
                     team +
                     "'), (SELECT id FROM person WHERE key = 'person/qin-jian'), 'rescue', "
                     "'2026-05-04')") == 0);
    REQUIRE(raw.exec("UPDATE person SET phone = '13812342046' WHERE key = 'person/qin-jian'") == 0);
    const auto before = roster::store::load_team_roll(rig.database, team, make_date(2026, 5, 3));
    REQUIRE_MESSAGE(before, sim::core::describe(before.error()));
    CHECK(find_line(*before, tests::rig_supervisor) == nullptr); // not yet
    const auto roll = roster::store::load_team_roll(rig.database, team, make_date(2026, 6, 1));
    REQUIRE(roll);
    CHECK(roll->size() == before->size() + 1);
    CHECK(roll->front().role == TeamRole::leader);
    const auto* guest = find_line(*roll, tests::rig_supervisor);
    REQUIRE(guest);
    CHECK(guest->other_home == "民政局");
    CHECK(guest->from_day == make_date(2026, 5, 4));
    CHECK(guest->phone == "13812342046");
    CHECK(roster::store::load_phones(rig.database)->at(tests::rig_supervisor) == "13812342046");
    const auto* own = find_line(*roll, teams->at(0).members.front().person_key);
    REQUIRE(own);
    CHECK(own->other_home.empty());
    CHECK(!own->posts.empty());
}

TEST_CASE("team roll: the last training is the last drill or training with the member there") {
    FindingRig rig;
    const std::string team = roster::store::load_teams(rig.database, tests::rig_home)->at(0).key;
    const auto trained = [&](Date day) {
        const auto roll = roster::store::load_team_roll(rig.database, team, day);
        REQUIRE(roll);
        const auto* line = find_line(*roll, tests::rig_carer);
        REQUIRE(line);
        return line->trained_on;
    };
    CHECK(!trained(make_date(2026, 6, 1)));
    roster::service::ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = tests::rig_home;
    a.kind = ActivityKind::training;
    a.form = ActivityForm::hands_on;
    a.title = "初起火灾扑救";
    a.local_day = make_date(2026, 4, 12);
    a.minutes_count = 120;
    entry.attendances = {{tests::rig_carer}};
    const auto done = roster::service::record_activity(rig.database, entry, "孙建平");
    REQUIRE_MESSAGE(done, sim::core::describe(done.error()));
    CHECK(trained(make_date(2026, 6, 1)) == make_date(2026, 4, 12));
    CHECK(!trained(make_date(2026, 4, 11)));
}
