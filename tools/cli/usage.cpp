#include "tools/cli/usage.h"

#include "sim/core/text.h"
#include "tools/cli/terminal.h"
#include <cmath>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

/// Group names come from the library as they are; everything else goes through labels.
class Formatter final : public CLI::Formatter {
public:
    std::string make_group(std::string group, bool is_positional, std::vector<const CLI::Option*> options) const override {
        return CLI::Formatter::make_group(get_label(group), is_positional, std::move(options));
    }
};

std::string before(const std::string& text, const char* mark) { return text.substr(0, text.find(mark)); }
std::string after(const std::string& text, const char* mark) {
    const std::size_t at = text.find(mark);
    return at == text.npos ? text : text.substr(at + std::string_view(mark).size());
}

std::string describe(const CLI::ParseError& error) {
    const std::string text = error.what();
    if (dynamic_cast<const CLI::RequiredError*>(&error))
        return text.find("subcommand") != text.npos ? std::string(tr("没有说要做什么"))
                                                    : trf("缺少必需的参数：{}", before(text, " is required"));
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) return trf("不认识的参数：{}", after(text, "expected: "));
    if (dynamic_cast<const CLI::ConversionError*>(&error)) return trf("参数的值看不懂：{}", after(text, "Could not convert: "));
    if (dynamic_cast<const CLI::ValidationError*>(&error)) return trf("参数的值不对：{}", text);
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) return trf("参数后面缺少值，或者值太多：{}", before(text, ":"));
    if (dynamic_cast<const CLI::ExcludesError*>(&error))
        return trf("{} 和 {} 不能同时用", before(text, " excludes "), after(text, " excludes "));
    if (dynamic_cast<const CLI::RequiresError*>(&error))
        return trf("{} 要和 {} 一起用", before(text, " requires "), after(text, " requires "));
    return trf("参数不对：{}", text);
}

} // namespace

void prepare_help(CLI::App& app) {
    const auto formatter = std::make_shared<Formatter>();
    const std::pair<const char*, const char*> labels[] = {
        {"Usage", tr("用法")},          {"OPTIONS", tr("选项")},   {"SUBCOMMAND", tr("命令")}, {"SUBCOMMANDS", tr("命令")},
        {"Subcommands", tr("命令")},    {"Options", tr("选项")},   {"Positionals", tr("参数")}, {"REQUIRED", tr("（必需）")},
        {"Excludes", tr("不能同时用")}, {"Needs", tr("要一起用")}, {"TEXT", tr("文字")},        {"UINT", tr("整数")},
        {"INT", tr("整数")},            {"FLOAT", tr("数")}};
    for (const auto& [english, shown] : labels) formatter->label(english, shown);
    app.formatter(formatter);
}

CLI::Validator one_of(std::vector<std::string> words) {
    return CLI::Validator(
        [words = std::move(words)](std::string& value) {
            std::string known;
            for (const std::string& word : words) {
                if (word == value) return std::string();
                known += (known.empty() ? "" : ", ") + word;
            }
            return trf("“{}”，应为：{}", value, known);
        },
        std::string());
}

CLI::Validator between(double low, double high) {
    return CLI::Validator(
        [low, high](std::string& value) {
            double number = 0;
            const bool fits = CLI::detail::lexical_cast(value, number) && number >= low && number <= high;
            return fits ? std::string() : trf("“{}”，应为：{} 到 {} 之间的数", value, low, high);
        },
        std::string());
}

int report_usage(const CLI::ParseError& error) {
    fmt::print(stderr, "{}\n{}\n", describe(error), tr("用法：yanlian --help，或 yanlian 命令 --help"));
    return static_cast<int>(ExitCode::bad_input);
}

} // namespace tools::cli
