/// What is open: a plan, or a record with its plan. Read only; the desk draws it and changes
/// nothing.
#pragma once
#include "sim/record/record.h"
#include <filesystem>

namespace editor::document {

/// A record of a run, or a plan dressed as a record without frames, so that all drawing reads one
/// shape. `played` says which.
struct Document {
    std::filesystem::path path;
    bool played = false; ///< true: a record; there is a time to seek in
    sim::record::Record record;

    [[nodiscard]] const sim::plan::Plan& plan() const noexcept { return record.plan; }
    /// Last moment of the record; 0 for a plan.
    [[nodiscard]] double end_s() const noexcept;
};

/// Opens a plan (`.json`) or a record (`.drill`, `.drill.part`). All problems at once.
[[nodiscard]] sim::core::Result<Document> open_document(const std::filesystem::path& path);
[[nodiscard]] Document make_document(sim::plan::Plan plan);
[[nodiscard]] Document make_document(sim::record::Record record);

/// The two frames around a time, and how far between them it lies.
struct Moment {
    const sim::drill::Frame* before = nullptr; ///< null: a plan, nothing moves
    const sim::drill::Frame* after = nullptr;
    double share = 0; ///< 0 at `before`, 1 at `after`
};
/// Valid while the document lives. Times beyond the ends give the first or last frame.
[[nodiscard]] Moment find_moment(const Document& document, double time_s) noexcept;

/// Something has happened by then: an alarm, a fire, an inject. Before it, whoever is in another
/// compartment than the fire to come is simply at home, not sheltered.
[[nodiscard]] bool has_begun(const Document& document, double time_s) noexcept;

/// Where a person is drawn: between the two frames, on the floor of a level.
/// `person` indexes the cast. Needs a moment with frames.
[[nodiscard]] sim::plan::DrawnPosition drawn_person(const Document& document, const Moment& moment,
                                                    std::size_t person);
[[nodiscard]] sim::plan::DrawnPosition drawn_device(const Document& document,
                                                    const sim::drill::DeviceFrame& device);

} // namespace editor::document
