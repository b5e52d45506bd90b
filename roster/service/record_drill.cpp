#include "roster/service/record_drill.h"

#include "roster/domain/person_name.h"
#include "roster/domain/plain_text.h"
#include "roster/service/activities.h"
#include "roster/service/journal.h"
#include "roster/service/leave_check.h"
#include "roster/service/response_plans.h"
#include "roster/store/competence_table.h"
#include "roster/store/drill_source_table.h"
#include "roster/store/drill_table.h"
#include "roster/store/home_people.h"
#include "roster/store/key_moment_table.h"
#include "roster/store/people_table.h"
#include "sim/core/in_chinese.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

using PersonsByKey = std::map<std::string, Person>;

/// A participant who was not there makes the whole drill doubtful.
Problems check_participants(const DrillResult& drill, const PersonsByKey& persons) {
    Problems problems;
    if (drill.kind == DrillKind::demonstration) return problems;
    for (std::size_t i = 0; i < drill.persons.size(); ++i) {
        const std::string& key = drill.persons[i].person_key;
        const std::string at = fmt::format("/persons/{}/person_key", i);
        const auto found = persons.find(key);
        if (found == persons.end())
            problems.push_back({"", at, trf("数据库里没有 {}", key), tr("花名册里的人")});
        else if (!is_on_roll(found->second, drill.local_day))
            problems.push_back(
                {"", at, trf("{}（{}）在 {} 不在岗", found->second.name, key, iso(drill.local_day)),
                 tr("当天在岗的人")});
    }
    return problems;
}

/// Who was watched does not watch: the chief observer took no part, nobody marked himself, and all
/// of them are people. Nobody named is no problem: it is only no evidence.
Problems check_observers(const DrillResult& drill, const PersonsByKey& persons) {
    Problems problems;
    if (drill.kind != DrillKind::real) return problems;
    const auto check_name = [&](const std::string& name, const std::string& at) {
        if (!name.empty() && !names_somebody(name))
            problems.push_back({"", at, trf("“{}”不是人的姓名", name), tr("观察员的姓名")});
    };
    check_name(drill.lead_observer, "/lead_observer");
    for (std::size_t i = 0; i < drill.persons.size(); ++i) {
        const PersonResult& one = drill.persons[i];
        const auto person = persons.find(one.person_key);
        const std::string name = person == persons.end() ? "" : person->second.name;
        if (means_person(drill.lead_observer, one.person_key, name))
            problems.push_back({"", "/lead_observer",
                                trf("总观察员 {} 自己参加了演练", drill.lead_observer),
                                tr("没有参加的人")});
        std::set<std::string> told; // one mark of many is enough to say
        for (const Outcome& outcome : one.outcomes) {
            if (!told.insert(outcome.observer).second) continue;
            const std::string at = fmt::format("/persons/{}/observer", i);
            check_name(outcome.observer, at);
            if (means_person(outcome.observer, one.person_key, name))
                problems.push_back(
                    {"", at, trf("{} 不能给自己记录", outcome.observer), tr("另一个人")});
        }
    }
    return problems;
}

Result<void> check_leaves(store::Database& database, const DrillResult& drill, Problems& problems) {
    if (drill.kind == DrillKind::demonstration || drill.progress != DrillProgress::held) return {};
    std::vector<std::string> keys;
    for (const PersonResult& one : drill.persons)
        keys.push_back(one.person_key);
    return check_not_on_leave(
        database, drill.local_day, keys, [](const std::string& key) { return "/persons/" + key; },
        problems);
}

/// As the home sees them on the day of the drill.
Result<PersonsByKey> load_by_key(store::Database& database, const DrillResult& drill) {
    auto persons = store::load_home_people(database, drill.organisation_key, drill.local_day);
    if (!persons) return tl::unexpected(persons.error());
    PersonsByKey by_key;
    for (Person& person : *persons)
        if (const bool here = is_on_roll(person, drill.local_day);
            here || !by_key.contains(person.key))
            by_key.insert_or_assign(person.key, std::move(person));
    return by_key;
}

Problems check_all(const DrillResult& drill, const RecordOptions& options,
                   const PersonsByKey& persons, bool known_organisation) {
    Problems problems = check(drill);
    if (!known_organisation)
        problems.push_back({"", "/organisation_key",
                            trf("数据库里没有单位 {}", drill.organisation_key),
                            tr("已登记的单位")});
    if (options.who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
    std::ranges::move(check(drill.moments), std::back_inserter(problems));
    for (auto& problem : check_participants(drill, persons))
        problems.push_back(std::move(problem));
    std::ranges::move(check_observers(drill, persons), std::back_inserter(problems));
    return problems;
}

Result<bool> is_known_organisation(store::Database& database, const std::string& key) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    return std::ranges::any_of(*organisations,
                               [&](const Organisation& one) { return one.key == key; });
}

/// The outcome's row number: performances hold a subset, known by the expected action.
std::int64_t find_outcome_id(const PersonResult& person, const std::vector<std::int64_t>& ids,
                             int expected_no) {
    for (std::size_t i = 0; i < person.outcomes.size(); ++i)
        if (person.outcomes[i].expected_no == expected_no) return ids[i];
    return 0;
}

/// What the person showed up to and including this drill; drills held later do not support it.
Result<std::vector<Performance>> gather(store::Database& database, const DrillResult& drill,
                                        const PersonResult& person, const std::string& name) {
    auto earlier = store::load_performances(database, person.person_key,
                                            drill.local_day - Days{validity_days});
    if (!earlier) return earlier;
    // Performances of this very drill are in the table by now; it is judged from its own result.
    std::erase_if(*earlier, [&](const Performance& performance) {
        return performance.at_utc >= drill.started_at_utc;
    });
    earlier->push_back(make_performance(drill, person, name));
    return earlier;
}

using Files = std::map<std::string, CompetenceFile>;

int level_on(const Files& files, const std::string& person_key, CompetenceElement element,
             Date day) {
    const auto found = files.find(person_key);
    return found == files.end() ? 0 : calc_standing(found->second, element, day).level;
}

/// Writes the levels one person showed.
Result<std::vector<NewLevel>> write_levels(store::Database& database, const DrillResult& drill,
                                           const PersonResult& person, const std::string& name,
                                           const std::vector<std::int64_t>& outcome_ids) {
    std::vector<NewLevel> levels;
    const auto performances = gather(database, drill, person, name);
    if (!performances) return tl::unexpected(performances.error());
    for (const ShownLevel& shown : calc_shown_levels(*performances)) {
        const Outcome& outcome = performances->back().outcomes[shown.outcome];
        const CompetenceEntry entry{
            shown.element,        shown.level,
            shown.quality,        drill.local_day,
            drill.started_at_utc, find_outcome_id(person, outcome_ids, outcome.expected_no)};
        const auto id = store::insert_competence(database, person.person_key, entry);
        if (!id) return tl::unexpected(id.error());
        levels.push_back({person.person_key, shown.element, shown.level, 0, 0, *id});
    }
    return levels;
}

Result<RecordedDrill> write_drill(store::Database& database, const DrillResult& drill,
                                  const RecordOptions& options, const PersonsByKey& persons) {
    const auto before = store::load_competence_files(database, drill.organisation_key);
    if (!before) return tl::unexpected(before.error());
    const auto inserted = store::insert_drill(database, drill, options.corrects_id, read_clock());
    if (!inserted) return tl::unexpected(inserted.error());
    RecordedDrill recorded;
    recorded.drill_id = inserted->drill_id;
    for (std::size_t i = 0; i < inserted->outcome_ids.size(); ++i) {
        const PersonResult& person = drill.persons[i];
        recorded.outcome_count += static_cast<int>(person.outcomes.size());
        auto levels = write_levels(database, drill, person, persons.at(person.person_key).name,
                                   inserted->outcome_ids[i]);
        if (!levels) return tl::unexpected(levels.error());
        std::ranges::move(*levels, std::back_inserter(recorded.levels));
    }
    const auto after = store::load_competence_files(database, drill.organisation_key);
    if (!after) return tl::unexpected(after.error());
    for (NewLevel& level : recorded.levels) {
        level.level_before = level_on(*before, level.person_key, level.element, drill.local_day);
        level.level_after = level_on(*after, level.person_key, level.element, drill.local_day);
    }
    return recorded;
}

/// @return row of the version that was named; 0 for none
Result<std::int64_t> find_plan(store::Database& database, const DrillResult& drill,
                               const RecordOptions& options, Problems& problems) {
    if (options.response_plan.empty()) return 0;
    store::DrillPlace place;
    place.organisation_keys = {drill.organisation_key};
    place.local_day = drill.local_day;
    const auto plan = resolve_response_plan(database, options.response_plan, place, problems);
    if (!plan) return tl::unexpected(plan.error());
    return plan->id;
}

Result<void> link_plan(store::Database& database, const RecordOptions& options,
                       std::int64_t drill_id, std::int64_t plan_row) {
    if (plan_row != 0) return store::insert_drill_link(database, drill_id, plan_row);
    if (options.corrects_id == 0) return {};
    return store::carry_drill_link(database, options.corrects_id, drill_id);
}

/// Times or reasons, all seven; robots' times are nobody's.
Result<void> write_moments(store::Database& database, const DrillResult& drill,
                           std::int64_t drill_id) {
    if (drill.kind == DrillKind::demonstration || drill.progress != DrillProgress::held) return {};
    const sim::core::InChinese stored;
    return store::insert_key_moments(database, store::MomentOwner::drill, drill_id,
                                     complete(drill.moments, tr("没有记录")));
}

/// Where it was given; robots went by what ships with the program.
Result<void> write_source(store::Database& database, const DrillResult& drill,
                          std::int64_t drill_id) {
    const bool evidence = drill.kind == DrillKind::real || drill.kind == DrillKind::live;
    if (!evidence || drill.progress != DrillProgress::held || drill.source.scenario_text.empty())
        return {};
    return store::insert_drill_source(database, drill_id, drill.source);
}

/// A real drill that was held twice is asked about, unless it was said to be another. After it was
/// written: the same evidence is refused as such, and what it replaces is no longer in force.
Result<void> refuse_same(store::Database& database, const DrillResult& drill,
                         const RecordOptions& options, std::int64_t drill_id) {
    if (drill.kind != DrillKind::real || drill.progress != DrillProgress::held || options.another)
        return {};
    auto same = check_same_drill(database,
                                 {drill.organisation_key, drill.started_at_utc, "drill", drill_id});
    if (!same) return tl::unexpected(same.error());
    if (same->empty()) return {};
    auto refused = make_error(std::move(*same));
    refused.value().code = Errc::conflict;
    return refused;
}

std::string audit_text(const DrillResult& drill, const RecordedDrill& recorded,
                       const std::string& reason) {
    nlohmann::ordered_json levels = nlohmann::ordered_json::array();
    for (const NewLevel& level : recorded.levels)
        levels.push_back({{"person", level.person_key},
                          {"element", sim::core::letter(level.element)},
                          {"level", level.level},
                          {"competence", level.competence_id}});
    nlohmann::ordered_json json{{"kind", sim::core::name(drill.kind)},
                                {"progress", name_of(drill_progress_names, drill.progress)},
                                {"scenario", drill.scenario_key},
                                {"record_sha256", drill.record_sha256},
                                {"outcomes", recorded.outcome_count},
                                {"levels", std::move(levels)}};
    if (!reason.empty()) json["reason"] = reason;
    return json.dump();
}

} // namespace

Result<RecordedDrill> record_drill(store::Database& database, const DrillResult& drill,
                                   const RecordOptions& options) {
    return in_transaction(database, [&]() -> Result<RecordedDrill> {
        const auto known = is_known_organisation(database, drill.organisation_key);
        if (!known) return tl::unexpected(known.error());
        const auto persons = load_by_key(database, drill);
        if (!persons) return tl::unexpected(persons.error());
        auto problems = check_all(drill, options, *persons, *known);
        if (auto done = check_leaves(database, drill, problems); !done)
            return tl::unexpected(done.error());
        const auto plan_row = find_plan(database, drill, options, problems);
        if (!plan_row) return tl::unexpected(plan_row.error());
        if (!problems.empty()) return make_error(std::move(problems));
        auto recorded = write_drill(database, drill, options, *persons);
        if (!recorded) return recorded;
        if (auto done = refuse_same(database, drill, options, recorded->drill_id); !done)
            return tl::unexpected(done.error());
        if (auto done = write_moments(database, drill, recorded->drill_id); !done)
            return tl::unexpected(done.error());
        if (auto done = write_source(database, drill, recorded->drill_id); !done)
            return tl::unexpected(done.error());
        if (auto done = link_plan(database, options, recorded->drill_id, *plan_row); !done)
            return tl::unexpected(done.error());
        const std::string before =
            options.corrects_id ? fmt::format("{{\"drill\":{}}}", options.corrects_id) : "null";
        auto noted =
            store::append_audit(database, {0, read_clock(), options.who, "drill.record",
                                           fmt::format("drill/{}", recorded->drill_id), before,
                                           audit_text(drill, *recorded, options.reason), "", ""});
        if (!noted) return tl::unexpected(noted.error());
        return recorded;
    });
}

Result<void> withdraw_level(store::Database& database, std::int64_t competence_id,
                            const std::string& who, const std::string& reason) {
    if (who.empty() || trim(reason).empty())
        return make_error(Errc::bad_input, {"", "", tr("更正要写明经办人和原因"), ""});
    return in_transaction(database, [&]() -> Result<void> {
        const auto row = store::withdraw_competence(database, competence_id);
        if (!row) return tl::unexpected(row.error());
        const nlohmann::ordered_json after{{"withdrawn_by", *row}, {"reason", reason}};
        return store::append_audit(database, {0, read_clock(), who, "competence.withdraw",
                                              fmt::format("competence/{}", competence_id), "null",
                                              after.dump(), "", ""});
    });
}

} // namespace roster::service
