// yanlian training assess, yanlian tips: what an examiner saw, and how many were told the 三提示.
#include "roster/service/assessments.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"

namespace tools::cli {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::tr;
using sim::core::trf;

namespace {

struct AssessOptions {
    LedgerOptions ledger;
    roster::service::Assessment assessment;
    std::string element;
};

int run_assess(const AssessOptions& options) {
    auto ledger = open_ledger(options.ledger);
    if (!ledger) return report(ledger.error());
    roster::service::Assessment one = options.assessment;
    one.element = *sim::core::find_element(options.element); // checked by one_of
    Answers answers(ledger->opened.database, ledger->organisation.key);
    one.person_key = answers.person("--person", one.person_key);
    if (!answers.fine()) return answers.report_all();
    const auto recorded =
        roster::service::record_assessment(ledger->opened.database, one, ledger->who);
    if (!recorded) return report(recorded.error());
    std::string text =
        trf("已登记考评 assessment/{}：{} 按 L{} 计，等级 L{} → L{}", recorded->id, options.element,
            recorded->level, recorded->level_before, recorded->level_after);
    if (recorded->level < one.level)
        text += "\n" +
                trf("考评人定为 L{}；这种形式的培训最高只能证明到 L{}", one.level, recorded->level);
    print_answer(options.ledger, {},
                 {{"assessment", recorded->id},
                  {"competence", recorded->competence_id},
                  {"level", recorded->level},
                  {"level_before", recorded->level_before},
                  {"level_after", recorded->level_after}},
                 text);
    return 0;
}

struct TipsOptions {
    LedgerOptions ledger;
    std::string day, occasion;
    int present = 0, informed = 0;
};

int run_tips_add(const TipsOptions& options) {
    auto ledger = open_ledger(options.ledger);
    if (!ledger) return report(ledger.error());
    const auto day = options.day.empty() ? std::optional(ledger->today) : find_date(options.day);
    if (!day)
        return report(sim::core::Error{
            Errc::bad_input, {{"", "--day", trf("“{}”不是日期", options.day), tr("年-月-日")}}});
    const auto id = roster::service::record_three_tips(
        ledger->opened.database,
        {0, ledger->organisation.key, *day, options.occasion, options.present, options.informed},
        ledger->who);
    if (!id) return report(id.error());
    print_answer(options.ledger, {}, {{"three_tips", *id}},
                 trf("已登记 three_tips/{}：{} {} 告知 {}/{} 人", *id, ledger->organisation.name,
                     iso(*day), options.informed, options.present));
    return 0;
}

} // namespace

void add_assess_commands(CLI::App& app, int& exit_code) {
    add_command<AssessOptions>(
        app, "assess", tr("登记培训中的实操考评，作为等级的证据"), exit_code, run_assess,
        [](CLI::App& command, AssessOptions& o) {
            command
                .add_option("--training", o.assessment.activity_key,
                            tr("培训编号，见 training list"))
                ->required();
            command.add_option("--person", o.assessment.person_key, tr("被考评的人"))->required();
            command.add_option("--element", o.element, "K、A、E、L、C")
                ->required()
                ->check(one_of({"K", "A", "E", "L", "C"}));
            command.add_option("--level", o.assessment.level, tr("考评人定的等级，1 到 4"))
                ->required();
            command.add_option("--examiner", o.assessment.examiner, tr("考评人姓名"))->required();
            command.add_option("--note", o.assessment.note, tr("看到了什么"));
            add_ledger_options(command, o.ledger);
            add_who_option(command, o.ledger);
        });
    add_command<TipsOptions>(
        app, "tips", tr("登记三提示：在场几人，告知几人"), exit_code, run_tips_add,
        [](CLI::App& command, TipsOptions& o) {
            command.add_option("--present", o.present, tr("在场人数"))->required();
            command.add_option("--informed", o.informed, tr("告知了三提示的人数"))->required();
            command.add_option("--day", o.day, tr("日期，年-月-日；不写是今天"));
            command.add_option("--occasion", o.occasion, tr("什么场合"));
            add_ledger_options(command, o.ledger);
            add_organisation_option(command, o.ledger);
            add_who_option(command, o.ledger);
        });
}

} // namespace tools::cli
