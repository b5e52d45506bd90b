/// A finding (问题) and its way to closure. Pure values; what happened to it is a list of
/// transitions that only grows.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/names.h"
#include "sim/core/result.h"
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace roster::domain {

enum class Severity { ordinary, major }; ///< 一般, 重大
inline constexpr std::array<std::string_view, 2> severity_names{"ordinary", "major"};

enum class FindingState { registered, in_progress, done, closed };
inline constexpr std::array<std::string_view, 4> finding_state_names{"registered", "in_progress",
                                                                     "done", "closed"};

/// The four fields without which a finding stays registered (责任人, 措施, 时限, 应急预案).
struct Remedy {
    std::string responsible_key; ///< person
    std::string measure;
    std::optional<Date> deadline;
    std::string contingency; ///< what is done meanwhile
};

struct Finding {
    std::string key;
    std::string organisation_key;
    std::int64_t drill_id = 0; ///< drill in which it was seen; 0 for other sources
    std::string text;
    Severity severity = Severity::ordinary;
    bool life_safety = false;
    Date found_on{};
};

/// One step of a finding. The remedy stands in full at each step.
struct FindingStep {
    FindingState state{};
    Remedy remedy;
    Instant at_utc{};
    std::string actor_key; ///< who took the step
    std::string evidence;  ///< file or sentence that proves it; needed to close
};

/// Problems with taking `next` after `taken`; empty when it may be taken. Leaving "registered"
/// needs all four fields; closing needs evidence and another person than the one who did it.
[[nodiscard]] sim::core::Problems check_step(std::span<const FindingStep> taken,
                                             const FindingStep& next);
/// Days left; negative when overdue.
[[nodiscard]] int calc_days_left(Date deadline, Date today) noexcept;

} // namespace roster::domain
