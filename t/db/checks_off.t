#!/usr/bin/perl
# A session may turn the server's checks off for itself; the procedures turn
# them on again, so that constraints hold whatever a session has set.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Test::More;

my $db = Ecert::Database->start(fast => 1)->load;
my $off = 'SET SESSION check_constraint_checks = 0, foreign_key_checks = 0, '
    . 'unique_checks = 0; ';

sub refuses {
	my ($what, $user, $statement) = @_;
	my ($status, $said) = $db->try($off . $statement, user => "ecert_$user");
	ok($status && $said =~ /ERROR (?:4025|1452|1062|1644) /,
	    "refused with checks off: $what") or diag $status ? $said : 'done';
}

refuses('a person in the reason of a refused copy, for reports to show', 'web',
    "CALL refusal_tally('job', '某人 110101')");
refuses('and in a check that failed', 'web',
    "CALL check_tally('certificate', '某人', 'failed')");
refuses('a note of a resident number', 'admin',
    "CALL admin_note('view', NULL, NULL, 'of 110000199001010015')");
refuses('a note of an export with a control character', 'web',
    "CALL report_export_note('stock', CHAR(10))");
refuses('a resident number that is none', 'admin',
    "CALL batch_open('C-1', '14', '202601', \@b); CALL certificate_add(\@b, "
    . "'C1', '王样本', '111', '123', REPEAT('x', 16), 1, '1990-01-01', "
    . "'2026-01-01', '11', '', '', \@s)");
refuses('the same by import', 'admin',
    "CALL import_open(REPEAT('d', 32), '14', '2026-01-01', '202601', 'A', "
    . '0, 1, 0); CALL import_rows(1, 0, 1, 1, JSON_ARRAY(JSON_ARRAY('
    . "'C2', '王样本', '111', '123', REPEAT('0f', 16), 1, '1990-01-01', '11', "
    . "(SELECT MIN(variant) FROM variant_entry WHERE qualification = '14'))))");
refuses('a file from nobody', 'admin',
    "CALL import_open(REPEAT('e', 32), '14', '2026-01-01', '202601', '', "
    . '0, 1, 0)');
refuses('a telephone that is none', 'admin',
    "CALL holder_phone_set(REPEAT('x', 16), 'no number')");
refuses('a look at what is none', 'web',
    "CALL access_record('triple', 1, NULL, '', 'public', NULL)");

done_testing;
