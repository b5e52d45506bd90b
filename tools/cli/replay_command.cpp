// yanlian replay RECORD: what happened; --verify runs it again, --rescore scores the facts again.
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/record/movement_tables.h"
#include "sim/record/record.h"
#include "tools/cli/commands.h"
#include "tools/cli/report_file.h"
#include "tools/cli/score_text.h"
#include "tools/cli/terminal.h"
#include "tools/report/report.h"

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

struct ReplayOptions {
    std::string record, report, pdf, carers;
    bool verify = false, rescore = false, facts = false;
};

int verify(const std::string& file) {
    auto verified = sim::record::verify_record(file);
    if (!verified) return report(verified.error());
    if (verified->same) {
        fmt::print("{}\n", tr("核对一致：重新运行得到相同的事实和检查点"));
        return 0;
    }
    fmt::print("{}\n  {}\n", tr("核对不一致"), verified->difference);
    return static_cast<int>(ExitCode::answer_is_no);
}

int run_replay(const ReplayOptions& options) {
    if (options.verify)
        if (const int code = verify(options.record); code != 0) return code;
    auto record = sim::record::load_record(options.record);
    if (!record) return report(record.error());
    if (!record->header.finished)
        fmt::print("{}\n", trf("这是没有写完的记录，到 {} 为止",
                               clock_text(sim::core::seconds(record->header.end))));
    const auto score =
        sim::drill::calc_score(record->scenario, record->plan, record->header.start, record->facts);
    if (options.rescore || !options.verify)
        fmt::print("{}", format_score(record->scenario, record->header, score));
    if (options.facts)
        for (const sim::drill::Fact& fact : record->facts)
            fmt::print("{}\n", sim::drill::format_fact(fact));
    if (!options.carers.empty())
        if (auto written =
                sim::core::write_file(options.carers, sim::record::format_carer_csv(*record));
            !written)
            return report(written.error());
    if (!options.report.empty()) {
        tools::report::ReportInput input;
        input.record = &*record;
        input.score = &score;
        if (auto written = tools::report::write_report(options.report, input); !written)
            return report(written.error());
        fmt::print("{}\n", trf("报告：{}", options.report));
    }
    if (!options.pdf.empty()) {
        if (const int code = write_record_pdf(options.record, options.pdf, ""); code != 0)
            return code;
        fmt::print("{}\n", trf("演练记录表：{}", options.pdf));
    }
    return 0;
}

} // namespace

void add_replay_command(CLI::App& app, int& exit_code) {
    const auto options = std::make_shared<ReplayOptions>();
    CLI::App* command = app.add_subcommand("replay", tr("打开演练记录：核对、重新评分、出报告"));
    command->add_option(tr("记录文件"), options->record, tr("演练记录 .drill 或 .drill.part"))
        ->required();
    command->add_flag("--verify", options->verify, tr("重新运行，核对每一条事实"));
    command->add_flag("--rescore", options->rescore, tr("由事实重新评分"));
    command->add_flag("--facts", options->facts, tr("列出全部事实，每行一条 JSON"));
    command->add_option("--report", options->report, tr("写 HTML 报告"));
    command->add_option("--pdf", options->pdf, tr("写演练记录表 .pdf，A4"));
    command->add_option("--carers", options->carers, tr("每名工作人员的趟数、路程和等待，CSV"));
    command->callback([options, &exit_code] { exit_code = run_replay(*options); });
}

} // namespace tools::cli
