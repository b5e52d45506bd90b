#include "roster/service/findings.h"

#include "roster/domain/plain_text.h"
#include "roster/service/journal.h"
#include "roster/store/home_people.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// A blank fills in no field.
void trim_texts(Remedy& remedy) {
    trim_all({&remedy.measure, &remedy.contingency, &remedy.interim_measure});
}

std::string step_json(const FindingStep& step) {
    nlohmann::ordered_json json{
        {"state", name_of(finding_state_names, step.state)},
        {"responsible", step.remedy.responsible_key},
        {"measure", step.remedy.measure},
        {"deadline", step.remedy.deadline ? iso(*step.remedy.deadline) : ""},
        {"contingency", step.remedy.contingency},
        {"funds_yuan", nullptr},
        {"interim_measure", step.remedy.interim_measure},
        {"supervisor", step.remedy.supervisor_key},
        {"evidence", step.evidence}};
    if (step.remedy.funds_yuan) json["funds_yuan"] = *step.remedy.funds_yuan;
    return json.dump();
}

Result<void> write_step(store::Database& database, const std::string& finding_key,
                        const std::string& before_json, const FindingStep& step) {
    if (auto done = store::insert_finding_step(database, finding_key, step); !done) return done;
    return store::append_audit(database, {0, step.at_utc, step.actor_key, "finding.step",
                                          finding_key, before_json, step_json(step), "", ""});
}

Result<void> need_person(store::Database& database, const std::string& key, const char* pointer,
                         Problems& problems) {
    if (key.empty()) return {};
    const auto found = store::find_persons(database, key);
    if (!found) return tl::unexpected(found.error());
    if (found->empty() || found->front().key != key)
        problems.push_back({"", pointer, trf("数据库里没有 {}", key), tr("花名册里的人")});
    return {};
}

/// Whether a supervisor, who extends and who closes are who they must be.
Result<void> check_entitlement(store::Database& database, const Finding& finding,
                               const std::vector<FindingStep>& taken, const FindingStep& next,
                               Problems& problems) {
    const Date day = calc_local_day(next.at_utc);
    const std::string& home = finding.organisation_key;
    if (finding.severity == Severity::major && !next.remedy.supervisor_key.empty()) {
        const auto who = store::find_entitlement(database, next.remedy.supervisor_key, home, day);
        if (!who) return tl::unexpected(who.error());
        if (!who->of_office)
            problems.push_back({"", "/supervisor", tr("重大隐患的督办人不在民政部门"),
                                tr("民政局、镇街或局属单位的人")});
    }
    if (next.state != FindingState::extended && next.state != FindingState::closed) return {};
    const auto who = store::find_entitlement(database, next.actor_key, home, day);
    if (!who) return tl::unexpected(who.error());
    if (next.state == FindingState::closed) {
        if (!may_recheck(*who))
            problems.push_back({"", "/actor",
                                who->on_leave ? tr("这个人在休假，不能复查销号")
                                              : tr("这个人不在本单位，不能复查销号"),
                                tr("本单位或上级单位当天在岗的人，或民政部门的人")});
        return {};
    }
    const bool answers = next.actor_key == next.remedy.responsible_key ||
                         next.actor_key == taken.back().remedy.responsible_key;
    if (answers || !may_extend(*who, finding.severity))
        problems.push_back({"", "/actor", tr("这个人不能批准延期"),
                            finding.severity == Severity::major
                                ? tr("民政部门的人，不能是整改责任人")
                                : tr("民政部门的人或机构负责人，不能是整改责任人")});
    return {};
}

Result<Problems> check_people(store::Database& database, const Finding& finding,
                              const std::vector<FindingStep>& taken, const FindingStep& next) {
    Problems problems;
    for (const auto& [key, pointer] : {std::pair(&next.actor_key, "/actor"),
                                       std::pair(&next.remedy.responsible_key, "/responsible"),
                                       std::pair(&next.remedy.supervisor_key, "/supervisor")})
        if (auto done = need_person(database, *key, pointer, problems); !done)
            return tl::unexpected(done.error());
    if (problems.empty() && !taken.empty())
        if (auto done = check_entitlement(database, finding, taken, next, problems); !done)
            return tl::unexpected(done.error());
    return problems;
}

/// A drill that is on file for this very home, and in which people took part.
Result<void> check_drill(store::Database& database, const Finding& finding, Problems& problems) {
    if (finding.drill_id == 0) return {};
    const auto drill = store::find_drill(database, finding.drill_id);
    if (!drill) return tl::unexpected(drill.error());
    const std::string number = std::to_string(finding.drill_id);
    if (!*drill)
        problems.push_back({"", "/drill", trf("台账里没有演练 {}", number), tr("台账里的演练")});
    else if ((*drill)->organisation_key != finding.organisation_key)
        problems.push_back(
            {"", "/drill", trf("演练 {} 不是这个单位的", number), (*drill)->organisation_key});
    else if ((*drill)->kind == "demonstration" || (*drill)->progress != "held")
        problems.push_back({"", "/drill", trf("演练 {} 是演示或计划，不产生隐患", number),
                            tr("有人参加过的演练")});
    return {};
}

Result<std::string> make_key(store::Database& database, const Finding& finding) {
    const std::string home =
        finding.organisation_key.substr(finding.organisation_key.find('/') + 1);
    const std::string prefix =
        fmt::format("finding/{}/{}-", home, iso(finding.found_on).substr(0, 4));
    const auto last = store::find_last_number(database, prefix);
    if (!last) return tl::unexpected(last.error());
    return fmt::format("{}{:03}", prefix, *last + 1);
}

const char* const unknown_finding = "没有这条隐患";

Result<store::FindingOnFile> load_one(store::Database& database, const std::string& home,
                                      const std::string& key) {
    auto findings = store::load_findings(database, home);
    if (!findings) return tl::unexpected(findings.error());
    const auto found = std::ranges::find_if(
        *findings, [&](const store::FindingOnFile& one) { return one.finding.key == key; });
    if (found == findings->end())
        return make_error(Errc::bad_input, {database.path().string(), key, tr(unknown_finding),
                                            tr("`yanlian finding list` 列出的编号")});
    return std::move(*found);
}

Result<store::FindingOnFile> load_one(store::Database& database, const std::string& key) {
    const auto home = store::find_finding_home(database, key);
    if (!home) return tl::unexpected(home.error());
    return load_one(database, home->value_or(""), key);
}

/// Nothing is to be mended before it was found. What stands on file already is left alone.
void check_deadline(const Finding& finding, const std::vector<FindingStep>& taken,
                    const FindingStep& next, Problems& problems) {
    const auto deadline = next.remedy.deadline;
    if (!deadline || *deadline >= finding.found_on) return;
    if (!taken.empty() && taken.back().remedy.deadline == deadline) return;
    problems.push_back(
        {"", "/deadline", trf("时限早于发现日期 {}", iso(finding.found_on)), tr("发现那天或以后")});
}

Result<void> take_step(store::Database& database, const store::FindingOnFile& one,
                       FindingStep step) {
    trim_texts(step.remedy);
    step.evidence = trim(step.evidence);
    auto problems = check_step(one.steps, step, one.finding.severity);
    check_deadline(one.finding, one.steps, step, problems);
    auto people = check_people(database, one.finding, one.steps, step);
    if (!people) return tl::unexpected(people.error());
    std::ranges::move(*people, std::back_inserter(problems));
    if (!problems.empty()) return make_error(std::move(problems));
    const std::string before = one.steps.empty() ? "null" : step_json(one.steps.back());
    return write_step(database, one.finding.key, before, step);
}

} // namespace

Result<std::string> register_in_transaction(store::Database& database, Finding finding,
                                            const Remedy& remedy, const std::string& actor_key) {
    FindingStep first{FindingState::registered, remedy, read_clock(), actor_key, ""};
    trim_texts(first.remedy);
    trim_all({&finding.text, &finding.category, &finding.zone, &finding.service});
    if ((finding.drill_id != 0 || finding.activity_id != 0) &&
        finding.source == FindingSource::self_check)
        finding.source = FindingSource::drill;
    if (finding.key.empty()) {
        auto key = make_key(database, finding);
        if (!key) return tl::unexpected(key.error());
        finding.key = std::move(*key);
    }
    auto problems = check(finding, calc_local_day(first.at_utc));
    std::ranges::move(check_step({}, first), std::back_inserter(problems));
    check_deadline(finding, {}, first, problems);
    if (auto done = check_drill(database, finding, problems); !done)
        return tl::unexpected(done.error());
    auto people = check_people(database, finding, {}, first);
    if (!people) return tl::unexpected(people.error());
    std::ranges::move(*people, std::back_inserter(problems));
    if (!problems.empty()) return make_error(std::move(problems));
    if (auto done = store::insert_finding(database, finding); !done)
        return tl::unexpected(done.error());
    if (auto done = write_step(database, finding.key, "null", first); !done)
        return tl::unexpected(done.error());
    return finding.key;
}

Result<std::string> register_finding(store::Database& database, Finding finding,
                                     const Remedy& remedy, const std::string& actor_key) {
    return in_transaction(database, [&]() -> Result<std::string> {
        return register_in_transaction(database, std::move(finding), remedy, actor_key);
    });
}

Result<void> step_in_transaction(store::Database& database, const std::string& organisation_key,
                                 const std::string& finding_key, const FindingStep& step) {
    const auto one = load_one(database, organisation_key, finding_key);
    return one ? take_step(database, *one, step) : tl::unexpected(one.error());
}

Result<void> step_finding(store::Database& database, const std::string& organisation_key,
                          const std::string& finding_key, const FindingStep& step) {
    return in_transaction(database, [&]() -> Result<void> {
        return step_in_transaction(database, organisation_key, finding_key, step);
    });
}

Result<std::string> resolve_person(store::Database& database, const std::string& key_or_name,
                                   const std::string& pointer, const std::string& near_key) {
    auto found = store::find_persons(database, key_or_name);
    if (!found) return tl::unexpected(found.error());
    if (found->size() > 1 && !near_key.empty()) {
        const auto around = store::load_people_around(database, near_key);
        if (!around) return tl::unexpected(around.error());
        const auto is_near = [&](const store::PersonOnFile& one) {
            return std::ranges::find(around->persons, one.key, &Person::key) !=
                   around->persons.end();
        };
        if (std::ranges::any_of(*found, is_near)) std::erase_if(*found, std::not_fn(is_near));
    }
    if (found->size() == 1) return found->front().key;
    if (found->empty())
        return make_error(Errc::bad_input, {"", pointer, trf("花名册里没有“{}”", key_or_name),
                                            tr("姓名，或编号例如 person/wang-fang")});
    std::string meant;
    for (const store::PersonOnFile& one : *found)
        meant += (meant.empty() ? "" : tr("、")) +
                 fmt::format("{}（{}）", one.key, one.organisation_name);
    return make_error(Errc::bad_input,
                      {"", pointer, trf("叫“{}”的有 {} 人", key_or_name, found->size()), meant});
}

namespace {

/// What was asked for over what stood, people by key; problems with names are collected.
Result<FindingStep> compose(store::Database& database, const std::string& organisation_key,
                            const FindingStep& last, const StepRequest& request,
                            Problems& problems) {
    FindingStep step = last;
    step.state = request.state;
    step.at_utc = read_clock();
    step.evidence = trim(request.evidence);
    step.actor_key.clear();
    Remedy& to = step.remedy;
    Remedy changes = request.changes;
    trim_texts(changes);
    const Remedy& from = changes;
    for (const auto& [text, key, pointer] :
         {std::tuple(&request.actor, &step.actor_key, "/actor"),
          std::tuple(&from.responsible_key, &to.responsible_key, "/responsible"),
          std::tuple(&from.supervisor_key, &to.supervisor_key, "/supervisor")}) {
        if (text->empty()) continue;
        auto person = resolve_person(database, *text, pointer, organisation_key);
        if (person)
            *key = std::move(*person);
        else if (person.error().code == Errc::bad_input)
            std::ranges::copy(person.error().problems, std::back_inserter(problems));
        else
            return tl::unexpected(person.error());
    }
    if (!from.measure.empty()) to.measure = from.measure;
    if (!from.contingency.empty()) to.contingency = from.contingency;
    if (!from.interim_measure.empty()) to.interim_measure = from.interim_measure;
    if (from.deadline) to.deadline = from.deadline;
    if (from.funds_yuan) to.funds_yuan = from.funds_yuan;
    return step;
}

} // namespace

Result<void> step_finding(store::Database& database, const std::string& finding_key,
                          const StepRequest& request) {
    return in_transaction(database, [&]() -> Result<void> {
        const auto one = load_one(database, finding_key);
        if (!one) return tl::unexpected(one.error());
        Problems problems;
        const FindingStep last = one->steps.empty() ? FindingStep{} : one->steps.back();
        const auto step = compose(database, one->finding.organisation_key, last, request, problems);
        if (!step) return tl::unexpected(step.error());
        if (problems.empty()) return take_step(database, *one, *step);
        // A name that is not on file is no name that is missing.
        for (auto& other : check_step(one->steps, *step, one->finding.severity))
            if (std::ranges::find(problems, other.pointer, &sim::core::Problem::pointer) ==
                problems.end())
                problems.push_back(std::move(other));
        return make_error(std::move(problems));
    });
}

Result<FindingLine> show_finding(store::Database& database, const std::string& finding_key,
                                 Date today) {
    auto one = load_one(database, finding_key);
    if (!one) return tl::unexpected(one.error());
    FindingLine line{std::move(*one), FindingState::registered, std::nullopt};
    if (line.on_file.steps.empty()) return line;
    const FindingStep& last = line.on_file.steps.back();
    line.state = last.state;
    if (last.remedy.deadline && line.state != FindingState::closed)
        line.days_left = calc_days_left(*last.remedy.deadline, today);
    return line;
}

} // namespace roster::service
