/// What the words of an activity say when nobody moved, or when it was not held: the one rule for
/// what is typed in and what is imported. Full width, blanks,
/// capitals and traditional characters make no difference. House
/// rule, docs/ledger.md#what-counts. Pure.
#pragma once
#include <string_view>

namespace roster::domain {

/// The first word of a drill's title that says it was no real drill; empty: there is none. The
/// database asks for most of them.
[[nodiscard]] std::string_view find_unreal_title(std::string_view title);
/// The same of its content, where a talk or a film may follow the drill: what was told, watched or
/// shown counts against it only when every clause is of that kind.
[[nodiscard]] std::string_view find_unreal_sign(std::string_view content);
/// 未举行, 没有开展, 拟开展, 消防演练改期; 取消 when it speaks of the whole (因雨取消, 培训已取消)
/// and not of a thing (取消火警) or of a document in 《》.
[[nodiscard]] std::string_view find_not_held_sign(std::string_view text);
/// Robots in people's place (机器人演示, 机器人演练); a talk about robots is none.
[[nodiscard]] std::string_view find_robot_sign(std::string_view text);

} // namespace roster::domain
