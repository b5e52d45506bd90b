/// Tables of a `.drill` file; each column is explained in docs/formats.md#record.
#pragma once
#include <string_view>

namespace sim::record {

inline constexpr int application_id = 0x594C4452; // "YLDR"
inline constexpr int format_version = 2;
inline constexpr int posture_since_version = 2;

// Rows of table header beside those of Header: the seal, and how the chains end.
inline constexpr const char* seal_key = "seal";
inline constexpr const char* fact_count_key = "fact_count";
inline constexpr const char* fact_head_key = "fact_head";
inline constexpr const char* command_count_key = "command_count";
inline constexpr const char* command_head_key = "command_head";

/// Rows that change while a record grows, and the seal itself: not under the seal.
inline constexpr std::string_view growing_keys[] = {
    "end_tick",    "finished",        seal_key,        fact_count_key,
    fact_head_key, command_count_key, command_head_key};

struct Table {
    const char* name;
    const char* sql; ///< SQLite keeps these letters in the file, and the reader wants them there
    int since_version = 1;
};
inline constexpr Table tables[] = {
    {"header", "CREATE TABLE header(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"},
    {"document", "CREATE TABLE document(kind TEXT PRIMARY KEY, sha256 TEXT NOT NULL,"
                 " text TEXT NOT NULL) STRICT"},
    {"person", "CREATE TABLE person(id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL,"
               " role TEXT NOT NULL, person_group INTEGER NOT NULL, mobility TEXT NOT NULL,"
               " sheet INTEGER NOT NULL, x_m REAL NOT NULL, y_m REAL NOT NULL,"
               " heading_rad REAL NOT NULL) STRICT"},
    {"command", "CREATE TABLE command(seq INTEGER PRIMARY KEY, tick INTEGER NOT NULL,"
                " body TEXT NOT NULL, hash TEXT NOT NULL) STRICT"},
    {"fact", "CREATE TABLE fact(seq INTEGER PRIMARY KEY, tick INTEGER NOT NULL,"
             " body TEXT NOT NULL, hash TEXT NOT NULL) STRICT"},
    {"checkpoint", "CREATE TABLE checkpoint(tick INTEGER PRIMARY KEY, facts INTEGER NOT NULL,"
                   " hash TEXT NOT NULL) STRICT"},
    {"person_state", "CREATE TABLE person_state(tick INTEGER NOT NULL, person INTEGER NOT NULL,"
                     " sheet INTEGER NOT NULL, outcome INTEGER NOT NULL, present INTEGER NOT NULL,"
                     " moving INTEGER NOT NULL, dose REAL NOT NULL) STRICT"},
    {"smoke", "CREATE TABLE smoke(tick INTEGER NOT NULL, cell INTEGER NOT NULL,"
              " interface_height_m REAL NOT NULL, upper_temperature_K REAL NOT NULL,"
              " lower_temperature_K REAL NOT NULL, visibility_m REAL NOT NULL,"
              " upper_extinction_per_m REAL NOT NULL, carbon_monoxide_ppm REAL NOT NULL) STRICT"},
    {"door", "CREATE TABLE door(tick INTEGER NOT NULL, opening INTEGER NOT NULL,"
             " open_frac REAL NOT NULL) STRICT"},
    {"fire", "CREATE TABLE fire(tick INTEGER NOT NULL, fire INTEGER NOT NULL,"
             " hrr_kW REAL NOT NULL) STRICT"},
    {"device", "CREATE TABLE device(tick INTEGER NOT NULL, kind INTEGER NOT NULL,"
               " sheet INTEGER NOT NULL, x_m REAL NOT NULL, y_m REAL NOT NULL,"
               " heading_rad REAL NOT NULL, length_m REAL NOT NULL, width_m REAL NOT NULL) STRICT"},
    {"detector", "CREATE TABLE detector(tick INTEGER NOT NULL, detector INTEGER NOT NULL,"
                 " alarm INTEGER NOT NULL) STRICT"},
    {"posture",
     "CREATE TABLE posture(tick INTEGER NOT NULL, person INTEGER NOT NULL,"
     " posture INTEGER NOT NULL) STRICT",
     posture_since_version},
    // JuPedSim's trajectory file, version 2; not STRICT, as its own tools write them.
    {"trajectory_data", "CREATE TABLE trajectory_data(frame INTEGER NOT NULL, id INTEGER NOT NULL,"
                        " pos_x REAL NOT NULL, pos_y REAL NOT NULL, ori_x REAL NOT NULL,"
                        " ori_y REAL NOT NULL)"},
    {"metadata",
     "CREATE TABLE metadata(key TEXT NOT NULL UNIQUE PRIMARY KEY, value TEXT NOT NULL)"},
    {"geometry", "CREATE TABLE geometry(hash INTEGER NOT NULL, wkt TEXT NOT NULL)"},
    {"frame_data",
     "CREATE TABLE frame_data(frame INTEGER NOT NULL, geometry_hash INTEGER NOT NULL)"},
};

/// For people with a SQLite shell; the reader does not use it.
inline constexpr const char* fact_list_view =
    "CREATE VIEW fact_list AS SELECT seq, tick / 20.0 AS t_s, body ->> 'kind' AS kind,"
    " body ->> 'actor' AS actor, body ->> 'target' AS target, body ->> 'args' AS args FROM fact";

inline constexpr const char* closing_sql =
    "CREATE INDEX frame_id_idx ON trajectory_data(frame, id);"
    "CREATE UNIQUE INDEX geometry_hash ON geometry(hash)";

} // namespace sim::record
