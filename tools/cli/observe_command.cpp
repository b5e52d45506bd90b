// yanlian observe SCENARIO --marks FILE --db FILE: a real drill from its observers' marks.
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/casting/casting.h"
#include "tools/casting/real_drill.h"
#include "tools/cli/commands.h"
#include "tools/cli/score_text.h"
#include "tools/cli/terminal.h"
#include <nlohmann/json.hpp>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

struct ObserveOptions {
    std::string scenario, marks, db, organisation, response_plan, reason;
    std::int64_t corrects = 0;
    bool json = false, another = false;
};

void print_json(const sim::drill::LoadedScenario& loaded, const sim::drill::Score& score,
                const casting::LedgerEntry& entry) {
    nlohmann::ordered_json json;
    json["scenario"] = loaded.scenario.key;
    json["kind"] = sim::core::name(sim::core::DrillKind::real);
    json["drill"] = entry.drill;
    json["rating"] = std::string(1, score.letter);
    json["score"] = score.final;
    json["caps"] = nlohmann::ordered_json::array();
    for (const auto& cap : score.caps)
        json["caps"].push_back({{"breach", sim::drill::name(cap.breach)}, {"cap", cap.cap}});
    json["times_s"] = key_times_json(score.times);
    json["competence"] = nlohmann::ordered_json::array();
    for (const auto& level : entry.levels)
        json["competence"].push_back({{"person", level.person_key},
                                      {"element", letter(level.element)},
                                      {"before", level.before},
                                      {"after", level.after},
                                      {"evidence", level.competence_id},
                                      {"name", level.person}});
    fmt::print("{}\n", json.dump(2));
}

int run_observe(const ObserveOptions& options) {
    auto loaded = sim::drill::load_scenario(options.scenario);
    if (!loaded) return report(loaded.error());
    auto ledger = casting::Ledger::open(options.db, options.organisation);
    if (!ledger) return report(ledger.error());
    const std::string written = loaded->scenario_text;
    const auto bytes = sim::core::read_file(options.marks, casting::marks_file_limit_bytes);
    if (!bytes) return report(bytes.error());
    const auto real = casting::read_real_drill(options.marks, *bytes, **ledger, *loaded, utc_now());
    if (!real) return report(real.error());
    const casting::ObserverMarks& marks = real->marks;
    const sim::drill::Score& score = real->score;
    casting::FinishedDrill drill = casting::finish(*real, *loaded, written);
    drill.response_plan = options.response_plan;
    drill.corrects_id = options.corrects;
    drill.reason = options.reason;
    drill.another = options.another;
    auto entry = (*ledger)->record(drill);
    if (!entry) return report(entry.error());
    if (options.json) {
        print_json(*loaded, score, *entry);
        return 0;
    }
    sim::record::Header header;
    header.kind = sim::core::DrillKind::real;
    header.team = trf("总观察员 {}　{} {}", marks.lead_observer, marks.date, marks.started);
    fmt::print("{}", format_score(loaded->scenario, header, score));
    std::vector<std::vector<std::string>> rows{
        {tr("姓名"), tr("能力"), tr("原来"), tr("现在"), tr("证据")}};
    for (const auto& level : entry->levels)
        rows.push_back({level.person, casting::element_text(level.element),
                        fmt::format("L{}", level.before), fmt::format("L{}", level.after),
                        casting::evidence_text(level)});
    fmt::print("\n{}\n{}", trf("已记入台账，演练编号 {}", entry->drill), format_table(rows));
    return 0;
}

} // namespace

void add_observe_command(CLI::App& app, int& exit_code) {
    const auto options = std::make_shared<ObserveOptions>();
    CLI::App* command =
        app.add_subcommand("observe", tr("录入一次实战演练：按观察员的记录评分，写入台账"));
    command->add_option(tr("脚本"), options->scenario, tr("演练脚本 .drill.json"))->required();
    command->add_option("--marks", options->marks, tr("观察记录 .csv 或 .json"))->required();
    command->add_option("--db", options->db, tr("台账数据库；不写用默认的"));
    command->add_option("--response-plan", options->response_plan,
                        tr("演练的是哪个预案：编号，或 编号@版本"));
    command->add_option("--org", options->organisation,
                        tr("单位编号；不写是台账里第一家不是示例的机构"));
    auto* reason = command->add_option("--reason", options->reason, tr("更正的原因"));
    command
        ->add_option("--corrects", options->corrects,
                     tr("更正台账里的哪一次演练，编号见 activity list；要写 --reason"))
        ->needs(reason);
    command->add_flag("--another", options->another, tr("同一小时内已有一次演练，这确是另一次"));
    command->add_flag("--json", options->json, tr("输出一个 JSON 对象"));
    command->callback([options, &exit_code] { exit_code = run_observe(*options); });
}

} // namespace tools::cli
