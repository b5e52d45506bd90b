/// The thing that the right pane is about.
#pragma once
#include "editor/document/document.h"

namespace editor::document {

struct Selection {
    enum class Kind { none, person, space, opening, bed, equipment, detector };
    Kind kind = Kind::none;
    std::size_t index = 0; ///< into the cast or the plan's list of that kind
    [[nodiscard]] explicit operator bool() const noexcept { return kind != Kind::none; }
    friend bool operator==(const Selection&, const Selection&) = default;
};

/// By key: people first, then spaces, openings, beds, equipment, detectors. None when there is no
/// such key.
[[nodiscard]] Selection find_selection(const Document& document, std::string_view key);

/// Where the selected thing stands at a moment; none for no selection and for people not there.
[[nodiscard]] std::optional<sim::plan::DrawnPosition>
find_place(const Document& document, const Moment& moment, const Selection& selection);

/// The space in which it stands then; invalid when it is not there.
[[nodiscard]] sim::plan::SpaceId find_space_of(const Document& document, const Moment& moment,
                                               const Selection& selection);

/// What lies under a point of a level, people before things, things before the room.
/// @param reach_m how far off a click may be
[[nodiscard]] Selection pick(const Document& document, const Moment& moment,
                             sim::plan::LevelId level, sim::plan::Vec2 at_m, double reach_m);

} // namespace editor::document
