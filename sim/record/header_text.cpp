#include "sim/record/header_text.h"

#include "sim/core/text.h"
#include "sim/record/record_schema.h"
#include <charconv>

namespace sim::record {

using core::tr;
using core::trf;

std::map<std::string, std::string> header_rows(const Header& h) {
    std::map<std::string, std::string> rows{
        {"format", "yanlian-record"},
        {"version", std::to_string(h.format_version)},
        {"program_version", h.program_version},
        {"build", h.build},
        {"scenario_sha256", h.scenario_sha256},
        {"plan_sha256", h.plan_sha256},
        {"trace_sha256", h.trace_sha256},
        {"seed", std::to_string(h.seed)},
        {"start", h.start == drill::StartMode::scene ? "scene" : "system"},
        {"kind", std::string(core::name(h.kind))},
        {"team", h.team},
        {"started_utc", h.started_utc},
        {"end_tick", std::to_string(h.end.value)},
        {"finished", h.finished ? "1" : "0"}};
    if (h.announced) rows["announced"] = *h.announced ? "1" : "0";
    return rows;
}

namespace {

template <class T>
bool read_number(const std::string& text, T& value) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() && end == text.data() + text.size();
}

} // namespace

core::Result<Header> parse_header(const std::string& file,
                                  const std::map<std::string, std::string>& rows) {
    core::Problems problems;
    const auto text = [&](const char* key) -> std::string {
        const auto it = rows.find(key);
        if (it != rows.end()) return it->second;
        problems.push_back({file, fmt::format("header/{}", key), tr("缺少这一项"), ""});
        return "";
    };
    const auto number = [&](const char* key, auto& value) {
        if (const std::string t = text(key); !t.empty() && !read_number(t, value))
            problems.push_back({file, fmt::format("header/{}", key), trf("不是整数：{}", t), ""});
    };
    Header h;
    if (const std::string format = text("format"); format != "yanlian-record")
        problems.push_back({file, "header/format", tr("这不是演练记录"), "yanlian-record"});
    number("version", h.format_version);
    if (problems.empty() && h.format_version > format_version)
        return core::make_error(
            core::Errc::newer_version,
            {file, "header/version",
             trf("记录来自更新的版本（{}），本程序认识到 {}", h.format_version, format_version),
             ""});
    if (h.format_version < 1)
        problems.push_back({file, "header/version", trf("不认识的版本 {}", h.format_version), ""});
    h.program_version = text("program_version");
    h.build = text("build");
    h.scenario_sha256 = text("scenario_sha256");
    h.plan_sha256 = text("plan_sha256");
    h.trace_sha256 = text("trace_sha256");
    number("seed", h.seed);
    const std::string start = text("start"), kind = text("kind");
    h.start = start == "scene" ? drill::StartMode::scene : drill::StartMode::system;
    if (start != "scene" && start != "system")
        problems.push_back({file, "header/start", trf("不认识：{}", start), "scene, system"});
    bool known_kind = false;
    for (const core::DrillKind k : {core::DrillKind::real, core::DrillKind::live,
                                    core::DrillKind::tabletop, core::DrillKind::demonstration})
        if (core::name(k) == kind) {
            h.kind = k;
            known_kind = true;
        }
    if (!known_kind) problems.push_back({file, "header/kind", trf("不认识：{}", kind), ""});
    h.team = text("team");
    h.started_utc = text("started_utc");
    number("end_tick", h.end.value);
    h.finished = text("finished") == "1";
    if (const auto said = rows.find("announced"); said != rows.end())
        h.announced = said->second == "1";
    if (!problems.empty()) return core::make_error(std::move(problems));
    return h;
}

} // namespace sim::record
