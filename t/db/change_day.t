#!/usr/bin/perl
# The digests of days of changes, in blocks: made once, the same for ever, and
# those that whoever has the entries makes by himself.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Database;
use Ecert::Tree qw(none);
use Mirror;
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)'
    for qw(output failure_output todo_output);

my $db = Ecert::Database->start(fast => 1)->load;
my $province = '11';

# Root may choose the time that rows are written with.
sub at {
	my ($moment, $statement) = @_;
	$db->query("SET timestamp = UNIX_TIMESTAMP('$moment'); $statement",
	    user => 'root');
}

# A batch of so many certificates of the province, and some of another.
my $batches = 0;
sub batch {
	my ($size) = @_;
	my $n = ++$batches;
	at('2026-02-27 00:00:00', "CALL batch_open('D-$n', '14', '202110', \@b); "
	    . "FOR i IN 1..$size DO CALL certificate_add(\@b, CONCAT('D-$n-', "
	    . "LPAD(i, 6, '0')), '王样本', '111', '110000199001010013', "
	    . "x'000102030405060708090a0b0c0d0e0f', 1, '1990-01-01', "
	    . "'2021-11-20', IF(i % 25, '$province', '31'), '', '', \@s); "
	    . "END FOR; CALL batch_approve(\@b, '2021-11-21')");
	return $db->value("SELECT batch FROM batch WHERE code = 'D-$n'");
}

sub agree {
	my ($what, @days) = @_;
	my $mirror = Mirror->new(db => $db, province => $province);
	$mirror->changes;
	for my $day (@days) {
		my @said = $mirror->day($day);
		is_deeply(\@said, [$mirror->own_day($day)], "$what: $day");
	}
	return $mirror;
}

sub blocks {
	return join '', map { "@$_\n" } $db->rows('SELECT day, block, HEX(digest), '
	    . 'after_event, after_serial, until_event, until_serial FROM '
	    . 'change_block ORDER BY day, block');
}

# A block's first line, and how it differs from the one before, are found again
# by its place alone.
sub begins_at_its_place {
	my ($mirror, $day) = @_;
	my @lines = grep { substr($_->{recorded}, 0, 10) eq $day }
	    @{ $mirror->{entries} };
	my @places = $db->rows('SELECT block, after_event, after_serial, anchor '
	    . "FROM change_block_entry WHERE province = '$province' AND day = "
	    . "'$day' ORDER BY block");
	my @wrong;
	for my $place (@places) {
		my ($block, @at) = @$place;
		my $from = Mirror->new(db => $db, province => $province,
		    limit => 3, event => $at[0], serial => $at[1],
		    anchor => $at[2]);
		$from->page;
		my $line = $lines[$block * Mirror::BLOCK];
		push @wrong, $block if $from->{entries}[0]{event} != $line->{event}
		    || $from->{entries}[0]{serial} != $line->{serial};
	}
	none(\@wrong, "$day: each kept block begins where it says");
	return scalar @places;
}

my ($large, $next, $small) = (batch(9000), batch(9000), batch(100));
my ($serial) = map { $_->[0] } $db->rows('SELECT serial FROM certificate WHERE '
    . "batch = $large AND province = '$province' ORDER BY serial LIMIT 1");

# The last moment of China's 1st of March, and the first of the 2nd.
at('2026-03-01 01:00:00', "CALL certificate_issue($serial, 1, NULL)");
at('2026-03-01 02:00:00', "CALL batch_issue($large, NULL)");
at('2026-03-01 15:59:59.999999', "CALL certificate_suspend($serial, 1, "
    . "'under-review', NULL, NULL)");
at('2026-03-01 16:00:00', "CALL certificate_reinstate($serial, 1, "
    . "'review-closed', NULL, NULL)");
my @days = qw(2026-02-28 2026-03-01 2026-03-02 2026-03-03);
my $mirror = agree('with blocks', @days);
is(($mirror->day('2026-03-01'))[0], 1 + 8640 + 1, 'a day ends with its last '
    . 'microsecond in China');
is(($mirror->day('2026-03-02'))[0], 1, 'where the next begins');
is(begins_at_its_place($mirror, '2026-03-01'), 2, 'full blocks are kept');

my $kept = blocks();
$db->query('DELETE FROM change_block');
agree('made anew', '2026-03-01');
is(blocks(), $kept, 'and are what was kept');

# More of the running day, over several batches; full blocks stay.
at('2026-03-02 02:00:00', "CALL batch_issue($small, NULL)");
at('2026-03-02 03:00:00', "CALL batch_issue($next, NULL)");
at('2026-03-02 04:00:00', "CALL certificate_suspend($serial, 1, "
    . "'under-review', NULL, NULL)");
$mirror = agree('later', @days);
is(begins_at_its_place($mirror, '2026-03-02'), 2, 'also in the midst of batches');
like(blocks(), qr/^\Q$kept\E/, 'what was kept stays as it was');

# A page costs what it holds, in the midst of a batch as at its end: rows that
# the server reads for it.
sub reads {
	my ($statement) = @_;
	my $text = $db->query("FLUSH STATUS; $statement; SHOW STATUS LIKE "
	    . "'Handler_read%'", user => 'root');
	my $sum = 0;
	$sum += $1 while $text =~ /^Handler_read_\w+\t(\d+)$/mg;
	return $sum;
}
my $issue = $db->value("SELECT id FROM event WHERE batch = $next AND kind = 'issue'");
my $half = $db->value("SELECT serial FROM certificate WHERE batch = $next AND "
    . "province = '$province' ORDER BY serial LIMIT 1 OFFSET 4000");
my $anchor = $db->value("SELECT change_anchor($issue - 1, $half)");
cmp_ok(reads("CALL change_page(7, '$province', $issue - 1, $half, '$anchor', 10)"),
    '<', 150, 'the end of a page of ten is found by some reads');
cmp_ok(reads('SELECT STRAIGHT_JOIN event, serial, name, issued_on, title_zh FROM '
    . "change_batch WHERE province = '$province' AND event = $issue AND serial > "
    . "$half AND serial <= $half + 10"), '<', 300, 'and so are its entries');
cmp_ok(reads("CALL snapshot_page(7, '$province', $issue - 1, "
    . "change_anchor($issue - 1, 0), $next, $half, 1, 10)"), '<', 150,
    'and the end of a page of a snapshot');
cmp_ok(reads('SELECT event, serial, name, issued_on, title_zh FROM '
    . "change_standing WHERE province = '$province' AND batch = $next AND serial > "
    . "$half AND serial <= $half + 10"), '<', 300, 'and its entries');

# A clock that was set back, by a day: what it wrote is added at the end.
$kept = blocks();
at('2026-03-02 05:00:00', "CALL certificate_reinstate($serial, 1, "
    . "'review-closed', NULL, NULL)");
$db->query(q{INSERT INTO event (id, kind, serial, version, state_after,
    effective_at, recorded_at, actor, reason_class, payload, previous)
    SELECT id + 1, 'suspend', serial, version, 'suspended', effective_at,
    recorded_at - INTERVAL 1 DAY, actor, 'under-review', payload, digest FROM
    event ORDER BY id DESC LIMIT 1;
    UPDATE event_head h JOIN event e ON e.id = h.last_id + 1
    SET h.last_id = e.id, h.digest = e.digest});
agree('after a clock was set back', @days);
is(blocks(), $kept, 'full blocks are as they were');

done_testing;
