/// Which rules bind whom: rule sets on file, adopted by an organisation for itself and all below
/// it.
#pragma once
#include "roster/domain/rules_file.h"
#include "roster/store/rule_table.h"
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roster::service {

struct ShippedRules {
    std::string_view file; ///< "national.rules.json"
    std::string_view json;
};
/// The files of scenarios/rules, built into the program.
[[nodiscard]] std::span<const ShippedRules> shipped_rules() noexcept;
/// The set of that key, "rules/national". Error: bad_input when none ships.
[[nodiscard]] sim::core::Result<domain::RuleSet> find_shipped_rules(std::string_view key);

/// The day from which a set binds that is adopted without one: the first of its rules, for a place
/// went by them before anybody typed them in; today for another edition of one that is there.
[[nodiscard]] sim::core::Result<domain::Date> find_adoption_day(store::Database& database,
                                                                const std::string& organisation_key,
                                                                const domain::RuleSet& rules,
                                                                domain::Date today);

/// Puts the set on file (once a version) and in force for the organisation from a day on; the sets
/// it stands upon as well. An older version in force there ends the day before.
/// @return the day since which it binds: earlier than `from` where that version is in force
/// already, and nothing is written. Errors: bad_input (no such organisation), conflict (same
/// version with other contents).
[[nodiscard]] sim::core::Result<domain::Date>
adopt_rules(store::Database& database, const std::string& organisation_key,
            const domain::RuleSet& rules, domain::Date from, const std::string& who);

/// Rule sets in force that day for each organisation, its own and those of everything above it. One
/// without any has the national set that ships. Rules of a set that a place adopted bind it from
/// the day of adoption at the earliest (Rule::valid_from), the national ones from their own day.
class RuleBook {
public:
    [[nodiscard]] static sim::core::Result<RuleBook>
    load(store::Database& database, std::span<const domain::Organisation> organisations,
         domain::Date day);
    /// By position in `organisations`; live as long as the book.
    [[nodiscard]] const std::vector<const domain::Rule*>& rules_of(std::size_t organisation) const;
    /// What is asked of it within a day, strictest first. Where no set in force speaks of such an
    /// activity at all, the national set that ships does: an older edition on file is silent about
    /// them, and silence is no permission.
    [[nodiscard]] const std::vector<const domain::IntervalRule*>&
    intervals_of(std::size_t organisation) const;

private:
    std::size_t put(const domain::RuleSet& set, domain::Date from);
    [[nodiscard]] std::vector<const domain::Rule*> choose(const std::set<std::size_t>& sets,
                                                          const domain::Organisation& organisation,
                                                          domain::Date day) const;
    [[nodiscard]] std::vector<const domain::IntervalRule*>
    choose_intervals(const std::set<std::size_t>& sets, std::size_t fallback,
                     const domain::Organisation& organisation, domain::Date day) const;
    std::vector<domain::RuleSet> sets_;
    std::vector<std::vector<const domain::Rule*>> rules_;
    std::vector<std::vector<const domain::IntervalRule*>> intervals_;
};

} // namespace roster::service
