// What filled forms look like: an invented home. Names of people and places are invented.
#include "sim/core/text.h"
#include "tools/paper/drill_record.h"
#include "tools/paper/training_forms.h"

namespace tools::paper {

using sim::core::tr;
using sim::core::trf;

namespace {
constexpr const char* home = "安康养老院（示例）";
constexpr const char* made_by = "示例，人名地名均为虚构";
constexpr const char* made_on = "2026-05-20T04:00:00Z";
} // namespace

DrillRecord sample_drill_record() {
    DrillRecord r;
    r.organisation = home;
    r.number = "2026-上-01";
    r.name = "二楼夜间火灾全员疏散演练";
    r.time = trf("{} 至 {}", "2026-05-20 02:00", "02:16");
    r.place = "二楼 207 室";
    r.kind = "实战";
    r.scope = tr("综合");
    r.night = "是";
    r.announced = "否（只告知带班领导）";
    r.commander = "李建国";
    r.recorder = "周敏";
    r.observer = "县消防救援大队 孙涛";
    r.response_plan = "2026-1 版";
    r.participants = "护理部、办公室、厨房、保安；志愿消防队全体";
    r.should_come = "12";
    r.came = "11（1 人外出就医）";
    r.setting =
        "夜间 207 室老人卧床吸烟引燃被褥，烟感报警；二楼住 30 人，其中卧床 9 人，当班 3 人。";
    r.duties = {{"指挥", "李建国"},
                {"通讯组", "陈静"},
                {"灭火组", "李明、𠮷田"},
                {"疏散组", "王芳、赵䶮、刘桂英"},
                {"救护组", "何晓燕"}};
    r.key_times = {{"发现", "00:12", ""},
                   {"确认", "00:58", ""},
                   {"拨打 119", "01:20", ""},
                   {"首支灭火器", "01:45", ""},
                   {"起火间关门", "02:10", ""},
                   {"起火间清空", "01:52", ""},
                   {"清点完毕", "", "清点少一人，演练结束前未补齐"}};
    r.walking = "14";
    r.assisted = "7";
    r.bedridden = "9";
    r.evacuation_time = "11 分 40 秒";
    r.evacuated = "30 人：到室外 14，水平疏散到 2 号防火分区 16";
    r.devices = "02:00 烟感 D207 报警；02:01 声光警报、防火门释放；应急广播未自动启动，人工播放";
    r.rating = "良　82.5 分";
    r.course = {{"00:12", "二楼烟感报警，控制室确认位置", "陈静"},
                {"00:58", "到 207 室看见明火，呼喊，按下手动报警按钮", "王芳"},
                {"01:20", "拨打 119：地址、楼层、起火物、被困人数、电话均报清", "陈静"},
                {"01:45", "用 4 kg 干粉灭火器扑救", "李明"},
                {"02:10", "关 207 室门，报告指挥", "王芳"},
                {"11:40", "最后一名卧床老人用软担架转移到 2 号防火分区", "赵䶮"},
                {"14:30", "清点：应到 30，找到 29，少 1 人，查实为外出就医", "何晓燕"}};
    r.remedies = {{"应急广播没有联动启动", "重大", "请维保单位修复并联动测试", "李建国",
                   "2026-06-05", "修复前由控制室人工广播，每班检查一次"},
                  {"清点名单没有及时更新外出人员", "一般", "交接班时更新在院名单", "王芳",
                   "2026-05-27", "夜班前再核对一次"}};
    r.photos = {
        {"二楼走廊疏散", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
        {"集合点清点", "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

AfterAction sample_after_action() {
    AfterAction r;
    r.organisation = home;
    r.drill = "二楼夜间火灾全员疏散演练（2026-上-01）";
    r.time = "2026-05-20 09:00";
    r.moderator = "李建国";
    r.participants = "当夜全体当班人员、观察员孙涛";
    r.kind = "实战";
    r.items = {{"报警后 60 秒内到场确认", "58 秒到场", "巡查刚到二楼", "保持两小时一次巡查", "王芳",
                "长期"},
               {"联动广播自动启动", "没有启动", "联动关系在检修后没有恢复", "修复并每月测试",
                "李建国", "2026-06-05"},
               {"全部清点后报告指挥", "少一人，14 分 30 秒才查清", "外出名单没有交接",
                "交接班表加一栏", "刘桂英", "2026-05-27"}};
    r.kept = "先关门、再转移；卧床老人由两人一组。";
    r.changed = "名单随交接班更新；广播修好前人工播放。";
    r.told = "家属委员会、县民政局养老服务科";
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

SignIn sample_sign_in() {
    SignIn r;
    r.organisation = home;
    r.topic = "初起火灾扑救与卧床老人转移";
    r.time = "2026-04-12 14:00–16:00";
    r.place = "一楼活动室";
    r.lecturer = "县消防救援大队 孙涛";
    r.hours = "2";
    r.should_come = "12";
    r.came = "11";
    const char* names[] = {"王芳",
                           "陈静",
                           "李明",
                           "赵䶮",
                           "𠮷田",
                           "刘桂英",
                           "何晓燕",
                           "周敏",
                           "欧阳建军",
                           "孟堃",
                           "古丽娜尔·买买提",
                           "张伟"};
    const char* posts[] = {"护理员", "消控员", "保安", "护理员", "电工",   "护理员",
                           "护士",   "文员",   "厨师", "护理员", "护理员", "司机"};
    for (std::size_t i = 0; i < std::size(names); ++i)
        r.people.push_back({names[i], i % 3 == 0 ? "护理部" : "后勤部", posts[i],
                            "138****20" + std::to_string(10 + i), i == 11 ? "请假" : ""});
    r.photos = {{"培训现场", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

TrainingRegister sample_training_register() {
    TrainingRegister r;
    r.organisation = home;
    r.period = "2026 年上半年";
    r.sessions = {
        {"2026-01-08", "机构", "新员工岗前安全培训", "岗前", "8", "周敏", "课堂+实操",
         "张伟等 2 人", "2", "2", "笔试+实操", "88", "100%", "", "岗前-26-001", "26-训-01"},
        {"2026-03-15", "县级", "养老机构消防安全集中培训", "年度", "6", "县民政局", "集中",
         "李建国、刘桂英", "2", "2", "笔试", "92", "100%", "", "县-2026-0317", "26-训-02"},
        {"2026-04-12", "机构", "初起火灾扑救与卧床老人转移", "专项", "2", "孙涛", "实操",
         "护理部、后勤部全体", "12", "11", "实操", "合格", "91.7%", "张伟 04-19", "", "26-训-03"},
        {"2026-05-06", "班组", "班前五分钟：关门就是救人", "班前", "0.1", "王芳", "讨论",
         "二楼夜班", "3", "3", "口头提问", "合格", "100%", "", "", "26-训-04"}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

RotationTable sample_rotation_table() {
    RotationTable r;
    r.organisation = "某市民政局养老服务科（示例）";
    r.period = "2024–2026 年";
    // Day of the table: 2026-05-20. Ends of the 36 months as roster/domain/rotation.h counts them.
    r.people = {{"江城区", "安康养老院", "李建国", "主要负责人", "2024-03-12", "2024 第 1 批",
                 "2024-03-12", "2027-03-12", "2026-03-15", std::string("● ") + tr("已训")},
                {"江城区", "安康养老院", "周敏", "分管负责人", "2023-09-08", "2026 第 3 批",
                 "2026-06-18", "2026-09-08", "2026-03-15", std::string("○ ") + tr("待训")},
                {"江城区", "安康养老院", "刘桂英", "专职安全员", tr("从未"), "2026 第 3 批",
                 "2026-06-18", "2026-12-31", "2026-03-15", std::string("■ ") + tr("从未轮训")},
                {"河东县", "幸福里农村区域性养老服务中心", "古丽娜尔·买买提", "分管负责人",
                 "2023-04-18", "2026 第 3 批", "2026-06-18", "2026-04-18", tr("从未"),
                 std::string("■ ") + tr("已超 36 个月")}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

CompetenceSheet sample_competence_sheet() {
    CompetenceSheet r;
    r.organisation = home;
    r.period = "2026 年上半年";
    r.people = {
        {"王芳", "护理员", "L2", "L3", "L2", "L3", "实战演练", "L2", "2027-05-19", "孙涛"},
        {"陈静", "消控员", "L3", "L3", "L2", "L2", "实战演练", "L2", "2027-05-19", "孙涛"},
        {"赵䶮", "护理员", "L2", "L2", "L1", "L2", "实操考核", "L1", "2026-10-12", "刘桂英"},
        {"𠮷田", "电工", "L2", "L1", "L2", "L1", "实操考核", "L1", "2026-10-12", "刘桂英"}};
    r.produced = made_by;
    r.created_utc = made_on;
    return r;
}

} // namespace tools::paper
