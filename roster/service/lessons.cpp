#include "roster/service/lessons.h"

#include "roster/service/shift.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <set>

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

std::string known_cards() {
    std::string keys;
    for (const LessonCard& card : lesson_cards())
        keys += (keys.empty() ? "" : " ") + std::string(card.key);
    return keys;
}

ActivityEntry make_entry(const LessonOrder& order, const ShiftName& shift, const LessonCard& card) {
    ActivityEntry entry;
    Activity& a = entry.activity;
    a.organisation_key = order.organisation_key;
    a.kind = ActivityKind::micro_lesson;
    a.level = ActivityLevel::shift;
    a.form = ActivityForm::pre_shift;
    a.tags = {"fire", card.tag};
    a.title = card.title; // as it stands in the cards: the screen translates
    a.content = card.text;
    a.local_day = shift.day;
    a.minutes_count = lesson_minutes;
    a.shift_key = order.shift;
    a.night = shift.night;
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

/// Those named, who need not have a post of that shift: posts are no duty roster.
void put_named(const LessonOrder& order, const std::vector<OnShift>& members, ActivityEntry& entry,
               Problems& problems) {
    std::set<std::string> seen;
    for (const OnShift& one : members)
        seen.insert(one.person_key);
    if (order.present_keys.empty())
        problems.push_back(
            {"", "/present", tr("没有写谁到场"),
             trf("--present 姓名；都到了而没有签到就写 --all-of-shift（这一班 {} 人）",
                 seen.size())});
    for (const std::string& key : order.present_keys)
        entry.attendances.push_back(attendance_of(key, true));
    for (const std::string& key : order.absent_keys)
        entry.attendances.push_back(attendance_of(key, false));
}

void put_shift(const LessonOrder& order, const std::vector<OnShift>& members, ActivityEntry& entry,
               Problems& problems) {
    if (!order.present_keys.empty())
        problems.push_back({"", "/present", tr("--present 和 --all-of-shift 只写一个"), ""});
    std::set<std::string> absent(order.absent_keys.begin(), order.absent_keys.end()), seen;
    for (const OnShift& one : members)
        if (seen.insert(one.person_key).second)
            entry.attendances.push_back(
                attendance_of(one.person_key, absent.erase(one.person_key) == 0));
    for (const std::string& key : absent)
        problems.push_back({"", "/absent", trf("{} 不在这一班", key), tr("这一班的人")});
    entry.activity.due_count = static_cast<int>(entry.attendances.size());
    entry.activity.examination = unsigned_note;
}

} // namespace

Result<RecordedLesson> record_lesson(store::Database& database, const LessonOrder& order,
                                     const std::string& who) {
    Problems problems;
    const auto shift = read_shift_name(order.shift);
    if (!shift)
        problems.push_back({"", "/shift", trf("“{}”不是班次", order.shift),
                            tr("日期/day 或 日期/night，例如 2026-03-01/night")});
    const LessonCard* card = order.card_key.empty() && shift ? &choose_lesson_card(shift->day)
                                                             : find_lesson_card(order.card_key);
    if (!card && !(order.card_key.empty() && !shift))
        problems.push_back({"", "/card", trf("没有这张卡片：{}", order.card_key), known_cards()});
    if (!problems.empty()) return make_error(std::move(problems));
    const auto members = list_shift(database, order.organisation_key,
                                    shift->night ? Shift::night : Shift::day, shift->day);
    if (!members) return tl::unexpected(members.error());
    ActivityEntry entry = make_entry(order, *shift, *card);
    if (order.all_of_shift)
        put_shift(order, *members, entry, problems);
    else
        put_named(order, *members, entry, problems);
    const auto present =
        static_cast<int>(std::ranges::count(entry.attendances, true, &Attendance::attended));
    if (present == 0 && problems.empty())
        problems.push_back({"", "/shift", trf("{} 没有人在岗", order.shift), tr("有人的班次")});
    if (!problems.empty()) return make_error(std::move(problems));
    entry.activity.present_count = present;
    const auto recorded = record_activity(database, std::move(entry), who);
    if (!recorded) return tl::unexpected(recorded.error());
    return RecordedLesson{*recorded, card, present};
}

} // namespace roster::service
