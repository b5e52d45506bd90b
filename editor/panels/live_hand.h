/// What keys and buttons do in a simulated drill; a test drives this without a window.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

inline constexpr std::size_t choices_shown = 9;

void choose_offer(Desk& desk, std::size_t index);
/// Reads who would play the chosen script and what would go wrong, once for each choice.
void read_script(Desk& desk);
/// The thing that the n-th remark is about, on the plan.
void show_remark(Desk& desk, std::size_t n);
void press_on_setup(Desk& desk, Key key);
void press_on_live(Desk& desk, Key key);
void advance_live(Desk& desk, double wall_s);

/// The person whose turn it is; a resident decides nothing.
void choose_person(Desk& desk, std::size_t cast_index);
void step_person(Desk& desk, int by);
/// Takes the n-th choice of the page shown; of several it ticks one.
void choose(Desk& desk, std::size_t n);
void send_ticked(Desk& desk);
void turn_page(Desk& desk, int by);
void step_back_in_question(Desk& desk);
void fire_next_inject(Desk& desk);
void skip_next_inject(Desk& desk);
void hold_next_inject(Desk& desk);
/// The last one that came: asks why, then comes once more for that reason.
void repeat_last_inject(Desk& desk);
inline constexpr std::size_t repeat_reason_count = 4;
/// Chinese; pass through tr().
[[nodiscard]] const char* repeat_reason(std::size_t n) noexcept;
void repeat_for_reason(Desk& desk, std::size_t n);
/// A sentence about the selected thing at this moment; the drill stands still meanwhile.
void begin_note(Desk& desk);
void finish_note(Desk& desk);
void cancel_note(Desk& desk);
void set_paused(Desk& desk, bool paused);
void set_speed(Desk& desk, double speed);
/// To the next of the speeds that the page offers; `by` -1 slower, 1 faster.
void step_speed(Desk& desk, int by);
void set_projected(Desk& desk, bool projected);
/// Scores, enters the ledger, closes the record. The first time it only asks.
void end_live(Desk& desk);
void write_papers(Desk& desk);
/// Beside the other records of this very night in the same folder.
void rank_live(Desk& desk);

[[nodiscard]] live::Question question_of(const Desk& desk);

} // namespace editor::panels
