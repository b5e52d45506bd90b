/// Runs the desk's program as a person would, looks at its pictures.
#pragma once
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

namespace tests {

namespace fs = std::filesystem;

struct Scratch {
    fs::path folder = fs::temp_directory_path() / ("yanlian-ui-" + std::to_string(::getpid()));
    Scratch() { fs::create_directories(folder); }
    ~Scratch() {
        std::error_code code;
        fs::remove_all(folder, code);
    }
};

/// Exit code of the program with these words; what it says goes to `said`.
inline int run_editor(const std::string& words, const fs::path& said) {
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

/// A record of a drill in which nobody does anything; 420 s are long enough for smoke.
inline fs::path make_drill(const fs::path& folder, double length_s = 420) {
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
    while (!(*world)->ended() && sim::core::seconds((*world)->now()) < length_s) {
        REQUIRE((*world)->step({}));
        REQUIRE((*writer)->append(**world));
    }
    REQUIRE((*writer)->finish(**world));
    return file;
}

inline std::string read_text(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace tests
