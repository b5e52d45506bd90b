/// One row of the table that `yanlian verify` prints, and the shape of the functions that fill it.
#pragma once
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace tools::verify {

enum class Verdict {
    pass,
    fail,    ///< makes the command answer 1
    misfit,  ///< disagrees with an experiment by more than the band; reported, never tuned away
    skipped, ///< its data are absent; counted, never passed
};

struct CaseResult {
    std::string suite, name;
    std::string kind; ///< "analytic", "experiment", "published", "direction" or "peer"
    double got = std::numeric_limits<double>::quiet_NaN();
    double expected = std::numeric_limits<double>::quiet_NaN();
    double tolerance =
        std::numeric_limits<double>::quiet_NaN(); ///< relative unless `note` says else
    Verdict verdict = Verdict::skipped;
    std::string peer; ///< what another program computes for the same case; may be empty
    std::string note;
};

/// Appends its rows to `out`. @param reference_dir folder of measurements; may be absent
using Suite =
    std::function<void(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out)>;

} // namespace tools::verify
