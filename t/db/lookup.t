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
use Ecert::Tree qw(tree_text);
use Encode qw(encode_utf8);
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $key = '5c' x 32;
my $db = Ecert::Database->start(fast => 1)->load->populate(2000, $key);
$db->query('ANALYZE TABLE certificate, event, batch');

my ($issued) = $db->rows('SELECT name, id_number, management_no '
    . 'FROM demo_sample WHERE serial = 3');
my ($approved) = $db->rows('SELECT name, id_number, management_no '
    . "FROM demo_sample WHERE state = 'approved' LIMIT 1");
my ($other) = $db->rows('SELECT name, id_number, management_no '
    . 'FROM demo_sample WHERE serial = 4');

# The page's question, which needs the state alone, and the one for all of it.
my $asks = 'sql_by_triple';

# The program's own statement with its values in place.
sub statement {
	my ($name, $id_number, $management_no) = @_;
	my $source = encode_utf8(tree_text('fcgi/registry/status_private.h')
	    . tree_text('fcgi/registry/status.c'));
	my %macro = $source =~ /#define (\w+)\s((?:.*\\\n)*.*\n)/g;
	my ($text) = $source =~ /$asks\[\] = (.*?);/s;
	$text =~ s/\b$_\b/$macro{$_}/
	    for qw(STATUS_COLUMNS STATUS_LIST NEAREST_PUBLIC);
	my $hash = unpack 'H32', hmac_sha256($id_number, pack 'H*', $key);
	my %value = (id_hash => "x'$hash'", management_no =>
	    "'$management_no'", name => "'$name'");
	my $sql = join '', $text =~ /"([^"]*)"/g;
	$sql =~ s/\(management_no, name\) > \(\?, \?\)/(management_no, name) > ($value{management_no}, $value{name})/;
	$sql =~ s/(\w+) (<?=) \?/$1 $2 $value{$1}/g;
	die $sql if $sql =~ /\?/;
	return $sql;
}

# (rows, work) where work is what the storage engine was asked for; entries of
# the index passed by on the way are left out.
sub look_up {
	my @triple = @_;
	my @row = $db->rows(statement(@triple) . '; '
	    . q{SHOW SESSION STATUS WHERE variable_name LIKE 'Handler_read%'},
	    user => 'ecert_web');
	my %work = map { @$_ } grep { @$_ == 2 } @row;
	my $passed = delete $work{Handler_read_prev};
	cmp_ok($passed, '<=', 2, 'few passed by') if $passed > 2;
	return ([ map { [ @$_[0, 1, @$_ > 3 ? 3 : 2] ] } grep { @$_ > 2 } @row ],
	    join ' ',
	    map { "$_=$work{$_}" } sort keys %work);
}

# What finds somebody, and that nobody is found by as much work.
sub found_alike {
	my ($slim) = @_;
	my ($found) = look_up(@$issued);
	is_deeply($found, [ [ 3, 1, 'issued' ] ],
	    'the three particulars find the certificate, by the program\'s HMAC');

	# What it takes to find nobody, whose number lies where it may.
	my %nobody;
	for my $at (1 .. 60) {
		my ($rows, $work) = look_up(encode_utf8('某某'), "E1000$at",
		    '20211100611999999999');
		$nobody{$work}++;
		@$rows == 0 or diag "E1000$at is found";
	}
	my ($least) = sort { $a <=> $b } map { /Handler_read_key=(\d+)/ } keys %nobody;
	cmp_ok($least, '>=', $slim ? 3 : 6, 'a status is read even for nobody');

	for my $case (['wrong name', $other->[0], @$issued[1, 2]],
	    ['wrong number', $issued->[0], $other->[1], $issued->[2]],
	    ['wrong management number', @$issued[0, 1], $other->[2]],
	    ['not issued yet', @$approved]) {
		my ($what, @triple) = @$case;
		my ($rows, $work) = look_up(@triple);
		is_deeply($rows, [], "$what: nothing");
		ok($nobody{$work}, "$what: the work that nobody takes")
		    or diag $work, explain \%nobody;
	}
}

sub plan_is_good {
	my @plan = $db->rows('EXPLAIN ' . statement(@$issued));
	my ($descent) = grep { $_->[1] eq 'DERIVED' } @plan;
	is_deeply([ @$descent[2, 3, 5] ],
	    [ 'certificate', 'range', 'certificate_triple' ],
	    'the plan begins in certificate_triple') or diag explain \@plan;
	is($descent->[9], 'Using where; Using index', 'and stays in it, in its order');
	unlike(join(' ', map { defined $_ ? $_ : '' } map { @$_ } @plan),
	    qr/temporary|filesort|index_merge/i, 'nothing is sorted');
	my %plan = map { ($_->[2] => $_) } grep { $_ != $descent } @plan;
	is($plan{c}[5], 'PRIMARY', 'then it is one certificate by its key');
	is_deeply([ grep { $plan{$_}[3] !~ /^(?:const|eq_ref|ref)\z/ } keys %plan ],
	    [ '<derived2>' ], 'every other table gives one row by its key');
	like(join(' ', map { @$_ } $db->rows('ANALYZE FORMAT=JSON '
	    . statement(@$issued))), qr/"table_name": "certificate",.*?"r_rows": 1,/s,
	    'of the index one entry is read');
}

for my $question (qw(sql_by_triple sql_standing)) {
	$asks = $question;
	subtest $question => sub { found_alike($question eq 'sql_standing') };
	subtest "the plan of $question" => sub { plan_is_good() };
}
$asks = 'sql_by_triple';

my ($rare) = $db->rows('SELECT id_number, management_no FROM demo_sample '
    . 'WHERE serial = 1');
is_deeply((look_up(encode_utf8('𬱖'), @$rare))[0], [ [ 1, 1, 'issued' ] ],
    '𬱖 is found');
is_deeply((look_up(encode_utf8('𠮷'), @$rare))[0], [], 'but not by 𠮷');
is_deeply((look_up(encode_utf8('𬱖 '), @$rare))[0], [],
    'nor with a blank behind it');

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
