// 消防安全工作半年通报 on paper: four paragraphs and the table of the parts.
#include "roster/service/bulletin.h"
#include "tools/cli/bulletin_text.h"
#include "tools/cli/form_parts.h"
#include "tools/paper/inspection_forms.h"
#include <algorithm>

namespace tools::cli {

using namespace roster::service;
using roster::domain::iso;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

namespace {

using enum BulletinField;

std::string number_text(const std::optional<int>& number) {
    return number ? std::to_string(*number) : std::string(tr("无数据"));
}

/// Everybody that is named, so that nobody has to ask who is meant.
std::string names_of(const std::vector<HomeLine>& lines) {
    std::string text;
    for (const HomeLine& line : lines) {
        if (!text.empty()) text += tr("、");
        text += line.name;
    }
    return text;
}

void add_list(std::string& text, const char* what, const std::vector<HomeLine>& lines) {
    if (lines.empty()) return;
    if (!text.empty()) text += "\n";
    text += trf("　　{} {} 家：{}。", what, lines.size(), names_of(lines));
}

std::string overall_of(const Bulletin& b) {
    const BulletinRow& all = b.total;
    std::string text = trf("　　{}有机构 {} 家。", b.top_name, number_text(all[homes]));
    text += trf("应演练 {} 家，已演练 {} 家，完成率 {}；", number_text(all[drill_due]),
                number_text(all[drill_done]), format_percent(all.share(BulletinRate::drill)));
    text += trf("应训 {} 人，已训 {} 人，覆盖率 {}；", number_text(all[staff]),
                number_text(all[trained]), format_percent(all.share(BulletinRate::training)));
    text += trf("志愿消防队建成率 {}；", format_percent(all.share(BulletinRate::team)));
    text += trf("一懂三会掌握率 {}。", format_percent(b.mastery));
    text += trf("期初隐患 {} 条，本期登记 {} 条，销号 {} 条，未销号 {} 条，其中逾期 {} 条。",
                number_text(all[findings_carried]), number_text(all[findings_found]),
                number_text(all[findings_closed]), number_text(all[findings_open]),
                number_text(all[findings_overdue]));
    text += trf("值班计划 {} 人时，签到 {} 人时，查岗 {} 次、应答 {} 次、脱岗 {} 次。",
                number_text(all[duty_planned_hours]), number_text(all[duty_signed_hours]),
                number_text(all[duty_calls]), number_text(all[duty_answered]),
                number_text(all[duty_absent]));
    if (!b.over) text += trf("本期未完，以上截至 {}。", iso(b.day));
    return text;
}

/// Where nobody reported anything, silence would pass for zero.
void add_known(std::string& text, const std::optional<int>& known, const char* what,
               const std::vector<HomeLine>& lines) {
    if (known) return add_list(text, what, lines);
    if (!text.empty()) text += "\n";
    text += trf("　　{}：{}。", what, tr("无数据"));
}

std::string problems_of(const Bulletin& b) {
    std::string text;
    const BulletinRow& all = b.total;
    add_list(text, tr("演练逾期"), b.lists.drill_overdue);
    if (!b.over) add_list(text, tr("尚未演练，未到期"), b.lists.drill_open);
    add_known(text, all[findings_overdue], tr("隐患逾期"), b.lists.findings);
    add_known(text, all[findings_undated], tr("隐患没有定时限"), b.lists.undated);
    add_known(text, all[expired], tr("证书过期"), b.lists.certificates);
    add_known(text, all[staff], tr("培训没有到全员"), b.lists.training);
    add_list(text, tr("没有建成志愿消防队"), b.lists.team);
    add_known(text, all[duty_absent], tr("查岗没有应答（脱岗）"), b.lists.absent);
    add_list(text, tr("没有巡查自查记录（不是零）"), b.lists.silent);
    return text.empty() ? trf("　　{}", tr("没有。")) : text;
}

paper::Bulletin::County county_of(const BulletinRow& row, std::string name) {
    std::optional<int> all_findings;
    if (row[findings_carried] && row[findings_found])
        all_findings = *row[findings_carried] + *row[findings_found];
    const auto team = row.share(BulletinRate::team);
    return {std::move(name),
            number_text(row[staff]),
            number_text(row[trained]),
            format_percent(row.share(BulletinRate::training)),
            number_text(row[drill_due]),
            number_text(row[drill_done]),
            number_text(all_findings),
            number_text(row[findings_closed]),
            number_text(row[findings_overdue]),
            team ? fmt::format("{}/{}", team->part, team->whole) : std::string(tr("无数据"))};
}

} // namespace

FilledForm fill_bulletin(OpenLedger& ledger, const FormOptions& options) {
    using roster::domain::WindowKind;
    auto half = find_half_year(options.half);
    if (!half && !options.half.empty())
        return make_error(Errc::bad_input, {"", "--half", trf("“{}”不是半年", options.half),
                                            tr("年份加 H1 或 H2，例如 2026H1")});
    if (!half) // the one that is over
        half = find_half_year(roster::domain::calc_half_year(
            roster::domain::calc_window(WindowKind::half_year, ledger.today).first -
            roster::domain::Days{1}));
    const auto b =
        make_bulletin(ledger.opened.database, ledger.organisation.key, *half, ledger.today);
    if (!b) return tl::unexpected(b.error());
    paper::Bulletin form;
    form.issuer = b->top_name;
    form.period = trf("{} 至 {}", iso(b->half.span.first), iso(b->half.span.last));
    form.overall = overall_of(*b);
    add_list(form.good, tr("符合"), b->lists.commended);
    if (form.good.empty()) form.good = trf("　　{}", tr("没有。"));
    form.good = trf("　　{}", commendation_terms()) + "\n" + form.good;
    for (const std::string& sentence : list_demands(*b))
        form.demands += (form.demands.empty() ? "　　" : "\n　　") + sentence;
    if (form.demands.empty()) form.demands = trf("　　{}", tr("没有。"));
    form.problems = problems_of(*b);
    for (const BulletinRow& row : b->parts)
        form.counties.push_back(county_of(row, row.key == b->top_key && b->parts.size() > 1
                                                   ? trf("{}（直属）", row.name)
                                                   : row.name));
    form.counties.push_back(county_of(b->total, tr("合计")));
    form.date = iso(ledger.today);
    sign(form, ledger);
    return make_form(form);
}

} // namespace tools::cli
