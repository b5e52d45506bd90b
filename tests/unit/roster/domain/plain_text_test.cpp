#include "roster/domain/plain_text.h"

#include <doctest/doctest.h>

using namespace roster::domain;

TEST_CASE("plain text: blanks of every kind are nothing at the ends and stay in the middle") {
    for (const char* blank : {"", " ", "　", "\t \n", "\u00A0", "\u200B", "\uFEFF　\u2003"})
        CHECK_MESSAGE(trim(blank).empty(), blank);
    CHECK(trim("　 拆除　门锁 \u00A0") == "拆除　门锁");
    CHECK(trim("门") == "门");
    std::string a = "　", b = " 甲 ";
    trim_all({&a, &b});
    CHECK(a.empty());
    CHECK(b == "甲");
}

TEST_CASE("plain text: full width, blanks and capitals make no other word") {
    CHECK(fold_width("ＶＲ　１２：３０") == "VR 12:30");
    CHECK(fold_text("Ｖ　Ｒ") == "vr");
    CHECK(fold_text("桌 面") == "桌面");
    CHECK(fold_text("、。") == "、。"); // no full-width forms of ASCII
}
