#!/usr/bin/perl
# Who was told about a certificate is written down, for its holder.

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

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 30,
    conf => { database => { pool => 1 } });
$stack->prepare->start_database->migrate;
$stack->populate(30);
my $db = $stack->db;
my $ask = Ecert::Ask->new($stack);
my ($public, $holder, $bureau, $operator) = 0 .. 3;

is(($ask->put('access', @$_))[0], 'ok', "written down: $_->[0]") for
    [ 'lookup', 3, 1, 'issued', $public, '' ],
    [ 'lookup', 0, 0, 'not-found', $public, '' ],
    [ 'copy', 3, 1, 'downloaded', $holder, '' ],
    [ 'api', 3, 2, 'suspended', $bureau, '样本市人事局' ],
    [ 'upload', 4, 1, 'valid', $operator, '' ];
is_deeply([ $ask->put('accesses', 3) ], [ 'ok',
    [ 'api', 2, 'suspended', 'bureau', '样本市人事局', 1 ],
    [ 'copy', 1, 'downloaded', 'holder', '', 1 ],
    [ 'lookup', 1, 'issued', 'public', '', 1 ] ],
    'a certificate\'s own, newest first, of all its versions');
is_deeply([ $ask->put('accesses', 5) ], [ 'ok' ],
    'of which nobody asked has none');
is($db->value('SELECT COUNT(*) FROM access_event'), 5,
    'what was not found is counted too');
is($db->value('SELECT COUNT(*) FROM access_log', user => 'ecert_web'), 4,
    'but is in nobody\'s log');

$ask->put('access', 'lookup', 6, 1, 'revoked', $public, '') for 1 .. 203;
is(scalar(@{[ $ask->put('accesses', 6) ]}) - 1, 200,
    'the newest two hundred are listed');

for my $case ([ 'a channel that is no word', 'access_channel',
    "'Look up', 1, 1, 'issued', 'public', NULL" ],
    [ 'an outcome that is no word', 'access_outcome',
    "'lookup', 1, 1, '', 'public', NULL" ],
    [ 'a line end', 'access_outcome', "'lookup', 1, 1, 'ok\n', 'public', NULL" ],
    [ 'a serial without a version', 'access_subject',
    "'lookup', 1, NULL, 'issued', 'public', NULL" ],
    [ 'a bureau without a name', 'access_named',
    "'api', 1, 1, 'issued', 'bureau', NULL" ],
    [ 'a name of somebody else', 'access_named',
    "'lookup', 1, 1, 'issued', 'public', '某某'" ],
    [ 'an actor that is not', 'Data truncated',
    "'lookup', 1, 1, 'issued', 'robot', NULL" ]) {
	my ($status, $text) = $db->try("CALL access_record($case->[2])",
	    user => 'ecert_web');
	ok($status && $text =~ /$case->[1]/, "refused: $case->[0]")
	    or diag $text;
}
is($db->value(q{SELECT COUNT(*) FROM information_schema.columns
WHERE table_schema = 'ecert' AND table_name = 'access_event'
AND column_name RLIKE 'address|ip|agent|name|number'
AND column_name <> 'actor_name'}), 0,
    'there is no column for an address, or for what was typed');

# Nobody waits for a certificate that is being copied or changed.
my $lock = later($db, 'START TRANSACTION; SELECT 1 FROM certificate '
    . 'WHERE serial = 3 FOR UPDATE; DO SLEEP(2); ROLLBACK');
sleep 0.4;
my $from = time;
is(($ask->put('access', 'lookup', 3, 1, 'issued', $public, ''))[0], 'ok',
    'while a certificate is locked its look-ups are written down');
cmp_ok(time - $from, '<', 1, 'without waiting');
$lock->();

for my $statement ('SELECT * FROM access_event', 'DELETE FROM access_log',
    "UPDATE access_log SET outcome = 'x'") {
	my ($status, $text) = $db->try($statement, user => 'ecert_web');
	ok($status && $text =~ /ERROR 1142 /, "ecert_web may not: $statement");
}

undef $ask;
undef $stack;
done_testing;
