#include "sim/plan/plan_file.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/plan/plan_draft.h"

namespace sim::plan {

using core::Errc;
using core::tr;
using core::trf;

namespace {

constexpr std::int64_t newest_version = 1;

/// True when the file says that a newer program wrote it; then nothing else in it can be judged.
bool is_newer(const nlohmann::ordered_json& root) {
    if (!root.is_object() || !root.contains("version")) return false;
    const auto& version = root["version"];
    return version.is_number_integer() && version.get<std::int64_t>() > newest_version;
}

void read_head(core::ObjectReader& root) {
    static constexpr std::string_view formats[] = {"yanlian-plan"};
    (void)root.choice("format", formats);
    (void)root.integer("version", 1, newest_version);
}

void cut_problems(PlanDraft& draft) {
    core::Problems& problems = draft.source.problems;
    if (problems.size() < problem_limit_count) return;
    problems.resize(problem_limit_count);
    problems.push_back({draft.source.file, "", tr("问题太多，后面的没有列出"), ""});
}

/// Everything that each thing says by itself. Errors: too large, no JSON, a newer version.
core::Result<void> read_text(PlanDraft& draft, std::string_view bytes) {
    const std::string& file = draft.source.file;
    if (bytes.size() > plan_file_limit_bytes)
        return core::make_error(Errc::too_large,
                                {file, "", trf("文件有 {} 字节，太大", bytes.size()),
                                 trf("不超过 {} 字节", plan_file_limit_bytes)});
    const auto root = core::parse_json(file, bytes);
    if (!root) return tl::unexpected(root.error());
    if (is_newer(*root))
        return core::make_error(Errc::newer_version,
                                {file, "/version", tr("文件来自更新的版本"),
                                 trf("版本 {}，或换用更新的程序", newest_version)});
    core::ObjectReader reader(*root, "", draft.source);
    if (!root->is_object()) return {}; // told by the reader
    read_head(reader);
    read_plan(reader, draft);
    reader.finish();
    return {};
}

} // namespace

core::Result<JudgedPlan> judge_plan(const std::string& file, std::string_view bytes) {
    PlanDraft draft;
    draft.source.file = file;
    if (auto read = read_text(draft, bytes); !read) return tl::unexpected(read.error());
    cut_problems(draft);
    if (!draft.source.problems.empty()) return core::make_error(std::move(draft.source.problems));
    check_plan(draft);
    cut_problems(draft);
    return JudgedPlan{std::move(draft.plan), std::move(draft.source.problems)};
}

core::Result<Plan> parse_plan(const std::string& file, std::string_view bytes) {
    PlanDraft draft;
    draft.source.file = file;
    if (auto read = read_text(draft, bytes); !read) return tl::unexpected(read.error());
    check_plan(draft);
    cut_problems(draft);
    if (!draft.source.problems.empty()) return core::make_error(std::move(draft.source.problems));
    return std::move(draft.plan);
}

core::Result<Plan> load_plan(const std::string& file) {
    const auto bytes = core::read_file(file, plan_file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    return parse_plan(file, *bytes);
}

} // namespace sim::plan
