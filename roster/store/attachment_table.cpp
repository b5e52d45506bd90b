#include "roster/store/attachment_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include <charconv>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

std::optional<long long> read_number(const std::string& text) {
    long long number = 0;
    const char* end = text.data() + text.size();
    const auto [at, code] = std::from_chars(text.data(), end, number);
    return code == std::errc() && at == end ? std::optional(number) : std::nullopt;
}

/// Drills, inspections and certificates have numbers only.
bool has_key(AttachmentSubject subject) noexcept {
    return subject == AttachmentSubject::activity || subject == AttachmentSubject::finding;
}

std::string column_of(AttachmentSubject subject) {
    return text_of(attachment_subject_names, subject) + "_id";
}

} // namespace

Result<std::optional<std::int64_t>> find_attachment_subject(Database& database,
                                                            AttachmentSubject subject,
                                                            const std::string& number_or_key) {
    return guard(database, "attachment.subject", [&](soci::session& sql) {
        const std::string table = text_of(attachment_subject_names, subject);
        const auto number = read_number(number_or_key);
        std::optional<std::int64_t> found;
        if (!number && !has_key(subject)) return found;
        Column<long long> id;
        const long long wanted = number.value_or(0);
        if (number)
            sql << "SELECT max(id) FROM " + table + " WHERE id = :id", into(id.value, id.indicator),
                use(wanted);
        else // the row that stands: a correction has the key of what it corrects
            sql << "SELECT max(id) FROM " + table + " WHERE key = :key",
                into(id.value, id.indicator), use(number_or_key);
        if (id.indicator == soci::i_ok) found = id.value;
        return found;
    });
}

Result<std::int64_t> insert_attachment(Database& database, const Attachment& attachment, Instant at,
                                       const std::string& by) {
    return guard(database, "attachment.insert", [&](soci::session& sql) {
        const long long subject = attachment.subject_id,
                        size = static_cast<long long>(attachment.size_bytes);
        const std::string instant = iso(at);
        long long id = 0;
        sql << "INSERT INTO attachment(sha256, size_bytes, media_type, file_name, note, " +
                   column_of(attachment.subject) +
                   ", recorded_at_utc, recorded_by) VALUES(:sha256, :size, :type, :name, :note, "
                   ":subject, :at, :by) RETURNING id",
            into(id), use(attachment.sha256), use(size), use(attachment.media_type),
            use(attachment.file_name), use(attachment.note), use(subject), use(instant), use(by);
        return std::int64_t{id};
    });
}

Result<std::vector<Attachment>> load_attachments(Database& database, const std::string& top_key) {
    return guard(database, "attachment.load", [&](soci::session& sql) {
        std::vector<Attachment> attachments;
        Attachment row;
        long long id = 0, subject = 0, size = 0;
        std::string kind, at;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT t.id, t.kind, t.subject_id, o.key, t.sha256, t.size_bytes, t.media_type, "
                 "t.file_name, t.note, t.recorded_at_utc, t.recorded_by FROM ("
                 "SELECT a.*, CASE WHEN a.drill_id IS NOT NULL THEN 'drill' "
                 "WHEN a.activity_id IS NOT NULL THEN 'activity' "
                 "WHEN a.inspection_id IS NOT NULL THEN 'inspection' "
                 "WHEN COALESCE(a.finding_id, a.finding_step_id) IS NOT NULL THEN 'finding' "
                 "WHEN a.certificate_id IS NOT NULL THEN 'certificate' "
                 "ELSE 'response_plan' END AS kind, "
                 "COALESCE(a.drill_id, a.activity_id, a.inspection_id, a.finding_id, s.finding_id, "
                 "a.certificate_id, a.response_plan_id) AS subject_id, "
                 "COALESCE(d.organisation_id, v.organisation_id, i.organisation_id, "
                 "f.organisation_id, g.organisation_id, c.organisation_id, p.organisation_id, "
                 "r.organisation_id) AS home_id "
                 "FROM attachment_in_force AS a LEFT JOIN drill AS d ON d.id = a.drill_id "
                 "LEFT JOIN activity AS v ON v.id = a.activity_id "
                 "LEFT JOIN inspection AS i ON i.id = a.inspection_id "
                 "LEFT JOIN finding AS f ON f.id = a.finding_id "
                 "LEFT JOIN finding_step AS s ON s.id = a.finding_step_id "
                 "LEFT JOIN finding AS g ON g.id = s.finding_id "
                 "LEFT JOIN certificate AS c ON c.id = a.certificate_id "
                 "LEFT JOIN person AS p ON p.id = c.person_id "
                 "LEFT JOIN response_plan AS r ON r.id = a.response_plan_id) AS t "
                 "JOIN organisation AS o ON o.id = t.home_id "
                 "WHERE t.home_id IN (SELECT id FROM part) ORDER BY t.id",
             into(id), into(kind), into(subject), into(row.organisation_key), into(row.sha256),
             into(size), into(row.media_type), into(row.file_name), into(row.note), into(at),
             into(row.recorded_by), use(top_key, "top"));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.subject = read_named<AttachmentSubject>(attachment_subject_names, kind);
            row.subject_id = subject;
            row.size_bytes = static_cast<std::uintmax_t>(size);
            row.recorded_at_utc = read_instant(at);
            attachments.push_back(row);
        }
        return attachments;
    });
}

} // namespace roster::store
