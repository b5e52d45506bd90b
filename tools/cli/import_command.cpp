// yanlian import, export: sheets into the ledger and out of it, as a proposal first.
#include "roster/service/import_ledger.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include "tools/import/export_sheet.h"
#include "tools/import/report.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace tools::import;
using roster::domain::find_named;
using sim::core::Errc;
using sim::core::tr;
using sim::core::trf;

namespace {

struct ImportCommand : LedgerOptions {
    std::string file, kind = "people", map, out;
    bool dry_run = false, accept = false, accept_good = false;
};

/// A dry run neither makes nor upgrades what it looks at.
sim::core::Result<OpenLedger> open_for(const ImportCommand& options) {
    if (options.dry_run && !options.db.empty()) {
        const roster::store::Address address(options.db);
        const auto vacant = roster::store::is_vacant(address);
        if (!vacant) return tl::unexpected(vacant.error());
        if (*vacant)
            return sim::core::make_error(
                Errc::bad_input,
                {address.shown(), "--db", tr("没有这个数据库"), tr("试运行要有数据库才能比较")});
    }
    return open_ledger(options);
}

struct Answer {
    ExitCode code{};
    std::string sentence;
    std::int64_t import_id = 0;
};

/// Who is named may be a person of the ledger; findings need one.
sim::core::Result<std::string> find_actor(OpenLedger& ledger, SheetKind kind) {
    if (kind != SheetKind::findings) return std::string();
    return roster::service::resolve_person(ledger.opened.database, ledger.who, "--who");
}

sim::core::Result<Answer> decide(const ImportCommand& options, OpenLedger& ledger,
                                 const ImportPlan& plan, const roster::service::LedgerView& view) {
    const int problems = plan.counts.of(Fate::problem), changed = plan.counts.of(Fate::changed);
    if (options.dry_run)
        return Answer{problems ? ExitCode::answer_is_no : ExitCode::done,
                      tr("试运行：没有写入任何内容"), 0};
    if (plan.counts.of(Fate::fresh) + changed == 0)
        return Answer{problems ? ExitCode::answer_is_no : ExitCode::done,
                      tr("没有要写入的内容，台账没有变"), 0};
    if (problems && !options.accept_good)
        return Answer{
            ExitCode::answer_is_no,
            trf("{} 行有问题，什么都没有写入；改好再导入，或用 --accept-good 先收好的行", problems),
            0};
    if (changed && !options.accept)
        return Answer{ExitCode::answer_is_no,
                      trf("{} 行会修改台账，什么都没有写入；同意就加 --accept", changed), 0};
    const auto actor = find_actor(ledger, plan.kind);
    if (!actor) return tl::unexpected(actor.error());
    const auto order = make_order(plan, view, *actor);
    const auto id = roster::service::take_import(ledger.opened.database, *order, ledger.who);
    if (!id) return tl::unexpected(id.error());
    return Answer{
        problems ? ExitCode::answer_is_no : ExitCode::done,
        trf("已导入：新增 {}，修改 {}；未收 {} 行", plan.counts.of(Fate::fresh), changed, problems),
        *id};
}

int run_import(const ImportCommand& options) {
    const auto kind = *find_named<SheetKind>(sheet_kind_names, options.kind);
    auto rows = read_rows(options.file, kind, options.map);
    if (!rows) return report(rows.error());
    auto ledger = open_for(options);
    if (!ledger) return report(ledger.error());
    const auto view =
        roster::service::load_ledger_view(ledger->opened.database, ledger->organisation.key,
                                          options.kind, rows->file_sha256, ledger->today);
    if (!view) return report(view.error());
    const ImportPlan plan = plan_import(std::move(*rows), *view);
    const auto answer = decide(options, *ledger, plan, *view);
    if (!answer) return report(answer.error());
    if (options.csv) {
        print_answer(options, report_rows(plan), {});
        fmt::print(stderr, "{}\n", answer->sentence);
    } else if (options.json) {
        auto json = report_json(plan);
        json["import"] = answer->import_id;
        json["answer"] = answer->sentence;
        fmt::print("{}\n", json.dump(2));
    } else {
        fmt::print("{}", report_text(plan));
        if (view->same_file)
            fmt::print("{}\n", trf("同一个文件 {} 由 {} 导入过",
                                   roster::domain::iso(view->same_file->recorded_at_utc),
                                   view->same_file->recorded_by));
        fmt::print("{}\n", answer->sentence);
    }
    return static_cast<int>(answer->code);
}

/// In the form that the name of the file asks for.
sim::core::Result<std::string> write_as_named(const std::string& file,
                                              const sheets::WriteSheet& sheet) {
    if (file.ends_with(".csv")) return sheets::write_csv(sheet);
    return sheets::write_xlsx(std::span(&sheet, 1));
}

int run_export(const ImportCommand& options) {
    if (!options.out.ends_with(".xlsx") && !options.out.ends_with(".csv"))
        return report(
            {Errc::bad_input,
             {{options.out, "--out", tr("不知道写成什么"), tr("文件名以 .xlsx 或 .csv 结尾")}}});
    const auto kind = *find_named<SheetKind>(sheet_kind_names, options.kind);
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto view = roster::service::load_ledger_view(
        ledger->opened.database, ledger->organisation.key, options.kind, "", ledger->today);
    if (!view) return report(view.error());
    const auto sheet = make_sheet(kind, *view);
    if (!sheet) return report(sheet.error());
    const auto bytes = write_as_named(options.out, *sheet);
    if (!bytes) return report(bytes.error());
    if (const auto done = sim::core::write_file(options.out, *bytes); !done)
        return report(done.error());
    fmt::print("{}\n", trf("已导出 {} 行到 {}", sheet->rows.size(), options.out));
    return 0;
}

void declare_import(CLI::App& command, ImportCommand& options) {
    command.add_option(tr("文件"), options.file, tr(".xlsx 或 .csv"))->required();
    command.add_option("--kind", options.kind, tr("表里是什么；不写是 people"))
        ->transform(choice_of(choices_of<SheetKind>(sheet_kind_names)));
    command.add_option("--map", options.map, tr("列与字段的对应关系（JSON）"));
    command.add_flag("--dry-run", options.dry_run, tr("只比较，什么都不写"));
    command.add_flag("--accept", options.accept,
                     tr("同意修改台账里已有的；没有它，有修改就什么都不写"));
    command.add_flag("--accept-good", options.accept_good,
                     tr("先收没有问题的行；没有它，有一行有问题就什么都不写"));
    command.add_option("--who,--by", options.who, tr("经办人；不写是登录名"));
    add_organisation_option(command, options);
    add_today_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_import_commands(CLI::App& app, int& exit_code) {
    add_command<ImportCommand>(app, "import", tr("导入表格：先比较，再写入"), exit_code, run_import,
                               declare_import);
    add_command<ImportCommand>(
        app, "export", tr("导出可以改了再导入的表"), exit_code, run_export,
        [](CLI::App& command, ImportCommand& options) {
            command.add_option(tr("类型"), options.kind, tr("people 或 findings"))
                ->required()
                ->transform(choice_of({{"people", "人员"}, {"findings", "隐患"}}));
            command.add_option("--out", options.out, tr("写到哪个文件，.xlsx 或 .csv"))->required();
            add_organisation_option(command, options);
            add_today_option(command, options);
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
