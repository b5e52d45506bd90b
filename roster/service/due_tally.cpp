#include "roster/service/due_tally.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace roster::service {

using namespace roster::domain;

namespace {

using Part = std::span<const std::size_t>;
using Organisations = std::span<const Organisation>;

StateCounts count(const WorstStates& worst) {
    StateCounts counts{};
    for (const auto& [id, state] : worst)
        ++counts[static_cast<std::size_t>(state)];
    return counts;
}

void add(const DueTally& from, DueTally& to) {
    for (auto member : {&DueTally::homes, &DueTally::offices, &DueTally::persons, &DueTally::teams})
        for (const auto& [id, state] : from.*member)
            worsen(to.*member, id, state);
    to.certificate_count += from.certificate_count;
}

/// The part with children right under their parent, by key.
std::vector<std::size_t> order_as_tree(Organisations organisations, Part part) {
    std::map<std::string_view, std::vector<std::size_t>> children;
    for (const std::size_t i : part)
        if (i != part.front()) children[organisations[i].parent_key].push_back(i);
    std::vector<std::size_t> order, open{part.front()};
    while (!open.empty()) {
        const std::size_t i = open.back();
        open.pop_back();
        order.push_back(i);
        auto& below = children[organisations[i].key];
        std::ranges::sort(below, std::greater{}, [&](std::size_t one) -> const std::string& {
            return organisations[one].key;
        });
        open.insert(open.end(), below.begin(), below.end());
    }
    return order;
}

} // namespace

void worsen(WorstStates& worst, std::int64_t id, DueState state) {
    const auto [at, fresh] = worst.try_emplace(id, state);
    if (!fresh) at->second = std::max(at->second, state);
}

std::vector<OrganisationDue> sum_up(Organisations organisations, Part part, DueTallies tallies) {
    std::map<std::string_view, std::size_t> at;
    std::map<std::size_t, int> depth;
    for (const std::size_t i : part) {
        const auto parent = at.find(organisations[i].parent_key);
        depth[i] = parent == at.end() ? 0 : depth[parent->second] + 1;
        at.emplace(organisations[i].key, i);
    }
    // Children come after their parents, so adding from the back carries all up.
    for (auto i = part.rbegin(); i != part.rend(); ++i)
        if (*i != part.front()) add(tallies[*i], tallies[at.at(organisations[*i].parent_key)]);
    std::vector<OrganisationDue> lines;
    for (const std::size_t i : order_as_tree(organisations, part)) {
        const Organisation& one = organisations[i];
        const DueTally& tally = tallies[i];
        lines.push_back({one.key, one.name, one.parent_key, one.kind, depth[i], count(tally.homes),
                         count(tally.offices), count(tally.persons), count(tally.teams),
                         tally.certificate_count});
    }
    return lines;
}

} // namespace roster::service
