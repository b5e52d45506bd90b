// The real window, drawn offscreen by the program itself.
#include "sim/core/file.h"
#include "sim/record/record.h"
#include "tests/ui/desk_fixture.h"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <stb_image.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

struct Scratch {
    fs::path folder = fs::temp_directory_path() / ("yanlian-ui-" + std::to_string(::getpid()));
    Scratch() { fs::create_directories(folder); }
    ~Scratch() {
        std::error_code code;
        fs::remove_all(folder, code);
    }
};

/// Exit code of the program with these words; what it says goes to `said`.
int run_editor(const std::string& words, const fs::path& said) {
    const std::string line =
        "LC_ALL=C " YANLIAN_EDITOR_PROGRAM " " + words + " >" + said.string() + " 2>&1";
    const int status = std::system(line.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct Picture {
    int width = 0, height = 0;
    std::vector<unsigned char> rgb;
    explicit Picture(const fs::path& file) {
        int channels = 0;
        if (unsigned char* data = stbi_load(file.c_str(), &width, &height, &channels, 3)) {
            rgb.assign(data, data + static_cast<std::size_t>(width) *
                                        static_cast<std::size_t>(height) * 3);
            stbi_image_free(data);
        }
    }
    [[nodiscard]] std::size_t colors() const {
        std::set<unsigned> seen;
        for (std::size_t i = 0; i + 2 < rgb.size(); i += 3)
            seen.insert(rgb[i] << 16 | rgb[i + 1] << 8 | rgb[i + 2]);
        return seen.size();
    }
    /// Pixels of the plan's part of the window as grey and dark as thick smoke.
    [[nodiscard]] int smoky() const {
        int count = 0;
        for (int y = height / 8; y < height * 3 / 4; ++y)
            for (int x = width / 4; x < width * 3 / 4; ++x) {
                const std::size_t i = static_cast<std::size_t>(y * width + x) * 3;
                const auto [low, high] = std::minmax({rgb[i], rgb[i + 1], rgb[i + 2]});
                count += high - low <= 3 && high >= 0x50 &&
                         high <= 0x70; // the first class below 3 m, unhatched parts
            }
        return count;
    }
};

/// A drill in which nobody does anything, long enough for smoke.
fs::path make_drill(const fs::path& folder) {
    auto loaded = sim::drill::load_scenario(YANLIAN_SOURCE_DIR
                                            "/scenarios/drills/ankang-night-smoking.drill.json");
    REQUIRE_MESSAGE(loaded, sim::core::describe(loaded.error()));
    sim::drill::RunOptions options;
    auto world = sim::drill::World::make(*loaded, options, nullptr);
    REQUIRE(world);
    sim::record::Header header;
    header.scenario_sha256 = sim::core::sha256_hex(loaded->scenario_text);
    header.plan_sha256 = sim::core::sha256_hex(loaded->plan_text);
    header.team = "idle";
    header.kind = sim::core::DrillKind::demonstration;
    const fs::path file = folder / "night.drill";
    auto writer = sim::record::RecordWriter::make(file, header, **world, nullptr);
    REQUIRE(writer);
    constexpr double long_enough_s = 420;
    while (!(*world)->ended() && sim::core::seconds((*world)->now()) < long_enough_s) {
        REQUIRE((*world)->step({}));
        REQUIRE((*writer)->append(**world));
    }
    REQUIRE((*writer)->finish(**world));
    return file;
}

} // namespace

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
    CHECK(run_editor("--offscreen --at tomorrow", scratch.folder / "said") == 2);
}
