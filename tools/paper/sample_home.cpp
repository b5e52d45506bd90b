// What filled forms look like: an invented home. Names of people and places are invented.
#include "tools/paper/duty_forms.h"
#include "tools/paper/home_forms.h"
#include "tools/paper/inspection_forms.h"
#include <fmt/format.h>
#include <iterator>

namespace tools::paper {

namespace {
constexpr const char* home = "安康养老院（示例）";
constexpr const char* made_by = "示例，人名地名均为虚构";
constexpr const char* made_on = "2026-05-20T04:00:00Z";
} // namespace

DutyRoster sample_duty_roster() {
    constexpr int days = 31, first_weekday = 4; // 1 May 2026 is a Friday
    const char* weekdays[] = {"一", "二", "三", "四", "五", "六", "日"};
    const char* leaders[] = {"李建国 138****2046", "周敏 139****7710", "刘桂英 136****0932"};
    const char* carers[] = {"王芳", "赵䶮", "孟堃", "何晓燕", "古丽娜尔"};
    DutyRoster r;
    r.organisation = home;
    r.month = "2026 年 5 月";
    for (int day = 1; day <= days; ++day) {
        const auto at = static_cast<std::size_t>(day);
        r.days.push_back({fmt::format("05-{:02d}", day),
                          weekdays[(at - 1 + first_weekday) % std::size(weekdays)],
                          leaders[at % std::size(leaders)], "欧阳建军", "张伟",
                          "陈静、李明／孙丽、𠮷田", carers[at % std::size(carers)],
                          carers[(at + 2) % std::size(carers)], "王芳、李明",
                          day <= 5 ? "劳动节" : ""});
    }
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

Handover sample_handover() {
    Handover r;
    r.organisation = home;
    r.date = "2026-05-20";
    r.shift = "夜班 20:00–08:00";
    r.from = "王芳";
    r.to = "赵䶮";
    r.time = "2026-05-20 08:00";
    r.in_house = "88";
    r.out = "1（209-2 就医）";
    r.in_hospital = "1";
    r.residents_to_watch = "207-1 吸烟；212-1 夜间游走；205-2 吸氧";
    r.fires = "0";
    r.faults = "1（3 楼声光 S3-04）";
    r.isolated = "0";
    r.automatic = "自动";
    r.patrols = {{"22:00", "一至三楼、厨房", "正常", "王芳"},
                 {"00:00", "一至三楼", "二楼东楼梯间堆放轮椅，已移走", "王芳"},
                 {"02:00", "一至三楼", "演练", "王芳"},
                 {"04:00", "一至三楼、充电棚", "正常", "张伟"},
                 {"06:00", "一至三楼、厨房", "正常", "张伟"}};
    r.events = "02:00–02:16 夜间演练，广播未联动，已报维保。";
    r.open_items = "广播修复（至 06-05）；209-2 返院后更新名单。";
    r.things = "钥匙 1 串、对讲机 4 部、手电 4 支，齐全";
    r.leader_opinion = "知悉，白班跟进广播维修。";
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

ControlRoomLog sample_control_room_log() {
    ControlRoomLog r;
    r.organisation = home;
    r.date = "2026-05-20";
    for (int hour = 0; hour < 24; hour += 2)
        r.entries.push_back({fmt::format("{:02d}:00", hour), hour == 2 ? "1（演练）" : "0",
                             "1（S3-04）", "0", "自动", hour < 8 ? "陈静、李明" : "孙丽、𠮷田",
                             hour == 2 ? "02:20 复位" : ""});
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

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
                   "2026-06-05", "修复前人工广播，每班检查", "3,200", "5", "整改中", "", "", ""},
                  {"26-017", "2026-05-21", "自查", "安康养老院", "二楼东楼梯间",
                   "防火门闭门器松动，门不能自动关严", "一般", "李明", "更换闭门器", "2026-05-28",
                   "修复前专人看护，门保持关闭", "180", "", "销号", "刘桂英", "2026-05-30",
                   "前 1 后 1"},
                  {"26-018", "2026-05-25", "县级检查", "安康养老院", "厨房", "排烟罩油垢未按季清洗",
                   "一般", "欧阳建军", "请专业公司清洗并留存记录", "2026-05-29", "清洗前停用油炸灶",
                   "800", "-2", "整改中", "", "", ""}};
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
    r.staff_count = "18";
    r.verdict = "6 人，符合 5–15 人。按员工 30 %（征求意见稿，未施行）应有 6 人，符合。";
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
                       "市安全生产培训中心", "2024-06-20", "2027-06-19", "1114", "● 有效"},
                      {"陈静", "消控员", "消防设施操作员（四级）", "示例-XF-20881",
                       "消防行业职业技能鉴定", "2021-08-01", "2026-07-31", "61", "▲ 90 天内到期"},
                      {"李明", "消控员", "消防设施操作员（四级）", "示例-XF-20734",
                       "消防行业职业技能鉴定", "2020-05-11", "2026-05-10", "-21", "■ 已过期"},
                      {"安康养老院", "", "自动消防设施维护保养合同", "示例-WB-2026-3",
                       "某消防技术服务公司", "2026-01-01", "2026-12-31", "214", "● 有效"}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

} // namespace tools::paper
