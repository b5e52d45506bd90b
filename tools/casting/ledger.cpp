// The ledger behind casting: who is on shift tonight, and where results go.
#include "roster/service/competence_list.h"
#include "roster/service/example_home.h"
#include "roster/service/open_database.h"
#include "roster/service/record_drill.h"
#include "roster/service/shift.h"
#include "sim/core/in_chinese.h"
#include "sim/core/text.h"
#include "tools/casting/casting.h"
#include <algorithm>
#include <chrono>
#include <map>

namespace tools::casting {

using sim::core::tr;
using sim::core::trf;

namespace {

class SqlLedger final : public Ledger {
public:
    explicit SqlLedger(roster::service::OpenedDatabase opened) : opened_(std::move(opened)) {}

    sim::core::Result<void> choose_organisation(const std::string& key) {
        auto organisations = roster::service::list_organisations(opened_.database);
        if (!organisations) return tl::unexpected(organisations.error());
        const auto rank = [&](const roster::domain::Organisation& one) {
            if (!key.empty()) return one.key == key ? 0 : one.name == key ? 1 : 3;
            if (!is_institution(one.kind)) return 2;
            return one.key == roster::service::example_home_key ? 1 : 0;
        };
        const auto best = std::ranges::min_element(*organisations, {}, rank);
        if (best == organisations->end() || rank(*best) == 3)
            return sim::core::make_error(
                sim::core::Errc::bad_input,
                {"", key, key.empty() ? tr("台账里还没有单位") : tr("数据库里没有这个单位"), ""});
        organisation_ = *best;
        return {};
    }

    sim::core::Result<void> cast(sim::drill::LoadedScenario& loaded, const CastSpec& spec) override;
    sim::core::Result<LedgerEntry> record(const FinishedDrill& drill) override;
    std::string organisation_name() const override { return organisation_.name; }

private:
    sim::core::Result<void> cast_participants(sim::drill::Scenario& scenario, const CastSpec& spec,
                                              roster::domain::Date day);
    void cast_shift(sim::drill::Scenario& scenario,
                    const std::vector<roster::service::OnShift>& shift);
    void play(sim::drill::PersonSpec& person, const std::string& key, const std::string& name);
    [[nodiscard]] bool plays(const std::string& ledger_key) const {
        return ledger_name_.contains(ledger_key);
    }
    sim::core::Result<void> check_first_entry(const roster::domain::DrillResult& result,
                                              std::int64_t corrects_id);

    roster::service::OpenedDatabase opened_;
    roster::domain::Organisation organisation_;
    std::map<std::string, std::string> ledger_key_;  ///< scenario person -> person of the ledger
    std::map<std::string, std::string> ledger_name_; ///< person of the ledger -> name
};

void SqlLedger::play(sim::drill::PersonSpec& person, const std::string& key,
                     const std::string& name) {
    person.name = name;
    ledger_key_[person.key] = key;
    ledger_name_[key] = name;
}

sim::core::Result<void> SqlLedger::cast_participants(sim::drill::Scenario& scenario,
                                                     const CastSpec& spec,
                                                     roster::domain::Date day) {
    sim::core::Problems problems;
    auto people = roster::service::list_people(opened_.database, organisation_.key, day);
    if (!people) return tl::unexpected(people.error());
    for (const auto& [role, who] : spec.participants) {
        const auto person =
            std::find_if(scenario.people.begin(), scenario.people.end(),
                         [&](const sim::drill::PersonSpec& p) { return p.role == role; });
        if (person == scenario.people.end()) {
            problems.push_back({"", role, trf("脚本里没有角色“{}”", role), ""});
            continue;
        }
        std::vector<const roster::domain::Person*> found;
        for (const auto& line : *people)
            if (line.person.key == who || line.person.name == who) found.push_back(&line.person);
        if (found.size() != 1)
            problems.push_back({"", role,
                                found.empty() ? trf("台账里没有“{}”", who)
                                              : trf("台账里有 {} 个“{}”", found.size(), who),
                                tr("台账里的姓名或编号；编号见 yanlian people")});
        else if (ledger_key_.contains(person->key) || plays(found.front()->key))
            problems.push_back({"", role, trf("“{}”和别的角色重复", who), tr("一个角色一个人")});
        else
            play(*person, found.front()->key, found.front()->name);
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return {};
}

void SqlLedger::cast_shift(sim::drill::Scenario& scenario,
                           const std::vector<roster::service::OnShift>& shift) {
    for (sim::drill::PersonSpec& person : scenario.people) {
        if (ledger_key_.contains(person.key)) continue;
        const auto role =
            std::find_if(scenario.roles.begin(), scenario.roles.end(),
                         [&](const sim::drill::RoleSpec& r) { return r.key == person.role; });
        if (role == scenario.roles.end() || role->post.empty()) continue;
        // "carer@level/2": the post, and the zone it looks after.
        const std::size_t at = role->post.find('@');
        const std::string post = role->post.substr(0, at);
        const std::string zone = at == std::string::npos ? "" : role->post.substr(at + 1);
        for (const roster::service::OnShift& one : shift) {
            if (plays(one.person_key) ||
                roster::domain::name_of(roster::domain::post_names, one.post) != post)
                continue;
            if (!zone.empty() && one.zone != zone) continue;
            play(person, one.person_key, one.name);
            break;
        }
    }
}

sim::core::Result<void> SqlLedger::cast(sim::drill::LoadedScenario& loaded, const CastSpec& spec) {
    using namespace roster::domain;
    const Date today =
        calc_local_day(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    const Date day = find_date(spec.local_day).value_or(today);
    ledger_key_.clear();
    ledger_name_.clear();
    auto beds = roster::service::list_residents_by_bed(opened_.database, organisation_.key);
    if (!beds) return tl::unexpected(beds.error());
    // A home of the ledger stands in a plan that has all its beds; other plans keep their own
    // people.
    const bool its_home =
        !beds->empty() && std::all_of(beds->begin(), beds->end(), [&](const auto& bed) {
            return static_cast<bool>(loaded.plan.find_bed(bed.first));
        });
    if (!its_home && spec.participants.empty()) return {};
    auto shift =
        roster::service::list_shift(opened_.database, organisation_.key,
                                    loaded.scenario.night ? Shift::night : Shift::day, day);
    if (!shift) return tl::unexpected(shift.error());
    auto named = cast_participants(loaded.scenario, spec, day);
    if (!its_home) return named;
    cast_shift(loaded.scenario, *shift);
    for (sim::drill::ResidentSpec& resident : loaded.scenario.residents)
        if (const auto it = beds->find(resident.bed); it != beds->end())
            resident.alias = it->second.alias;
    loaded.scenario_text = sim::drill::format_scenario(loaded.scenario, loaded.plan);
    return named;
}

/// The hash of the evidence keeps the same bytes out; this keeps out the same drill written anew.
sim::core::Result<void> SqlLedger::check_first_entry(const roster::domain::DrillResult& result,
                                                     std::int64_t corrects_id) {
    if (result.kind != sim::core::DrillKind::real) return {};
    auto drills = roster::store::load_drills(opened_.database, organisation_.key);
    if (!drills) return tl::unexpected(drills.error());
    for (const auto& line : *drills)
        if (line.id != corrects_id && line.kind == result.kind &&
            line.scenario_key == result.scenario_key &&
            line.started_at_utc == result.started_at_utc)
            return sim::core::make_error(
                sim::core::Errc::conflict,
                {"", "",
                 trf("这次演练已经录入过：{} 开始的“{}”，演练编号 {}",
                     roster::domain::iso(line.started_at_utc), line.scenario_key, line.id),
                 tr("每次演练录入一次；台账没有改动")});
    return {};
}

/// What is stored speaks Chinese, whatever the language of the screen.
roster::domain::DrillResult make_stored_result(const FinishedDrill& drill,
                                               const std::string& organisation_key) {
    const sim::core::InChinese stored;
    const auto score = sim::drill::calc_score(drill.loaded->scenario, drill.loaded->plan,
                                              drill.start, drill.facts);
    FinishedDrill told = drill;
    told.score = &score;
    return make_drill_result(told, organisation_key);
}

sim::core::Result<LedgerEntry> SqlLedger::record(const FinishedDrill& drill) {
    auto result = make_stored_result(drill, organisation_.key);
    // People the ledger does not know (guests, fire service) stay in the record and leave no rows
    // here.
    std::erase_if(result.persons,
                  [&](const auto& person) { return !ledger_key_.contains(person.person_key); });
    for (auto& person : result.persons)
        person.person_key = ledger_key_[person.person_key];
    if (result.kind == sim::core::DrillKind::real && result.persons.empty())
        return sim::core::make_error(sim::core::Errc::bad_input,
                                     {"", "", tr("台账里没有一个参加演练的人，不能记为实战"),
                                      tr("先录入人员，岗位与脚本的角色一致")});
    if (auto first = check_first_entry(result, drill.corrects_id); !first)
        return tl::unexpected(first.error());
    roster::service::RecordOptions options;
    options.who = drill.lead_observer.empty() ? "yanlian" : drill.lead_observer;
    options.response_plan = drill.response_plan;
    options.corrects_id = drill.corrects_id;
    options.reason = drill.reason;
    options.another = drill.another;
    auto recorded = roster::service::record_drill(opened_.database, result, options);
    if (!recorded) return tl::unexpected(recorded.error());
    LedgerEntry entry;
    entry.drill = std::to_string(recorded->drill_id);
    for (const auto& level : recorded->levels)
        entry.levels.push_back({level.person_key, ledger_name_[level.person_key], level.element,
                                level.level_before, level.level_after, level.competence_id});
    return entry;
}

} // namespace

const char* element_text(sim::core::CompetenceElement element) {
    using sim::core::CompetenceElement;
    switch (element) {
    case CompetenceElement::hazards:
        return tr("K 懂本岗位火灾危险性");
    case CompetenceElement::alarm:
        return tr("A 会报警");
    case CompetenceElement::extinguish:
        return tr("E 会扑救初起火灾");
    case CompetenceElement::evacuate:
        return tr("L 会组织疏散逃生");
    case CompetenceElement::command:
        return tr("C 指挥与通信");
    }
    return "";
}

std::string evidence_text(const LevelChange& change) {
    return trf("台账第 {} 行；yanlian competence {}", change.competence_id, change.person_key);
}

sim::core::Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& path,
                                                        const std::string& organisation_key) {
    std::filesystem::path chosen = path;
    if (chosen.empty()) {
        auto found = roster::service::find_default_database_path();
        if (!found) return tl::unexpected(found.error());
        chosen = *found;
    }
    auto opened = roster::service::open_or_create(chosen);
    if (!opened) return tl::unexpected(opened.error());
    auto ledger = std::make_unique<SqlLedger>(std::move(*opened));
    if (auto chosen_home = ledger->choose_organisation(organisation_key); !chosen_home)
        return tl::unexpected(chosen_home.error());
    return std::unique_ptr<Ledger>(std::move(ledger));
}

} // namespace tools::casting
