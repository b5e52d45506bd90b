#include "roster/service/activities.h"

#include "roster/domain/activity_times.h"
#include "roster/domain/plain_text.h"
#include "roster/service/journal.h"
#include "roster/service/leave_check.h"
#include "roster/service/response_plans.h"
#include "roster/service/rules.h"
#include "roster/service/workers.h"
#include "roster/store/guest_activity_table.h"
#include "roster/store/key_moment_table.h"
#include "roster/store/people_table.h"
#include "roster/store/team_table.h"
#include "sim/core/file.h"
#include "sim/core/in_chinese.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
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

/// The version that was rehearsed, by its row.
Result<void> find_plan(store::Database& database, ActivityEntry& entry, Problems& problems) {
    if (entry.response_plan.empty()) return {};
    Activity& a = entry.activity;
    if (a.kind != ActivityKind::drill && a.kind != ActivityKind::tabletop &&
        a.kind != ActivityKind::demonstration)
        problems.push_back({"", "/response_plan", tr("只有演练才写预案"), ""});
    store::DrillPlace place;
    place.organisation_keys = entry.organisation_keys;
    place.organisation_keys.push_back(a.organisation_key);
    place.local_day = a.local_day;
    const auto plan = resolve_response_plan(database, entry.response_plan, place, problems);
    if (!plan) return tl::unexpected(plan.error());
    a.response_plan_id = plan->id;
    return {};
}

/// A blank fills in no field.
void trim_texts(ActivityEntry& entry) {
    Activity& a = entry.activity;
    trim_all({&a.title, &a.content, &a.place, &a.lead, &a.recorder, &a.departments,
              &a.external_units, &a.problems, &a.examination, &entry.reason});
}

/// The same entry made twice gets the same key and is refused the second time.
std::string make_key(const ActivityEntry& entry) {
    const Activity& a = entry.activity;
    std::string text = a.title + "\n" + a.place + "\n" +
                       (a.started_at_utc ? iso(*a.started_at_utc) : std::string());
    return fmt::format("activity/{}/{}/{}-{}",
                       a.organisation_key.substr(a.organisation_key.find('/') + 1),
                       iso(a.local_day), name_of(activity_kind_names, a.kind),
                       sim::core::sha256_hex(text).substr(0, 8));
}

/// Employed that day; at a training before the first day at work (岗前) whoever begins soon.
bool may_take_part(const Activity& activity, const store::EmploymentDays& days) {
    if (days.left_on && *days.left_on < activity.local_day) return false;
    const int ahead = activity.form == ActivityForm::pre_job ? pre_job_days : 0;
    return days.joined_on <= activity.local_day + Days{ahead};
}

/// Of every home that took part.
void check_homes_open(Problems& problems, const ActivityEntry& entry,
                      const std::vector<Organisation>& organisations) {
    const Activity& a = entry.activity;
    for (const Organisation& one : organisations) {
        if (one.key != a.organisation_key &&
            std::ranges::find(entry.organisation_keys, one.key) == entry.organisation_keys.end())
            continue;
        std::ranges::move(domain::check_open(a, one), std::back_inserter(problems));
    }
}

Problems check_references(const ActivityEntry& entry,
                          const std::vector<Organisation>& organisations,
                          const store::PersonDays& persons) {
    Problems problems;
    const auto need = [&](const std::string& key, const char* pointer) {
        if (!key.empty() &&
            std::ranges::find(organisations, key, &Organisation::key) == organisations.end())
            problems.push_back({"", pointer, trf("数据库里没有单位 {}", key), tr("已登记的单位")});
    };
    need(entry.activity.organisation_key, "/organisation");
    need(entry.activity.held_by_key, "/held_by");
    for (const std::string& key : entry.organisation_keys)
        need(key, "/organisations");
    check_homes_open(problems, entry, organisations);
    for (const Attendance& one : entry.attendances) {
        const auto person = persons.find(one.person_key);
        if (person == persons.end())
            problems.push_back({"", "/people/" + one.person_key,
                                trf("数据库里没有 {}", one.person_key), tr("花名册里的人")});
        else if (!may_take_part(entry.activity, person->second))
            problems.push_back(
                {"", "/people/" + one.person_key,
                 trf("{} 在 {} 不在岗", person->second.name, iso(entry.activity.local_day)),
                 tr("当天在岗的人")});
    }
    return problems;
}

std::string audit_text(const ActivityEntry& entry) {
    const Activity& a = entry.activity;
    nlohmann::ordered_json people = nlohmann::ordered_json::array();
    for (const Attendance& one : entry.attendances)
        people.push_back(one.person_key);
    nlohmann::ordered_json json{{"key", a.key},
                                {"kind", name_of(activity_kind_names, a.kind)},
                                {"progress", name_of(activity_progress_names, a.progress)},
                                {"organisation", a.organisation_key},
                                {"day", iso(a.local_day)},
                                {"title", a.title},
                                {"people", std::move(people)}};
    if (!entry.reason.empty()) json["reason"] = entry.reason;
    return json.dump();
}

/// The team by key or name, of an organisation that took part or of one below it: another home's
/// team was not there. One that was disbanded since is still known by its key.
Result<void> find_team(store::Database& database, const std::vector<Organisation>& organisations,
                       ActivityEntry& entry, Problems& problems) {
    std::string& team = entry.activity.team_key;
    if (team.empty()) return {};
    std::vector<std::string> tops = entry.organisation_keys;
    tops.push_back(entry.activity.organisation_key);
    for (const std::string& top : tops)
        for (const std::size_t i : list_subtree(organisations, top)) {
            const auto key = store::find_team_key(database, organisations[i].key, team);
            if (!key) return tl::unexpected(key.error());
            if (key->empty()) continue;
            team = *key;
            return {};
        }
    problems.push_back({"", "/team", trf("没有这支志愿消防队：{}", team),
                        tr("参加的单位的队，见 yanlian team list")});
    return {};
}

/// A drill that was held twice is asked about, unless it was said to be another.
Result<void> refuse_same(store::Database& database, const ActivityEntry& entry,
                         Problems& problems) {
    const Activity& a = entry.activity;
    if (a.kind != ActivityKind::drill || a.progress != ActivityProgress::held || entry.another ||
        !a.started_at_utc)
        return {};
    auto same = check_same_drill(
        database, {a.organisation_key, *a.started_at_utc, "activity", a.corrects_id});
    if (!same) return tl::unexpected(same.error());
    std::ranges::move(*same, std::back_inserter(problems));
    return {};
}

} // namespace

Result<void> check_present_at_work(store::Database& database, const ActivityEntry& entry,
                                   Problems& problems) {
    if (entry.activity.progress != ActivityProgress::held) return {};
    std::vector<std::string> keys;
    for (const Attendance& one : entry.attendances)
        if (one.attended) keys.push_back(one.person_key);
    return check_not_on_leave(
        database, entry.activity.local_day, keys,
        [](const std::string& key) { return "/people/" + key; }, problems);
}

bool is_fire_drill(const Activity& activity) {
    return activity.kind == ActivityKind::drill && activity.progress == ActivityProgress::held &&
           std::ranges::find(activity.tags, "fire") != activity.tags.end();
}

Result<Problems> check_same_drill(store::Database& database, const SameDrill& drill) {
    constexpr auto apart = std::chrono::hours{1}; // house rule
    const auto held = store::load_held_drills(
        database, drill.organisation_key, drill.started_at_utc - apart + std::chrono::seconds{1},
        drill.started_at_utc + apart - std::chrono::seconds{1});
    if (!held) return tl::unexpected(held.error());
    Problems problems;
    for (const store::HeldDrill& one : *held)
        if (one.organisation_key == drill.organisation_key &&
            !(one.source == drill.except_source && one.id == drill.except_id))
            problems.push_back(
                {"", "/started_at_utc",
                 trf("同一小时内已有一次实战演练：{}/{} “{}”", one.source, one.id, one.title),
                 tr("更正那一次；确是另一次就加 --another")});
    return problems;
}

Result<RecordedActivity> record_in_transaction(store::Database& database, ActivityEntry entry,
                                               const std::string& who) {
    trim_texts(entry);
    if (entry.activity.key.empty()) entry.activity.key = make_key(entry);
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto persons = store::load_person_days(database);
    if (!persons) return tl::unexpected(persons.error());
    const Instant now = read_clock();
    Problems problems = check(entry.activity, entry.attendances, calc_local_day(now));
    std::ranges::move(check_past(entry.activity, now), std::back_inserter(problems));
    if (who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
    for (auto& problem : check_references(entry, *organisations, *persons))
        problems.push_back(std::move(problem));
    std::ranges::move(check(entry.moments), std::back_inserter(problems));
    if (!entry.moments.empty() && !is_fire_drill(entry.activity))
        problems.push_back({"", "/moments", tr("只有已举行的消防演练才写七个时刻"), ""});
    if (auto done = check_present_at_work(database, entry, problems); !done)
        return tl::unexpected(done.error());
    if (auto done = find_plan(database, entry, problems); !done)
        return tl::unexpected(done.error());
    if (auto done = find_team(database, *organisations, entry, problems); !done)
        return tl::unexpected(done.error());
    if (auto done = refuse_same(database, entry, problems); !done)
        return tl::unexpected(done.error());
    if (!problems.empty()) return make_error(std::move(problems));
    const auto id = store::insert_activity(database, entry.activity, entry.attendances,
                                           entry.organisation_keys, read_clock(), who);
    if (!id) return tl::unexpected(id.error());
    if (auto done = write_key_moments(database, entry, *id); !done)
        return tl::unexpected(done.error());
    const std::string before = entry.activity.corrects_id
                                   ? fmt::format("{{\"activity\":{}}}", entry.activity.corrects_id)
                                   : "null";
    if (auto noted = store::append_audit(database, {0, read_clock(), who, "activity.record",
                                                    fmt::format("activity/{}", *id), before,
                                                    audit_text(entry), "", ""});
        !noted)
        return tl::unexpected(noted.error());
    return RecordedActivity{*id, entry.activity.key};
}

Result<RecordedActivity> record_activity(store::Database& database, ActivityEntry entry,
                                         const std::string& who) {
    return in_transaction(database, [&] { return record_in_transaction(database, entry, who); });
}

Result<void> write_key_moments(store::Database& database, const ActivityEntry& entry,
                               std::int64_t activity_id) {
    if (!is_fire_drill(entry.activity)) return {};
    const sim::core::InChinese stored;
    return store::insert_key_moments(database, store::MomentOwner::activity, activity_id,
                                     complete(entry.moments, tr("补记，没有计时")));
}

Deed make_deed(const Activity& activity) {
    Deed deed;
    deed.source = "activity";
    deed.source_id = activity.id;
    deed.activity = name_of(activity_kind_names, activity.kind);
    deed.level = name_of(activity_level_names, activity.level);
    deed.scope = name_of(activity_scope_names, activity.scope);
    deed.form = name_of(activity_form_names, activity.form);
    deed.tags = join_tags(activity.tags);
    deed.day = activity.local_day;
    return deed;
}

std::vector<std::string> list_rules_met(std::span<const Rule* const> rules,
                                        const Organisation& organisation, const Deed& deed) {
    std::set<std::string> ids;
    for (const Rule* rule : rules) {
        // People take a session along to whatever home they work in; a house is asked itself.
        const bool of_house =
            rule->subject == RuleSubject::home || rule->subject == RuleSubject::office;
        if (counts_for(*rule, deed) && (!of_house || binds(*rule, organisation)))
            ids.insert(rule->id);
    }
    return {ids.begin(), ids.end()};
}

namespace {

/// Rules of the organisation and of everything below it: what an office holds is for its homes'
/// people.
std::vector<const Rule*> list_asking(const RuleBook& book,
                                     const std::vector<Organisation>& organisations,
                                     const std::string& key) {
    std::set<const Rule*> rules;
    for (const std::size_t i : list_subtree(organisations, key))
        rules.insert(book.rules_of(i).begin(), book.rules_of(i).end());
    return {rules.begin(), rules.end()};
}

/// A rule is met by somebody: without a team there, or anybody by name, it is not. Who of an
/// observed drill was of the team is not asked here.
bool has_subject(const ActivityLine& line, const Rule& rule) {
    switch (rule.subject) {
    case RuleSubject::home:
    case RuleSubject::office:
        return true;
    case RuleSubject::team:
        return !line.activity.team_key.empty() ||
               (!line.drill_kind.empty() && line.attended_count > 0);
    case RuleSubject::team_member:
    case RuleSubject::person:
    case RuleSubject::new_staff:
        return line.attended_count > 0;
    }
    return false;
}

/// Names the rules of today; borrows the tree.
class RuleNaming {
public:
    RuleNaming(const RuleBook& book, const std::vector<Organisation>& organisations)
        : book_(book), organisations_(organisations) {}

    /// @param key of the organisation that did it
    std::vector<std::string> name(const ActivityLine& line, const std::string& key) {
        if (!line.counts) return {};
        const auto at = std::ranges::find(organisations_, key, &Organisation::key);
        const auto [rules, fresh] = asking_.try_emplace(key);
        if (fresh) rules->second = list_asking(book_, organisations_, key);
        std::vector<const Rule*> met;
        std::ranges::copy_if(rules->second, std::back_inserter(met),
                             [&](const Rule* rule) { return has_subject(line, *rule); });
        return list_rules_met(met, *at, make_deed(line.activity));
    }

private:
    const RuleBook& book_;
    const std::vector<Organisation>& organisations_;
    std::map<std::string, std::vector<const Rule*>> asking_;
};

/// One line of what several took part in together, with the rules of each.
void add_guests(std::vector<ActivityLine>& lines, std::vector<store::GuestActivity>& guests,
                RuleNaming& naming) {
    const ActivityLine* last = nullptr;
    for (store::GuestActivity& one : guests) {
        auto ids = naming.name(one.line, one.guest_key);
        if (!last || last->activity.id != one.line.activity.id)
            lines.push_back(std::move(one.line));
        auto& known = lines.back().rule_ids;
        std::ranges::move(ids, std::back_inserter(known));
        std::ranges::sort(known);
        known.erase(std::unique(known.begin(), known.end()), known.end());
        last = &lines.back();
    }
}

} // namespace

Result<std::vector<ActivityLine>> list_activities(store::Database& database,
                                                  const ActivityFilter& filter) {
    auto lines = store::load_activities(database, filter);
    if (!lines) return lines;
    auto drills = store::load_drill_lines(database, filter);
    if (!drills) return drills;
    std::ranges::move(*drills, std::back_inserter(*lines));
    auto guests = store::load_guest_activities(database, filter);
    if (!guests) return tl::unexpected(guests.error());
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto book = RuleBook::load(database, *organisations, calc_local_day(read_clock()));
    if (!book) return tl::unexpected(book.error());
    RuleNaming naming(*book, *organisations);
    for (ActivityLine& line : *lines)
        line.rule_ids = naming.name(line, line.activity.organisation_key);
    add_guests(*lines, *guests, naming);
    std::ranges::stable_sort(*lines, std::greater{},
                             [](const ActivityLine& line) { return line.activity.local_day; });
    return lines;
}

} // namespace roster::service
