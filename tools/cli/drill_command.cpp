// yanlian drill SCENARIO: one night, one building, from plan to record and report.
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/casting/casting.h"
#include "tools/cli/commands.h"
#include "tools/cli/drill_run.h"
#include "tools/cli/report_file.h"
#include "tools/cli/score_text.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

struct DrillOptions {
    std::string scenario, start, team = "perfect", decisions, trace, db, organisation, record,
                                 report, pdf, speed = "max";
    std::vector<std::string> settings;
    std::uint64_t seed = 1;
    bool json = false, no_open = false;
};

sim::core::Result<RunSpec> make_spec(const DrillOptions& options,
                                     const sim::drill::LoadedScenario& loaded) {
    using sim::core::Errc;
    RunSpec spec;
    spec.seed = options.seed;
    const auto& modes = loaded.scenario.start_modes;
    spec.start = modes.back();
    if (!options.start.empty())
        spec.start =
            options.start == "scene" ? sim::drill::StartMode::scene : sim::drill::StartMode::system;
    if (std::find(modes.begin(), modes.end(), spec.start) == modes.end())
        return sim::core::make_error(
            Errc::bad_input,
            {options.scenario, "/start_modes", trf("这个脚本没有启动方式 {}", options.start), ""});
    for (const auto policy : {sim::drill::TeamPolicy::perfect, sim::drill::TeamPolicy::typical,
                              sim::drill::TeamPolicy::idle})
        if (sim::drill::name(policy) == options.team) spec.policy = policy;
    if (!options.decisions.empty()) {
        auto decisions = sim::drill::load_decisions(options.decisions, loaded);
        if (!decisions) return tl::unexpected(decisions.error());
        spec.decisions = std::move(*decisions);
        spec.decided = true;
    }
    if (options.speed != "max") {
        char* end = nullptr;
        spec.speed = std::strtod(options.speed.c_str(), &end);
        if (*end != '\0' || !(spec.speed > 0) || spec.speed > 1e6)
            return sim::core::make_error(
                Errc::bad_input,
                {"--speed", "", trf("看不懂：{}", options.speed), tr("max 或正数")});
    }
    return spec;
}

nlohmann::ordered_json counts_json(const sim::drill::World::Counts& c) {
    return {{"safe", c.safe},
            {"sheltered", c.sheltered},
            {"inside", c.inside},
            {"incapacitated", c.incapacitated}};
}

void print_json(const sim::drill::LoadedScenario& loaded, const RunSpec& spec,
                const RunResult& result) {
    nlohmann::ordered_json json;
    json["scenario"] = loaded.scenario.key;
    json["seed"] = spec.seed;
    json["start"] = spec.start == sim::drill::StartMode::scene ? "scene" : "system";
    json["team"] = result.team;
    json["kind"] = sim::core::name(result.kind);
    json["rating"] = std::string(1, result.score.letter);
    json["score"] = result.score.final;
    json["raw"] = result.score.raw;
    json["caps"] = nlohmann::ordered_json::array();
    for (const auto& cap : result.score.caps)
        json["caps"].push_back(
            {{"breach", sim::drill::name(cap.breach)}, {"cap", cap.cap}, {"fact", cap.fact_seq}});
    json["times_s"] = key_times_json(result.score.times);
    json["people"] = counts_json(result.everybody);
    json["residents"] = counts_json(result.residents);
    json["facts"] = result.facts.size();
    json["chain"] = result.record_chain;
    json["cpu_s"] = result.cpu_s;
    fmt::print("{}\n", json.dump(2));
}

/// A record nobody asked to keep lives as long as the command.
class TemporaryRecord {
public:
    explicit TemporaryRecord(const std::string& asked) : path_(asked) {
        if (!asked.empty()) return;
        temporary_ = true;
        path_ = std::filesystem::temp_directory_path() / fmt::format("yanlian-{}.drill", getpid());
    }
    ~TemporaryRecord() {
        if (!temporary_) return;
        std::error_code code;
        for (const char* ending : {"", ".part", ".part-journal"})
            std::filesystem::remove(path_.string() + ending, code);
    }
    TemporaryRecord(const TemporaryRecord&) = delete;
    TemporaryRecord& operator=(const TemporaryRecord&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    bool temporary_ = false;
};

sim::core::Result<casting::LedgerEntry> enter(casting::Ledger& ledger,
                                              const sim::drill::LoadedScenario& loaded,
                                              const RunSpec& spec, const RunResult& result,
                                              const std::string& scenario_text) {
    casting::FinishedDrill drill;
    drill.scenario_text = scenario_text;
    drill.loaded = &loaded;
    drill.score = &result.score;
    drill.facts = result.facts;
    drill.kind = result.kind;
    drill.start = spec.start;
    drill.seed = spec.seed;
    drill.started_utc = result.started_utc;
    drill.record_sha256 = result.record_chain;
    drill.deciding = sim::drill::list_deciding(spec.decisions);
    return ledger.record(drill);
}

/// What would fail after the run is better known before it.
sim::core::Result<void> check_folder_of(const std::string& file) {
    if (file.empty()) return {};
    std::error_code code;
    const auto folder = std::filesystem::absolute(file, code).parent_path();
    if (!std::filesystem::is_directory(folder, code))
        return sim::core::make_error(
            sim::core::Errc::io,
            {file, "", trf("没有文件夹 {}", folder.string()), tr("先建好文件夹")});
    if (access(folder.c_str(), W_OK) != 0)
        return sim::core::make_error(sim::core::Errc::io,
                                     {file, "", trf("文件夹 {} 不能写", folder.string()), ""});
    return {};
}

int run(const DrillOptions& options) {
    for (const std::string& file : {options.record, options.report})
        if (auto folder = check_folder_of(file); !folder) return report(folder.error());
    auto loaded = sim::drill::load_scenario(options.scenario);
    if (!loaded) return report(loaded.error());
    for (const std::string& setting : options.settings)
        if (auto set = apply_setting(*loaded, setting); !set) return report(set.error());
    auto spec = make_spec(options, *loaded);
    if (!spec) return report(spec.error());
    std::optional<sim::devices::Trace> trace;
    if (!options.trace.empty()) {
        auto read = sim::devices::load_trace(options.trace, loaded->plan);
        if (!read) return report(read.error());
        trace = std::move(*read);
        spec->trace = &*trace;
    }
    auto ledger = casting::Ledger::open(options.db, options.organisation);
    if (!ledger) return report(ledger.error());
    const std::string written = loaded->scenario_text;
    if (auto cast = (*ledger)->cast(*loaded, {}); !cast) return report(cast.error());
    const TemporaryRecord record(options.record);
    spec->record = record.path();
    auto result = run_drill(*loaded, *spec);
    if (!result) return report(result.error());
    auto entry = enter(**ledger, *loaded, *spec, *result, written);
    if (!entry) return report(entry.error());
    // Robots show a building; it need not be that of the home on file.
    const std::string home = result->kind == sim::core::DrillKind::demonstration
                                 ? std::string()
                                 : (*ledger)->organisation_name();
    if (!options.report.empty())
        if (const int code = write_report_file(record.path(), options.report, home, entry->levels);
            code != 0)
            return code;
    if (!options.pdf.empty())
        if (const int code = write_record_pdf(record.path(), options.pdf, home); code != 0)
            return code;
    if (options.json) {
        print_json(*loaded, *spec, *result);
        return 0;
    }
    sim::record::Header header;
    header.kind = result->kind;
    header.team = result->team;
    header.seed = spec->seed;
    fmt::print("{}", format_score(loaded->scenario, header, result->score));
    if (!options.record.empty()) fmt::print("{}\n", trf("记录：{}", options.record));
    if (!options.pdf.empty()) fmt::print("{}\n", trf("演练记录表：{}", options.pdf));
    if (!options.report.empty()) {
        fmt::print("{}\n", trf("报告：{}", options.report));
        if (!options.no_open) open_for_reading(options.report);
    }
    return 0;
}

} // namespace

void add_drill_command(CLI::App& app, int& exit_code) {
    const auto o = std::make_shared<DrillOptions>();
    CLI::App* command =
        app.add_subcommand("drill", tr("演练一次：机器人演示，或按每个人的决定模拟"));
    command->add_option(tr("脚本"), o->scenario, tr("演练脚本 .drill.json"));
    command->add_option("--seed", o->seed, tr("随机种子"))->check(whole_number());
    command->add_option("--start", o->start, tr("启动方式：scene 现场发现，system 系统发现"))
        ->check(one_of({"scene", "system"}));
    auto* team = command->add_option("--team", o->team, tr("演示策略：perfect、typical、idle"))
                     ->check(one_of({"perfect", "typical", "idle"}));
    command->add_option("--decisions", o->decisions, tr("每个人的决定 .jsonl（计为模拟演练）"))
        ->excludes(team);
    command->add_option("--trace", o->trace, tr("报警轨迹 .trace.jsonl，代替它点名的探测器读数"));
    command->add_option("--speed", o->speed, tr("速度：max 或倍数"));
    command->add_option("--db", o->db, tr("台账数据库；不写用默认的"));
    command->add_option("--org", o->organisation, tr("单位编号或名称；不写是台账里第一家"));
    command->add_option("--record", o->record, tr("保留演练记录 .drill"));
    command->add_option("--report", o->report, tr("写 HTML 报告"));
    command->add_option("--pdf", o->pdf, tr("写演练记录表 .pdf，A4"));
    command->add_option("--set", o->settings, tr("改脚本里的一个值，例如 end_s=600"));
    command->add_flag("--json", o->json, tr("输出一个 JSON 对象"));
    command->add_flag("--no-open", o->no_open, tr("写好报告后不自动打开"));
    add_drill_library_commands(*command, exit_code);
    command->callback([o, command, &exit_code] {
        if (!command->get_subcommands().empty()) return; // its own callback did it
        if (o->scenario.empty()) throw CLI::RequiredError(tr("脚本"));
        exit_code = run(*o);
    });
}

} // namespace tools::cli
