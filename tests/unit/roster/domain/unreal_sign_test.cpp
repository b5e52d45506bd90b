#include "roster/domain/unreal_sign.h"

#include <doctest/doctest.h>
#include <string>

using namespace roster::domain;

TEST_CASE("unreal sign: a content that says that nobody moved is no real drill") {
    for (const char* content :
         {"机器人演示疏散",   "桌面推演",     "桌　面推演",     "电脑模拟", "因雨取消，未举行",
          "观看消防视频",     "ＶＲ疏散体验", "ＰＰＴ讲解",     "没有举行", "演练动员会",
          "演练脚本编写",     "演示灭火器",   "观看视频、讨论", "取消",     "未开展疏散",
          "下周举行疏散演练", "电脑仿真疏散", "口头演练疏散",   "沙盤疏散", "電腦模擬疏散",
          "拟开展疏散",       "因雨延期"})
        CHECK_MESSAGE(!find_unreal_sign(content).empty(), content);
    for (const char* content :
         {"疏散二楼老人", "会议室起火，疏散", "疏散老人，灭火，演练后讨论总结", "按演练方案疏散",
          "消防员演示灭火器，员工逐个实操", "误报后取消火警，恢复主机", "疏散后观看视频，灭火实操",
          "演练模拟二楼起火，疏散", "口头报告带班领导，疏散", "消防队延期到达，先行疏散", "甲", ""})
        CHECK_MESSAGE(find_unreal_sign(content).empty(), content);
}

TEST_CASE("unreal sign: titles, with the words that mean it was called off or only prepared") {
    for (const char* title :
         {"消防演练（取消）",       "演练没有举行",       "演练动员会",
          "演练脚本编写",           "ＶＲ 消防演练",      "Ｖｒ演练",
          "消防演练已取消",         "消防演练（未开展）", "消防演练（拟开展）",
          "消防演练改期",           "消防演练已延期",     "消防演练（计算机仿真）",
          "消防演练（simulation）", "消防演练（Demo）",   "消防演练模拟",
          "消防疏散演练视频学习",   "消防疏散演练直播",   "纸上谈兵消防演练",
          "电子沙盤消防演練",       "消防演練計劃",       "消防演練（桌麵）"})
        CHECK_MESSAGE(!find_unreal_title(title).empty(), title);
    for (const char* title : {"夜间疏散演练", "模拟二楼起火疏散演练", "夜間疏散演練"})
        CHECK_MESSAGE(find_unreal_title(title).empty(), title);
}

TEST_CASE("unreal sign: a training that was not held, and one at which robots stood in") {
    for (const char* text :
         {"消防培训（取消）", "因雨取消", "培训取消改期", "未举行", "本次没有举行", "取消培训",
          "消防培训改期", "培训推迟至下月", "没有开展", "消防培训 取 消"})
        CHECK_MESSAGE(!find_not_held_sign(text).empty(), text);
    for (const char* text : {"隐患整改延期的办理", "学习隐患整改延期", "学习《关于取消演练的通知》",
                             "取消火警的操作规程", "取消行政许可事项学习", "消防培训"})
        CHECK_MESSAGE(find_not_held_sign(text).empty(), text);
    CHECK(std::string(find_robot_sign("机器人演示疏散")) == "机器人演示");
    CHECK(std::string(find_robot_sign("机器人 演练")) == "机器人演练");
    CHECK(find_robot_sign("消防机器人讲座").empty());
}
