#!/bin/sh
# Says loudly when there is no Chromium, so that nobody takes skipped browser tests for passed.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
echo "*** GEEN CHROMIUM GEVONDEN: alle browsertests worden OVERGESLAGEN. ***"
