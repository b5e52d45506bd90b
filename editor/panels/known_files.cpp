#include "editor/panels/known_files.h"

#include "editor/live/live_drill.h"
#include "sim/core/locale.h"
#include "sim/core/text.h"
#include "sim/plan/plan_file.h"
#include <algorithm>

namespace editor::panels {

namespace fs = std::filesystem;
using sim::core::trf;

namespace {

constexpr std::size_t offered_limit = 9; // one digit key each
constexpr std::size_t examples_limit = 3;

fs::path examples_folder() {
    std::error_code code;
    const fs::path beside = fs::read_symlink("/proc/self/exe", code).parent_path();
    const fs::path installed = beside / "../share/yanlian/scenarios/plans";
    return fs::is_directory(installed, code) ? installed : fs::path(YANLIAN_EXAMPLES);
}

std::vector<fs::path> files_in(const fs::path& folder,
                               std::initializer_list<std::string_view> endings) {
    std::vector<fs::path> found;
    std::error_code code;
    for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, code),
         end;
         !code && at != end; at.increment(code)) {
        const std::string name = at->path().filename().string();
        const bool fits = std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
            return name.size() > ending.size() && name.ends_with(ending);
        });
        if (fits) found.push_back(at->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

fs::file_time_type written(const fs::path& file) {
    std::error_code code;
    return fs::last_write_time(file, code);
}

} // namespace

fs::path plan_folder() {
    return document::data_folder() / "plans";
}

namespace {

void add_plans(std::vector<OfferedTemplate>& found, const fs::path& folder) {
    for (const fs::path& file : files_in(folder, {".plan.json"}))
        if (const auto plan = sim::plan::load_plan(file.string()))
            found.push_back({file, sim::core::shown_name(plan->name, plan->name_en)});
}

} // namespace

std::vector<OfferedTemplate> find_templates() {
    std::vector<OfferedTemplate> found;
    add_plans(found, examples_folder().parent_path() / "templates");
    return found;
}

std::vector<OfferedTemplate> find_plans() {
    std::vector<OfferedTemplate> found;
    add_plans(found, examples_folder());
    add_plans(found, plan_folder());
    return found;
}

std::vector<OfferedScript> find_scripts() {
    std::vector<OfferedScript> scripts;
    for (const fs::path& folder : {examples_folder().parent_path() / "drills", plan_folder(),
                                   document::data_folder() / "drills"})
        for (const fs::path& file : files_in(folder, {".drill.json"})) {
            const auto loaded = sim::drill::load_scenario(file.string());
            if (!loaded) continue;
            const auto& s = loaded->scenario;
            scripts.push_back(
                {file, sim::core::shown_name(s.name, s.name_en),
                 trf("{}；{} 名老人，{} 人值班，{} 分钟", loaded->plan.name, s.residents.size(),
                     s.people.size(), static_cast<int>(s.end_s / 60))});
        }
    return scripts;
}

fs::path example_scenario() {
    return examples_folder().parent_path() / "drills/ankang-night-smoking.drill.json";
}

KnownFiles find_known_files() {
    KnownFiles known;
    for (const fs::path& file : files_in(examples_folder(), {".plan.json"})) {
        if (known.offered.size() == examples_limit) break;
        if (const auto plan = sim::plan::load_plan(file.string()))
            known.offered.push_back({file, trf("打开示例图纸：{}", plan->name), false});
    }
    known.record_folder = document::data_folder();
    known.recoveries = document::find_recoveries();
    known.unfinished = live::LiveDrill::find_unfinished(known.record_folder);
    for (const fs::path& file : files_in(plan_folder(), {".plan.json"}))
        if (known.offered.size() < offered_limit)
            known.offered.push_back(
                {file, trf("打开图纸：{}", file.stem().stem().string()), false});
    auto sheets = files_in(document::data_folder() / "sheets", {".sheet.json"});
    std::stable_sort(sheets.begin(), sheets.end(),
                     [](const fs::path& a, const fs::path& b) { return written(a) > written(b); });
    if (!sheets.empty() && known.offered.size() < offered_limit)
        known.offered.push_back({sheets.front(),
                                 trf("接着记实战记录单：{}", sheets.front().filename().string()),
                                 false});
    auto records = files_in(known.record_folder, {".drill", ".drill.part"});
    std::stable_sort(records.begin(), records.end(),
                     [](const fs::path& a, const fs::path& b) { return written(a) > written(b); });
    for (const fs::path& file : records) {
        if (known.offered.size() == offered_limit) break;
        const std::string record = file.string().substr(0, file.string().rfind(".part"));
        if (fs::exists(live::files_of(record).state)) continue; // goes on, or is offered to go on
        known.offered.push_back({file, trf("看演练记录：{}", file.filename().string()), true});
    }
    return known;
}

} // namespace editor::panels
