#include "editor/document/document.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/plan/plan_file.h"
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;

namespace {

/// Further apart than anyone walks between two frames: he was set down elsewhere, not walking.
constexpr double jump_m = 2.0;

bool ends_with(const std::string& text, std::string_view end) {
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

} // namespace

double Document::end_s() const noexcept {
    return played && !record.frames.empty() ? core::seconds(record.frames.back().tick) : 0;
}

Document make_document(plan::Plan plan) {
    Document document;
    document.record.cells = plan::make_smoke_cells(plan);
    document.record.area = plan::make_walkable_area(plan);
    document.record.plan = std::move(plan);
    return document;
}

Document make_document(sim::record::Record record) {
    Document document;
    document.played = true;
    document.record = std::move(record);
    return document;
}

namespace {

/// A foreign file is one problem, not one for each thing that a drawing has.
core::Result<void> check_is_plan(const std::string& file) {
    const auto bytes = core::read_file(file, plan::plan_file_limit_bytes);
    if (!bytes) return {}; // said when it is loaded
    const auto json = nlohmann::json::parse(*bytes, nullptr, false);
    if (json.is_discarded()) return {};
    if (json.is_object() && json.contains("format") && json["format"] == "yanlian-plan") return {};
    return core::make_error(
        {{file, "", tr("这不是图纸文件"), tr("在“画我的楼”里存下的 .plan.json")}});
}

} // namespace

core::Result<Document> open_document(const std::filesystem::path& path) {
    const std::string name = path.string();
    const auto keep_path = [&](Document document) {
        document.path = path;
        return document;
    };
    if (ends_with(name, ".drill") || ends_with(name, ".drill.part"))
        return sim::record::load_record(path).map([&](sim::record::Record record) {
            return keep_path(make_document(std::move(record)));
        });
    if (ends_with(name, ".drill.json"))
        return core::make_error({{name, "", tr("这是演练脚本，窗口里还不能打开"),
                                  tr("先用 yanlian drill 演一遍，再打开得到的 .drill 记录")}});
    if (ends_with(name, ".json")) {
        if (auto is_plan = check_is_plan(name); !is_plan) return tl::unexpected(is_plan.error());
        return plan::load_plan(name).map(
            [&](plan::Plan plan) { return keep_path(make_document(std::move(plan))); });
    }
    return core::make_error(
        {{name, "", tr("不认识这种文件"), tr(".plan.json（图纸）或 .drill（演练记录）")}});
}

Moment find_moment(const Document& document, double time_s) noexcept {
    const auto& frames = document.record.frames;
    if (!document.played || frames.empty()) return {};
    const auto later =
        std::upper_bound(frames.begin(), frames.end(), time_s,
                         [](double t, const auto& frame) { return t < core::seconds(frame.tick); });
    if (later == frames.begin()) return {&frames.front(), &frames.front(), 0};
    if (later == frames.end()) return {&frames.back(), &frames.back(), 0};
    const auto& before = *(later - 1);
    const double from_s = core::seconds(before.tick), to_s = core::seconds(later->tick);
    return {&before, &*later, (time_s - from_s) / (to_s - from_s)};
}

plan::DrawnPosition drawn_person(const Document& document, const Moment& moment,
                                 std::size_t person) {
    plan::Position p = moment.before->people[person].position;
    const plan::Position& q = moment.after->people[person].position;
    if (p.sheet == q.sheet && core::distance(p.at_m, q.at_m) < jump_m)
        p.at_m = p.at_m + (q.at_m - p.at_m) * moment.share;
    return plan::drawn_position(document.plan(), document.record.area, p);
}

plan::DrawnPosition drawn_device(const Document& document, const sim::drill::DeviceFrame& device) {
    return plan::drawn_position(document.plan(), document.record.area,
                                {device.sheet, device.center_m});
}

bool has_begun(const Document& document, double time_s) noexcept {
    using sim::drill::FactKind;
    for (const sim::drill::Fact& fact : document.record.facts) {
        if (sim::core::seconds(fact.tick) > time_s) return false;
        if (fact.kind == FactKind::fire_started || fact.kind == FactKind::alarm_raised ||
            fact.kind == FactKind::inject || fact.kind == FactKind::power_lost)
            return true;
    }
    return false;
}

} // namespace editor::document
