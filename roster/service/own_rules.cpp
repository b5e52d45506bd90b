#include "roster/service/own_rules.h"

#include "roster/service/rules.h"
#include "sim/core/text.h"

namespace roster::service {

using namespace roster::domain;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

Result<RuleSet> read_own_rules(const std::string& file, std::string_view bytes) {
    auto set = load_rules(file, bytes);
    if (!set) return set;
    sim::core::Problems problems;
    const auto ships = [](const std::string& key) { return find_shipped_rules(key).has_value(); };
    if (ships(set->key) && find_shipped_rules(set->key)->sha256 != set->sha256)
        problems.push_back({file, "/key", trf("{} 是本程序自带的规则", set->key),
                            tr("自己的编号，例如 rules/ankang")});
    for (std::size_t i = 0; i < set->bases.size(); ++i)
        if (!ships(set->bases[i]))
            problems.push_back({file, "/bases/" + std::to_string(i),
                                trf("没有规则 {}", set->bases[i]), "rules/national"});
    if (!problems.empty()) return make_error(std::move(problems));
    return set;
}

} // namespace roster::service
