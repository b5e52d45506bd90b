#!/usr/bin/env bash
# Collects every text that people read into assets/locale/en.po; new ones come untranslated.
set -euo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
collected=$(mktemp -d)
trap 'rm -rf "$collected"' EXIT

sources() { find sim roster tools editor \( -name '*.cpp' -o -name '*.h' \) -not -path '*/node_modules/*' | sort; }
extract() {
    xgettext --from-code=UTF-8 --language=C++ --no-location --sort-output --package-name=yanlian \
        --flag=tr:1:no-c-format --flag=trf:1:no-c-format --files-from=- "$@"
}

# What stands in tr() and trf(), and, for tables of words that reach tr() later, every literal with
# a Chinese character; these hold data instead: invented people, words of the condition language, what
# stands in sheets and on drawings; and the auditors share no code, so no catalogue either.
sources | extract --keyword=tr --keyword=trf --output="$collected/calls.pot"
sources | grep -v -e tools/audit/ -e roster/service/example_home.cpp -e tools/paper/sample_ -e sim/drill/predicate_lexer.cpp -e sim/core/simplified_pairs.h -e tools/library/residents.cpp -e tools/library/staff.cpp -e tools/sheets/ -e editor/document/space_words.cpp |
    extract --extract-all --output="$collected/literals.pot" 2> /dev/null # warns of every ""
msggrep --msgid --regexp='[一-龥]' --output-file="$collected/words.pot" "$collected/literals.pot"
msgcat --use-first --sort-output "$collected/calls.pot" "$collected/words.pot" |
    sed '/^#, .*c-format$/d; /^"POT-Creation-Date/d; /^"Report-Msgid-Bugs-To/d' > "$collected/all.pot"
msgmerge --quiet --no-fuzzy-matching --sort-output --update --backup=off assets/locale/en.po "$collected/all.pot"
msgattrib --no-obsolete --sort-output --output-file=assets/locale/en.po assets/locale/en.po
msgfmt --check-format --check-domain --statistics -o /dev/null assets/locale/en.po
