#!/usr/bin/perl
# What many are told at once is written down together: every row, before its
# thread goes on, and none for another's fault.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Ask;
use Ecert::Stack;
use Sessions;
use Test::More;
use Time::HiRes qw(sleep time);

use constant THREADS => 48;

my $stack = Ecert::Stack->new(rows => 0);
$stack->prepare->start_database->migrate;
my $db = $stack->db;
my $ask = Ecert::Ask->new($stack);

sub calls {
	return ($db->rows(q{SHOW GLOBAL STATUS LIKE 'Com_call_procedure'}))[0][1];
}

sub written {
	my ($first) = @_;
	return $db->value(sprintf 'SELECT COUNT(*) FROM access_event '
	    . "WHERE serial BETWEEN %d AND %d AND version = 1 AND channel = 'triple' "
	    . "AND actor = 'public' AND actor_name IS NULL", $first,
	    $first + THREADS - 1);
}

# Until a session waits for the table: the procedure runs as its owner.
sub wait_for_waiting {
	my $end = time + 30;
	sleep 0.02 until time > $end || $db->value(q{SELECT COUNT(*)
FROM information_schema.processlist WHERE command = 'Execute'
AND state LIKE 'Waiting for table%'});
	die "nobody waits for the table\n" if time > $end;
	sleep 0.3;
}

is(($ask->put('access', 'triple', 1, 1, 'issued', 0, ''))[0], 'ok',
    'one alone is written down');

# Whoever comes first is held up; the others gather behind it.
sub held_up {
	my (@question) = @_;
	my $lock = later($db, 'LOCK TABLES access_event WRITE; '
	    . "DO GET_LOCK('held', 0), SLEEP(1.5); "
	    . 'UNLOCK TABLES');
	sleep 0.02 until $db->value(q{SELECT IS_USED_LOCK('held') IS NOT NULL});
	$ask->send(@question);
	wait_for_waiting();
	$lock->();
	return $ask->answer;
}

my $before = calls();
my ($reason, @row) = held_up('access-at-once', THREADS, 1000, 'revoked');
is($reason, 'ok', 'many at once');
is_deeply([ grep { $_->[1] ne 'ok' } @row ], [], 'each is told that it is there');
is(written(1000), THREADS, 'and each is in the table, once');
is($db->value('SELECT COUNT(DISTINCT serial) FROM access_event '
    . 'WHERE serial >= 1000'), THREADS, 'each with its own certificate');
is($db->value("SELECT COUNT(*) FROM access_event WHERE outcome = 'revoked'"),
    THREADS / 3, 'and its own outcome');
my $calls = calls() - $before;
# Each call makes one of its own, of checks_on.
cmp_ok($calls, '<', THREADS, 'by fewer statements than rows') or diag $calls;

# 'refused' is too long for the table where the third of each three says it.
($reason, @row) = held_up('access-at-once', THREADS, 2000, 'x' x 33);
my @bad = grep { $_->[1] ne 'ok' } @row;
is(scalar @bad, THREADS / 3, 'a row that cannot be written fails');
is_deeply([ grep { ($_->[0] - 2000) % 3 != 2 } @bad ], [],
    'and none of the others');
is(written(2000), THREADS - @bad, 'which are in the table, once');

# A fault that only the table finds, in one statement with the others.
$db->query('ALTER TABLE access_event ADD CONSTRAINT no_such_word '
    . "CHECK (outcome <> 'forbidden')");
($reason, @row) = held_up('access-at-once', THREADS, 3000, 'forbidden');
@bad = grep { $_->[1] ne 'ok' } @row;
is(scalar @bad, THREADS / 3, 'what the table refuses is told to its own');
like($bad[0][2], qr/no_such_word/, 'with the reason') or diag explain $bad[0];
is_deeply([ grep { ($_->[0] - 3000) % 3 != 2 } @bad ], [],
    'to nobody else');
is(written(3000), THREADS - @bad, 'all others are in the table, once');

# Nobody is told that it is there while it is not.
$db->query('RENAME TABLE access_event TO access_event_away');
($reason, @row) = $ask->put('access-at-once', THREADS, 4000, 'issued');
is_deeply([ grep { $_->[1] eq 'ok' } @row ], [],
    'without the table all are told that they failed');
$db->query('RENAME TABLE access_event_away TO access_event');
($reason, @row) = $ask->put('access-at-once', THREADS, 4000, 'issued');
is_deeply([ grep { $_->[1] ne 'ok' } @row ], [], 'once it is back, none is');
is(written(4000), THREADS, 'and all are in it');

undef $ask;
undef $stack;
done_testing;
