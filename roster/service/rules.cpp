#include "roster/service/rules.h"

#include "roster/service/journal.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

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

Result<void> adopt_one(store::Database& database, const std::string& organisation_key,
                       const RuleSet& rules, Date from, const std::string& who) {
    const auto adoptions = store::load_adoptions(database);
    if (!adoptions) return tl::unexpected(adoptions.error());
    for (const store::Adoption& one : *adoptions) {
        if (one.organisation_key != organisation_key || one.rule_set_key != rules.key) continue;
        if (one.until_day && *one.until_day < from) continue;
        if (one.version == rules.version && one.from_day <= from && !one.until_day) return {};
        if (auto done = store::end_adoption(database, one.id, from, read_clock(), who); !done)
            return done;
    }
    const auto id = store::put_rule_set(database, rules);
    if (!id) return tl::unexpected(id.error());
    if (auto done =
            store::insert_adoption(database, organisation_key, *id, from, read_clock(), who);
        !done)
        return done;
    const nlohmann::ordered_json after{{"rules", rules.key},
                                       {"edition", rules.version},
                                       {"sha256", rules.sha256},
                                       {"from", iso(from)}};
    return store::append_audit(database, {0, read_clock(), who, "rules.adopt", organisation_key,
                                          "null", after.dump(), "", ""});
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

Result<void> adopt_rules(store::Database& database, const std::string& organisation_key,
                         const RuleSet& rules, Date from, const std::string& who) {
    if (who.empty()) return make_error(Errc::bad_input, {"", "/who", tr("没有写经办人"), ""});
    return in_transaction(database, [&]() -> Result<void> {
        for (const std::string& base : rules.bases) {
            const auto below = find_shipped_rules(base);
            if (!below) return tl::unexpected(below.error());
            if (auto done = adopt_one(database, organisation_key, *below, from, who); !done)
                return done;
        }
        return adopt_one(database, organisation_key, rules, from, who);
    });
}

Result<RuleBook> RuleBook::load(store::Database& database,
                                std::span<const Organisation> organisations, Date day) {
    const auto adoptions = store::load_adoptions(database);
    if (!adoptions) return tl::unexpected(adoptions.error());
    RuleBook book;
    std::map<std::string, std::set<std::size_t>> by_organisation; // sets by position in the book
    std::map<std::int64_t, std::size_t> position;
    for (const store::Adoption& one : *adoptions) {
        if (day < one.from_day || (one.until_day && *one.until_day < day)) continue;
        if (!position.contains(one.rule_set_id)) {
            const auto json = store::load_rule_json(database, one.rule_set_id);
            if (!json) return tl::unexpected(json.error());
            auto set = load_rules(one.rule_set_key, *json);
            if (!set) return tl::unexpected(set.error());
            position[one.rule_set_id] = book.sets_.size();
            book.sets_.push_back(std::move(*set));
        }
        by_organisation[one.organisation_key].insert(position[one.rule_set_id]);
    }
    auto national = find_shipped_rules(default_rules);
    if (!national) return tl::unexpected(national.error());
    const std::size_t fallback = book.sets_.size();
    book.sets_.push_back(std::move(*national));

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
        std::vector<const Rule*> rules;
        for (const std::size_t set : sets)
            for (const Rule& rule : book.sets_[set].rules)
                if (is_in_force(rule, day) && binds(rule, one)) rules.push_back(&rule);
        book.rules_.push_back(std::move(rules));
    }
    return book;
}

const std::vector<const Rule*>& RuleBook::rules_of(std::size_t organisation) const {
    return rules_[organisation];
}

} // namespace roster::service
