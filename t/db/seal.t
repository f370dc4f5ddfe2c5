#!/usr/bin/perl
# Seal files: imported whole, once, by administrators; the newest in force and
# in use is the one that seals; out of use is for good.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Ask;
use Ecert::Stack;
use Test::More;
use Time::Local qw(timegm);

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 0,
    conf => { database => { pool => 1 } });
$stack->prepare->start_database->migrate;
my $db = $stack->db;
my $admin = Ecert::Ask->new($stack, account => 'admin');
my $web = Ecert::Ask->new($stack);

sub day { return timegm(0, 0, 0, $_[2], $_[1] - 1, $_[0]) }
my @years = (day(2022, 1, 1), day(2027, 1, 1) - 1);

is_deeply([ $admin->put('import', 'mohrss-zyzg', 'A', @years) ],
    [ 'ok', [ 1 ] ], 'a seal file is imported');
is(($admin->put('import', 'mohrss-zyzg', 'A', @years))[0],
    'seal-imported-already', 'once');
is(($admin->put('import', 'caa', 'A', @years))[0], 'seal-imported-already',
    'under whatever seal');
is(($admin->put('import', 'nobody', 'B', @years))[0], 'seal-unknown',
    'refused: a seal that the catalogue does not have');
isnt(($admin->put('import', 'caa', 'B', reverse @years))[0], 'ok',
    'refused: an end before the beginning');
isnt(($web->put('import', 'caa', 'B', @years))[0], 'ok',
    'the web service imports none');
is($db->value('SELECT COUNT(*) FROM seal_file') . ' '
    . $db->value('SELECT COUNT(*) FROM seal_signer'), '1 2',
    'what was refused left nothing; two signers came with the one');
is_deeply([ $admin->put('seals') ], [ 'ok', [ 1, 'mohrss-zyzg', 'YB-A',
    '样本印章', '样本单位', 'png', $years[1] - $years[0], 'in-use', 2 ] ],
    'it is listed with its particulars');
is_deeply([ $web->put('signer', 1, $_->[0]) ], $_->[1],
    "signer $_->[0]") for [ 0, [ 'ok', [ 'one' ] ] ],
    [ 1, [ 'ok', [ 'two' ] ] ], [ 2, [ 'ok' ] ];
is($db->value('SELECT imported_by FROM seal_file'), 'ecert_admin@localhost',
    'who imported it is known');

# Which one seals.
sub current {
	my ($seal, $on) = @_;
	my ($why, $row) = $web->put('current', $seal, $on);
	return $why if $why ne 'ok';
	return $row ? "$row->[0] $row->[7]" : 'none';
}
is(current('mohrss-zyzg', '2025-06-01'), '1 in-use', 'the one there is');
is(current('caa', '2025-06-01'), 'none', 'none of another seal');
is(current('mohrss-zyzg', '2021-12-31'), 'none', 'none before its time');
is(current('mohrss-zyzg', '2022-01-01'), '1 in-use', 'from its first day');
is(current('mohrss-zyzg', '2027-01-01'), '1 in-use',
    'to its last, which in China is a day later than in UTC');
is(current('mohrss-zyzg', '2027-01-02'), 'none', 'not after it');
is_deeply([ ($web->put('current', 'mohrss-zyzg', '2025-06-01'))[2] ],
    [ [ 202 ] ], 'with its bytes');
$admin->put('import', 'mohrss-zyzg', 'B', @years);
my ($new) = $db->value('SELECT MAX(seal_file) FROM seal_file');
is(current('mohrss-zyzg', '2025-06-01'), "$new in-use",
    'a newer one takes its place');
is(($admin->put('disable', $new, '样本'))[0], 'ok', 'it is disabled');
is(current('mohrss-zyzg', '2025-06-01'), '1 in-use',
    'and the one before seals again');
is(($admin->put('disable', $new, '样本'))[0], 'seal-disabled', 'once');
is(($admin->put('disable', 99, '样本'))[0], 'seal-unknown',
    'refused: one that is not');
isnt(($admin->put('disable', 1, ''))[0], 'ok', 'refused: without a reason');
isnt(($web->put('disable', 1, '样本'))[0], 'ok',
    'the web service disables none');
$admin->put('disable', 1, '样本');
is(current('mohrss-zyzg', '2025-06-01'), "$new disabled",
    'when none is in use the newest shows that it is not');
is($db->value('SELECT COUNT(*) FROM seal_disabled'), 2, 'both are kept');

# Scopes.
is($db->value('SELECT COUNT(*) FROM seal_scope'), 31,
    'each qualification has the seal of its edition');
is($db->value(q{SELECT COUNT(*) FROM seal_scope c WHERE NOT EXISTS
(SELECT 1 FROM qualification_edition q WHERE q.seal = c.seal
AND q.qualification = c.qualification)}), 0, 'and no other');
is($db->value(q{SELECT MIN(valid_from) FROM seal_scope
WHERE seal = 'mohrss-zyzg'}), '2021-12-17',
    'the ministry\'s serves from the day of the notice');
my ($status, $text) = $db->try(q{INSERT INTO seal_scope VALUES
('caa', '25', '2023-01-01', '2024-01-01', 'x')});
ok($status && $text =~ /scope_no_overlap/,
    'refused: two periods of one seal for one qualification at one time');
$db->query("UPDATE seal_scope SET valid_until = '2024-01-01' "
    . "WHERE seal = 'caa'");
$db->run_file("$FindBin::Bin/../../sql/catalogue.sql");
is($db->value("SELECT GROUP_CONCAT(valid_until) FROM seal_scope "
    . "WHERE seal = 'caa'"), '2024-01-01',
    'another load of the catalogue keeps what an operator ended');

# The tables themselves.
for my $case ([ 'a file that is not DER', 'seal_file_der',
    "REPEAT('x', 100), x'30'" ],
    [ 'a file that is too short', 'seal_file_der', "x'3003', x'30'" ],
    [ 'a maker that is not DER', 'seal_file_maker',
    "CONCAT(x'30', REPEAT('z', 100)), 'x'" ]) {
	($status, $text) = $db->try('INSERT INTO seal_file (seal, es_id, name, '
	    . 'owner, picture_type, valid_from, valid_until, imported_at, '
	    . "imported_by, der, maker) VALUES ('caa', 'x', 'x', 'x', 'png', "
	    . "'2022-01-01', '2023-01-01', UTC_TIMESTAMP(6), 'x', $case->[2])");
	ok($status && $text =~ /$case->[1]/, "refused: $case->[0]")
	    or diag $text;
}
($status, $text) = $db->try("CALL seal_signer_add(1, CONCAT(x'3003', 'one'))",
    user => 'ecert_admin');
ok($status && $text =~ /seal_signer_once/, 'refused: a signer twice');
for my $user (qw(ecert_web ecert_admin ecert_report)) {
	($status, $text) = $db->try($_, user => $user),
	    ok($status && $text =~ /ERROR 1142 /, "$user may not: $_")
	    for 'UPDATE seal_file SET der = der', 'DELETE FROM seal_disabled',
	    'UPDATE seal_file_status SET disabled_at = NULL';
}

undef $admin;
undef $web;
undef $stack;
done_testing;
