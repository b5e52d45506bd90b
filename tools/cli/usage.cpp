#include "tools/cli/usage.h"

#include "sim/core/text.h"
#include "tools/cli/terminal.h"
#include <charconv>

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

/// Group names come from the library as they are, everything else through labels; columns are those
/// of a terminal, where a Chinese character takes two.
class Formatter final : public CLI::Formatter {
public:
    std::string make_group(std::string group, bool is_positional,
                           std::vector<const CLI::Option*> options) const override {
        return CLI::Formatter::make_group(get_label(group), is_positional, std::move(options));
    }
    std::string make_option(const CLI::Option* option, bool is_positional) const override {
        return line(make_option_name(option, is_positional) + make_option_opts(option),
                    make_option_desc(option));
    }
    std::string make_subcommand(const CLI::App* command) const override {
        return line(command->get_display_name(true), command->get_description());
    }

private:
    [[nodiscard]] std::string line(const std::string& name, const std::string& description) const {
        const int width = static_cast<int>(get_column_width());
        std::string text = "  " + name;
        if (sim::core::display_width(text) >= width) text += '\n';
        const std::size_t begin = text.rfind('\n') + 1; // npos + 1 is 0
        return text.substr(0, begin) + sim::core::pad(text.substr(begin), width) + description +
               '\n';
    }
};

std::string before(const std::string& text, const char* mark) {
    return text.substr(0, text.find(mark));
}
std::string after(const std::string& text, const char* mark) {
    const std::size_t at = text.find(mark);
    return at == text.npos ? text : text.substr(at + std::string_view(mark).size());
}

std::string describe(const CLI::ParseError& error, const CLI::App& app) {
    const std::string text = error.what();
    if (dynamic_cast<const CLI::RequiredError*>(&error)) {
        if (text.find("subcommand") == text.npos)
            return trf("缺少必需的参数：{}", before(text, " is required"));
        const auto unknown = app.remaining();
        return unknown.empty() ? std::string(tr("没有说要做什么"))
                               : trf("不认识的命令：{}", unknown.front());
    }
    if (dynamic_cast<const CLI::ExtrasError*>(&error))
        return trf("不认识的参数：{}", fmt::join(app.remaining(true), " "));
    if (dynamic_cast<const CLI::ConversionError*>(&error))
        return trf("参数的值看不懂：{}", after(text, "Could not convert: "));
    if (dynamic_cast<const CLI::ValidationError*>(&error)) return trf("参数的值不对：{}", text);
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        return trf("参数后面缺少值，或者值太多：{}", before(text, ":"));
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
        {"Usage", tr("用法")},       {"OPTIONS", tr("选项")},      {"SUBCOMMAND", tr("命令")},
        {"SUBCOMMANDS", tr("命令")}, {"Subcommands", tr("命令")},  {"Options", tr("选项")},
        {"Positionals", tr("参数")}, {"REQUIRED", tr("（必需）")}, {"Excludes", tr("不能同时用")},
        {"Needs", tr("要一起用")},   {"TEXT", tr("文字")},         {"UINT", tr("整数")},
        {"INT", tr("整数")},         {"FLOAT", tr("数")}};
    for (const auto& [english, shown] : labels)
        formatter->label(english, shown);
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

CLI::Validator choice_of(std::vector<Choice> choices) {
    return CLI::Validator(
        [choices = std::move(choices)](std::string& value) {
            std::string known;
            for (const Choice& choice : choices) {
                const std::string shown = tr(choice.shown.c_str());
                if (value == choice.word || value == choice.shown || value == shown) {
                    value = choice.word;
                    return std::string();
                }
                if (!known.empty()) known += tr("、");
                known += shown;
            }
            return trf("“{}”，应为：{}", value, known);
        },
        std::string());
}

CLI::Validator between(double low, double high) {
    return CLI::Validator(
        [low, high](std::string& value) {
            double number = 0;
            const bool fits =
                CLI::detail::lexical_cast(value, number) && number >= low && number <= high;
            return fits ? std::string() : trf("“{}”，应为：{} 到 {} 之间的数", value, low, high);
        },
        std::string());
}

CLI::Validator whole_number() {
    return CLI::Validator(
        [](std::string& value) {
            std::uint64_t number = 0;
            const auto [end, code] =
                std::from_chars(value.data(), value.data() + value.size(), number);
            const bool fits = code == std::errc() && end == value.data() + value.size();
            return fits ? std::string() : trf("“{}”，应为：0 或以上的整数", value);
        },
        std::string());
}

int report_usage(const CLI::ParseError& error, const CLI::App& app) {
    fmt::print(stderr, "{}\n{}\n", describe(error, app),
               tr("用法：yanlian --help，或 yanlian 命令 --help"));
    return static_cast<int>(ExitCode::bad_input);
}

} // namespace tools::cli
