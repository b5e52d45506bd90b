#include "roster/service/rules.h"

#include "roster/service/journal.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// What binds an organisation that adopted nothing.
constexpr std::string_view default_rules = "rules/national";

Result<Date> adopt_one(store::Database& database, const std::string& organisation_key,
                       const RuleSet& rules, Date from, const std::string& who) {
    // First, so that an edition with other contents is refused although the edition is in force.
    const auto id = store::put_rule_set(database, rules);
    if (!id) return tl::unexpected(id.error());
    const auto adoptions = store::load_adoptions(database);
    if (!adoptions) return tl::unexpected(adoptions.error());
    for (const store::Adoption& one : *adoptions) {
        if (one.organisation_key != organisation_key || one.rule_set_key != rules.key) continue;
        if (one.until_day && *one.until_day < from) continue;
        if (one.version == rules.version && one.from_day <= from && !one.until_day)
            return one.from_day;
        if (auto done = store::end_adoption(database, one.id, from, read_clock(), who); !done)
            return tl::unexpected(done.error());
    }
    if (auto done =
            store::insert_adoption(database, organisation_key, *id, from, read_clock(), who);
        !done)
        return tl::unexpected(done.error());
    const nlohmann::ordered_json after{{"rules", rules.key},
                                       {"edition", rules.version},
                                       {"sha256", rules.sha256},
                                       {"from", iso(from)}};
    if (auto noted =
            store::append_audit(database, {0, read_clock(), who, "rules.adopt", organisation_key,
                                           "null", after.dump(), "", ""});
        !noted)
        return tl::unexpected(noted.error());
    return from;
}

} // namespace

Result<RuleSet> find_shipped_rules(std::string_view key) {
    for (const ShippedRules& shipped : shipped_rules()) {
        auto set = load_rules(std::string(shipped.file), shipped.json);
        if (!set || set->key == key) return set;
    }
    return make_error(Errc::bad_input,
                      {"", std::string(key), tr("没有这套规则"), "rules/national"});
}

Result<Date> find_adoption_day(store::Database& database, const std::string& organisation_key,
                               const RuleSet& rules, Date today) {
    const auto adoptions = store::load_adoptions(database);
    if (!adoptions) return tl::unexpected(adoptions.error());
    for (const store::Adoption& one : *adoptions)
        if (one.organisation_key == organisation_key && one.rule_set_key == rules.key) return today;
    Date first = today;
    for (const Rule& rule : rules.rules)
        first = std::min(first, rule.valid_from);
    return first;
}

Result<Date> adopt_rules(store::Database& database, const std::string& organisation_key,
                         const RuleSet& rules, Date from, const std::string& who) {
    if (who.empty()) return make_error(Errc::bad_input, {"", "/who", tr("没有写经办人"), ""});
    return in_transaction(database, [&]() -> Result<Date> {
        for (const std::string& base : rules.bases) {
            const auto below = find_shipped_rules(base);
            if (!below) return tl::unexpected(below.error());
            if (auto done = adopt_one(database, organisation_key, *below, from, who); !done)
                return done;
        }
        return adopt_one(database, organisation_key, rules, from, who);
    });
}

namespace {

/// From when the organisation goes by the set: an edition that follows another without a day
/// between takes over its day.
Date find_binding_start(const std::vector<store::Adoption>& adoptions, const store::Adoption& one) {
    Date start = one.from_day;
    for (bool moved = true; moved;) {
        moved = false;
        for (const store::Adoption& before : adoptions)
            if (before.organisation_key == one.organisation_key &&
                before.rule_set_key == one.rule_set_key && before.from_day < start &&
                before.until_day && *before.until_day + Days{1} >= start) {
                start = before.from_day;
                moved = true;
            }
    }
    return start;
}

} // namespace

std::size_t RuleBook::put(const RuleSet& set, Date from) {
    sets_.push_back(set);
    for (Rule& rule : sets_.back().rules)
        rule.valid_from = std::max(rule.valid_from, from);
    for (IntervalRule& rule : sets_.back().intervals)
        rule.valid_from = std::max(rule.valid_from, from);
    return sets_.size() - 1;
}

Result<RuleBook> RuleBook::load(store::Database& database,
                                std::span<const Organisation> organisations, Date day) {
    const auto adoptions = store::load_adoptions(database);
    if (!adoptions) return tl::unexpected(adoptions.error());
    RuleBook book;
    std::map<std::string, std::set<std::size_t>> by_organisation; // sets by position in the book
    std::map<std::int64_t, RuleSet> on_file;
    std::map<std::pair<std::int64_t, Date>, std::size_t> position;
    for (const store::Adoption& one : *adoptions) {
        if (day < one.from_day || (one.until_day && *one.until_day < day)) continue;
        if (!on_file.contains(one.rule_set_id)) {
            const auto json = store::load_rule_json(database, one.rule_set_id);
            if (!json) return tl::unexpected(json.error());
            auto set = load_rules(one.rule_set_key, *json);
            if (!set) return tl::unexpected(set.error());
            on_file.emplace(one.rule_set_id, std::move(*set));
        }
        // The law binds whether anybody adopted it or not; what a place set itself, from its day.
        const Date from =
            one.rule_set_key == default_rules ? Date{} : find_binding_start(*adoptions, one);
        const auto [at, fresh] = position.try_emplace({one.rule_set_id, from}, 0);
        if (fresh) at->second = book.put(on_file.at(one.rule_set_id), from);
        by_organisation[one.organisation_key].insert(at->second);
    }
    auto national = find_shipped_rules(default_rules);
    if (!national) return tl::unexpected(national.error());
    const std::size_t fallback = book.put(*national, Date{});

    std::map<std::string_view, std::string_view> parent_of;
    for (const Organisation& one : organisations)
        parent_of.emplace(one.key, one.parent_key);
    for (const Organisation& one : organisations) {
        std::set<std::size_t> sets;
        std::size_t steps = 0;
        for (auto at = parent_of.find(one.key); at != parent_of.end() && steps++ < parent_of.size();
             at = parent_of.find(at->second))
            if (const auto own = by_organisation.find(std::string(at->first));
                own != by_organisation.end())
                sets.insert(own->second.begin(), own->second.end());
        if (sets.empty()) sets.insert(fallback);
        book.rules_.push_back(book.choose(sets, one, day));
        book.intervals_.push_back(book.choose_intervals(sets, fallback, one, day));
    }
    return book;
}

std::vector<const IntervalRule*> RuleBook::choose_intervals(const std::set<std::size_t>& sets,
                                                            std::size_t fallback,
                                                            const Organisation& organisation,
                                                            Date day) const {
    std::vector<const IntervalRule*> rules;
    for (std::size_t i = 0; i < interval_activity_names.size(); ++i) {
        const auto activity = static_cast<IntervalActivity>(i);
        const auto speaks = [&](std::size_t set) {
            return std::ranges::any_of(sets_[set].intervals, [&](const IntervalRule& rule) {
                return rule.activity == activity;
            });
        };
        std::set<std::size_t> asked = sets;
        if (std::ranges::none_of(sets, speaks)) asked.insert(fallback);
        for (const std::size_t set : asked)
            for (const IntervalRule& rule : sets_[set].intervals)
                if (rule.activity == activity && binds(rule, organisation, day))
                    rules.push_back(&rule);
    }
    std::ranges::stable_sort(rules, {}, [](const IntervalRule* rule) {
        return std::tuple(rule->activity, rule->every_min, rule->kind, std::string_view(rule->id));
    });
    return rules;
}

std::vector<const Rule*> RuleBook::choose(const std::set<std::size_t>& sets,
                                          const Organisation& organisation, Date day) const {
    std::map<std::tuple<std::string_view, int, std::string_view>, const Rule*> earliest;
    for (const std::size_t set : sets)
        for (const Rule& rule : sets_[set].rules) {
            if (!is_in_force(rule, day) || !binds(rule, organisation)) continue;
            const Rule*& kept = earliest[{rule.set_key, rule.set_version, rule.id}];
            if (!kept || rule.valid_from < kept->valid_from) kept = &rule;
        }
    std::vector<const Rule*> rules;
    for (const auto& [key, rule] : earliest)
        rules.push_back(rule);
    return rules;
}

const std::vector<const IntervalRule*>& RuleBook::intervals_of(std::size_t organisation) const {
    return intervals_[organisation];
}

const std::vector<const Rule*>& RuleBook::rules_of(std::size_t organisation) const {
    return rules_[organisation];
}

} // namespace roster::service
