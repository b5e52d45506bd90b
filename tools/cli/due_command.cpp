// yanlian due: what is due and overdue today, with the rule, its source and the day it turns.
#include "roster/service/due.h"
#include "roster/service/findings.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include <fmt/format.h>
#include <map>
#include <tuple>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct DueCommand : LedgerOptions {
    std::string person;
    bool all = false, tree = false, digest = false;
};

nlohmann::ordered_json rule_json(const RuleLine& rule) {
    return {{"rule", rule.rule_id},
            {"set", rule.set_key},
            {"edition", rule.set_version},
            {"source", rule.source},
            {"kind", name_of(rule_kind_names, rule.kind)},
            {"mark", name_of(rule_mark_names, rule.mark)},
            {"min_count", rule.min_count},
            {"window", name_of(window_kind_names, rule.window.kind)},
            {"length_count", rule.window.length_count}};
}

nlohmann::ordered_json line_json(const DueLine& line) {
    nlohmann::ordered_json sources = nlohmann::ordered_json::array();
    for (const RuleLine& rule : line.sources)
        sources.push_back(rule_json(rule));
    return {{"state", name_of(due_state_names, line.state)},
            {"subject", name_of(rule_subject_names, line.subject)},
            {"organisation", line.organisation_key},
            {"key", line.subject_key},
            {"name", line.name},
            {"activity", line.activity},
            {"due_on", iso(line.due_on)},
            {"red_on", iso(line.due_on + Days{1})},
            {"or_earlier", line.or_earlier},
            {"yellow_on", iso(line.yellow_on)},
            {"have_count", line.have_count},
            {"want_count", line.want_count},
            {"rows", line.rows},
            {"sources", std::move(sources)}};
}

using Names = std::map<std::string_view, std::string_view>; ///< of organisations, by key

Names organisation_names(const DueList& list) {
    Names names;
    for (const OrganisationDue& one : list.organisations)
        names.emplace(one.key, one.name);
    return names;
}

/// Thousands of lines go by a few rules: each is put into words once.
class RuleWords {
public:
    const std::string& of(const RuleLine& rule) {
        auto& text = texts_[{rule.set_key, rule.set_version, rule.rule_id}];
        if (text.empty()) text = describe(rule);
        return text;
    }

private:
    std::map<std::tuple<std::string, int, std::string>, std::string> texts_;
};

std::vector<std::string> line_row(const DueLine& line, const Names& names, RuleWords& rules) {
    std::string sources;
    for (const RuleLine& rule : line.sources)
        sources += (sources.empty() ? "" : tr("；")) + rules.of(rule);
    return {tr(word(line.state)),
            std::string(names.at(line.organisation_key)),
            line.name,
            line.subject_key,
            describe(line),
            fmt::format("{}/{}", line.have_count, line.want_count),
            iso(line.due_on),
            line.or_earlier ? trf("至少从 {} 起", iso(line.due_on + Days{1}))
                            : iso(line.due_on + Days{1}),
            sources};
}

nlohmann::ordered_json counts_json(const StateCounts& counts) {
    return {{"green", counts[0]}, {"yellow", counts[1]}, {"red", counts[2]}};
}

nlohmann::ordered_json make_json(const DueList& list) {
    nlohmann::ordered_json json{{"lines", nlohmann::ordered_json::array()}};
    for (const DueLine& line : list.lines)
        json["lines"].push_back(line_json(line));
    json["certificates"] = nlohmann::ordered_json::array();
    for (const CertificateLine& one : list.certificates)
        json["certificates"].push_back(
            {{"organisation", one.organisation_key},
             {"person", one.certificate.person_key},
             {"name", one.name},
             {"kind", name_of(certificate_kind_names, one.certificate.kind)},
             {"reminder", name_of(reminder_names, one.reminder)},
             {"expires_on", one.certificate.expires_on ? iso(*one.certificate.expires_on) : ""}});
    json["teams"] = nlohmann::ordered_json::array();
    for (const TeamLine& one : list.teams)
        json["teams"].push_back({{"organisation", one.organisation_key},
                                 {"team", one.team_key},
                                 {"members", one.check.member_count},
                                 {"staff", one.check.staff_count},
                                 {"compliant", one.check.is_compliant()},
                                 {"conflict", one.check.conflict},
                                 {"text", describe(one.check)}});
    json["vacancies"] = nlohmann::ordered_json::array();
    for (const VacancyLine& one : list.vacancies)
        json["vacancies"].push_back({{"organisation", one.organisation_key},
                                     {"post", "safety_manager"},
                                     {"certificate_lapsed", one.certificate_lapsed},
                                     {"text", describe(one)}});
    json["organisations"] = nlohmann::ordered_json::array();
    for (const OrganisationDue& one : list.organisations)
        json["organisations"].push_back({{"key", one.key},
                                         {"name", one.name},
                                         {"kind", name_of(organisation_kind_names, one.kind)},
                                         {"parent", one.parent_key},
                                         {"homes", counts_json(one.homes)},
                                         {"offices", counts_json(one.offices)},
                                         {"persons", counts_json(one.persons)},
                                         {"teams", counts_json(one.teams)},
                                         {"certificates", one.certificate_count}});
    json["long_leave"] = list.long_leave_keys;
    return json;
}

void print_tree(const DueCommand& options, DueList& list) {
    std::vector<std::vector<std::string>> rows{{tr("单位"), tr("编号"), tr("机构 红/黄/绿"),
                                                tr("人员 红/黄/绿"), tr("队伍 红/黄/绿"),
                                                tr("证书")}};
    const auto text = [](const StateCounts& counts) {
        return fmt::format("{}/{}/{}", counts[2], counts[1], counts[0]);
    };
    for (const OrganisationDue& one : list.organisations)
        rows.push_back({std::string(static_cast<std::size_t>(one.depth) * 2, ' ') + one.name,
                        one.key, text(one.homes), text(one.persons), text(one.teams),
                        std::to_string(one.certificate_count)});
    list.lines.clear(); // the tree is about counts
    print_answer(options, rows, make_json(list));
}

/// What stands above the table: how many, then teams and certificates that want a look.
std::string make_headline(const OpenLedger& ledger, const DueList& list, const Names& names) {
    StateCounts counts{};
    for (const DueLine& line : list.lines)
        ++counts[static_cast<std::size_t>(line.state)];
    std::string text = trf("{}　{}：逾期 {} 项，将到期 {} 项", ledger.organisation.name,
                           iso(ledger.today), counts[2], counts[1]);
    const bool one_house = list.organisations.size() == 1;
    const auto house = [&](const std::string& key) {
        return one_house ? std::string() : std::string(names.at(key)) + "　";
    };
    for (const TeamLine& one : list.teams)
        text += "\n" + house(one.organisation_key) + one.name + tr("：") + describe(one.check);
    for (const VacancyLine& one : list.vacancies)
        text += "\n" + one.name + tr("：") + describe(one);
    for (const CertificateLine& one : list.certificates)
        text += "\n" + house(one.organisation_key) + describe(one);
    return text;
}

int run_due(const DueCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    // A name that is nobody's must not read as "nothing is due".
    const auto person = options.person.empty()
                            ? sim::core::Result<std::string>()
                            : resolve_person(ledger->opened.database, options.person, "--person",
                                             ledger->organisation.key);
    if (!person) return report(person.error());
    auto list =
        list_due(ledger->opened.database, {ledger->organisation.key, ledger->today, options.all});
    if (!list) return report(list.error());
    if (options.digest) {
        fmt::print("{}", format_digest(*list, ledger->organisation.key));
        return 0;
    }
    if (options.tree) {
        print_tree(options, *list);
        return 0;
    }
    if (!options.person.empty())
        std::erase_if(list->lines,
                      [&](const DueLine& line) { return line.subject_key != *person; });
    if (options.json) {
        print_answer(options, {}, make_json(*list));
        return 0;
    }
    const Names names = organisation_names(*list);
    std::vector<std::vector<std::string>> rows{{tr("状态"), tr("单位"), tr("名称"), tr("编号"),
                                                tr("要求"), tr("已做"), tr("期限"), tr("转红"),
                                                tr("依据")}};
    RuleWords rules;
    rows.reserve(rows.size() + list->lines.size());
    for (const DueLine& line : list->lines)
        rows.push_back(line_row(line, names, rules));
    print_answer(options, rows, {}, make_headline(*ledger, *list, names));
    return 0;
}

} // namespace

void add_due_command(CLI::App& app, int& exit_code) {
    add_command<DueCommand>(
        app, "due", tr("今天什么要到期、什么已逾期，依据是什么"), exit_code, run_due,
        [](CLI::App& command, DueCommand& options) {
            add_organisation_option(command, options);
            add_today_option(command, options);
            auto* person =
                command.add_option("--person", options.person, tr("只看一个人，姓名或编号"));
            command.add_flag("--all", options.all, tr("绿的也列出来"));
            command.add_flag("--tree", options.tree, tr("按单位逐级汇总"))->excludes(person);
            command.add_flag("--digest", options.digest, tr("一个单位的提醒，纯文字"))
                ->excludes(person);
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
