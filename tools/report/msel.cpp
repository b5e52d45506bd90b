#include "tools/report/msel.h"

#include "sim/core/text.h"

namespace tools::report {

using sim::core::tr;
using sim::core::trf;
using sim::drill::InjectSpec;
using sim::drill::Scenario;
using sim::drill::StartMode;

namespace {

std::string clock(double time_s) {
    const auto s = static_cast<long>(time_s + 0.5);
    return fmt::format("{:02}:{:02}", s / 60, s % 60);
}

std::string mode_word(const std::optional<StartMode>& only) {
    if (!only) return {};
    return *only == StartMode::scene ? tr("现场发现") : tr("系统发现");
}

paper::Table inject_table(const Scenario& scenario) {
    paper::Table table;
    table.heading = "注入";
    table.columns = {{"序号", 0.7, paper::Align::center},
                     {"时间或条件", 2.6},
                     {"从", 1.3},
                     {"到", 1.3},
                     {"渠道", 1.2},
                     {"内容", 5},
                     {"启动方式", 1.2}};
    for (const InjectSpec& inject : scenario.injects)
        table.rows.push_back({std::to_string(inject.no), inject_time(inject), inject.from,
                              inject.to, inject.channel, inject.text, mode_word(inject.only)});
    return table;
}

paper::Table expected_table(const Scenario& scenario) {
    paper::Table table;
    table.heading = "预期动作";
    table.columns = {{"序号", 0.7, paper::Align::center},
                     {"角色", 1.8},
                     {"预期动作", 6},
                     {"最迟", 1, paper::Align::center},
                     {"能力", 0.8, paper::Align::center},
                     {"分值", 0.8, paper::Align::center},
                     {"启动方式", 1.2}};
    for (const auto& item : scenario.expected) {
        std::string role = item.role;
        for (const auto& one : scenario.roles)
            if (one.key == item.role) role = one.name;
        table.rows.push_back({std::to_string(item.no), role, item.action, clock(item.due_s),
                              std::string(sim::core::letter(item.element)),
                              fmt::format("{:g}", item.weight), mode_word(item.only)});
        if (item.critical) table.strong_rows.insert(table.rows.size() - 1);
    }
    return table;
}

} // namespace

std::string inject_time(const InjectSpec& inject) {
    switch (inject.trigger) {
    case InjectSpec::Trigger::at:
        return clock(inject.at_s);
    case InjectSpec::Trigger::after:
        return trf("{} 之后 {:g} 秒", inject.predicate, inject.delay_s);
    case InjectSpec::Trigger::when:
        return trf("{} 时", inject.predicate);
    case InjectSpec::Trigger::manual:
        return tr("导调触发");
    }
    return {};
}

paper::Form make_msel(const Scenario& scenario) {
    paper::Form form;
    form.key = "msel";
    form.title = "脚本事件表（MSEL）";
    form.subtitle = scenario.name;
    form.simulated = true;
    form.paper = paper::Paper::landscape;
    form.body_pt = 9.5;
    form.blocks.push_back(paper::Text{"", scenario.note});
    form.blocks.push_back(inject_table(scenario));
    form.blocks.push_back(expected_table(scenario));
    paper::Text assumptions{"假定", ""};
    for (const auto& [text, mark] : scenario.assumptions)
        assumptions.text += (assumptions.text.empty() ? "" : "\n") + text +
                            (mark.empty() ? "" : "（" + mark + "）");
    form.blocks.push_back(std::move(assumptions));
    return form;
}

} // namespace tools::report
