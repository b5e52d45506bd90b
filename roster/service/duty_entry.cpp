#include "roster/service/duty_entry.h"

#include "sim/core/text.h"

namespace roster::service {

using namespace roster::domain;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

Instant begin_of(Date day) {
    return Instant{day} - local_offset;
}

void check_employed(const store::PersonDays& people, const std::string& key, const char* at,
                    Date day, Problems& problems) {
    const auto one = people.find(key);
    if (one == people.end())
        problems.push_back({"", at, trf("花名册里没有“{}”", key), tr("姓名或编号")});
    else if (day < one->second.joined_on || (one->second.left_on && *one->second.left_on < day))
        problems.push_back({"", at, trf("{} {} 不在岗", one->second.name, iso(day)), ""});
}

std::string find_post(const PlannedDuty& planned, const std::string& text, Problems& problems) {
    std::string names;
    for (const auto& [key, name] : planned.posts) {
        if (key == text || name == text) return key;
        if (!names.empty()) names += tr("、");
        names += name;
    }
    problems.push_back({"", "/post", trf("值班表里没有岗位“{}”", text), names});
    return {};
}

std::vector<schedule::SignIn> list_presences(const std::vector<store::DutySignRow>& rows,
                                             const std::vector<schedule::PlannedShift>& planned) {
    std::vector<schedule::SignIn> signs;
    for (const store::DutySignRow& one : rows) {
        schedule::SignIn sign{one.person_key, one.post_key, one.in_utc, one.out_utc};
        sign.out = schedule::calc_sign_end(sign, planned, Instant::max());
        signs.push_back(std::move(sign));
    }
    return signs;
}

void check_who(const store::Entry& entry, Problems& problems) {
    if (entry.who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), ""});
}

sim::core::Result<void> require_past_span(DaySpan days, Instant now) {
    if (days.first <= days.last && calc_days_between(days.first, days.last) < duty_days_most &&
        begin_of(days.first) < now)
        return {};
    return sim::core::make_error(sim::core::Errc::bad_input,
                                 {"", "/first",
                                  trf("从 {} 到 {} 算不了", iso(days.first), iso(days.last)),
                                  trf("到现在为止，不超过 {} 天", duty_days_most)});
}

} // namespace roster::service
