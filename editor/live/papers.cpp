#include "editor/live/papers.h"

#include "sim/core/file.h"
#include "tools/paper/print.h"
#include "tools/report/report.h"

namespace editor::live {

namespace core = sim::core;

core::Result<tools::casting::LedgerEntry> enter(tools::casting::Ledger& ledger,
                                                const LiveDrill& live, const Ending& ending) {
    tools::casting::FinishedDrill drill;
    drill.scenario_text = live.written();
    drill.loaded = &live.loaded();
    drill.score = &ending.score;
    drill.facts = live.world().facts();
    drill.kind = core::DrillKind::live;
    drill.start = live.spec().start;
    drill.seed = live.spec().seed;
    drill.started_utc = live.started_utc();
    drill.record_sha256 = ending.chain_head;
    drill.deciding = ending.deciding;
    return ledger.record(drill);
}

core::Result<Papers> write_papers(const std::filesystem::path& record,
                                  const std::string& organisation,
                                  const std::vector<tools::casting::LevelChange>& levels) {
    auto loaded = sim::record::load_record(record);
    if (!loaded) return tl::unexpected(loaded.error());
    const auto score =
        sim::drill::calc_score(loaded->scenario, loaded->plan, loaded->header.start, loaded->facts);
    tools::report::ReportInput input;
    input.record = &*loaded;
    input.score = &score;
    input.organisation = organisation;
    for (const auto& level : levels)
        input.competence.push_back({level.person, tools::casting::element_text(level.element),
                                    level.before, level.after,
                                    tools::casting::evidence_text(level)});
    const Papers papers{record.string() + ".html", record.string() + ".pdf"};
    if (auto written = tools::report::write_report(papers.report, input); !written)
        return tl::unexpected(written.error());
    auto printed =
        tools::paper::print_pdf(tools::paper::make_form(tools::report::make_drill_record(input)));
    if (!printed) return tl::unexpected(printed.error());
    if (auto written = core::write_file(papers.form, printed->bytes); !written)
        return tl::unexpected(written.error());
    return papers;
}

} // namespace editor::live
