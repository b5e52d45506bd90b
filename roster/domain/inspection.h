/// Inspections: what was looked at, by whom, when and with which result. Plain values and their
/// check. A day without a row was not inspected; a day with a clean row was, and nothing was found.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/finding.h"
#include "roster/domain/names.h"
#include "sim/core/result.h"
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

enum class InspectionKind {
    daily_patrol,
    night_patrol,
    monthly_self_check,
    town_monthly,
    county_visit,
    county_joint,
    city_sample,
    city_patrol,
    holiday_visit,
    remote,
    maintenance, ///< third party: 维保
    special,
};
inline constexpr std::array<std::string_view, 12> inspection_kind_names{
    "daily_patrol",  "night_patrol", "monthly_self_check", "town_monthly",
    "county_visit",  "county_joint", "city_sample",        "city_patrol",
    "holiday_visit", "remote",       "maintenance",        "special"};
/// 巡查 夜间巡查 自查 镇级检查 县级检查 …
[[nodiscard]] const char* word(InspectionKind kind) noexcept;
/// Done by the home itself.
[[nodiscard]] bool is_own(InspectionKind kind) noexcept;
/// Source of a finding that such an inspection makes.
[[nodiscard]] FindingSource source_of(InspectionKind kind) noexcept;

enum class InspectionResult { clean, findings, not_possible };
inline constexpr std::array<std::string_view, 3> inspection_result_names{"clean", "findings",
                                                                         "not_possible"};
[[nodiscard]] const char* word(InspectionResult result) noexcept;

enum class ItemVerdict { ok, bad, not_applicable };
inline constexpr std::array<std::string_view, 3> item_verdict_names{"ok", "bad", "not_applicable"};

/// One row of a checklist (部位, 内容, 检查情况).
struct InspectionItem {
    std::string zone, text;
    ItemVerdict verdict{};
    std::string note{};
};

struct Inspection {
    std::int64_t id = 0;          ///< row; 0 before it is written
    std::int64_t corrects_id = 0; ///< row that this one replaces; 0 for none
    std::string organisation_key; ///< the home
    std::string by_key{};         ///< organisation that inspected; empty: the home itself
    InspectionKind kind{};
    Date local_day{};
    std::optional<Instant> at_utc{};
    std::string inspector_key{}; ///< person on file; empty for others
    std::string inspector;       ///< name
    InspectionResult result{};
    std::string checklist_key{};
    std::optional<int> checklist_version{};
    std::string note{};
    std::int64_t visit_plan_id = 0; ///< plan that it fulfils; 0 for none
};

/// Everything that keeps it from being written, in one go.
/// @param findings_count findings that come with it
[[nodiscard]] sim::core::Problems check(const Inspection& inspection,
                                        std::span<const InspectionItem> items,
                                        std::size_t findings_count, Date today);

/// A visit that is to be made.
struct VisitPlan {
    std::int64_t id = 0;
    std::string organisation_key; ///< the home
    std::string by_key;           ///< who visits
    InspectionKind kind = InspectionKind::county_visit;
    Date planned_day{};
    int round_no = 1;
    bool unannounced = false;
    std::int64_t sample_draw_id = 0; ///< 0 for none
};

} // namespace roster::domain
