#!/usr/bin/perl
# The look-up of a certificate by its three particulars: exact, and the same
# work whichever is wrong.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Digest::SHA qw(hmac_sha256);
use Ecert::Database;
use Encode qw(encode_utf8);
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $key = '5c' x 32;
my $db = Ecert::Database->start(fast => 1)->load->populate(2000, $key);
$db->query('ANALYZE TABLE certificate, event, batch');

my ($issued) = $db->rows('SELECT name, id_number, management_no '
    . 'FROM demo_sample WHERE serial = 3');
my ($other) = $db->rows('SELECT name, id_number, management_no '
    . 'FROM demo_sample WHERE serial = 4');

sub where {
	my ($name, $id_number, $management_no) = @_;
	my $hash = unpack 'H32', hmac_sha256($id_number, pack 'H*', $key);
	return "management_no = '$management_no' AND id_hash = x'$hash' "
	    . "AND name = '$name' ORDER BY version DESC LIMIT 1";
}

# (rows, work) where work is what the storage engine was asked for.
sub look_up {
	my @triple = @_;
	my @row = $db->rows('SELECT serial, version, state FROM '
	    . 'certificate_status WHERE ' . where(@triple) . '; '
	    . q{SHOW SESSION STATUS WHERE variable_name LIKE 'Handler_read%'},
	    user => 'ecert_web');
	my %work = map { @$_ } grep { @$_ == 2 } @row;
	return ([ grep { @$_ == 3 } @row ], join ' ',
	    map { "$_=$work{$_}" } sort keys %work);
}

my ($found) = look_up(@$issued);
is_deeply($found, [ [ 3, 1, 'issued' ] ],
    'the three particulars find the certificate, by the program\'s HMAC');

my %answer = map {
	my ($rows, $work) = look_up(@{ $_->[1] });
	is_deeply($rows, [], "$_->[0]: nothing");
	($_->[0] => $work);
} ['wrong name', [ $other->[0], @$issued[1, 2] ]],
    ['wrong number', [ $issued->[0], $other->[1], $issued->[2] ]],
    ['wrong management number', [ @$issued[0, 1], $other->[2] ]],
    ['no such certificate', [ encode_utf8('某某'), '110000200001010015',
    '20211100611999999999' ]];
my %work = reverse %answer;
is(scalar keys %work, 1, 'all four ask the storage engine for the same')
    or diag explain \%answer;

my ($rare) = $db->rows('SELECT id_number, management_no FROM demo_sample '
    . 'WHERE serial = 1');
is_deeply((look_up(encode_utf8('𬱖'), @$rare))[0], [ [ 1, 1, 'issued' ] ],
    '𬱖 is found');
is_deeply((look_up(encode_utf8('𠮷'), @$rare))[0], [], 'but not by 𠮷');
is_deeply((look_up(encode_utf8('𬱖 '), @$rare))[0], [],
    'nor with a blank behind it');

# The plan.
my %plan = map { ($_->[2] => $_) } $db->rows(
    'EXPLAIN SELECT * FROM certificate_status WHERE ' . where(@$issued));
is_deeply([ @{ $plan{c} }[3, 5, 8] ],
    [ 'ref', 'certificate_triple', '1' ],
    'the plan begins with one descent of certificate_triple')
    or diag explain \%plan;
unlike(join(' ', map { defined $_ ? $_ : '' } map { @$_ } values %plan),
    qr/derived|temporary|filesort|ALL|index_merge/i,
    'nothing is materialised, sorted or scanned');
is_deeply([ grep { $plan{$_}[3] !~ /^(?:const|eq_ref|ref)\z/ } keys %plan ],
    [], 'every other table gives one row by its key');

my %by_serial = map { ($_->[2] => $_) } $db->rows(
    'EXPLAIN SELECT * FROM certificate_status WHERE serial = 3 '
    . 'ORDER BY version DESC LIMIT 1');
is($by_serial{c}[5], 'PRIMARY', 'by serial the plan reads the primary key');

# A correction: each version answers to its own particulars.
my @version = $db->rows('SELECT name, id_number, management_no, version, '
    . 'state FROM demo_sample WHERE serial = 7 ORDER BY version');
is_deeply((look_up(@{ $version[0] }[0 .. 2]))[0], [ [ 7, 1, 'superseded' ] ],
    'the old particulars of a corrected certificate find the old version');
is_deeply((look_up(@{ $version[1] }[0 .. 2]))[0], [ [ 7, 2, 'issued' ] ],
    'the new ones find the new version');
$db->query(qq{CALL certificate_correct(3, 1, 'record-corrected', NULL, NULL,
NULL, NULL, NULL, NULL, NULL, NULL, \@v)});
is_deeply((look_up(@$issued))[0], [ [ 3, 2, 'issued' ] ],
    'where both versions answer, the latest does');

done_testing;
