// Findings: registered from a sheet; closed, extended and sent back only in the ledger itself.
#include "sim/core/text.h"
#include "tools/import/context.h"
#include "tools/sheets/number_format.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>

namespace tools::import {

using namespace roster::domain;
using namespace roster::service;
using sheets::match_form;
using sim::core::tr;
using sim::core::trf;

namespace {

using Row = roster::store::FindingRow;

const char* yes_or_no(bool flag) {
    return flag ? "是" : "否";
}

/// As the ledger refuses it: nothing is to be mended before it was found.
void check_deadline(const SheetRow& sheet, const Remedy& remedy, Date found_on,
                    sim::core::Problems& problems) {
    if (remedy.deadline && *remedy.deadline < found_on)
        problems.push_back(sheet.problem("deadline", trf("时限早于发现日期 {}", iso(found_on)),
                                         tr("发现那天或以后")));
}

class FindingPlan {
public:
    FindingPlan(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                const Directory& directory)
        : rows_(decisions), sheet_(sheet), directory_(directory) {
        for (const Row& row : directory.view().findings) {
            on_file_[row.finding.key] = &row;
            on_file_[id_of(row.finding)] = &row;
        }
    }
    void run();

private:
    static std::string id_of(const Finding& finding) {
        return finding.organisation_key + "\n" + iso(finding.found_on) + "\n" +
               match_form(finding.zone) + "\n" + match_form(finding.text);
    }
    bool read(std::size_t i, Finding& finding, Remedy& remedy, std::optional<FindingState>& state);
    void read_words(std::size_t i, Finding& finding, std::optional<FindingState>& state);
    void add_fields(std::size_t i, const Row* row, const Finding& finding, const Remedy& remedy);
    void plan_new(std::size_t i, const Finding& finding, const Remedy& remedy,
                  std::optional<FindingState> state);
    void plan_known(std::size_t i, const Row& row, Remedy remedy,
                    std::optional<FindingState> state);

    std::vector<RowDecision>& rows_;
    const std::vector<SheetRow>& sheet_;
    const Directory& directory_;
    std::map<std::string, const Row*> on_file_; ///< by key, and by what makes two rows one
};

void FindingPlan::read_words(std::size_t i, Finding& finding, std::optional<FindingState>& state) {
    const SheetRow& sheet = sheet_[i];
    auto& problems = rows_[i].problems;
    if (const std::string& text = sheet.text("source"); !text.empty()) {
        if (const auto source = find_source(text))
            finding.source = *source;
        else
            problems.push_back(unknown_word(sheet, "source", text, tr("自查、县级检查、演练等")));
    }
    if (const std::string& text = sheet.text("severity"); !text.empty()) {
        if (const auto severity = find_severity(text))
            finding.severity = *severity;
        else
            problems.push_back(unknown_word(sheet, "severity", text, tr("一般或重大")));
    }
    if (const auto flag = sheet.at("life_safety").number) finding.life_safety = *flag != 0;
    if (const std::string& text = sheet.text("state"); !text.empty()) {
        state = find_state(text);
        if (!state) problems.push_back(unknown_word(sheet, "state", text, tr("登记、整改中等")));
    }
}

bool FindingPlan::read(std::size_t i, Finding& finding, Remedy& remedy,
                       std::optional<FindingState>& state) {
    const SheetRow& sheet = sheet_[i];
    RowDecision& row = rows_[i];
    row.label = sheet.text("text");
    const Organisation* home = directory_.find_home(sheet, row.problems);
    read_words(i, finding, state);
    if (!home || !sheet.at("found_on").date || row.label.empty()) return false;
    finding.organisation_key = home->key;
    finding.found_on = *sheet.at("found_on").date;
    finding.text = row.label;
    finding.zone = sheet.text("zone");
    if (const std::string& name = sheet.text("responsible"); !name.empty())
        if (const Person* person =
                directory_.find_one(sheet, "responsible", home->key, name, row.problems))
            remedy.responsible_key = person->key;
    remedy.measure = sheet.text("measure");
    remedy.deadline = sheet.at("deadline").date;
    remedy.contingency = sheet.text("contingency");
    remedy.funds_yuan = sheet.at("funds").number;
    return true;
}

void FindingPlan::add_fields(std::size_t i, const Row* row, const Finding& finding,
                             const Remedy& remedy) {
    RowDecision& to = rows_[i];
    const auto old = [&](const std::string& text) { return row ? text : std::string(); };
    const auto money = [](const std::optional<double>& yuan) {
        return yuan ? sheets::number_text(*yuan) : std::string();
    };
    add_field(to, "home", old(finding.organisation_key), finding.organisation_key);
    add_field(to, "found_on", row ? iso(row->finding.found_on) : "", iso(finding.found_on));
    if (!sheet_[i].text("source").empty())
        add_field(to, "source", row ? word(row->finding.source) : "", word(finding.source));
    add_field(to, "zone", row ? row->finding.zone : "", finding.zone);
    add_field(to, "text", row ? row->finding.text : "", finding.text);
    if (!sheet_[i].text("severity").empty())
        add_field(to, "severity", row ? word(row->finding.severity) : "", word(finding.severity));
    if (!sheet_[i].text("life_safety").empty())
        add_field(to, "life_safety", row ? yes_or_no(row->finding.life_safety) : "",
                  yes_or_no(finding.life_safety));
    add_field(to, "responsible", row ? row->responsible_key : "", remedy.responsible_key);
    add_field(to, "measure", row ? row->measure : "", remedy.measure);
    add_field(to, "deadline", row ? day_text(row->deadline) : "", day_text(remedy.deadline));
    add_field(to, "contingency", row ? row->contingency : "", remedy.contingency);
    add_field(to, "funds", row ? money(row->funds_yuan) : "", money(remedy.funds_yuan));
}

void FindingPlan::plan_new(std::size_t i, const Finding& finding, const Remedy& remedy,
                           std::optional<FindingState> state) {
    RowDecision& row = rows_[i];
    if (state && *state != FindingState::registered && *state != FindingState::in_progress)
        row.problems.push_back(sheet_[i].problem("state",
                                                 trf("状态“{}”不能从表里导入", tr(word(*state))),
                                                 tr("先登记，整改、复查和销号在台账里办")));
    else if (state == FindingState::in_progress)
        row.warnings.push_back(
            sheet_[i].problem("state", tr("导入为“登记”，整改从台账里开始"), ""));
    auto problems = check(finding, directory_.view().today);
    const FindingStep first{FindingState::registered, remedy, {}, "import", ""};
    std::ranges::move(check_step({}, first), std::back_inserter(problems));
    for (const auto& problem : problems)
        if (problem.pointer != "/key" && problem.pointer != "key")
            row.problems.push_back(
                sheet_[i].problem(problem.pointer == "/found_on" ? "found_on" : "text",
                                  problem.what, problem.expected));
    check_deadline(sheet_[i], remedy, finding.found_on, row.problems);
    row.deeds.push_back(PutFinding{finding, remedy});
}

/// Only the remedy of one that is still registered may be completed, and that begins the work.
void FindingPlan::plan_known(std::size_t i, const Row& row, Remedy remedy,
                             std::optional<FindingState> state) {
    RowDecision& decision = rows_[i];
    if (state && *state != row.state)
        decision.problems.push_back(
            sheet_[i].problem("state", trf("状态在台账里是“{}”，不能在表里改", tr(word(row.state))),
                              tr("用 yanlian finding 办理")));
    bool remedy_changed = false;
    for (const Field& field : decision.fields) {
        if (field.before == field.after) continue;
        const bool of_remedy = field.key == "responsible" || field.key == "measure" ||
                               field.key == "deadline" || field.key == "contingency" ||
                               field.key == "funds";
        remedy_changed = remedy_changed || of_remedy;
        if (!of_remedy)
            decision.problems.push_back(
                sheet_[i].problem(field.key, tr("这是锁定的格，不能在表里改"), field.before));
    }
    if (!remedy_changed) return;
    if (row.state != FindingState::registered) {
        decision.problems.push_back(sheet_[i].problem(
            "measure", trf("状态是“{}”，措施和时限不能在表里改", tr(word(row.state))),
            tr("用 yanlian finding 办理")));
        return;
    }
    if (remedy.responsible_key.empty()) remedy.responsible_key = row.responsible_key;
    if (remedy.measure.empty()) remedy.measure = row.measure;
    if (!remedy.deadline)
        remedy.deadline = row.deadline;
    else if (remedy.deadline != row.deadline)
        check_deadline(sheet_[i], remedy, row.finding.found_on, decision.problems);
    if (remedy.contingency.empty()) remedy.contingency = row.contingency;
    if (!remedy.funds_yuan) remedy.funds_yuan = row.funds_yuan;
    const std::vector<FindingStep> taken{{FindingState::registered, {}, {}, "import", ""}};
    for (const auto& problem : check_step(
             taken, {FindingState::in_progress, remedy, {}, "import", ""}, row.finding.severity))
        decision.problems.push_back(sheet_[i].problem("measure", problem.what, problem.expected));
    decision.deeds.push_back(StepFinding{row.finding.organisation_key, row.finding.key,
                                         FindingState::in_progress, remedy});
}

void FindingPlan::run() {
    std::vector<std::string> identities(rows_.size());
    std::vector<bool> known(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        Finding finding;
        Remedy remedy;
        std::optional<FindingState> state;
        if (!read(i, finding, remedy, state)) continue;
        RowDecision& row = rows_[i];
        const std::string& record = sheet_[i].text("record");
        const std::string id = record.empty() ? id_of(finding) : record;
        const auto found = on_file_.find(id);
        if (!record.empty() && found == on_file_.end()) {
            row.problems.push_back(
                sheet_[i].problem("record", trf("台账里没有记录号 {}", record), ""));
            continue;
        }
        known[i] = found != on_file_.end();
        row.subject = known[i] ? found->second->finding.key
                               : fmt::format("finding/{}/{}", slug(finding.organisation_key),
                                             iso(finding.found_on));
        add_fields(i, known[i] ? found->second : nullptr, finding, remedy);
        if (known[i])
            plan_known(i, *found->second, remedy, state);
        else
            plan_new(i, finding, remedy, state);
        set_row_hash(row, SheetKind::findings);
        if (row.problems.empty()) identities[i] = known[i] ? row.subject : id;
    }
    mark_doubles(rows_, sheet_, identities, "text");
    for (std::size_t i = 0; i < rows_.size(); ++i)
        settle_fate(rows_[i], known[i], directory_);
}

} // namespace

void plan_findings(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                   const Directory& directory) {
    FindingPlan(decisions, sheet, directory).run();
}

} // namespace tools::import
