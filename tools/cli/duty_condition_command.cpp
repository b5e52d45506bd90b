// yanlian duty condition ban|experienced|pair|wish|list|end|withdraw: what the planning of duty has
// to know of people beyond leave and certificates.
#include "roster/service/duty_conditions.h"
#include "sim/core/text.h"
#include "tools/cli/duty_options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct ConditionCommand : LedgerOptions {
    std::string kind, person, other, basis, from, until, shift, reason;
    int weight = 1;
    std::int64_t id = 0;
};

roster::store::Entry entry_of(const OpenLedger& ledger) {
    return {read_clock(), ledger.who};
}

int answer(const ConditionCommand& options, const nlohmann::ordered_json& json,
           const std::string& text) {
    fmt::print("{}\n", options.json ? json.dump(2) : text);
    return 0;
}

std::string until_text(const std::optional<Date>& until) {
    return until ? iso(*until) : std::string(tr("未定"));
}

int run_add(const ConditionCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    DutyConditionEntry entry;
    entry.organisation_key = ledger->organisation.key;
    entry.kind = *find_named<ConditionKind>(condition_kind_names, options.kind);
    entry.person_key = answers.person("--person", options.person);
    entry.other_key = answers.person("--other", options.other);
    if (!options.basis.empty()) entry.basis = find_named<BanBasis>(ban_basis_names, options.basis);
    entry.from = answers.date("--from", options.from).value_or(ledger->today);
    if (!options.until.empty()) entry.until = answers.date("--until", options.until);
    entry.shift = options.shift;
    if (is_wish(entry.kind)) entry.weight_count = options.weight;
    entry.reason = options.reason;
    if (!answers.fine()) return answers.report_all();
    const auto id = add_duty_condition(ledger->opened.database, entry, entry_of(*ledger));
    if (!id) return report(id.error());
    if (is_wish(entry.kind) && !entry.until) entry.until = entry.from;
    std::string who = options.person;
    if (!options.other.empty()) who += tr("、") + options.other;
    return answer(options, {{"condition", *id}},
                  trf("第 {} 条已登记：{} {}，{} 到 {}", *id, who, tr(word(entry.kind)),
                      iso(entry.from), until_text(entry.until)));
}

/// What a row says beside who, what and when.
std::string details_text(const roster::store::DutyConditionRow& row) {
    std::string text;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) text += (text.empty() ? "" : tr("；")) + part;
    };
    if (row.basis) add(tr(word(*row.basis)));
    if (!row.other_name.empty()) add(trf("和 {}", row.other_name));
    add(row.shift);
    if (row.weight_count.value_or(1) != 1) add(trf("分量 {}", *row.weight_count));
    add(row.reason);
    return text;
}

nlohmann::ordered_json row_json(const roster::store::DutyConditionRow& row) {
    nlohmann::ordered_json json{{"condition", row.id},
                                {"kind", name_of(condition_kind_names, row.kind)},
                                {"person", row.person_key},
                                {"from", iso(row.from_day)},
                                {"until", row.until_day
                                              ? nlohmann::ordered_json(iso(*row.until_day))
                                              : nlohmann::ordered_json()}};
    if (row.basis) json["basis"] = name_of(ban_basis_names, *row.basis);
    if (!row.other_key.empty()) json["other"] = row.other_key;
    if (!row.shift.empty()) json["shift"] = row.shift;
    if (row.weight_count) json["weight_count"] = *row.weight_count;
    json["reason"] = row.reason;
    json["recorded_by"] = row.recorded_by;
    return json;
}

int run_list(const ConditionCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const Date from = answers.date("--from", options.from).value_or(ledger->today);
    const std::string person = answers.person("--person", options.person);
    if (!answers.fine()) return answers.report_all();
    auto found = roster::store::load_duty_conditions(ledger->opened.database,
                                                     ledger->organisation.key, from);
    if (!found) return report(found.error());
    std::erase_if(*found, [&](const auto& row) {
        return !person.empty() && row.person_key != person && row.other_key != person;
    });
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("人员"), tr("条件"), tr("从"), tr("到"), tr("说明")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto& row : *found) {
        rows.push_back({std::to_string(row.id), row.person_name, tr(word(row.kind)),
                        iso(row.from_day), until_text(row.until_day), details_text(row)});
        json.push_back(row_json(row));
    }
    print_answer(
        options, rows, json,
        trf("{}　{} 起的排班条件 {} 条", ledger->organisation.name, iso(from), found->size()));
    return 0;
}

int run_end(const ConditionCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    DutyConditionEnd end{ledger->organisation.key, options.id, {}, options.reason};
    end.last = answers.date("--last", options.until);
    if (!answers.fine()) return answers.report_all();
    const auto id = end_duty_condition(ledger->opened.database, end, entry_of(*ledger));
    if (!id) return report(id.error());
    return answer(options, {{"condition", *id}, {"ends", options.id}},
                  end.last ? trf("第 {} 条到 {} 为止（第 {} 条），原来的留着", options.id,
                                 iso(*end.last), *id)
                           : trf("第 {} 条已撤回，原来的留着", options.id));
}

void declare_ledger(CLI::App& command, ConditionCommand& options) {
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_ledger_options(command, options);
}

void declare_person(CLI::App& command, ConditionCommand& o) {
    command.add_option("--person,person", o.person, tr("姓名或编号"))->required();
    command.add_option("--from", o.from, tr("第一天；不写是今天"));
    add_who_option(command, o);
    declare_ledger(command, o);
}

std::vector<Choice> choices(std::initializer_list<ConditionKind> kinds) {
    std::vector<Choice> all;
    for (const ConditionKind kind : kinds)
        all.push_back({std::string(name_of(condition_kind_names, kind)), word(kind)});
    return all;
}

void declare_ban(CLI::App& command, ConditionCommand& o) {
    command.add_option("--kind", o.kind, tr("不上夜班、不上班或不上长班（超过 8 小时的班）"))
        ->transform(choice_of(choices(
            {ConditionKind::no_night, ConditionKind::no_duty, ConditionKind::no_long_shift})))
        ->required();
    command.add_option("--basis", o.basis, tr("依据：孕期、哺乳期或医疗证明；不写病名"))
        ->transform(choice_of(choices_of<BanBasis>(ban_basis_names)))
        ->required();
    command.add_option("--until", o.until, tr("最后一天；不写是未定"));
    declare_person(command, o);
}

void declare_experienced(CLI::App& command, ConditionCommand& o) {
    o.kind = name_of(condition_kind_names, ConditionKind::experienced);
    command.add_option("--until", o.until, tr("最后一天；不写是未定"));
    command.add_option("--reason", o.reason, tr("缘由，例如三年护理"));
    declare_person(command, o);
}

void declare_pair(CLI::App& command, ConditionCommand& o) {
    declare_person(command, o); // first on the line
    command.add_option("--other,other", o.other, tr("另一个人，姓名或编号"))->required();
    command.add_option("--kind", o.kind, tr("同班（第一个人上班，第二个人上同一班）或不同班"))
        ->transform(choice_of(choices({ConditionKind::together, ConditionKind::apart})))
        ->required();
    command.add_option("--until", o.until, tr("最后一天；不写是未定"));
    command.add_option("--reason", o.reason, tr("缘由，例如师徒、夫妻"));
}

void declare_wish(CLI::App& command, ConditionCommand& o) {
    command.add_option("--kind", o.kind, tr("想上班或想休息"))
        ->transform(choice_of(choices({ConditionKind::wants_duty, ConditionKind::wants_off})))
        ->required();
    command.add_option("--until", o.until, tr("最后一天；不写是一天"));
    command.add_option("--shift", o.shift, tr("哪一班，例如夜班；不写是随便哪一班"));
    command.add_option("--weight", o.weight, tr("分量，1 到 100"))
        ->check(between(1, wish_weight_most));
    command.add_option("--reason", o.reason, tr("缘由"));
    declare_person(command, o);
}

void declare_change(CLI::App& command, ConditionCommand& o) {
    command.add_option(tr("编号"), o.id, tr("编号，见 duty condition list"))->required();
    command.add_option("--reason", o.reason, tr("原因"))->required();
    add_who_option(command, o);
    declare_ledger(command, o);
}

} // namespace

void add_duty_condition_commands(CLI::App& duty, int& exit_code) {
    CLI::App* condition = duty.add_subcommand(
        "condition", tr("排班条件：孕期等限制、有经验的人、同班和不同班、意愿"));
    condition->require_subcommand(1);
    add_command<ConditionCommand>(*condition, "ban", tr("限制：不上夜班、不上班、不上长班"),
                                  exit_code, run_add, declare_ban);
    add_command<ConditionCommand>(*condition, "experienced", tr("有经验的人，从哪一天起"),
                                  exit_code, run_add, declare_experienced);
    add_command<ConditionCommand>(*condition, "pair", tr("两个人同班，或不同班"), exit_code,
                                  run_add, declare_pair);
    add_command<ConditionCommand>(*condition, "wish", tr("某天想上班或想休息，尽量照顾"), exit_code,
                                  run_add, declare_wish);
    add_command<ConditionCommand>(
        *condition, "list", tr("还没有结束的排班条件"), exit_code, run_list,
        [](CLI::App& command, ConditionCommand& o) {
            command.add_option("--person,person", o.person, tr("姓名或编号；不写是所有人"));
            command.add_option("--from", o.from, tr("这一天以前结束的不列；不写是今天"));
            declare_ledger(command, o);
        });
    add_command<ConditionCommand>(
        *condition, "end", tr("提前结束一条，原来的留着"), exit_code, run_end,
        [](CLI::App& command, ConditionCommand& o) {
            command.add_option("--last", o.until, tr("最后一天"))->required();
            declare_change(command, o);
        });
    add_command<ConditionCommand>(*condition, "withdraw", tr("撤回登记错的一条，原来的留着"),
                                  exit_code, run_end, declare_change);
}

} // namespace tools::cli
