/// What an activity was about, read from the words of its title and content: the one place that
/// decides it for sheets and for the terminal, so that both count the same. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

struct ContentReading {
    std::vector<std::string> tags;  ///< words of content_tag_names, sorted, once each
    std::vector<std::string> words; ///< what said so, as written, in the order of the table
};

/// House rule: fire by 消防, 灭火, 火灾 … anywhere; by 疏散, 逃生 only when no other hazard (防汛,
/// 地震 …) is named. A title that names another hazard and no fire is about that, whatever the
/// content mentions. Nothing recognised: both lists are empty, and nothing is guessed.
[[nodiscard]] ContentReading read_content(std::string_view title, std::string_view content);

/// A word of a content column: "消防", "fire"; nothing when unknown.
[[nodiscard]] std::optional<std::string> find_content_tag(std::string_view word);
/// "消防" for "fire"; the tag itself when it has no word.
[[nodiscard]] std::string content_word(std::string_view tag);
/// "消防、疏散".
[[nodiscard]] std::string content_words(const std::vector<std::string>& tags);

} // namespace roster::domain
