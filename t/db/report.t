#!/usr/bin/perl
# Reports of verified files: kept for 90 days, read by their number, changed by
# nobody.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Stack;
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 1);
$stack->prepare->start_database->migrate;
my $db = $stack->db;
my $web = [user => 'ecert_web'];

sub store {
	my (%of) = (number => "REPEAT('n', 16)", at => 'UTC_TIMESTAMP()',
	    size => 10, verdict => "'valid'", bytes => "x'1f8b'", length => 2, @_);
	return eval { $db->query("CALL report_store($of{number}, $of{at}, "
	    . "REPEAT('f', 32), $of{size}, $of{verdict}, $of{bytes}, "
	    . "REPEAT('d', 32), $of{length})", @$web); 1 } ? 'ok' : "$@";
}

sub kept { return $db->value('SELECT COUNT(*) FROM report_file', @$web) }

is(store(), 'ok', 'the web service keeps a report');
is(kept(), 1, 'and reads it');
like(store(), qr/Duplicate/, 'a number is given once');
is(store(number => "REPEAT('o', 16)", at => 'UTC_TIMESTAMP() - INTERVAL 90 DAY'),
    'ok', 'one that is 90 days old');
is(kept(), 1, 'is not read any more');
is(store(number => "REPEAT('p', 16)",
    at => 'UTC_TIMESTAMP() - INTERVAL 90 DAY + INTERVAL 1 MINUTE'), 'ok',
    'one that is a minute younger');
is(kept(), 2, 'still is');

for my $case (['a file of more than 2 MiB', 'report_file', size => 2097153],
    ['a report that is not compressed', 'report_gzip', bytes => "'<x/>'"],
    ['a report of no bytes', 'report_size', length => 0],
    ['another verdict', 'verdict', verdict => "'fine'"]) {
	my ($what, $why, @of) = @$case;
	like(store(number => 'RANDOM_BYTES(16)', @of), qr/$why/, "$what is refused");
}

for my $statement ('SELECT number FROM verification_report',
    "UPDATE verification_report SET verdict = 'valid'",
    'DELETE FROM verification_report', "CALL retention_purge('report', 1)",
    'CALL report_purge(1, UTC_TIMESTAMP(), @n, @o, @p)') {
	ok(!eval { $db->query($statement, @$web); 1 },
	    "the web service may not: $statement");
}
is($db->value("CALL retention_purge('report', 100)", user => 'ecert_admin'), 1,
    'an administrator removes what has ended');
is(kept(), 2, 'and nothing else');
my @columns = map { $_->[0] } $db->rows('SELECT column_name FROM '
    . "information_schema.columns WHERE table_name = 'verification_report' "
    . 'ORDER BY ordinal_position');
is(join(' ', @columns), 'report number made_at expires_at file_digest file_size '
    . 'verdict bytes size digest', 'there is no place for a person or a file');

undef $stack;
done_testing;
