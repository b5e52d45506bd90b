/// What the fillers of printed forms share, and the fillers themselves: one source a subject.
#pragma once
#include "roster/domain/people.h"
#include "roster/store/activity_detail.h"
#include "roster/store/team_roll.h"
#include "sim/core/text.h"
#include "tools/cli/form_data.h"
#include "tools/paper/training_forms.h"
#include <optional>
#include <string>

namespace tools::cli {

[[nodiscard]] std::string day_text(const std::optional<roster::domain::Date>& day);
/// "02:00" of an instant, local; empty without one.
[[nodiscard]] std::string clock_of(const std::optional<roster::domain::Instant>& instant);
/// "护理员、护士" of words of the table parted by blanks.
[[nodiscard]] std::string post_words(const std::string& names);
/// "138****2046": enough to know whose it is; short numbers stay as they are.
[[nodiscard]] std::string masked(const std::string& phone);
/// "ankang-2026-03-12-1" of "activity/ankang-2026-03-12-1": what people call it by.
[[nodiscard]] std::string number_of(const std::string& key);
/// "1.5" of 90 minutes; empty without any.
[[nodiscard]] std::string hours_of(const std::optional<int>& minutes_count);

/// What a form of the ledger says at its foot, and its date: the same ledger on the same day gives
/// the same file.
template <class Data>
void sign(Data& data, const OpenLedger& ledger) {
    data.produced =
        sim::core::trf("台账　{}　{}", ledger.organisation.key, roster::domain::iso(ledger.today));
    data.created_utc = roster::domain::iso(ledger.today) + "T00:00:00Z";
}

/// The half-year asked for, or the one before the running one, as the bulletin. Error: bad_input,
/// no such half-year.
struct FormPeriod {
    roster::domain::Date first{}, last{};
    std::string text; ///< "2026-01-01 至 2026-06-30"
};
[[nodiscard]] sim::core::Result<FormPeriod> choose_period(const OpenLedger& ledger,
                                                          const std::string& half);

/// Of one activity on file; without people on file rows to sign for those who were there.
[[nodiscard]] paper::SignIn make_sign_in(const roster::store::ActivityDetail& detail,
                                         const roster::store::Phones& phones);

/// 演练记录表 of a drill, table-top or demonstration that was entered afterwards.
[[nodiscard]] paper::Form make_drill_form(const roster::store::ActivityDetail& detail);

using FilledForm = sim::core::Result<paper::Form>;
// form_home.cpp
[[nodiscard]] FilledForm fill_team(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_certificates(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_board(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_cards(OpenLedger& ledger, const FormOptions& options);
// form_training.cpp
[[nodiscard]] FilledForm fill_sign_in(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_trainings(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_rotation(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_competence(OpenLedger& ledger, const FormOptions& options);
// form_inspection.cpp
[[nodiscard]] FilledForm fill_findings(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_patrol(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_inspection(OpenLedger& ledger, const FormOptions& options);
// form_duty.cpp
[[nodiscard]] FilledForm fill_duty_roster(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_handover(OpenLedger& ledger, const FormOptions& options);
[[nodiscard]] FilledForm fill_control_room_log(OpenLedger& ledger, const FormOptions& options);
// form_bulletin.cpp
[[nodiscard]] FilledForm fill_bulletin(OpenLedger& ledger, const FormOptions& options);

} // namespace tools::cli
