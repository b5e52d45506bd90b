/// The commands of `yanlian`, one source each. Each adds its options to the application and a
/// callback that sets the exit code.
#pragma once
#include <CLI/CLI.hpp>

namespace tools::cli {

void add_check_command(CLI::App& app, int& exit_code);
void add_drill_command(CLI::App& app, int& exit_code);
/// library|new|msel, below `drill`
void add_drill_library_commands(CLI::App& drill, int& exit_code);
void add_observe_command(CLI::App& app, int& exit_code);
void add_replay_command(CLI::App& app, int& exit_code);
void add_whatif_command(CLI::App& app, int& exit_code);
void add_fire_command(CLI::App& app, int& exit_code);
void add_walk_command(CLI::App& app, int& exit_code);
void add_verify_command(CLI::App& app, int& exit_code);
void add_people_commands(CLI::App& app, int& exit_code);
void add_assess_commands(CLI::App& app, int& exit_code);
void add_quiz_command(CLI::App& app, int& exit_code);
void add_due_command(CLI::App& app, int& exit_code);
void add_org_commands(CLI::App& app, int& exit_code);
void add_team_commands(CLI::App& app, int& exit_code);
void add_activity_commands(CLI::App& app, int& exit_code);
void add_finding_commands(CLI::App& app, int& exit_code);
void add_inspection_commands(CLI::App& app, int& exit_code);
void add_form_commands(CLI::App& app, int& exit_code);
void add_response_plan_commands(CLI::App& app, int& exit_code);
void add_daily_report_commands(CLI::App& app, int& exit_code);
void add_rotation_commands(CLI::App& app, int& exit_code);      ///< below `training`
void add_session_commands(CLI::App& app, int& exit_code);       ///< below `training`
void add_training_plan_commands(CLI::App& app, int& exit_code); ///< below `training`
void add_package_command(CLI::App& app, int& exit_code);        ///< below `activity`
void add_certificate_commands(CLI::App& app, int& exit_code);
void add_attachment_commands(CLI::App& app, int& exit_code);
void add_campaign_commands(CLI::App& app, int& exit_code);
/// alarm chain|replay|list
void add_alarm_commands(CLI::App& app, int& exit_code);
void add_responsibility_commands(CLI::App& app, int& exit_code); ///< after org and activity
void add_duty_commands(CLI::App& app, int& exit_code);
void add_duty_benchmark_command(CLI::App& duty, int& exit_code); ///< below `duty`
void add_duty_export_commands(CLI::App& duty, int& exit_code);   ///< the same
void add_duty_attest_commands(CLI::App& duty, int& exit_code);   ///< below `duty`
void add_duty_attendance_command(CLI::App& duty, int& exit_code);
void add_duty_swap_commands(CLI::App& duty, int& exit_code); ///< below `duty`
void add_import_commands(CLI::App& app, int& exit_code);
void add_bulletin_command(CLI::App& app, int& exit_code);

} // namespace tools::cli
