#include "tools/cli/report_file.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/terminal.h"
#include "tools/paper/print.h"
#include "tools/report/report.h"
#include <cstdlib>
#include <spawn.h>
#include <unistd.h>

extern char** environ;

namespace tools::cli {

int write_report_file(const std::filesystem::path& record, const std::filesystem::path& report_path,
                      const std::string& organisation,
                      const std::vector<casting::LevelChange>& levels) {
    auto loaded = sim::record::load_record(record);
    if (!loaded) return report(loaded.error());
    const auto score =
        sim::drill::calc_score(loaded->scenario, loaded->plan, loaded->header.start, loaded->facts);
    report::ReportInput input;
    input.record = &*loaded;
    input.score = &score;
    input.organisation = organisation;
    for (const casting::LevelChange& level : levels)
        input.competence.push_back({level.person, casting::element_text(level.element),
                                    level.before, level.after, casting::evidence_text(level)});
    if (auto written = report::write_report(report_path, input); !written)
        return cli::report(written.error());
    return 0;
}

int write_record_pdf(const std::filesystem::path& record, const std::filesystem::path& pdf,
                     const std::string& organisation) {
    auto loaded = sim::record::load_record(record);
    if (!loaded) return report(loaded.error());
    const auto score =
        sim::drill::calc_score(loaded->scenario, loaded->plan, loaded->header.start, loaded->facts);
    report::ReportInput input;
    input.record = &*loaded;
    input.score = &score;
    input.organisation = organisation;
    auto printed = paper::print_pdf(paper::make_form(report::make_drill_record(input)));
    if (!printed) return report(printed.error());
    if (auto written = sim::core::write_file(pdf, printed->bytes); !written)
        return report(written.error());
    warn_of_missing(printed->missing);
    return 0;
}

void warn_of_missing(const std::vector<std::string>& characters) {
    if (characters.empty()) return;
    std::string list;
    for (const std::string& character : characters)
        list += (list.empty() ? "" : " ") + character;
    fmt::print(stderr, "{}\n", sim::core::trf("这些字没有字体可印，表上是空框：{}", list));
}

void open_for_reading(const std::filesystem::path& file) {
    const bool desktop = std::getenv("DISPLAY") || std::getenv("WAYLAND_DISPLAY");
    if (!desktop || isatty(STDOUT_FILENO) != 1) return;
    std::string program = "xdg-open", path = std::filesystem::absolute(file).string();
    char* arguments[] = {program.data(), path.data(), nullptr};
    pid_t child = 0;
    posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ);
}

} // namespace tools::cli
