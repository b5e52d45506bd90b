#include "roster/domain/person_name.h"

#include <doctest/doctest.h>

using namespace roster::domain;

TEST_CASE("person name: another spelling is the same person") {
    for (const char* text : {"刘洋", "刘 洋", "　刘洋", "刘洋（本人）", "刘洋(护理)", "刘\u200B洋",
                             "（刘洋）", "刘洋本人", "刘洋同志", "person/liu-yang",
                             "Ｐｅｒｓｏｎ/liu-yang", "周督导、刘洋", "刘 洋,周督导"})
        CHECK_MESSAGE(means_person(text, "person/liu-yang", "刘洋"), text);
    for (const char* text : {"", "　", "周督导", "刘洋洋", "刘", "person/liu-yang-2", "（"})
        CHECK_FALSE_MESSAGE(means_person(text, "person/liu-yang", "刘洋"), text);
    CHECK(means_person("艾力买买提", "", "艾力·买买提"));
    CHECK_FALSE(means_person("", "", ""));
}

TEST_CASE("person name: nobody is called that") {
    for (const char* text :
         {"",           " ",      "　",       "-",      "——",  "…",      "。",
          "123",        "１２３", "无",       "（无）", "无 ", "机器人", "机 器 人",
          "消防机器人", "系统",   "系统自动", "Ｒobot", "N/A", "（）"})
        CHECK_FALSE_MESSAGE(names_somebody(text), text);
    for (const char* text : {"甲", "周督导", "无忌", "张无", "秦监", "Li Na", "县消防大队李明",
                             "person/zhou-dudao", "王芳2", "éva"})
        CHECK_MESSAGE(names_somebody(text), text);
}
