/// A program of ours that does slow or risky work beside the desk: started, asked how far it is,
/// ended. Never blocks.
#pragma once
#include "sim/core/result.h"
#include <chrono>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace editor::document {

/// Beside the running program after an install, in the build tree before.
[[nodiscard]] std::filesystem::path find_program(const std::string& name);

class ChildProgram {
public:
    /// @param name as in find_program @param words its arguments
    /// @param limit_s wall time after which it is ended
    ChildProgram(const std::string& name, const std::vector<std::string>& words, double limit_s);
    ~ChildProgram(); ///< ends it when it still runs
    ChildProgram(const ChildProgram&) = delete;
    ChildProgram& operator=(const ChildProgram&) = delete;

    /// Looks whether it is done; true from then on.
    [[nodiscard]] bool poll();
    /// Of its work; 0 until it says so ("progress 0.25").
    [[nodiscard]] double progress_frac() const noexcept { return progress_frac_; }
    /// Its last line once it is done; what it complained of, in words, when it failed, broke down
    /// or took too long. @pre poll() answered true
    [[nodiscard]] sim::core::Result<std::string> answer() const;
    void cancel();

private:
    void read_ends();
    void note_end(int status);

    pid_t child_ = -1;
    int out_ = -1, complaint_ = -1; ///< ends of pipes, read without waiting
    std::string said_, complained_;
    double progress_frac_ = 0;
    std::chrono::steady_clock::time_point deadline_;
    int exit_code_ = -1; ///< -1: did not end by itself
    bool done_ = false, too_slow_ = false, missing_ = false;
};

} // namespace editor::document
