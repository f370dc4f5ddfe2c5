#!/usr/bin/env python3
"""Mirror a province's certificates: doc/api.md, "同步".

    sync.py MIRROR.db            fetch what is new, then prove that nothing is missing
    sync.py MIRROR.db --states   print what the mirror knows: number, version, state

MIRROR.db is a SQLite file that is made when it is not there: from a snapshot, or
with ECERT_FROM=start from the first change on.  It holds names and identity
numbers: keep it where nobody else reads.  Kill it when you like and start it
again.  Ends with 0 only when every day agrees; 1: a day does not; 75: the
registry could not be asked, come again; 2: it cannot go on as it is.

Environment: ECERT_URL (https://HOST:PORT/api/v1), ECERT_CA, ECERT_CERT and
ECERT_KEY (PEM files), ECERT_PURPOSE (item=CODE&cause=WHY, form-urlencoded).
"""
import datetime
import email.utils
import gzip
import hashlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import ssl
import sys
import time
import urllib.parse

BLOCK = 4096            # lines of a day that have a digest of their own
CHINA = datetime.timezone(datetime.timedelta(hours=8))
TRIES = 60              # of one call; a second or what the registry asks between

SCHEMA = """
CREATE TABLE IF NOT EXISTS place (what TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entry (
    n INTEGER PRIMARY KEY AUTOINCREMENT,        -- in the order of arrival
    feed TEXT NOT NULL,                         -- snapshot or changes
    event INTEGER NOT NULL, number TEXT NOT NULL, version INTEGER NOT NULL,
    kind TEXT NOT NULL, state TEXT NOT NULL, of TEXT NOT NULL,
    effective TEXT NOT NULL, day TEXT NOT NULL, whole TEXT NOT NULL,
    UNIQUE (feed, event, number, version));
CREATE INDEX IF NOT EXISTS entry_day ON entry (feed, day);
CREATE INDEX IF NOT EXISTS entry_certificate ON entry (number, version);
"""

# The rule by which the registry itself knows a state.
STATES = """
SELECT number, version, state FROM (
    SELECT number, version, state, ROW_NUMBER() OVER (
        PARTITION BY number, version
        ORDER BY of = 'certificate' DESC, event DESC) AS rank
    FROM entry WHERE effective <= ?)
WHERE rank = 1 ORDER BY number, version
"""


class Away(Exception):
    """The registry could not be asked."""


class Refused(Exception):
    """It said no, and would say so again."""


class Registry:
    """Its bureau interface, on one kept connection."""

    def __init__(self):
        url = urllib.parse.urlsplit(os.environ["ECERT_URL"])
        tls = ssl.create_default_context(cafile=os.environ["ECERT_CA"])
        tls.load_cert_chain(os.environ["ECERT_CERT"], os.environ["ECERT_KEY"])
        self.base = url.path.rstrip("/")
        self.http = http.client.HTTPSConnection(
            url.hostname, url.port, timeout=60, context=tls)
        self.headers = {"Accept": "application/json",
                        "Accept-Encoding": "gzip",
                        "Ecert-Purpose": os.environ["ECERT_PURPOSE"]}
        self.date = None        # of the last answer, China's

    def ask(self, path, **query):
        """One answer of 200; (status, seconds to wait) of another."""
        self.http.request("GET", f"{self.base}/{path}?"
                          + urllib.parse.urlencode(query),
                          headers=self.headers)
        answer = self.http.getresponse()
        body = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        if answer.status == 429 or answer.status >= 500:
            return None, int(answer.headers.get("Retry-After") or 1)
        told = json.loads(body)
        if answer.status != 200:
            raise Refused(told.get("code", ""),
                          f"{answer.status} {told.get('title', '')} "
                          f"{told.get('detail', '')}")
        self.date = email.utils.parsedate_to_datetime(
            answer.headers["Date"]).astimezone(CHINA).date()
        return told, 0

    def get(self, path, **query):
        """What is there, however often it must be asked."""
        for _ in range(TRIES):
            try:
                told, wait = self.ask(path, **query)
                if told is not None:
                    return told
            except (OSError, http.client.HTTPException, EOFError):
                self.http.close()
                wait = 1
            time.sleep(min(wait, 60))
        raise Away(f"{path}: no answer after {TRIES} tries")


class Mirror:
    def __init__(self, path):
        os.umask(0o077)
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.executescript(SCHEMA)

    def place(self, what):
        row = self.db.execute("SELECT value FROM place WHERE what = ?",
                              (what,)).fetchone()
        return row[0] if row else None

    def keep(self, feed, entries, **places):
        """Entries and the places after them: together, or not at all."""
        self.db.execute("BEGIN IMMEDIATE")
        self.db.executemany(
            "INSERT OR REPLACE INTO entry (feed, event, number, version, kind,"
            " state, of, effective, day, whole)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(feed, e["event"], e["managementNo"], e["version"], e["kind"],
              e["state"], e["of"], e["effective"], e["recorded"][:10],
              json.dumps(e, ensure_ascii=False)) for e in entries])
        self.db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?)",
                            [(k, v) for k, v in places.items()])
        self.db.execute("COMMIT")

    def begin_again(self):
        self.db.executescript("BEGIN; DELETE FROM entry; DELETE FROM place;"
                              " COMMIT;")

    def lines(self, day, through):
        return self.db.execute(
            "SELECT n, event || ';' || kind || ';' || state || ';' ||"
            " effective || ';' || number || ';' || version || char(10)"
            " FROM entry WHERE feed = 'changes' AND day = ? AND event <= ?"
            " ORDER BY n", (day, through)).fetchall()

    def rewind(self, first, after):
        """Forget what came from that entry on, to fetch it again."""
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("DELETE FROM entry WHERE feed = 'changes' AND n >= ?",
                        (first,))
        self.db.execute("INSERT OR REPLACE INTO place VALUES ('changes', ?)",
                        (after,))
        self.db.execute("COMMIT")

    def states(self):
        now = datetime.datetime.now(CHINA).isoformat(timespec="microseconds")
        return self.db.execute(STATES, (now,))


def begin(registry, mirror):
    """A snapshot, unless changes are read from the first one on."""
    if os.environ.get("ECERT_FROM") == "start":
        mirror.keep("changes", [], changes="")
        return
    more = True
    while more:
        after = mirror.place("snapshot")
        page = registry.get("snapshot", **({"after": after} if after else {}))
        places = {"snapshot": page["next"]} if page["more"] else \
            {"changes": page["changes"]}
        if not after:           # days are whole from the next one on
            places["proven"] = registry.date.isoformat()
        mirror.keep("snapshot", page["entries"], **places)
        more = page["more"]


def fetch(registry, mirror):
    more = True
    while more:
        after = mirror.place("changes")
        page = registry.get("changes", limit=1000,
                            **({"after": after} if after else {}))
        mirror.keep("changes", page["entries"], changes=page["next"])
        more = page["more"]


def first_day(mirror):
    """The first day that is not proven yet; None before any change."""
    proven = mirror.place("proven")
    if proven is not None:
        return datetime.date.fromisoformat(proven) + datetime.timedelta(1)
    day = mirror.db.execute("SELECT MIN(day) FROM entry").fetchone()[0]
    return datetime.date.fromisoformat(day) if day else None


def fault(mirror, said):
    """Where the mirror's day begins to differ: None, or (n, place before)."""
    lines = mirror.lines(said["date"], said["through"])
    own = [hashlib.sha256("".join(line for _, line in lines[at:at + BLOCK])
                          .encode()).hexdigest()
           for at in range(0, len(lines), BLOCK)]
    whole = hashlib.sha256("".join(f"{d}\n" for d in own).encode()).hexdigest()
    if whole == said["digest"] and len(lines) == said["count"]:
        return None
    for block in said["blocks"]:
        at = block["number"] - said["blocks"][0]["number"]
        if at >= len(own) or own[at] != block["digest"]:
            break
    else:
        if not said["blocks"]:
            raise Refused("", f"{said['date']}: {len(lines)} changes of which "
                          "the registry knows nothing; begin a new mirror")
    if at * BLOCK < len(lines):
        first = lines[at * BLOCK][0]
    else:                       # nothing of it is here: behind what is
        later = mirror.db.execute(
            "SELECT MIN(n) FROM entry WHERE feed = 'changes' AND day > ?",
            (said["date"],)).fetchone()[0]
        first = later if later is not None else sys.maxsize
    return first, block["after"]


def prove(registry, mirror):
    """Does every day agree?  What does not is forgotten, and told."""
    fetch(registry, mirror)
    day = first_day(mirror)
    over = day is not None
    while over:
        said = registry.get(f"changes/days/{day}")
        fetch(registry, mirror)         # all that the day speaks of
        wrong = fault(mirror, said)
        if wrong is not None:
            print(f"{day}: differs, fetching it again", file=sys.stderr)
            mirror.rewind(*wrong)
            return False
        print(f"{day}: {said['count']} changes, {said['digest']}")
        over = said["over"]
        if over:
            mirror.keep("changes", [], proven=day.isoformat())
        day += datetime.timedelta(1)
    return True


def sync(registry, mirror):
    for _ in range(3):
        try:
            if mirror.place("changes") is None:
                begin(registry, mirror)
            if prove(registry, mirror):
                return 0
        except Refused as refused:
            if refused.args[0] != "cursor-unknown":
                raise
            print("the registry was restored: beginning again",
                  file=sys.stderr)
            mirror.begin_again()
    return 1


def main(argv):
    if len(argv) not in (2, 3) or argv[2:] not in ([], ["--states"]):
        print(__doc__, file=sys.stderr)
        return 2
    mirror = Mirror(argv[1])
    if argv[2:]:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)   # as in "| head"
        for row in mirror.states():
            print(*row)
        return 0
    try:
        return sync(Registry(), mirror)
    except Away as away:
        print(away, file=sys.stderr)
        return 75
    except (Refused, KeyError, socket.gaierror, ssl.SSLError) as refused:
        print(*refused.args, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv))
