/// Runs the real program as a user's shell would, with a data folder of its own.
#pragma once
#include "sim/core/file.h"
#include "tests/support/temp_folder.h"
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace tests {

struct Finished {
    int code = -1; ///< exit code; -signal when killed
    std::string out, err;
    double wall_s = 0;
};

/// @param kill_after_s kills the program with SIGKILL then; 0: lets it run
/// @param setup runs in the child before the program starts (limits, environment)
template <class Setup>
Finished run_program(const TempFolder& folder, std::vector<std::string> arguments,
                     double kill_after_s, const Setup& setup) {
    const std::string out = folder / "stdout.txt", err = folder / "stderr.txt",
                      data = folder / "data";
    arguments.insert(arguments.begin(), YANLIAN_PROGRAM);
    std::vector<char*> argv;
    for (std::string& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        setenv("XDG_DATA_HOME", data.c_str(), 1);
        setenv("TMPDIR", folder.path().c_str(), 1);
        setenv("LC_ALL", "C", 1);
        unsetenv("DISPLAY");
        unsetenv("WAYLAND_DISPLAY");
        dup2(open("/dev/null", O_RDONLY), 0);
        dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644), 1);
        dup2(open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644), 2);
        setup();
        execv(argv[0], argv.data());
        _exit(127);
    }
    if (kill_after_s > 0) {
        usleep(static_cast<useconds_t>(kill_after_s * 1e6));
        kill(child, SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    Finished finished;
    finished.wall_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    finished.out = sim::core::read_file(out, 64u << 20).value_or("");
    finished.err = sim::core::read_file(err, 64u << 20).value_or("");
    return finished;
}

inline Finished run_program(const TempFolder& folder, std::vector<std::string> arguments) {
    return run_program(folder, std::move(arguments), 0, [] {});
}

} // namespace tests
