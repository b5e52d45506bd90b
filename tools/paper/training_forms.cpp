#include "tools/paper/training_forms.h"

#include "sim/core/text.h"

namespace tools::paper {

namespace {

constexpr int blank_people = 15, blank_sessions = 14;
constexpr double signing_mm = 9; // room for a signature by hand

Form start(const char* key, const char* title, const std::string& organisation,
           const std::string& period, const std::string& produced, const std::string& created_utc) {
    Form form{key, title};
    form.paper = Paper::landscape;
    form.produced = produced;
    form.created_utc = created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", organisation}, {"期间", period}}});
    return form;
}

} // namespace

Form make_form(const SignIn& r) {
    Form form{"sign_in", "培训签到表"};
    form.produced = r.produced;
    form.created_utc = r.created_utc;
    form.blocks.push_back(FieldLine{{{"单位名称", r.organisation, true},
                                     {"培训主题", r.topic, true},
                                     {"时间", r.time},
                                     {"地点", r.place},
                                     {"主讲人", r.lecturer},
                                     {"学时", r.hours},
                                     {"应到人数", r.should_come},
                                     {"实到人数", r.came}}});
    Table table{"",
                {{"序号", 0.8, Align::center, {}, Column::Kind::number},
                 {"姓名", 2},
                 {"部门", 2},
                 {"岗位", 2},
                 {"手机", 2.2},
                 {"签名", 2.6},
                 {"备注", 1.8}},
                {},
                0,
                signing_mm};
    for (const auto& p : r.people)
        table.rows.push_back({std::to_string(table.rows.size() + 1), p.name, p.department, p.post,
                              p.phone, "", p.note});
    const int empty = r.people.empty() && r.unnamed_count == 0 ? blank_people : r.unnamed_count;
    for (int i = 0; i < empty; ++i)
        table.rows.push_back({std::to_string(table.rows.size() + 1)});
    form.blocks.push_back(table);
    form.blocks.push_back(Photos{"照片", r.photos, r.photos.empty() ? 2 : 0});
    return form;
}

Form make_form(const TrainingRegister& r) {
    Form form = start("training_register", "安全培训记录台账", r.organisation, r.period, r.produced,
                      r.created_utc);
    form.body_pt = 9.5;
    Table table{"",
                {{"序号", 1, Align::center, {}, Column::Kind::number},
                 {"日期", 2.2, Align::left, {}, Column::Kind::date},
                 {"级别", 1.3, Align::center},
                 {"主题", 4},
                 {"类别", 1.6, Align::center},
                 {"课时", 1.1, Align::center, {}, Column::Kind::number},
                 {"主讲", 1.8},
                 {"形式", 1.8},
                 {"参训人", 3.4},
                 {"应到", 1.1, Align::right, {}, Column::Kind::number},
                 {"实到", 1.1, Align::right, {}, Column::Kind::number},
                 {"考核方式", 1.7},
                 {"成绩", 1.4, Align::left, {}, Column::Kind::number},
                 {"合格率", 1.5, Align::right, {}, Column::Kind::number},
                 {"补训", 1.6},
                 {"证书号", 2.4},
                 {"存档号", 2.4}},
                {},
                r.sessions.empty() ? blank_sessions : 0,
                0};
    for (const auto& s : r.sessions)
        table.rows.push_back({std::to_string(table.rows.size() + 1), s.date, s.level, s.topic,
                              s.category, s.hours, s.lecturer, s.manner, s.participants,
                              s.should_come, s.came, s.test, s.result, s.pass_rate, s.retake,
                              s.certificate, s.file_number});
    form.blocks.push_back(table);
    form.blocks.push_back(Signatures{{"填表人", "审核人", "日期"}});
    return form;
}

Form make_form(const RotationTable& r) {
    Form form =
        start("rotation", "轮训进度表", r.organisation, r.period, r.produced, r.created_utc);
    form.body_pt = 9.5;
    Table table{"",
                {{"县区", 1.5},
                 {"机构", 3.4},
                 {"姓名", 1.6},
                 {"职务", 2.2},
                 {"上次市级轮训", 2, Align::left, {}, Column::Kind::date},
                 {"年度批次", 1.8},
                 {"计划日期", 2, Align::left, {}, Column::Kind::date},
                 {"到期日（36 个月）", 2.1, Align::left, {}, Column::Kind::date},
                 {"县级年度", 1.8},
                 {"状态", 1.7}},
                {},
                r.people.empty() ? blank_sessions : 0,
                0};
    for (const auto& p : r.people)
        table.rows.push_back({p.county, p.organisation, p.name, p.post, p.last, p.cohort, p.planned,
                              p.due, p.county_year, p.state});
    form.blocks.push_back(table);
    form.blocks.push_back(Signatures{{"填表人", "审核人", "日期"}});
    return form;
}

Form make_form(const CompetenceSheet& r) {
    Form form = start("competence", "一懂三会个人考核表", r.organisation, r.period, r.produced,
                      r.created_utc);
    Table table{"",
                {{"姓名", 1.6},
                 {"岗位", 1.8},
                 {"懂危险性", 1.5, Align::center, "一懂三会"},
                 {"会报警", 1.5, Align::center, "一懂三会"},
                 {"会扑救", 1.5, Align::center, "一懂三会"},
                 {"会疏散", 1.5, Align::center, "一懂三会"},
                 {"方式", 1.8},
                 {"等级", 1.1, Align::center},
                 {"有效期", 1.9, Align::left, {}, Column::Kind::date},
                 {"考评人", 1.6}},
                {},
                r.people.empty() ? blank_sessions : 0,
                0};
    for (const auto& p : r.people)
        table.rows.push_back({p.name, p.post, p.hazards, p.alarm, p.extinguish, p.evacuate,
                              p.manner, p.level, p.valid_until, p.examiner});
    form.blocks.push_back(table);
    form.blocks.push_back(Signatures{{"考评人签字", "审核人", "日期"}});
    return form;
}

} // namespace tools::paper
