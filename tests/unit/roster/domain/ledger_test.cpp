// Organisations, teams, certificates and activities of the ledger.
#include "roster/domain/activity.h"
#include "roster/domain/certificate.h"
#include "roster/domain/organisation.h"
#include "roster/domain/team_check.h"
#include <doctest/doctest.h>

using namespace roster::domain;

namespace {

const Date today = make_date(2026, 6, 1);

std::vector<Organisation> make_tree() {
    using enum OrganisationKind;
    return {{"org/province", "省", province, ""},
            {"org/city", "市", city, "org/province"},
            {"org/county-b", "乙县", county, "org/city"},
            {"org/county-a", "甲县", county, "org/city"},
            {"org/bureau", "甲县民政局", bureau, "org/county-a"},
            {"org/home", "养老院", home, "org/county-a"}};
}

} // namespace

TEST_CASE("organisations: a tree, parents first, siblings by key") {
    const auto tree = make_tree();
    CHECK(check_tree(tree).empty());
    const auto below = list_subtree(tree, "org/city");
    CHECK(below == std::vector<std::size_t>{1, 3, 2, 4, 5});
    CHECK(list_ancestors(tree, "org/home") == std::vector<std::size_t>{5, 3, 1, 0});
    CHECK(list_subtree(tree, "org/nobody").empty());
}

TEST_CASE("organisations: circles, strangers, doubles and wrong ranks are all named") {
    auto tree = make_tree();
    tree[0].parent_key = "org/city";
    tree[5].parent_key = "org/missing";
    tree.push_back(tree[4]);
    CHECK(check_tree(tree).size() >= 4);
    CHECK(list_subtree(tree, "org/city").size() >= 4); // ends, whatever the circle
}

TEST_CASE("team: 4 and 16 do not comply, 5 and 15 do") {
    CHECK_FALSE(check_team(4, 10).is_compliant());
    CHECK(check_team(5, 10).is_compliant());
    CHECK(check_team(15, 40).is_compliant());
    CHECK_FALSE(check_team(16, 40).is_compliant());
}

TEST_CASE("team: 30 % of 51 contradicts the limit of 15, of 10 asks for fewer than 5") {
    const TeamCheck large = check_team(15, 51);
    CHECK(large.share_count == 16);
    CHECK(large.conflict);
    CHECK(large.is_compliant());
    CHECK(describe(large).find("冲突") != std::string::npos);
    const TeamCheck small = check_team(5, 10);
    CHECK(small.share_count == 3);
    CHECK(small.needed_count == 5);
    CHECK_FALSE(small.conflict);
    CHECK(describe(small).empty());
    CHECK(check_team(5, 50).share_count == 15);
    CHECK_FALSE(check_team(5, 50).conflict);
}

TEST_CASE("certificate: revoked from its day on, not before it") {
    Certificate certificate;
    certificate.issued_on = make_date(2024, 1, 1);
    certificate.expires_on = make_date(2027, 1, 1);
    CHECK(is_valid(certificate, make_date(2027, 1, 1)));
    CHECK_FALSE(is_valid(certificate, make_date(2027, 1, 2)));
    CHECK_FALSE(is_valid(certificate, make_date(2023, 12, 31)));
    certificate.revoked_on = today;
    CHECK(is_valid(certificate, today - Days{1}));
    CHECK_FALSE(is_valid(certificate, today));
    CHECK(calc_reminder(certificate, today) == Reminder::revoked);
}

TEST_CASE("certificate: reminds 90, 30 and 0 days ahead") {
    Certificate certificate;
    certificate.issued_on = make_date(2024, 1, 1);
    certificate.expires_on = today;
    CHECK(calc_reminder(certificate, today - Days{91}) == Reminder::none);
    CHECK(calc_reminder(certificate, today - Days{90}) == Reminder::in_90_days);
    CHECK(calc_reminder(certificate, today - Days{31}) == Reminder::in_90_days);
    CHECK(calc_reminder(certificate, today - Days{30}) == Reminder::in_30_days);
    CHECK(calc_reminder(certificate, today) == Reminder::last_day);
    CHECK(calc_reminder(certificate, today + Days{1}) == Reminder::expired);
}

TEST_CASE("activity: a real drill entered afterwards needs what the law wants on record") {
    Activity drill;
    drill.key = "activity/1";
    drill.organisation_key = "org/ankang";
    drill.title = "夜间疏散演练";
    drill.kind = ActivityKind::drill;
    drill.local_day = today - Days{7};
    drill.form = ActivityForm::real_drill;
    CHECK(check(drill, {}, today).size() == 7);
    drill.started_at_utc = Instant{drill.local_day} + std::chrono::hours{2};
    drill.place = "二层";
    drill.content = "疏散";
    drill.departments = "护理部";
    drill.lead = "赵国华";
    drill.recorder = "许文静";
    drill.present_count = 2;
    const std::vector<Attendance> people{{"person/a"}, {"person/b"}};
    CHECK(check(drill, people, today).empty());
    drill.local_day = today + Days{1};
    CHECK_FALSE(check(drill, people, today).empty());
}

TEST_CASE("activity: told, watched, read or on a screen is no real drill") {
    Activity drill;
    drill.key = "activity/1";
    drill.organisation_key = "org/ankang";
    drill.title = "夜间疏散演练";
    drill.kind = ActivityKind::drill;
    drill.progress = ActivityProgress::planned;
    drill.local_day = today - Days{7};
    for (std::size_t i = 0; i < activity_form_names.size(); ++i) {
        drill.form = static_cast<ActivityForm>(i);
        const bool real =
            drill.form == ActivityForm::real_drill || drill.form == ActivityForm::hands_on;
        CHECK_MESSAGE(check(drill, {}, today).empty() == real, activity_form_names[i]);
    }
    drill.form = ActivityForm::real_drill;
    for (const char* title :
         {"网上疏散演练", "线上演练", "消防桌面推演", "沙盘演练", "消防桌 面演练", "消防桌　面演练",
          "Tabletop fire drill", "消防演练PPT学习", "消防疏散演练（仿真软件）"}) {
        drill.title = title;
        CHECK_MESSAGE(check(drill, {}, today).size() == 1, title);
    }
    drill.kind = ActivityKind::tabletop;
    drill.form = ActivityForm::online;
    CHECK(check(drill, {}, today).empty());
}

TEST_CASE("activity: nobody attends a demonstration or a plan") {
    Activity show;
    show.key = "activity/2";
    show.organisation_key = "org/ankang";
    show.title = "演示";
    show.kind = ActivityKind::demonstration;
    show.local_day = today;
    const std::vector<Attendance> people{{"person/a"}};
    CHECK(check(show, people, today).size() == 1);
    show.kind = ActivityKind::training;
    CHECK(check(show, people, today).empty());
    show.progress = ActivityProgress::planned;
    CHECK(check(show, people, today).size() == 1);
}
