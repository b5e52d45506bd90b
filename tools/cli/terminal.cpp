#include "tools/cli/terminal.h"

#include "sim/core/text.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fmt/chrono.h>
#include <unistd.h>

namespace tools::cli {

int report(const sim::core::Error& error) {
    fmt::print(stderr, "{}\n", sim::core::trf("有 {} 个问题：", error.problems.size()));
    for (const sim::core::Problem& problem : error.problems)
        fmt::print(stderr, "  {}\n", sim::core::describe(problem));
    return sim::core::exit_code(error);
}

std::string format_table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<int> widths;
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i >= widths.size()) widths.push_back(0);
            widths[i] = std::max(widths[i], sim::core::display_width(row[i]));
        }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? sim::core::pad(row[i], widths[i] + 2) : row[i];
        while (!line.empty() && line.back() == ' ')
            line.pop_back();
        text += line + '\n';
    }
    return text;
}

Progress::Progress(std::string label)
    : label_(std::move(label)), terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (last_percent_ >= 0) std::fputs("\r\033[K", stderr);
}

void Progress::show(double done_frac) {
    const int percent = static_cast<int>(done_frac * 100);
    if (!terminal_ || percent == last_percent_) return;
    last_percent_ = percent;
    constexpr int cells = 30;
    std::string bar;
    for (int i = 0; i < cells; ++i)
        bar += i * 100 < percent * cells ? "█" : "░";
    fmt::print(stderr, "\r{} {} {:3d}%", label_, bar, percent);
}

std::string percent_text(long long part, long long whole) {
    constexpr long long all = 1000; // tenths
    long long tenths = (2 * all * part + whole) / (2 * whole);
    if (part < whole) tenths = std::min(tenths, all - 1);
    if (part > 0) tenths = std::max(tenths, 1LL);
    return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

double cpu_s() noexcept {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

std::string utc_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

std::string clock_text(double time_s) {
    const long whole = std::lround(time_s);
    return fmt::format("{:02d}:{:02d}", whole / 60, whole % 60);
}

} // namespace tools::cli
