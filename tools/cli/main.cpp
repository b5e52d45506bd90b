#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/install_paths.h"
#include "tools/cli/terminal.h"
#include <csignal>
#include <cstdlib>
#include <sodium.h>

namespace {

using sim::core::Language;
using sim::core::tr;
using sim::core::trf;

/// English only where it was asked for: by --lang en or a locale that names it.
Language chosen_language(int argc, char** argv) {
    for (int i = 1; i + 1 < argc; ++i)
        if (std::string_view(argv[i]) == "--lang")
            return std::string_view(argv[i + 1]) == "en" ? Language::english : Language::chinese;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value && *value) return std::string_view(value).starts_with("en") ? Language::english : Language::chinese;
    }
    return Language::chinese;
}

int report_usage(const CLI::ParseError& error) {
    std::string what = error.what();
    if (const auto* missing = dynamic_cast<const CLI::RequiredError*>(&error))
        what = std::string(missing->what()).find("subcommand") != std::string::npos
                   ? std::string(tr("没有说要做什么"))
                   : trf("缺少必需的参数：{}", what.substr(0, what.find(" is required")));
    else if (dynamic_cast<const CLI::ExtrasError*>(&error))
        what = trf("不认识的参数：{}", what.substr(what.find_last_of(':') + 1));
    else if (dynamic_cast<const CLI::ConversionError*>(&error) || dynamic_cast<const CLI::ValidationError*>(&error))
        what = trf("参数的值不对：{}", what);
    else if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        what = trf("参数后面缺少值：{}", what);
    fmt::print(stderr, "{}\n{}\n", what, tr("用法：yanlian --help，或 yanlian 命令 --help"));
    return static_cast<int>(tools::cli::ExitCode::bad_input);
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is an error of that write, not of the run
    if (sodium_init() < 0) return static_cast<int>(tools::cli::ExitCode::failed);
    sim::core::select_language(chosen_language(argc, argv), tools::cli::locale_folder().string());

    CLI::App app{tr("演练 yanlian：养老机构火灾疏散演练（教学仿真，不作为消防设计依据）"), "yanlian"};
    app.require_subcommand(1);
    app.group(tr("命令")); // what subcommands and options are listed under; they inherit it
    app.option_defaults()->group(tr("选项"));
    app.set_help_flag("-h,--help", tr("显示这个说明"));
    app.set_version_flag("--version", YANLIAN_VERSION, tr("显示版本"));
    std::string language;
    app.add_option("--lang", language, tr("语言：zh 或 en"))->check(CLI::IsMember({"zh", "en"}));
    app.fallthrough();
    const auto formatter = app.get_formatter();
    formatter->label("Usage", tr("用法"));
    formatter->label("OPTIONS", tr("选项"));
    formatter->label("SUBCOMMAND", tr("命令"));
    formatter->label("SUBCOMMANDS", tr("命令"));
    formatter->label("Subcommands", tr("命令"));
    formatter->label("Options", tr("选项"));
    formatter->label("Positionals", tr("参数"));
    formatter->label("REQUIRED", tr("必需"));
    formatter->label("Excludes", tr("不能同时用"));

    int exit_code = 0;
    using namespace tools::cli;
    add_drill_command(app, exit_code);
    add_observe_command(app, exit_code);
    add_replay_command(app, exit_code);
    add_check_command(app, exit_code);
    add_people_commands(app, exit_code);
    add_fire_command(app, exit_code);
    add_walk_command(app, exit_code);
    add_verify_command(app, exit_code);
    for (CLI::App* command : app.get_subcommands({})) command->get_help_ptr()->group(tr("选项"));
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const auto chosen = app.get_subcommands();
        fmt::print("{}", chosen.empty() ? app.help() : chosen.front()->help("yanlian"));
        return 0;
    } catch (const CLI::CallForVersion&) {
        fmt::print("yanlian {}\n", YANLIAN_VERSION);
        return 0;
    } catch (const CLI::ParseError& error) {
        return report_usage(error);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}{}{}\n", tr("程序出错"), tr("："), error.what());
        return static_cast<int>(ExitCode::failed);
    }
    return exit_code;
}
