#include "roster/service/round_rule.h"

#include "roster/domain/activity.h"
#include "roster/domain/rotation.h"
#include "roster/service/rules.h"
#include <algorithm>

namespace roster::service {

using namespace roster::domain;

sim::core::Result<RoundRule> find_round_rule(store::Database& database,
                                             const std::vector<Organisation>& organisations,
                                             const std::string& top_key, Date today) {
    RoundRule found;
    found.rule.activity = "training";
    found.rule.levels = {std::string(name_of(activity_level_names, ActivityLevel::city))};
    found.rule.window = rotation_window;
    const auto book = RuleBook::load(database, organisations, today);
    if (!book) return tl::unexpected(book.error());
    for (const std::size_t i : list_subtree(organisations, top_key))
        for (const Rule* one : book->rules_of(i))
            if (one->subject == RuleSubject::person && one->activity == "training" &&
                one->window.kind == WindowKind::rolling_months && !one->posts.empty() &&
                std::ranges::all_of(one->posts, is_three_role))
                return RoundRule{*one, true};
    return found;
}

} // namespace roster::service
