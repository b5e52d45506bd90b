// yanlian whatif RECORD: the same night from the same seed with one decision changed.
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/debrief/changed_night.h"
#include "sim/debrief/comparison.h"
#include "tools/cli/commands.h"
#include "tools/cli/score_text.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <nlohmann/json.hpp>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;
namespace debrief = sim::debrief;

namespace {

struct WhatIfOptions {
    std::string record, change, output;
    std::int64_t decision = 0;
    bool json = false;
};

int list_decisions(const WhatIfOptions& options, const sim::record::Record& record) {
    const auto decisions = debrief::list_decisions(record);
    if (options.json) {
        nlohmann::ordered_json json = nlohmann::ordered_json::array();
        for (const auto& one : decisions)
            json.push_back({{"decision", one.seq},
                            {"t_s", sim::core::seconds(one.tick)},
                            {"person", one.person},
                            {"words", one.words}});
        fmt::print("{}\n", json.dump(2));
        return 0;
    }
    fmt::print("{}\n", trf("{} 个决定；写 --decision 号 看能怎么改", decisions.size()));
    std::vector<std::vector<std::string>> rows{{tr("号"), tr("时间"), tr("决定")}};
    for (const auto& one : decisions)
        rows.push_back(
            {std::to_string(one.seq), clock_text(sim::core::seconds(one.tick)), one.words});
    fmt::print("{}", format_table(rows));
    return 0;
}

int list_changes(const WhatIfOptions& options, const sim::record::Record& record) {
    const auto offers = debrief::offer_changes(record, options.decision);
    if (offers.empty()) {
        const auto none = debrief::make_change(record, options.decision, "not");
        return report(none.error());
    }
    if (options.json) {
        nlohmann::ordered_json json = nlohmann::ordered_json::array();
        for (const auto& one : offers)
            json.push_back({{"change", one.key}, {"words", one.words}});
        fmt::print("{}\n", json.dump(2));
        return 0;
    }
    const auto* was = debrief::find_decision(record, options.decision);
    fmt::print("{}　{}\n", clock_text(sim::core::seconds(was->tick)),
               debrief::describe_command(record, *was));
    std::vector<std::vector<std::string>> rows{{"--change", tr("假设")}};
    for (const auto& one : offers)
        rows.push_back({one.key, one.words});
    fmt::print("{}", format_table(rows));
    return 0;
}

std::string time_or_dash(const std::optional<double>& time_s) {
    return time_s ? clock_text(*time_s) : "-";
}

const char* outcome_word(sim::drill::PersonOutcome outcome) {
    constexpr const char* words[] = {"还在楼内", "安全", "就地避险", "失能"};
    return tr(words[static_cast<int>(outcome)]);
}

std::string people_text(const sim::drill::PeopleCount& people) {
    return trf("安全 {}，避险 {}，仍在内 {}，失能 {}", people.safe, people.sheltered, people.inside,
               people.incapacitated);
}

void print_comparison(const debrief::Comparison& c) {
    std::vector<std::vector<std::string>> rows{{"", tr("原来"), tr("假设")}};
    rows.push_back({tr("得分"), fmt::format("{:.1f} {}", c.was.final, c.was.letter),
                    fmt::format("{:.1f} {}", c.is.final, c.is.letter)});
    rows.push_back({tr("人员"), people_text(c.was.people), people_text(c.is.people)});
    for (const auto& time : c.times)
        rows.push_back({tr(time.word), time_or_dash(time.was_s), time_or_dash(time.is_s)});
    for (const auto& person : c.people)
        rows.push_back({person.name, outcome_word(person.was), outcome_word(person.is)});
    fmt::print("{}", format_table(rows));
    if (!c.first) {
        fmt::print("{}\n", tr("没有一件事不同"));
        return;
    }
    fmt::print("{}\n", trf("从 {} 起不同", clock_text(sim::core::seconds(c.first->tick))));
    const auto tell = [](const char* side, const std::optional<debrief::Happening>& one) {
        fmt::print("  {}　{}\n", side,
                   one ? clock_text(sim::core::seconds(one->tick)) + "　" + one->sentence
                       : std::string(tr("没有别的事")));
    };
    tell(tr("原来"), c.first->was);
    tell(tr("假设"), c.first->is);
}

nlohmann::ordered_json side_json(const sim::drill::Score& score) {
    return {{"rating", std::string(1, score.letter)},
            {"score", score.final},
            {"people",
             {{"safe", score.people.safe},
              {"sheltered", score.people.sheltered},
              {"inside", score.people.inside},
              {"incapacitated", score.people.incapacitated}}},
            {"times_s", key_times_json(score.times)}};
}

void print_json(const debrief::Change& change, const debrief::Comparison& c,
                const std::string& chain) {
    nlohmann::ordered_json json;
    json["decision"] = change.decision;
    json["change"] = change.key;
    json["words"] = change.words;
    json["kind"] = sim::core::name(sim::core::DrillKind::demonstration);
    json["was"] = side_json(c.was);
    json["is"] = side_json(c.is);
    json["first_difference_s"] = c.first ? nlohmann::ordered_json(sim::core::seconds(c.first->tick))
                                         : nlohmann::ordered_json();
    json["people_changed"] = c.people.size();
    json["chain"] = chain;
    fmt::print("{}\n", json.dump(2));
}

/// The run of the night as long as this lives: removed again where nobody asked to keep it.
struct Output {
    std::filesystem::path path;
    bool kept = false;
    ~Output() {
        std::error_code code;
        if (!kept) std::filesystem::remove(path, code);
    }
};

int run_again(const WhatIfOptions& options, const sim::record::Record& record) {
    const auto change = debrief::make_change(record, options.decision, options.change);
    if (!change) return report(change.error());
    std::error_code code;
    if (std::filesystem::equivalent(options.record, options.output, code))
        return report(sim::core::make_error(
                          sim::core::Errc::bad_input,
                          {options.output, "--record", tr("会盖掉原来的记录"), tr("另一个文件名")})
                          .value());
    Output output{options.output, !options.output.empty()};
    if (!output.kept) output.path = options.record + ".what-if";
    auto night = debrief::ChangedNight::begin(record, *change, output.path,
                                              {YANLIAN_VERSION, YANLIAN_BUILD, utc_now()});
    if (!night) return report(night.error());
    Progress progress(tr("重演"));
    while (!(*night)->ended()) {
        if (auto done = (*night)->advance(std::chrono::milliseconds(100)); !done)
            return report(done.error());
        progress.show((*night)->done_frac());
    }
    const auto chain = (*night)->finish();
    if (!chain) return report(chain.error());
    const auto is = sim::record::load_record(output.path);
    if (!is) return report(is.error());
    const auto comparison = debrief::compare_nights(record, *is);
    if (options.json) {
        print_json(*change, comparison, *chain);
        return 0;
    }
    fmt::print("{}\n", trf("假设：{}（演示，不算任何人的成绩）", change->words));
    print_comparison(comparison);
    if (output.kept) fmt::print("{}\n", trf("记录：{}", options.output));
    return 0;
}

int run_whatif(const WhatIfOptions& options) {
    const auto record = sim::record::load_record(options.record);
    if (!record) return report(record.error());
    if (record->header.kind == sim::core::DrillKind::real)
        return report(
            sim::core::make_error(sim::core::Errc::bad_input,
                                  {options.record, "", tr("实战不能重演"), tr("模拟或演示的记录")})
                .value());
    if (options.decision == 0) return list_decisions(options, *record);
    if (options.change.empty()) return list_changes(options, *record);
    return run_again(options, *record);
}

} // namespace

void add_whatif_command(CLI::App& app, int& exit_code) {
    const auto options = std::make_shared<WhatIfOptions>();
    CLI::App* command =
        app.add_subcommand("whatif", tr("同一晚改一个决定再演一遍：列出决定、改法，比较两晚"));
    command->add_option(tr("记录文件"), options->record, tr("演练记录 .drill"))->required();
    auto* decision =
        command->add_option("--decision", options->decision, tr("改哪一个决定；不写列出全部"));
    auto* change = command
                       ->add_option("--change", options->change,
                                    tr("怎么改，如 not、later=30；不写列出能怎么改"))
                       ->needs(decision);
    command->add_option("--record", options->output, tr("保留改过的这一晚 .drill"))->needs(change);
    command->add_flag("--json", options->json, tr("输出 JSON"));
    command->callback([options, &exit_code] { exit_code = run_whatif(*options); });
}

} // namespace tools::cli
