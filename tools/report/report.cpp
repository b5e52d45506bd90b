#include "tools/report/report.h"

#include "sim/core/file.h"
#include "sim/core/locale.h"
#include "sim/core/text.h"
#include "tools/report/embedded.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"

namespace tools::report {

using sim::core::shown_name;
using sim::core::tr;
using sim::core::trf;

namespace {

const char* kind_colour(sim::core::DrillKind kind) {
    switch (kind) {
    case sim::core::DrillKind::real:
        return "#B3261E";
    case sim::core::DrillKind::live:
        return "#1F5FA8";
    case sim::core::DrillKind::tabletop:
    case sim::core::DrillKind::demonstration:
        break;
    }
    return "#5E656D";
}

} // namespace

std::string format_report(const ReportInput& input) {
    const auto& record = *input.record;
    const bool chinese = sim::core::selected_language() == sim::core::Language::chinese;
    std::string page;
    page.reserve(2u << 20);
    page += fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
        "'unsafe-inline'; style-src 'unsafe-inline'; img-src data:\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{} · "
        "{}</title>\n<style>\n",
        chinese ? "zh-CN" : "en", escape(shown_name(record.scenario.name, record.scenario.name_en)),
        tr(word(record.header.kind)));
    page += report_css();
    page += fmt::format("\n:root{{--kind:{}}}\n</style>\n</head>\n<body>\n<main>\n",
                        kind_colour(record.header.kind));
    page += format_head(input);
    page += format_answers(input);
    page += format_key_times(input);
    page += format_timeline(input);
    page += format_published(input);
    page += format_film(input);
    page += format_scores(input);
    page += format_competence(input);
    page += format_charts(input);
    page += format_findings(input);
    page += format_form(input);
    page += format_limits(input);
    page += fmt::format("<footer><p>{}</p><p>{}　{}　{}</p></footer>\n",
                        tr("教学仿真，不作为消防设计依据。"), trf("记录哈希 {}", record.chain_head),
                        trf("种子 {}", record.header.seed),
                        trf("程序 {} {}", record.header.program_version, record.header.build));
    page += "</main>\n<script>\n";
    page += echarts_js();
    page += "\n</script>\n<script>\n";
    page += film_js();
    page += "</script>\n<script>\n";
    page += charts_js();
    page += "</script>\n</body>\n</html>\n";
    return page;
}

sim::core::Result<void> write_report(const std::filesystem::path& path, const ReportInput& input) {
    return sim::core::write_file(path, format_report(input));
}

} // namespace tools::report
