# yanlian_embed_migrations(target folder) builds the .sql files of <folder>/sqlite and <folder>/postgresql
# into the program, in the order of their names ("0001_initial.sql" becomes version 1, name "initial").
function(yanlian_embed_migrations target folder)
  foreach(dialect sqlite postgresql)
    file(GLOB files CONFIGURE_DEPENDS ${folder}/${dialect}/*.sql)
    list(SORT files)
    set(${dialect}_rows "")
    foreach(path ${files})
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
      get_filename_component(stem ${path} NAME_WE)
      string(REGEX MATCH "^([0-9]+)_(.+)$" matched ${stem})
      if(NOT matched)
        message(FATAL_ERROR "${path}: a migration is called 0001_what.sql")
      endif()
      set(name ${CMAKE_MATCH_2})
      math(EXPR version "1${CMAKE_MATCH_1} - 10000")
      file(READ ${path} text)
      string(APPEND ${dialect}_rows "    {${version}, \"${name}\", R\"sql(${text})sql\"},\n")
    endforeach()
  endforeach()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${target}_migrations.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// Written by cmake/embed_text.cmake.
#include \"roster/store/database.h\"

namespace roster::store {
namespace {
constexpr Migration in_sqlite[] = {
@sqlite_rows@};
constexpr Migration in_postgresql[] = {
@postgresql_rows@};
} // namespace

std::span<const Migration> shipped_migrations(Dialect dialect) noexcept {
    if (dialect == Dialect::postgresql) return in_postgresql;
    return in_sqlite;
}

} // namespace roster::store
")
  target_sources(${target} PRIVATE ${generated})
endfunction()

# yanlian_embed_rules(target folder) builds the .rules.json files of a folder into the program, so that
# a database can be judged on a machine that has nothing but the program.
function(yanlian_embed_rules target folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.rules.json)
  list(SORT files)
  set(rows "")
  foreach(path ${files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    get_filename_component(name ${path} NAME)
    file(READ ${path} text)
    string(APPEND rows "    {\"${name}\", R\"rules(${text})rules\"},\n")
  endforeach()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${target}_rules.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// Written by cmake/embed_text.cmake.
#include \"roster/service/rules.h\"

namespace roster::service {
namespace {
constexpr ShippedRules rules[] = {
@rows@};
} // namespace

std::span<const ShippedRules> shipped_rules() noexcept { return rules; }

} // namespace roster::service
")
  target_sources(${target} PRIVATE ${generated})
endfunction()

# yanlian_embed_holidays(target folder) builds the holidays-YEAR.json files of a folder into the program.
function(yanlian_embed_holidays target folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/holidays-*.json)
  list(SORT files)
  set(rows "")
  foreach(path ${files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    get_filename_component(name ${path} NAME)
    string(REGEX MATCH "[0-9]+" year ${name})
    file(READ ${path} text)
    string(APPEND rows "    {${year}, \"${name}\", R\"days(${text})days\"},\n")
  endforeach()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${target}_holidays.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// Written by cmake/embed_text.cmake.
#include \"roster/schedule/shipped_holidays.h\"

namespace roster::schedule {
namespace {
constexpr ShippedHolidays files[] = {
@rows@};
} // namespace

std::span<const ShippedHolidays> shipped_holidays() noexcept { return files; }

} // namespace roster::schedule
")
  target_sources(${target} PRIVATE ${generated})
endfunction()
