#include "tools/import/kinds.h"

#include "tools/sheets/write_sheets.h"

namespace tools::import {

using sheets::ColumnKind;
using sheets::ColumnSpec;

namespace {

ColumnSpec column(std::string key, std::vector<std::string> names,
                  ColumnKind kind = ColumnKind::text, bool required = false) {
    return {std::move(key), std::move(names), kind, required, false};
}
ColumnSpec county() {
    ColumnSpec spec = column("county", {"县区", "县（市、区）", "区县", "所属区县", "县市区", "县"},
                             ColumnKind::word);
    spec.blank_repeats = true;
    return spec;
}
ColumnSpec home() {
    ColumnSpec spec = column("home",
                             {"单位", "机构", "机构名称", "单位名称", "所在单位", "工作单位",
                              "养老机构", "所属机构", "受检单位", "院名"},
                             ColumnKind::word);
    spec.blank_repeats = true;
    return spec;
}
ColumnSpec record_key() {
    return column("record", {sheets::key_column_title, "记录号"}, ColumnKind::code);
}
ColumnSpec name(bool required) {
    return column("name", {"姓名", "人员姓名", "职工姓名", "员工姓名", "名字", "护工姓名"},
                  ColumnKind::name, required);
}

void add_certificate(std::vector<ColumnSpec>& specs, bool required) {
    specs.push_back(column("certificate",
                           {"证书", "证书名称", "证书类别", "证书种类", "持证情况", "证件名称"},
                           ColumnKind::word, required));
    specs.push_back(
        column("number", {"证书编号", "证书号", "证号", "编号"}, ColumnKind::code, required));
    specs.push_back(column("issuer", {"发证机关", "发证单位", "颁发单位"}));
    specs.push_back(column("issued_on", {"发证日期", "发证时间", "领证日期", "取证日期"},
                           ColumnKind::date, required));
    specs.push_back(column("expires_on",
                           {"有效期至", "到期日", "到期日期", "有效期", "有效期限", "失效日期"},
                           ColumnKind::date));
}

std::vector<ColumnSpec> people() {
    std::vector<ColumnSpec> specs{
        county(),
        home(),
        name(true),
        column("posts", {"岗位", "职务", "岗位/职务", "职务/岗位", "工种", "岗位（职务）"}),
        column("shift", {"班次", "白班/夜班"}, ColumnKind::word),
        column("staff_no", {"工号", "员工号", "职工编号", "员工编号"}, ColumnKind::code),
        column("person", {"人员编号", "台账编号"}, ColumnKind::code),
        column("joined_on", {"入职日期", "入职时间", "到岗日期", "到岗日", "参加工作时间", "入职"},
               ColumnKind::date),
        column("left_on", {"离职日期", "离职", "离职时间", "离岗日期", "离岗日"}, ColumnKind::date),
        column("phone", {"电话", "手机", "手机号", "联系电话", "联系方式", "手机号码"}),
        column("team", {"志愿消防队", "义务消防队", "消防队", "所在消防队", "志愿消防队名称"}),
        column("team_role",
               {"队内职责", "队内分工", "消防队职务", "消防队分工", "志愿消防队职责",
                "志愿消防队分工"},
               ColumnKind::word),
        column("team_from", {"入队日期", "入队时间"}, ColumnKind::date)};
    add_certificate(specs, false);
    specs.push_back(record_key());
    return specs;
}

std::vector<ColumnSpec> certificates() {
    std::vector<ColumnSpec> specs{county(), home(), name(false)};
    add_certificate(specs, true);
    specs.push_back(record_key());
    return specs;
}

std::vector<ColumnSpec> activities(bool drill) {
    std::vector<ColumnSpec> specs{
        county(),
        home(),
        column("day", {drill ? "演练日期" : "培训日期", "日期", "培训时间", "演练时间", "时间"},
               ColumnKind::date, true),
        column("started", {"开始时间", "起始时间", "开始"}),
        column("title",
               {drill ? "演练名称" : "主题", "培训主题", "名称", "培训内容", "课题", "题目"},
               ColumnKind::text, true),
        column("level", {"级别", "培训级别"}, ColumnKind::word),
        column("form", {"形式", "培训形式", "方式"}, ColumnKind::word),
        column("minutes", {"时长", "时长（分钟）", "分钟"}, ColumnKind::whole),
        column("hours", {"课时", "学时"}, ColumnKind::number),
        column("lead", {drill ? "总指挥" : "主讲", "主讲人", "授课人", "负责人"}),
        column("recorder", {"记录人", "记录"}),
        column("place", {"地点", drill ? "演练地点" : "培训地点", "部位", "地点/部位"}),
        column("content", {"内容", "演练内容", "情景设定"}),
        column("tags", {"内容标签", "标签", "内容类别", "内容类型"}),
        column("scope", {"对象", "范围", "参加对象", drill ? "演练对象" : "培训对象", "参训对象"},
               ColumnKind::word),
        column("departments", {"参加部门", "参加单位", "部门"}),
        column("due", {"应到", "应到人数", "应参加人数"}, ColumnKind::whole),
        column("present", {"实到", "实到人数", "参加人数"}, ColumnKind::whole),
        column("people", {"参训人", "参训人员", "参加人员", "参演人员", "名单"}),
        name(false),
        column("passed", {"是否合格", "合格", "考核结果"}, ColumnKind::flag),
        column("score", {"成绩", "分数", "得分"}, ColumnKind::number),
        column("examination", {"考核方式"}),
        column("problems", {"存在问题", "问题"})};
    if (drill) {
        specs.push_back(column("type", {"类型", "演练类型", "演练种类", "演练类别", "演练性质"},
                               ColumnKind::word));
        specs.push_back(column("night", {"是否夜间", "夜间"}, ColumnKind::flag));
    }
    specs.push_back(record_key());
    return specs;
}

std::vector<ColumnSpec> findings() {
    return {
        county(),
        home(),
        column("found_on", {"发现日期", "检查日期", "发现时间", "日期"}, ColumnKind::date, true),
        column("source", {"来源", "隐患来源", "检查类型"}, ColumnKind::word),
        column("zone", {"部位", "隐患部位", "位置"}),
        column("text", {"描述", "隐患描述", "问题", "问题描述", "隐患内容", "存在问题"},
               ColumnKind::text, true),
        column("severity", {"等级", "隐患等级", "级别"}, ColumnKind::word),
        column("responsible", {"责任人", "整改责任人"}, ColumnKind::name),
        column("measure", {"整改措施", "措施"}),
        column("deadline", {"时限", "整改时限", "整改期限", "完成时限"}, ColumnKind::date),
        column("contingency", {"应急预案", "应急预案/防范", "防范措施"}),
        column("funds", {"资金", "整改资金", "资金（元）"}, ColumnKind::number),
        column("life_safety", {"危及人身安全", "是否危及人身安全", "影响人身安全"},
               ColumnKind::flag),
        column("state", {"状态", "整改状态", "整改情况"}, ColumnKind::word),
        record_key()};
}

std::vector<ColumnSpec> residents() {
    return {county(),
            home(),
            column("bed", {"床位", "床号", "床位号", "房床号"}, ColumnKind::code, true),
            column("alias", {"代号", "称呼", "老人代号", "化名"}, ColumnKind::text, true),
            column("mobility", {"行动能力", "行动级别", "自理能力", "护理等级", "能力等级"},
                   ColumnKind::word, true),
            column("assessed", {"评估日期", "能力评估日期", "评定日期"}, ColumnKind::date),
            column("assist", {"协助人数", "需要人数", "所需人数"}, ColumnKind::whole),
            column("device", {"器具", "工具", "疏散工具", "转运工具"}, ColumnKind::word),
            column("oxygen", {"吸氧", "氧疗", "制氧机"}, ColumnKind::flag),
            column("carer", {"负责人", "责任护工", "引导人", "责任护理员"}, ColumnKind::name),
            record_key()};
}

} // namespace

const std::vector<ColumnSpec>& columns_of(SheetKind kind) {
    static const std::array<std::vector<ColumnSpec>, sheet_kind_names.size()> all{
        people(), certificates(), activities(false), activities(true), findings(), residents()};
    return all[static_cast<std::size_t>(kind)];
}

} // namespace tools::import
