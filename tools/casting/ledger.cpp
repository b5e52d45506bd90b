// The ledger behind casting: who is on shift tonight, and where results go.
#include "roster/service/competence_list.h"
#include "roster/service/open_database.h"
#include "roster/service/record_drill.h"
#include "roster/service/shift.h"
#include "sim/core/text.h"
#include "tools/casting/casting.h"
#include <algorithm>
#include <chrono>
#include <map>

namespace tools::casting {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr const char* element_words[] = {"K 懂本岗位火灾危险性", "A 会报警", "E 会扑救初起火灾",
                                         "L 会组织疏散逃生", "C 指挥与通信"};

class SqlLedger final : public Ledger {
public:
    explicit SqlLedger(roster::service::OpenedDatabase opened) : opened_(std::move(opened)) {}

    sim::core::Result<void> choose_organisation() {
        auto organisations = roster::service::list_organisations(opened_.database);
        if (!organisations) return tl::unexpected(organisations.error());
        for (const auto& organisation : *organisations)
            if (organisation_.key.empty() && organisation.kind != roster::domain::OrganisationKind::bureau)
                organisation_ = organisation;
        if (organisation_.key.empty())
            return sim::core::make_error(sim::core::Errc::bad_input, {"", "", tr("台账里还没有单位"), ""});
        return {};
    }

    sim::core::Result<void> cast(sim::drill::LoadedScenario& loaded) override;
    sim::core::Result<LedgerEntry> record(const FinishedDrill& drill) override;
    std::string organisation_name() const override { return organisation_.name; }

private:
    /// Names the scenario's people; answers false when none of its posts is on that shift.
    bool cast_people(sim::drill::Scenario& scenario, const std::vector<roster::service::OnShift>& shift);

    roster::service::OpenedDatabase opened_;
    roster::domain::Organisation organisation_;
    std::map<std::string, std::string> ledger_key_;    ///< scenario person -> person of the ledger
    std::map<std::string, std::string> ledger_name_;   ///< person of the ledger -> name
};

bool SqlLedger::cast_people(sim::drill::Scenario& scenario, const std::vector<roster::service::OnShift>& shift) {
    std::vector<unsigned char> taken(shift.size(), 0);
    for (sim::drill::PersonSpec& person : scenario.people) {
        const auto role = std::find_if(scenario.roles.begin(), scenario.roles.end(),
                                       [&](const sim::drill::RoleSpec& r) { return r.key == person.role; });
        if (role == scenario.roles.end() || role->post.empty()) continue;
        // "carer@level/2": the post, and the zone it looks after.
        const std::size_t at = role->post.find('@');
        const std::string post = role->post.substr(0, at);
        const std::string zone = at == std::string::npos ? "" : role->post.substr(at + 1);
        for (std::size_t i = 0; i < shift.size(); ++i) {
            if (taken[i] || roster::domain::name_of(roster::domain::post_names, shift[i].post) != post) continue;
            if (!zone.empty() && shift[i].zone != zone) continue;
            taken[i] = 1;
            person.name = shift[i].name;
            ledger_key_[person.key] = shift[i].person_key;
            ledger_name_[shift[i].person_key] = shift[i].name;
            break;
        }
    }
    return !ledger_key_.empty();
}

sim::core::Result<void> SqlLedger::cast(sim::drill::LoadedScenario& loaded) {
    using namespace roster::domain;
    const Date today = calc_local_day(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    auto beds = roster::service::list_residents_by_bed(opened_.database, organisation_.key);
    if (!beds) return tl::unexpected(beds.error());
    // A home of the ledger stands in a plan when their beds are the same; other plans keep their own people.
    const bool its_home = std::any_of(loaded.scenario.residents.begin(), loaded.scenario.residents.end(),
                                      [&](const auto& resident) { return beds->contains(resident.bed); });
    if (!its_home) return {};
    auto shift = roster::service::list_shift(opened_.database, organisation_.key,
                                             loaded.scenario.night ? Shift::night : Shift::day, today);
    if (!shift) return tl::unexpected(shift.error());
    cast_people(loaded.scenario, *shift);
    for (sim::drill::ResidentSpec& resident : loaded.scenario.residents)
        if (const auto it = beds->find(resident.bed); it != beds->end()) resident.alias = it->second.alias;
    loaded.scenario_text = sim::drill::format_scenario(loaded.scenario, loaded.plan);
    return {};
}

sim::core::Result<LedgerEntry> SqlLedger::record(const FinishedDrill& drill) {
    auto result = make_drill_result(drill, organisation_.key);
    // People the ledger does not know (guests, fire service) stay in the record and leave no rows here.
    std::erase_if(result.persons, [&](const auto& person) { return !ledger_key_.contains(person.person_key); });
    for (auto& person : result.persons) person.person_key = ledger_key_[person.person_key];
    if (result.kind == sim::core::DrillKind::real && result.persons.empty())
        return sim::core::make_error(sim::core::Errc::bad_input,
                                     {"", "", tr("台账里没有一个参加演练的人，不能记为实战"),
                                      tr("先录入人员，岗位与脚本的角色一致")});
    roster::service::RecordOptions options;
    options.who = drill.lead_observer.empty() ? "yanlian" : drill.lead_observer;
    auto recorded = roster::service::record_drill(opened_.database, result, options);
    if (!recorded) return tl::unexpected(recorded.error());
    LedgerEntry entry;
    entry.drill = std::to_string(recorded->drill_id);
    for (const auto& level : recorded->levels)
        entry.levels.push_back({ledger_name_[level.person_key], tr(element_words[static_cast<int>(level.element)]),
                                level.level_before, level.level_after,
                                trf("台账第 {} 行；yanlian competence {}", level.competence_id, level.person_key)});
    return entry;
}

} // namespace

sim::core::Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& path) {
    std::filesystem::path chosen = path;
    if (chosen.empty()) {
        auto found = roster::service::find_default_database_path();
        if (!found) return tl::unexpected(found.error());
        chosen = *found;
    }
    auto opened = roster::service::open_or_create(chosen);
    if (!opened) return tl::unexpected(opened.error());
    auto ledger = std::make_unique<SqlLedger>(std::move(*opened));
    if (auto chosen_home = ledger->choose_organisation(); !chosen_home) return tl::unexpected(chosen_home.error());
    return std::unique_ptr<Ledger>(std::move(ledger));
}

} // namespace tools::casting
