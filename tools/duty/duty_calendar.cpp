#include "tools/duty/duty_calendar.h"

#include "roster/schedule/duty_attendance.h"
#include "sim/core/text.h"
#include "tools/duty/duty_names.h"
#include "tools/duty/duty_words.h"
#include <algorithm>
#include <fmt/format.h>
#include <libical/ical.h>
#include <memory>
#include <set>

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::trf;

namespace {

using Component = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;

constexpr const char* zone = "Asia/Shanghai";

/// China has kept one time without summer time since 1991.
icalcomponent* make_zone() {
    icalcomponent* standard = icalcomponent_new(ICAL_XSTANDARD_COMPONENT);
    icalcomponent_add_property(standard,
                               icalproperty_new_dtstart(icaltime_from_string("19910915T000000")));
    constexpr int offset_s = 8 * 3600;
    icalcomponent_add_property(standard, icalproperty_new_tzoffsetfrom(offset_s));
    icalcomponent_add_property(standard, icalproperty_new_tzoffsetto(offset_s));
    icalcomponent_add_property(standard, icalproperty_new_tzname("CST"));
    icalcomponent* time_zone = icalcomponent_new(ICAL_VTIMEZONE_COMPONENT);
    icalcomponent_add_property(time_zone, icalproperty_new_tzid(zone));
    icalcomponent_add_component(time_zone, standard);
    return time_zone;
}

/// "20261201T200000" of the clock in China.
icaltimetype local_time(Instant instant) {
    const Instant local = instant + local_offset;
    const Date day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::hh_mm_ss clock(local - day);
    const std::chrono::year_month_day date(day);
    icaltimetype time = icaltime_null_time();
    time.year = static_cast<int>(date.year());
    time.month = static_cast<int>(static_cast<unsigned>(date.month()));
    time.day = static_cast<int>(static_cast<unsigned>(date.day()));
    time.hour = static_cast<int>(clock.hours().count());
    time.minute = static_cast<int>(clock.minutes().count());
    time.is_date = 0;
    return time;
}
icalproperty* in_zone(icalproperty* property) {
    icalproperty_add_parameter(property, icalparameter_new_tzid(zone));
    return property;
}

template <class Rows>
std::string name_of(const Rows& rows, const std::string& key) {
    const auto at = std::ranges::find_if(rows, [&](const auto& one) { return one.key == key; });
    return at == rows.end() ? key : at->name;
}

std::string uid_of(const DutyProblem& problem, const PlannedShift& shift) {
    return fmt::format("{}/{}/{}/{}/{}@yanlian", problem.organisation_key, shift.person_key,
                       iso(shift.day), shift.post_key, shift.shift_key);
}

/// Events of one roster.
class Events {
public:
    Events(const DutyProblem& problem, const CalendarEdition& edition)
        : problem_(problem), edition_(edition), names_(problem) {}

    icalcomponent* make(const PlannedShift& shift, icalproperty_status status) const {
        icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
        const auto add = [&](icalproperty* property) {
            icalcomponent_add_property(event, property);
        };
        std::string summary = shown_word(name_of(problem_.posts, shift.post_key)) + " " +
                              shown_word(name_of(problem_.shifts, shift.shift_key)) + " " +
                              names_.shown(shift.person_key);
        if (status == ICAL_STATUS_CANCELLED)
            summary = trf("取消：{}", summary); // for programs that do not heed the status
        icaltimetype stamp = local_time(edition_.made - local_offset);
        stamp.zone = icaltimezone_get_utc_timezone();
        add(icalproperty_new_uid(uid_of(problem_, shift).c_str()));
        add(icalproperty_new_dtstamp(stamp));
        add(icalproperty_new_sequence(edition_.version));
        add(icalproperty_new_status(status));
        add(in_zone(icalproperty_new_dtstart(local_time(shift.begin))));
        add(in_zone(icalproperty_new_dtend(local_time(shift.end))));
        add(icalproperty_new_summary(summary.c_str()));
        add(icalproperty_new_location(problem_.name.c_str()));
        return event;
    }

private:
    const DutyProblem& problem_;
    const CalendarEdition& edition_;
    DutyNames names_;
};

/// Shifts that were given out for a day of the new roster and are not in it.
std::vector<PlannedShift> list_removed(const DutyFile& before, const DutyFile& now) {
    std::set<std::string> kept;
    for (const PlannedShift& shift : list_planned(now.problem, now.cells))
        kept.insert(uid_of(now.problem, shift));
    std::vector<PlannedShift> removed;
    for (PlannedShift& shift : list_planned(before.problem, before.cells))
        if (now.problem.first_day <= shift.day && shift.day <= now.problem.last_day &&
            !kept.contains(uid_of(before.problem, shift)))
            removed.push_back(std::move(shift));
    return removed;
}

} // namespace

std::string make_duty_calendar(const DutyFile& duty, const std::string& person_key,
                               const CalendarEdition& edition) {
    const Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT), icalcomponent_free);
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//yanlian//duty//ZH"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
    icalcomponent_add_component(calendar.get(), make_zone());
    const auto is_wanted = [&](const PlannedShift& shift) {
        return person_key.empty() || shift.person_key == person_key;
    };
    const Events events(duty.problem, edition);
    for (const PlannedShift& shift : list_planned(duty.problem, duty.cells))
        if (is_wanted(shift))
            icalcomponent_add_component(calendar.get(), events.make(shift, ICAL_STATUS_CONFIRMED));
    if (edition.before) {
        const Events gone(edition.before->problem, edition);
        for (const PlannedShift& shift : list_removed(*edition.before, duty))
            if (is_wanted(shift))
                icalcomponent_add_component(calendar.get(),
                                            gone.make(shift, ICAL_STATUS_CANCELLED));
    }
    const std::unique_ptr<char, decltype(&std::free)> text(
        icalcomponent_as_ical_string_r(calendar.get()), std::free);
    return text.get();
}

} // namespace tools::duty
