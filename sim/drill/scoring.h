/// Scores, caps and ratings from facts alone, after domain rules: on time w, late by x within the
/// grace g: w(1 - 0.5 x/g), later but done 0.25 w, missed 0, a prohibition breached -w (a role's
/// sum not below 0). Final = min(raw, lowest cap earned). Letters P >= 90, S >= 75, M >= 60, else
/// U.
#pragma once
#include "sim/drill/scenario.h"

namespace sim::drill {

enum class OutcomeStatus { on_time, late, missed, wrong, not_applicable };
/// Chinese word on screen.
[[nodiscard]] constexpr const char* word(OutcomeStatus status) noexcept {
    constexpr const char* words[] = {"准时", "迟", "漏", "错", "不适用"};
    return words[static_cast<int>(status)];
}

struct Outcome {
    int expected_no = 0;
    std::string role;
    std::string person; ///< who did it, or who is cast for the role; may be empty
    OutcomeStatus status{};
    std::optional<core::Tick> done;
    std::optional<core::Tick> due; ///< end of the window, when its anchor has happened
    double late_s = 0;
    double points = 0, weight = 0;
    std::int64_t fact_seq = 0; ///< evidence
    std::string reason;        ///< Chinese, one sentence
};

struct EarnedCap {
    Breach breach{};
    double cap = 59;
    std::string reason;
    std::int64_t fact_seq = 0;
};

/// The seven key times, seconds since STARTEX; none with a reason in Score::time_notes.
struct KeyTimes {
    std::optional<double> detect, confirm, call_119, first_agent, origin_door_closed,
        origin_room_clear, accounted;
};

struct PeopleCount {
    int safe = 0, sheltered = 0, inside = 0, incapacitated = 0;
    [[nodiscard]] int total() const noexcept { return safe + sheltered + inside + incapacitated; }
};

struct Score {
    std::vector<Outcome> outcomes;
    std::vector<std::pair<std::string, double>> by_role;                   ///< 0..100
    std::vector<std::pair<core::CompetenceElement, double>> by_capability; ///< those with items
    double raw = 0, final = 0;
    std::vector<EarnedCap> caps;
    char letter = 'U';
    KeyTimes times;
    std::vector<std::pair<std::string, std::string>> time_notes; ///< name, why there is none
    PeopleCount people; ///< from the last facts about each person
};

/// @param facts of one whole drill, by seq
/// Pure. Facts of equal tick may stand in any order: the score is the same.
[[nodiscard]] Score calc_score(const Scenario& scenario, const plan::Plan& plan, StartMode start,
                               std::span<const Fact> facts);

/// "优", "良", "中", "差" for P, S, M, U (a convention of this project).
[[nodiscard]] const char* grade_word(char letter) noexcept;

} // namespace sim::drill
