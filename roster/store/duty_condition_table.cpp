#include "roster/store/duty_condition_table.h"

#include "roster/store/columns.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

/// Columns of a row as they come, in one order for both statements.
struct Fetched {
    DutyConditionRow row;
    long long id = 0, corrects = 0;
    int withdrawn = 0;
    std::string kind, basis, from;
    Column<std::string> until;
    Column<int> weight;
    [[nodiscard]] DutyConditionRow take() {
        row.id = id;
        row.corrects_id = corrects;
        row.withdrawn = withdrawn != 0;
        row.kind = read_named<ConditionKind>(condition_kind_names, kind);
        row.basis.reset();
        if (!basis.empty()) row.basis = read_named<BanBasis>(ban_basis_names, basis);
        row.from_day = read_date(from);
        row.until_day = read_date(until);
        row.weight_count = weight.optional<int>();
        return row;
    }
};
constexpr const char* columns =
    "SELECT c.id, COALESCE(c.corrects_id, 0), c.withdrawn, c.kind, p.key, p.name, "
    "COALESCE(q.key, ''), COALESCE(q.name, ''), COALESCE(o.key, ''), COALESCE(c.basis, ''), "
    "c.from_day, c.until_day, c.shift, c.weight_count, c.reason, c.recorded_by ";
/// What an organisation sees; behind the table's name as c.
constexpr const char* seen =
    " AS c JOIN person AS p ON p.id = c.person_id "
    "LEFT JOIN person AS q ON q.id = c.other_id "
    "LEFT JOIN organisation AS o ON o.id = c.organisation_id "
    "JOIN organisation AS h ON h.key = :home "
    "WHERE (c.organisation_id = h.id OR (c.organisation_id IS NULL AND (p.organisation_id = h.id "
    "OR EXISTS (SELECT 1 FROM post_assignment_in_force AS t "
    "WHERE t.person_id = p.id AND t.organisation_id = h.id)))) ";

soci::details::prepare_temp_type prepare(soci::session& sql, const std::string& text, Fetched& f) {
    return (sql.prepare << text, into(f.id), into(f.corrects), into(f.withdrawn), into(f.kind),
            into(f.row.person_key), into(f.row.person_name), into(f.row.other_key),
            into(f.row.other_name), into(f.row.organisation_key), into(f.basis), into(f.from),
            into(f.until.value, f.until.indicator), into(f.row.shift),
            into(f.weight.value, f.weight.indicator), into(f.row.reason), into(f.row.recorded_by));
}

} // namespace

Result<std::int64_t> insert_duty_condition(Database& database, const DutyConditionRow& row,
                                           const Entry& entry) {
    return guard(database, "duty_condition.insert", [&](soci::session& sql) -> std::int64_t {
        const Column<long long> corrects(row.corrects_id != 0 ? std::optional(row.corrects_id)
                                                              : std::nullopt);
        const int withdrawn = row.withdrawn;
        const std::string kind = text_of(condition_kind_names, row.kind), from = iso(row.from_day),
                          recorded = iso(entry.at_utc);
        const Column<std::string> basis =
            text_column(row.basis ? text_of(ban_basis_names, *row.basis) : std::string());
        const Column<std::string> until = date_column(row.until_day);
        const Column<int> weight(row.weight_count);
        long long id = 0;
        sql << "INSERT INTO duty_condition(corrects_id, withdrawn, kind, person_id, other_id, "
               "organisation_id, basis, from_day, until_day, shift, weight_count, reason, "
               "recorded_at_utc, recorded_by) VALUES(:corrects, :withdrawn, :kind, "
               "(SELECT id FROM person WHERE key = :person), "
               "(SELECT id FROM person WHERE key = :other), "
               "(SELECT id FROM organisation WHERE key = :organisation), :basis, :from_day, "
               ":until_day, :shift, :weight, :reason, :recorded, :who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(withdrawn), use(kind),
            use(row.person_key), use(row.other_key), use(row.organisation_key),
            use(basis.value, basis.indicator), use(from), use(until.value, until.indicator),
            use(row.shift), use(weight.value, weight.indicator), use(row.reason), use(recorded),
            use(entry.who);
        return id;
    });
}

Result<std::vector<DutyConditionRow>>
load_duty_conditions(Database& database, const std::string& organisation_key, Date from) {
    return guard(database, "duty_condition.load", [&](soci::session& sql) {
        std::vector<DutyConditionRow> conditions;
        Fetched fetched;
        const std::string day = iso(from);
        soci::statement rows =
            (prepare(sql,
                     std::string(columns) + "FROM duty_condition_in_force" + seen +
                         "AND (c.until_day IS NULL OR c.until_day >= :day) "
                         "ORDER BY p.key, c.from_day, c.id",
                     fetched),
             use(organisation_key), use(day));
        rows.execute();
        while (rows.fetch())
            conditions.push_back(fetched.take());
        return conditions;
    });
}

Result<std::optional<FoundDutyCondition>>
find_duty_condition(Database& database, const std::string& organisation_key, std::int64_t id) {
    return guard(database, "duty_condition.find", [&](soci::session& sql) {
        std::optional<FoundDutyCondition> found;
        Fetched fetched;
        const long long number = id;
        soci::statement rows =
            (prepare(sql, std::string(columns) + "FROM duty_condition" + seen + "AND c.id = :id",
                     fetched),
             use(organisation_key), use(number));
        rows.execute();
        if (rows.fetch()) found = FoundDutyCondition{fetched.take(), 0};
        if (!found) return found;
        long long by = 0;
        sql << "SELECT COALESCE(max(id), 0) FROM duty_condition WHERE corrects_id = :id", into(by),
            use(number);
        found->corrected_by = by;
        return found;
    });
}

} // namespace roster::store
