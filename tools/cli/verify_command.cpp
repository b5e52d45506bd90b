// yanlian verify: analytic answers, published experiments, peers' results.
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/terminal.h"
#include "tools/verify/suites.h"
#include <cmath>
#include <nlohmann/json.hpp>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

struct VerifyOptions {
    std::vector<std::string> suites;
    std::string data = "../shared/reference";
    bool json = false;
};

std::string figure(double value) {
    return std::isnan(value) ? "-" : fmt::format("{:.4g}", value);
}

const char* verdict_word(verify::Verdict verdict) {
    switch (verdict) {
    case verify::Verdict::pass:
        return tr("通过");
    case verify::Verdict::fail:
        return tr("不通过");
    case verify::Verdict::misfit:
        return tr("不符");
    case verify::Verdict::skipped:
        return tr("跳过");
    }
    return "";
}

void print_json(const verify::CaseResult& c) {
    nlohmann::ordered_json line;
    const auto number = [](double v) {
        return std::isnan(v) ? nlohmann::ordered_json() : nlohmann::ordered_json(v);
    };
    line["suite"] = c.suite;
    line["case"] = c.name;
    line["kind"] = c.kind;
    line["got"] = number(c.got);
    line["expected"] = number(c.expected);
    line["tolerance"] = number(c.tolerance);
    line["verdict"] = verify::name(c.verdict);
    line["peer"] = c.peer;
    line["note"] = c.note;
    fmt::print("{}\n", line.dump());
}

int run_verify(const VerifyOptions& options) {
    std::vector<verify::CaseResult> results;
    for (const verify::NamedSuite& suite : verify::all_suites()) {
        const bool asked = options.suites.empty() ||
                           std::find(options.suites.begin(), options.suites.end(), suite.name) !=
                               options.suites.end();
        if (asked) suite.run(options.data, results);
    }
    int counts[4] = {};
    std::vector<std::vector<std::string>> rows{{tr("组"), tr("算例"), tr("类别"), tr("得到"),
                                                tr("应为"), tr("允许"), tr("结论"), tr("同行"),
                                                tr("说明")}};
    for (const verify::CaseResult& c : results) {
        ++counts[static_cast<int>(c.verdict)];
        if (options.json)
            print_json(c);
        else
            rows.push_back({c.suite, c.name, c.kind, figure(c.got), figure(c.expected),
                            figure(c.tolerance), verdict_word(c.verdict), c.peer, c.note});
    }
    if (!options.json)
        fmt::print("{}\n\n{}",
                   trf("通过 {}，不通过 {}，与实验不符 {}，跳过 {}", counts[0], counts[1],
                       counts[2], counts[3]),
                   format_table(rows));
    return counts[1] > 0 ? static_cast<int>(ExitCode::answer_is_no) : 0;
}

} // namespace

void add_verify_command(CLI::App& app, int& exit_code) {
    const auto options = std::make_shared<VerifyOptions>();
    CLI::App* command = app.add_subcommand("verify", tr("验证：解析解、公开实验、同行结果"));
    std::string names;
    for (const verify::NamedSuite& suite : verify::all_suites())
        names += (names.empty() ? "" : ", ") + suite.name;
    command->add_option(tr("组"), options->suites, trf("只做这些组：{}", names));
    command->add_option("--data", options->data, tr("实验数据的文件夹；没有的跳过并计数"));
    command->add_flag("--json", options->json, tr("每个算例一行 JSON"));
    command->callback([options, &exit_code] { exit_code = run_verify(*options); });
}

} // namespace tools::cli
