/// Everything that takes up room in this step, sorted by the cells of a list: walkers, images of
/// walkers just beyond a stair edge, devices. Two lists of cells: one of those who move, made anew
/// each step, and one of those who rest, made anew only when enough of them have changed.
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
    InFile in_file = InFile::no;
    bool active = false; ///< its neighbourhood is looked at in this step
    std::uint32_t cell = 0;
    /// Whether somebody whom he could touch may be in the cells to that side.
    bool reaches_left = true, reaches_right = true, reaches_down = true, reaches_up = true;
    std::span<const Edge> near; ///< walkers: what Ground finds around `at_m`; borrowed from it
    // Of walkers: what steering reads and, for the last four, writes; taken back after the step.
    float wished_mps = 0, gap_m = 0;
    float held_s = 0, turned_frac = 0, crowding_frac = 0;
    Vec2 kept_mps;
};

/// What others see of the bodies, by row, for looking at several of them at a time; some rows more
/// than there are bodies.
struct BodyColumns {
    std::vector<float> x_m, y_m, direction_x, direction_y, velocity_x_mps, velocity_y_mps, radius_m;
    std::vector<float> nears_m; ///< radius and what he walks in the time that is looked ahead
    std::vector<int> crowds;    ///< -1: counts in the density that others feel; 0: does not
    std::vector<int> stands;    ///< -1: gives way when pushed; 0: does not
    std::vector<int> lies;      ///< -1: is stepped over; 0: is not
    std::vector<int> walker;
    /// Of two who could touch the one with the lower number here finds the other; bodies that do
    /// not look about have the highest.
    std::vector<int> finds;
    void resize(std::size_t rows);
    void set(std::size_t row, const Body& body) noexcept;
};

class Bodies {
public:
    explicit Bodies(const Ground& ground);
    /// @param awake indices of those who may move in this step, ascending
    void gather(const Walkers& walkers, std::span<const std::uint32_t> awake,
                std::span<const Obstacle> obstacles, std::int64_t now);
    /// The walkers' rows have changed. Between two gathers.
    void renumber(const Renumbering& renumbering);
    /// The cell of a place, cells near each other having numbers near each other.
    [[nodiscard]] std::uint32_t cell_at(plan::SheetId sheet, Vec2 p) const noexcept;
    /// Rests from now on; his body is as he is at the next gather.
    void lay_down(std::size_t walker);
    /// Rests no longer (or has changed while resting).
    void lift(std::size_t walker);

    [[nodiscard]] std::span<const Body> all() const noexcept { return bodies_; }
    /// For steering, which writes what is its own.
    [[nodiscard]] Body& operator[](std::uint32_t row) noexcept { return bodies_[row]; }
    [[nodiscard]] const BodyColumns& columns() const noexcept { return columns_; }
    /// Rows below this are of those who rest and keep their places from step to step.
    [[nodiscard]] std::size_t resting_count() const noexcept { return resting_count_; }
    [[nodiscard]] std::size_t index_of(std::size_t walker) const noexcept {
        return row_of_[walker];
    }
    /// Asks the memory for that walker's body, which is wanted soon.
    void fetch(std::size_t walker) const noexcept {
        if (row_of_[walker] >= bodies_.size()) return;
        const char* body = reinterpret_cast<const char*>(&bodies_[row_of_[walker]]);
        __builtin_prefetch(body + sizeof(Body) / 2);
        __builtin_prefetch(body + sizeof(Body) - 1);
    }
    static constexpr std::uint32_t absent = 0xffffffffu; ///< index_of of who is not here

    static constexpr std::size_t runs_around = 6;
    /// The runs of bodies in the cells around a body (itself among them): three of those who move,
    /// three of those who rest.
    struct Run {
        std::uint32_t begin, end;
    };
    struct Runs {
        Run run[runs_around];
    };
    [[nodiscard]] Runs around(const Body& body) const noexcept { return around(body.cell); }
    [[nodiscard]] Runs around(std::uint32_t cell) const noexcept;
    /// The same, less the cells in which nobody can be whom he could touch in this step.
    [[nodiscard]] Runs close_to(const Body& body) const noexcept;

    /// An image and the walker whose image it is, both as rows.
    struct Image {
        std::uint32_t body = 0, owner = 0, walker = 0;
        const LinkMotion* motion = nullptr;
    };
    [[nodiscard]] std::span<const Image> images() const noexcept { return images_; }

private:
    struct SheetCells {
        Vec2 low;
        int columns = 1, rows = 1;
        std::uint32_t first = 0;
    };
    struct Rested { ///< by walker
        bool rests = false, in_table = false;
    };
    void set_body(Body& body, const Walkers& walkers, std::size_t i, std::int64_t now) const;
    void list(const Walkers& walkers, std::size_t i);
    void renew_resting(const Walkers& walkers, std::int64_t now);
    void sort_into(std::size_t first_row, std::vector<std::uint32_t>& first_of_cell,
                   const Walkers& walkers, std::span<const Obstacle> obstacles, std::int64_t now);
    void set_sides(Body& body, plan::SheetId sheet) const noexcept;
    void assign_rows(std::size_t first_row, std::vector<std::uint32_t>& first_of_cell);

    const Ground& ground_;
    std::vector<SheetCells> sheets_;
    std::vector<std::uint32_t> columns_of_cell_; ///< width of the sheet that the cell belongs to
    std::vector<std::uint32_t> moving_from_, resting_from_; ///< first row, by cell
    struct Listed { ///< to be sorted: walkers first, then images, then devices
        std::uint32_t cell, row;
    };
    std::vector<std::uint32_t> listed_walkers_;
    std::vector<Listed> listed_;
    std::vector<Body> bodies_;
    BodyColumns columns_;
    std::vector<std::uint32_t> row_of_;
    std::vector<Image> images_;
    std::size_t resting_count_ = 0, resting_images_ = 0;
    std::vector<Rested> rested_;
    std::vector<std::uint32_t> new_rested_; ///< lain down since the table was made
    double widest_m_ = 0;                   ///< radius of any body there has been
    std::size_t holes_ = 0;                 ///< rows of the table whose owner has got up
};

} // namespace sim::crowd
