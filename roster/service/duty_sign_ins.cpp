#include "roster/service/duty_sign_ins.h"

#include "roster/schedule/duty_names.h"
#include "roster/service/duty_entry.h"
#include "roster/service/duty_facts.h"
#include "sim/core/text.h"
#include <algorithm>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Result;

namespace {

using Qualifications = std::vector<DutyQualification>;

bool has(const Qualifications& all, const std::string& key, Date day) {
    return std::ranges::any_of(all, [&](const DutyQualification& one) {
        return one.key == key && one.from <= day && (!one.until || day <= *one.until);
    });
}

bool is_qualified(const Qualifications& all, const std::vector<std::string>& required,
                  const store::DutySignRow& row) {
    const Date first = calc_local_day(row.in_utc);
    // Until midnight is no minute of the next day.
    const Date last = row.out_utc
                          ? std::max(first, calc_local_day(*row.out_utc - std::chrono::seconds{1}))
                          : first;
    return std::ranges::all_of(required, [&](const std::string& key) {
        return has(all, key, first) && has(all, key, last);
    });
}

bool asks(const PlannedDuty& planned, const std::string& post_key) {
    const auto required = planned.required.find(post_key);
    return required != planned.required.end() && !required->second.empty();
}

using HeldByPerson = std::map<std::string, Qualifications>;
Result<HeldByPerson> load_held(store::Database& database, const std::string& organisation_key,
                               DaySpan days, const PlannedDuty& planned) {
    HeldByPerson held = planned.qualifications;
    const auto people = load_qualified_people(database, organisation_key,
                                              {days.first - one_day, days.last + one_day});
    if (!people) return tl::unexpected(people.error());
    for (const DutyPerson& one : *people)
        replace_kept(held[one.key], one.qualifications);
    return held;
}

} // namespace

Result<std::vector<SignIn>> judge_signs(store::Database& database,
                                        const std::string& organisation_key, DaySpan days,
                                        const PlannedDuty& planned,
                                        const std::vector<store::DutySignRow>& rows) {
    Result<HeldByPerson> held{};
    if (std::ranges::any_of(rows, [&](const auto& row) { return asks(planned, row.post_key); }))
        held = load_held(database, organisation_key, days, planned);
    if (!held) return tl::unexpected(held.error());
    std::vector<SignIn> signs;
    for (const store::DutySignRow& row : rows) {
        SignIn sign{row.person_key, row.post_key, row.in_utc, row.out_utc};
        if (asks(planned, row.post_key))
            sign.qualified =
                is_qualified((*held)[row.person_key], planned.required.at(row.post_key), row);
        signs.push_back(std::move(sign));
    }
    return signs;
}

Result<std::vector<std::string>> list_lacking(store::Database& database,
                                              const DutyPresence& presence) {
    const Date day = calc_local_day(presence.at);
    const auto planned =
        load_planned_duty(database, presence.organisation_key, {day - one_day, day + one_day});
    if (!planned) return tl::unexpected(planned.error());
    sim::core::Problems none;
    const std::string post = find_post(*planned, presence.post_key, none);
    std::vector<std::string> lacking;
    if (!asks(*planned, post)) return lacking;
    auto held = load_held(database, presence.organisation_key, {day, day}, *planned);
    if (!held) return tl::unexpected(held.error());
    for (const std::string& key : planned->required.at(post))
        if (!has((*held)[presence.person_key], key, day))
            lacking.push_back(describe_qualification(key));
    return lacking;
}

} // namespace roster::service
