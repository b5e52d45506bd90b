#include "tools/cli/form_data_drill.h"

#include "roster/store/drill_detail.h"
#include "roster/store/drill_source_table.h"
#include "roster/store/finding_list.h"
#include "sim/core/locale.h"
#include "sim/core/text.h"
#include "sim/drill/scoring.h"
#include "sim/plan/plan_file.h"
#include "tools/cli/form_parts.h"
#include "tools/cli/terminal.h"
#include "tools/paper/drill_record.h"
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>

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

/// What the ledger keeps of the drill, as it was loaded then; nothing where it keeps none.
sim::core::Result<Loaded> load_kept(roster::store::Database& database, const DrillDetail& drill) {
    const auto source = roster::store::find_drill_source(database, drill.id);
    if (!source) return tl::unexpected(source.error());
    if (!*source) return Loaded();
    const std::string file = fmt::format("drill/{}", drill.id);
    sim::drill::LoadedScenario loaded;
    auto plan = sim::plan::parse_plan(file + "#plan", (*source)->plan_text);
    if (!plan) return tl::unexpected(plan.error());
    loaded.plan = std::move(*plan);
    auto scenario =
        sim::drill::parse_scenario(file + "#scenario", (*source)->scenario_text, loaded.plan);
    if (!scenario) return tl::unexpected(scenario.error());
    loaded.scenario = std::move(*scenario);
    loaded.scenario_text = format_scenario(loaded.scenario, loaded.plan);
    return Loaded(std::move(loaded));
}

/// The shipped one of that key where it lies below the working directory.
Loaded load_shipped(const DrillDetail& drill) {
    const std::string key = drill.scenario_key.substr(drill.scenario_key.rfind('/') + 1);
    const auto path = std::filesystem::path("scenarios") / "drills" / (key + ".drill.json");
    std::error_code code;
    if (!std::filesystem::is_regular_file(path, code)) return {};
    auto loaded = sim::drill::load_scenario(path.string());
    if (!loaded || loaded->scenario.key != drill.scenario_key) return {};
    fmt::print(
        stderr, "{}\n",
        trf("台账里没有存这次演练的脚本，按 {} 印；不是这一份时写 --scenario 文件", path.string()));
    return Loaded(std::move(*loaded));
}

/// The file that was named; it must be what the ledger keeps, where it keeps one.
sim::core::Result<Loaded> load_named(const std::string& file, const DrillDetail& drill,
                                     const Loaded& kept) {
    auto loaded = sim::drill::load_scenario(file);
    if (!loaded) return tl::unexpected(loaded.error());
    if (loaded->scenario.key != drill.scenario_key)
        return make_error(Errc::bad_input,
                          {file, "/key", trf("这次演练的脚本是“{}”", drill.scenario_key),
                           trf("给的是“{}”", loaded->scenario.key)});
    if (kept && kept->scenario_text != loaded->scenario_text)
        return make_error(Errc::bad_input,
                          {file, "", tr("这份脚本在演练以后改过，和台账里存的不一样"),
                           tr("不写 --scenario，按台账里存的印")});
    return Loaded(std::move(*loaded));
}

sim::core::Result<Loaded> load_scenario_of(roster::store::Database& database,
                                           const DrillDetail& drill, const std::string& file) {
    auto kept = load_kept(database, drill);
    if (!kept) return kept;
    if (!file.empty()) return load_named(file, drill, *kept);
    if (*kept) return kept;
    auto shipped = load_shipped(drill);
    if (!shipped)
        fmt::print(stderr, "{}\n",
                   tr("台账里没有存这次演练的脚本（以前的程序登记的），表里没有名称、地点和情景；"
                      "补上写 --scenario 脚本.drill.json"));
    return shipped;
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

/// What one row of the review begins with; the cause is found in the meeting.
paper::AfterAction::Item item_of(const roster::store::DrillOutcome& one, const Loaded& loaded) {
    std::string actual = verdict_words(one);
    if (one.time_s) actual = clock_text(*one.time_s) + "　" + actual;
    std::string expected = deed_words(one, loaded);
    if (one.critical) expected += tr("（关键）");
    return {expected + "\n" + one.name, actual, "", "", "", ""};
}

/// Findings that were registered from this drill, each with its remedy.
sim::core::Result<void> add_findings(roster::store::Database& database, const std::string& home_key,
                                     const std::function<bool(const Finding&)>& is_of_drill,
                                     paper::AfterAction& form) {
    const auto rows = roster::store::load_finding_rows(database, home_key);
    if (!rows) return tl::unexpected(rows.error());
    for (const auto& row : *rows)
        if (is_of_drill(row.finding))
            form.items.push_back(
                {trf("隐患 {}", row.finding.key.substr(row.finding.key.rfind('/') + 1)),
                 row.finding.text, "", row.measure, row.responsible,
                 row.deadline ? iso(*row.deadline) : std::string()});
    return {};
}

FilledForm review_activity(OpenLedger& ledger, const roster::store::ActivityDetail& detail) {
    const Activity& a = detail.activity;
    paper::AfterAction form;
    form.organisation = detail.organisation_name;
    form.drill = trf("{}（{}）", a.title, iso(a.local_day));
    form.kind = tr(word(a.kind));
    if (a.kind == ActivityKind::drill) form.kind = kind_word(DrillKind::real);
    if (a.kind == ActivityKind::tabletop) form.kind = kind_word(DrillKind::tabletop);
    if (a.kind == ActivityKind::demonstration) form.kind = kind_word(DrillKind::demonstration);
    form.moderator = a.lead;
    for (const auto& person : detail.people)
        if (person.attendance.attended)
            form.participants += (form.participants.empty() ? "" : tr("、")) + person.name;
    if (form.participants.empty()) form.participants = a.departments;
    if (!a.problems.empty()) form.items.push_back({"", a.problems, "", "", "", ""});
    if (auto done = add_findings(
            ledger.opened.database, a.organisation_key,
            [&](const Finding& one) { return one.activity_id == a.id; }, form);
        !done)
        return tl::unexpected(done.error());
    sign(form, ledger);
    return make_form(form);
}

FilledForm review_drill(OpenLedger& ledger, const DrillDetail& drill, const Loaded& loaded) {
    paper::AfterAction form;
    paper::DrillRecord record = make_record(drill, loaded);
    form.organisation = record.organisation;
    form.drill = trf("{}（{}）", record.name, record.number);
    form.kind = record.kind;
    form.simulated = record.simulated;
    form.moderator = record.commander;
    form.participants = record.participants;
    if (!drill.lead_observer.empty())
        form.participants +=
            trf("；观察员 {}", record.recorder.empty() ? drill.lead_observer : record.recorder);
    for (const auto& one : drill.outcomes) {
        if (one.status == OutcomeStatus::not_applicable) continue;
        if (one.status != OutcomeStatus::on_time)
            form.items.push_back(item_of(one, loaded));
        else if (one.critical)
            form.kept += (form.kept.empty() ? "" : tr("；")) +
                         trf("{}：{}", one.name, deed_words(one, loaded));
    }
    auto& database = ledger.opened.database;
    const auto place = roster::store::find_drill(database, drill.id);
    if (!place) return tl::unexpected(place.error());
    if (*place)
        if (auto done = add_findings(
                database, (*place)->organisation_key,
                [&](const Finding& one) { return one.drill_id == drill.id; }, form);
            !done)
            return tl::unexpected(done.error());
    sign(form, ledger);
    return make_form(form);
}

/// A drill as it stands in the ledger: entered afterwards, or observed and run.
struct FoundDrill {
    std::optional<roster::store::ActivityDetail> activity;
    std::optional<DrillDetail> drill;
};
sim::core::Result<FoundDrill> find_drill_on_file(roster::store::Database& database,
                                                 const std::string& number) {
    const auto unknown = [&] {
        return make_error(Errc::bad_input, {database.path().string(), number,
                                            tr("台账里没有这次演练，或已经更正、撤回"),
                                            tr("`yanlian activity list` 的编号，例如 drill/12")});
    };
    if (number.starts_with("activity/")) {
        auto activity = roster::store::find_activity_detail(database, number);
        if (!activity) return tl::unexpected(activity.error());
        const auto kind = *activity ? (*activity)->activity.kind : ActivityKind::training;
        if (kind != ActivityKind::drill && kind != ActivityKind::tabletop &&
            kind != ActivityKind::demonstration)
            return unknown();
        return FoundDrill{std::move(**activity), {}};
    }
    const auto id = read_number(number);
    auto found = id ? roster::store::find_drill_detail(database, *id)
                    : roster::store::Result<std::optional<DrillDetail>>(std::nullopt);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return unknown();
    return FoundDrill{{}, std::move(**found)};
}

} // namespace

sim::core::Result<paper::Form> fill_ledger_drill(roster::store::Database& database,
                                                 const std::string& number,
                                                 const std::string& scenario_file) {
    const auto found = find_drill_on_file(database, number);
    if (!found) return tl::unexpected(found.error());
    if (found->activity) return make_drill_form(*found->activity);
    const auto loaded = load_scenario_of(database, *found->drill, scenario_file);
    if (!loaded) return tl::unexpected(loaded.error());
    return make_form(make_record(*found->drill, *loaded));
}

FilledForm fill_after_action(OpenLedger& ledger, const FormOptions& options) {
    if (options.drill.empty())
        return make_error(Errc::bad_input,
                          {"", "--drill", tr("没有说复盘哪一次演练"),
                           tr("`yanlian activity list` 的编号，例如 drill/12，或 --blank")});
    auto& database = ledger.opened.database;
    const auto found = find_drill_on_file(database, options.drill);
    if (!found) return tl::unexpected(found.error());
    if (found->activity) return review_activity(ledger, *found->activity);
    const auto loaded = load_scenario_of(database, *found->drill, options.scenario);
    if (!loaded) return tl::unexpected(loaded.error());
    return review_drill(ledger, *found->drill, *loaded);
}

} // namespace tools::cli
