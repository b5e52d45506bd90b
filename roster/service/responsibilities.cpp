#include "roster/service/responsibilities.h"

#include "roster/service/journal.h"
#include "roster/store/home_people.h"
#include "roster/store/people_table.h"
#include "roster/store/responsibility_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace roster::service {

using namespace roster::domain;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

const Person* find_person(const std::vector<Person>& persons, const std::string& key) {
    const auto found = std::ranges::find(persons, key, &Person::key);
    return found == persons.end() ? nullptr : &*found;
}

void check_person(const std::vector<Person>& persons, const std::string& key, const char* pointer,
                  Date day, Problems& problems) {
    const Person* person = find_person(persons, key);
    if (!person)
        problems.push_back(
            {"", pointer, trf("{} 不在这个单位的花名册里", key), tr("这个单位的人")});
    else if (!is_on_roll(*person, day))
        problems.push_back(
            {"", pointer, trf("{} 在 {} 不在岗", person->name, iso(day)), tr("当天在岗的人")});
}

Result<std::vector<Person>> load_home(store::Database& database, const std::string& key, Date day,
                                      const std::string& who, Problems& problems) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    if (std::ranges::find(*organisations, key, &Organisation::key) == organisations->end())
        problems.push_back(
            {"", "/organisation", trf("数据库里没有单位 {}", key), tr("已登记的单位")});
    if (who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), tr("经办人")});
    return store::load_home_people(database, key, day);
}

/// What stood that day ends the day before; what began that very day is replaced. Answers the row
/// that the new one corrects, 0 for none.
template <class Row, class Insert>
Result<std::int64_t> end_before(const std::vector<Row>& rows, Date from, const auto& same,
                                const Insert& insert) {
    for (const Row& row : rows) {
        if (!same(row) || (row.until_day && *row.until_day < from)) continue;
        if (row.from_day == from) return row.id;
        if (from < row.from_day) continue; // a later one stays
        Row ended = row;
        ended.until_day = from - Days{1};
        if (const auto done = insert(ended, row.id); !done) return tl::unexpected(done.error());
    }
    return std::int64_t{0};
}

std::string audit_text(const ZoneDuty& duty) {
    return nlohmann::ordered_json{{"zone", duty.zone},
                                  {"person", duty.person_key},
                                  {"deputy", duty.deputy_key},
                                  {"from", iso(duty.from_day)}}
        .dump();
}

} // namespace

Result<void> set_zone(store::Database& database, const ZoneDuty& duty, const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        Problems problems;
        const auto persons =
            load_home(database, duty.organisation_key, duty.from_day, who, problems);
        if (!persons) return tl::unexpected(persons.error());
        if (duty.zone.empty()) problems.push_back({"", "/zone", tr("没有写责任区"), "level/1"});
        check_person(*persons, duty.person_key, "/person", duty.from_day, problems);
        if (!duty.deputy_key.empty())
            check_person(*persons, duty.deputy_key, "/deputy", duty.from_day, problems);
        if (duty.deputy_key == duty.person_key)
            problems.push_back({"", "/deputy", tr("副手和责任人是同一个人"), tr("另一个人")});
        for (const std::string* text : {&duty.zone, &duty.phone})
            if (holds_id_number(*text))
                problems.push_back({"", "/zone", tr("有身份证号，本系统不存证件号"), ""});
        if (!problems.empty()) return make_error(std::move(problems));
        const auto zones = store::load_zones(database, duty.organisation_key);
        if (!zones) return tl::unexpected(zones.error());
        const Instant now = read_clock();
        const auto corrects = end_before(
            *zones, duty.from_day, [&](const ZoneDuty& one) { return one.zone == duty.zone; },
            [&](const ZoneDuty& one, std::int64_t id) {
                return store::insert_zone(database, one, id, now, who);
            });
        if (!corrects) return tl::unexpected(corrects.error());
        const auto id = store::insert_zone(database, duty, *corrects, now, who);
        if (!id) return tl::unexpected(id.error());
        return store::append_audit(database, {0, now, who, "zone.set",
                                              duty.organisation_key + "/" + duty.zone, "null",
                                              audit_text(duty), "", ""});
    });
}

Result<void> set_responsible(store::Database& database, const Responsible& wanted,
                             const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        Problems problems;
        const auto persons =
            load_home(database, wanted.organisation_key, wanted.from_day, who, problems);
        if (!persons) return tl::unexpected(persons.error());
        Responsible one = wanted;
        if (!one.person_key.empty()) {
            check_person(*persons, one.person_key, "/person", one.from_day, problems);
            if (const Person* person = find_person(*persons, one.person_key))
                one.name = person->name;
        }
        if (one.name.empty()) problems.push_back({"", "/name", tr("没有写姓名"), tr("姓名")});
        for (const std::string* text : {&one.name, &one.phone})
            if (holds_id_number(*text))
                problems.push_back({"", "/name", tr("有身份证号，本系统不存证件号"), ""});
        if (!problems.empty()) return make_error(std::move(problems));
        const auto all = store::load_responsible(database, one.organisation_key);
        if (!all) return tl::unexpected(all.error());
        const auto corrects = end_before(
            *all, one.from_day, [&](const Responsible& other) { return other.role == one.role; },
            [&](const Responsible& other, std::int64_t id) {
                return store::insert_responsible(database, other, id);
            });
        if (!corrects) return tl::unexpected(corrects.error());
        const auto id = store::insert_responsible(database, one, *corrects);
        if (!id) return tl::unexpected(id.error());
        const nlohmann::ordered_json after{{"role", name_of(responsible_role_names, one.role)},
                                           {"name", one.name},
                                           {"from", iso(one.from_day)}};
        return store::append_audit(database, {0, read_clock(), who, "responsible.set",
                                              one.organisation_key, "null", after.dump(), "", ""});
    });
}

Result<std::vector<ZoneRow>> list_zones(store::Database& database,
                                        const std::string& organisation_key,
                                        std::vector<std::string> wanted_zones, Date today) {
    const auto duties = store::load_zones(database, organisation_key);
    if (!duties) return tl::unexpected(duties.error());
    const auto persons = store::load_home_people(database, organisation_key, today);
    if (!persons) return tl::unexpected(persons.error());
    std::set<std::string> of_posts;
    for (const Person& person : *persons)
        for (const PersonRole& role : person.roles)
            if (!role.zone.empty() && is_on_roll(person, today)) of_posts.insert(role.zone);
    for (const std::string& zone : of_posts)
        if (std::ranges::find(wanted_zones, zone) == wanted_zones.end())
            wanted_zones.push_back(zone);
    const auto name_of_person = [&](const std::string& key) {
        const Person* person = find_person(*persons, key);
        return person ? person->name : key;
    };
    std::vector<ZoneRow> rows;
    for (const ZoneLine& line : calc_zones(*duties, wanted_zones, *persons, today)) {
        ZoneRow& row = rows.emplace_back();
        row.zone = line.zone;
        row.state = line.state;
        row.why = line.why;
        if (!line.duty) continue;
        row.person_key = line.duty->person_key;
        row.person = name_of_person(row.person_key);
        row.deputy_key = line.duty->deputy_key;
        row.deputy = row.deputy_key.empty() ? "" : name_of_person(row.deputy_key);
        row.phone = line.duty->phone;
        row.from_day = line.duty->from_day;
    }
    return rows;
}

Result<std::vector<std::pair<ResponsibleRole, BoardName>>>
list_board(store::Database& database, const std::string& organisation_key, Date today) {
    const auto all = store::load_responsible(database, organisation_key);
    if (!all) return tl::unexpected(all.error());
    const auto persons = store::load_home_people(database, organisation_key, today);
    if (!persons) return tl::unexpected(persons.error());
    const auto of_post = [&](ResponsibleRole role) -> std::optional<BoardName> {
        const std::pair<ResponsibleRole, Post> posts[] = {
            {ResponsibleRole::leader, Post::leader},
            {ResponsibleRole::legal_representative, Post::legal_representative},
            {ResponsibleRole::deputy_leader, Post::deputy_leader},
            {ResponsibleRole::safety_officer, Post::safety_officer}};
        for (const auto& [wanted, post] : posts)
            for (const Person& person : *persons)
                if (wanted == role && is_on_roll(person, today) &&
                    std::ranges::find(person.roles, post, &PersonRole::post) != person.roles.end())
                    return BoardName{person.name, ""};
        return std::nullopt;
    };
    std::vector<std::pair<ResponsibleRole, BoardName>> board;
    for (std::size_t i = 0; i < responsible_role_names.size(); ++i) {
        const auto role = static_cast<ResponsibleRole>(i);
        if (const Responsible* one = find_responsible(*all, role, *persons, today))
            board.emplace_back(role, BoardName{one->name, one->phone});
        else if (const auto name = of_post(role))
            board.emplace_back(role, *name);
    }
    return board;
}

} // namespace roster::service
