/// 掌握率: how many of those on the roll can do all four of 一懂三会 today. Pure.
#pragma once
#include "roster/domain/competence.h"
#include "roster/domain/people.h"
#include <array>
#include <span>

namespace roster::domain {

/// The four that everybody needs; command is for the team only.
inline constexpr std::array mastery_elements{CompetenceElement::hazards, CompetenceElement::alarm,
                                             CompetenceElement::extinguish,
                                             CompetenceElement::evacuate};

struct PersonOnFile {
    Person person;
    CompetenceFile file;
};

/// Lower quartile, median and upper quartile (nearest rank) of the lowest level of each person.
struct PostQuartiles {
    Post post{};
    int person_count = 0;
    std::array<int, 3> lowest_level{};
};

struct Mastery {
    int on_roll_count = 0; ///< without those on long leave
    int mastered_count = 0;
    double rate_ratio = 0;                    ///< mastered / on roll; 0 when nobody is on the roll
    std::array<int, 4> element_counts{};      ///< L2 and more, in the order of mastery_elements
    CompetenceElement weakest{};              ///< fewest people; the first of equals
    std::vector<std::string> long_leave_keys; ///< excluded, and listed
    std::vector<PostQuartiles> posts;         ///< in the order of Post
};
[[nodiscard]] Mastery calc_mastery(std::span<const PersonOnFile> persons, Date day);

/// A level that a post or a task in the team should have and a person has not. Never a block.
struct Advice {
    CompetenceElement element{};
    int wanted_level = 0;
    int level = 0;
    std::string reason; ///< "夜班", "消控员", "队长"
};
[[nodiscard]] std::vector<Advice> calc_advice(const PersonOnFile& person, bool leads_team,
                                              Date day);

} // namespace roster::domain
