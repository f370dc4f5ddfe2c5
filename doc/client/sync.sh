#!/bin/bash
# Mirror a province's certificates: doc/api.md, "同步".  Needs curl and jq.
#   sync.sh FOLDER    fetch what is new, then prove that nothing is missing
# FOLDER holds names and identity numbers: snapshot and changes, an entry a line
# (day, line of the digest, the entry; tabs between), and place: how far they go.
# Ends with 0: every day agrees; 1: one does not; 2: it cannot go on; 75: the
# registry could not be asked.  Environment: ECERT_URL, _CA, _CERT, _KEY, _PURPOSE
# as in doc/api.md; ECERT_FROM=start reads from the first change, not a snapshot.
set -eu -o pipefail
export LC_ALL=C; umask 077
mkdir -p "$1" && cd "$1" && touch snapshot changes
exec 9>lock && flock -n 9 || { echo "another one is at work" >&2; exit 75; }
get() {		# PATH [QUERY]: into the file page
	local status; status=$(curl -sS -o page -D head -w '%{http_code}' --compressed -m 60 \
	    --retry 60 --retry-delay 1 --retry-connrefused --retry-all-errors \
	    --cacert "$ECERT_CA" --cert "$ECERT_CERT" --key "$ECERT_KEY" \
	    -H 'Accept: application/json' -H "Ecert-Purpose: $ECERT_PURPOSE" \
	    "$ECERT_URL/$1${2:+?$2}") || exit 75
	[ "$status" != 200 ] || return 0
	jq -r '"\(.status) \(.code): \(.title) \(.detail)"' page >&2 || :
	case $status in 429 | 5??) exit 75 ;; *) exit 2 ;; esac
}
china() { TZ=Asia/Shanghai date -d "$(sed -n 's/^[Dd]ate: //p' head | tail -1)" +%F; }
place() {	# FILE PROVEN CURSOR [BYTES]: so much of the file, else all, goes so far
	feed=$1 proven=$2 cursor=$3
	sync -d "$1"
	echo "$1 ${4:-$(stat -c %s "$1")} $2 $3" >place.new
	sync place.new && mv place.new place && sync .
}
keep() {	# FILE: the page at its end
	jq -r '.entries[] | "\(.recorded[:10])\t\(.event);\(.kind);\(.state);\(
	    .effective);\(.managementNo);\(.version)\t\(tojson)"' page >>"$1"
	place "$1" "$proven" "$(jq -r .next page)"
	more=$(jq .more page)
}
fetch() {	# FILE [LIMIT]: all of the resource of that name
	more=true
	while [ $more = true ]; do
		get "$1" "limit=1000${cursor:+&after=$cursor}"
		[ "$proven" != - ] || [ "$1" = changes ] || proven=$(china)
		keep "$1"
	done
}
agree() {	# FILE: what is said of a day; what differs is forgotten, good=no
	local day block after bytes
	day=$(jq -r .date "$1")
	awk -F'\t' -v d="$day" -v t="$(jq .through "$1")" '$1 == d && $2 + 0 <= t {
	    print $2 }' changes | split -l 4096 --filter='sha256sum | cut -c-64' >own
	[ "$(sha256sum <own | cut -c-64)" != "$(jq -r .digest "$1")" ] || return 0
	good=no block=$(jq -r '.blocks[].digest' "$1" | paste own - |
	    awk -F'\t' '$1 != $2 && !n++ { print NR - 1 } END { if (!n) print 0 }')
	after=$(jq -r ".blocks[$block].after // .blocks[-1].after // empty" "$1")
	[ -n "$after" ] || { echo "$day: begin a new folder" >&2; exit 2; }
	bytes=$(awk -F'\t' -v d="$day" -v skip=$((block * 4096)) '$1 == d && ++n > skip ||
	    $1 > d { exit } { b += length + 1 } END { print b + 0 }' changes)
	place changes "$proven" "$after" "$bytes"; truncate -s "$bytes" changes
	echo "$day: differs, fetching it again" >&2
}

feed=snapshot proven=- cursor='' good=no
[ "${ECERT_FROM-}" != start ] || feed=changes
[ ! -e place ] || { read -r feed length proven cursor <place; truncate -s "$length" "$feed"; }
[ $feed = changes ] || { fetch snapshot; place changes "$proven" "$(jq -r .changes page)"; }
for ((try = 0; try < 3; try++)); do
	fetch changes
	day=$(cut -c-10 changes | sed -n '1p')
	[ "$proven" = - ] || day=$(date -d "$proven + 1 day" +%F)
	[ -n "$day" ] || exit 0		# of nothing there is nothing to prove
	good=yes over=true
	while [ "$over" = true ]; do
		get "changes/days/$day" && mv page said
		fetch changes	# all that the day speaks of
		agree said; [ $good = yes ] || continue 2
		jq -r '"\(.date): \(.count) changes, \(.digest)"' said
		over=$(jq .over said); [ "$over" = false ] || place changes "$day" "$cursor"
		day=$(date -d "$day + 1 day" +%F)
	done
	exit 0
done
exit 1
