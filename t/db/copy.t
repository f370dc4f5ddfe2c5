#!/usr/bin/perl
# The registry's C functions about copies, over a real database: made whole or
# not at all, read back to the byte, and honest about what they do not know.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Between;
use Ecert::Ask;
use Ecert::Stack;
use Encode qw(decode_utf8);
use Sessions;
use Test::More;
use Time::HiRes qw(sleep time);

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 200,
    conf => { database => { pool => 1, timeout_s => 2 } });
$stack->prepare->start_database->migrate;
$stack->populate(200);
my $db = $stack->db;
import_seal($db, $_) for qw(mohrss-zyzg caa);

# One connection: each question is put to the statements of the one before.
my $ask = Ecert::Ask->new($stack);

sub holder {
	my ($serial, $who) = @_;
	my ($row) = $db->rows('SELECT name, id_number FROM certificate '
	    . "WHERE serial = $serial ORDER BY version DESC LIMIT 1");
	($who || $ask)->put('holder', map { decode_utf8($_) } @$row);
	return $serial;
}

sub counts {
	return $db->value('SELECT COUNT(*) FROM annotation') . ' '
	    . $db->value('SELECT COUNT(*) FROM copy');
}

my ($why, @row) = $ask->put('scenes');
is_deeply([ map { $_->[0] } @row ],
    [ qw(self job registration bid training title other) ],
    'the scenes come in their order');
is($row[1][1], '求职应聘', 'with their names');

# ---- whole

holder(3);
is_deeply([ $ask->put('certificates') ], [ 'ok', [ 3, 1, 'issued' ] ],
    'a holder sees his certificate');
is_deeply([ $ask->put('quota', 3) ], [ 'ok', [ 0, 3, 0 ] ],
    'of which nothing counts yet');
($why, @row) = $ask->put('make', 3, 1, 'job', ' 某某公司 ', 30, 'ok');
is($why, 'ok', 'a copy is made') or diag $ask->detail;
my ($made, $document) = @row;
is_deeply([ @$made[2 .. 11] ], [ 3, 1, 'job', '求职应聘', '某某公司', 30,
    30 * 86400, '本人', 'good', 1 ], 'as it was wished');
like($made->[1], qr/^[0-7][0-9A-HJKMNP-TV-Z]{25}\z/,
    'with a code of 26 characters');
my $no = $db->value('SELECT management_no FROM certificate WHERE serial = 3');
is($document->[0], "<copy code='$made->[1]' no='$no' state='issued' "
    . "seal='mohrss-zyzg' der='102'/>", 'its document is made from the '
    . 'annotation, the certificate and the seal');
is_deeply([ $ask->put('copy', $made->[0]) ], [ 'ok', $document ],
    'and comes back the same');
is_deeply([ $ask->put('code', lc $made->[1]) ],
    [ 'ok', $made, [ $no, 'issued' ] ], 'the code finds both');
is_deeply([ $ask->put('code', '0' x 26) ], [ 'ok' ],
    'a code that is not finds nothing');
is_deeply([ $ask->put('list', 3) ], [ 'ok', $made ], 'it is listed');
is_deeply([ $ask->put('quota', 3) ], [ 'ok', [ 1, 3, 0 ] ], 'and counts');

# ---- or not at all

my $before = counts();
is(($ask->put('make', 3, 1, 'job', '', 30, 'fail'))[0],
    'signing-unavailable', 'what the maker says is the answer');
is(counts(), $before, 'and nothing is left of it');
my %refused = ('not-yours' => [ 4, 1, 'job', '', 30, 'ok' ],
    'scene-unknown' => [ 3, 1, 'fun', '', 30, 'ok' ],
    'days-out-of-range' => [ 3, 1, 'job', '', 91, 'ok' ],
    'recipient-unfit' => [ 3, 1, 'job', "a\x{202e}b", 30, 'ok' ]);
is(($ask->put('make', @{ $refused{$_} }))[0], $_, "refused: $_")
    for sort keys %refused;
is(counts(), $before, 'none of them leaves anything');
($why, @row) = $ask->put('make', 3, 1, 'self', '', 1, 'ok');
is($why, 'ok', 'the same connection goes on after refusals')
    or diag $ask->detail;
is($row[0][6], '', 'a copy for nobody in particular');
is(($ask->put('make', 3, 1, 'self', '', 90, 'ok'))[0], 'ok', 'a third');
is(($ask->put('make', 3, 1, 'self', '', 90, 'ok'))[0], 'quota-full',
    'but no fourth');
($why, @row) = $ask->put('quota', 3);
is("@{ $row[0] }[0, 1]", '3 3', 'three count');
is($row[0][2], $db->value('SELECT UNIX_TIMESTAMP(MIN(made_at)) + 7776000 '
    . 'FROM annotation WHERE serial = 3'),
    'until 90 days after the first of them');

is(($ask->put('withdraw', $made->[1]))[0], 'ok', 'one is withdrawn');
is(($ask->put('withdraw', $made->[1]))[0], 'already-withdrawn', 'once');
is(($ask->put('copy', $made->[0]))[0], 'copy-gone',
    'its document is gone');
is($db->value("SELECT COUNT(*) FROM copy WHERE annotation = $made->[0]"), 0,
    'from the table too');
is(($ask->put('code', $made->[1]))[1][10], 'withdrawn',
    'its code says that it was withdrawn');
is(($ask->put('make', 3, 1, 'self', '', 90, 'ok'))[0], 'ok',
    'and it no longer counts');

# A copy may be good while its certificate no longer is.
holder(4);
($why, @row) = $ask->put('make', 4, 1, 'bid', '', 90, 'ok');
$db->query("CALL certificate_suspend(4, 1, 'under-review', NULL, NULL)",
    user => 'ecert_admin');
is_deeply([ map { $_->[-1] } ($ask->put('code', $row[0][1]))[2] ],
    [ 'suspended' ], 'the code tells what the certificate is now');
is(($ask->put('make', 4, 1, 'bid', '', 90, 'ok'))[0], 'not-in-force',
    'and no other copy is made');

# Bytes that were changed in the table.
my $other = $row[0][0];
$db->query("UPDATE copy SET digest = REPEAT('x', 32) WHERE annotation = "
    . $other);
is(($ask->put('copy', $other))[0], 'record-unreadable',
    'a document with another digest is not given out');

# Corrections: the newest version, to the name that it has.
holder(12);
is_deeply([ $ask->put('certificates') ], [ 'ok', [ 12, 2, 'issued' ] ],
    'after a correction its holder sees the new version');
holder(13);
is_deeply([ $ask->put('certificates') ], [ 'ok' ],
    'what is not issued yet is shown to nobody');
my ($pair) = $db->rows('SELECT MIN(serial), MAX(serial) FROM certificate '
    . 'WHERE version = 1 GROUP BY id_hash, name HAVING COUNT(*) = 2 '
    . 'ORDER BY 1 LIMIT 1');
holder($pair->[0]);
is_deeply([ map { $_->[0] } (($ask->put('certificates'))[1, 2]) ],
    [ reverse @$pair ], 'a holder of two sees both');

# ---- many processes at once

my $busy = issued_serial($db, 20);
my @asks = map { Ecert::Ask->new($stack) } 1 .. 8;
holder($busy, $_) for @asks;
$_->send('make', $busy, 1, 'job', '', 90, 'ok') for @asks;
my %answers;
$answers{ ($_->answer)[0] }++ for @asks;
is_deeply(\%answers, { ok => 3, 'quota-full' => 5 },
    'of eight programs that ask at once three get a copy');
@asks = ();

# ---- when the database goes away

my $lost = holder(issued_serial($db, $busy + 1));

# Kills the connection on which a document is being made.
sub break_off {
	my ($when) = @_;
	is($ask->line->[0], 'making', $when);
	my $thread = $db->value('SELECT id FROM information_schema.processlist '
	    . "WHERE user = 'ecert_web'", user => 'root');
	$db->query("KILL CONNECTION $thread", user => 'root');
}

$before = counts();
$ask->send('make', $lost, 1, 'job', '', 90, 1500);
break_off('while a document is made');
break_off('and while it is made anew');
is(($ask->answer)[0], 'database-unavailable',
    'a connection that breaks twice is no success');
is(counts(), $before, 'and leaves nothing');
$ask->send('make', $lost, 1, 'job', '', 90, 1500);
break_off('while another is made');
is(($ask->answer)[0], 'ok', 'one that breaks once is made anew');
is(counts(), join(' ', map { $_ + 1 } split / /, $before),
    'once, for the first was undone');
is(($ask->put('make', $lost, 1, 'job', '', 90, 'ok'))[0], 'ok',
    'the next one connects anew');

# The answer to a commit is lost, before or after the server was asked.
for my $case ([ 'before', 0 ], [ 'after', 1 ]) {
	my ($when, $was_made) = @$case;
	my $between = Between->new($db->socket, $stack->dir . "/$when.sock",
	    $when);
	my $through = Ecert::Ask->new($stack, conf => conf($when,
	    'socket = ' . $db->socket, "socket = " . $between->socket));
	holder($lost, $through);
	($why, @row) = $through->put('make', $lost, 1, 'job', '', 90, 'ok');
	is($why, 'outcome-unknown',
	    "a connection that is lost $when the commit: not known");
	is($row[0][10], 'good', 'its code is told all the same');
	is(scalar(@{[ $ask->put('code', $row[0][1]) ]}), $was_made ? 3 : 1,
	    $was_made ? 'and finds that it was made' :
	    'and finds that it was not');
}

my ($lock) = later($db, 'START TRANSACTION; SELECT 1 FROM certificate WHERE '
    . "serial = $lost FOR UPDATE; DO SLEEP(7); ROLLBACK");
sleep 0.3;
my $slow = Ecert::Ask->new($stack, conf => conf('patient',
    'timeout_s = 2', 'timeout_s = 20'));
holder($lost, $slow);
is(($slow->put('make', $lost, 1, 'job', '', 90, 'ok'))[0], 'busy',
    'who waits too long for the certificate is told that it is busy');
$lock->();

$db->stop;
is(($ask->put('quota', 3))[0], 'database-unavailable',
    'without a database no quota is told');
is(($ask->put('make', $lost, 1, 'job', '', 90, 'ok'))[0],
    'database-unavailable', 'nor a copy made');

# The configuration with one line of it changed.
sub conf {
	my ($name, $from, $to) = @_;
	my $path = $stack->dir . "/$name.conf";
	open my $in, '<', $stack->dir . '/ecert.conf' or die $!;
	open my $out, '>', $path or die $!;
	print $out map { s/^\Q$from\E$/$to/r } <$in>;
	close $out or die $!;
	return $path;
}

undef $slow;
undef $ask;
undef $stack;
done_testing;
