#include "roster/domain/mastery.h"

#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>

namespace roster::domain {
namespace {

using Element = CompetenceElement;

constexpr int team_leader_level = 3;

std::array<int, 4> calc_levels(const CompetenceFile& file, Date day) {
    std::array<int, 4> levels{};
    for (std::size_t i = 0; i < levels.size(); ++i)
        levels[i] = calc_standing(file, mastery_elements[i], day).level;
    return levels;
}

int nearest_rank(const std::vector<int>& sorted, std::size_t quarter) {
    const std::size_t rank = (sorted.size() * quarter + 3) / 4;
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

std::vector<PostQuartiles> calc_quartiles(std::map<Post, std::vector<int>>& by_post) {
    std::vector<PostQuartiles> posts;
    for (auto& [post, lowest] : by_post) {
        std::ranges::sort(lowest);
        posts.push_back(
            {post,
             static_cast<int>(lowest.size()),
             {nearest_rank(lowest, 1), nearest_rank(lowest, 2), nearest_rank(lowest, 3)}});
    }
    return posts;
}

bool works_at(const Person& person, Shift shift) {
    return std::ranges::any_of(person.roles,
                               [&](const PersonRole& role) { return role.shift == shift; });
}
bool holds(const Person& person, Post post) {
    return std::ranges::any_of(person.roles,
                               [&](const PersonRole& role) { return role.post == post; });
}

} // namespace

Mastery calc_mastery(std::span<const PersonOnFile> persons, Date day) {
    Mastery mastery;
    std::map<Post, std::vector<int>> lowest_by_post;
    for (const PersonOnFile& on_file : persons) {
        if (!is_on_roll(on_file.person, day)) continue;
        if (is_on_long_leave(on_file.person, day)) {
            mastery.long_leave_keys.push_back(on_file.person.key);
            continue;
        }
        const auto levels = calc_levels(on_file.file, day);
        const int lowest = *std::ranges::min_element(levels);
        ++mastery.on_roll_count;
        if (lowest >= mastered_level) ++mastery.mastered_count;
        for (std::size_t i = 0; i < levels.size(); ++i)
            if (levels[i] >= mastered_level) ++mastery.element_counts[i];
        std::set<Post> held;
        for (const PersonRole& role : on_file.person.roles)
            held.insert(role.post);
        for (const Post post : held)
            lowest_by_post[post].push_back(lowest);
    }
    if (mastery.on_roll_count > 0)
        mastery.rate_ratio = static_cast<double>(mastery.mastered_count) / mastery.on_roll_count;
    const auto fewest = std::ranges::min_element(mastery.element_counts);
    mastery.weakest =
        mastery_elements[static_cast<std::size_t>(fewest - mastery.element_counts.begin())];
    mastery.posts = calc_quartiles(lowest_by_post);
    return mastery;
}

std::vector<Advice> calc_advice(const PersonOnFile& on_file, bool leads_team, Date day) {
    std::vector<Advice> advice;
    const auto want = [&](Element element, int wanted, const char* reason) {
        const int level = calc_standing(on_file.file, element, day).level;
        if (level < wanted) advice.push_back({element, wanted, level, sim::core::tr(reason)});
    };
    if (works_at(on_file.person, Shift::night))
        for (const Element element : {Element::alarm, Element::evacuate, Element::extinguish})
            want(element, mastered_level, "夜班");
    if (holds(on_file.person, Post::control_room)) want(Element::alarm, mastered_level, "消控员");
    if (leads_team) want(Element::evacuate, team_leader_level, "队长");
    return advice;
}

} // namespace roster::domain
