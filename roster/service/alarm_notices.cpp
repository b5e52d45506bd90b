#include "roster/service/alarm_notices.h"

#include "roster/domain/people.h"
#include "roster/service/journal.h"
#include "roster/service/shift.h"
#include "roster/store/absence_table.h"
#include "roster/store/home_people.h"
#include "roster/store/people_table.h"
#include "roster/store/phone_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <span>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;
using std::chrono::milliseconds;

namespace {

/// Whoever speaks for the home in law.
constexpr std::array heads{Post::legal_representative, Post::leader};
/// Without a chain that was entered, behind the room, a head and a safety manager.
constexpr std::array others{Post::legal_representative, Post::leader, Post::deputy_leader,
                            Post::safety_manager, Post::duty_leader};

bool holds(const Person& person, Post post) {
    return std::ranges::find(person.roles, post, &PersonRole::post) != person.roles.end();
}

/// What a chain is made of.
struct Place {
    Organisation organisation;
    std::vector<Person> people;
    std::vector<Absence> absences;
    std::map<std::string, std::string> phones;
};
Result<Place> load_place(store::Database& database, const std::string& organisation_key, Date day) {
    Place place;
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto at = std::ranges::find(*organisations, organisation_key, &Organisation::key);
    if (at == organisations->end())
        return make_error(Errc::bad_input,
                          {"", organisation_key, tr("数据库里没有这个单位"), tr("已登记的单位")});
    place.organisation = *at;
    auto people = store::load_home_people(database, organisation_key, day);
    if (!people) return tl::unexpected(people.error());
    place.people = std::move(*people);
    std::erase_if(place.people, [&](const Person& one) {
        return one.organisation_key != organisation_key && one.roles.empty();
    });
    auto absences = store::load_absences(database, organisation_key, day);
    if (!absences) return tl::unexpected(absences.error());
    place.absences = std::move(*absences);
    auto phones = store::load_person_phones(database);
    if (!phones) return tl::unexpected(phones.error());
    place.phones = std::move(*phones);
    return place;
}

bool is_there(const Place& place, const Person& person, Date day) {
    return is_on_roll(person, day) && !is_on_leave(person, place.absences, day);
}

std::string room_word(const Organisation& organisation) {
    return tr(word(organisation.watch_room == WatchRoom::none ? WatchRoom::duty_room
                                                              : organisation.watch_room));
}

ChainStep make_step(const Place& place, const Person& person) {
    const auto phone = place.phones.find(person.key);
    return {person.key, person.name, person.roles.empty() ? "" : tr(word(person.roles[0].post)),
            phone == place.phones.end() ? "" : phone->second};
}

const Person* find_person(const Place& place, const std::string& key) {
    const auto at = std::ranges::find(place.people, key, &Person::key);
    return at == place.people.end() ? nullptr : &*at;
}

/// Adds those there who hold one of the posts, post by post. @param most of them
void add_holders(const Place& place, Date day, std::span<const Post> posts, std::size_t most,
                 std::vector<std::string>& keys) {
    for (const Post post : posts)
        for (const Person& person : place.people)
            if (most > 0 && holds(person, post) && is_there(place, person, day) &&
                std::ranges::find(keys, person.key) == keys.end()) {
                keys.push_back(person.key);
                --most;
            }
}

std::vector<std::string> list_usual(const Place& place, Date day) {
    std::vector<std::string> keys{""};
    add_holders(place, day, heads, 1, keys);
    add_holders(place, day, std::array{Post::safety_manager}, 1, keys);
    add_holders(place, day, others, place.people.size(), keys);
    return keys;
}

bool is_first(const Place& place, const std::vector<std::string>& keys,
              std::span<const Post> posts) {
    for (std::size_t i = 0; i < keys.size() && i < told_at_once_count; ++i)
        if (const Person* person = find_person(place, keys[i]))
            for (const Post post : posts)
                if (holds(*person, post)) return true;
    return false;
}

Problems check_chain(const Place& place, const std::vector<std::string>& keys) {
    Problems problems;
    std::set<std::string> seen;
    for (const std::string& key : keys) {
        if (!seen.insert(key).second)
            problems.push_back(
                {"", "/chain",
                 trf("{} 写了两次", key.empty() ? room_word(place.organisation) : key), ""});
        if (key.empty()) continue;
        const Person* person = find_person(place, key);
        if (!person)
            problems.push_back({"", "/chain", trf("本单位没有这个人：{}", key), ""});
        else if (!place.phones.contains(key))
            problems.push_back({"", "/chain", trf("{} 没有登记电话", person->name),
                                tr("先登记：yanlian person phone")});
    }
    const auto room = std::ranges::find(keys, "");
    if (room - keys.begin() >= told_at_once_count)
        problems.push_back(
            {"", "/chain", tr("前三个里没有消防控制室（值班室）"), tr("写“值班室”")});
    if (!is_first(place, keys, heads))
        problems.push_back({"", "/chain", tr("前三个里没有法定代表人或主要负责人"), ""});
    if (!is_first(place, keys, std::array{Post::safety_manager}))
        problems.push_back({"", "/chain", tr("前三个里没有安全管理人"), ""});
    return problems;
}

nlohmann::ordered_json alarm_json(const store::AlarmRow& row) {
    nlohmann::ordered_json notices = nlohmann::ordered_json::array();
    for (const store::AlarmNoticeRow& one : row.notices)
        notices.push_back(
            {{"position", one.notice.position_no},
             {"person", one.person_key},
             {"queued_ms", one.notice.queued.count()},
             {"acked_ms", one.notice.acked ? nlohmann::ordered_json(one.notice.acked->count())
                                           : nlohmann::ordered_json()}});
    return {{"organisation", row.organisation_key},
            {"point", row.point},
            {"raised", iso(row.raised_at_utc)},
            {"trace_sha256", row.trace_sha256},
            {"notices", notices}};
}

} // namespace

Result<AlarmChain> load_alarm_chain(store::Database& database, const std::string& organisation_key,
                                    Date day) {
    const auto place = load_place(database, organisation_key, day);
    if (!place) return tl::unexpected(place.error());
    auto keys = store::load_alarm_chain(database, organisation_key);
    if (!keys) return tl::unexpected(keys.error());
    AlarmChain chain;
    chain.entered = !keys->empty();
    if (keys->empty()) *keys = list_usual(*place, day);
    for (const std::string& key : *keys) {
        if (key.empty()) {
            chain.steps.push_back({"", room_word(place->organisation), "", ""});
            continue;
        }
        const Person* person = find_person(*place, key);
        if (person && is_there(*place, *person, day))
            chain.steps.push_back(make_step(*place, *person));
    }
    return chain;
}

Result<void> enter_alarm_chain(store::Database& database, const std::string& organisation_key,
                               const std::vector<std::string>& person_keys,
                               const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<void> {
        const auto place = load_place(database, organisation_key, calc_local_day(entry.at_utc));
        if (!place) return tl::unexpected(place.error());
        if (auto problems = check_chain(*place, person_keys); !problems.empty())
            return make_error(std::move(problems));
        const auto before = store::load_alarm_chain(database, organisation_key);
        if (!before) return tl::unexpected(before.error());
        if (auto done = store::insert_alarm_chain(database, organisation_key, person_keys, entry);
            !done)
            return done;
        return note(database, "alarm.chain", organisation_key, *before, person_keys, entry);
    });
}

Result<store::AlarmRow> record_trace_alarm(store::Database& database, const RaisedAlarm& alarm,
                                           const store::Entry& entry) {
    return in_transaction(database, [&]() -> Result<store::AlarmRow> {
        const auto chain =
            load_alarm_chain(database, alarm.organisation_key, calc_local_day(alarm.raised_at_utc));
        if (!chain) return tl::unexpected(chain.error());
        AlarmEscalation escalation(static_cast<int>(chain->steps.size()));
        std::vector<std::pair<milliseconds, int>> acks;
        for (const auto& [position, at] : alarm.acks)
            acks.emplace_back(at, position);
        std::ranges::sort(acks);
        Problems problems;
        for (const auto& [at, position] : acks)
            if (!escalation.acknowledge(position, at))
                problems.push_back(
                    {"", "/ack",
                     trf("报警后 {} 秒还没有通知到第 {} 位", at.count() / 1000.0, position),
                     tr("通知以后的应答")});
        if (!problems.empty()) return make_error(std::move(problems));
        escalation.advance(alarm.until);
        store::AlarmRow row{0,
                            alarm.organisation_key,
                            "trace",
                            alarm.point,
                            alarm.raised_at_utc,
                            alarm.trace_sha256,
                            {},
                            entry.who};
        for (const AlarmNotice& one : escalation.notices())
            row.notices.push_back(
                {one, chain->steps[static_cast<std::size_t>(one.position_no - 1)].person_key});
        const auto id = store::insert_alarm(database, row, entry);
        if (!id) return tl::unexpected(id.error());
        row.id = *id;
        if (auto done = note(database, "alarm.record", fmt::format("alarm/{}", *id), nullptr,
                             alarm_json(row), entry);
            !done)
            return tl::unexpected(done.error());
        return row;
    });
}

} // namespace roster::service
