/// The same night from the same seed with one decision changed, as a record of its own: a 演示
/// whose title says 假设, with nobody's decisions in it. It is nobody's evidence.
#pragma once
#include "sim/debrief/change.h"
#include <chrono>
#include <filesystem>

namespace sim::debrief {

/// Of the program that runs it.
struct Stamp {
    std::string program_version, build, started_utc;
};

class ChangedNight {
public:
    /// Begins `<path>.part`. @param path `.drill`; replaced only when finish() succeeds
    /// Errors: bad_input for real drills and for no such decision; io; whatever the world refuses.
    [[nodiscard]] static core::Result<std::unique_ptr<ChangedNight>>
    begin(const record::Record& original, const Change& change, const std::filesystem::path& path,
          const Stamp& stamp);
    /// What was begun and not finished leaves nothing behind.
    ~ChangedNight();
    ChangedNight(const ChangedNight&) = delete;
    ChangedNight& operator=(const ChangedNight&) = delete;

    /// Goes on for about that long. Error: conflict when something before the change comes out
    /// otherwise than in the record (another version of the program made it).
    [[nodiscard]] core::Result<void> advance(std::chrono::milliseconds budget);
    [[nodiscard]] bool ended() const noexcept;
    [[nodiscard]] double done_frac() const noexcept; ///< 0..1
    /// Closes the record. Needs ended(). @return head of its chain
    [[nodiscard]] core::Result<std::string> finish();

private:
    struct Impl;
    explicit ChangedNight(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace sim::debrief
