#include "tools/paper/home_forms.h"

#include "sim/core/text.h"

namespace tools::paper {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr double board_pt = 14, board_row_mm = 15,
                 board_zone_mm = 10;             // read from a wall, an arm's length away
constexpr double card_pt = 18, card_row_mm = 15; // read by torchlight
constexpr int blank_members = 15, blank_certificates = 14;

struct Line {
    const char* role;
    const NoticeBoard::Person* person;
    bool required;
};

std::vector<Line> lines_of(const NoticeBoard& board) {
    return {{"法定代表人", &board.legal_representative, false},
            {"实际控制人", &board.controller, false},
            {"机构主要负责人", &board.leader, true},
            {"安全生产分管负责人", &board.deputy_leader, false},
            {"专职安全员", &board.safety_officer, true},
            {"民政部门监管责任人", &board.civil_affairs, true},
            {"住建部门监管责任人", &board.housing, true},
            {"市场监管部门责任人", &board.market_supervision, true},
            {"消防部门监管责任人", &board.fire, true},
            {"属地镇街责任人", &board.town, false}};
}

Form make_board(const NoticeBoard& board) {
    Form form{"notice_board", "安全责任公示牌"};
    form.body_pt = board_pt;
    form.one_page = true;
    form.produced = board.produced;
    form.created_utc = board.created_utc;
    form.blocks.push_back(
        FieldLine{{{"单位名称", board.organisation, true}, {"地址", board.address, true}}});
    Table table{"",
                {{"责任", 3.3}, {"姓名", 1.8}, {"单位、职务", 3.2}, {"电话", 2.7}},
                {},
                0,
                board_row_mm};
    for (const Line& line : lines_of(board))
        table.rows.push_back(
            {tr(line.role), line.person->name, line.person->post, line.person->phone});
    form.blocks.push_back(table);
    if (!board.zones.empty()) {
        Table zones{"责任区",
                    {{"责任区", 3}, {"责任人", 2.5}, {"副手", 2.5}, {"电话", 3}},
                    {},
                    0,
                    board_zone_mm};
        for (const auto& zone : board.zones)
            zones.rows.push_back({zone.zone, zone.person, zone.deputy, zone.phone});
        form.blocks.push_back(zones);
    }
    form.blocks.push_back(FieldLine{{{"举报电话", board.hotline, true}}});
    form.blocks.push_back(Text{"", tr("管行业必须管安全，管业务必须管安全，管生产经营必须管安全。"),
                               1, Align::center});
    return form;
}

} // namespace

sim::core::Result<Form> make_form(const NoticeBoard& board) {
    sim::core::Problems problems;
    for (const Line& line : lines_of(board))
        if (line.required && line.person->name.empty())
            problems.push_back({"", tr("安全责任公示牌"), trf("没有{}的姓名", tr(line.role)),
                                tr("先在台账里登记，再印公示牌")});
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return make_board(board);
}

Form blank_notice_board() {
    return make_board({});
}

Form make_form(const BedsideCards& r) {
    Form form{"bedside_card", "床头疏散卡"};
    form.subtitle = r.organisation;
    form.body_pt = card_pt;
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    std::vector<BedsideCards::Card> cards = r.cards;
    if (cards.empty()) cards.resize(2);
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const auto& c = cards[i];
        FieldGrid grid{c.bed.empty() ? "" : trf("{} 床", c.bed), {}};
        if (c.bed.empty()) grid.fields.push_back({"床号", "", true, card_row_mm});
        for (Field& field : std::vector<Field>{{"姓名代号", c.alias, false, card_row_mm},
                                               {"行动级别", c.mobility, false, card_row_mm},
                                               {"工具", c.device, true, card_row_mm},
                                               {"负责人", c.responsible, false, card_row_mm},
                                               {"替补", c.second, false, card_row_mm},
                                               {"集合点", c.place, true, card_row_mm},
                                               {"注意", c.note, true, card_row_mm}})
            grid.fields.push_back(std::move(field));
        form.blocks.push_back(std::move(grid));
        if (i % 2 == 1 && i + 1 < cards.size()) form.blocks.push_back(PageBreak{});
    }
    return form;
}

Form make_form(const TeamRegister& r) {
    Form form{"team_register", "志愿消防队名册"};
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", r.organisation, true},
                                     {"队名", r.team},
                                     {"日期", r.day},
                                     {"队员人数", r.member_count},
                                     {"员工人数", r.staff_count}}});
    Table table{"",
                {{"序号", 0.8, Align::center, {}, Column::Kind::number},
                 {"姓名", 1.7},
                 {"岗位", 2},
                 {"队内分工", 1.8},
                 {"电话", 2.2},
                 {"入队日期", 2, Align::left, {}, Column::Kind::date},
                 {"最近训练", 2, Align::left, {}, Column::Kind::date},
                 {"备注", 1.6}},
                {},
                r.members.empty() ? blank_members : 0,
                8};
    for (const auto& m : r.members)
        table.rows.push_back({std::to_string(table.rows.size() + 1), m.name, m.post, m.duty,
                              m.phone, m.since, m.training, m.note});
    form.blocks.push_back(table);
    if (!r.verdict.empty()) form.blocks.push_back(Text{"人数核对", r.verdict});
    form.blocks.push_back(Signatures{{"队长签字", "单位负责人签字", "日期"}});
    return form;
}

Form make_form(const CertificateRegister& r) {
    Form form{"certificate_register", "证书台账"};
    form.paper = Paper::landscape;
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", r.organisation}, {"截至", r.day}}});
    Table table{"",
                {{"序号", 0.8, Align::center, {}, Column::Kind::number},
                 {"持证人（单位）", 2.6},
                 {"岗位", 2},
                 {"证书名称", 3},
                 {"证书号", 3},
                 {"发证机关", 3},
                 {"发证日期", 1.9, Align::left, {}, Column::Kind::date},
                 {"到期日", 1.9, Align::left, {}, Column::Kind::date},
                 {"剩余天数", 1.3, Align::right, {}, Column::Kind::number},
                 {"状态", 1.8}},
                {},
                r.certificates.empty() ? blank_certificates : 0,
                0};
    for (const auto& c : r.certificates)
        table.rows.push_back({std::to_string(table.rows.size() + 1), c.holder, c.post, c.kind,
                              c.number, c.issuer, c.issued_on, c.expires_on, c.days_left, c.state});
    form.blocks.push_back(table);
    form.blocks.push_back(Signatures{{"填表人", "审核人", "日期"}});
    return form;
}

} // namespace tools::paper
