// yanlian check FILE...: every problem in plans, scenarios, traces, records, rules and ledgers.
#include "roster/domain/rules_file.h"
#include "roster/service/ledger_check.h"
#include "roster/service/open_database.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/devices/trace.h"
#include "sim/drill/before_run.h"
#include "sim/drill/scenario.h"
#include "sim/plan/plan_file.h"
#include "sim/record/record.h"
#include "tools/cli/commands.h"
#include "tools/cli/terminal.h"
#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::uintmax_t largest_rules_bytes = 1u << 22;

template <class T>
sim::core::Result<void> forget(sim::core::Result<T> result) {
    if (!result) return tl::unexpected(result.error());
    return {};
}

bool is_ledger(const std::string& file) {
    return file.ends_with(roster::service::database_extension) || file.starts_with("postgresql:");
}

/// A ledger may have any name.
bool begins_as_sqlite(const std::string& file) {
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    std::array<char, magic.size()> head{};
    std::ifstream in(file, std::ios::binary);
    return in.read(head.data(), head.size()) && std::string_view(head.data(), head.size()) == magic;
}

/// @param said what a sound ledger is told by
sim::core::Result<void> check_database(const std::string& file, std::string& said) {
    auto opened = roster::service::open_existing(file);
    if (!opened) return tl::unexpected(opened.error());
    const auto checked = roster::service::check_ledger(opened->database);
    if (!checked) return tl::unexpected(checked.error());
    said = trf("{} 行历史和封记相符；封记链尾 {}，审计链尾 {}", checked->sealed_row_count,
               checked->seals_sha256, checked->audit_sha256);
    return {};
}

/// @param said what would go wrong in a script that can run
sim::core::Result<void> check_scenario(const std::string& file, std::string& said) {
    const auto loaded = sim::drill::load_scenario(file);
    if (!loaded) return tl::unexpected(loaded.error());
    for (const sim::drill::Remark& one : sim::drill::find_remarks(*loaded)) {
        if (!said.empty()) said += '\n';
        said += trf("{}：{}（{}）", file, one.what, one.object);
    }
    return {};
}

sim::core::Result<void> check_file(const std::string& file, const std::string& plan_file,
                                   std::string& said) {
    if (is_ledger(file)) return check_database(file, said);
    if (file.ends_with(".plan.json")) return forget(sim::plan::load_plan(file));
    if (file.ends_with(".drill.json")) return check_scenario(file, said);
    if (file.ends_with(".rules.json")) {
        const auto bytes = sim::core::read_file(file, largest_rules_bytes);
        if (!bytes) return tl::unexpected(bytes.error());
        return forget(roster::domain::load_rules(file, *bytes));
    }
    if (file.ends_with(".drill") || file.ends_with(".drill.part"))
        return forget(sim::record::load_record(file));
    if (file.ends_with(".trace.jsonl")) {
        if (plan_file.empty())
            return sim::core::make_error(
                sim::core::Errc::bad_input,
                {file, "", tr("检查轨迹需要它的平面图"), tr("--plan 平面图.plan.json")});
        auto plan = sim::plan::load_plan(plan_file);
        if (!plan) return tl::unexpected(plan.error());
        return forget(sim::devices::load_trace(file, *plan));
    }
    if (begins_as_sqlite(file)) return check_database(file, said);
    std::error_code code;
    if (!std::filesystem::exists(file, code))
        return sim::core::make_error(sim::core::Errc::io, {file, "", tr("没有这个文件"), ""});
    return sim::core::make_error(
        sim::core::Errc::bad_input,
        {file, "", tr("看不出是哪种文件"),
         ".plan.json, .drill.json, .rules.json, .trace.jsonl, .drill, .yanlian.db"});
}

struct CheckOptions {
    std::vector<std::string> files;
    std::string plan;
    bool json = false;
};

nlohmann::ordered_json problems_json(const sim::core::Problems& problems) {
    auto json = nlohmann::ordered_json::array();
    for (const sim::core::Problem& one : problems)
        json.push_back({{"file", one.file},
                        {"pointer", one.pointer},
                        {"what", one.what},
                        {"expected", one.expected}});
    return json;
}

int run_check(const CheckOptions& options) {
    int exit_code = 0;
    auto json = nlohmann::ordered_json::array();
    for (const std::string& file : options.files) {
        std::string said;
        const auto checked = check_file(file, options.plan, said);
        if (options.json) {
            json.push_back({{"file", file},
                            {"sound", checked.has_value()},
                            {"says", said},
                            {"problems", checked ? nlohmann::ordered_json::array()
                                                 : problems_json(checked.error().problems)}});
            if (!checked) exit_code = std::max(exit_code, sim::core::exit_code(checked.error()));
        } else if (!checked) {
            exit_code = std::max(exit_code, report(checked.error()));
        } else {
            if (!said.empty()) fmt::print("{}\n", said);
            fmt::print("{}\n", trf("{}：没有问题", file));
        }
    }
    if (options.json) fmt::print("{}\n", json.dump(2));
    return exit_code;
}

} // namespace

void add_check_command(CLI::App& app, int& exit_code) {
    const auto options = std::make_shared<CheckOptions>();
    CLI::App* command =
        app.add_subcommand("check", tr("检查平面图、脚本、轨迹、记录、台账，列出全部问题"));
    command->add_option(tr("文件"), options->files, tr("要检查的文件"))->required();
    command->add_option("--plan", options->plan, tr("轨迹所属的平面图"));
    command->add_flag("--json", options->json, tr("输出一个 JSON 对象"));
    command->callback([options, &exit_code] { exit_code = run_check(*options); });
}

} // namespace tools::cli
