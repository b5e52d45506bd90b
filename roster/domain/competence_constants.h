/// Numbers of the competence rules. House rules, none of them law: a level warns, it never keeps
/// anyone from a shift. Explained in docs/competence.md; source:
/// docs/references.md#house-competence.
#pragma once

namespace roster::domain {

inline constexpr int highest_level = 4;
/// Level from which an element counts as mastered (会做).
inline constexpr int mastered_level = 2;

/// How long a level holds from its evidence. Range 365 to 730: calendar halves allow two drills
/// 364 days apart, so a shorter one strips a compliant home of its night shift in one day.
inline constexpr int validity_days = 365;
/// Each further step down takes this long. Range 90 to 365.
inline constexpr int decay_step_days = 183;
/// On this day after the last evidence nothing is left. Three years with one leap day.
inline constexpr int forgotten_days = 1096;
/// From this day after the evidence the level is listed as due soon.
inline constexpr int warning_days = 183;
/// How long only a re-drill of the very action lifts the block after a wrong critical action.
inline constexpr int block_days = 90;
/// Longer leave takes a person out of the mastery rate.
inline constexpr int long_leave_days = 90;

/// Quality of evidence, dimensionless, and the highest level it can carry.
inline constexpr double quality_real = 1.0;
inline constexpr double quality_live_multi = 0.8;
inline constexpr double quality_live_single = 0.6;
inline constexpr double quality_quiz = 0.4;
/// What an examiner saw somebody do at a training; 实操.
inline constexpr double quality_practical = 0.8;

/// A quiz is passed from this share of right answers. Range 60 to 100.
inline constexpr int quiz_pass_percent = 80;
/// Fewer questions on an element say nothing about it. Range 5 to 20; the database knows the 5.
inline constexpr int quiz_least_questions_count = 5;
/// A level that falls within this time is warned of.
inline constexpr int fall_warning_days = 90;

/// A complete 119 call comes within this time of the confirmation.
inline constexpr double call_limit_s = 60.0;
/// Mandatory items of the call: address, what burns, size, people trapped, phone number.
inline constexpr int call_items_count = 5;
/// First agent on the fire within this time of arrival.
inline constexpr double agent_limit_s = 60.0;
/// A planted hazard is found within this time.
inline constexpr double hazard_limit_s = 120.0;
/// Hazards of the own zone that must be named.
inline constexpr int hazards_named_count = 3;
/// Staff of the zone in the hard evacuation drill.
inline constexpr int short_staff_count = 2;

} // namespace roster::domain
