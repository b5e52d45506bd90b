#include "roster/service/duty_corrections.h"

#include "tests/support/duty_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::service;
using namespace roster::schedule;
using sim::core::describe;
using tests::DutyRig;
using tests::local;

namespace {

const Date monday = make_date(2026, 3, 2);
const roster::store::Entry late{tests::after_march, "孙建平"};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct CorrectionRig : DutyRig {
    std::string day_person = holder(monday, "D"), night_person = holder(monday, "N"),
                next_person = holder(monday + Days{1}, "D");
    CorrectionRig() {
        REQUIRE(publish(duty) == "");
        REQUIRE(sign_in(day_person, local(monday, 7, 50)) == "");
        REQUIRE(sign_in(night_person, local(monday, 19, 50)) == "");
    }
    std::string correct(CallCorrection correction) {
        correction.organisation_key = tests::rig_home;
        const auto id = correct_call(database, correction, late);
        return id ? "" : describe(id.error());
    }
    std::string correct(HandoverCorrection correction) {
        correction.organisation_key = tests::rig_home;
        const auto id = correct_handover(database, correction, late);
        return id ? "" : describe(id.error());
    }
    int absent() {
        const auto done = attend(monday, monday);
        return static_cast<int>(
            std::ranges::count(done.attendance.lapses, LapseKind::absent_from_post, &Lapse::kind));
    }
    std::int64_t hand(const std::string& from, const std::string& to, const char* shift, Instant at,
                      std::vector<OpenItem> items) {
        const auto open =
            hand_over(database, tests::rig_home,
                      {"room", monday, shift, from, to, at, at, std::move(items)}, {at, "孙建平"});
        REQUIRE_MESSAGE(open, describe(open.error()));
        return roster::store::load_duty_handovers(database, tests::rig_home, monday, monday)
            ->back()
            .id;
    }
    bool unclosed(const char* shift) {
        const auto done = attend(monday, monday);
        return std::ranges::any_of(done.unclosed, [&](const UnclosedShift& one) {
            return one.post_key == "room" && one.shift_key == shift && one.day == monday;
        });
    }
};

} // namespace

TEST_CASE("duty: a call entered wrongly is put right, taken back, and stands again") {
    CorrectionRig rig;
    const Instant noon = local(monday, 12);
    const auto call = record_call(rig.database, {tests::rig_home, "room", noon, {}, ""},
                                  {noon + std::chrono::hours{1}, "秦监"});
    REQUIRE(call);
    CHECK(rig.absent() == 1);
    CallCorrection answered;
    answered.call_id = *call;
    answered.answered = noon + std::chrono::minutes{3};
    CHECK(has(rig.correct(answered), "更正要写原因"));
    answered.reason = "当时有人接";
    CHECK(has(rig.correct(answered), "应答要写谁和几时"));
    answered.answered_by_key = rig.day_person;
    CHECK(rig.correct(answered) == "");
    CHECK(rig.absent() == 0);
    // The row that was entered first is as it was.
    tests::RawDatabase raw(rig.database.path());
    CHECK(raw.number("SELECT count(*) FROM duty_call WHERE answered_at_utc IS NULL") == 1);
    CHECK(raw.rows("SELECT call_id, reason FROM duty_call_correction") ==
          fmt::format("{}|当时有人接\n", *call));
    // An answer in the old way would overtake the correction.
    CHECK_FALSE(answer_call(rig.database, tests::rig_home, *call, rig.day_person, noon, late));
    CallCorrection back;
    back.call_id = *call;
    back.withdrawn = true;
    back.reason = "没有查过";
    CHECK(rig.correct(back) == "");
    CHECK(rig.attend(monday, monday).calls.empty());
    CallCorrection again;
    again.call_id = *call;
    again.unanswered = true;
    again.reason = "查过，没有人接";
    CHECK(rig.correct(again) == "");
    CHECK(rig.absent() == 1);
    CHECK(raw.number("SELECT count(*) FROM duty_call_correction") == 3);
    again.call_id = 99;
    CHECK(has(rig.correct(again), "没有这次查岗"));
    CHECK(rig.unsealed_duty() == "");
}

TEST_CASE("duty: of a call that was answered the answer is corrected") {
    CorrectionRig rig;
    const Instant noon = local(monday, 12);
    const auto call = record_call(rig.database, {tests::rig_home, "room", noon, {}, ""}, late);
    REQUIRE(call);
    const auto answer = answer_call(rig.database, tests::rig_home, *call, rig.day_person,
                                    noon + std::chrono::minutes{2}, late);
    REQUIRE(answer);
    CallCorrection correction;
    correction.call_id = *call;
    correction.unanswered = true;
    correction.reason = "写错";
    CHECK(has(rig.correct(correction), fmt::format("的应答记在 {}", *answer)));
    correction.call_id = *answer;
    CHECK(rig.correct(correction) == "");
    CHECK(rig.absent() == 1);
}

TEST_CASE("duty: a handover entered wrongly is judged anew, and what is carried follows") {
    CorrectionRig rig;
    const Instant evening = local(monday, 20, 5), morning = local(monday + Days{1}, 8, 5);
    const std::int64_t first =
        rig.hand(rig.day_person, rig.night_person, "D", evening, {{"", "广播坏了", false}});
    HandoverCorrection correction;
    correction.handover_id = first;
    correction.taker_key = rig.day_person;
    correction.items = {{"没有的事", "", true}};
    const std::string refused = rig.correct(correction);
    for (const char* part : {"更正要写原因", "是同一个人", "没有事项"})
        CHECK_MESSAGE(has(refused, part), refused);
    correction.taker_key.reset();
    correction.items = {{"", "三楼灯不亮", false}};
    correction.reason = "漏写一项";
    CHECK(rig.correct(correction) == "");
    const auto open = roster::store::load_open_items(rig.database, tests::rig_home, "room");
    REQUIRE(open->size() == 2);
    CHECK((*open)[1].words == "三楼灯不亮");
    // The night has to speak of both.
    const auto night = hand_over(rig.database, tests::rig_home,
                                 {"room",
                                  monday,
                                  "N",
                                  rig.night_person,
                                  rig.next_person,
                                  morning,
                                  morning,
                                  {{"广播坏了", "", true}}},
                                 {morning, "孙建平"});
    REQUIRE_FALSE(night);
    CHECK(has(describe(night.error()), "三楼灯不亮"));
    tests::RawDatabase raw(rig.database.path());
    CHECK(raw.number("SELECT count(*) FROM duty_handover_item") == 1); // what was signed first
    CHECK(raw.number("SELECT count(*) FROM duty_handover_correction_item") == 2);
    CHECK(rig.unsealed_duty() == "");
}

TEST_CASE("duty: a handover taken back leaves its shift open until it is put right") {
    CorrectionRig rig;
    const Instant evening = local(monday, 20, 5);
    const std::int64_t first =
        rig.hand(rig.day_person, rig.night_person, "D", evening, {{"", "广播坏了", false}});
    CHECK_FALSE(rig.unclosed("D"));
    HandoverCorrection back;
    back.handover_id = first;
    back.withdrawn = true;
    back.reason = "还没有交接";
    CHECK(rig.correct(back) == "");
    CHECK(rig.unclosed("D"));
    CHECK(roster::store::load_open_items(rig.database, tests::rig_home, "room")->empty());
    HandoverCorrection again;
    again.handover_id = first;
    again.giver_signed = again.taker_signed = local(monday, 20, 30);
    again.reason = "现在交接了";
    CHECK(rig.correct(again) == "");
    CHECK_FALSE(rig.unclosed("D"));
    const auto kept =
        roster::store::load_duty_handovers(rig.database, tests::rig_home, monday, monday);
    REQUIRE(kept->size() == 1);
    CHECK(kept->front().id == first);
    CHECK(kept->front().correction_id != 0);
    CHECK(kept->front().giver_signed_utc == local(monday, 20, 30));
    again.handover_id = 77;
    CHECK(has(rig.correct(again), "没有这次交接"));
}
