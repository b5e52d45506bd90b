// yanlian drill library, drill new, drill msel: scenarios for any building, and their lists; drill
// rank: several teams through the same night.
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/plan/plan_file.h"
#include "sim/record/ranking.h"
#include "tools/cli/commands.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/report_file.h"
#include "tools/cli/terminal.h"
#include "tools/library/fit.h"
#include "tools/paper/print.h"
#include "tools/report/msel.h"
#include <filesystem>
#include <nlohmann/json.hpp>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

struct NewOptions {
    std::string scenario, plan, out;
    std::vector<std::string> rooms;
};

std::string elements_of(const library::Template& one) {
    std::string made;
    for (const auto element : one.trains)
        made += sim::core::letter(element);
    return made;
}

int list_library(bool json) {
    const auto all = library::load_library();
    if (!all) return report(all.error());
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const library::Template& one : *all) {
        nlohmann::ordered_json slots = nlohmann::ordered_json::array();
        std::string words;
        for (const library::Slot& slot : one.slots) {
            slots.push_back({{"slot", slot.key}, {"name", slot.name}, {"name_en", slot.name_en}});
            words += (words.empty() ? "" : ", ") + slot.key + "=" +
                     (sim::core::selected_language() == sim::core::Language::english ? slot.name_en
                                                                                     : slot.name);
        }
        list.push_back({{"scenario", one.key},
                        {"name", one.name},
                        {"name_en", one.name_en},
                        {"trains", elements_of(one)},
                        {"night", one.night},
                        {"start_modes", one.scenario["start_modes"]},
                        {"slots", std::move(slots)}});
        if (!json)
            fmt::print("{}  {}  {}  {}  {}  {}\n", sim::core::pad(one.key, 4),
                       sim::core::pad(one.name, 32), sim::core::pad(one.name_en, 44),
                       sim::core::pad(elements_of(one), 5), one.night ? tr("夜间") : tr("白天"),
                       words);
    }
    if (json) fmt::print("{}\n", list.dump(2));
    return 0;
}

sim::core::Result<std::vector<library::RoomChoice>>
read_choices(const std::vector<std::string>& rooms) {
    std::vector<library::RoomChoice> choices;
    sim::core::Problems problems;
    for (const std::string& text : rooms) {
        const std::size_t equals = text.find('=');
        if (equals == 0 || equals == text.npos || equals + 1 == text.size())
            problems.push_back(
                {"--room", text, tr("没有等号"), tr("位置=空间，例如 origin=room/207")});
        else
            choices.push_back({text.substr(0, equals), text.substr(equals + 1)});
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return choices;
}

sim::core::Result<library::Template> find_template(const std::string& key) {
    auto all = library::load_library();
    if (!all) return tl::unexpected(all.error());
    std::string keys;
    for (library::Template& one : *all) {
        if (one.key == key) return std::move(one);
        keys += (keys.empty() ? "" : ", ") + one.key;
    }
    return sim::core::make_error(
        sim::core::Errc::bad_input,
        {"--scenario", "", trf("没有这个脚本：{}", key), trf("其中之一：{}", keys)});
}

/// As a scenario in `out`'s folder names it.
std::string relative_plan(const std::string& plan, const std::string& out) {
    namespace fs = std::filesystem;
    std::error_code code;
    const fs::path folder = fs::absolute(out, code).parent_path();
    const fs::path relative = fs::proximate(fs::absolute(plan, code), folder, code);
    return relative.empty() ? plan : relative.generic_string();
}

int make_drill(const NewOptions& options) {
    const auto from = find_template(options.scenario);
    if (!from) return report(from.error());
    const auto plan = sim::plan::load_plan(options.plan);
    if (!plan) return report(plan.error());
    const auto choices = read_choices(options.rooms);
    if (!choices) return report(choices.error());
    const auto fitted =
        library::fit(*from, *plan, relative_plan(options.plan, options.out), *choices);
    if (!fitted) return report(fitted.error());
    if (auto written = sim::core::write_file(options.out, fitted->text); !written)
        return report(written.error());
    for (const library::Suggestion& one : fitted->suggested) {
        const auto& space = (*plan)[plan->find_space(one.room)];
        fmt::print("{}\n",
                   trf("{} 没有选，用 {}（{}）：{}", one.slot, space.name, one.room, one.why));
    }
    fmt::print("{}\n", trf("脚本：{}", options.out));
    return 0;
}

void print_table(const paper::Table& table) {
    fmt::print("{}\n", tr(table.heading.c_str()));
    for (const auto& row : table.rows) {
        std::string line;
        for (const std::string& cell : row)
            line += (line.empty() ? "  " : " | ") + cell;
        fmt::print("{}\n", line);
    }
}

std::string time_or_dash(const std::optional<double>& time_s) {
    return time_s ? clock_text(*time_s) : "-";
}

/// Reads only: a place in a contest is nobody's evidence.
int print_ranking(const std::vector<std::string>& records, bool json) {
    const auto ranked = sim::record::rank_records({records.begin(), records.end()});
    if (!ranked) return report(ranked.error());
    std::vector<std::vector<std::string>> rows{{tr("名次"), tr("队"), tr("得分"), tr("等级"),
                                                tr("失能"), tr("安全或避险"), tr("起火间清空")}};
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const sim::record::Standing& one : *ranked) {
        const auto& score = one.contest.score;
        const int out = score.people.safe + score.people.sheltered;
        rows.push_back(
            {std::to_string(one.rank), one.contest.team, fmt::format("{:.1f}", score.final),
             tr(sim::drill::grade_word(score.letter)), std::to_string(score.people.incapacitated),
             std::to_string(out), time_or_dash(score.times.origin_room_clear)});
        all.push_back({{"rank", one.rank},
                       {"team", one.contest.team},
                       {"score", score.final},
                       {"letter", std::string(1, score.letter)},
                       {"incapacitated", score.people.incapacitated},
                       {"safe_or_sheltered", out}});
    }
    LedgerOptions options;
    options.json = json;
    print_answer(options, rows, all);
    return 0;
}

int print_msel(const std::string& file, const std::string& out) {
    const auto loaded = sim::drill::load_scenario(file);
    if (!loaded) return report(loaded.error());
    const paper::Form form = report::make_msel(loaded->scenario);
    if (out.empty()) {
        fmt::print("{}　{}\n", tr(form.title.c_str()), form.subtitle);
        for (const paper::Block& block : form.blocks)
            if (const auto* table = std::get_if<paper::Table>(&block)) print_table(*table);
        return 0;
    }
    const auto missing = paper::write_form(out, form);
    if (!missing) return report(missing.error());
    warn_of_missing(*missing);
    fmt::print("{}\n", trf("事件表：{}", out));
    return 0;
}

} // namespace

void add_drill_library_commands(CLI::App& drill, int& exit_code) {
    CLI::App* list = drill.add_subcommand("library", tr("列出脚本库的 13 个脚本"));
    const auto json = std::make_shared<bool>(false);
    list->add_flag("--json", *json, tr("输出一个 JSON 数组"));
    list->callback([json, &exit_code] { exit_code = list_library(*json); });

    const auto o = std::make_shared<NewOptions>();
    CLI::App* made = drill.add_subcommand("new", tr("把脚本库的一个脚本用到自己的平面图上"));
    made->add_option("--scenario", o->scenario, tr("脚本库里的编号，例如 s2"))->required();
    made->add_option("--plan", o->plan, tr("平面图 .plan.json"))->required();
    made->add_option("--room", o->rooms, tr("选房间：位置=空间，例如 origin=room/207；可以写几次"));
    made->add_option("--out", o->out, tr("写成 .drill.json"))->required();
    made->callback([o, &exit_code] { exit_code = make_drill(*o); });

    struct MselOptions {
        std::string scenario, out;
    };
    const auto m = std::make_shared<MselOptions>();
    CLI::App* msel = drill.add_subcommand("msel", tr("列出或打印脚本的事件表（MSEL）"));
    msel->add_option(tr("脚本"), m->scenario, tr("演练脚本 .drill.json"))->required();
    msel->add_option("--out", m->out, tr("写成 .pdf 或 .xlsx；不写就列在屏幕上"));
    msel->callback([m, &exit_code] { exit_code = print_msel(m->scenario, m->out); });

    struct RankOptions {
        std::vector<std::string> records;
        bool json = false;
    };
    const auto r = std::make_shared<RankOptions>();
    CLI::App* rank = drill.add_subcommand("rank", tr("比赛：同一场演练的几份记录排名次"));
    rank->add_option(tr("记录"), r->records, tr("演练记录 .drill，两份以上"))->required();
    rank->add_flag("--json", r->json, tr("输出 JSON"));
    rank->callback([r, &exit_code] { exit_code = print_ranking(r->records, r->json); });
}

} // namespace tools::cli
