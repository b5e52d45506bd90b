// yanlian bulletin: the half-year bulletin of an organisation, and the rows behind its numbers.
#include "roster/service/bulletin.h"
#include "roster/service/competence_list.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/bulletin_text.h"
#include "tools/cli/commands.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string_view>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

namespace {

struct BulletinCommand : LedgerOptions {
    std::string half, explain, out;
};

/// The half-year named, or the one before the running one.
sim::core::Result<HalfYear> choose_half(const std::string& text, Date today) {
    if (text.empty())
        return *find_half_year(
            calc_half_year(calc_window(WindowKind::half_year, today).first - Days{1}));
    if (const auto half = find_half_year(text)) return *half;
    return make_error(Errc::bad_input, {"", "--half", trf("“{}”不是半年", text),
                                        tr("年份加 H1 或 H2，例如 2026H1")});
}

/// "FIELD" of the organisation asked for, or "KEY:FIELD".
struct Cell {
    std::string key;
    BulletinField field{};
};
sim::core::Result<Cell> read_cell(const std::string& text, const std::string& top_key) {
    const std::size_t colon = text.rfind(':');
    const std::string name = colon == std::string::npos ? text : text.substr(colon + 1);
    if (const auto field = find_field(name))
        return Cell{colon == std::string::npos ? top_key : text.substr(0, colon), *field};
    std::string names;
    for (std::size_t f = 0; f < bulletin_field_count; ++f)
        names += (f > 0 ? " " : "") + std::string(info(static_cast<BulletinField>(f)).name);
    return make_error(Errc::bad_input,
                      {"", "--explain", trf("没有“{}”这个数", name), trf("其中之一：{}", names)});
}

std::string row_name(const roster::store::SourceRow& row) {
    return fmt::format("{}/{}", row.table, row.id);
}

std::string csv_text(const std::vector<std::vector<std::string>>& rows) {
    std::string text = "\xEF\xBB\xBF";
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += ',';
            text += csv_field(row[i]);
        }
        text += "\r\n";
    }
    return text;
}

int give(const BulletinCommand& options, const std::string& text) {
    if (options.out.empty()) {
        fmt::print("{}", text);
        return 0;
    }
    if (const auto done = sim::core::write_file(options.out, text); !done)
        return report(done.error());
    fmt::print("{}\n", trf("已写 {}", options.out));
    return 0;
}

int explain(const BulletinCommand& options, OpenLedger& ledger, const HalfYear& half) {
    const auto cell = read_cell(options.explain, ledger.organisation.key);
    if (!cell) return report(cell.error());
    auto& database = ledger.opened.database;
    const auto bulletin = make_bulletin(database, cell->key, half, ledger.today);
    if (!bulletin) return report(bulletin.error());
    const auto traces = explain_bulletin(database, cell->key, half, ledger.today, cell->field);
    if (!traces) return report(traces.error());
    const auto value = bulletin->total[cell->field];
    if (options.json) {
        nlohmann::ordered_json json{{"organisation", cell->key},
                                    {"half", half.name},
                                    {"field", info(cell->field).name},
                                    {"value", nullptr},
                                    {"rows", to_json(*traces)}};
        if (value) json["value"] = *value;
        return give(options, json.dump(2) + "\n");
    }
    std::vector<std::vector<std::string>> rows{
        {tr("行"), tr("日期"), tr("内容"), tr("出处"), tr("凭据")}};
    for (const Trace& trace : *traces) {
        rows.push_back({row_name(trace.subject), trace.subject.day, trace.subject.text,
                        trace.subject.origin, ""});
        for (const auto& row : trace.evidence)
            rows.push_back({row_name(trace.subject), row.day, row.text, row.origin, row_name(row)});
    }
    if (options.csv) return give(options, csv_text(rows));
    return give(options,
                trf("{}　{}　{} = {}，{} 行", bulletin->top_name, half.name,
                    tr(info(cell->field).heading),
                    value ? std::to_string(*value) : std::string(tr("无数据")), traces->size()) +
                    "\n\n" + (rows.size() > 1 ? format_table(rows) : std::string()));
}

/// 掌握率: everybody of the part, and whether he is counted above and below the line.
int explain_mastery(const BulletinCommand& options, OpenLedger& ledger, const HalfYear& half,
                    const std::string& key) {
    const Date day = std::min(ledger.today, half.span.last);
    const auto part = list_part_competence(ledger.opened.database, key, day);
    if (!part) return report(part.error());
    std::vector<std::vector<std::string>> rows{
        {tr("行"), tr("单位"), tr("日期"), tr("分子"), tr("分母")}};
    auto persons = nlohmann::ordered_json::array();
    for (const PartLine& one : part->people) {
        const bool mastered = one.place == MasteryPlace::mastered;
        const bool counted = mastered || one.place == MasteryPlace::not_yet;
        rows.push_back({one.line.person.key, one.organisation_name, iso(day), mastered ? "1" : "0",
                        counted ? "1" : "0"});
        persons.push_back({{"person", one.line.person.key},
                           {"organisation", one.line.person.organisation_key},
                           {"place", name_of(mastery_place_names, one.place)}});
    }
    const Mastery& mastery = part->mastery;
    if (options.json)
        return give(options, nlohmann::ordered_json{{"organisation", key},
                                                    {"half", half.name},
                                                    {"field", "mastery"},
                                                    {"value",
                                                     {{"part", mastery.mastered_count},
                                                      {"whole", mastery.on_roll_count}}},
                                                    {"rows", std::move(persons)}}
                                     .dump(2) +
                                 "\n");
    if (options.csv) return give(options, csv_text(rows));
    return give(options, trf("{}　{}　掌握率 = {}/{}，截至 {}", key, half.name,
                             mastery.mastered_count, mastery.on_roll_count, iso(day)) +
                             "\n\n" + format_table(rows));
}

/// "mastery" or "KEY:mastery": the rate is reckoned by competence, not from rows of the bulletin.
std::optional<std::string> find_mastery_key(const std::string& text, const std::string& top_key) {
    constexpr std::string_view name = "mastery";
    if (text == name) return top_key;
    if (!text.ends_with(name) || text[text.size() - name.size() - 1] != ':') return std::nullopt;
    return text.substr(0, text.size() - name.size() - 1);
}

int run_bulletin(const BulletinCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto half = choose_half(options.half, ledger->today);
    if (!half) return report(half.error());
    if (const auto key = find_mastery_key(options.explain, ledger->organisation.key))
        return explain_mastery(options, *ledger, *half, *key);
    if (!options.explain.empty()) return explain(options, *ledger, *half);
    const auto bulletin =
        make_bulletin(ledger->opened.database, ledger->organisation.key, *half, ledger->today);
    if (!bulletin) return report(bulletin.error());
    if (options.csv) return give(options, csv_text(bulletin_rows(*bulletin)));
    if (options.json) return give(options, to_json(*bulletin).dump(2) + "\n");
    return give(options, format_bulletin(*bulletin));
}

} // namespace

void add_bulletin_command(CLI::App& app, int& exit_code) {
    add_command<BulletinCommand>(
        app, "bulletin", tr("半年通报：各单位的表、名次、名单，每个数都能追到行"), exit_code,
        run_bulletin, [](CLI::App& command, BulletinCommand& options) {
            command.add_option("--half", options.half,
                               tr("哪个半年，例如 2026H1；不写是刚结束的半年"));
            add_organisation_option(command, options);
            command.add_option(
                "--explain", options.explain,
                tr("一个数由哪些行得来：列名，或者 单位编号:列名，例如 org/ankang:drill_done"));
            command.add_option("--out", options.out, tr("写到文件"));
            add_today_option(command, options);
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
