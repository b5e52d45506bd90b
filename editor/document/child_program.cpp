#include "editor/document/child_program.h"

#include "sim/core/locale.h"
#include "sim/core/text.h"
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace editor::document {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::Errc;
using core::tr;

namespace {

constexpr std::size_t said_limit_bytes = 1u << 16; ///< of each stream; only its end is of use

/// Read what is there; nothing when it would have to wait.
void drain(int end, std::string& into) {
    std::array<char, 4096> bytes;
    while (end >= 0) {
        const ssize_t count = ::read(end, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        into.append(bytes.data(), static_cast<std::size_t>(count));
        if (into.size() > said_limit_bytes) into.erase(0, into.size() - said_limit_bytes);
    }
}

std::string last_line(std::string_view text) {
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    const std::size_t start = text.rfind('\n');
    return std::string(start == std::string_view::npos ? text : text.substr(start + 1));
}

/// An end that does not keep other children from seeing the pipe shut.
void make_pipe(int (&ends)[2]) {
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        ends[0] = ends[1] = -1;
        return;
    }
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

int spawn(pid_t& child, const fs::path& program, const std::vector<std::string>& words, int out,
          int complaint) {
    std::vector<std::string> all{program.string()};
    all.insert(all.end(), words.begin(), words.end());
    all.insert(all.end(),
               {"--lang", core::selected_language() == core::Language::english ? "en" : "zh"});
    std::vector<char*> argv;
    for (std::string& word : all)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, complaint, STDERR_FILENO);
    const int failed =
        ::posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    return failed;
}

} // namespace

fs::path find_program(const std::string& name) {
    std::error_code code;
    const fs::path beside = core::program_path().parent_path() / name;
    return fs::exists(beside, code) ? beside : fs::path(YANLIAN_PROGRAMS) / name;
}

ChildProgram::ChildProgram(const std::string& name, const std::vector<std::string>& words,
                           double limit_s)
    : deadline_(std::chrono::steady_clock::now() +
                std::chrono::milliseconds(static_cast<long>(limit_s * 1000))) {
    int out[2], complaint[2];
    make_pipe(out);
    make_pipe(complaint);
    if (spawn(child_, find_program(name), words, out[1], complaint[1]) != 0) {
        child_ = -1;
        done_ = missing_ = true;
        complained_ = core::trf("找不到程序 {}", name);
    }
    for (const int end : {out[1], complaint[1]})
        if (end >= 0) ::close(end);
    out_ = out[0];
    complaint_ = complaint[0];
}

ChildProgram::~ChildProgram() {
    cancel();
    for (const int end : {out_, complaint_})
        if (end >= 0) ::close(end);
}

void ChildProgram::read_ends() {
    drain(out_, said_);
    drain(complaint_, complained_);
    constexpr std::string_view word = "progress ";
    const std::size_t at = said_.rfind(word);
    if (at == std::string::npos) return;
    double frac = 0;
    const char* from = said_.data() + at + word.size();
    if (std::from_chars(from, said_.data() + said_.size(), frac).ec == std::errc())
        progress_frac_ = frac;
}

void ChildProgram::note_end(int status) {
    read_ends();
    child_ = -1;
    done_ = true;
    if (WIFEXITED(status)) exit_code_ = WEXITSTATUS(status);
}

bool ChildProgram::poll() {
    if (done_) return true;
    read_ends();
    int status = 0;
    if (::waitpid(child_, &status, WNOHANG) == child_)
        note_end(status);
    else if (std::chrono::steady_clock::now() > deadline_) {
        too_slow_ = true;
        cancel();
    }
    return done_;
}

core::Result<std::string> ChildProgram::answer() const {
    if (exit_code_ == 0) return last_line(said_);
    const auto tell = [](std::string what, std::string expected) {
        return core::make_error(Errc::bad_input, {"", "", std::move(what), std::move(expected)});
    };
    if (too_slow_) return tell(tr("太久了，已经停下"), tr("换一个小些的文件"));
    const std::string words = last_line(complained_);
    // A program that broke down complained to its own maker, in English, if at all.
    const bool in_words = (exit_code_ > 0 || missing_) && !words.empty() && core::is_utf8(words);
    if (in_words) return tell(words, "");
    return tell(tr("文件坏了，读不下去"), tr("换一个，或重新导出一份"));
}

void ChildProgram::cancel() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    note_end(status);
}

} // namespace editor::document
