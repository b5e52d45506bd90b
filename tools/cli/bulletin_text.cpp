#include "tools/cli/bulletin_text.h"

#include "sim/core/text.h"
#include "tools/cli/terminal.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::service;
using roster::domain::iso;
using sim::core::tr;
using sim::core::trf;

namespace {

using enum BulletinField;

std::string number(const std::optional<int>& value) {
    return value ? std::to_string(*value) : tr("无数据");
}

std::string rank_text(const BulletinRow& row, BulletinRate rate) {
    const int rank = row.ranks[static_cast<std::size_t>(rate)];
    return rank > 0 ? std::to_string(rank) : tr("不排");
}

std::string overall(const Bulletin& b) {
    const BulletinRow& t = b.total;
    std::string text = trf("机构 {} 家，其中本期新开 {} 家；本期没有任何记录 {} 家。",
                           number(t[homes]), number(t[homes_new]), number(t[no_record])) +
                       "\n";
    if (t[drill_due].value_or(0) == 0)
        text += tr("没有一条规则的演练期限在本期内，不计完成率。") + std::string("\n");
    else
        text += (b.over ? trf("演练：应演练 {} 家，已演练 {}，{} {} 家。依据：",
                              number(t[drill_due]), format_share(t.share(BulletinRate::drill)),
                              tr("逾期"), number(t[drill_open]))
                        : trf("演练：应演练 {} 家，已演练 {}，逾期 {} 家，未到期 {} 家。依据：",
                              number(t[drill_due]), format_share(t.share(BulletinRate::drill)),
                              b.lists.drill_overdue.size(), b.lists.drill_open.size())) +
                fmt::format("{}\n", fmt::join(b.drill_sources, tr("；")));
    text += trf("培训：应训 {} 人，已训 {}；另有 {} 人下期起算，长期休假 {} 人不计；"
                "{} 家没有登记人员。依据：",
                number(t[staff]), format_share(t.share(BulletinRate::training)),
                number(t[staff_not_bound]), number(t[on_leave]), number(t[staff_unknown])) +
            fmt::format("{}\n", fmt::join(b.training_sources, tr("；")));
    text += trf("一懂三会掌握率：{}。", format_share(b.mastery)) + "\n";
    text += trf("志愿消防队：建成 {}，没有登记队伍 {} 家。",
                format_share(t.share(BulletinRate::team)), number(t[team_absent])) +
            "\n";
    text +=
        trf("证书：登记 {} 本，过期 {} 本，90 天内到期 {} 本，吊销 {} 本。",
            number(t[certificates]), number(t[expired]), number(t[expiring]), number(t[revoked])) +
        "\n";
    text += trf("巡查：{} 天；自查 {}/{} 月；没有巡查自查记录 {} 家，不在其中。",
                format_share(t.patrol_share()), number(t[self_check_done]),
                number(t[self_check_due]), number(t[patrol_silent])) +
            "\n";
    text += trf("检查：镇级 {} 次，县级 {} 次，市级 {} 次。", number(t[town_visits]),
                number(t[county_visits]), number(t[city_visits])) +
            "\n";
    text +=
        trf("值班：计划 {} 人时，签到 {} 人时；排了没有签到的班 {} 个；查岗 {} 次，应答 {} "
            "次，脱岗 {} 次。",
            number(t[duty_planned_hours]), number(t[duty_signed_hours]), number(t[duty_no_shows]),
            number(t[duty_calls]), number(t[duty_answered]), number(t[duty_absent])) +
        "\n";
    if (!t[findings_open]) return text + tr("隐患：无数据（没有检查记录）。") + "\n";
    return text +
           trf("隐患：期初 {} + 登记 {} = 销号 {} + 未销号 {}；未销号中逾期 {}、重大 {}、"
               "危及人身安全 {}、没有定时限 {}；销号率 {}。",
               number(t[findings_carried]), number(t[findings_found]), number(t[findings_closed]),
               number(t[findings_open]), number(t[findings_overdue]), number(t[major_open]),
               number(t[life_safety_open]), number(t[findings_undated]),
               format_share(t.share(BulletinRate::closed))) +
           "\n";
}

std::string line_text(const HomeLine& line, const char* pattern_day, const char* without_day) {
    std::string text = "  " + line.name;
    if (line.part != line.name && !line.part.empty()) text += trf("（{}）", line.part);
    if (line.have && line.want)
        text += fmt::format(" {}/{}", *line.have, *line.want);
    else if (line.have)
        text += " " + trf("{} 项", *line.have);
    if (!line.day.empty())
        text += " " + fmt::format("{} {}", tr(pattern_day), line.day);
    else if (*without_day != '\0')
        text += std::string(" ") + tr(without_day);
    return text + "\n";
}

std::string list_text(const std::string& title, const std::vector<HomeLine>& lines,
                      const char* day = "", const char* without_day = "") {
    std::string text = title + tr("：") + trf("{} 家", lines.size()) + "\n";
    for (const HomeLine& line : lines)
        text += line_text(line, day, without_day);
    return text;
}

std::string team_list(const std::vector<HomeLine>& lines) {
    std::string text =
        std::string(tr("志愿消防队没有建成")) + tr("：") + trf("{} 家", lines.size()) + "\n";
    for (const HomeLine& line : lines)
        text += fmt::format("  {} {}\n", line.name,
                            line.have ? trf("{} 人", *line.have) : tr("没有登记队伍"));
    return text;
}

/// Where nobody reported anything there is no zero to print.
std::string known_list(const std::optional<int>& known, const char* title,
                       const std::vector<HomeLine>& lines, const char* day = "") {
    if (known || !lines.empty()) return list_text(title, lines, day);
    return std::string(title) + tr("：") + tr("无数据") + "\n";
}

std::string drill_lists(const Bulletin& b) {
    const auto list = [](const char* title, const std::vector<HomeLine>& lines) {
        return list_text(title, lines, "最近一次", "没有演练记录");
    };
    const std::string overdue = list(tr("演练逾期"), b.lists.drill_overdue);
    return b.over ? overdue : overdue + list(tr("尚未演练，未到期"), b.lists.drill_open);
}

std::string problems(const Bulletin& b) {
    const BulletinLists& l = b.lists;
    const BulletinRow& t = b.total;
    return drill_lists(b) +
           known_list(t[findings_overdue], tr("隐患逾期"), l.findings, "最早时限") +
           known_list(t[findings_undated], tr("隐患没有定时限"), l.undated, "最早发现") +
           known_list(t[expired], tr("证书过期"), l.certificates, "最早到期") +
           known_list(t[staff], tr("培训没有到全员"), l.training) + team_list(l.team) +
           known_list(t[duty_absent], tr("查岗没有应答（脱岗）"), l.absent) +
           list_text(tr("有值班表、没有一次签到（不是零）"), l.unsigned_duty) +
           list_text(tr("没有巡查自查记录（不是零）"), l.silent) +
           list_text(tr("本期没有任何记录（没有上报，不是零）"), l.no_record);
}

std::string table_text(const Bulletin& b) {
    std::vector<std::vector<std::string>> rows{
        {tr("单位"), tr("机构"), tr("演练"), tr("名次"), tr("培训"), tr("名次"), tr("建队"),
         tr("名次"), tr("巡查"), tr("隐患 初+登=销+余"), tr("逾期"), tr("重大"), tr("销号"),
         tr("名次"), tr("过期证书")}};
    const auto add = [&](const BulletinRow& row, const std::string& name) {
        rows.push_back(
            {name, number(row[homes]), format_share(row.share(BulletinRate::drill)),
             rank_text(row, BulletinRate::drill), format_share(row.share(BulletinRate::training)),
             rank_text(row, BulletinRate::training), format_share(row.share(BulletinRate::team)),
             rank_text(row, BulletinRate::team), format_share(row.patrol_share()),
             row[findings_open]
                 ? fmt::format("{}+{}={}+{}", *row[findings_carried], *row[findings_found],
                               *row[findings_closed], *row[findings_open])
                 : tr("无数据"),
             number(row[findings_overdue]), number(row[major_open]),
             format_share(row.share(BulletinRate::closed)), rank_text(row, BulletinRate::closed),
             number(row[expired])});
    };
    for (const BulletinRow& row : b.parts)
        add(row,
            row.key == b.top_key && b.parts.size() > 1 ? trf("{}（直属）", row.name) : row.name);
    add(b.total, tr("合计"));
    return format_table(rows);
}

std::string duty_text(const Bulletin& b) {
    std::vector<std::vector<std::string>> rows{{tr("单位"), tr("有值班表"), tr("有签到"),
                                                tr("计划人时"), tr("签到人时"), tr("没有签到的班"),
                                                tr("查岗"), tr("应答"), tr("脱岗")}};
    const auto add = [&](const BulletinRow& row, const std::string& name) {
        rows.push_back({name});
        for (const BulletinField field :
             {duty_planned_homes, duty_signed_homes, duty_planned_hours, duty_signed_hours,
              duty_no_shows, duty_calls, duty_answered, duty_absent})
            rows.back().push_back(number(row[field]));
    };
    for (const BulletinRow& row : b.parts)
        add(row, row.name);
    add(b.total, tr("合计"));
    return format_table(rows);
}

std::string source_text(const Bulletin& b) {
    std::vector<std::vector<std::string>> rows{
        {tr("来源"), tr("期初"), tr("登记"), tr("销号"), tr("未销号"), tr("逾期"), tr("重大")}};
    for (std::size_t s = 0; s < b.by_source.size(); ++s) {
        const FindingFlow& f = b.by_source[s];
        if (f.carried + f.found == 0) continue;
        rows.push_back({tr(word(static_cast<roster::domain::FindingSource>(s))),
                        std::to_string(f.carried), std::to_string(f.found),
                        std::to_string(f.closed), std::to_string(f.open), std::to_string(f.overdue),
                        std::to_string(f.major_open)});
    }
    return rows.size() > 1 ? format_table(rows) : std::string();
}

std::string demands(const Bulletin& b) {
    std::string text;
    for (const std::string& sentence : list_demands(b))
        text += "  " + sentence + "\n";
    return text.empty() ? "  " + std::string(tr("没有。")) + "\n" : text;
}

nlohmann::ordered_json row_json(const BulletinRow& row) {
    nlohmann::ordered_json json{{"key", row.key}, {"name", row.name}};
    for (std::size_t f = 0; f < bulletin_field_count; ++f) {
        auto& value = json[std::string(info(static_cast<BulletinField>(f)).name)];
        if (row.values[f]) value = *row.values[f];
    }
    for (std::size_t r = 0; r < bulletin_rate_names.size(); ++r) {
        const auto share = row.share(static_cast<BulletinRate>(r));
        auto& rate = json["rates"][std::string(bulletin_rate_names[r])];
        if (share) rate = {{"part", share->part}, {"whole", share->whole}, {"rank", nullptr}};
        if (row.ranks[r] > 0) rate["rank"] = row.ranks[r];
    }
    return json;
}

nlohmann::ordered_json lines_json(const std::vector<HomeLine>& lines) {
    auto json = nlohmann::ordered_json::array();
    for (const HomeLine& line : lines) {
        nlohmann::ordered_json one{{"key", line.key}, {"name", line.name}, {"part", line.part}};
        if (!line.day.empty()) one["day"] = line.day;
        if (line.have) one["have_count"] = *line.have;
        if (line.want) one["want_count"] = *line.want;
        json.push_back(std::move(one));
    }
    return json;
}

nlohmann::ordered_json source_json(const roster::store::SourceRow& row) {
    return {{"table", row.table},
            {"id", row.id},
            {"day", row.day},
            {"text", row.text},
            {"origin", row.origin}};
}

} // namespace

std::vector<std::string> list_demands(const Bulletin& b) {
    const BulletinLists& l = b.lists;
    std::vector<std::string> sentences;
    const auto add = [&](const std::vector<HomeLine>& lines, const std::string& sentence) {
        if (!lines.empty()) sentences.push_back(sentence);
    };
    add(l.drill, trf("{} 家补做实战演练，演示和桌面推演不算。", l.drill.size()));
    add(l.findings, trf("{} 家的逾期隐患限期整改，由第二人复查销号。", l.findings.size()));
    add(l.undated, trf("{} 家给登记的隐患定责任人、措施、时限和应急预案。", l.undated.size()));
    add(l.certificates, trf("{} 家换发过期证书。", l.certificates.size()));
    add(l.training, trf("{} 家补训到全员。", l.training.size()));
    add(l.team, trf("{} 家把志愿消防队建到 5–15 人。", l.team.size()));
    add(l.silent, trf("{} 家补报巡查自查记录；没有做的，如实说没有做。", l.silent.size()));
    return sentences;
}

std::string commendation_terms() {
    return tr("条件：按期实战演练，全员培训，志愿消防队建成，巡查自查一天一月不缺，"
              "没有逾期、重大、危及人身安全的隐患，没有过期、吊销的证书。");
}

std::string format_percent(const std::optional<BulletinRow::Share>& share) {
    if (!share) return tr("无数据");
    return percent_text(share->part, share->whole);
}

std::string format_share(const std::optional<BulletinRow::Share>& share) {
    if (!share) return tr("无数据");
    return fmt::format("{}/{} {}", share->part, share->whole, format_percent(share));
}

std::string format_bulletin(const Bulletin& b) {
    std::string text = trf("{} 消防安全半年通报 {}", b.top_name, b.half.name) + "\n";
    text += trf("{} 至 {}，截至 {}{}", iso(b.half.span.first), iso(b.half.span.last), iso(b.day),
                b.over ? "" : tr("；本期没有结束")) +
            "\n\n";
    text += std::string(tr("一、总体")) + "\n" + overall(b) + "\n";
    text += std::string(tr("二、表扬")) + "\n";
    text += commendation_terms() + "\n" + list_text(tr("符合"), b.lists.commended) + "\n";
    text += std::string(tr("三、问题")) + "\n" + problems(b) + "\n";
    text += std::string(tr("四、下步要求")) + "\n" + demands(b) + "\n";
    text += std::string(tr("附表一：各单位，名次同率并列")) + "\n" + table_text(b) + "\n";
    text += std::string(tr("附表二：隐患来源")) + "\n" + source_text(b) + "\n";
    return text + tr("附表三：值班，计划、签到、应答各是各的，签到人时只算签到的") + "\n" +
           duty_text(b);
}

std::vector<std::vector<std::string>> bulletin_rows(const Bulletin& bulletin) {
    std::vector<std::vector<std::string>> rows{{tr("编号"), tr("单位")}};
    for (std::size_t f = 0; f < bulletin_field_count; ++f)
        rows.front().push_back(tr(info(static_cast<BulletinField>(f)).heading));
    for (const char* rank : {"演练名次", "培训名次", "建队名次", "销号名次"})
        rows.front().push_back(tr(rank));
    const auto add = [&](const BulletinRow& row, const std::string& name) {
        rows.push_back({row.key, name});
        for (const auto& value : row.values)
            rows.back().push_back(value ? std::to_string(*value) : std::string());
        for (const int rank : row.ranks)
            rows.back().push_back(rank > 0 ? std::to_string(rank) : std::string());
    };
    for (const BulletinRow& row : bulletin.parts)
        add(row, row.name);
    add(bulletin.total, tr("合计"));
    return rows;
}

nlohmann::ordered_json to_json(const Bulletin& b) {
    nlohmann::ordered_json json{{"format", "yanlian-bulletin"},
                                {"version", 1},
                                {"half", b.half.name},
                                {"first_day", iso(b.half.span.first)},
                                {"last_day", iso(b.half.span.last)},
                                {"day", iso(b.day)},
                                {"over", b.over},
                                {"organisation", b.top_key},
                                {"name", b.top_name},
                                {"drill_sources", b.drill_sources},
                                {"training_sources", b.training_sources},
                                {"mastery", nullptr}};
    if (b.mastery) json["mastery"] = {{"part", b.mastery->part}, {"whole", b.mastery->whole}};
    json["parts"] = nlohmann::ordered_json::array();
    for (const BulletinRow& row : b.parts)
        json["parts"].push_back(row_json(row));
    json["total"] = row_json(b.total);
    json["findings_by_source"] = nlohmann::ordered_json::object();
    for (std::size_t s = 0; s < b.by_source.size(); ++s) {
        const FindingFlow& f = b.by_source[s];
        if (f.carried + f.found == 0) continue;
        json["findings_by_source"][std::string(roster::domain::finding_source_names[s])] = {
            {"carried", f.carried}, {"found", f.found},     {"closed", f.closed},
            {"open", f.open},       {"overdue", f.overdue}, {"major_open", f.major_open}};
    }
    json["lists"] = {{"drill", lines_json(b.lists.drill)},
                     {"drill_overdue", lines_json(b.lists.drill_overdue)},
                     {"findings", lines_json(b.lists.findings)},
                     {"undated", lines_json(b.lists.undated)},
                     {"certificates", lines_json(b.lists.certificates)},
                     {"training", lines_json(b.lists.training)},
                     {"team", lines_json(b.lists.team)},
                     {"absent", lines_json(b.lists.absent)},
                     {"unsigned_duty", lines_json(b.lists.unsigned_duty)},
                     {"silent", lines_json(b.lists.silent)},
                     {"no_record", lines_json(b.lists.no_record)},
                     {"commended", lines_json(b.lists.commended)}};
    return json;
}

nlohmann::ordered_json to_json(const std::vector<Trace>& traces) {
    auto json = nlohmann::ordered_json::array();
    for (const Trace& trace : traces) {
        nlohmann::ordered_json one = source_json(trace.subject);
        one["evidence"] = nlohmann::ordered_json::array();
        for (const auto& row : trace.evidence)
            one["evidence"].push_back(source_json(row));
        json.push_back(std::move(one));
    }
    return json;
}

} // namespace tools::cli
