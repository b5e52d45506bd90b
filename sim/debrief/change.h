/// One decision of a recorded run, decided otherwise.
#pragma once
#include "sim/debrief/decision.h"

namespace sim::debrief {

/// How far a decision may be moved. Unit: s; own value.
inline constexpr double shift_limit_s = 600;

struct Change {
    std::int64_t decision = 0; ///< seq of its command
    double later_s = 0;        ///< below 0: earlier
    /// What is done in its place, one after the other; nothing: not done at all.
    std::vector<drill::Command> instead;
    /// Seq of a later decision of the same person that becomes what this one was; 0: none.
    std::int64_t swapped_with = 0;
    core::Tick from;   ///< nothing before this tick may differ
    std::string key;   ///< as make_change takes it
    std::string words; ///< "不关 304 房门，让它开着"
};

/// A change in short:
///   not              it is not done at all
///   later=30         30 s later; what he did after it waits
///   earlier=30       30 s earlier, or as soon as he knows of the fire
///   target=KEY       the same with another thing, room or person
///   device=NAME      a resident is moved with another device
///   shelter          a resident is not moved: his door is shut and he stays
///   shut=DOOR        afterwards that door is shut behind him
///   do=ACTION        something else with the same target: open_door, close_door
///   all              a call in which everything is said
///   swap=SEQ         that later decision first, this one then
/// Errors: bad_input, with what would be right.
[[nodiscard]] core::Result<Change> make_change(const record::Record& record, std::int64_t decision,
                                               std::string_view key);

/// What a sensible person would ask about: the above where they fit, most telling first. Empty when
/// there is no such decision.
[[nodiscard]] std::vector<Change> offer_changes(const record::Record& record,
                                                std::int64_t decision);

} // namespace sim::debrief
