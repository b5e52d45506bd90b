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

/// 登记 → 整改中 → 待复查 → 销号; a recheck may send it back (退回), a deadline may move (延期).
enum class FindingState { registered, in_progress, to_be_rechecked, closed, returned, extended };
inline constexpr std::array<std::string_view, 6> finding_state_names{
    "registered", "in_progress", "to_be_rechecked", "closed", "returned", "extended"};
/// 登记 整改中 待复查 销号 退回 延期
[[nodiscard]] const char* word(FindingState state) noexcept;

/// Who found it: the 四查四改 of the inspections, drills, reports (举报), maintenance, the town,
/// the fire service, a campaign (专项).
enum class FindingSource {
    self_check,
    cross_check,
    county_check,
    city_check,
    drill,
    report,
    maintenance,
    town_check,
    fire_check,
    special,
};
inline constexpr std::array<std::string_view, 10> finding_source_names{
    "self_check", "cross_check", "county_check", "city_check", "drill",
    "report",     "maintenance", "town_check",   "fire_check", "special"};
[[nodiscard]] const char* word(FindingSource source) noexcept;
[[nodiscard]] const char* word(Severity severity) noexcept;

/// The four fields without which a finding stays registered (责任人, 措施, 时限, 应急预案).
struct Remedy {
    std::string responsible_key; ///< person
    std::string measure;
    std::optional<Date> deadline;
    std::string contingency; ///< what is done meanwhile
    std::optional<double>
        funds_yuan{};              ///< 资金; a major one says how much, 0 when it costs nothing
    std::string interim_measure{}; ///< 整改期间防范措施; a major one needs it
    std::string supervisor_key{};  ///< person of the bureau who watches it; a major one needs it
};

struct Finding {
    std::string key;
    std::string organisation_key;
    std::int64_t drill_id = 0; ///< drill in which it was seen; 0 for other sources
    std::string text;
    Severity severity = Severity::ordinary;
    bool life_safety = false;
    Date found_on{};
    FindingSource source = FindingSource::self_check;
    std::string category{};
    std::string zone{};             ///< 部位; empty: the whole house
    std::string service{};          ///< what a life-safety item suspends, when not a zone
    std::int64_t activity_id = 0;   ///< real drill entered by hand; 0 for none
    std::int64_t inspection_id = 0; ///< 0 for none
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
/// needs all four fields, a major one a supervisor, funds and an interim measure as well; closing
/// needs evidence and another person than anybody who answered for it or reported it as done in any
/// of the steps; only an extension moves the deadline, and it ends later than before.
[[nodiscard]] sim::core::Problems check_step(std::span<const FindingStep> taken,
                                             const FindingStep& next,
                                             Severity severity = Severity::ordinary);
/// What is wrong with a finding before it is registered. Source: what the drill or the inspection
/// behind it says. @param today nothing is found in the future
[[nodiscard]] sim::core::Problems check(const Finding& finding, Date today);

/// What somebody is to a finding's home on a day.
struct Entitlement {
    bool of_office = false; ///< works for the civil affairs side: bureau, town office, 局属单位
    bool leads_home = false; ///< 主要负责人, 法定代表人, 分管负责人, 安全管理人 of that very home
    bool of_house = false; ///< works at the home or at an organisation above it
    bool on_leave = false; ///< long leave or a day off that is on file
};
/// May move a deadline (house rule, also a trigger): never who answers for it; a major one only the
/// civil affairs side, an ordinary one also who leads the home.
[[nodiscard]] bool may_extend(const Entitlement& entitlement, Severity severity) noexcept;
/// May recheck and close (house rule): somebody at work that day, of the home or above it, or of
/// the civil affairs side; who never sets foot in the house has rechecked nothing.
[[nodiscard]] bool may_recheck(const Entitlement& entitlement) noexcept;
/// The same table as finding_transition in the database.
[[nodiscard]] bool may_follow(FindingState from, FindingState to) noexcept;
/// Days left; negative when overdue.
[[nodiscard]] int calc_days_left(Date deadline, Date today) noexcept;

} // namespace roster::domain
