/// Typed indices. Things of a plan or a run are numbered once and never removed while it lives,
/// so an index needs no generation; across files things are known by their string key.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace sim::core {

/// Index into the vector that owns the things of one kind. Default-made: none.
template <class Tag>
struct Id {
    static constexpr std::uint32_t none_value = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t value = none_value;

    [[nodiscard]] constexpr explicit operator bool() const noexcept { return value != none_value; }
    /// Position in the owning vector; only for an id that is not none.
    [[nodiscard]] constexpr std::size_t index() const noexcept { return value; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

template <class IdType>
[[nodiscard]] constexpr IdType make_id(std::size_t index) noexcept {
    return IdType{static_cast<std::uint32_t>(index)};
}

} // namespace sim::core
