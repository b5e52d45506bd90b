#include "tools/duty/duty_calendar.h"

#include "roster/schedule/duty_attendance.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <libical/ical.h>
#include <memory>

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;

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

icalcomponent* make_event(const DutyProblem& problem, const PlannedShift& shift, int version,
                          Instant made) {
    icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    const std::string uid =
        fmt::format("{}/{}/{}/{}/{}@yanlian", problem.organisation_key, shift.person_key,
                    iso(shift.day), shift.post_key, shift.shift_key);
    const std::string summary = name_of(problem.posts, shift.post_key) + " " +
                                name_of(problem.shifts, shift.shift_key) + " " +
                                name_of(problem.people, shift.person_key);
    icalcomponent_add_property(event, icalproperty_new_uid(uid.c_str()));
    icaltimetype stamp = local_time(made - local_offset);
    stamp.zone = icaltimezone_get_utc_timezone();
    icalcomponent_add_property(event, icalproperty_new_dtstamp(stamp));
    icalcomponent_add_property(event, icalproperty_new_sequence(version));
    icalcomponent_add_property(event, in_zone(icalproperty_new_dtstart(local_time(shift.begin))));
    icalcomponent_add_property(event, in_zone(icalproperty_new_dtend(local_time(shift.end))));
    icalcomponent_add_property(event, icalproperty_new_summary(summary.c_str()));
    icalcomponent_add_property(event, icalproperty_new_location(problem.name.c_str()));
    return event;
}

} // namespace

std::string make_duty_calendar(const DutyFile& duty, const std::string& person_key, int version,
                               Instant made) {
    const Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT), icalcomponent_free);
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//yanlian//duty//ZH"));
    icalcomponent_add_component(calendar.get(), make_zone());
    for (const PlannedShift& shift : list_planned(duty.problem, duty.cells))
        if (person_key.empty() || shift.person_key == person_key)
            icalcomponent_add_component(calendar.get(),
                                        make_event(duty.problem, shift, version, made));
    const std::unique_ptr<char, decltype(&std::free)> text(
        icalcomponent_as_ical_string_r(calendar.get()), std::free);
    return text.get();
}

} // namespace tools::duty
