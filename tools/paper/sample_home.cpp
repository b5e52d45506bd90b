// What filled forms look like: an invented home. Names of people and places are invented.
#include "tools/paper/home_forms.h"
#include "tools/paper/inspection_forms.h"
#include <chrono>

namespace tools::paper {

namespace {
constexpr const char* home = "安康养老院（示例）";
constexpr const char* made_by = "示例，人名地名均为虚构";
constexpr const char* made_on = "2026-05-31T04:00:00Z";

std::chrono::sys_days day_of(const std::string& iso) {
    const auto number = [&](std::size_t at, std::size_t size) {
        return std::stoi(iso.substr(at, size));
    };
    using namespace std::chrono;
    return year{number(0, 4)} / number(5, 2) / number(8, 2);
}
/// Negative when the second is before the first.
long count_days(const std::string& from, const std::string& to) {
    return static_cast<long>((day_of(to) - day_of(from)).count());
}
} // namespace

PatrolRecord sample_patrol_record() {
    PatrolRecord r;
    r.organisation = home;
    r.date = "2026-05-21";
    r.inspectors = "李明";
    r.stops = {{"一楼门厅、安全出口", "08:30", "无", ""},
               {"厨房燃气阀、灶具、排烟罩", "08:42", "灭火毯被杂物遮挡", "当场清理"},
               {"二楼走廊、疏散指示", "08:55", "无", ""},
               {"二楼东楼梯间防火门", "09:01", "闭门器松动，门不能自动关严", "登记隐患 26-017"},
               {"电动自行车充电棚", "09:20", "无", ""}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

InspectionRecord sample_inspection_record() {
    InspectionRecord r;
    r.organisation = home;
    r.date = "2026-05-30";
    r.level = "月自查";
    r.inspectors = "李建国、刘桂英";
    r.items = {{"消防控制室", "3 楼声光警报器 S3-04 故障未修复", "超过 10 天"},
               {"二楼东楼梯间", "防火门闭门器已更换，能自动关严", "26-017 待复查"},
               {"室内消火栓", "三楼西侧压力 0.28 MPa，正常", ""}};
    r.summary = "抽查 12 处，发现问题 1 处，复查 1 处。对当班护理员抽问灭火器位置，4 人答对 4 人。";
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

FindingRegister sample_finding_register() {
    FindingRegister r;
    r.organisation = home;
    r.day = "2026-05-31";
    r.findings = {{"26-016", "2026-05-20", "演练", "安康养老院", "消防控制室",
                   "应急广播没有联动启动", "重大", "李建国", "维保单位修复并联动测试，每月测试一次",
                   "2026-06-05", "修复前人工广播，每班检查", "3,200", "", "整改中", "", "", ""},
                  {"26-017", "2026-05-21", "自查", "安康养老院", "二楼东楼梯间",
                   "防火门闭门器松动，门不能自动关严", "一般", "李明", "更换闭门器", "2026-05-28",
                   "修复前专人看护，门保持关闭", "180", "", "销号", "刘桂英", "2026-05-30",
                   "前 1 后 1"},
                  {"26-018", "2026-05-25", "县级检查", "安康养老院", "厨房", "排烟罩油垢未按季清洗",
                   "一般", "欧阳建军", "请专业公司清洗并留存记录", "2026-05-29", "清洗前停用油炸灶",
                   "800", "", "整改中", "", "", ""}};
    for (auto& one : r.findings)
        if (one.closed_on.empty()) one.days_left = std::to_string(count_days(r.day, one.deadline));
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

AnnualPlan sample_annual_plan() {
    AnnualPlan r;
    r.organisation = home;
    r.year = "2026";
    r.items = {
        {"1", "新员工岗前培训；签订安全责任书", "全员", "集中", "办公室 周敏", "安全生产法第 28 条",
         "已完成"},
        {"4", "初起火灾扑救与卧床老人转移实操", "护理部、后勤部", "实操", "刘桂英", "机构年度计划",
         "已完成"},
        {"5", "上半年夜间疏散演练（不预先通知）", "全员、老人", "实战演练", "李建国",
         "消防法第 16 条；每半年一次", "已完成"},
        {"6", "安全生产月：大家谈、隐患随手拍", "全员、家属", "活动", "周敏", "上级通知", ""},
        {"11", "消防安全月；下半年演练", "全员、老人", "实战演练", "李建国", "每半年一次", ""}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

Bulletin sample_bulletin() {
    Bulletin r;
    r.issuer = "某市民政局（示例）";
    r.number = "民安通〔2026〕1 号";
    r.period = "2026 年上半年";
    r.overall =
        "　　全市养老机构 154 家。三类人员应训 161 人，已训 152 人，覆盖率 94.4%；应演练 154 "
        "家，已演练 147 家，完成率 95.5%；志愿消防队建成率 98.7%；一懂三会掌握率 81.2%。";
    r.good =
        "　　江城区 26 家机构全部完成夜间不预先通知的演练。\n　　河东县把交接班名单与清点名单合一，"
        "清点用时平均缩短三分之一。";
    r.problems =
        "　　未完成上半年演练的机构：幸福里农村区域性养老服务中心等 7 家。\n　　逾期隐患 12 "
        "条，其中重大 1 条。";
    r.demands = "　　一、7 月底前补齐演练。\n　　二、逾期隐患逐条挂牌督办，8 月底前销号。";
    r.counties = {{"江城区", "28", "28", "100.0%", "26", "26", "41", "38", "0", "26/26"},
                  {"河东县", "47", "44", "93.6%", "45", "42", "66", "51", "5", "44/45"},
                  {"河西县", "44", "39", "88.6%", "43", "40", "58", "44", "7", "42/43"},
                  {"湖滨市", "42", "41", "97.6%", "40", "39", "39", "35", "0", "40/40"}};
    r.date = "2026 年 7 月 6 日";
    r.produced = made_by;
    r.created_utc = "2026-07-06T00:00:00Z";
    return r;
}

NoticeBoard sample_notice_board() {
    NoticeBoard r;
    r.organisation = home;
    r.address = "某市江城区滨河路 18 号（示例）";
    r.legal_representative = {"何国强", "董事长", "138****5501"};
    r.controller = {"何国强", "董事长", "138****5501"};
    r.leader = {"李建国", "院长", "138****2046"};
    r.deputy_leader = {"周敏", "办公室主任", "139****7710"};
    r.safety_officer = {"刘桂英", "专职安全员", "136****0932"};
    r.civil_affairs = {"高峰", "区民政局养老服务科", "0514-0000001"};
    r.housing = {"沈洁", "区住建局质安站", "0514-0000002"};
    r.market_supervision = {"马骏", "区市场监管局", "0514-0000003"};
    r.fire = {"孙涛", "区消防救援大队", "0514-0000004"};
    r.town = {"顾小梅", "滨河街道办事处", "0514-0000005"};
    r.hotline = "12345、96119";
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

BedsideCards sample_bedside_cards() {
    BedsideCards r;
    r.organisation = home;
    r.cards = {
        {"207-1", "老周", "C 轮椅", "轮椅；楼梯用疏散椅", "王芳", "赵䶮",
         "2 号防火分区（西侧走廊）", "吸烟"},
        {"205-2", "秦奶奶", "D 卧床", "软担架，两人抬", "赵䶮", "李明", "2 号防火分区（西侧走廊）",
         "吸氧：先关氧气"},
        {"212-1", "小林爷爷", "E 游走", "搀扶", "刘桂英", "王芳", "一楼室外集合点", "听不见广播"}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

TeamRegister sample_team_register() {
    TeamRegister r;
    r.organisation = home;
    r.team = "安康志愿消防队";
    r.day = "2026-05-31";
    r.member_count = "6";
    r.staff_count = "41";
    r.verdict = "6 人，符合 5–15 人。按员工 30%（报批稿，未施行）应有 13 人，还差 7 人。";
    r.members = {{"李建国", "院长", "队长", "138****2046", "2023-06-01", "2026-05-20", ""},
                 {"陈静", "消控员", "报警", "139****1188", "2023-06-01", "2026-05-20", ""},
                 {"李明", "保安", "灭火", "137****4420", "2024-02-15", "2026-05-20", ""},
                 {"王芳", "护理员", "疏散", "136****9057", "2023-06-01", "2026-05-20", ""},
                 {"赵䶮", "护理员", "疏散", "135****6603", "2025-09-01", "2026-05-20", ""},
                 {"何晓燕", "护士", "救护", "138****7719", "2023-06-01", "2026-04-12", "5 月缺训"}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

CertificateRegister sample_certificate_register() {
    CertificateRegister r;
    r.organisation = home;
    r.day = "2026-05-31";
    r.certificates = {{"刘桂英", "安全管理人", "安全管理人培训合格证", "示例-AQ-0012",
                       "市安全生产培训中心", "2024-06-20", "2027-06-19", "", "● 有效"},
                      {"陈静", "消控员", "消防设施操作员（四级）", "示例-XF-20881",
                       "消防行业职业技能鉴定", "2021-08-01", "2026-07-31", "", "▲ 90 天内到期"},
                      {"李明", "消控员", "消防设施操作员（四级）", "示例-XF-20734",
                       "消防行业职业技能鉴定", "2020-05-11", "2026-05-10", "", "■ 已过期"},
                      {"安康养老院", "", "自动消防设施维护保养合同", "示例-WB-2026-3",
                       "某消防技术服务公司", "2026-01-01", "2026-12-31", "", "● 有效"}};
    for (auto& one : r.certificates)
        one.days_left = std::to_string(count_days(r.day, one.expires_on));
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

} // namespace tools::paper
