// The real window, drawn offscreen by the program itself.
#include "tests/ui/editor_program.h"

#include <doctest/doctest.h>
#include <fstream>

namespace fs = std::filesystem;
using tests::make_drill;
using tests::Picture;
using tests::run_editor;
using tests::Scratch;

TEST_CASE("window: draws a plan offscreen at the size asked for") {
    const Scratch scratch;
    const fs::path shot = scratch.folder / "plan.png", said = scratch.folder / "said";
    const std::string plan = YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json";
    REQUIRE(
        run_editor(plan + " --offscreen --size 1000x700 --level level/2 --shot " + shot.string(),
                   said) == 0);
    const Picture picture(shot);
    CHECK(picture.width == 1000);
    CHECK(picture.height == 700);
    CHECK(picture.colors() > 200);
}

TEST_CASE("window: draws smoke of a record at a time when there is some") {
    const Scratch scratch;
    const fs::path drill = make_drill(scratch.folder), said = scratch.folder / "said";
    const fs::path clear = scratch.folder / "clear.png", smoky = scratch.folder / "smoky.png";
    REQUIRE(run_editor(drill.string() + " --offscreen --at 0 --shot " + clear.string(), said) == 0);
    REQUIRE(run_editor(drill.string() + " --offscreen --at 420 --shot " + smoky.string(), said) ==
            0);
    CHECK(Picture(smoky).smoky() > Picture(clear).smoky() + 300);
}

TEST_CASE("window: a damaged file is shown as problems, not as a crash") {
    const Scratch scratch;
    const fs::path bad = scratch.folder / "bad.plan.json", shot = scratch.folder / "bad.png";
    std::ofstream(bad) << "{\"format\": \"yanlian-plan\", ";
    REQUIRE(run_editor(bad.string() + " --offscreen --shot " + shot.string(),
                       scratch.folder / "said") == 0);
    CHECK(Picture(shot).colors() > 50);
}

TEST_CASE("window: without its font the program says so in Chinese and ends with 3") {
    const Scratch scratch;
    ::setenv("YANLIAN_FONT_DIR", "/no/such/folder", 1);
    CHECK(run_editor("--offscreen", scratch.folder / "said") == 3);
    ::unsetenv("YANLIAN_FONT_DIR");
    std::ifstream file(scratch.folder / "said");
    const std::string said(std::istreambuf_iterator<char>(file), {});
    CHECK(said.find("找不到中文字体") != std::string::npos);
}

TEST_CASE("window: without a screen the program says so and ends with 3, it does not run unseen") {
    if (fs::exists("/dev/dri")) {
        MESSAGE("skipped: this machine can draw on its console");
        return;
    }
    const Scratch scratch;
    const fs::path said = scratch.folder / "said.txt";
    const std::string line =
        "env -u DISPLAY -u WAYLAND_DISPLAY -u SDL_VIDEODRIVER timeout 30 " YANLIAN_EDITOR_PROGRAM
        " >" +
        said.string() + " 2>&1";
    CHECK(WEXITSTATUS(std::system(line.c_str())) == 3);
    CHECK(sim::core::read_file(said, 1u << 20).value_or("").find("没有找到屏幕") !=
          std::string::npos);
}

TEST_CASE("window: speaks English where the shell does, Chinese everywhere else") {
    const Scratch scratch;
    const fs::path said = scratch.folder / "said.txt";
    const auto help_in = [&](const std::string& locale) {
        const std::string line = "env -u LC_ALL -u LC_MESSAGES " + locale + " " +
                                 YANLIAN_EDITOR_PROGRAM " --help >" + said.string() + " 2>&1";
        REQUIRE(std::system(line.c_str()) == 0);
        return sim::core::read_file(said, 1u << 20).value_or("");
    };
    const std::string chinese = "看图纸和演练记录";
    CHECK(help_in("LANG=C").find(chinese) != std::string::npos);
    CHECK(help_in("-u LANG").find(chinese) != std::string::npos);
    const std::string english = help_in("LANG=en_US.UTF-8");
    CHECK_FALSE(english.empty());
    const bool has_chinese = std::any_of(english.begin(), english.end(), [](char c) {
        return static_cast<unsigned char>(c) > 0x7F;
    });
    CHECK_MESSAGE(!has_chinese, english);
}

TEST_CASE("window: wrong options end with 2") {
    const Scratch scratch;
    CHECK(run_editor("--offscreen --size tiny", scratch.folder / "said") == 2);
    CHECK(run_editor("--offscreen --size 640x400", scratch.folder / "said") == 2);
    CHECK(run_editor("--offscreen --at tomorrow", scratch.folder / "said") == 2);
}
