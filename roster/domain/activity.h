/// What a home or a bureau did or plans: a real drill entered afterwards, a training, a study, a
/// micro-lesson. Plain values and their check; drills the program ran or observed are
/// drill_result.h.
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
#include <vector>

namespace roster::domain {

enum class ActivityKind {
    drill, ///< 实战, held without the program
    tabletop,
    demonstration,
    training,
    study,
    micro_lesson, ///< 班前班后五分钟
    discussion,   ///< 安全生产大家谈
    lecture,      ///< 宣讲
    publicity,
    analysis, ///< 研判
};
inline constexpr std::array<std::string_view, 10> activity_kind_names{
    "drill",        "tabletop",   "demonstration", "training",  "study",
    "micro_lesson", "discussion", "lecture",       "publicity", "analysis"};
[[nodiscard]] const char* word(ActivityKind kind) noexcept;

enum class ActivityProgress { planned, held, cancelled };
inline constexpr std::array<std::string_view, 3> activity_progress_names{"planned", "held",
                                                                         "cancelled"};
[[nodiscard]] const char* word(ActivityProgress progress) noexcept;
enum class ActivityLevel { province, city, county, town, home, shift };
inline constexpr std::array<std::string_view, 6> activity_level_names{"province", "city", "county",
                                                                      "town",     "home", "shift"};
enum class ActivityScope {
    all_staff,
    three_roles,
    fire_team,
    leaders,
    duty_staff,
    new_staff,
    residents,
    public_,
    part,
};
inline constexpr std::array<std::string_view, 9> activity_scope_names{
    "all_staff", "three_roles", "fire_team", "leaders", "duty_staff",
    "new_staff", "residents",   "public",    "part"};
/// 以会代训 专题集训 实战演练 业务实操 现场观摩 岗前 班前 线上模拟 自学
enum class ActivityForm {
    meeting,
    topic,
    real_drill,
    hands_on,
    observation,
    pre_job,
    pre_shift,
    online,
    self_study,
};
inline constexpr std::array<std::string_view, 9> activity_form_names{
    "meeting", "topic",     "real_drill", "hands_on",  "observation",
    "pre_job", "pre_shift", "online",     "self_study"};
[[nodiscard]] const char* word(ActivityForm form) noexcept;
[[nodiscard]] const char* word(ActivityLevel level) noexcept;
[[nodiscard]] const char* word(ActivityScope scope) noexcept;
/// Held with hands and feet: what a real drill must be; the database asks the same (migration
/// 0005).
[[nodiscard]] bool is_real_form(ActivityForm form) noexcept;
/// Words for content_tags; others are allowed.
inline constexpr std::array<std::string_view, 10> content_tag_names{
    "fire",       "evacuation", "extinguish", "alarm",      "laws",
    "procedures", "knowledge",  "cases",      "facilities", "duty"};

struct Activity {
    std::int64_t id = 0;          ///< row; 0 before it is written
    std::int64_t corrects_id = 0; ///< row that this one replaces (planned becomes held); 0 for none
    std::string key;              ///< "activity/ankang-2026-03-12-1"
    std::string organisation_key;
    std::string held_by_key{}; ///< organisation that held it, when another
    std::string team_key{};    ///< volunteer team that took part
    ActivityKind kind{};
    ActivityProgress progress = ActivityProgress::held;
    ActivityLevel level = ActivityLevel::home;
    ActivityScope scope = ActivityScope::part;
    ActivityForm form = ActivityForm::topic;
    std::vector<std::string> tags{};
    std::string title{}, content{}, place{};
    Date local_day{};
    std::optional<Instant> started_at_utc{}, ended_at_utc{};
    std::optional<int> minutes_count{};
    std::string shift_key{};
    std::string campaign_key{};
    std::optional<int> batch_no{}, capacity_count{};
    bool night = false, announced = false, hidden_date = false;
    std::string lead{}, recorder{}, departments{}, external_units{};
    std::optional<int> due_count{}, present_count{}, residents_count{};
    std::string rating = "-"; ///< "P", "S", "M", "U"
    std::string problems{}, examination{};
    std::int64_t response_plan_id = 0; ///< row of the version that was rehearsed; 0 for none
};

struct Attendance {
    std::string person_key;
    std::string organisation_key{}; ///< for which of the person's homes; empty: all
    bool attended = true;
    std::optional<bool> passed{};
    std::optional<double> score{};
    std::optional<int> minutes_count{};
    std::string duty{};
};

/// Everything that keeps it from being written, in one go. A real drill needs what the law asks to
/// be on record: time, place, content, departments, people; and who led and who recorded it.
[[nodiscard]] sim::core::Problems check(const Activity& activity,
                                        std::span<const Attendance> attendances, Date today);
/// ' fire evacuation ': sorted, once each; "" for none.
[[nodiscard]] std::string join_tags(std::vector<std::string> tags);

} // namespace roster::domain
