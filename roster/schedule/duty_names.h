/// How names of posts, shifts and qualifications are said in messages. They are data once they
/// stand in a file; what drafts call them is said in the reader's language, any other name as it
/// is.
#pragma once
#include "roster/schedule/duty_model.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace roster::schedule {

[[nodiscard]] inline std::string shown_name(const std::string& name) {
    return sim::core::tr(name.c_str());
}

/// Name of a person of the roster; the key of whoever is not in it.
[[nodiscard]] inline std::string name_person(const DutyProblem& problem, const std::string& key) {
    const auto at = std::ranges::find(problem.people, key, &DutyPerson::key);
    return at == problem.people.end() ? key : at->name;
}

/// Words of the qualifications that the ledger keeps; others are as the roster wrote them.
[[nodiscard]] inline std::string describe_qualification(const std::string& key) {
    constexpr std::array<std::pair<const char*, const char*>, 7> words{
        {{"leader", "带班领导"},
         {"control_room", "消防控制室值班员"},
         {"duty_room", "值班室值班员"},
         {"care", "护理员"},
         {"volunteer", "志愿消防队员"},
         {"fire_facility_operator", "消防设施操作员证"},
         {"duty_training", "值班业务培训"}}};
    for (const auto& [known, word] : words)
        if (key == known) return sim::core::tr(word);
    return key;
}

} // namespace roster::schedule
