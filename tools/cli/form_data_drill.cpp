#include "tools/cli/form_data_drill.h"

#include "roster/store/drill_detail.h"
#include "sim/core/locale.h"
#include "sim/core/text.h"
#include "sim/drill/scoring.h"
#include "tools/cli/form_parts.h"
#include "tools/cli/terminal.h"
#include "tools/paper/drill_record.h"
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

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

using Loaded = std::optional<sim::drill::LoadedScenario>;

/// What was to be done, in the scenario's words; else what kind of deed it was.
std::string deed_words(const roster::store::DrillOutcome& one, const Loaded& loaded) {
    if (loaded)
        for (const auto& expected : loaded->scenario.expected)
            if (expected.no == one.expected_no) return expected.action;
    const auto kind = sim::drill::find_fact_kind(one.action);
    return kind ? tr(sim::drill::word(*kind)) : one.action;
}

/// What became of it; the reason says more than the word where it was not in time.
std::string verdict_words(const roster::store::DrillOutcome& one) {
    const bool on_time = one.status == OutcomeStatus::on_time;
    return tr(on_time || one.reason.empty() ? word(one.status) : one.reason.c_str());
}

/// Who did what when, and what was left undone or done wrongly: those are the problems.
void fill_course(const DrillDetail& drill, const Loaded& loaded, paper::DrillRecord& form) {
    for (const auto& one : drill.outcomes) {
        if (one.status == OutcomeStatus::not_applicable) continue;
        const std::string text = trf("{}（{}）", deed_words(one, loaded), verdict_words(one));
        form.course.push_back({one.time_s ? clock_text(*one.time_s) : "—", text, one.name});
        if (one.status == OutcomeStatus::missed || one.status == OutcomeStatus::wrong)
            form.remedies.push_back({text, one.critical ? tr("关键") : "", "", one.name, "", ""});
    }
}

/// Each once, in the order in which they marked.
std::string observers_of(const DrillDetail& drill) {
    std::vector<std::string> names;
    for (const auto& one : drill.outcomes)
        if (!one.observer.empty() && std::ranges::find(names, one.observer) == names.end())
            names.push_back(one.observer);
    return fmt::format("{}", fmt::join(names, tr("、")));
}

/// Title, place and setting; who stood where by the names of the roles.
void fill_from_scenario(const DrillDetail& drill, const sim::drill::LoadedScenario& loaded,
                        paper::DrillRecord& form) {
    const auto& scenario = loaded.scenario;
    form.name = sim::core::shown_name(scenario.name, scenario.name_en);
    form.setting = scenario.note;
    if (const auto space = loaded.plan.find_space(scenario.origin))
        form.place = loaded.plan[space].name;
    for (auto& duty : form.duties)
        for (const auto& role : scenario.roles)
            if (role.key == duty.role) duty.role = role.name;
    for (const auto& role : scenario.roles)
        for (const auto& person : drill.people)
            if (person.role == role.key && role.post == "duty_leader") form.commander = person.name;
}

/// The scenario that was named, or the shipped one of that key where it lies.
sim::core::Result<Loaded> load_scenario_of(const DrillDetail& drill, const std::string& file) {
    std::filesystem::path path = file;
    if (file.empty()) {
        const std::string key = drill.scenario_key.substr(drill.scenario_key.rfind('/') + 1);
        path = std::filesystem::path("scenarios") / "drills" / (key + ".drill.json");
        std::error_code code;
        if (!std::filesystem::is_regular_file(path, code)) return Loaded();
    }
    auto loaded = sim::drill::load_scenario(path.string());
    const bool same = loaded && loaded->scenario.key == drill.scenario_key;
    if (file.empty() && !same) return Loaded(); // not asked for
    if (!loaded) return tl::unexpected(loaded.error());
    if (!same)
        return make_error(Errc::bad_input,
                          {file, "/key", trf("这次演练的脚本是“{}”", drill.scenario_key),
                           trf("给的是“{}”", loaded->scenario.key)});
    return Loaded(std::move(*loaded));
}

paper::DrillRecord make_record(const DrillDetail& drill, const Loaded& loaded) {
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
    form.should_come = form.came;
    form.recorder = observers_of(drill);
    if (loaded) fill_from_scenario(drill, *loaded, form);
    fill_course(drill, loaded, form);
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

sim::core::Result<paper::Form> fill_ledger_drill(roster::store::Database& database,
                                                 const std::string& number,
                                                 const std::string& scenario_file) {
    const auto unknown = [&] {
        return make_error(Errc::bad_input, {database.path().string(), number,
                                            tr("台账里没有这次演练，或已经更正、撤回"),
                                            tr("`yanlian activity list` 的编号，例如 drill/12")});
    };
    if (number.starts_with("activity/")) {
        const auto activity = roster::store::find_activity_detail(database, number);
        if (!activity) return tl::unexpected(activity.error());
        const auto kind = *activity ? (*activity)->activity.kind : ActivityKind::training;
        if (kind != ActivityKind::drill && kind != ActivityKind::tabletop &&
            kind != ActivityKind::demonstration)
            return unknown();
        return make_drill_form(**activity);
    }
    const auto id = read_number(number);
    auto found = id ? roster::store::find_drill_detail(database, *id)
                    : roster::store::Result<std::optional<DrillDetail>>(std::nullopt);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return unknown();
    const auto loaded = load_scenario_of(**found, scenario_file);
    if (!loaded) return tl::unexpected(loaded.error());
    return make_form(make_record(**found, *loaded));
}

} // namespace tools::cli
