#include "roster/domain/activity.h"

#include "roster/domain/activity_times.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace roster::domain;

namespace {

const Date day = make_date(2026, 11, 22);

Activity make_held_drill(const std::string& title) {
    Activity drill;
    drill.key = "activity/1";
    drill.organisation_key = "org/h";
    drill.kind = ActivityKind::drill;
    drill.form = ActivityForm::real_drill;
    drill.title = title;
    drill.local_day = day;
    drill.started_at_utc = Instant{day} + std::chrono::hours{1};
    drill.place = drill.content = drill.departments = drill.lead = drill.recorder = "甲";
    drill.present_count = 3;
    return drill;
}

} // namespace

TEST_CASE("activity: a title of a meeting, a talk or a showing is no real drill") {
    for (const char* title :
         {"视频会议消防演练", "消防演练方案讨论", "消防演练观摩", "消防演练观摩会", "消防演练研讨",
          "消防演练座谈会", "火灾疏散推演", "观看消防演练视频", "消防演练工作会议", "线上消防演练",
          "会议室里的消防演练会议"})
        CHECK_MESSAGE(check(make_held_drill(title), {}, day).size() == 1, title);
}

TEST_CASE("activity: usual titles of real drills pass") {
    for (const char* title :
         {"消防疏散演练", "夜间疏散演练", "上半年消防应急演练", "会议室火灾疏散演练",
          "会议中心灭火演练", "视频监控室火灾演练", "灭火和应急疏散预案演练", "模拟火灾疏散演练",
          "11·9 消防日实战演练", "观察区疏散演练", "厨房灭火实操"})
        CHECK_MESSAGE(check(make_held_drill(title), {}, day).empty(), title);
}

TEST_CASE("activity: what was held has begun and ended by now") {
    Activity drill = make_held_drill("消防疏散演练");
    const Instant start = *drill.started_at_utc;
    CHECK(check_past(drill, start).empty());
    CHECK(check_past(drill, start - std::chrono::seconds{1}).size() == 1);
    drill.minutes_count = 30;
    CHECK(check_past(drill, start + std::chrono::minutes{29}).size() == 1);
    CHECK(check_past(drill, start + std::chrono::minutes{30}).empty());
    drill.ended_at_utc = start + std::chrono::minutes{40};
    CHECK(check_past(drill, start + std::chrono::minutes{30}).front().pointer == "/ended_at_utc");
    drill.progress = ActivityProgress::planned;
    CHECK(check_past(drill, start - std::chrono::hours{48}).empty());
}

TEST_CASE("activity: a real drill needs its people, by name or as a head count with departments") {
    Activity drill = make_held_drill("消防疏散演练");
    CHECK(check(drill, {}, day).empty());
    drill.present_count = 0;
    CHECK(check(drill, {}, day).size() == 1);
    drill.present_count = 3;
    drill.departments.clear();
    CHECK(check(drill, {}, day).size() == 1);
}

TEST_CASE("activity: the content is read as the title is") {
    for (const char* content : {"机器人演示疏散", "桌面推演", "电脑模拟", "因雨取消，未举行",
                                "观看消防视频", "ＶＲ体验"}) {
        Activity drill = make_held_drill("消防疏散演练");
        drill.content = content;
        const auto problems = check(drill, {}, day);
        REQUIRE_MESSAGE(problems.size() == 1, content);
        CHECK(problems.front().pointer == "/content");
        drill.progress = ActivityProgress::cancelled;
        CHECK_MESSAGE(check(drill, {}, day).empty(), content); // said to be cancelled
    }
}

TEST_CASE("activity: a training that says it was not held, or that robots stood in") {
    Activity training = make_held_drill("消防培训（取消）");
    training.kind = ActivityKind::training;
    CHECK(check(training, {}, day).size() == 1);
    training.title = "机器人演示疏散";
    CHECK(check(training, {}, day).size() == 1);
    training.kind = ActivityKind::demonstration;
    CHECK(check(training, {}, day).empty());
    training.kind = ActivityKind::training;
    training.title = "消防机器人讲座";
    training.content = "学习《关于取消演练的通知》";
    CHECK(check(training, {}, day).empty());
}

TEST_CASE("activity: nothing that was held lasts no minutes, and nobody's ID number is kept") {
    Activity drill = make_held_drill("消防疏散演练");
    drill.minutes_count = 0;
    CHECK(check(drill, {}, day).size() == 1);
    drill.minutes_count.reset();
    drill.ended_at_utc = drill.started_at_utc;
    CHECK(check(drill, {}, day).size() == 1);
    drill.ended_at_utc.reset();
    drill.title = "消防演练 320821 19900101 123X";
    drill.content = "32082119900101123X 疏散";
    CHECK(check(drill, {}, day).size() == 2);
}
