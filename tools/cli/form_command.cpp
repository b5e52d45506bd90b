// yanlian form list, yanlian form print NAME: the printed forms, blank and filled.
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/form_data.h"
#include "tools/cli/report_file.h"
#include "tools/cli/terminal.h"
#include "tools/paper/forms.h"
#include "tools/paper/print.h"

namespace tools::cli {

using sim::core::tr;
using sim::core::trf;

namespace {

/// Where the values come from.
const char* source_of(std::string_view key) {
    if (key == "drill_record") return tr("演练记录");
    if (is_of_ledger(key)) return tr("台账");
    return tr("手填");
}

int run_list(const LedgerOptions& options) {
    std::vector<std::vector<std::string>> rows{{tr("名称"), tr("表"), tr("填写自")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const paper::FormEntry& entry : paper::all_forms()) {
        rows.push_back({entry.key, tr(entry.title), source_of(entry.key)});
        json.push_back({{"form", entry.key}, {"title", tr(entry.title)}});
    }
    print_answer(options, rows, json);
    return 0;
}

sim::core::Result<paper::Form> make_form_of(const paper::FormEntry& entry,
                                            const FormOptions& options) {
    if (options.blank) return entry.blank();
    if (options.sample) return entry.sample();
    return fill_form(entry.key, options);
}

int run_print(const FormOptions& options) {
    const paper::FormEntry* entry = paper::find_form(options.name);
    if (entry == nullptr)
        return report(sim::core::Error{
            sim::core::Errc::bad_input,
            {{"", options.name, tr("没有这张表"), tr("`yanlian form list` 列出的名称")}}});
    const auto form = make_form_of(*entry, options);
    if (!form) return report(form.error());
    const std::string file = options.out.empty() ? std::string(entry->key) + ".pdf" : options.out;
    const auto missing = paper::write_form(file, *form);
    if (!missing) return report(missing.error());
    warn_of_missing(*missing);
    fmt::print("{}\n", trf("{}：{}", tr(entry->title), file));
    return 0;
}

} // namespace

void add_form_commands(CLI::App& app, int& exit_code) {
    CLI::App* form = app.add_subcommand("form", tr("要打印的表：空表、样表、从台账填好的表"));
    form->require_subcommand(1);
    add_command<LedgerOptions>(*form, "list", tr("列出全部的表"), exit_code, run_list,
                               [](CLI::App& command, LedgerOptions& options) {
                                   command.add_flag("--json", options.json, tr("输出 JSON"));
                                   command.add_flag("--csv", options.csv, tr("输出 CSV"));
                               });
    add_command<FormOptions>(
        *form, "print", tr("印一张表：A4 的 PDF，或同样栏目的 Excel"), exit_code, run_print,
        [](CLI::App& command, FormOptions& o) {
            command.add_option(tr("表"), o.name, tr("名称，见 form list"))->required();
            auto* blank = command.add_flag("--blank", o.blank, tr("空表，手填"));
            command.add_flag("--sample", o.sample, tr("填好的样表"))->excludes(blank);
            command.add_option("--out", o.out, tr("文件 .pdf 或 .xlsx；不写是 名称.pdf"));
            command.add_option("--record", o.record, tr("演练记录 .drill，填演练记录表"));
            command.add_option("--team", o.team, tr("哪支志愿消防队；不写是第一支"));
            command
                .add_option("--name", o.names,
                            tr("公示牌上的人：责任=姓名，或 责任=姓名/单位职务/电话；举报电话 "
                               "hotline=号码；可写多次"))
                ->allow_extra_args(false);
            command.add_option(
                "--drill", o.drill,
                tr("演练记录表、复盘记录：台账里的演练编号，例如 drill/12 或 activity/…"));
            command.add_option("--scenario", o.scenario,
                               tr("演练记录表：那次演练的脚本 .drill.json，填名称、地点和情景"));
            command.add_option("--activity", o.activity,
                               tr("签到表：哪一次活动；培训通知：哪一期培训班"));
            command.add_option("--half", o.half, tr("通报、培训台账：哪个半年，例如 2026H1"));
            command.add_option("--inspection", o.inspection,
                               tr("巡查、检查记录表：inspection list 里的编号；不写是最近一次"));
            command.add_option(
                "--day", o.day,
                tr("值班记录、交接班的日期，值班表的月份（年-月），年度计划、培训计划的"
                   "年；不写是今天"));
            command.add_option("--handover", o.handover,
                               tr("哪一次交接：duty correct list 里的编号；不写是最近一次"));
            command.add_option("--bed", o.beds, tr("床头疏散卡：床号，可写多次；不写是全部"))
                ->allow_extra_args(false);
            command.add_option("--db", o.ledger.db, tr("台账数据库；不写用默认的"));
            add_organisation_option(command, o.ledger);
            add_today_option(command, o.ledger);
        });
}

} // namespace tools::cli
