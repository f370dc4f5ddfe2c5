#!/usr/bin/perl
# ecert backup and restore: a copy made while the service is at work becomes the
# same registry elsewhere; one that is not whole never passes for whole.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib",
    "$FindBin::Bin/lib";

use Asking;
use Backups;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode);
use File::Copy qw(copy);
use File::Path qw(remove_tree);
use File::Temp qw(tempdir);
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep);

my $place = tempdir('ecert-backup-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $stack = Ecert::Stack->new(rows => 2000)->start;
my $db = $stack->db;

# The same keys, another server, nothing in it.
my $other = Ecert::Stack->new(rows => 0, dir => "$place/other", fast => 1);
mkdir "$place/other";
copy($stack->dir . "/$_", "$place/other/$_") for qw(match.key ticket.key
    ca.pem ca-key.pem ca-crl.pem sign-key.pem sign-cert.pem);
chmod 0600, glob "$place/other/*";
$other->prepare->start_database;
system('cp', '-p', glob($stack->dir . '/seal-keys/*'), "$place/other/seal-keys/")
    == 0 or die "cp\n";
copy($stack->dir . '/seal-ca.pem', "$place/other/seal-ca.pem");

sub answer {
	my ($of, $sample) = @_;
	my $text = ($of->lookup($sample, { Accept => 'application/xml' }))[1]{text};
	return join '', $text =~ m{(<verdict\b[^>]*>|<certificate\b.*</certificate>)}sg;
}

sub empty_again {
	$other->db->query('DROP DATABASE ecert; CREATE DATABASE ecert CHARACTER '
	    . 'SET utf8mb4 COLLATE utf8mb4_nopad_bin', user => 'root');
}

# ---- a copy while the service is at work

# Asks, and changes states, until it is told to end; how often it did.
sub busy {
	my ($what) = @_;
	pipe my $from, my $to or die $!;
	my $pid = fork // die $!;
	if ($pid == 0) {
		my ($end, $n) = (0, 0);
		$SIG{TERM} = sub { $end = 1 };
		while (!$end) { $n++ if eval { $what->() } }
		syswrite $to, "$n\n";
		POSIX::_exit(0);
	}
	return sub { kill 'TERM', $pid; waitpid $pid, 0; return <$from> + 0 };
}

my ($asked) = grep { $_->{state} eq 'issued' } $stack->samples;
my $changed = $db->value('SELECT MAX(serial) FROM certificate_status '
    . "WHERE state = 'issued' AND version = 1");
my $looks = busy(sub { answer($stack, $asked) =~ /state="issued"/ });
my $flips = busy(sub {
	$db->query("CALL certificate_suspend($changed, 1, 'under-review', NULL, "
	    . "NULL); CALL certificate_reinstate($changed, 1, 'review-closed', "
	    . 'NULL, NULL)', user => 'ecert_admin'); 1 });
my ($status, $text);
for my $n (1 .. 4) {
	($status, $text) = $stack->command('backup', "$place/b$n");
	is($status, 0, "backup $n of a registry at work: 0") or diag $text;
}
my ($looked, $flipped) = ($looks->(), $flips->());
cmp_ok($looked, '>', 5, "$looked look-ups were answered meanwhile");
cmp_ok($flipped, '>', 5, "$flipped changes were made meanwhile");
like($text, qr/事件链 chain of events: 完整 whole$/m, 'the chain was whole');
like($text, qr/the backup is complete/, 'it says that it is complete');
is($stack->db->value("SELECT CONCAT(actor, ' ', detail) FROM admin_event WHERE "
    . "action = 'backup' ORDER BY note DESC LIMIT 1"),
    'ecert_backup@localhost whole registry', 'who took it is written down');

my %lasts = map { (manifest("$place/b$_") =~ /^event (\d+) /m)[0] => 1 } 1 .. 4;
cmp_ok(scalar keys %lasts, '>', 1, 'the registry went on between them');
my ($last, $digest) = manifest("$place/b4") =~ /^event (\d+) (\w+)$/m;
is($db->value("SELECT LOWER(HEX(digest)) FROM event WHERE id = $last"), $digest,
    'the manifest has the last event that was copied');
my ($rows) = manifest("$place/b4") =~ /^rows event (\d+)$/m;
is($rows, $last, 'and as many events as that');

# A difference of moments would show once in many runs: so the server is asked.
$db->query("SET GLOBAL log_output = 'TABLE', GLOBAL general_log = ON",
    user => 'root');
is(($stack->command('backup', "$place/logged"))[0], 0, 'another backup');
$db->query('SET GLOBAL general_log = OFF', user => 'root');
is($db->value('SELECT COUNT(*) > 0 FROM mysql.general_log WHERE argument LIKE '
    . "'START TRANSACTION%CONSISTENT SNAPSHOT%'", user => 'root'), 1,
    'all tables are read as of one moment');

# ---- what it looks like

sub mode { return sprintf '%o', (stat $_[0])[2] & 07777 }
is(join(' ', map { mode("$place/b4$_") } '', map { "/$_" } qw(manifest
    tables.sql program.sql)), '700 600 600 600', 'nobody else may read it');
is_deeply([glob "$place/*.partial.*"], [], 'nothing half done is left');
($status, $text) = $stack->command('backup', '--check', "$place/b4");
is($status, 0, 'backup --check: 0') or diag $text;
like($text, qr/the backup is whole/, 'it says so');
my $before = manifest("$place/b4");
($status, $text) = $stack->command('backup', "$place/b4");
is($status, 1, 'one that is there is not written over: 1');
like($text, qr/\[file-exists\]/, 'by name');
is(manifest("$place/b4"), $before, 'it is as it was');
mkdir "$place/void";
is(($stack->command('backup', "$place/void"))[0], 1,
    'nor is an empty folder taken');

# ---- restored

($status, $text) = $stack->command('restore', "$place/b4");
is($status, 1, 'a registry that is there is not restored over: 1');
like($text, qr/\[database-not-empty\]/, 'by name');
($status, $text) = $other->command('restore', "$place/b4");
is($status, 0, 'restore into an empty database: 0') or diag $text;
like($text, qr/last event: $last $digest$/m, 'it names the last event');
like($text, qr/chain of events is whole/, 'and says that the chain is whole');
for my $of (qw(certificate batch holder_phone qualification_edition seal_file
    retention_rule)) {
	my $all = "SELECT * FROM $of ORDER BY 1, 2";
	is($other->db->query($all), $db->query($all), "$of is the same");
}
is($other->db->query('SELECT * FROM event ORDER BY id'),
    $db->query("SELECT * FROM event WHERE id <= $last ORDER BY id"),
    'the events are the same, as far as they were copied');
$other->start_responder->start_nginx->wait_ready;
for my $sample ($stack->samples) {
	is(answer($other, $sample), answer($stack, $sample),
	    "a look-up answers the same: $sample->{state}, $sample->{style}");
}
$other->stop_responder;
($status, $text) = $other->command('check');
is($status, 0, 'ecert check finds nothing to mend') or diag $text;
is(($other->command('migrate'))[0], 0, 'nor does ecert migrate');
# Another one: the copy may have been made between two changes of that.
my $next = $other->db->value('SELECT MAX(serial) FROM certificate_status WHERE '
    . "state = 'issued' AND version = 1 AND serial < $changed");
is(($other->db->try("CALL certificate_suspend($next, 1, 'under-review', "
    . 'NULL, NULL)', user => 'ecert_admin'))[0], 0, 'and it goes on');
is($other->db->value('SELECT COUNT(*) FROM event_chain_fault'), 0,
    'with a whole chain');
empty_again();

# ---- folders that are not whole

my $serial = 0;

# A copy of the backup with something done to it.
sub spoilt {
	my ($do) = @_;
	my $to = "$place/spoilt" . ++$serial;
	system('cp', '-r', "$place/b4", $to) == 0 or die "cp\n";
	$do->($to);
	return $to;
}

sub change {
	my ($file, $how) = @_;
	my $bytes = slurp($file);
	$how->($bytes);
	spill_into($file, $bytes);
}

sub things {
	return $other->db->value('SELECT COUNT(*) FROM information_schema.tables '
	    . "WHERE table_schema = 'ecert'");
}

for my $case (
    ['a changed byte', sub { change("$_[0]/tables.sql",
	sub { substr($_[0], 300_000, 1) ^= "\1" }) }],
    ['a byte changed in the routines', sub { change("$_[0]/program.sql",
	sub { substr($_[0], 3000, 1) ^= "\1" }) }],
    ['a missing file', sub { unlink "$_[0]/tables.sql" }],
    ['missing routines', sub { unlink "$_[0]/program.sql" }],
    ['a file cut off', sub { truncate "$_[0]/tables.sql", 200_000 }],
    ['an empty file', sub { truncate "$_[0]/tables.sql", 0 }],
    ['a file with more at its end', sub { change("$_[0]/tables.sql",
	sub { $_[0] .= "DROP TABLE event;\n" }) }],
    ['a link in the place of a file', sub { rename "$_[0]/tables.sql",
	"$_[0]/x"; symlink "$_[0]/x", "$_[0]/tables.sql" }],
    ['no manifest', sub { unlink "$_[0]/manifest" }],
    ['an empty manifest', sub { truncate "$_[0]/manifest", 0 }],
    ['a manifest cut off', sub { truncate "$_[0]/manifest", 300 }],
    ['a count changed in the manifest', sub { change("$_[0]/manifest",
	sub { $_[0] =~ s/^(rows batch) \d+/$1 1/m }) }],
    ['a line doubled in the manifest', sub { redigest($_[0],
	sub { $_[0] =~ s/^(rows batch .*\n)/$1$1/m }) }],
    ['an unknown line in the manifest', sub { redigest($_[0],
	sub { $_[0] =~ s/^schema/seal x\nschema/m }) }],
    ['a line missing in the manifest', sub { redigest($_[0],
	sub { $_[0] =~ s/^chain .*\n//m }) }],
    ['another version of the manifest', sub { redigest($_[0],
	sub { $_[0] =~ s/^ecert-backup 1/ecert-backup 2/ }) }],
) {
	my ($what, $do) = @$case;
	my $folder = spoilt($do);
	($status, $text) = $stack->command('backup', '--check', $folder);
	is($status, 1, "$what: --check says no");
	like($text, qr/\[(?:backup-damaged|file-unreadable)\]/, 'by name');
	($status, $text) = $other->command('restore', $folder);
	is($status, 1, '... and restore refuses');
	is(things(), 0, '... before anything is loaded');
	remove_tree($folder);
}
is(($stack->command('backup', '--check', "$place/nowhere"))[0], 1,
    'no folder: no');

# ---- a folder that fits itself and still is not the registry

# Digests made anew by whoever changed the files.
for my $case (
    ['a wrong count', sub { redigest($_[0],
	sub { $_[0] =~ s/^(rows certificate) (\d+)/"$1 " . ($2 + 1)/me }) },
	qr/\[restored-differs\] certificate: \d+ rows, not/],
    ['a table that is not there', sub { redigest($_[0],
	sub { $_[0] =~ s/^(rows batch .*\n)/rows aaa 0\n$1/m }) },
	qr/\[restored-differs\] \d+ tables, not \d+/],
    ['a dump that ends after some tables', sub { change("$_[0]/tables.sql",
	sub { $_[0] =~ s/^-- Table structure for table `event`.*//ms });
	refile($_[0]) }, qr/\[schema-version\]/],
    ['a certificate taken out', sub { change("$_[0]/tables.sql",
	sub { $_[0] =~ s/^(INSERT INTO `certificate` VALUES\n).*\n/$1/m });
	refile($_[0]) }, qr/\[restored-differs\] certificate: /],
    ['another last event', sub { redigest($_[0],
	sub { $_[0] =~ s/^(event \d+ )\w+/$1 . 'a' x 64/me }) },
	qr/\[restored-differs\] the last event is /],
    ['SQL that does not run', sub { change("$_[0]/tables.sql",
	sub { $_[0] =~ s/^CREATE TABLE `event_head`/CREATE TABEL x/m });
	refile($_[0]) }, qr/\[database-program-failed\] mariadb: exit status 1: .*1064/s],
    ['an event rewritten', sub { change("$_[0]/tables.sql",
	sub { $_[0] =~ s/^(\(20,'issue',\d+,NULL,NULL,'issued','\d{4}-\d\d-)\d\d/${1}09/m
	    or die "no such event\n" });
	refile($_[0]) }, qr/\[event-chain-broken\] event 21: previous/],
) {
	my ($what, $do, $told) = @$case;
	my $folder = spoilt($do);
	is(($stack->command('backup', '--check', $folder))[0], 0,
	    "$what: the folder fits itself");
	($status, $text) = $other->command('restore', $folder);
	isnt($status, 0, '... restore does not succeed');
	like($text, $told, '... and says why');
	unlike($text, qr/restored, and the same/, '... and nothing else');
	like($text, qr/^  DROP DATABASE `ecert`;\n  CREATE DATABASE `ecert` /m,
	    '... and what to do with what is there');
	next if $what =~ /rewritten/;	# known only by the whole registry
	isnt(($other->db->try('SELECT COUNT(*) FROM certificate_status',
	    user => 'ecert_web'))[0], 0, '... the service is told nothing');
	is(($other->command('check'))[0], 1, '... ecert check is not content');
} continue {
	empty_again();
}

# ---- what a line of a backup must not do

for my $line ("\\! touch $place/ran", "system touch $place/ran",
    "source $place/more.sql") {
	spill_into("$place/more.sql", "CREATE TABLE smuggled (a INT);\n");
	my $folder = spoilt(sub { change("$_[0]/tables.sql",
	    # Newer programs begin with a line that asks for the same.
	    sub { $_[0] =~ s/\A.*sandbox mode.*\n//;
		$_[0] =~ s/^(CREATE TABLE `event_head`)/$line\n$1/m });
	    refile($_[0]) });
	($status, $text) = $other->command('restore', $folder);
	isnt($status, 0, "'$line' in a backup: restore does not succeed");
	ok(!-e "$place/ran", '... no program is run');
	is($other->db->value('SELECT COUNT(*) FROM information_schema.tables '
	    . "WHERE table_name = 'smuggled'"), 0, '... no file is read');
	empty_again();
}

# ---- a database that is not made for it

$other->db->query('DROP DATABASE ecert; CREATE DATABASE ecert CHARACTER SET '
    . 'utf8mb4 COLLATE utf8mb4_general_ci', user => 'root');
($status, $text) = $other->command('restore', "$place/b4");
is($status, 1, 'a database of another collation: 1');
like($text, qr/\[database-collation\] ecert has utf8mb4_general_ci, not/,
    'by name');
like($text, qr/^  DROP DATABASE `ecert`;\n  CREATE DATABASE `ecert` CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;$/m,
    'with the statements');
unlike($text, qr/was not finished/, 'nothing was begun');
is(things(), 0, 'nor loaded');
empty_again();

$other->db->query(q{REVOKE TRIGGER, GRANT OPTION ON ecert.* FROM
    'ecert_owner'@'localhost'}, user => 'root');
($status, $text) = $other->command('restore', "$place/b4");
is($status, 2, 'an account that may not do all of it: 2');
like($text, qr/\[database-access-denied\] ecert_owner\@localhost lacks on database ecert: TRIGGER, GRANT OPTION$/m,
    'by name, and what it lacks');
unlike($text, qr/was not finished|DROP DATABASE/, 'nothing was begun');
is(things(), 0, 'nor loaded');
$other->db->query(q{REVOKE ALL PRIVILEGES ON ecert.* FROM
    'ecert_owner'@'localhost'; GRANT ALL PRIVILEGES ON `e_ert`.* TO
    'ecert_owner'@'localhost' WITH GRANT OPTION}, user => 'root');
($status, $text) = $other->command('restore', "$place/b4");
is($status, 0, 'rights that a pattern of names gives are rights') or diag $text;
$other->db->query(q{REVOKE ALL PRIVILEGES ON `e_ert`.* FROM
    'ecert_owner'@'localhost'; REVOKE GRANT OPTION ON `e_ert`.* FROM
    'ecert_owner'@'localhost'; GRANT ALL PRIVILEGES ON ecert.* TO
    'ecert_owner'@'localhost' WITH GRANT OPTION}, user => 'root');
empty_again();

# ---- a newer one

my $newer = spoilt(sub { redigest($_[0], sub { $_[0] =~ s/^schema \d+/schema 99/m }) });
($status, $text) = $other->command('restore', $newer);
is($status, 1, 'a backup of a newer schema is refused');
like($text, qr/\[backup-newer\]/, 'by name');
is(things(), 0, 'before anything is loaded');

# ---- a chain that was broken before

$stack->stop_responder;
$db->query("UPDATE event SET recorded_at = recorded_at + INTERVAL 1 SECOND "
    . 'WHERE id = 30');
($status, $text) = $stack->command('backup', "$place/broken");
is($status, 1, 'a chain that is broken: the backup says no');
like($text, qr/\[event-chain-broken\] event 31: previous/, 'where');
like($text, qr/chain of events: 断裂 BROKEN$/m, 'in both languages');
like(manifest("$place/broken"), qr/^chain broken$/m, 'the copy is there');
($status, $text) = $stack->command('backup', '--check', "$place/broken");
is($status, 0, 'and whole as a copy');
like($text, qr/chain of events: 断裂 BROKEN$/m, 'which says so');
($status, $text) = $other->command('restore', "$place/broken");
is($status, 1, 'restored, it is told again');
like($text, qr/broken before the backup was made/, 'as what it is');

# ---- how it fails

is(($stack->command('backup', @$_))[0], 64, "backup @$_ is misuse: 64")
    for [], ['a', 'b'], ['--check'], ['--all'], [''];
is(($stack->command('restore', @$_))[0], 64, "restore @$_ is misuse: 64")
    for [], ['a', 'b'], ['--force'];
($status, $text) = $stack->command('backup', "$place/no/folder");
is($status, 1, 'a folder in a folder that is not there: 1');
like($text, qr/\[file-unwritable\]/, 'by name');
($status, $text) = Ecert::Process->run($stack->program('ecert'), '-c',
    $stack->conf_path, 'backup', "$place/web");
is($status >> 8, 2, 'the account of the web service may not copy: 2');
ok(!-e "$place/web", 'nor did it');
for my $statement ("DELETE FROM batch", "UPDATE event SET reason_text = 'x'",
    "CALL certificate_revoke(1, 1, 'x', NULL, NULL)", 'CREATE TABLE x (a INT)') {
	isnt(($db->try($statement, user => 'ecert_backup'))[0], 0,
	    "the account that copies may not: $statement");
}
($status, $text) = Ecert::Process->run('sh', '-c',
    'trap "" XFSZ; ulimit -f 300; exec "$@"', 'sh', $stack->program('ecert'),
    '-c', $stack->dir . '/backup.conf', 'backup', "$place/full");
is($status >> 8, 1, 'a disk that is full: 1');
like(decode('UTF-8', $text), qr/\[file-unwritable\]/, 'by name');
is_deeply([glob "$place/full*"], [], 'and nothing is left');
# Its new name could not be put on the disk: the folder of the folder may be
# searched and written, not read.
mkdir "$place/shut";
chmod 0300, "$place/shut";
my @without_rights = $> == 0 ? ('setpriv', '--bounding-set',
    '-dac_override,-dac_read_search') : ();
($status, $text) = Ecert::Process->run(@without_rights,
    $stack->program('ecert'), '-c', $stack->dir . '/backup.conf', 'backup',
    "$place/shut/copy");
chmod 0700, "$place/shut";
is($status >> 8, 1, 'a folder that cannot be synced: 1')
    or diag decode('UTF-8', $text);
like(decode('UTF-8', $text), qr/\[file-unwritable\]/, 'by name');
is_deeply([glob "$place/shut/*"], [], 'and nothing is left');
$stack->stop_database;
($status, $text) = $stack->command('backup', "$place/away");
is($status, 2, 'no database: 2');
like($text, qr/\[database-unavailable\]/, 'by name');
is_deeply([glob "$place/away*"], [], 'and nothing is left');
is(($stack->command('backup', '--check', "$place/b4"))[0], 0,
    '--check needs no database');

undef $other;
undef $stack;
done_testing;
