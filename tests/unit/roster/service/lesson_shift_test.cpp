#include "roster/service/lesson_shift.h"

#include "roster/service/lessons.h"
#include "tests/support/duty_rig.h"
#include "tests/support/raw_database.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::DutyRig;
using tests::local;

namespace {

const Date day_one = make_date(2026, 3, 2);

LessonOrder all_of(const std::string& shift) {
    LessonOrder order{tests::rig_home, shift, "", "李卫东"};
    order.all_of_shift = true;
    return order;
}

} // namespace

TEST_CASE("lesson shift: without a roster the posts say who, and only by day or night") {
    DutyRig rig;
    const auto by_post = list_lesson_shift(rig.database, tests::rig_home, {day_one, "night"});
    REQUIRE(by_post);
    CHECK_FALSE(by_post->by_roster);
    CHECK_FALSE(list_lesson_shift(rig.database, tests::rig_home, {day_one, "中班"}));
}

TEST_CASE("lesson shift: a published roster says who, by day, by night, by key and by name") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const auto name = rig.duty.problem.shifts.front().name;
    for (const std::string& which : {std::string("day"), std::string("D"), name}) {
        const auto shift = list_lesson_shift(rig.database, tests::rig_home, {day_one, which});
        REQUIRE_MESSAGE(shift, describe(shift.error()));
        CHECK(shift->by_roster);
        CHECK_FALSE(shift->night);
        CHECK(std::ranges::any_of(shift->members, [&](const ShiftMember& one) {
            return one.person_key == rig.holder(day_one, "D");
        }));
        CHECK(std::ranges::none_of(shift->members, [&](const ShiftMember& one) {
            return one.person_key == rig.holder(day_one, "N");
        }));
    }
    const auto unknown = list_lesson_shift(rig.database, tests::rig_home, {day_one, "大夜"});
    REQUIRE_FALSE(unknown);
    CHECK(describe(unknown.error()).find(name) != std::string::npos);
}

TEST_CASE("lesson shift: planned hours credit nobody; who signed in for duty was there") {
    DutyRig rig;
    tests::RawDatabase raw(rig.path);
    REQUIRE(rig.publish(rig.duty) == "");
    const std::string holder = rig.holder(day_one, "D");
    const auto unsigned_ = record_lesson(rig.database, all_of("2026-03-02/D"), "李卫东");
    REQUIRE_FALSE(unsigned_);
    CHECK(describe(unsigned_.error()).find("没有签到") != std::string::npos);
    CHECK(raw.number("SELECT count(*) FROM countable_attendance") == 0);

    REQUIRE(rig.sign_in(holder, local(day_one, 7, 50)) == "");
    const auto signed_in = record_lesson(rig.database, all_of("2026-03-02/D"), "李卫东");
    REQUIRE_MESSAGE(signed_in, describe(signed_in.error()));
    CHECK(signed_in->by_roster);
    CHECK(signed_in->present_count == 1);
    CHECK(raw.rows("SELECT p.key, t.minutes_count, a.examination FROM countable_attendance AS c "
                   "JOIN activity AS a ON a.id = c.source_id JOIN activity_person AS t ON "
                   "t.activity_id = a.id AND t.person_id = c.person_id "
                   "JOIN person AS p ON p.id = c.person_id") == holder + "|5|按值班签到登记\n");
}

TEST_CASE("lesson shift: whoever is on the roster and did not sign in is asked about") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    auto order = all_of("2026-03-02/N");
    order.absent_keys = {rig.holder(day_one, "N")};
    CHECK_FALSE(record_lesson(rig.database, order, "李卫东")); // nobody was there
    order.present_keys = {rig.holder(day_one, "D")};           // stayed on
    const auto stood_in = record_lesson(rig.database, order, "李卫东");
    REQUIRE_MESSAGE(stood_in, describe(stood_in.error()));
    CHECK(stood_in->present_count == 1);
}

TEST_CASE("lesson shift: nobody on leave is of a shift that only the posts make") {
    DutyRig rig;
    const auto before = list_lesson_shift(rig.database, tests::rig_home, {day_one, "day"});
    REQUIRE(before);
    REQUIRE(before->members.size() > 1);
    const std::string away = before->members.front().person_key;
    tests::RawDatabase raw(rig.path);
    REQUIRE(raw.exec("INSERT INTO absence(person_id, from_day, until_day) SELECT id, '2026-03-02', "
                     "'2026-03-02' FROM person WHERE key = '" +
                     away + "'") == SQLITE_OK);
    const auto after = list_lesson_shift(rig.database, tests::rig_home, {day_one, "day"});
    REQUIRE(after);
    CHECK(after->members.size() + 1 == before->members.size());
    CHECK(list_lesson_shift(rig.database, tests::rig_home, {day_one + Days{1}, "day"})
              ->members.size() == before->members.size());
}

TEST_CASE("lesson shift: who signed in without being on the roster was there; the entry says how") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const std::string holder = rig.holder(day_one, "D");
    std::string other;
    for (const auto& person : rig.duty.problem.people)
        if (std::none_of(rig.duty.cells.begin(), rig.duty.cells.end(), [&](const auto& cell) {
                return cell.person_key == person.key && cell.day >= day_one - Days{1} &&
                       cell.day <= day_one + Days{1};
            }))
            other = person.key;
    REQUIRE_FALSE(other.empty());
    REQUIRE(rig.sign_in(other, local(day_one, 7, 55)) == "");
    auto order = all_of("2026-03-02/D");
    order.absent_keys = {holder};
    const auto stood_in = record_lesson(rig.database, order, "李卫东");
    REQUIRE_MESSAGE(stood_in, describe(stood_in.error()));
    CHECK(stood_in->present_count == 1);
    tests::RawDatabase raw(rig.path);
    CHECK(raw.rows("SELECT examination FROM activity ORDER BY id DESC LIMIT 1") ==
          "按值班签到登记\n");
    auto named = all_of("2026-03-03/D");
    named.present_keys = {rig.holder(make_date(2026, 3, 3), "D")};
    REQUIRE(record_lesson(rig.database, named, "李卫东"));
    CHECK(raw.rows("SELECT examination FROM activity ORDER BY id DESC LIMIT 1") ==
          "按值班签到和经办人写明的登记\n");
}

TEST_CASE("lesson shift: who comes early for the next shift stood in for nobody in this one") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    REQUIRE(rig.sign_in(tests::rig_carer, local(day_one, 19, 50)) == ""); // N begins at 20:00
    const auto is_of = [&](const char* which) {
        const auto shift = list_lesson_shift(rig.database, tests::rig_home, {day_one, which});
        REQUIRE(shift);
        return std::any_of(shift->members.begin(), shift->members.end(),
                           [](const auto& one) { return one.person_key == tests::rig_carer; });
    };
    CHECK_FALSE(is_of("D"));
    CHECK(is_of("N"));
}

TEST_CASE("lesson shift: a roster says when the shift begins") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    CHECK(list_lesson_shift(rig.database, tests::rig_home, {day_one, "D"})->begin ==
          local(day_one, 8));
}
