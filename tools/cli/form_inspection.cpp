// Forms of inspections from the ledger: 隐患台账, 防火巡查记录表, 防火检查记录表.
#include "roster/service/findings.h"
#include "roster/service/inspections.h"
#include "roster/store/attachment_table.h"
#include "tools/cli/form_parts.h"
#include "tools/paper/inspection_forms.h"
#include <algorithm>
#include <charconv>
#include <map>

namespace tools::cli {

using namespace roster::domain;
using roster::store::InspectionRow;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// How many, and by which hashes they are found in the archive.
std::string photo_text(const std::vector<std::string>& hashes) {
    constexpr std::size_t shown = 3, digits = 8;
    if (hashes.empty()) return {};
    std::string text = trf("{} 份", hashes.size());
    for (std::size_t i = 0; i < std::min(shown, hashes.size()); ++i)
        text += " " + hashes[i].substr(0, digits);
    return text;
}

using Hashes = std::map<std::string, std::vector<std::string>, std::less<>>; ///< by finding

Result<Hashes> load_hashes(roster::store::Database& database, const std::string& top,
                           const std::vector<roster::service::LedgerLine>& lines) {
    const auto attachments = roster::store::load_attachments(database, top);
    if (!attachments) return tl::unexpected(attachments.error());
    std::map<std::int64_t, std::vector<std::string>> by_row;
    for (const Attachment& one : *attachments)
        if (one.subject == AttachmentSubject::finding) by_row[one.subject_id].push_back(one.sha256);
    Hashes hashes;
    for (const auto& line : lines) {
        if (by_row.empty()) break;
        const std::string& key = line.row.finding.key;
        const auto row =
            roster::store::find_attachment_subject(database, AttachmentSubject::finding, key);
        if (!row) return tl::unexpected(row.error());
        if (*row && by_row.contains(**row)) hashes[key] = by_row[**row];
    }
    return hashes;
}

bool is_patrol(InspectionKind kind) {
    return kind == InspectionKind::daily_patrol || kind == InspectionKind::night_patrol;
}

/// The row asked for, or the newest up to today.
Result<InspectionRow> choose_inspection(OpenLedger& ledger, const std::string& number,
                                        bool (*wanted)(InspectionKind)) {
    std::int64_t id = 0;
    const char* const end = number.data() + number.size();
    const auto read = std::from_chars(number.data(), end, id);
    if (!number.empty() && (read.ec != std::errc() || read.ptr != end))
        return make_error(Errc::bad_input, {"", "--inspection", trf("“{}”不是编号", number),
                                            tr("inspection list 里的编号")});
    const auto rows = roster::store::load_inspections(
        ledger.opened.database, ledger.organisation.key, make_date(first_year, 1, 1), ledger.today);
    if (!rows) return tl::unexpected(rows.error());
    for (auto row = rows->rbegin(); row != rows->rend(); ++row)
        if (wanted(row->inspection.kind) && (number.empty() || row->inspection.id == id))
            return *row;
    return make_error(Errc::bad_input, {"", number, tr("台账里没有这次检查"),
                                        tr("inspection list 里的编号，或 --blank")});
}

std::string found_text(const InspectionItem& item) {
    if (item.verdict == ItemVerdict::not_applicable) return tr("不适用");
    if (item.verdict == ItemVerdict::ok) return tr("无");
    return item.text;
}

/// Of an inspection without a checklist the findings are what was found.
std::vector<InspectionItem> items_of(const InspectionRow& row,
                                     const std::vector<roster::service::LedgerLine>& findings,
                                     std::vector<InspectionItem> items) {
    for (const auto& line : findings)
        if (line.row.finding.inspection_id == row.inspection.id)
            items.push_back({line.row.finding.zone, line.row.finding.text, ItemVerdict::bad,
                             trf("登记隐患 {}", number_of(line.row.finding.key))});
    if (items.empty()) items.push_back({"", "", ItemVerdict::ok, tr(word(row.inspection.result))});
    return items;
}

struct Found {
    InspectionRow row;
    std::vector<InspectionItem> items;
};
Result<Found> load_found(OpenLedger& ledger, const FormOptions& options,
                         bool (*wanted)(InspectionKind)) {
    auto& database = ledger.opened.database;
    auto row = choose_inspection(ledger, options.inspection, wanted);
    if (!row) return tl::unexpected(row.error());
    auto items = roster::store::load_items(database, row->inspection.id);
    if (!items) return tl::unexpected(items.error());
    const auto findings =
        roster::service::list_ledger(database, row->inspection.organisation_key, ledger.today);
    if (!findings) return tl::unexpected(findings.error());
    auto all = items_of(*row, *findings, std::move(*items));
    return Found{std::move(*row), std::move(all)};
}

std::string note_of(const InspectionItem& item) {
    // What was looked at stands in the note where nothing was wrong with it.
    if (item.verdict == ItemVerdict::bad || item.text.empty()) return item.note;
    return item.note.empty() ? item.text : item.text + tr("；") + item.note;
}

} // namespace

FilledForm fill_findings(OpenLedger& ledger, const FormOptions&) {
    auto& database = ledger.opened.database;
    const auto lines =
        roster::service::list_ledger(database, ledger.organisation.key, ledger.today);
    if (!lines) return tl::unexpected(lines.error());
    const auto hashes = load_hashes(database, ledger.organisation.key, *lines);
    if (!hashes) return tl::unexpected(hashes.error());
    paper::FindingRegister form;
    form.organisation = ledger.organisation.name;
    form.day = iso(ledger.today);
    const bool of_one_home = is_institution(ledger.organisation.kind);
    for (const auto& line : *lines) {
        const auto& row = line.row;
        const auto& finding = row.finding;
        std::string contingency = row.contingency;
        if (!row.interim_measure.empty())
            contingency += (contingency.empty() ? "" : tr("；")) + row.interim_measure;
        const auto photos = hashes->find(finding.key);
        form.findings.push_back(
            {of_one_home ? number_of(finding.key)
                         : finding.key.substr(finding.key.find('/') + 1), // with the home
             iso(finding.found_on), tr(word(finding.source)), row.organisation_name, finding.zone,
             finding.text, tr(word(finding.severity)), row.responsible, row.measure,
             day_text(row.deadline), contingency,
             row.funds_yuan ? fmt::format("{:.0f}", *row.funds_yuan) : std::string(),
             line.days_left ? std::to_string(*line.days_left) : std::string(), tr(word(row.state)),
             row.closed_by, day_text(row.closed_on),
             photos == hashes->end() ? std::string() : photo_text(photos->second)});
    }
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_patrol(OpenLedger& ledger, const FormOptions& options) {
    const auto found = load_found(ledger, options, is_patrol);
    if (!found) return tl::unexpected(found.error());
    const Inspection& patrol = found->row.inspection;
    paper::PatrolRecord form;
    form.organisation = found->row.organisation_name;
    form.date = iso(patrol.local_day);
    form.inspectors = patrol.inspector;
    for (const InspectionItem& item : found->items)
        form.stops.push_back({item.zone, clock_of(patrol.at_utc), found_text(item), note_of(item)});
    if (!patrol.note.empty()) form.stops.push_back({"", "", "", patrol.note});
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_inspection(OpenLedger& ledger, const FormOptions& options) {
    const auto found =
        load_found(ledger, options, [](InspectionKind kind) { return !is_patrol(kind); });
    if (!found) return tl::unexpected(found.error());
    const Inspection& one = found->row.inspection;
    paper::InspectionRecord form;
    form.organisation = found->row.organisation_name;
    form.date = iso(one.local_day);
    form.level = tr(word(one.kind));
    form.inspectors = one.inspector;
    if (!found->row.by_name.empty()) form.inspectors += "（" + found->row.by_name + "）";
    std::size_t looked_at = 0, bad = 0;
    for (const InspectionItem& item : found->items) {
        looked_at +=
            item.zone.empty() && item.text.empty() ? 0 : 1; // else only says: nothing found
        bad += item.verdict == ItemVerdict::bad ? 1 : 0;
        form.items.push_back({item.zone, found_text(item), note_of(item)});
    }
    form.summary = tr(word(one.result));
    if (looked_at > 0) form.summary += trf("；查 {} 处，发现问题 {} 处", looked_at, bad);
    form.summary += tr("。") + one.note;
    sign(form, ledger);
    return make_form(form);
}

} // namespace tools::cli
