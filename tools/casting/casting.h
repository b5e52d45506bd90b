/// Joins the two wings: people on duty tonight become the roles of a scenario, residents its beds;
/// what a drill showed becomes rows of the ledger. Only here do simulation and roster meet.
#pragma once
#include "roster/domain/drill_result.h"
#include "sim/drill/scoring.h"
#include "sim/record/record.h"
#include <filesystem>
#include <memory>

namespace tools::casting {

/// A drill that is over, as the simulation's wing knows it.
struct FinishedDrill {
    const sim::drill::LoadedScenario* loaded = nullptr; ///< borrowed
    const sim::drill::Score* score = nullptr;           ///< borrowed
    std::span<const sim::drill::Fact> facts;
    sim::core::DrillKind kind = sim::core::DrillKind::demonstration;
    sim::drill::StartMode start = sim::drill::StartMode::system;
    std::uint64_t seed = 0;
    std::string started_utc;      ///< ISO 8601 with Z
    std::string record_sha256;    ///< of the record's chain, or of the observers' marks
    std::string lead_observer;    ///< real drills
    std::string response_plan;    ///< version rehearsed, "key" or "key@2"; empty: none
    std::int64_t corrects_id = 0; ///< drill of the ledger that this one replaces; 0 for none
    std::string reason;           ///< of the correction
    bool another = false; ///< a real drill although one of this home began within the same hour
    std::string scenario_text;         ///< as written, before anybody was cast; the ledger keeps it
    std::string marks;                 ///< bytes of the observers' sheet; real drills
    std::vector<std::string> deciding; ///< live: keys of the people whose decisions were played
};

/// One person's level of one element before and after.
struct LevelChange {
    std::string person_key, person; ///< key and name in the ledger
    sim::core::CompetenceElement element{};
    int before = 0, after = 0;
    std::int64_t competence_id = 0; ///< the ledger's row that says so and points at the evidence
};
/// "A 会报警" and the like, in the language of the screen.
[[nodiscard]] const char* element_text(sim::core::CompetenceElement element);
/// Where to look the evidence up, as a sentence.
[[nodiscard]] std::string evidence_text(const LevelChange& change);

struct LedgerEntry {
    std::string drill;               ///< id in the ledger, as text
    std::vector<LevelChange> levels; ///< empty for demonstrations
};

/// Who plays the scenario's roles.
struct CastSpec {
    std::string local_day; ///< yyyy-mm-dd whose shift is cast; empty: today in Asia/Shanghai
    /// Role and person (key or name in the ledger), as people really took part; they come before
    /// the shift, and nobody plays two roles.
    std::vector<std::pair<std::string, std::string>> participants;
};

class Ledger {
public:
    /// @param path empty: the default database in the user's data folder; made with the example
    ///   home when it does not exist yet
    /// @param organisation_key whose drills these are; empty: the first home that is not the
    ///   example, or the example. Error: bad_input when there is no such organisation
    [[nodiscard]] static sim::core::Result<std::unique_ptr<Ledger>>
    open(const std::filesystem::path& path, const std::string& organisation_key = {});
    virtual ~Ledger() = default;

    /// Names the people of the scenario after those of that day's shift, by role's post, and the
    /// residents after those of the same beds. Roles and beds that the ledger does not know keep
    /// the scenario's own names; so does a scenario of another house, in whose plan the beds of the
    /// ledger do not stand. Errors: bad_input, every participant who is not on file or whose role
    /// is not in the scenario; the rest is cast all the same.
    [[nodiscard]] virtual sim::core::Result<void> cast(sim::drill::LoadedScenario& loaded,
                                                       const CastSpec& spec) = 0;
    /// One transaction: whole or not at all. Errors: conflict when this drill is on file already.
    [[nodiscard]] virtual sim::core::Result<LedgerEntry> record(const FinishedDrill& drill) = 0;
    [[nodiscard]] virtual std::string organisation_name() const = 0;
};

/// The same facts in the roster's words; pure.
[[nodiscard]] roster::domain::DrillResult make_drill_result(const FinishedDrill& drill,
                                                            const std::string& organisation_key);

} // namespace tools::casting
