#include "tools/cli/form_data.h"

#include "tools/cli/form_data_drill.h"
#include "tools/cli/form_parts.h"
#include "tools/cli/form_plans.h"
#include "tools/report/report.h"
#include <algorithm>
#include <array>

namespace tools::cli {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;

namespace {

struct Source {
    std::string_view key;
    FilledForm (*fill)(OpenLedger&, const FormOptions&);
};
constexpr std::array sources{Source{"team_register", fill_team},
                             Source{"certificate_register", fill_certificates},
                             Source{"notice_board", fill_board},
                             Source{"bedside_card", fill_cards},
                             Source{"sign_in", fill_sign_in},
                             Source{"training_register", fill_trainings},
                             Source{"rotation", fill_rotation},
                             Source{"competence", fill_competence},
                             Source{"finding_register", fill_findings},
                             Source{"annual_plan", fill_annual_plan},
                             Source{"training_plan", fill_training_plan},
                             Source{"invitation", fill_invitation},
                             Source{"after_action", fill_after_action},
                             Source{"patrol", fill_patrol},
                             Source{"inspection", fill_inspection},
                             Source{"bulletin", fill_bulletin},
                             Source{"duty_roster", fill_duty_roster},
                             Source{"handover", fill_handover},
                             Source{"control_room_log", fill_control_room_log}};

Result<paper::Form> fill_drill_record(const std::string& file) {
    auto record = sim::record::load_record(file);
    if (!record) return tl::unexpected(record.error());
    const auto score =
        sim::drill::calc_score(record->scenario, record->plan, record->header.start, record->facts);
    report::ReportInput input;
    input.record = &*record;
    input.score = &score;
    return make_form(report::make_drill_record(input));
}

} // namespace

bool is_of_ledger(std::string_view key) noexcept {
    return std::ranges::find(sources, key, &Source::key) != sources.end();
}

Result<paper::Form> fill_form(const std::string& key, const FormOptions& options) {
    if (key == "drill_record" && !options.record.empty()) return fill_drill_record(options.record);
    if (key == "drill_record" && !options.drill.empty()) {
        auto ledger = open_ledger(options.ledger);
        if (!ledger) return tl::unexpected(ledger.error());
        return fill_ledger_drill(ledger->opened.database, options.drill, options.scenario);
    }
    if (key == "drill_record")
        return make_error(Errc::bad_input,
                          {"", "--record", tr("没有说从哪份演练记录填写"),
                           tr("--record 演练记录 .drill，或 --drill 编号，或 --blank")});
    const auto* source = std::ranges::find(sources, key, &Source::key);
    if (source == sources.end())
        return make_error(Errc::bad_input, {"", key, tr("这张表不从台账填写"),
                                            tr("--blank 空表，或 --sample 填好的样表")});
    auto ledger = open_ledger(options.ledger);
    if (!ledger) return tl::unexpected(ledger.error());
    return source->fill(*ledger, options);
}

} // namespace tools::cli
