#include "sim/core/locale.h"
#include "tools/cli/commands.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include <cerrno>
#include <csignal>
#include <sodium.h>
#include <system_error>

using sim::core::tr;

namespace {

/// --help stands among the other options of each command, however deep.
void list_help_with_options(CLI::App& app) {
    for (CLI::App* command : app.get_subcommands({})) {
        command->get_help_ptr()->group(tr("选项"));
        list_help_with_options(*command);
    }
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is an error of that write, not of the run
    if (sodium_init() < 0) return static_cast<int>(tools::cli::ExitCode::failed);
    sim::core::select_asked_language(argc, argv);

    CLI::App app{tr("演练 yanlian：养老机构火灾疏散演练（教学仿真，不作为消防设计依据）"),
                 "yanlian"};
    tools::cli::prepare_help(app);
    app.require_subcommand(1);
    app.group(tr("命令")); // what subcommands and options are listed under; they inherit it
    app.option_defaults()->group(tr("选项"));
    app.set_help_flag("-h,--help", tr("显示这个说明"));
    app.set_version_flag("--version", YANLIAN_VERSION, tr("显示版本"));
    std::string language;
    app.add_option("--lang", language, tr("语言：zh 或 en"))
        ->check(tools::cli::one_of({"zh", "en"}));
    app.fallthrough();

    int exit_code = 0;
    using namespace tools::cli;
    add_drill_command(app, exit_code);
    add_observe_command(app, exit_code);
    add_replay_command(app, exit_code);
    add_whatif_command(app, exit_code);
    add_check_command(app, exit_code);
    add_people_commands(app, exit_code);
    add_assess_commands(app, exit_code);
    add_quiz_command(app, exit_code);
    add_due_command(app, exit_code);
    add_org_commands(app, exit_code);
    add_team_commands(app, exit_code);
    add_activity_commands(app, exit_code);
    add_certificate_commands(app, exit_code);
    add_attachment_commands(app, exit_code);
    add_campaign_commands(app, exit_code);
    add_alarm_commands(app, exit_code);
    add_responsibility_commands(app, exit_code);
    add_finding_commands(app, exit_code);
    add_inspection_commands(app, exit_code);
    add_form_commands(app, exit_code);
    add_response_plan_commands(app, exit_code);
    add_daily_report_commands(app, exit_code);
    add_rotation_commands(app, exit_code);
    add_session_commands(app, exit_code);
    add_training_plan_commands(app, exit_code);
    add_package_command(app, exit_code);
    add_duty_commands(app, exit_code);
    add_import_commands(app, exit_code);
    add_bulletin_command(app, exit_code);
    add_fire_command(app, exit_code);
    add_walk_command(app, exit_code);
    add_verify_command(app, exit_code);
    list_help_with_options(app);
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
        return report_usage(error, app);
    } catch (const std::system_error& error) {
        // Who closed the pipe (`| head`) has read enough and wants no complaint.
        if (error.code().value() != EPIPE)
            fmt::print(stderr, "{}{}{}\n", tr("程序出错"), tr("："), error.what());
        return static_cast<int>(ExitCode::failed);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}{}{}\n", tr("程序出错"), tr("："), error.what());
        return static_cast<int>(ExitCode::failed);
    }
    return exit_code;
}
