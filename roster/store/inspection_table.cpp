#include "roster/store/inspection_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

std::optional<std::int64_t> id_or_none(std::int64_t id) {
    return id != 0 ? std::optional(id) : std::nullopt;
}

/// "AND i.kind IN (…) ": the names are the enumeration's own.
std::string kind_filter(std::span<const InspectionKind> kinds) {
    if (kinds.empty()) return {};
    std::string names;
    for (const InspectionKind kind : kinds)
        names += (names.empty() ? "'" : ", '") + text_of(inspection_kind_names, kind) + "'";
    return "AND i.kind IN (" + names + ") ";
}

void insert_items(soci::session& sql, long long inspection, std::span<const InspectionItem> items) {
    int number = 0;
    for (const InspectionItem& item : items) {
        ++number;
        const std::string verdict = text_of(item_verdict_names, item.verdict);
        sql << "INSERT INTO inspection_item(inspection_id, item_no, zone, text, verdict, note) "
               "VALUES(:inspection, :no, :zone, :text, :verdict, :note)",
            use(inspection), use(number), use(item.zone), use(item.text), use(verdict),
            use(item.note);
    }
}

} // namespace

Result<std::int64_t> insert_inspection(Database& database, const Inspection& inspection,
                                       std::span<const InspectionItem> items, const Entry& entry) {
    return guard(database, "inspection.insert", [&](soci::session& sql) -> std::int64_t {
        const Column<long long> corrects(id_or_none(inspection.corrects_id));
        const Column<long long> plan(id_or_none(inspection.visit_plan_id));
        const Column<std::string> by = text_column(inspection.by_key);
        const Column<std::string> person = text_column(inspection.inspector_key);
        const Column<std::string> at(inspection.at_utc ? std::optional(iso(*inspection.at_utc))
                                                       : std::nullopt);
        const Column<int> version(inspection.checklist_version);
        const std::string kind = text_of(inspection_kind_names, inspection.kind);
        const std::string result = text_of(inspection_result_names, inspection.result);
        const std::string day = iso(inspection.local_day), recorded = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO inspection(corrects_id, organisation_id, by_organisation_id, kind, "
               "local_day, at_utc, inspector_id, inspector, result, checklist_key, "
               "checklist_version, note, visit_plan_id, recorded_at_utc, recorded_by) "
               "VALUES(:corrects, (SELECT id FROM organisation WHERE key = :home), "
               "(SELECT id FROM organisation WHERE key = :by), :kind, :day, :at, "
               "(SELECT id FROM person WHERE key = :person), :inspector, :result, :list, "
               ":version, :note, :plan, :recorded, :who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(inspection.organisation_key),
            use(by.value, by.indicator), use(kind), use(day), use(at.value, at.indicator),
            use(person.value, person.indicator), use(inspection.inspector), use(result),
            use(inspection.checklist_key), use(version.value, version.indicator),
            use(inspection.note), use(plan.value, plan.indicator), use(recorded), use(entry.who);
        insert_items(sql, id, items);
        return id;
    });
}

Result<std::vector<InspectionRow>> load_inspections(Database& database, const std::string& top_key,
                                                    Date first, Date last,
                                                    std::span<const InspectionKind> kinds) {
    return guard(database, "inspection.list", [&](soci::session& sql) {
        std::vector<InspectionRow> inspections;
        InspectionRow row;
        Inspection& one = row.inspection;
        std::string kind, day, result;
        Column<std::string> at;
        Column<int> version;
        long long id = 0, plan = 0;
        const std::string from = iso(first), until = iso(last);
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT i.id, o.key, o.name, COALESCE(b.key, ''), COALESCE(b.name, ''), i.kind, "
                 "i.local_day, i.at_utc, COALESCE(p.key, ''), i.inspector, i.result, "
                 "i.checklist_key, i.checklist_version, i.note, COALESCE(i.visit_plan_id, 0), "
                 "COALESCE(n.count, 0) "
                 "FROM part JOIN inspection_in_force AS i ON i.organisation_id = part.id "
                 "JOIN organisation AS o ON o.id = i.organisation_id "
                 "LEFT JOIN organisation AS b ON b.id = i.by_organisation_id "
                 "LEFT JOIN person AS p ON p.id = i.inspector_id "
                 // Counted in one go: there is no index by inspection.
                 "LEFT JOIN (SELECT inspection_id, count(*) AS count FROM finding "
                 "WHERE inspection_id IS NOT NULL GROUP BY inspection_id) AS n "
                 "ON n.inspection_id = i.id "
                 "WHERE i.local_day BETWEEN :first AND :last "
                         << kind_filter(kinds)
                         << "ORDER BY i.local_day, o.key, i.at_utc NULLS FIRST, i.id",
             into(id), into(one.organisation_key), into(row.organisation_name), into(one.by_key),
             into(row.by_name), into(kind), into(day), into(at.value, at.indicator),
             into(one.inspector_key), into(one.inspector), into(result), into(one.checklist_key),
             into(version.value, version.indicator), into(one.note), into(plan),
             into(row.findings_count), use(top_key), use(from), use(until));
        rows.execute();
        while (rows.fetch()) {
            one.id = id;
            one.visit_plan_id = plan;
            one.kind = read_named<InspectionKind>(inspection_kind_names, kind);
            one.result = read_named<InspectionResult>(inspection_result_names, result);
            one.local_day = read_date(day);
            one.at_utc.reset();
            if (at.indicator == soci::i_ok) one.at_utc = read_instant(at.value);
            one.checklist_version = version.optional();
            inspections.push_back(row);
        }
        return inspections;
    });
}

Result<std::vector<InspectionItem>> load_items(Database& database, std::int64_t inspection_id) {
    return guard(database, "inspection.items", [&](soci::session& sql) {
        std::vector<InspectionItem> items;
        InspectionItem row;
        std::string verdict;
        const long long id = inspection_id;
        soci::statement rows =
            (sql.prepare << "SELECT zone, text, verdict, note FROM inspection_item "
                            "WHERE inspection_id = :id ORDER BY item_no",
             into(row.zone), into(row.text), into(verdict), into(row.note), use(id));
        rows.execute();
        while (rows.fetch()) {
            row.verdict = read_named<ItemVerdict>(item_verdict_names, verdict);
            items.push_back(row);
        }
        return items;
    });
}

} // namespace roster::store
