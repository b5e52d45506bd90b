/// What people decided in a recorded run, one by one: each could have been decided otherwise.
#pragma once
#include "sim/record/record.h"

namespace sim::debrief {

/// An act of a person that the run took; what it refused changed nothing and is none.
struct Decision {
    std::int64_t seq = 0; ///< of its command in the record
    core::Tick tick;
    std::string person; ///< key
    std::string words;  ///< "王芳 关门：304 房门"
};

/// In the order of time. Empty for real drills: nobody's night can be run again.
[[nodiscard]] std::vector<Decision> list_decisions(const record::Record& record);
/// The command behind a decision; null when it is none of the record's.
[[nodiscard]] const drill::Command* find_decision(const record::Record& record, std::int64_t seq);
/// Who does what to whom, in the language of the program.
[[nodiscard]] std::string describe_command(const record::Record& record,
                                           const drill::Command& command);

} // namespace sim::debrief
