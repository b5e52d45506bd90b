/// Who decides what while a night is run again: as it was until the change, and after it robots by
/// their response plan, people what they decided then.
#pragma once
#include "sim/debrief/change.h"
#include "sim/drill/team_policy.h"
#include <deque>
#include <optional>

namespace sim::debrief {

/// Commands of the what-if carry this source: nobody decided them, so they are nobody's evidence.
inline constexpr const char* what_if_source = "what-if";
/// And so does the header of its record, as team.
inline constexpr const char* what_if_team = "what-if";

class Director {
public:
    /// @param loaded outlives the director
    Director(const record::Record& original, const Change& change,
             const drill::LoadedScenario& loaded);
    /// For the tick about to be stepped.
    [[nodiscard]] std::vector<drill::Command> decide(const drill::World& world);

private:
    /// A command found again by what it is, not by its number, which moves with the change.
    struct Mark {
        drill::Command command;
        int left = 0; ///< times that the same comes, this one included; 0: nothing is looked for
        [[nodiscard]] bool takes(const drill::Command& other);
    };
    [[nodiscard]] Mark mark_of(const record::Record& original, std::int64_t seq) const;
    [[nodiscard]] std::vector<drill::Command> list_unchanged(const drill::World& world);
    void change_one(drill::Command command, core::Tick now, std::vector<drill::Command>& due);
    void put_instead(std::vector<drill::Command>& due);
    void release_held(const drill::World& world, std::vector<drill::Command>& due);

    Change change_;
    core::Tick then_; ///< when it was decided in the record
    std::optional<drill::Team> team_;
    std::vector<drill::Command> recorded_; ///< of people; empty for robots
    std::size_t next_ = 0;
    Mark changed_, swapped_;
    bool done_ = false;                    ///< what stands instead is on its way
    std::optional<core::Tick> held_until_; ///< later: his decisions wait, in their order
    std::deque<drill::Command> held_;
};

} // namespace sim::debrief
