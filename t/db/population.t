#!/usr/bin/perl
# The invented population: valid, complete, the same for everybody, nobody.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Digest::SHA qw(hmac_sha256);
use Ecert::Database;
use Encode qw(decode_utf8);
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $key = join '', map { sprintf '%02x', $_ } 0 .. 31;
my $db = Ecert::Database->start(fast => 1)->load->populate(2000, $key);

# GB 11643-1999, 6: weights and check characters.
my @weight = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
sub check_character {
	my ($digits) = @_;
	my $sum = 0;
	$sum += $weight[$_] * substr $digits, $_, 1 for 0 .. 16;
	return substr '10X98765432', $sum % 11, 1;
}
is(check_character('11010519491231002'), 'X', 'the standard\'s first example');
is(check_character('44052418800101001'), '4', 'the standard\'s second example');

my @row = map { [ map { decode_utf8($_) } @$_ ] } $db->rows(q{SELECT serial,
version, name, id_type, id_number, LOWER(HEX(id_hash)), sex, birth_date,
management_no, province, qualification, state, issued_on, level, specialty,
seal_code FROM certificate_status ORDER BY serial, version});
is(scalar(grep { $_->[1] == 1 } @row), 2000, 'there are as many as asked for');

my %bad;
for my $row (@row) {
	my ($serial, $version, $name, $type, $number, $hash, $sex, $birth,
	    $management_no, $province) = @$row;
	if ($type eq '111') {
		(my $day = $birth) =~ s/-//g;
		$bad{check}++ unless $number =~ /^(\d{17})[\dX]\z/
		    && check_character($1) eq substr $number, 17;
		$bad{birth}++ unless substr($number, 6, 8) eq $day;
		$bad{sex}++ unless $sex == 2 - substr($number, 16, 1) % 2;
		$bad{area}++ unless substr($number, 2, 4) eq '0000';
		$bad{province}++ unless substr($number, 0, 2)
		    == ($province == 66 ? 65 : $province);
	} else {
		$bad{specimen}++ unless $number =~ /^SP/;
	}
	$bad{hash}++ unless $hash
	    eq unpack 'H32', hmac_sha256($number, pack 'H*', $key);
	$bad{management_no}++ unless $management_no
	    =~ /^20\d{4}\d{3}${province}\d{9}\z/;
	$bad{issued_on}++ if defined $row->[12] && $row->[12] lt '2021-12-17'
	    && $row->[15] ne 'caa';
}
is_deeply(\%bad, {}, 'every number, date, sex, province and hash is right');

my %holder;
$holder{ $_->[4] }{ $_->[2] } = 1 for grep { $_->[11] ne 'superseded' } @row;
is(scalar(grep { keys %{ $holder{$_} } > 1 } keys %holder), 0,
    'one number is one person');
cmp_ok(scalar(keys %holder), '<', 2000, 'some persons hold two certificates');

my %seen;
for my $row (@row) {
	$seen{"$row->[10] $row->[11]"}++;
	$seen{"type $row->[3]"}++;
	$seen{"province $row->[9]"}++;
	$seen{"variant $row->[10] $row->[13] $row->[14]"}++;
	$seen{rare}++ if $row->[2] =~ /[\x{20000}-\x{3ffff}]/;
	$seen{separator}++ if $row->[2] =~ /\x{b7}/;
	$seen{compound}++ if $row->[2] =~ /^(?:欧阳|司马|上官|诸葛|慕容|令狐)/;
	$seen{latin}++ if $row->[2] =~ /^[A-Z. ]+\z/;
}
my @missing = grep { !$seen{$_} } map { my $q = sprintf '%02d', $_;
    map { "$q $_" } qw(approved issued suspended revoked superseded) } 1 .. 31;
is_deeply(\@missing, [], 'every qualification is there in every state');
is_deeply([ grep { !$seen{"type $_"} } qw(111 114 414 511 516 553) ], [],
    'several kinds of document are there');
is(scalar(grep { /^province/ } keys %seen), 32,
    'all 31 provinces and the Corps are there');
is(scalar(grep { /^variant/ } keys %seen),
    $db->value('SELECT COUNT(DISTINCT qualification, level_key, specialty_key) '
    . 'FROM qualification_variant'),
    'all levels and specialties are there');
ok($seen{$_}, "names: $_") for qw(rare separator compound latin);

is_deeply([ $db->rows(q{SELECT serial, style, state FROM certificate_status
WHERE issued_on < '2021-12-17'}) ], [ [ 14, 2, 'issued' ] ],
    'one association certificate is older than the notice');
is($db->value(q{SELECT COUNT(*) FROM certificate c LEFT JOIN holder_phone p
ON p.id_hash = c.id_hash WHERE IFNULL(p.phone, '') NOT RLIKE '^120[0-9]{8}\\\\z'}),
    0, 'everybody has a telephone that no mobile number can be');

is($db->value(q{SELECT COUNT(*) FROM event WHERE kind = 'reinstate'}), 31,
    'some were suspended and are in force again');
is($db->query('SELECT * FROM event_chain_fault'), '',
    'its events make a whole chain');
is($db->value(q{SELECT COUNT(*) FROM certificate_status c
JOIN certificate_status n ON n.serial = c.serial
AND n.version = c.successor_version WHERE c.state = 'superseded'
AND n.state = 'issued'}), $db->value(q{SELECT COUNT(*)
FROM certificate_status WHERE state = 'superseded'}),
    'every superseded version has one in force');

# For people to try.
my @sample = map { [ map { decode_utf8($_) } @$_ ] }
    $db->rows('SELECT style, state, name FROM demo_sample');
my %sample = map { ("$_->[0] $_->[1]" => 1) } @sample;
is_deeply([ grep { !$sample{$_} } map { my $s = $_; map { "$s $_" }
    qw(approved issued suspended revoked superseded) } 1, 2 ], [],
    'the samples show both styles in every state');
for my $name ('𬱖', '𠮷', '阿卜杜拉·买买提') {
	is(scalar(grep { $_->[1] eq 'issued' && $_->[2] eq $name } @sample), 1,
	    "$name is one of the samples, issued");
}

is($db->value('SELECT COUNT(*) FROM demo_sample WHERE phone = '
    . "CONCAT('120', LPAD(serial, 8, '0'))"), scalar @sample,
    'each sample has a telephone');

# GB 32100-2015: weights 3^i mod 31, alphabet without I O S V Z.
my $alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
sub credit_code_is_right {
	my ($code) = @_;
	my ($sum, $weight) = (0, 1);
	for my $char (split //, substr $code, 0, 17) {
		return 0 if index($alphabet, $char) < 0;
		$sum += $weight * index $alphabet, $char;
		$weight = $weight * 3 % 31;
	}
	return substr($code, 17, 1) eq substr $alphabet, (31 - $sum % 31) % 31, 1;
}
ok(credit_code_is_right('11100000000013338W'), 'a published code is right');
my @licence = $db->rows(
    'SELECT licence_type, licence_issuer FROM qualification_edition');
is(scalar(grep { $_->[0] =~ /^(.{18})\d{3}\z/ && credit_code_is_right($1)
    && credit_code_is_right($_->[1]) && "@$_" =~ /YANGBEN.*YANGBEN/ }
    @licence), 32, 'licence codes are well-formed and say specimen');

# Twice the same; longer is the same and more.
my $again = Ecert::Database->start(fast => 1)->load->populate(2000, $key);
my $facts = 'SELECT c.serial, c.version, management_no, name, id_type, '
    . 'id_number, HEX(id_hash), sex, birth_date, approved_on, province, '
    . 'variant, batch FROM certificate c ORDER BY 1, 2';
my $events = 'SELECT id, kind, batch, serial, version, state_after, '
    . 'effective_at, reason_class, HEX(payload) FROM event ORDER BY id';
ok($again->query($facts) eq $db->query($facts), 'a second load is equal');
ok($again->query($events) eq $db->query($events), 'with equal events');
my ($status, $message) = $db->try("CALL demo_populate(10, 5, '$key')");
like($message, qr/demo-range/, 'refused: a range that ends before it begins');
($status, $message) = $db->try("CALL demo_populate(100001, 100010, 'zz')");
like($message, qr/demo-key/, 'refused: a key that is not one');
$again->query("CALL demo_populate(100001, 100200, '$key')");
is($again->value('SELECT COUNT(*) FROM certificate WHERE version = 1'), 2200,
    'the next range adds to it');

done_testing;
