#include "tools/cli/form_data_drill.h"

#include "roster/store/drill_detail.h"
#include "sim/core/text.h"
#include "sim/drill/scoring.h"
#include "tools/cli/terminal.h"
#include "tools/paper/drill_record.h"
#include <charconv>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using roster::store::DrillDetail;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

namespace {

std::optional<std::int64_t> read_number(std::string_view text) {
    constexpr std::string_view head = "drill/";
    if (text.starts_with(head)) text.remove_prefix(head.size());
    std::int64_t id = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return id;
}

const char* kind_word(DrillKind kind) {
    switch (kind) {
    case DrillKind::real:
        return tr("实战");
    case DrillKind::live:
        return tr("模拟");
    case DrillKind::tabletop:
        return tr("桌面");
    case DrillKind::demonstration:
        break;
    }
    return tr("演示");
}

std::string local_minute(Instant instant) {
    const std::string text = iso(instant + local_offset);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

/// Who did what, and what was left undone and should have been done.
void fill_course(const DrillDetail& drill, paper::DrillRecord& form) {
    for (const auto& one : drill.outcomes) {
        if (one.status == OutcomeStatus::not_applicable) continue;
        form.course.push_back({one.time_s ? clock_text(*one.time_s) : "—",
                               one.reason.empty() ? one.action : tr(one.reason.c_str()), one.name});
        const bool failed =
            one.status == OutcomeStatus::missed || one.status == OutcomeStatus::wrong;
        if (failed && one.critical)
            form.remedies.push_back(
                {one.reason.empty() ? one.action : one.reason, "", "", one.name, "", ""});
    }
}

paper::DrillRecord make_record(const DrillDetail& drill) {
    paper::DrillRecord form;
    form.organisation = drill.organisation_name;
    form.number = fmt::format("drill/{}", drill.id);
    form.name = drill.scenario_key;
    form.time = local_minute(drill.started_at_utc);
    form.kind = kind_word(drill.kind);
    form.night = drill.night ? tr("是") : tr("否");
    form.simulated = drill.kind != DrillKind::real;
    form.observer = drill.lead_observer;
    form.response_plan = drill.response_plan;
    form.came = std::to_string(drill.people.size());
    for (const auto& person : drill.people) {
        form.participants += (form.participants.empty() ? "" : tr("、")) + person.name;
        form.duties.push_back({person.role, person.name});
    }
    fill_course(drill, form);
    for (const KeyMoment& one : drill.moments)
        form.key_times.push_back({tr(word(one.moment)), one.time_s ? clock_text(*one.time_s) : "—",
                                  one.reason.empty() ? "" : tr(one.reason.c_str())});
    if (!drill.rating.empty())
        form.rating = tr(sim::drill::grade_word(drill.rating.front())) +
                      (drill.score ? "　" + trf("{:.1f} 分", *drill.score) : std::string());
    for (const auto& one : drill.attachments)
        form.photos.push_back({one.file_name, one.sha256});
    form.produced = trf("台账　{}　记录哈希 {}", form.number, drill.record_sha256);
    form.created_utc = iso(drill.recorded_at_utc);
    return form;
}

} // namespace

sim::core::Result<paper::Form> fill_observed_drill(roster::store::Database& database,
                                                   const std::string& number) {
    const auto id = read_number(number);
    auto found = id ? roster::store::find_drill_detail(database, *id)
                    : roster::store::Result<std::optional<DrillDetail>>(std::nullopt);
    if (!found) return tl::unexpected(found.error());
    if (!*found)
        return make_error(Errc::bad_input, {database.path().string(), number,
                                            tr("台账里没有这次演练，或已经更正、撤回"),
                                            tr("`yanlian activity list` 的编号，例如 drill/12")});
    return make_form(make_record(**found));
}

} // namespace tools::cli
