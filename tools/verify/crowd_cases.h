/// Suite "crowd": the cases of the evacuation guidelines (RiMEA, IMO, NIST) that concern people who
/// walk by themselves. Geometry and numbers: docs/references.md#rimea, #imo-1533, #nist-tn-1822.
#pragma once
#include "tools/verify/verify_case.h"

namespace tools::verify {

/// Needs no measurements; the folder is not read. Cost: about 40 s.
void run_crowd_cases(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out);

// Its parts.
void run_walker_cases(std::vector<CaseResult>& out);           ///< one person or a few
void run_crowd_flow_cases(std::vector<CaseResult>& out);       ///< many, through openings
void run_crowd_ring_cases(std::vector<CaseResult>& out);       ///< in single file
void run_crowd_choice_cases(std::vector<CaseResult>& out);     ///< which exit
void run_crowd_stair_cases(std::vector<CaseResult>& out);      ///< over stairs
void run_crowd_past_cases(std::vector<CaseResult>& out);       ///< past a stretcher on stairs
void run_crowd_ride_cases(std::vector<CaseResult>& out);       ///< lifts, ramps, escalators
void run_crowd_people_cases(std::vector<CaseResult>& out);     ///< groups, slow ones, queues
void run_crowd_before_cases(std::vector<CaseResult>& out);     ///< before moving; smoke
void run_crowd_low_cases(std::vector<CaseResult>& out);        ///< crawling, walls, handrails
void run_crowd_preference_cases(std::vector<CaseResult>& out); ///< known exits, others, signs
void run_crowd_building_cases(std::vector<CaseResult>& out);   ///< whole buildings

} // namespace tools::verify
