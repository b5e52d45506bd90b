/// Who is told of an alarm in a home, and the log of who was told and answered. A log of notices is
/// evidence of nobody's competence and counts for no obligation.
#pragma once
#include "roster/domain/alarm_escalation.h"
#include "roster/store/alarm_table.h"
#include <map>
#include <string>
#include <vector>

namespace roster::service {

struct ChainStep {
    std::string person_key;        ///< empty: the control room or the duty room
    std::string name, post, phone; ///< of the room its kind
};
struct AlarmChain {
    std::vector<ChainStep> steps;
    bool entered = false; ///< false: by the posts, because nobody entered one
};
/// As it was entered; without that the room, the head of the home, the safety manager, then
/// deputies and duty leaders by key. Whoever has left or is on leave that day is passed over.
[[nodiscard]] sim::core::Result<AlarmChain>
load_alarm_chain(store::Database& database, const std::string& organisation_key, domain::Date day);

/// @param person_keys in order; empty for the room
/// Errors: bad_input with everything at once: somebody unknown, twice, or without a telephone; the
/// room, the head of the home or the safety manager not among the first three.
[[nodiscard]] sim::core::Result<void> enter_alarm_chain(store::Database& database,
                                                        const std::string& organisation_key,
                                                        const std::vector<std::string>& person_keys,
                                                        const store::Entry& entry);

struct RaisedAlarm {
    std::string organisation_key;
    std::string point; ///< the detector as the panel names it
    domain::Instant raised_at_utc{};
    std::string trace_sha256;
    std::map<int, std::chrono::milliseconds> acks; ///< by position in the chain, from the alarm
    std::chrono::milliseconds until{};             ///< how long the alarm is followed
};
/// Runs the chain for an alarm of a trace and keeps the log.
/// Errors: bad_input (nobody in the chain; an answer of somebody who had not been told by then).
[[nodiscard]] sim::core::Result<store::AlarmRow>
record_trace_alarm(store::Database& database, const RaisedAlarm& alarm, const store::Entry& entry);

} // namespace roster::service
