#include "roster/service/findings.h"

#include "roster/service/journal.h"
#include "sim/core/text.h"
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;

namespace {

std::string step_json(const FindingStep& step) {
    return nlohmann::ordered_json{
        {"state", name_of(finding_state_names, step.state)},
        {"responsible", step.remedy.responsible_key},
        {"measure", step.remedy.measure},
        {"deadline", step.remedy.deadline ? iso(*step.remedy.deadline) : ""},
        {"contingency", step.remedy.contingency},
        {"interim_measure", step.remedy.interim_measure},
        {"supervisor", step.remedy.supervisor_key},
        {"evidence", step.evidence}}
        .dump();
}

Result<void> write_step(store::Database& database, const std::string& finding_key,
                        const std::string& before_json, const FindingStep& step) {
    if (auto done = store::insert_finding_step(database, finding_key, step); !done) return done;
    return store::append_audit(database, {0, step.at_utc, step.actor_key, "finding.step",
                                          finding_key, before_json, step_json(step), "", ""});
}

/// Those with a deadline first, the most urgent on top.
int urgency(const FindingLine& line) {
    return line.days_left.value_or(std::numeric_limits<int>::max());
}

} // namespace

Result<void> register_finding(store::Database& database, const Finding& finding,
                              const Remedy& remedy, const std::string& actor_key) {
    const FindingStep first{FindingState::registered, remedy, read_clock(), actor_key, ""};
    auto problems = check_step({}, first);
    if (finding.key.empty()) problems.push_back({"", "/key", tr("没有编号"), tr("一个编号")});
    if (finding.text.empty()) problems.push_back({"", "/text", tr("没有写问题"), tr("问题描述")});
    if (!problems.empty()) return make_error(std::move(problems));
    return in_transaction(database, [&]() -> Result<void> {
        if (auto done = store::insert_finding(database, finding); !done) return done;
        return write_step(database, finding.key, "null", first);
    });
}

Result<void> step_finding(store::Database& database, const std::string& organisation_key,
                          const std::string& finding_key, const FindingStep& step) {
    return in_transaction(database, [&]() -> Result<void> {
        const auto findings = store::load_findings(database, organisation_key);
        if (!findings) return tl::unexpected(findings.error());
        const auto found = std::ranges::find_if(*findings, [&](const store::FindingOnFile& one) {
            return one.finding.key == finding_key;
        });
        if (found == findings->end())
            return make_error(Errc::bad_input,
                              {database.path().string(), finding_key, tr("没有这个问题"), ""});
        if (auto problems = check_step(found->steps, step, found->finding.severity);
            !problems.empty())
            return make_error(std::move(problems));
        return write_step(database, finding_key, step_json(found->steps.back()), step);
    });
}

Result<std::vector<FindingLine>> list_findings(store::Database& database,
                                               const std::string& organisation_key, Date today) {
    const auto findings = store::load_findings(database, organisation_key);
    if (!findings) return tl::unexpected(findings.error());
    std::vector<FindingLine> lines;
    for (const store::FindingOnFile& one : *findings) {
        FindingLine line{one, FindingState::registered, std::nullopt};
        if (!one.steps.empty()) {
            line.state = one.steps.back().state;
            const auto& deadline = one.steps.back().remedy.deadline;
            if (deadline && line.state != FindingState::closed)
                line.days_left = calc_days_left(*deadline, today);
        }
        lines.push_back(std::move(line));
    }
    std::ranges::stable_sort(lines, {}, urgency);
    return lines;
}

} // namespace roster::service
