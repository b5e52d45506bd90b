#!/usr/bin/env bash
# Collects every text of tr() and trf() into assets/locale/en.po; new ones come untranslated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
find sim roster tools editor -name '*.cpp' -o -name '*.h' | grep -v node_modules | sort |
    xgettext --from-code=UTF-8 --language=C++ --keyword=tr --keyword=trf --no-location --sort-output \
        --package-name=yanlian --files-from=- --output=build/yanlian.pot
msgmerge --quiet --no-fuzzy-matching --sort-output --update --backup=off assets/locale/en.po build/yanlian.pot
msgfmt --statistics -o /dev/null assets/locale/en.po
