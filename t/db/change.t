#!/usr/bin/perl
# The changes of a province in SQL: in the order of the chain without gaps while
# others write, a page as long as was asked for, digests of days, snapshots.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Digest::SHA qw(sha256_hex);
use Ecert::Database;
use Ecert::Tree qw(none);
use IPC::Open2 qw(open2);
use Mirror;
use POSIX ();
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)'
    for qw(output failure_output todo_output);

my $db = Ecert::Database->start(fast => 1)->load;
my @admin = (user => 'ecert_admin');
my $mirror = Mirror->new(db => $db, province => '11');
my $count = 0;

# A batch with so many certificates of each province, in turns; approved.
sub batch {
	my (%of) = @_;
	my $batch = $db->value(sprintf(q{CALL batch_open('C-%d', '14', '202110',
	@b); SELECT @b}, ++$count), @admin);
	my @rows;
	while (my @left = grep { $of{$_} } sort keys %of) {
		push @rows, $_ for @left;
		$of{$_}-- for @left;
	}
	$db->query(join('', map { sprintf q{CALL certificate_add(%d,
	'C-2021-%06d', '王样本', '111', '110000199001010013',
	x'000102030405060708090a0b0c0d0e0f', 1, '1990-01-01', '2021-11-20', '%s',
	'', '', @s); }, $batch, ++$count, $_ } @rows), @admin);
	$db->query("CALL batch_approve($batch, '2021-11-21')", @admin);
	return $batch;
}

sub serials {
	my ($batch, $province) = @_;
	return map { $_->[0] } $db->rows('SELECT serial FROM certificate WHERE '
	    . "batch = $batch AND province = '$province' ORDER BY serial");
}

sub issue { $db->query("CALL batch_issue($_[0], " . ($_[1] || 'NULL') . ')') }
sub change {
	my ($what, $serial, $version, $class, $at) = @_;
	$db->query("CALL certificate_$what($serial, $version, '$class', NULL, "
	    . ($at || 'NULL') . ')');
}
sub correct {
	my ($serial, $version) = @_;
	$db->query("CALL certificate_correct($serial, $version, "
	    . "'record-corrected', NULL, NULL, '李样本', NULL, NULL, NULL, NULL, "
	    . 'NULL, @v)');
}

# What certificate_status says of the province's certificates.
sub truth {
	my ($province) = @_;
	return join '', map { "@$_\n" } $db->rows('SELECT management_no, version, '
	    . "state FROM certificate_status WHERE province = '$province' AND "
	    . "state <> 'approved' ORDER BY management_no, version");
}

# ---- one writer

my $first = batch(11 => 5, 31 => 7, 66 => 1);
my ($alone, $revoked, $corrected, $paused) = serials($first, '11');
$db->query("CALL certificate_issue($alone, 1, NULL)");
change(suspend => $alone, 1, 'under-review');
is($mirror->changes, 2, 'an event of a certificate is one entry, before its '
    . 'batch is issued too');
issue($first);
change(revoke => $revoked, 1, 'issued-in-error');
correct($corrected, 1);
change(suspend => $paused, 1, 'under-review');
change(reinstate => $paused, 1, 'review-closed');
is($mirror->changes, 5 + 1 + 2 + 2, 'the issue of a batch is one entry for each '
    . 'certificate of the province in it');
is($mirror->states, truth('11'), 'the last own event counts, else the batch\'s '
    . 'issue: as in certificate_status');
is(Mirror->new(db => $db, province => '66')->changes, 1,
    'a province has its own alone');
is(Mirror->new(db => $db, province => '12')->changes, 0, 'or none');

for my $limit (1, 2, 3, 7) {
	my $again = Mirror->new(db => $db, province => '11', limit => $limit);
	$again->changes;
	is_deeply($again->{entries}, $mirror->{entries},
	    "the same in pages of $limit");
	cmp_ok($again->{longest}, '==', $limit, 'which are as long as asked');
}

my @order = map { [$_->{event}, $_->{serial}] } @{ $mirror->{entries} };
is_deeply([sort { $a->[0] <=> $b->[0] || $a->[1] <=> $b->[1] } @order], \@order,
    'entries come in the order of events, then of serials');

# ---- times to come

my $later = batch(11 => 3, 31 => 2);
my $end = $mirror->{event};
issue($later, 'UTC_TIMESTAMP(6) + INTERVAL 2 SECOND');
change(revoke => $paused, 1, 'issued-in-error',
    'UTC_TIMESTAMP(6) + INTERVAL 4 SECOND');
$mirror->changes;
my $before = Mirror->new(db => $db, province => '11');
my $place = $before->snapshot;
is($before->states, truth('11'), 'a snapshot is how things stand now');
my $shot_at = $mirror->now;
none([grep { $_->{effective} gt $shot_at } @{ $before->{entries} }],
    'without what is still to come');
is($place, $end + 1, 'changes go on before the first that is to take effect');
my (%seen, @differ);
for (1 .. 2000) {
	my $now = $mirror->now;
	my ($is, $of) = ($mirror->states($now), truth('11'));
	next if $mirror->states($mirror->now) ne $is;	# one came in between
	push @differ, $now if $is ne $of;
	$seen{$of}++;
	last if keys %seen == 3;
}
none(\@differ, 'at each moment the mirror says what certificate_status says');
is(scalar keys %seen, 3, 'while the one and the other took effect');
$before->changes;
is($before->states, $mirror->states, 'a snapshot and the changes after it make '
    . 'the mirror that all changes make');
is($before->states, truth('11'), 'and that is the truth');

# ---- places

my @good = ($mirror->{event}, $mirror->{serial}, $mirror->{anchor});
for my $bad ([$good[0], $good[1], '0' x 16], [$good[0] + 1, 0, $good[2]],
    [$good[0] - 1, 0, $good[2]], [0, 0, $good[2]], [0, 1, '0' x 16]) {
	my ($status, $said) = $db->try("CALL change_page(1, '11', $bad->[0], "
	    . "$bad->[1], '$bad->[2]', 10)", user => 'ecert_bureau');
	like($status && $said, qr/cursor-unknown/, "a place of another chain: @$bad");
}
my $pages = $db->value('SELECT COUNT(*) FROM feed_page');
$mirror->changes;
is($db->value('SELECT COUNT(*) FROM feed_page'), $pages,
    'who learns nothing new leaves no trace of a page');
is($db->value('SELECT SUM(entries) FROM feed_page WHERE feed = \'changes\' AND '
    . "province = '66'"), 1, 'a page is on record with what it told');

# ---- days

my $today = $db->value('SELECT DATE(UTC_TIMESTAMP() + INTERVAL 8 HOUR)');
for my $province (11, 31, 66, 12) {
	my $all = Mirror->new(db => $db, province => $province);
	$all->changes;
	is_deeply([$all->day($today)], [$all->own_day($today)],
	    "$province: count and digest of today are the mirror's own");
}
is((Mirror->new(db => $db, province => '12')->day($today))[1], sha256_hex(''),
    'a day without a change has the digest of nothing');
is((Mirror->new(db => $db, province => '11')->day('2020-01-01'))[0], 0,
    'so has a day long ago');

# ---- several writers, one of whom keeps everybody waiting

my @writers = map { batch(11 => 40, 31 => 40) } 1 .. 6;
my $spare = batch(11 => 3, 31 => 1);
my $held = do {
	my $pid = open2(my $out, my $in, qw(mariadb --no-defaults --batch
	    --skip-column-names --unbuffered --user=ecert_owner),
	    '--socket=' . $db->socket, 'ecert');
	print $in "START TRANSACTION; CALL batch_issue($spare, NULL); "
	    . "SELECT 'held';\n";
	$in->flush;
	like(scalar <$out>, qr/held/, 'one has changed something and not said so');
	[$pid, $in, $out];
};
my $reader = Mirror->new(db => $db, province => '11', limit => 17);
$reader->changes;
my $until = $reader->{event};
my @pids = map {
	my $batch = $_;
	my @own = serials($batch, '11');
	my $pid = fork;
	die $! unless defined $pid;
	if ($pid == 0) {
		eval {
			issue($batch);
			for my $serial (@own[0 .. 9]) {
				change(suspend => $serial, 1, 'under-review');
				change(reinstate => $serial, 1, 'review-closed');
				correct($serial, 1);
				change(revoke => $serial, 2, 'issued-in-error')
				    if $serial % 2;
			}
			1;
		} or print STDERR $@;
		POSIX::_exit($@ ? 1 : 0);
	}
	$pid;
} @writers;
is($reader->changes, 0, 'what is not committed is not told');
is($reader->{event}, $until, 'and no place lies behind it');
print { $held->[1] } "COMMIT; SELECT 'done';\n";
$held->[1]->flush;
like(scalar readline($held->[2]), qr/done/, 'it says so');
close $held->[1];
waitpid $held->[0], 0;
my ($running, $failed) = (scalar @pids, 0);
while ($running) {
	$reader->changes;
	while ((my $pid = waitpid -1, POSIX::WNOHANG()) > 0) {
		$running--;
		$failed++ if $?;
	}
}
is($failed, 0, 'the writers could all write');
$reader->changes;
my $whole = Mirror->new(db => $db, province => '11');
$whole->changes;
is_deeply($reader->{entries}, $whole->{entries}, 'who read while they wrote has '
    . 'what there is, in its order, each once');
is(scalar @{ $whole->{entries} }, $db->value("SELECT (SELECT COUNT(*) FROM event "
    . "JOIN certificate USING (serial, version) WHERE province = '11') + (SELECT "
    . 'COUNT(*) FROM event e JOIN certificate c USING (batch) WHERE '
    . "e.kind = 'issue' AND c.province = '11')"), 'and that is all');
is($whole->states, truth('11'), 'which makes the truth');
my $shot = Mirror->new(db => $db, province => '11', limit => 13);
$shot->snapshot;
$shot->changes;
is($shot->states, truth('11'), 'so does a snapshot in small pages');
is_deeply([$whole->day($today)], [$whole->own_day($today)],
    'and the day\'s digest is the mirror\'s');

# ---- what is on record goes as other accesses do

my $recorded = $db->value('SELECT COUNT(*) FROM feed_page');
$db->query("UPDATE feed_page SET at = '2001-01-01' + INTERVAL page SECOND ORDER BY "
    . 'page LIMIT 7; UPDATE figure_head SET access_until = UTC_TIMESTAMP()');
is($db->value("CALL retention_purge('access', 4)", @admin), 4,
    'pages of long ago go, as many as asked');
is($db->value("CALL retention_purge('access', 4)", @admin), 3, 'and the others');
is($db->value('SELECT COUNT(*) FROM feed_page'), $recorded - 7, 'and no more');
is($db->value("SELECT GROUP_CONCAT(removed) FROM retention_event"), '4,3',
    'which is counted');

done_testing;
