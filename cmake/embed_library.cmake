# yanlian_embed_library(target folder) builds the .library.json files of a folder into the program.
function(yanlian_embed_library target folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.library.json)
  list(SORT files)
  set(rows "")
  foreach(path ${files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    get_filename_component(name ${path} NAME)
    file(READ ${path} text)
    # Template texts are full of ${words}, which must reach the program as they stand.
    string(APPEND rows "    {\"${name}\", R\"lib(${text})lib\"},\n")
  endforeach()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${target}_library.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// Written by cmake/embed_library.cmake.
#include \"tools/library/template.h\"

namespace tools::library {
namespace {
constexpr ShippedTemplate files[] = {
@rows@};
} // namespace

std::span<const ShippedTemplate> shipped_templates() noexcept { return files; }

} // namespace tools::library
")
  target_sources(${target} PRIVATE ${generated})
endfunction()
