/// Everything that takes up room in this step, sorted by the cells of a list: walkers, images of
/// walkers just beyond a stair edge, devices. Rebuilt each step in time linear in bodies and cells.
#pragma once
#include "sim/crowd/ground.h"
#include "sim/crowd/walkers.h"

namespace sim::crowd {

enum class BodyKind : std::uint8_t {
    walking,
    giving_way, ///< stands, but steps aside when touched
    image,      ///< of a walker on the neighbouring sheet
    fixed,      ///< devices and the crews at them
    lying,      ///< stepped over, with care
};

struct Body {
    Vec2 at_m, velocity_mps;
    Vec2 direction;      ///< wished; {0,0} for who stands
    double radius_m = 0; ///< as turned now
    double full_radius_m = 0;
    std::uint32_t walker = 0xffffffffu; ///< none for devices
    BodyKind kind = BodyKind::fixed;
    bool active = false; ///< its neighbourhood is looked at in this step
    std::uint32_t cell = 0;
};

class Bodies {
public:
    explicit Bodies(const Ground& ground);
    void gather(const Walkers& walkers, std::span<const Obstacle> obstacles, std::int64_t now);

    [[nodiscard]] std::span<const Body> all() const noexcept { return bodies_; }
    [[nodiscard]] std::size_t index_of(std::size_t walker) const noexcept {
        return row_of_[walker];
    }
    static constexpr std::uint32_t absent = 0xffffffffu; ///< index_of of who is not here

    /// The three runs of bodies in the cells around a body (itself among them).
    struct Run {
        std::uint32_t begin, end;
    };
    struct Runs {
        Run run[3];
    };
    [[nodiscard]] Runs around(const Body& body) const noexcept;

    /// An image and the walker whose image it is.
    struct Image {
        std::uint32_t body, owner;
        const LinkMotion* motion;
    };
    [[nodiscard]] std::span<const Image> images() const noexcept { return images_; }

private:
    struct SheetCells {
        Vec2 low;
        int columns = 1, rows = 1;
        std::uint32_t first = 0;
    };
    [[nodiscard]] std::uint32_t cell_at(plan::SheetId sheet, Vec2 p) const noexcept;
    void add_walker(const Walkers& walkers, std::size_t i, std::int64_t now);
    void add_images(const Body& body, plan::SheetId sheet);
    void sort_by_cell();

    const Ground& ground_;
    std::vector<SheetCells> sheets_;
    std::vector<std::uint32_t> columns_of_cell_; ///< width of the sheet that the cell belongs to
    std::vector<std::uint32_t> first_of_cell_;
    std::vector<Body> unsorted_, bodies_;
    std::vector<std::uint32_t> row_of_, new_row_;
    std::vector<Image> images_;
};

} // namespace sim::crowd
