#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/drill/scenario_draft.h"
#include "sim/drill/scenario_names.h"
#include "sim/plan/plan_file.h"
#include <filesystem>

namespace sim::drill {

using core::Errc;
using core::tr;
using core::trf;

namespace {

constexpr std::int64_t newest_version = 1;
constexpr std::size_t problem_limit_count = 200;

constexpr const char* breach_words[] = {
    "确认火情后始终没有拨打119",
    "确认火情 3 分钟后才拨打119",
    "确认火情 10 分钟后才拨打119",
    "按预案能够救出或就地保护的老人失能或留在不可停留的烟气里",
    "起火房间或防火分区里留有老人，没有关门也没有报告",
    "工作人员独自或没有面具进入烟气",
    "对带电设备或油火用水",
    "人数对不上却没有报告",
    "没有消防员操作就用电梯疏散",
    "值班表上的人并不在岗",
};

bool is_newer(const nlohmann::ordered_json& root) {
    if (!root.is_object() || !root.contains("version")) return false;
    const auto& version = root["version"];
    return version.is_number_integer() && version.get<std::int64_t>() > newest_version;
}

/// Syntax, version and keys; references are left to check_scenario().
core::Result<ScenarioDraft> read_draft(const std::string& file, std::string_view bytes) {
    if (bytes.size() > scenario_file_limit_bytes)
        return core::make_error(Errc::too_large,
                                {file, "", trf("文件有 {} 字节，太大", bytes.size()),
                                 trf("不超过 {} 字节", scenario_file_limit_bytes)});
    const auto root = core::parse_json(file, bytes);
    if (!root) return tl::unexpected(root.error());
    if (is_newer(*root))
        return core::make_error(Errc::newer_version,
                                {file, "/version", tr("文件来自更新的版本"),
                                 trf("版本 {}，或换用更新的程序", newest_version)});
    ScenarioDraft draft;
    draft.source.file = file;
    core::ObjectReader reader(*root, "", draft.source);
    if (root->is_object()) {
        static constexpr std::string_view formats[] = {"yanlian-scenario"};
        (void)reader.choice("format", formats);
        (void)reader.integer("version", 1, newest_version);
        read_scenario(reader, draft);
        reader.finish();
    }
    draft.scenario.sha256 = core::sha256_hex(bytes);
    return draft;
}

void cut(core::Problems& problems, const std::string& file) {
    if (problems.size() <= problem_limit_count) return;
    problems.resize(problem_limit_count);
    problems.push_back({file, "", tr("问题太多，后面的没有列出"), ""});
}

} // namespace

core::Result<Scenario> parse_scenario(const std::string& file, std::string_view bytes,
                                      const plan::Plan& plan) {
    auto draft = read_draft(file, bytes);
    if (!draft) return tl::unexpected(draft.error());
    check_scenario(*draft, &plan);
    cut(draft->source.problems, file);
    if (!draft->source.problems.empty()) return core::make_error(std::move(draft->source.problems));
    return std::move(draft->scenario);
}

core::Result<LoadedScenario> load_scenario(const std::string& file) {
    const auto bytes = core::read_file(file, scenario_file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto draft = read_draft(file, *bytes);
    if (!draft) return tl::unexpected(draft.error());
    core::Problems& problems = draft->source.problems;
    LoadedScenario loaded;
    const plan::Plan* plan = nullptr;
    if (!draft->scenario.plan_file.empty()) {
        const std::string plan_path =
            (std::filesystem::path(file).parent_path() / draft->scenario.plan_file)
                .lexically_normal()
                .string();
        auto plan_bytes = core::read_file(plan_path, plan::plan_file_limit_bytes);
        auto read = plan_bytes ? plan::parse_plan(plan_path, *plan_bytes)
                               : core::Result<plan::Plan>(tl::unexpected(plan_bytes.error()));
        if (read) {
            loaded.plan = std::move(*read);
            loaded.plan_sha256 = core::sha256_hex(*plan_bytes);
            plan = &loaded.plan;
        } else {
            problems.push_back({file, "/plan_file", trf("平面图 {} 读不进来", plan_path),
                                tr("相对于本脚本所在文件夹的一个可读、无误的平面图")});
            problems.insert(problems.end(), read.error().problems.begin(),
                            read.error().problems.end());
        }
    }
    check_scenario(*draft, plan);
    cut(problems, file);
    if (!problems.empty()) return core::make_error(std::move(problems));
    loaded.scenario = std::move(draft->scenario);
    loaded.scenario_text = format_scenario(loaded.scenario, loaded.plan);
    loaded.plan_text = plan::format_plan(loaded.plan);
    return loaded;
}

std::string_view name(Breach breach) noexcept {
    return breach_names[static_cast<std::size_t>(breach)];
}

const char* word(Breach breach) noexcept {
    return breach_words[static_cast<std::size_t>(breach)];
}

} // namespace sim::drill
