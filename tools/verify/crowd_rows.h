/// Rows of the suite "crowd".
#pragma once
#include "tools/verify/verify_case.h"
#include <cmath>

namespace tools::verify {

/// Got equals expected within the share.
inline CaseResult crowd_equal(std::string name, std::string kind, double got, double expected,
                              double share, std::string peer = {}, std::string note = {}) {
    const bool holds = std::fabs(got - expected) <= share * std::fabs(expected);
    return {"crowd",
            std::move(name),
            std::move(kind),
            got,
            expected,
            share,
            holds ? Verdict::pass : Verdict::fail,
            std::move(peer),
            std::move(note)};
}

/// Got lies between the bounds; the row shows their middle, and half their distance as tolerance.
inline CaseResult crowd_between(std::string name, std::string kind, double got, double low,
                                double high, std::string peer = {}, std::string note = {}) {
    const bool holds = got >= low && got <= high;
    return {"crowd",
            std::move(name),
            std::move(kind),
            got,
            (low + high) / 2,
            (high - low) / 2,
            holds ? Verdict::pass : Verdict::fail,
            std::move(peer),
            note.empty() ? "tolerance absolute" : "tolerance absolute; " + note};
}

/// A published figure that need not be met: off by more than the band is a misfit.
inline CaseResult crowd_published(std::string name, double got, double expected, double share,
                                  std::string peer = {}, std::string note = {}) {
    CaseResult row = crowd_equal(std::move(name), "published", got, expected, share,
                                 std::move(peer), std::move(note));
    if (row.verdict == Verdict::fail) row.verdict = Verdict::misfit;
    return row;
}

/// Something must hold; got shows the figure it is about.
inline CaseResult crowd_holds(std::string name, bool holds, double got, std::string peer,
                              std::string note) {
    CaseResult row;
    row.suite = "crowd";
    row.name = std::move(name);
    row.kind = "direction";
    row.got = got;
    row.verdict = holds ? Verdict::pass : Verdict::fail;
    row.peer = std::move(peer);
    row.note = std::move(note);
    return row;
}

} // namespace tools::verify
