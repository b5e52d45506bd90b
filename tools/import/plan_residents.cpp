// Residents: one to a bed; by alias, never by name.
#include "roster/domain/window.h"
#include "sim/core/text.h"
#include "tools/import/context.h"
#include <cmath>

namespace tools::import {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string flag_text(bool flag) {
    return flag ? "是" : "否";
}

/// What a row says over what is on file; unsaid stays.
Resident read_resident(const SheetRow& sheet, const Directory& directory, const Organisation& home,
                       const Resident* known, RowDecision& row) {
    Resident resident = known ? *known : Resident{};
    resident.organisation_key = home.key;
    if (!sheet.text("alias").empty()) resident.alias = sheet.text("alias");
    if (const std::string& text = sheet.text("mobility"); !text.empty()) {
        if (const auto mobility = find_mobility(text))
            resident.mobility = *mobility;
        else
            row.problems.push_back(
                unknown_word(sheet, "mobility", text, tr("自理、助行、轮椅、卧床、失智，或 A–E")));
    }
    if (const auto count = sheet.at("assist").number)
        resident.assist_count = static_cast<int>(std::lround(*count));
    if (const std::string& text = sheet.text("device"); !text.empty()) {
        if (const auto device = find_device(text))
            resident.device = *device;
        else
            row.problems.push_back(unknown_word(sheet, "device", text,
                                                tr("轮椅、疏散椅、救援床单、担架、搬运椅、毯子抬、"
                                                   "背负、双人徒手抬、病床、搀扶或无")));
    }
    if (const auto flag = sheet.at("oxygen").number) resident.oxygen = *flag != 0;
    if (const std::string& name = sheet.text("carer"); !name.empty())
        if (const Person* person = directory.find_one(sheet, "carer", home.key, name, row.problems))
            resident.carer_key = person->key;
    return resident;
}

void add_fields(RowDecision& row, const SheetRow& sheet, const Resident* known,
                const Resident& now) {
    const auto add = [&](const char* key, const std::string& before, const std::string& after) {
        if (!sheet.text(key).empty()) add_field(row, key, known ? before : "", after);
    };
    const Resident none;
    const Resident& old = known ? *known : none;
    add_field(row, "bed", known ? known->bed_key : "", now.bed_key);
    add("alias", old.alias, now.alias);
    add("mobility", std::string(name_of(mobility_names, old.mobility)),
        std::string(name_of(mobility_names, now.mobility)));
    add("assist", std::to_string(old.assist_count), std::to_string(now.assist_count));
    add("device", old.device.empty() ? "无" : old.device, now.device.empty() ? "无" : now.device);
    add("oxygen", flag_text(old.oxygen), flag_text(now.oxygen));
    add("carer", old.carer_key, now.carer_key);
}

/// The day of the assessment: of the row, or on file. The plan of evacuation rests on the class, so
/// that one older than a year is told (docs/references.md#resident-class).
std::optional<Date> read_assessed(const SheetRow& sheet, const Directory& directory,
                                  const std::string& resident_key, RowDecision& row) {
    constexpr int longest_months = 12;
    const auto& on_file = directory.view().classes_assessed_on;
    const auto known = on_file.find(resident_key);
    const auto written = sheet.at("assessed").date;
    if (written && *written > directory.view().today)
        row.problems.push_back(sheet.problem("assessed", trf("{} 还没有到", iso(*written)), ""));
    if (written)
        add_field(row, "assessed", known == on_file.end() ? "" : iso(known->second), iso(*written));
    const auto day = written                  ? written
                     : known == on_file.end() ? std::nullopt
                                              : std::optional(known->second);
    if (day && add_months(*day, longest_months) < directory.view().today)
        row.warnings.push_back(sheet.problem(
            "assessed", trf("能力评估是 {}，已超过 12 个月", iso(*day)), tr("重新评估")));
    return written;
}

} // namespace

void plan_residents(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                    const Directory& directory) {
    std::map<std::string, const Resident*> by_bed;
    for (const Resident& one : directory.view().residents)
        by_bed[one.organisation_key + "\n" + one.bed_key] = &one;
    std::vector<std::string> identities(sheet.size());
    std::vector<bool> on_file(sheet.size());
    for (std::size_t i = 0; i < sheet.size(); ++i) {
        RowDecision& row = decisions[i];
        row.label = sheet[i].text("bed") + " " + sheet[i].text("alias");
        const Organisation* home = directory.find_home(sheet[i], row.problems);
        const std::string& bed = sheet[i].text("bed");
        if (!home || bed.empty()) continue;
        const std::string bed_key = bed.starts_with("bed/") ? bed : "bed/" + bed;
        const auto found = by_bed.find(home->key + "\n" + bed_key);
        on_file[i] = found != by_bed.end();
        const Resident* known = on_file[i] ? found->second : nullptr;
        Resident resident = read_resident(sheet[i], directory, *home, known, row);
        resident.bed_key = bed_key;
        if (!known) resident.key = "resident/" + slug(home->key) + "/" + slug(bed_key);
        row.subject = resident.key;
        add_fields(row, sheet[i], known, resident);
        const auto assessed = read_assessed(sheet[i], directory, resident.key, row);
        if (sheet[i].problems.empty())
            for (const auto& problem : check(resident))
                row.problems.push_back(sheet[i].problem("bed", problem.what, problem.expected));
        row.deeds.push_back(PutResident{!on_file[i], resident, assessed});
        set_row_hash(row, SheetKind::residents);
        if (row.problems.empty()) identities[i] = row.subject;
    }
    mark_doubles(decisions, sheet, identities, "bed");
    for (std::size_t i = 0; i < sheet.size(); ++i)
        settle_fate(decisions[i], on_file[i], directory);
}

} // namespace tools::import
