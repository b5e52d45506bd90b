#include "editor/ledger/table_import.h"

#include "editor/ledger/open_ledger.h"
#include "roster/service/example_home.h"
#include "roster/service/findings.h"
#include "sim/core/text.h"
#include "tools/import/report.h"
#include "tools/sheets/write_sheets.h"
#include <algorithm>
#include <numeric>

namespace editor::ledger {

namespace core = sim::core;
namespace service = roster::service;
using core::tr;
using core::trf;
using tools::import::Fate;

namespace {

constexpr int rows_to_fill_in = 200; // more are added by writing below
constexpr std::size_t said_alike_count = 20;

std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// Who registers findings is somebody of the roll; the others only sign by name.
core::Result<std::string> find_actor(OpenLedger& ledger, SheetKind kind, const std::string& who) {
    if (kind != SheetKind::findings) return std::string();
    return service::resolve_person(ledger.opened.database, who, "", ledger.top.key);
}

} // namespace

int Proposal::taken_count() const {
    return plan.counts.of(Fate::fresh) + plan.counts.of(Fate::changed);
}

int Proposal::problem_count() const {
    return plan.counts.of(Fate::problem);
}

core::Result<Proposal> compare_table(const Place& place, const std::filesystem::path& file,
                                     SheetKind kind) {
    auto rows = tools::import::read_rows(file, kind, {});
    if (!rows) return tl::unexpected(rows.error());
    auto ledger = open_ledger(place);
    if (!ledger) return tl::unexpected(ledger.error());
    if (ledger->top.key == service::example_home_key)
        return core::make_error(core::Errc::bad_input,
                                {"", "", tr("台账里只有示范院"), tr("先登记自己的单位")});
    const std::string name(tools::import::sheet_kind_names[static_cast<std::size_t>(kind)]);
    auto view = service::load_ledger_view(ledger->opened.database, ledger->top.key, name,
                                          rows->file_sha256, ledger->today);
    if (!view) return tl::unexpected(view.error());
    Proposal proposal;
    proposal.home = ledger->top.name;
    proposal.plan = tools::import::plan_import(std::move(*rows), *view);
    proposal.view = std::move(*view);
    proposal.lines = split_lines(tools::import::report_text(proposal.plan, said_alike_count));
    return proposal;
}

core::Result<std::string> take_table(const Place& place, const Proposal& proposal,
                                     const std::string& who) {
    if (who.empty())
        return core::make_error(core::Errc::bad_input, {"", "", tr("没有写谁经办"), ""});
    auto ledger = open_ledger(place);
    if (!ledger) return tl::unexpected(ledger.error());
    const auto actor = find_actor(*ledger, proposal.plan.kind, who);
    if (!actor) return tl::unexpected(actor.error());
    const auto order = tools::import::make_order(proposal.plan, proposal.view, *actor);
    if (!order)
        return core::make_error(core::Errc::bad_input,
                                {"", "", tr("没有要写入的内容，台账没有变"), ""});
    const auto done = service::take_import(ledger->opened.database, *order, who);
    if (!done) return tl::unexpected(done.error());
    return trf("已导入：新增 {}，修改 {}；未收 {} 行", proposal.plan.counts.of(Fate::fresh),
               proposal.plan.counts.of(Fate::changed), proposal.problem_count());
}

std::string to_csv(const Proposal& proposal) {
    const auto rows = tools::import::report_rows(proposal.plan);
    Table table;
    table.columns = rows.front();
    for (std::size_t i = 1; i < rows.size(); ++i)
        table.rows.push_back({"", rows[i], {}, {}});
    std::vector<std::size_t> all(table.rows.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return to_csv(table, all);
}

core::Result<std::string> make_empty_table(SheetKind kind) {
    tools::sheets::WriteSheet sheet;
    sheet.name = tr(word(kind));
    sheet.spare_rows = rows_to_fill_in;
    for (const auto& column : tools::import::columns_of(kind))
        sheet.columns.push_back({column.names.front()});
    return tools::sheets::write_xlsx(std::span(&sheet, 1));
}

} // namespace editor::ledger
