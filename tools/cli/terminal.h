/// What the commands print: one line of answer first, aligned tables, progress on a terminal only.
#pragma once
#include "sim/core/result.h"
#include <string>
#include <vector>

namespace tools::cli {

enum class ExitCode { done = 0, answer_is_no = 1, bad_input = 2, failed = 3 };

/// Prints every problem on standard error and answers the exit code that belongs to it.
[[nodiscard]] int report(const sim::core::Error& error);

/// Columns padded by display width; the first row is the heading.
[[nodiscard]] std::string format_table(const std::vector<std::vector<std::string>>& rows);

/// A bar that redraws itself on a terminal and is silent elsewhere.
class Progress {
public:
    explicit Progress(std::string label);
    ~Progress();
    void show(double done_frac);

private:
    std::string label_;
    bool terminal_ = false;
    int last_percent_ = -1;
};

/// "96.7%": rounded to a tenth, but never 100.0% where something lacks nor 0.0% where there is
/// some.
/// @param whole above 0
[[nodiscard]] std::string percent_text(long long part, long long whole);
/// CPU seconds of this process so far.
[[nodiscard]] double cpu_s() noexcept;
/// "2026-11-21T20:53:00Z"
[[nodiscard]] std::string utc_now();
/// mm:ss
[[nodiscard]] std::string clock_text(double time_s);

} // namespace tools::cli
