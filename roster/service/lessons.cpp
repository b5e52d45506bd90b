#include "roster/service/lessons.h"

#include "roster/schedule/duty_attendance.h"
#include "roster/service/journal.h"
#include "roster/service/lesson_shift.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>

namespace roster::service {

using namespace roster::domain;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// Stored; the screen translates.
constexpr const char* unsigned_note = "没有签到，按班次登记";
constexpr const char* signed_note = "按值班签到登记";
constexpr const char* mixed_note = "按值班签到和经办人写明的登记";

std::string known_cards() {
    std::string keys;
    for (const LessonCard& card : lesson_cards())
        keys += (keys.empty() ? "" : " ") + std::string(card.key);
    return keys;
}

ActivityEntry make_entry(const LessonOrder& order, Date day, bool night, const LessonCard& card) {
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = order.organisation_key;
    a.kind = ActivityKind::micro_lesson;
    a.level = ActivityLevel::shift;
    a.form = ActivityForm::pre_shift;
    a.tags = {"fire", card.tag};
    a.title = card.title; // as it stands in the cards: the screen translates
    a.content = card.text;
    a.local_day = day;
    a.minutes_count = lesson_minutes;
    a.shift_key = order.shift;
    a.night = night;
    a.lead = order.lead;
    a.place = order.shift; // one card a shift: part of the key
    return entry;
}

Attendance attendance_of(const std::string& person_key, bool attended) {
    Attendance one;
    one.person_key = person_key;
    one.attended = attended;
    if (attended) one.minutes_count = lesson_minutes;
    return one;
}

/// Those named, who need not be of that shift: somebody stood in, or stayed on.
void put_named(const LessonOrder& order, const LessonShift& shift, ActivityEntry& entry,
               Problems& problems) {
    if (order.present_keys.empty())
        problems.push_back(
            {"", "/present", tr("没有写谁到场"),
             trf("--present 姓名；都到了而没有签到就写 --all-of-shift（这一班 {} 人）",
                 shift.members.size())});
    for (const std::string& key : order.present_keys)
        entry.attendances.push_back(attendance_of(key, true));
    for (const std::string& key : order.absent_keys)
        entry.attendances.push_back(attendance_of(key, false));
}

bool is_named(const std::vector<std::string>& keys, const std::string& key) {
    return std::ranges::find(keys, key) != keys.end();
}

void put_posts(const LessonOrder& order, const LessonShift& shift, ActivityEntry& entry,
               Problems& problems) {
    if (!order.present_keys.empty())
        problems.push_back({"", "/present", tr("--present 和 --all-of-shift 只写一个"), ""});
    for (const ShiftMember& one : shift.members)
        entry.attendances.push_back(
            attendance_of(one.person_key, !is_named(order.absent_keys, one.person_key)));
    entry.activity.examination = unsigned_note;
}

/// Who is on the roster and neither signed in nor was spoken of is asked about, not guessed.
void put_roster(const LessonOrder& order, const LessonShift& shift, ActivityEntry& entry,
                Problems& problems) {
    bool all_signed = true;
    for (const ShiftMember& one : shift.members) {
        const bool absent = is_named(order.absent_keys, one.person_key);
        const bool present = is_named(order.present_keys, one.person_key);
        if (!absent && !present && !one.signed_in)
            problems.push_back({"", "/present", trf("{} 在值班表上，没有签到", one.name),
                                tr("到了写 --present 姓名，没有到写 --absent 姓名")});
        entry.attendances.push_back(attendance_of(one.person_key, !absent));
        all_signed &= absent || one.signed_in;
    }
    for (const std::string& key : order.present_keys) // who stood in
        if (std::ranges::find(shift.members, key, &ShiftMember::person_key) ==
            shift.members.end()) {
            entry.attendances.push_back(attendance_of(key, true));
            all_signed = false;
        }
    entry.activity.examination = all_signed ? signed_note : mixed_note;
}

void put_shift(const LessonOrder& order, const LessonShift& shift, ActivityEntry& entry,
               Problems& problems) {
    for (const std::string& key : order.absent_keys)
        if (std::ranges::find(shift.members, key, &ShiftMember::person_key) == shift.members.end())
            problems.push_back({"", "/absent", trf("{} 不在这一班", key), tr("这一班的人")});
    (shift.by_roster ? put_roster : put_posts)(order, shift, entry, problems);
    entry.activity.due_count = static_cast<int>(entry.attendances.size());
}

} // namespace

Result<RecordedLesson> record_lesson(store::Database& database, const LessonOrder& order,
                                     const std::string& who) {
    Problems problems;
    const auto shift = read_shift_name(order.shift);
    if (!shift)
        problems.push_back({"", "/shift", trf("“{}”不是班次", order.shift),
                            tr("日期/day、日期/night 或 日期/班次，例如 2026-03-01/night")});
    const LessonCard* card = order.card_key.empty() && shift ? &choose_lesson_card(shift->day)
                                                             : find_lesson_card(order.card_key);
    if (!card && !(order.card_key.empty() && !shift))
        problems.push_back({"", "/card", trf("没有这张卡片：{}", order.card_key), known_cards()});
    if (!problems.empty()) return make_error(std::move(problems));
    const auto on_shift = list_lesson_shift(database, order.organisation_key, *shift);
    if (!on_shift) return tl::unexpected(on_shift.error());
    // Told before the shift at the earliest when its people come.
    if (on_shift->begin > read_clock() + std::chrono::minutes{schedule::early_min})
        problems.push_back({"", "/shift", trf("{} 还没有开始", order.shift), tr("讲过以后再登记")});
    ActivityEntry entry = make_entry(order, shift->day, on_shift->night, *card);
    if (order.all_of_shift)
        put_shift(order, *on_shift, entry, problems);
    else
        put_named(order, *on_shift, entry, problems);
    const auto present =
        static_cast<int>(std::ranges::count(entry.attendances, true, &Attendance::attended));
    if (present == 0 && problems.empty())
        problems.push_back({"", "/shift", trf("{} 没有人在岗", order.shift), tr("有人的班次")});
    if (!problems.empty()) return make_error(std::move(problems));
    entry.activity.present_count = present;
    const auto recorded = record_activity(database, std::move(entry), who);
    if (!recorded) return tl::unexpected(recorded.error());
    return RecordedLesson{*recorded, card, present, on_shift->by_roster && order.all_of_shift};
}

} // namespace roster::service
