#include "sim/core/result.h"

#include "sim/core/text.h"

namespace sim::core {

tl::unexpected<Error> make_error(Errc code, Problem problem) {
    return tl::unexpected(Error{code, {std::move(problem)}});
}

tl::unexpected<Error> make_error(Problems problems) {
    return tl::unexpected(Error{Errc::bad_input, std::move(problems)});
}

std::string describe(const Problem& problem) {
    std::string line;
    if (!problem.file.empty()) line += problem.file + ": ";
    if (!problem.pointer.empty()) line += problem.pointer + ": ";
    line += problem.what;
    if (!problem.expected.empty()) line += std::string(tr("；应为：")) + problem.expected;
    return line;
}

std::string describe(const Error& error) {
    std::string text;
    for (const Problem& problem : error.problems) {
        if (!text.empty()) text += '\n';
        text += describe(problem);
    }
    return text;
}

int exit_code(const Error& error) noexcept {
    return error.code == Errc::io || error.code == Errc::internal ? 3 : 2;
}

} // namespace sim::core
