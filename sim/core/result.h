/// Errors at the edges of modules. What the outside world can cause (file, JSON, SQL, device,
/// user) comes back as a Result; checks of files come back as Problems, all of them at once.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace sim::core {

enum class Errc {
    bad_input, ///< the user can mend it: exit code 2
    io,        ///< file, disk, permission: exit code 3
    newer_version,
    too_large,
    conflict,
    internal,
};

/// One thing that is wrong, in the user's words.
struct Problem {
    std::string file;     ///< as the user named it; empty when there is none
    std::string pointer;  ///< JSON pointer, "line:column", row, or SQL step
    std::string what;     ///< what is wrong
    std::string expected; ///< what would be right; may be empty
    friend bool operator==(const Problem&, const Problem&) = default;
};
using Problems = std::vector<Problem>;

/// Never empty-handed: at least one problem.
struct Error {
    Errc code = Errc::bad_input;
    Problems problems;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] tl::unexpected<Error> make_error(Errc code, Problem problem);
[[nodiscard]] tl::unexpected<Error> make_error(Problems problems);
/// "file: pointer: what；应为 expected", one line a problem, no line feed at the end.
[[nodiscard]] std::string describe(const Problem& problem);
[[nodiscard]] std::string describe(const Error& error);
/// Process exit code of design: 2 for bad input, 3 for a program or disk failure.
[[nodiscard]] int exit_code(const Error& error) noexcept;

} // namespace sim::core
