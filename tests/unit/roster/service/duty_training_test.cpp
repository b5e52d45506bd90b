#include "roster/service/duty_training.h"

#include "roster/schedule/duty_check.h"
#include "roster/service/activities.h"
#include "roster/service/duty_drafts.h"
#include "roster/service/own_rules.h"
#include "roster/service/rules.h"
#include "tests/support/duty_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::service;
using namespace roster::schedule;
using sim::core::describe;
using tests::DutyRig;

namespace {

const Date day_one = make_date(2026, 3, 1), last_day = make_date(2026, 3, 31);

/// A rule of the home's own: training in duty once a year.
void adopt(DutyRig& rig, const std::string& severity) {
    const std::string json =
        R"({"format": "yanlian-rules", "version": 1, "key": "rules/own", "name": "本院规定",
"edition": 1, "jurisdiction": "安康", "bases": ["rules/national"], "rules": [{"id": "OWN-DUTY",
"subject": "person", "activity": "training", "tags": ["duty"], "min_count": 1,
"window": {"kind": "rolling_months", "length_count": 12}, "severity": ")" +
        severity + R"(", "source": "本院 1 号", "valid_from": "2026-01-01", "kind": "house",
"mark": "verified"}]})";
    const auto own = read_own_rules("own.rules.json", json);
    REQUIRE_MESSAGE(own, describe(own.error()));
    REQUIRE(adopt_rules(rig.database, tests::rig_home, *own, make_date(2026, 1, 1), "测试"));
}

void train(DutyRig& rig, const std::vector<std::string>& people, Date day,
           ActivityKind kind = ActivityKind::training,
           ActivityProgress progress = ActivityProgress::held) {
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = tests::rig_home;
    a.kind = kind;
    a.progress = progress;
    a.title = "值班业务";
    a.tags = {"duty"};
    a.local_day = day;
    a.lead = "李卫东";
    for (const std::string& person : people) {
        roster::domain::Attendance one;
        one.person_key = person;
        one.attended = progress == ActivityProgress::held;
        entry.attendances.push_back(one);
    }
    const auto done = record_activity(rig.database, std::move(entry), "李卫东");
    REQUIRE_MESSAGE(done, describe(done.error()));
}

DutyProblem draft(DutyRig& rig) {
    DutyDraft wanted;
    wanted.organisation_key = tests::rig_home;
    wanted.days = {day_one, last_day};
    DutyCalendar plain;
    plain.year = 2026;
    wanted.calendars = {plain};
    auto problem = draft_duty(rig.database, wanted);
    REQUIRE_MESSAGE(problem, describe(problem.error()));
    return std::move(*problem);
}

bool asks(const DutyProblem& problem, const char* post) {
    const auto at = std::ranges::find(problem.posts, post, &DutyPost::key);
    REQUIRE(at != problem.posts.end());
    return std::ranges::find(at->qualifications, duty_training_qualification) !=
           at->qualifications.end();
}

std::string leader_of(const DutyProblem& problem) {
    const auto at = std::ranges::find_if(problem.people, [](const DutyPerson& one) {
        return std::ranges::find(one.qualifications, "leader", &DutyQualification::key) !=
               one.qualifications.end();
    });
    REQUIRE(at != problem.people.end());
    return at->key;
}

bool is_lacking(DutyRig& rig, const std::string& person) {
    const auto lines = list_untrained(rig.database, {draft(rig), {}});
    REQUIRE_MESSAGE(lines, describe(lines.error()));
    const DutyProblem problem = draft(rig);
    const auto at = std::ranges::find(problem.people, person, &DutyPerson::key);
    REQUIRE(at != problem.people.end());
    return std::ranges::any_of(
        *lines, [&](const std::string& line) { return line.starts_with(at->name + " "); });
}

} // namespace

TEST_CASE("duty training: no rule, no question") {
    DutyRig rig;
    CHECK_FALSE(asks(draft(rig), "leader"));
    CHECK(list_untrained(rig.database, {draft(rig), {}})->empty());
}

TEST_CASE("duty training: a rule that warns names whoever lacks it and bars nobody") {
    DutyRig rig;
    adopt(rig, "duty");
    const std::string leader = leader_of(draft(rig));
    CHECK_FALSE(asks(draft(rig), "leader"));
    CHECK(is_lacking(rig, leader));
    train(rig, {leader}, make_date(2026, 2, 20));
    CHECK_FALSE(is_lacking(rig, leader));
}

TEST_CASE("duty training: what is too old, failed to take place or was a demonstration is none") {
    DutyRig rig;
    adopt(rig, "duty");
    const std::string leader = leader_of(draft(rig));
    train(rig, {leader}, make_date(2025, 2, 28));
    train(rig, {}, make_date(2026, 2, 21), ActivityKind::demonstration);
    CHECK(is_lacking(rig, leader));
    train(rig, {leader}, make_date(2025, 3, 1));
    CHECK_FALSE(is_lacking(rig, leader)); // holds to 1 March 2026 and not beyond
    const DutyProblem problem = draft(rig);
    const DutyFile second{problem, {{leader, make_date(2026, 3, 2), "leader", "H24"}}};
    REQUIRE(list_untrained(rig.database, second)->size() == 1);
    const DutyFile first{problem, {{leader, make_date(2026, 3, 1), "leader", "H24"}}};
    CHECK(list_untrained(rig.database, first)->empty());
}

TEST_CASE("duty training: a serious rule bars from duty, in drafts and at publication") {
    DutyRig rig;
    adopt(rig, "serious");
    const DutyProblem problem = draft(rig);
    CHECK(asks(problem, "leader"));
    CHECK_FALSE(asks(problem, "care"));
    const std::string leader = leader_of(problem);
    const DutyCell cell{leader, make_date(2026, 3, 2), "leader", "H24"};
    const auto breaches = [&](const DutyProblem& one) {
        const auto grid = make_grid(one);
        REQUIRE(grid);
        std::string words;
        for (const DutyViolation& violation : check_roster(one, *grid, {cell}))
            if (violation.rule_id == duty_rule_ids::qualification)
                words += describe(one, *grid, violation);
        return words;
    };
    CHECK(breaches(problem).find("值班业务培训") != std::string::npos);
    // A file that was drafted before the rule is judged by it all the same.
    DutyRig before;
    const DutyFile old{draft(before), {cell}};
    CHECK(rig.publish(old).find("值班业务培训") != std::string::npos);
    train(rig, {leader}, make_date(2026, 2, 20));
    CHECK(breaches(draft(rig)) == "");
    CHECK(rig.publish(old).find("值班业务培训") == std::string::npos);
}
