#include "roster/service/inspections.h"

#include "roster/domain/plain_text.h"
#include "roster/service/findings.h"
#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

/// A blank fills in no field.
void trim_texts(InspectionEntry& entry) {
    trim_all({&entry.inspection.inspector, &entry.inspection.note});
    for (NewFinding& one : entry.findings)
        trim_all({&one.finding.text, &one.finding.zone, &one.finding.service});
}

/// What the plan says and the entry leaves open; what contradicts it is a problem.
Result<void> follow_plan(store::Database& database, Inspection& inspection, Problems& problems) {
    if (inspection.visit_plan_id == 0) return {};
    const auto plan = store::find_visit_plan(database, inspection.visit_plan_id);
    if (!plan) return tl::unexpected(plan.error());
    const std::string number = std::to_string(inspection.visit_plan_id);
    if (!*plan) {
        problems.push_back({"", "/plan", trf("没有检查计划 {}", number),
                            tr("`yanlian inspection plan` 列出的编号")});
        return {};
    }
    const VisitPlan& planned = (*plan)->plan;
    if ((*plan)->inspection_id != 0)
        return make_error(Errc::conflict, {"", "/plan", trf("检查计划 {} 已经完成了", number), ""});
    if (inspection.organisation_key.empty()) inspection.organisation_key = planned.organisation_key;
    if (inspection.by_key.empty()) inspection.by_key = planned.by_key;
    inspection.kind = planned.kind;
    if (inspection.organisation_key != planned.organisation_key)
        problems.push_back({"", "/organisation", trf("检查计划 {} 是另一个单位的", number),
                            planned.organisation_key});
    return {};
}

/// Nobody goes round a house that is not there yet, or no longer.
void check_home_open(const Inspection& inspection, const std::vector<Organisation>& organisations,
                     Problems& problems) {
    const auto home =
        std::ranges::find(organisations, inspection.organisation_key, &Organisation::key);
    if (home == organisations.end()) return;
    const Date day = inspection.local_day;
    if (home->opened_on && day < *home->opened_on)
        problems.push_back({"", "/local_day", trf("{} 那一天 {} 还没有开办", iso(day), home->name),
                            iso(*home->opened_on)});
    if (home->closed_on && *home->closed_on < day)
        problems.push_back({"", "/local_day", trf("{} 那一天 {} 已经停办", iso(day), home->name),
                            iso(*home->closed_on)});
}

Result<void> check_references(store::Database& database, const InspectionEntry& entry,
                              Problems& problems) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    check_home_open(entry.inspection, *organisations, problems);
    const auto persons = store::load_person_days(database);
    if (!persons) return tl::unexpected(persons.error());
    for (const auto& [key, pointer] :
         {std::pair(&entry.inspection.organisation_key, "/organisation"),
          std::pair(&entry.inspection.by_key, "/by")})
        if (!key->empty() &&
            std::ranges::find(*organisations, *key, &Organisation::key) == organisations->end())
            problems.push_back({"", pointer, trf("数据库里没有单位 {}", *key), tr("已登记的单位")});
    for (const auto& [key, pointer] : {std::pair(&entry.inspection.inspector_key, "/inspector"),
                                       std::pair(&entry.recorder_key, "/recorder")})
        if (!key->empty() && !persons->contains(*key))
            problems.push_back({"", pointer, trf("数据库里没有 {}", *key), tr("花名册里的人")});
    if (!entry.findings.empty() && entry.recorder_key.empty() &&
        entry.inspection.inspector_key.empty())
        problems.push_back(
            {"", "/recorder", tr("发现的问题要由花名册里的人登记"), tr("登记人的姓名或编号")});
    return {};
}

std::string inspection_json(const Inspection& one, std::size_t items_count) {
    return nlohmann::ordered_json{{"kind", name_of(inspection_kind_names, one.kind)},
                                  {"organisation", one.organisation_key},
                                  {"by", one.by_key},
                                  {"day", iso(one.local_day)},
                                  {"at_utc", one.at_utc ? iso(*one.at_utc) : ""},
                                  {"inspector", one.inspector},
                                  {"result", name_of(inspection_result_names, one.result)},
                                  {"items", items_count},
                                  {"plan", one.visit_plan_id},
                                  {"note", one.note}}
        .dump();
}

/// What register_finding would complain about, with the number of the finding in front.
Problems check_findings(const InspectionEntry& entry, Date today) {
    Problems problems;
    for (std::size_t i = 0; i < entry.findings.size(); ++i) {
        Finding finding = entry.findings[i].finding;
        finding.key = "finding";
        finding.organisation_key = entry.inspection.organisation_key;
        for (auto problem : check(finding, today)) {
            problem.pointer = fmt::format("/findings/{}{}", i + 1, problem.pointer);
            problems.push_back(std::move(problem));
        }
    }
    return problems;
}

/// The same round typed in twice: of one home, of one kind, by one person, in one minute.
Result<void> check_new(store::Database& database, const Inspection& inspection,
                       Problems& problems) {
    if (!inspection.at_utc || inspection.corrects_id != 0) return {};
    const auto rows = store::load_inspections(database, inspection.organisation_key,
                                              inspection.local_day, inspection.local_day);
    if (!rows) return tl::unexpected(rows.error());
    for (const store::InspectionRow& one : *rows) {
        const Inspection& known = one.inspection;
        if (known.organisation_key == inspection.organisation_key &&
            known.kind == inspection.kind && known.at_utc == inspection.at_utc &&
            known.inspector_key == inspection.inspector_key &&
            known.inspector == inspection.inspector)
            problems.push_back({"", "/at", trf("这个人这个时刻已经登记过：检查 {}", known.id),
                                tr("别的时刻；要改的是那一次，用更正")});
    }
    return {};
}

Result<RecordedInspection> write(store::Database& database, const InspectionEntry& entry,
                                 const store::Entry& stamp) {
    const Inspection& inspection = entry.inspection;
    const auto id = store::insert_inspection(database, inspection, entry.items, stamp);
    if (!id) return tl::unexpected(id.error());
    const std::string before = inspection.corrects_id
                                   ? fmt::format("{{\"inspection\":{}}}", inspection.corrects_id)
                                   : "null";
    if (auto noted = store::append_audit(database,
                                         {0, stamp.at_utc, stamp.who, "inspection.record",
                                          fmt::format("inspection/{}", *id), before,
                                          inspection_json(inspection, entry.items.size()), "", ""});
        !noted)
        return tl::unexpected(noted.error());
    RecordedInspection recorded{*id, {}};
    for (const NewFinding& one : entry.findings) {
        Finding finding = one.finding;
        finding.organisation_key = inspection.organisation_key;
        finding.inspection_id = *id;
        finding.found_on = inspection.local_day;
        finding.source = source_of(inspection.kind);
        auto key = register_in_transaction(database, finding, one.remedy,
                                           entry.recorder_key.empty() ? inspection.inspector_key
                                                                      : entry.recorder_key);
        if (!key) return tl::unexpected(key.error());
        recorded.finding_keys.push_back(std::move(*key));
    }
    return recorded;
}

} // namespace

Result<RecordedInspection> record_inspection(store::Database& database, InspectionEntry entry,
                                             const std::string& who) {
    return in_transaction(database, [&]() -> Result<RecordedInspection> {
        Problems problems;
        trim_texts(entry);
        if (auto done = follow_plan(database, entry.inspection, problems); !done)
            return tl::unexpected(done.error());
        for (NewFinding& one : entry.findings)
            one.finding.found_on = entry.inspection.local_day;
        const Date today = calc_local_day(read_clock());
        std::ranges::move(check(entry.inspection, entry.items, entry.findings.size(), today),
                          std::back_inserter(problems));
        std::ranges::move(check_findings(entry, today), std::back_inserter(problems));
        if (who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
        if (auto done = check_references(database, entry, problems); !done)
            return tl::unexpected(done.error());
        if (auto done = check_new(database, entry.inspection, problems); !done)
            return tl::unexpected(done.error());
        if (!problems.empty()) return make_error(std::move(problems));
        return write(database, entry, {read_clock(), who});
    });
}

Result<std::vector<store::InspectionRow>>
list_inspections(store::Database& database, const std::string& top_key, DaySpan span) {
    return store::load_inspections(database, top_key, span.first, span.last);
}

} // namespace roster::service
