# One folder, one target, one namespace. The links below are the arrows of docs/architecture.md.

add_library(yanlian_flags INTERFACE)
# -ffp-contract=off: a fused multiply-add would give other last bits on other CPUs and compilers.
target_compile_options(yanlian_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                               -Wno-sign-conversion -ffp-contract=off)
if(YANLIAN_WARNINGS_AS_ERRORS)
  target_compile_options(yanlian_flags INTERFACE -Werror)
endif()
target_include_directories(yanlian_flags INTERFACE ${PROJECT_SOURCE_DIR})

# yanlian_module(sim/fire PUBLIC sim/plan PRIVATE SUNDIALS::cvode) makes target sim_fire, alias sim::fire.
# A name with a slash is another module of ours; anything else is a library.
function(yanlian_module path)
  cmake_parse_arguments(ARG "" "" "PUBLIC;PRIVATE" ${ARGN})
  string(REPLACE "/" "_" target ${path})
  string(REPLACE "/" "::" alias ${path})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${path}/*.cpp)
  list(TRANSFORM ARG_PUBLIC REPLACE "^(sim|roster|tools|editor)/" "\\1_")
  list(TRANSFORM ARG_PUBLIC REPLACE "^((sim|roster|tools|editor)_[a-z_]+)/" "\\1_") # a room within a room
  list(TRANSFORM ARG_PRIVATE REPLACE "^(sim|roster|tools|editor)/" "\\1_")
  list(TRANSFORM ARG_PRIVATE REPLACE "^((sim|roster|tools|editor)_[a-z_]+)/" "\\1_") # a room within a room
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC yanlian_flags ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE yanlian_flags ${ARG_PUBLIC} ${ARG_PRIVATE})
  endif()
  add_library(${alias} ALIAS ${target})
endfunction()

# yanlian_test(unit/sim/fire sim/fire ...) makes test program test_unit_sim_fire from tests/unit/sim/fire/*.cpp.
function(yanlian_test path)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${path}/*.cpp)
  if(NOT sources)
    return()
  endif()
  string(REPLACE "/" "_" name ${path})
  set(libraries ${ARGN})
  list(TRANSFORM libraries REPLACE "^(sim|roster|tools|editor)/" "\\1_")
  list(TRANSFORM libraries REPLACE "^((sim|roster|tools|editor)_[a-z_]+)/" "\\1_") # a room within a room
  add_executable(test_${name} ${sources})
  target_link_libraries(test_${name} PRIVATE yanlian_test_main ${libraries})
  add_test(NAME ${path} COMMAND test_${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endfunction()

# yanlian_test_on_server(unit/roster/store) runs the same program once more against a PostgreSQL server of
# its own (tests/support/with_postgresql.sh), without the tests of what only a file has.
function(yanlian_test_on_server path)
  string(REPLACE "/" "_" name ${path})
  if(NOT TARGET test_${name})
    return()
  endif()
  add_test(NAME ${path}/postgresql
           COMMAND ${PROJECT_SOURCE_DIR}/tests/support/with_postgresql.sh $<TARGET_FILE:test_${name}>
                   "--test-suite-exclude=SQLite's own" ${ARGN}
           WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  # Fewer cases of each property: every one of them wants a database of its own.
  set_tests_properties(${path}/postgresql PROPERTIES SKIP_RETURN_CODE 77 ENVIRONMENT "RC_PARAMS=max_success=20")
endfunction()
