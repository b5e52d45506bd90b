/// 假设: which decision of the shown record is changed, the second night while it runs, and both
/// nights beside each other. No window is known here.
#pragma once
#include "editor/document/document.h"
#include "sim/debrief/changed_night.h"
#include "sim/debrief/comparison.h"

namespace editor::debrief {

/// How long one drawing waits for the night that runs beside it.
inline constexpr std::chrono::milliseconds slice{25};

struct WhatIf {
    std::vector<sim::debrief::Decision> decisions;
    std::size_t chosen = 0;                            ///< of decisions
    std::vector<sim::debrief::Change> offers;          ///< for the chosen decision
    std::optional<sim::debrief::Change> change;        ///< the one that runs or ran
    std::unique_ptr<sim::debrief::ChangedNight> night; ///< while it runs
    std::filesystem::path path;                        ///< where it is written
    std::string notice;                                ///< what went wrong, in words

    std::optional<document::Document> other; ///< the changed night, once it is over
    sim::debrief::Comparison comparison;     ///< of both, with `other`
};

/// The last decision before that time is chosen.
[[nodiscard]] WhatIf make_what_if(const document::Document& document, double time_s);
/// Two records that lie there already. Error: bad_input when they are not of one plan and one cast.
[[nodiscard]] sim::core::Result<WhatIf> make_pair(const document::Document& document,
                                                  document::Document other);
/// Nothing happens beyond the ends, nor while a night runs.
void choose_decision(WhatIf& what_if, const document::Document& document, std::size_t index);
/// Begins to run the night with that offer, beside the record. What is wrong becomes the notice.
void start(WhatIf& what_if, const document::Document& document, std::size_t offer);
/// One slice further. @return true when the night has just ended and `other` is there
[[nodiscard]] bool advance(WhatIf& what_if, const document::Document& document);
/// Nothing is left of the night that ran.
void cancel(WhatIf& what_if);

/// "夜.假设1.drill" beside "夜.drill"; the first number that is free.
[[nodiscard]] std::filesystem::path free_path(const std::filesystem::path& record);

} // namespace editor::debrief
