#include "roster/domain/responsibility.h"

#include "sim/core/text.h"
#include <algorithm>

namespace roster::domain {

using sim::core::tr;
using sim::core::trf;

namespace {

const Person* find_person(std::span<const Person> persons, const std::string& key) {
    const auto found = std::ranges::find(persons, key, &Person::key);
    return found == persons.end() ? nullptr : &*found;
}

bool is_there(const Person* person, Date today) {
    return person && is_on_roll(*person, today) && !is_on_long_leave(*person, today);
}

std::string why_away(const Person* person, const std::string& key, Date today) {
    if (!person) return trf("{} 不在这个单位的花名册里", key);
    if (person->left_on && *person->left_on < today)
        return trf("{} 已于 {} 离岗", person->name, iso(*person->left_on));
    if (today < person->joined_on) return trf("{} {} 才到岗", person->name, iso(person->joined_on));
    return trf("{} 长期休假", person->name);
}

bool in_force(Date from, const std::optional<Date>& until, Date today) {
    return from <= today && (!until || today <= *until);
}

ZoneLine make_line(const std::string& zone, std::span<const ZoneDuty> duties,
                   std::span<const Person> persons, Date today) {
    ZoneLine line{zone, ZoneState::gap, nullptr, tr("没有责任人")};
    for (const ZoneDuty& duty : duties)
        if (duty.zone == zone && in_force(duty.from_day, duty.until_day, today) &&
            (!line.duty || line.duty->from_day <= duty.from_day))
            line.duty = &duty;
    if (!line.duty) return line;
    const Person* person = find_person(persons, line.duty->person_key);
    if (is_there(person, today)) {
        line.state = ZoneState::held;
        line.why.clear();
        return line;
    }
    line.why = why_away(person, line.duty->person_key, today);
    if (line.duty->deputy_key.empty()) {
        line.why += tr("，没有副手");
        return line;
    }
    const Person* deputy = find_person(persons, line.duty->deputy_key);
    if (is_there(deputy, today))
        line.state = ZoneState::deputed;
    else
        line.why += tr("；") + why_away(deputy, line.duty->deputy_key, today);
    return line;
}

} // namespace

const char* word(ResponsibleRole role) noexcept {
    constexpr const char* words[] = {"机构主要负责人", "法定代表人",   "安全生产分管负责人",
                                     "专职安全员",     "监管责任人",   "民政部门",
                                     "住建部门",       "市场监管部门", "消防部门",
                                     "卫健部门",       "公安部门"};
    return words[static_cast<int>(role)];
}

const char* word(ZoneState state) noexcept {
    constexpr const char* words[] = {"有责任人", "副手代", "空缺"};
    return words[static_cast<int>(state)];
}

std::vector<ZoneLine> calc_zones(std::span<const ZoneDuty> duties,
                                 std::span<const std::string> wanted_zones,
                                 std::span<const Person> persons, Date today) {
    std::vector<std::string> zones(wanted_zones.begin(), wanted_zones.end());
    for (const ZoneDuty& duty : duties)
        if (std::ranges::find(zones, duty.zone) == zones.end()) zones.push_back(duty.zone);
    std::vector<ZoneLine> lines;
    for (const std::string& zone : zones)
        lines.push_back(make_line(zone, duties, persons, today));
    return lines;
}

const Responsible* find_responsible(std::span<const Responsible> all, ResponsibleRole role,
                                    std::span<const Person> persons, Date today) {
    const Responsible* found = nullptr;
    for (const Responsible& one : all)
        if (one.role == role && in_force(one.from_day, one.until_day, today) &&
            (one.person_key.empty() || is_there(find_person(persons, one.person_key), today)) &&
            (!found || found->from_day <= one.from_day))
            found = &one;
    return found;
}

} // namespace roster::domain
