#include "tools/casting/real_drill.h"

#include "sim/core/text.h"

namespace tools::casting {

using sim::core::tr;
using sim::core::trf;

sim::core::Result<RealDrill> read_real_drill(const std::string& file, std::string_view bytes,
                                             Ledger& ledger, sim::drill::LoadedScenario& loaded,
                                             const std::string& now_utc) {
    const MarksHead head = read_marks_head(bytes);
    auto cast = ledger.cast(loaded, {head.date, head.participants});
    if (!cast && cast.error().code != sim::core::Errc::bad_input)
        return tl::unexpected(cast.error());
    auto marks = parse_marks(file, bytes, loaded);
    sim::core::Problems problems;
    if (!cast)
        for (sim::core::Problem problem : cast.error().problems) {
            problem.file = file;
            problems.push_back(std::move(problem));
        }
    if (!marks)
        problems.insert(problems.end(), marks.error().problems.begin(),
                        marks.error().problems.end());
    if (marks && marks->started_utc > now_utc)
        problems.push_back({file, "", trf("演练时间 {} {} 还没有到", marks->date, marks->started),
                            tr("已经进行的演练")});
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    RealDrill drill{std::move(*marks), {}, {}};
    drill.facts = make_facts(drill.marks, loaded.scenario);
    drill.score =
        sim::drill::calc_score(loaded.scenario, loaded.plan, drill.marks.start, drill.facts);
    return drill;
}

FinishedDrill finish(const RealDrill& real, const sim::drill::LoadedScenario& loaded,
                     std::string scenario_text) {
    FinishedDrill drill;
    drill.loaded = &loaded;
    drill.score = &real.score;
    drill.facts = real.facts;
    drill.kind = sim::core::DrillKind::real;
    drill.start = real.marks.start;
    drill.started_utc = real.marks.started_utc;
    drill.record_sha256 = real.marks.sha256;
    drill.lead_observer = real.marks.lead_observer;
    drill.scenario_text = std::move(scenario_text);
    drill.marks = real.marks.bytes;
    return drill;
}

} // namespace tools::casting
