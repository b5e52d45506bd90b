#include "roster/service/duty_attest.h"

#include "roster/service/bulletin.h"
#include "roster/service/competence_list.h"
#include "roster/store/import_table.h"
#include "roster/store/post_table.h"
#include "sim/core/random.h"
#include "tests/support/duty_rig.h"
#include <algorithm>
#include <set>

using namespace roster::domain;
using namespace roster::service;
using namespace roster::schedule;
using sim::core::describe;
using sim::core::draw_uniform;
using sim::core::Stream;
using tests::DutyRig;
using tests::local;

namespace {

const Date day_one = make_date(2026, 3, 2);

int count_kind(const DutyAttendance& done, LapseKind kind) {
    return static_cast<int>(std::ranges::count(done.attendance.lapses, kind, &Lapse::kind));
}
bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Nine people in turn, by hand, for a year.
DutyFile make_year(const DutyRig& rig) {
    DutyFile file;
    file.problem = tests::small_home(9);
    file.problem.organisation_key = tests::rig_home;
    const auto& people = rig.duty.problem.people;
    int n = 0;
    for (Date day = file.problem.first_day; day <= file.problem.last_day; day += Days{1}, ++n) {
        const auto at = static_cast<std::size_t>(n % 9);
        file.cells.push_back({people[at].key, day, "room", "D", CellState::planned});
        file.cells.push_back({people[(at + 4) % 9].key, day, "room", "N", CellState::planned});
    }
    return file;
}

/// What was done to a year, and must be found.
struct Seeded {
    std::set<std::pair<std::string, Instant>> no_shows, late, early;
    std::set<Instant> unanswered;
    std::int64_t signed_min = 0;
};
Seeded sign_year(DutyRig& rig, std::uint64_t seed) {
    Seeded seeded;
    const auto planned = load_planned_duty(rig.database, tests::rig_home,
                                           {make_date(2026, 1, 1), make_date(2026, 12, 31)});
    REQUIRE(planned);
    const Instant written = Instant{make_date(2027, 1, 2)};
    auto transaction = roster::store::Transaction::begin(rig.database);
    REQUIRE(transaction);
    for (const PlannedShift& shift : planned->shifts) {
        const auto tick = static_cast<std::uint32_t>(shift.begin.time_since_epoch().count() / 60);
        const auto draw = [&](std::uint32_t n) {
            return draw_uniform(
                {seed, Stream::team_error, sim::core::hash_key(shift.person_key), tick, n});
        };
        const auto at = std::pair(shift.person_key, shift.begin);
        if (draw(0) < 0.04) {
            seeded.no_shows.insert(at);
            continue;
        }
        roster::store::DutySignRow row;
        row.organisation_key = tests::rig_home;
        row.person_key = shift.person_key;
        row.post_key = shift.post_key;
        row.in_utc = shift.begin - std::chrono::minutes{5};
        if (draw(1) < 0.04) {
            row.in_utc = shift.begin + std::chrono::minutes{6 + static_cast<int>(draw(2) * 300)};
            seeded.late.insert(at);
        }
        row.out_utc = shift.end;
        if (draw(3) < 0.04) {
            row.out_utc = shift.end - std::chrono::minutes{1 + static_cast<int>(draw(4) * 200)};
            seeded.early.insert(at);
        }
        row.in_entered_at_utc = written;
        seeded.signed_min += (*row.out_utc - row.in_utc) / std::chrono::minutes{1};
        REQUIRE(roster::store::insert_duty_sign(rig.database, row, {written, "孙建平"}));
        if (draw(5) >= 0.1) continue;
        roster::store::DutyCallRow call;
        call.organisation_key = tests::rig_home;
        call.post_key = shift.post_key;
        call.called_by = "秦监";
        // In the sixth to seventh hour of a shift of twelve all that came are there.
        call.called_at_utc =
            shift.begin + std::chrono::minutes{360 + static_cast<int>(draw(6) * 60)};
        if (draw(7) < 0.5) {
            call.answered_at_utc = call.called_at_utc + std::chrono::minutes{2};
            call.answered_by_key = shift.person_key;
        } else {
            seeded.unanswered.insert(call.called_at_utc);
        }
        REQUIRE(roster::store::insert_duty_call(rig.database, call, {written, "秦监"}));
    }
    REQUIRE(transaction->commit());
    return seeded;
}

} // namespace

TEST_CASE("duty: seeded no-shows, late comers, early leavers and 脱岗 of a year are all found") {
    for (const std::uint64_t seed : {7u, 8u}) {
        CAPTURE(seed);
        DutyRig rig;
        REQUIRE(rig.publish(make_year(rig), Instant{make_date(2025, 12, 20)}, "手排") == "");
        const Seeded seeded = sign_year(rig, seed);
        CHECK(seeded.no_shows.size() > 10);
        const DutyAttendance done = rig.attend(make_date(2026, 1, 1), make_date(2026, 12, 31),
                                               Instant{make_date(2027, 1, 3)});
        Seeded found;
        for (const Lapse& one : done.attendance.lapses) {
            const auto at = std::pair(one.person_key, one.from);
            if (one.kind == LapseKind::no_show) found.no_shows.insert(at);
            if (one.kind == LapseKind::late) found.late.insert(at);
            if (one.kind == LapseKind::left_early)
                found.early.insert({one.person_key, one.until - std::chrono::hours{12}});
            if (one.kind == LapseKind::absent_from_post) found.unanswered.insert(one.from);
        }
        CHECK(found.no_shows == seeded.no_shows);
        CHECK(found.late == seeded.late);
        CHECK(found.early == seeded.early);
        CHECK(found.unanswered == seeded.unanswered);
        CHECK(done.attendance.signed_min <= seeded.signed_min);
        CHECK(done.attendance.signed_min < done.attendance.planned_min);
        CHECK(done.late_entry_count == static_cast<int>(done.signs.size()));
        CHECK(done.unclosed.size() == 2 * 365); // the last night began in it
    }
}

TEST_CASE("bulletin: every seeded no-show and 脱岗 is in it, and no hour that nobody signed") {
    DutyRig rig;
    REQUIRE(rig.publish(make_year(rig), Instant{make_date(2025, 12, 20)}, "手排") == "");
    const Seeded seeded = sign_year(rig, 9);
    REQUIRE(seeded.no_shows.size() > 10);
    REQUIRE(seeded.unanswered.size() > 10);
    const Instant now = Instant{make_date(2027, 1, 3)};
    std::size_t no_shows = 0, absent = 0;
    std::int64_t signed_min = 0;
    for (const char* name : {"2026H1", "2026H2"}) {
        CAPTURE(name);
        const HalfYear half = find_half_year(name).value();
        const auto made =
            make_bulletin(rig.database, tests::rig_bureau, half, make_date(2027, 1, 3));
        REQUIRE_MESSAGE(made, describe(made.error()));
        const BulletinRow& total = made->total;
        const auto value = [&](BulletinField field) { return total[field].value_or(-1); };
        no_shows += static_cast<std::size_t>(value(BulletinField::duty_no_shows));
        absent += static_cast<std::size_t>(value(BulletinField::duty_absent));
        signed_min += value(BulletinField::duty_signed_hours) * 60;
        CHECK(value(BulletinField::duty_calls) ==
              value(BulletinField::duty_answered) + value(BulletinField::duty_absent));
        CHECK(value(BulletinField::duty_signed_hours) < value(BulletinField::duty_planned_hours));
        // The attendance of the place says the same of the same days.
        const DutyAttendance done = rig.attend(half.span.first, half.span.last, now);
        CHECK(value(BulletinField::duty_planned_hours) == done.attendance.planned_min / 60);
        CHECK(value(BulletinField::duty_signed_hours) == done.attendance.signed_min / 60);
        CHECK(value(BulletinField::duty_no_shows) == count_kind(done, LapseKind::no_show));
        CHECK(value(BulletinField::duty_absent) == count_kind(done, LapseKind::absent_from_post));
        REQUIRE(made->lists.absent.size() == 1);
        CHECK(made->lists.absent[0].have == value(BulletinField::duty_absent));
        // Each number has its rows.
        for (const auto& [field, rows] :
             {std::pair(BulletinField::duty_absent, value(BulletinField::duty_absent)),
              std::pair(BulletinField::duty_calls, value(BulletinField::duty_calls))}) {
            const auto traces = explain_bulletin(rig.database, tests::rig_bureau, half,
                                                 make_date(2027, 1, 3), field);
            REQUIRE_MESSAGE(traces, describe(traces.error()));
            CHECK(static_cast<int>(traces->size()) == rows);
        }
        const auto hours =
            explain_bulletin(rig.database, tests::rig_home, half, make_date(2027, 1, 3),
                             BulletinField::duty_signed_hours);
        REQUIRE_MESSAGE(hours, describe(hours.error()));
        REQUIRE(hours->size() == 1);
        CHECK(hours->front().evidence.size() >= done.signs.size() - 2);
        CHECK(hours->front().evidence.front().table == "duty_sign");
    }
    CHECK(no_shows == seeded.no_shows.size());
    CHECK(absent == seeded.unanswered.size());
    CHECK(signed_min <= seeded.signed_min);
}

TEST_CASE(
    "bulletin: a roster without a sign-in is no zero, and without a roster nothing is planned") {
    DutyRig rig;
    const HalfYear half = find_half_year("2026H1").value();
    const auto make = [&] {
        return make_bulletin(rig.database, tests::rig_bureau, half, make_date(2026, 7, 1)).value();
    };
    const Bulletin none = make();
    CHECK_FALSE(none.total[BulletinField::duty_planned_hours]);
    CHECK_FALSE(none.total[BulletinField::duty_signed_hours]);
    CHECK_FALSE(none.total[BulletinField::duty_calls]);
    REQUIRE(rig.publish(rig.duty) == "");
    const Bulletin planned = make();
    CHECK(planned.total[BulletinField::duty_planned_hours].value_or(0) > 700);
    CHECK_FALSE(planned.total[BulletinField::duty_signed_hours]);
    REQUIRE(planned.lists.unsigned_duty.size() == 1);
    CHECK(planned.lists.unsigned_duty[0].key == tests::rig_home);
    CHECK(rig.sign_in(rig.holder(day_one, "D"), local(day_one, 8)) == "");
    // Who did not sign out may have left at once: the planned end is nobody's signature.
    CHECK(make().total[BulletinField::duty_signed_hours].value_or(99) == 0);
    CHECK(count_kind(rig.attend(day_one, day_one), LapseKind::not_signed_out) == 1);
    CHECK(rig.sign_out(rig.holder(day_one, "D"), local(day_one, 20)) == "");
    CHECK(make().total[BulletinField::duty_signed_hours].value_or(0) == 12);
    CHECK(count_kind(rig.attend(day_one, day_one), LapseKind::not_signed_out) == 0);
    CHECK(make().lists.unsigned_duty.empty());
}

TEST_CASE("duty: planned hours without a sign-in are attended by nobody") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const DutyAttendance done = rig.attend(make_date(2026, 3, 1), make_date(2026, 3, 31));
    CHECK(done.attendance.planned_min > 30 * 24 * 60);
    CHECK(done.attendance.signed_min == 0);
    for (const auto& [post, hours] : done.attendance.hours_by_post)
        for (const AttestedHour& hour : hours)
            CHECK(hour.signed_count == 0);
    CHECK(count_kind(done, LapseKind::no_show) == static_cast<int>(done.planned.shifts.size()));
}

TEST_CASE("duty: signing in and out, an answered call and one that is not") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const std::string person = rig.holder(day_one, "D");
    CHECK(rig.sign_in(person, local(day_one, 7, 58), "值班室") == "");
    CHECK(has(rig.sign_in(person, local(day_one, 9)), "已经在这个岗位签到"));
    const auto call =
        record_call(rig.database, {tests::rig_home, "room", local(day_one, 10), {}, {}},
                    {local(day_one, 10), "秦监"});
    REQUIRE(call);
    CHECK(answer_call(rig.database, tests::rig_home, *call, person, local(day_one, 10, 3),
                      {local(day_one, 10, 4), "秦监"}));
    CHECK_FALSE(answer_call(rig.database, tests::rig_home, *call, person, local(day_one, 10, 5),
                            {local(day_one, 10, 6), "秦监"}));
    CHECK(record_call(rig.database, {tests::rig_home, "room", local(day_one, 15), {}, {}},
                      {local(day_one, 15), "秦监"}));
    CHECK(rig.sign_out(person, local(day_one, 20)) == "");
    CHECK(has(rig.sign_out(person, local(day_one, 21)), "没有签到"));
    const DutyAttendance done = rig.attend(day_one, day_one);
    const auto& hours = done.attendance.hours_by_post.at("room");
    REQUIRE(hours.size() == 24);
    CHECK(hours[10].planned_count == 1);
    CHECK(hours[10].signed_count == 1);
    CHECK(hours[10].called_count == 1);
    CHECK(hours[10].answered_count == 1);
    CHECK(hours[15].answered_count == 0);
    CHECK(hours[21].signed_count == 0);
    CHECK(count_kind(done, LapseKind::absent_from_post) == 1);
    CHECK(done.attendance.signed_min == 12 * 60 + 2);
    CHECK(done.late_entry_count == 0);
}

TEST_CASE("duty: a sign-in entered wrongly is put right by a new row") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const std::string person = rig.holder(day_one, "D");
    CHECK(rig.sign_in(person, local(day_one, 9)) == "");
    const auto first = rig.attend(day_one, day_one);
    CHECK(count_kind(first, LapseKind::late) == 1);
    SignCorrection wrong{tests::rig_home, first.signs.front().id, {}, {}, false, ""};
    const auto refused = correct_sign(rig.database, wrong, {tests::after_march, ""});
    REQUIRE_FALSE(refused);
    for (const char* part : {"更正要写原因", "没有写改什么", "没有写经办人"})
        CHECK_MESSAGE(has(describe(refused.error()), part), part);
    wrong.in = local(day_one, 7, 55);
    wrong.reason = "机器坏了";
    REQUIRE(correct_sign(rig.database, wrong, {tests::after_march, "孙建平"}));
    CHECK_FALSE(correct_sign(rig.database, wrong, {tests::after_march, "孙建平"})); // replaced
    const auto second = rig.attend(day_one, day_one);
    CHECK(count_kind(second, LapseKind::late) == 0);
    CHECK(second.late_entry_count == 1); // said a month later
    SignCorrection never{tests::rig_home, second.signs.front().id, {}, {}, true, "没有来过"};
    REQUIRE(correct_sign(rig.database, never, {tests::after_march, "孙建平"}));
    CHECK(rig.attend(day_one, day_one).attendance.signed_min == 0);
    CHECK(tests::RawDatabase(rig.path).number("SELECT count(*) FROM duty_sign") == 3);
}

TEST_CASE("duty: nobody stands for days, neither by signing out late nor by a correction") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const std::string person = rig.holder(day_one, "D");
    REQUIRE(rig.sign_in(person, local(day_one, 8)) == "");
    const std::string next_evening = rig.sign_out(person, local(day_one + Days{1}, 21));
    CHECK_MESSAGE(has(next_evening, "不超过 36 小时"), next_evening);
    CHECK(has(next_evening, "duty sign correct"));
    const std::string next_week = rig.sign_out(person, local(day_one + Days{8}, 8));
    CHECK_MESSAGE(has(next_week, "不超过 36 小时"), next_week);
    const auto sign_id = rig.attend(day_one, day_one).signs.front().id;
    SignCorrection late{tests::rig_home, sign_id, {}, local(day_one + Days{8}, 20), false, "笔误"};
    const auto refused = correct_sign(rig.database, late, {tests::after_march, "孙建平"});
    REQUIRE_FALSE(refused);
    CHECK(has(describe(refused.error()), "不超过 36 小时"));
    late.out = local(day_one, 20);
    REQUIRE(correct_sign(rig.database, late, {tests::after_march, "孙建平"}));
    CHECK(rig.attend(day_one, day_one + Days{10}).attendance.signed_min == 12 * 60);
}

TEST_CASE("duty: who signs out long after the shift is named on the day of the shift") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const std::string person = rig.holder(day_one, "D");
    REQUIRE(rig.sign_in(person, local(day_one, 8)) == "");
    REQUIRE(rig.sign_out(person, local(day_one + Days{1}, 6)) == "");
    const auto done = rig.attend(day_one, day_one);
    REQUIRE(count_kind(done, LapseKind::overstayed) == 1);
    const auto lapse =
        std::ranges::find(done.attendance.lapses, LapseKind::overstayed, &Lapse::kind);
    CHECK(lapse->person_key == person);
    CHECK(lapse->minutes_count == 10 * 60);
    CHECK(count_kind(rig.attend(day_one + Days{1}, day_one + Days{1}), LapseKind::overstayed) == 0);
}

TEST_CASE("duty: late entries of single days add up to those of all of them") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    for (int day = 0; day < 3; ++day) {
        const Date on = day_one + Days{day};
        const DutyPresence presence{tests::rig_home, rig.holder(on, "D"), "room", local(on, 8)};
        REQUIRE(sign_in(rig.database, presence, {tests::after_march, "孙建平"}));
    }
    int sum = 0;
    for (int day = 0; day < 3; ++day)
        sum += rig.attend(day_one + Days{day}, day_one + Days{day}).late_entry_count;
    CHECK(sum == 3);
    CHECK(rig.attend(day_one, day_one + Days{2}).late_entry_count == 3);
}

TEST_CASE("duty: everything wrong with a sign-in comes at once") {
    DutyRig rig;
    const auto none =
        sign_in(rig.database, {tests::rig_home, "person/nobody", "x", tests::after_march},
                {tests::before_march, ""});
    REQUIRE_FALSE(none);
    for (const char* part : {"花名册里没有", "没有发布过值班表", "还没有到", "没有写经办人"})
        CHECK_MESSAGE(has(describe(none.error()), part), part, describe(none.error()));
    REQUIRE(rig.publish(rig.duty) == "");
    CHECK(has(rig.sign_in("person/01", local(day_one, 8), "门卫"), "值班表里没有岗位“门卫”"));
    CHECK_FALSE(attend_duty(rig.database, tests::rig_home, {day_one, day_one - Days{1}},
                            tests::after_march));
    CHECK_FALSE(
        attend_duty(rig.database, tests::rig_home, {day_one, day_one}, tests::before_march));
}

TEST_CASE("duty: no shift closes without two signatures, and open items are carried") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const std::string giver = rig.holder(day_one, "D"), taker = rig.holder(day_one, "N");
    const roster::store::Entry entry{local(day_one, 20, 10), "孙建平"};
    Handover handover{"值班室", day_one, "白班", giver,
                      taker,    {},      {},     {{"", "3 号床要复查", false}}};
    const auto refused = hand_over(rig.database, tests::rig_home, handover, entry);
    REQUIRE_FALSE(refused);
    for (const char* part : {"交班人没有签字", "接班人没有签字", "没有签到"})
        CHECK_MESSAGE(has(describe(refused.error()), part), part, describe(refused.error()));
    REQUIRE(rig.sign_in(giver, local(day_one, 7, 50)) == "");
    handover.giver_signed = handover.taker_signed = local(day_one, 20, 5);
    CHECK_FALSE(hand_over(rig.database, tests::rig_home, handover, entry)); // nobody took over
    REQUIRE(rig.sign_in(taker, local(day_one, 20)) == "");
    const auto open = hand_over(rig.database, tests::rig_home, handover, entry);
    REQUIRE_MESSAGE(open, describe(open.error()));
    REQUIRE(open->size() == 1);
    CHECK_FALSE(hand_over(rig.database, tests::rig_home, handover, entry)); // closed already
    // The night must speak of what was open.
    const Instant morning = local(day_one + Days{1}, 8, 5);
    const std::string next = rig.holder(day_one + Days{1}, "D");
    REQUIRE(rig.sign_in(next, local(day_one + Days{1}, 7, 55)) == "");
    Handover night{"room", day_one, "N", taker, next, morning, morning, {}};
    const auto silent = hand_over(rig.database, tests::rig_home, night, {morning, "孙建平"});
    REQUIRE_FALSE(silent);
    CHECK(has(describe(silent.error()), "3 号床要复查"));
    night.items = {{"3 号床要复查", "", true}, {"不知道什么", "", true}};
    CHECK_FALSE(hand_over(rig.database, tests::rig_home, night, {morning, "孙建平"}));
    night.items.pop_back();
    const auto closed = hand_over(rig.database, tests::rig_home, night, {morning, "孙建平"});
    REQUIRE_MESSAGE(closed, describe(closed.error()));
    CHECK(closed->empty());
    const DutyAttendance done = rig.attend(day_one, day_one);
    CHECK(std::ranges::none_of(done.unclosed, [](const UnclosedShift& one) {
        return one.post_key == "room" && one.day == day_one;
    }));
}

TEST_CASE("duty: nothing of it changes a level, an obligation or a rate") {
    DutyRig rig;
    tests::RawDatabase raw(rig.path);
    const auto counted = [&] {
        std::string all;
        for (const char* table : {"competence", "outcome", "activity", "activity_person", "drill",
                                  "countable_activity", "countable_attendance", "drill_obligation"})
            all += raw.rows(std::string("SELECT * FROM ") + table + " ORDER BY 1, 2");
        const auto rate = calc_mastery_today(rig.database, tests::rig_home, day_one);
        REQUIRE(rate);
        return all + std::to_string(rate->mastered_count);
    };
    const std::string before = counted();
    REQUIRE(rig.publish(rig.duty) == "");
    for (int i = 0; i < 5; ++i) {
        const Date day = day_one + Days{i};
        CHECK(rig.sign_in(rig.holder(day, "D"), local(day, 8)) == "");
        CHECK(record_call(
            rig.database,
            {tests::rig_home, "room", local(day, 9), local(day, 9, 1), rig.holder(day, "D")},
            {local(day, 10), "秦监"}));
    }
    CHECK(counted() == before);
    CHECK(rig.unsealed_duty() == "");
}

TEST_CASE("duty: a certificate that ran out covers no post, whoever signed in with it") {
    DutyRig rig;
    DutyFile file = rig.duty;
    const auto room = std::ranges::find(file.problem.posts, "room", &DutyPost::key);
    REQUIRE(room != file.problem.posts.end());
    room->qualifications = {"fire_facility_operator"};
    for (DutyPerson& one : file.problem.people)
        one.qualifications.push_back({"fire_facility_operator", make_date(2020, 1, 1), {}});
    const std::string person = rig.holder(day_one, "D");
    REQUIRE(rig.publish(file) == "");
    const auto signed_min = [&] { return rig.attend(day_one, day_one).attendance.signed_min; };
    CHECK(rig.sign_in(person, local(day_one, 8)) == "");
    CHECK(rig.sign_out(person, local(day_one, 20)) == "");
    CHECK(signed_min() == 12 * 60); // whom the ledger does not know there is as the roster says
    // Somebody of whom no roster speaks has nothing.
    CHECK(rig.sign_in(tests::rig_carer, local(day_one, 9)) == "");
    const DutyAttendance stranger = rig.attend(day_one, day_one);
    CHECK(stranger.attendance.signed_min == 12 * 60);
    CHECK(count_kind(stranger, LapseKind::unqualified) == 1);
    // With a post there the ledger is believed: the paper ran out the day before.
    auto transaction = roster::store::Transaction::begin(rig.database);
    REQUIRE(transaction);
    REQUIRE(roster::store::insert_post(rig.database, {0,
                                                      person,
                                                      tests::rig_home,
                                                      {Post::control_room, Shift::day, ""},
                                                      make_date(2020, 1, 1),
                                                      {}}));
    REQUIRE(transaction->commit());
    CHECK(signed_min() == 0);
    Certificate paper;
    paper.person_key = person;
    paper.kind = CertificateKind::fire_facility_operator;
    paper.number = "1";
    paper.issued_on = make_date(2023, 1, 1);
    paper.expires_on = day_one - Days{1};
    const auto add = [&] {
        auto writing = roster::store::Transaction::begin(rig.database);
        REQUIRE(writing);
        REQUIRE(roster::store::insert_certificate(rig.database, paper, 0, tests::before_march,
                                                  "孙建平"));
        REQUIRE(writing->commit());
    };
    add();
    CHECK(signed_min() == 0);
    paper.number = "2";
    paper.expires_on = day_one;
    add();
    CHECK(signed_min() == 12 * 60);
}
