# yanlian_embed_questions(target folder) builds the .questions.json files of a folder into the program.
function(yanlian_embed_questions target folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.questions.json)
  list(SORT files)
  set(rows "")
  foreach(path ${files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    get_filename_component(name ${path} NAME)
    file(READ ${path} text)
    string(APPEND rows "    {\"${name}\", R\"bank(${text})bank\"},\n")
  endforeach()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${target}_questions.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// Written by cmake/embed_questions.cmake.
#include \"tools/quiz/bank.h\"

namespace tools::quiz {
namespace {
constexpr ShippedQuestions files[] = {
@rows@};
} // namespace

std::span<const ShippedQuestions> shipped_questions() noexcept { return files; }

} // namespace tools::quiz
")
  target_sources(${target} PRIVATE ${generated})
endfunction()
