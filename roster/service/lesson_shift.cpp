#include "roster/service/lesson_shift.h"

#include "roster/service/duty_rosters.h"
#include "roster/service/shift.h"
#include "roster/store/duty_cover_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <chrono>

namespace roster::service {

using namespace roster::domain;
using schedule::PlannedShift;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::chrono::hours whole_day{24};
constexpr std::chrono::minutes signs_in_early{schedule::early_min};

bool is_night_shift(const PlannedShift& shift, const PlannedDuty& planned) {
    const auto at = planned.shifts_by_key.find(shift.shift_key);
    return at != planned.shifts_by_key.end() && at->second.night;
}

bool is_meant(const std::string& which, const PlannedShift& shift, const PlannedDuty& planned) {
    const bool is_night = is_night_shift(shift, planned);
    const bool is_both = shift.end - shift.begin >= whole_day;
    if (which == "day") return is_both || !is_night;
    if (which == "night") return is_both || is_night;
    const auto at = planned.shifts_by_key.find(shift.shift_key);
    return which == shift.shift_key ||
           (at != planned.shifts_by_key.end() &&
            (which == at->second.name || which == tr(at->second.name.c_str())));
}

bool is_for(const store::DutySignRow& sign, const PlannedShift& shift) {
    return sign.in_utc >= shift.begin - signs_in_early && sign.in_utc < shift.end &&
           (!sign.out_utc || *sign.out_utc > shift.begin);
}

bool has_signed(const PlannedShift& shift, const std::vector<store::DutySignRow>& signs) {
    return std::ranges::any_of(signs, [&](const store::DutySignRow& sign) {
        return sign.person_key == shift.person_key && is_for(sign, shift);
    });
}

/// The shift of that post that began nearest to a sign-in, whoever was planned for it.
const PlannedShift* find_nearest(const PlannedDuty& planned, const store::DutySignRow& sign) {
    const PlannedShift* nearest = nullptr;
    const auto away = [&](const PlannedShift& one) {
        return one.begin < sign.in_utc ? sign.in_utc - one.begin : one.begin - sign.in_utc;
    };
    for (const PlannedShift& one : planned.shifts)
        if (one.post_key == sign.post_key && is_for(sign, one) &&
            (nearest == nullptr || away(one) < away(*nearest)))
            nearest = &one;
    return nearest;
}

/// Signed in for one of the shifts without being planned for any then: stood in for somebody.
void add_stand_ins(const PlannedDuty& planned, const std::vector<PlannedShift>& meant,
                   const std::vector<store::DutySignRow>& signs, LessonShift& answer) {
    for (const store::DutySignRow& sign : signs) {
        const PlannedShift* shift = find_nearest(planned, sign);
        const bool is_meant =
            shift != nullptr && std::ranges::any_of(meant, [&](const PlannedShift& one) {
                return one.day == shift->day && one.shift_key == shift->shift_key;
            });
        const bool is_own = std::ranges::any_of(planned.shifts, [&](const PlannedShift& one) {
            return one.person_key == sign.person_key && is_for(sign, one);
        });
        if (!is_meant || is_own ||
            std::ranges::find(answer.members, sign.person_key, &ShiftMember::person_key) !=
                answer.members.end())
            continue;
        const auto name = planned.people.find(sign.person_key);
        answer.members.push_back(
            {sign.person_key, name == planned.people.end() ? sign.person_key : name->second, true});
    }
}

std::string list_shift_words(const PlannedDuty& planned) {
    std::string words = "day night";
    for (const auto& [key, shift] : planned.shifts_by_key)
        words.append(" ").append(shift.name);
    return words;
}

Result<LessonShift> list_by_roster(store::Database& database, const std::string& organisation_key,
                                   const ShiftName& shift, const PlannedDuty& planned) {
    LessonShift answer;
    answer.by_roster = true;
    std::vector<PlannedShift> meant;
    std::ranges::copy_if(planned.shifts, std::back_inserter(meant), [&](const PlannedShift& one) {
        return one.day == shift.day && is_meant(shift.which, one, planned);
    });
    if (meant.empty())
        return make_error(Errc::bad_input,
                          {"", "/shift", trf("{} 的值班表上没有“{}”", iso(shift.day), shift.which),
                           list_shift_words(planned)});
    const auto last = std::ranges::max(meant, {}, &PlannedShift::end).end;
    const auto signs = store::load_duty_signs(database, organisation_key,
                                              meant.front().begin - signs_in_early, last);
    if (!signs) return tl::unexpected(signs.error());
    answer.begin = meant.front().begin;
    for (const PlannedShift& one : meant) {
        answer.night =
            shift.which == "night" || (shift.which != "day" && is_night_shift(one, planned));
        const auto known =
            std::ranges::find(answer.members, one.person_key, &ShiftMember::person_key);
        if (known == answer.members.end())
            answer.members.push_back(
                {one.person_key, planned.people.at(one.person_key), has_signed(one, *signs)});
        else
            known->signed_in = known->signed_in || has_signed(one, *signs);
    }
    add_stand_ins(planned, meant, *signs, answer);
    return answer;
}

} // namespace

Result<LessonShift> list_lesson_shift(store::Database& database,
                                      const std::string& organisation_key, const ShiftName& shift) {
    const auto planned =
        load_planned_duty(database, organisation_key, {shift.day - Days{1}, shift.day + Days{1}});
    if (!planned) return tl::unexpected(planned.error());
    if (std::ranges::find(planned->shifts, shift.day, &PlannedShift::day) != planned->shifts.end())
        return list_by_roster(database, organisation_key, shift, *planned);
    LessonShift answer;
    answer.night = shift.which == "night";
    if (!answer.night && shift.which != "day")
        return make_error(Errc::bad_input,
                          {"", "/shift",
                           trf("{} 没有发布过值班表，没有“{}”", iso(shift.day), shift.which),
                           tr("日期/day 或 日期/night，例如 2026-03-01/night")});
    const auto on_shift =
        list_shift(database, organisation_key, answer.night ? Shift::night : Shift::day, shift.day);
    if (!on_shift) return tl::unexpected(on_shift.error());
    for (const OnShift& one : *on_shift)
        if (std::ranges::find(answer.members, one.person_key, &ShiftMember::person_key) ==
            answer.members.end())
            answer.members.push_back({one.person_key, one.name});
    return answer;
}

} // namespace roster::service
