#include "roster/service/campaigns.h"

#include "roster/service/activities.h"
#include "roster/service/due.h"
#include "roster/service/lessons.h"
#include "roster/service/open_database.h"
#include "roster/service/organisations.h"
#include "tests/support/roster_fixture.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;

namespace {

struct Rig {
    Rig() {
        auto opened = open_or_create(folder / "a.yanlian.db");
        REQUIRE(opened);
        database = std::move(opened->database);
        Organisation city;
        city.key = "org/city";
        city.name = "某市";
        city.kind = OrganisationKind::city;
        REQUIRE(add_organisation(*database, city, "周督导"));
        for (const char* key : {"org/a", "org/b"}) {
            Organisation home;
            home.key = home.name = key;
            home.parent_key = "org/city";
            REQUIRE(add_organisation(*database, home, "周督导"));
        }
    }
    void told(const char* home, Date day, const char* tag,
              ActivityKind kind = ActivityKind::training,
              ActivityProgress progress = ActivityProgress::held) {
        ActivityEntry entry;
        Activity& a = entry.activity;
        a.organisation_key = home;
        a.kind = kind;
        a.progress = progress;
        a.title = std::string(tag) + iso(day) + word(kind);
        a.local_day = day;
        a.tags = {tag};
        a.external_units = "消防救援站";
        const auto done = record_activity(*database, entry, "周督导");
        REQUIRE_MESSAGE(done, describe(done.error()));
    }
    std::vector<CampaignHome> homes(const Campaign& campaign) {
        auto list = list_campaign_homes(*database, campaign, "org/city");
        REQUIRE(list);
        return *list;
    }
    tests::TempFolder folder;
    std::optional<roster::store::Database> database;
};

} // namespace

TEST_CASE("campaigns: every year's calendar has June and November with their four contents") {
    Rig rig;
    for (const int year : {2024, 2026, 2031}) {
        const auto list = list_campaigns(*rig.database, "org/a", year);
        REQUIRE(list);
        REQUIRE(list->size() == 2);
        CHECK((*list)[0].from_day == make_date(year, 6, 1));
        CHECK((*list)[0].until_day == make_date(year, 6, 30));
        CHECK((*list)[1].from_day == make_date(year, 11, 1));
        CHECK((*list)[1].until_day == make_date(year, 11, 30));
        for (const Campaign& one : *list) {
            std::vector<std::string> tags;
            for (const auto& requirement : one.requirements)
                tags.insert(tags.end(), requirement.tags.begin(), requirement.tags.end());
            CHECK(tags == std::vector<std::string>{"laws", "procedures", "knowledge", "cases"});
        }
    }
}

TEST_CASE("campaigns: a home is done with all contents on the days themselves, not the day after") {
    Rig rig;
    const Campaign june = make_campaign(CampaignKind::june, 2026, "org/city");
    for (const char* tag : {"laws", "procedures", "knowledge"})
        rig.told("org/a", make_date(2026, 6, 1), tag);
    rig.told("org/a", make_date(2026, 5, 31), "cases");
    rig.told("org/a", make_date(2026, 7, 1), "cases", ActivityKind::lecture);
    auto homes = rig.homes(june);
    REQUIRE(homes.size() == 2);
    CHECK_FALSE(homes[0].done);
    CHECK_FALSE(homes[1].done);
    rig.told("org/a", make_date(2026, 6, 30), "cases", ActivityKind::publicity);
    homes = rig.homes(june);
    CHECK(homes[0].organisation_key == "org/b"); // what is not done stands first
    CHECK(homes[1].done);
    CHECK(homes[1].invited.find("消防救援站") != std::string::npos);
}

TEST_CASE("campaigns: plans, table-tops and demonstrations count for none") {
    Rig rig;
    Campaign month = make_campaign(CampaignKind::safety_month, 2026, "org/city");
    month.from_day = make_date(2026, 3, 1);
    month.until_day = make_date(2026, 3, 31);
    REQUIRE(open_campaign(*rig.database, month, "周督导"));
    CHECK_FALSE(open_campaign(*rig.database, month, "周督导"));
    const auto listed = list_campaigns(*rig.database, "org/b", 2026);
    REQUIRE(listed);
    REQUIRE(listed->size() == 3);
    const Campaign on_file = listed->front();
    CHECK(on_file.requirements.size() == 1);
    rig.told("org/a", make_date(2026, 3, 5), "fire", ActivityKind::tabletop);
    rig.told("org/a", make_date(2026, 3, 6), "fire", ActivityKind::demonstration);
    rig.told("org/a", make_date(2026, 3, 7), "fire", ActivityKind::training,
             ActivityProgress::planned);
    CHECK_FALSE(rig.homes(on_file)[0].done);
    CHECK_FALSE(rig.homes(on_file)[1].done);
    rig.told("org/a", make_date(2026, 3, 8), "fire");
    CHECK(rig.homes(on_file)[1].done);
}

TEST_CASE("campaigns: everything wrong is said at once") {
    Campaign bad;
    bad.from_day = make_date(2026, 2, 1);
    bad.until_day = make_date(2026, 1, 1);
    bad.requirements = {{{"party"}, {}, 0}};
    CHECK(check(bad).size() == 6);
}

TEST_CASE("lessons: nobody is there who was not said to be there") {
    Rig rig;
    tests::RawDatabase raw(rig.folder / "a.yanlian.db");
    LessonOrder order{"org/ankang", "2026-03-01/night", "", "李卫东"};
    const auto nobody = record_lesson(*rig.database, order, "李卫东");
    REQUIRE_FALSE(nobody);
    CHECK(describe(nobody.error()).find("这一班 5 人") != std::string::npos);
    order.present_keys = {"person/wang-fang", "person/chen-jing"};
    order.all_of_shift = true;
    CHECK_FALSE(record_lesson(*rig.database, order, "李卫东"));
    order.all_of_shift = false;
    const auto named = record_lesson(*rig.database, order, "李卫东");
    REQUIRE_MESSAGE(named, describe(named.error()));
    CHECK(named->present_count == 2);
    CHECK(raw.number("SELECT count(*) FROM countable_attendance") == 2);
    CHECK(raw.rows("SELECT present_count, COALESCE(due_count, -1), examination FROM activity") ==
          "2|-1|\n");
}

TEST_CASE("lessons: one card to a whole shift, five minutes each, once, and that nobody signed") {
    Rig rig;
    tests::RawDatabase raw(rig.folder / "a.yanlian.db");
    const LessonOrder order{
        "org/ankang", "2026-03-01/night", "", "李卫东", {"person/chen-jing"}, {}, true};
    const auto lesson = record_lesson(*rig.database, order, "李卫东");
    REQUIRE_MESSAGE(lesson, describe(lesson.error()));
    CHECK(lesson->present_count == 4); // five on nights, one was not there
    CHECK(raw.rows("SELECT kind, level, form, shift_key, minutes_count, night FROM activity") ==
          "micro_lesson|shift|pre_shift|2026-03-01/night|5|1\n");
    CHECK(raw.number("SELECT sum(minutes_count) FROM activity_person WHERE attended = 1") == 20);
    CHECK(raw.number("SELECT count(*) FROM countable_attendance") == 4);
    CHECK(raw.rows("SELECT examination FROM activity") == "没有签到，按班次登记\n");
    CHECK(raw.number("SELECT count(*) FROM competence") == 0);
    CHECK(raw.number("SELECT count(*) FROM countable_activity WHERE activity <> 'micro_lesson'") ==
          0);
    CHECK_FALSE(record_lesson(*rig.database, order, "李卫东"));
    for (const char* shift : {"今晚", "2026-02-30/night", "2026-03-01/noon", "2090-01-01/day"})
        CHECK_FALSE(
            record_lesson(*rig.database, {"org/ankang", shift, "", "", {}, {}, true}, "李卫东"));
    CHECK_FALSE(record_lesson(*rig.database,
                              {"org/ankang", "2026-03-02/day", "dancing", "", {}, {}, true}, "甲"));
    CHECK_FALSE(
        record_lesson(*rig.database, {"org/a", "2026-03-02/day", "", "", {}, {}, true}, "甲"));
}

TEST_CASE("lessons: every card is told in five minutes, and all come in turn") {
    std::set<std::string> keys;
    for (int i = 0; i < static_cast<int>(lesson_cards().size()); ++i)
        keys.insert(choose_lesson_card(make_date(2026, 1, 1) + Days{i}).key);
    CHECK(keys.size() == lesson_cards().size());
    for (const LessonCard& card : lesson_cards()) {
        constexpr std::size_t bytes_a_minute = 3 * 160; // slowly spoken: 160 characters a minute
        CHECK(std::string(card.text).size() < lesson_minutes * bytes_a_minute);
        CHECK(std::ranges::find(content_tag_names, card.tag) != content_tag_names.end());
    }
}
