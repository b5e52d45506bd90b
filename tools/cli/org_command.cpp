// yanlian org list|show|add|change|adopt: the tree of organisations, and the rules each goes by.
#include "roster/service/organisations.h"
#include "roster/service/own_rules.h"
#include "roster/service/rules.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::uintmax_t largest_rules_bytes = 1u << 22; // as `check` reads them

struct OrgCommand : LedgerOptions {
    std::string key; ///< of the organisation that is added; key or name of the one that changes
    std::string name, kind, parent, room, ownership, fuel, address, phone, opened, closed;
    std::optional<bool> key_fire_unit;
    int beds = -1;
    std::string rules, from;
};

int run_list(const OrgCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto part = roster::service::list_part(
        ledger->opened.database, options.organisation.empty() ? "" : ledger->organisation.key);
    if (!part) return report(part.error());
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("名称"), tr("类型"), tr("上级"), tr("床位")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Organisation& one : *part) {
        rows.push_back({one.key, one.name, tr(word(one.kind)), one.parent_key,
                        one.beds_count ? std::to_string(*one.beds_count) : ""});
        json.push_back(nlohmann::ordered_json::parse(roster::service::to_json(one)));
    }
    print_answer(options, rows, json);
    return 0;
}

int run_show(const OrgCommand& options) {
    LedgerOptions asked = options;
    asked.asks_organisation = true;
    if (!options.key.empty()) asked.organisation = options.key;
    auto ledger = open_ledger(asked);
    if (!ledger) return report(ledger.error());
    const Organisation& one = ledger->organisation;
    auto part = roster::service::list_part(ledger->opened.database, "");
    if (!part) return report(part.error());
    const auto book =
        roster::service::RuleBook::load(ledger->opened.database, *part, ledger->today);
    if (!book) return report(book.error());
    auto json = nlohmann::ordered_json::parse(roster::service::to_json(one));
    std::vector<std::vector<std::string>> rows{
        {tr("规则"), tr("对象"), tr("要求"), tr("依据"), tr("性质")}};
    json["rules"] = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < part->size(); ++i) {
        if ((*part)[i].key != one.key) continue;
        for (const Rule* rule : book->rules_of(i)) {
            rows.push_back({rule->id, tr(word(rule->subject)),
                            trf("{}{} ×{}", describe(rule->window),
                                tr(activity_word(rule->activity)), rule->min_count),
                            rule->source,
                            std::string(tr(word(rule->kind))) +
                                (rule->mark == RuleMark::unverified ? tr("，未核实") : "")});
            json["rules"].push_back({{"rule", rule->id},
                                     {"source", rule->source},
                                     {"kind", name_of(rule_kind_names, rule->kind)},
                                     {"mark", name_of(rule_mark_names, rule->mark)}});
        }
    }
    print_answer(options, rows, json, trf("{}　{}　{}", one.name, tr(word(one.kind)), one.address));
    return 0;
}

template <class Enum, std::size_t N>
void set_named(const std::array<std::string_view, N>& names, const std::string& text, Enum& value) {
    if (!text.empty()) value = *find_named<Enum>(names, text); // the option takes nothing else
}
void set_text(const std::string& text, std::string& value) {
    if (!text.empty()) value = text;
}
void set_day(const char* option, const std::string& text, std::optional<Date>& value,
             sim::core::Problems& problems) {
    if (text.empty()) return;
    value = find_date(text);
    if (!value) problems.push_back({"", option, trf("“{}”不是日期", text), tr("年-月-日")});
}

/// Puts what was written into the organisation; what was not written stays.
sim::core::Result<void> fill(Organisation& one, const OrgCommand& options,
                             roster::store::Database& database) {
    set_text(options.name, one.name);
    set_named(organisation_kind_names, options.kind, one.kind);
    set_named(watch_room_names, options.room, one.watch_room);
    set_named(ownership_names, options.ownership, one.ownership);
    set_named(kitchen_fuel_names, options.fuel, one.kitchen_fuel);
    set_text(options.address, one.address);
    set_text(options.phone, one.phone);
    if (options.key_fire_unit) one.key_fire_unit = *options.key_fire_unit;
    if (options.beds >= 0) one.beds_count = options.beds;
    sim::core::Problems problems;
    set_day("--opened", options.opened, one.opened_on, problems);
    set_day("--closed", options.closed, one.closed_on, problems);
    if (!options.parent.empty()) {
        const auto parent = find_organisation(database, options.parent);
        if (parent) one.parent_key = parent->key;
        if (!parent)
            problems.insert(problems.end(), parent.error().problems.begin(),
                            parent.error().problems.end());
    }
    if (problems.empty()) return {};
    return sim::core::make_error(std::move(problems));
}

int run_add(const OrgCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Organisation one;
    one.key = options.key;
    if (const auto filled = fill(one, options, ledger->opened.database); !filled)
        return report(filled.error());
    const auto done = roster::service::add_organisation(ledger->opened.database, one, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("已登记 {}（{}）", one.name, one.key));
    return 0;
}

int run_change(const OrgCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    auto one = find_organisation(ledger->opened.database, options.key);
    if (!one) return report(one.error());
    if (const auto filled = fill(*one, options, ledger->opened.database); !filled)
        return report(filled.error());
    const auto done =
        roster::service::change_organisation(ledger->opened.database, *one, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("已改 {}（{}）", one->name, one->key));
    return 0;
}

/// A set that ships, by its key; or one of the place's own, from its file.
sim::core::Result<RuleSet> find_rules(const std::string& name) {
    if (!name.ends_with(".json")) return roster::service::find_shipped_rules(name);
    const auto bytes = sim::core::read_file(name, largest_rules_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    return roster::service::read_own_rules(name, *bytes);
}

int run_adopt(const OrgCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto rules = find_rules(options.rules);
    if (!rules) return report(rules.error());
    auto from = find_date(options.from);
    if (!from && !options.from.empty())
        return report({sim::core::Errc::bad_input,
                       {{"", "--from", trf("“{}”不是日期", options.from), tr("年-月-日")}}});
    if (!from) {
        const auto day = roster::service::find_adoption_day(
            ledger->opened.database, ledger->organisation.key, *rules, ledger->today);
        if (!day) return report(day.error());
        from = *day;
    }
    const auto done = roster::service::adopt_rules(
        ledger->opened.database, ledger->organisation.key, *rules, *from, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("{} 自 {} 起执行“{}”（第 {} 版，{} 条）", ledger->organisation.name,
                           iso(*done), rules->name, rules->version, rules->rules.size()));
    return 0;
}

void declare_fields(CLI::App& command, OrgCommand& options) {
    command.add_option("--kind", options.kind, tr("类型"))
        ->transform(choice_of(choices_of<OrganisationKind>(organisation_kind_names)));
    command.add_option("--parent", options.parent, tr("上级单位：编号或名称"));
    command.add_option("--room", options.room, tr("消防控制室或值班室"))
        ->transform(choice_of(choices_of<WatchRoom>(watch_room_names)));
    command.add_option("--ownership", options.ownership, tr("公办或民办"))
        ->transform(choice_of(choices_of<Ownership>(ownership_names)));
    command.add_flag("--key-fire-unit,!--not-key-fire-unit", options.key_fire_unit,
                     tr("消防安全重点单位；不是的写 --not-key-fire-unit"));
    command.add_option("--fuel", options.fuel, tr("厨房燃料"))
        ->transform(choice_of(choices_of<KitchenFuel>(kitchen_fuel_names)));
    command.add_option("--beds", options.beds, tr("床位数"))->check(between(0, 100000));
    command.add_option("--address", options.address, tr("地址"));
    command.add_option("--phone", options.phone, tr("电话"));
    command.add_option("--opened", options.opened, tr("开办日期"));
    command.add_option("--closed", options.closed, tr("最后营业的一天"));
    add_who_option(command, options);
    add_ledger_options(command, options);
}

void declare_add(CLI::App& command, OrgCommand& options) {
    command.add_option(tr("编号"), options.key, tr("编号，例如 org/xinghua"))->required();
    command.add_option(tr("名称"), options.name, tr("名称"))->required();
    declare_fields(command, options);
}

void declare_change(CLI::App& command, OrgCommand& options) {
    command.add_option(tr("单位"), options.key, tr("编号或名称"))->required();
    command.add_option("--name", options.name, tr("新的名称"));
    declare_fields(command, options);
}

} // namespace

void add_org_commands(CLI::App& app, int& exit_code) {
    CLI::App* org = app.add_subcommand("org", tr("单位：列出、查看、登记、执行哪套规则"));
    org->require_subcommand(1);
    add_command<OrgCommand>(*org, "list", tr("列出单位"), exit_code, run_list,
                            [](CLI::App& command, OrgCommand& options) {
                                add_organisation_option(command, options);
                                add_ledger_options(command, options);
                            });
    add_command<OrgCommand>(*org, "show", tr("一个单位和它要执行的规则"), exit_code, run_show,
                            [](CLI::App& command, OrgCommand& options) {
                                command.add_option(tr("单位"), options.key,
                                                   tr("编号或名称；也可以写 --org"));
                                add_organisation_option(command, options);
                                add_today_option(command, options);
                                add_ledger_options(command, options);
                            });
    add_command<OrgCommand>(*org, "add", tr("登记一个单位"), exit_code, run_add, declare_add);
    add_command<OrgCommand>(*org, "change", tr("更正一个单位：写要改的，没有写的照旧"), exit_code,
                            run_change, declare_change);
    add_command<OrgCommand>(
        *org, "adopt", tr("执行一套规则，对下级也有效"), exit_code, run_adopt,
        [](CLI::App& command, OrgCommand& options) {
            command
                .add_option(tr("规则"), options.rules,
                            tr("例如 rules/yangzhou；自己的写文件名，例如 本院.rules.json"))
                ->required();
            command.add_option("--from", options.from,
                               tr("从哪一天起；不写：规则自己的生效日，换版时是今天"));
            add_organisation_option(command, options);
            add_who_option(command, options);
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
