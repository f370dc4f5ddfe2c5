#!/usr/bin/perl
# What the tables themselves refuse, whoever writes.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Encode qw(encode_utf8);
use Test::More;

my $db = Ecert::Database->start(fast => 1)->load;
my $serial = 0;

sub sql_text {
	my ($value) = @_;
	return 'NULL' unless defined $value;
	return $value if $value =~ /^(?:x'[0-9a-f]*'|[0-9]{1,4})\z/;
	$value =~ s/([\\'])/\\$1/g;
	return "'" . encode_utf8($value) . "'";
}

# A row that is right, but for what is given; (status, message).
sub insert {
	my (%change) = @_;
	my %row = (serial => ++$serial, version => 1,
	    management_no => sprintf('2021110061100000%04d', $serial),
	    name => '王样本', id_type => '111', id_number => '110000199001010013',
	    id_hash => "x'00112233445566778899aabbccddeeff'", sex => 1,
	    birth_date => '1990-01-01', approved_on => '2021-11-20',
	    province => '11', variant => 1, batch => undef, %change);
	my @column = sort keys %row;
	return $db->try(sprintf 'INSERT INTO certificate (%s) VALUES (%s)',
	    join(', ', @column), join(', ', map {
	    /^(?:province|id_type)$/ ? "'$row{$_}'" : sql_text($row{$_}) } @column));
}

sub accepts {
	my ($what, %change) = @_;
	my ($status, $message) = insert(%change);
	is($status, 0, "accepted: $what") or diag $message;
}

sub refuses {
	my ($what, $why, %change) = @_;
	my ($status, $message) = insert(%change);
	ok($status && $message =~ /$why/, "refused: $what")
	    or diag $status ? $message : 'accepted';
}

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

accepts('a right row');

# GB 11643-1999.  Area 0000 belongs to nobody.
accepts('a woman by digit 17', id_number => '110000199001010021', sex => 2);
accepts('check character X', id_number => '11000019900101003X', sex => 1);
accepts('every date and sequence digit counts', id_number => '650000198711289873',
    birth_date => '1987-11-28', sex => 1);
accepts("the standard's example $_->[0]", id_number => $_->[0], sex => $_->[1],
    birth_date => $_->[2]) for ['11010519491231002X', 2, '1949-12-31'],
    ['440524188001010014', 1, '1880-01-01'];
for my $place (0 .. 5, 14, 15) {
	my $number = '650000198711289873';
	substr $number, $place, 1, (substr($number, $place, 1) + 1) % 10 || 1;
	refuses('another digit at place ' . ($place + 1),
	    'certificate_resident', id_number => $number,
	    birth_date => '1987-11-28', sex => 1);
}
refuses('a wrong check digit', 'certificate_resident',
    id_number => '110000199001010014');
refuses('a resident number of 17 characters', 'certificate_resident',
    id_number => '11000019900101001');
refuses('a small x', 'certificate_id_number|certificate_resident',
    id_number => '11000019900101003x');
refuses('a birth date other than the number says', 'certificate_resident',
    birth_date => '1990-01-02');
refuses('a sex other than digit 17 says', 'certificate_resident', sex => 2);
refuses('a line end after the check digit', 'certificate_',
    id_number => "110000199001010013\n");
accepts('another document has no check digit', id_type => '414',
    id_number => 'SP4140001', sex => 2);
refuses('an unknown kind of document', 'certificate_id_type', id_type => '777');
refuses('an empty number', 'certificate_id_number', id_type => '414',
    id_number => '');
refuses('a blank in a number', 'certificate_id_number', id_type => '414',
    id_number => 'SP 414');

# GB/T 2261.1
accepts("sex $_ where the number does not tell", sex => $_, id_type => '414',
    id_number => "SP414000$_") for 0, 9;
refuses("sex $_", 'certificate_sex', sex => $_, id_type => '414',
    id_number => 'SP4140001') for 3, 8;

# Names: 1 to 100 characters, as given (民委发〔2016〕33号: 50 at least).
accepts('a name of one character beyond the basic plane', name => '𬱖');
accepts('a name with U+00B7', name => '阿卜杜拉·买买提');
accepts('a name of 100 characters of four bytes', name => '𠮷' x 100);
refuses('a name of 101 characters', 'too long', name => '王' x 101);
refuses('an empty name', 'certificate_name', name => '');
refuses('a blank before a name', 'certificate_name', name => ' 王样本');
refuses('a blank after a name', 'certificate_name', name => '王样本 ');
refuses('an ideographic space after a name', 'certificate_name',
    name => "王样本\x{3000}");
refuses('a control character in a name', 'certificate_name', name => "王\x01本");
accepts('a blank between Latin words', name => 'ANNA SPECIMEN');

# 管理号
accepts("管理号 $_", management_no => $_) for 'A-1b2C', '9' x 32;
refuses('管理号 of 5 characters', 'certificate_management_no',
    management_no => 'A-1b2');
refuses('管理号 of 33 characters', 'too long', management_no => '9' x 33);
refuses("管理号 with $_->[0]", 'certificate_management_no',
    management_no => $_->[1]) for ['a blank', '202111 00611'],
    ['a full-width digit', "20211100\x{FF11}"], ['a line end', "2021110061\n"];
refuses('the same 管理号 twice', 'certificate_number',
    management_no => 'A-1b2C');
accepts('管理号 differs by case', management_no => 'a-1B2c');

refuses("version $_", 'certificate_version|Out of range', version => $_)
    for 0, 1000;
refuses('a correction in a batch', 'certificate_(?:correction|batch)',
    version => 2, batch => 1);
refuses('approval before birth', 'certificate_approved',
    approved_on => '1989-12-31');
refuses('an unknown province', 'certificate_province', province => '99');
accepts('the Corps', province => '66');
for my $list (qw(id_type province)) {
	is(join(' ', sort $db->value("SELECT check_clause FROM "
	    . 'information_schema.check_constraints WHERE constraint_name = '
	    . "'certificate_$list'") =~ /'(\d+)'/g),
	    join(' ', map { $_->[0] } $db->rows("SELECT code FROM $list ORDER BY 1")),
	    "what a certificate takes is the code list $list");
}
refuses('an unknown variant', 'certificate_variant', variant => 9999);
refuses('30 February', 'Incorrect date', birth_date => '1990-02-30');

# The catalogue.
my ($status, $message) = $db->try(q{INSERT INTO qualification_edition
SELECT qualification, 2, '2022-01-01', '9999-12-31', style, style_from, seal,
issuer, title_zh, title_en, authorities, statement_zh, NULL, NULL, source
FROM qualification_edition WHERE qualification = '01'});
ok($status && $message =~ /edition_no_overlap/,
    'refused: two editions of one qualification at one time') or diag $message;
($status, $message) = $db->try(q{UPDATE qualification_edition
SET valid_until = '2024-01-01' WHERE qualification = '01';
INSERT INTO qualification_edition
SELECT qualification, 2, '2024-01-01', '9999-12-31', style, style_from, seal,
issuer, title_zh, title_en, authorities, statement_zh, NULL, NULL, source
FROM qualification_edition WHERE qualification = '01'});
is($status, 0, 'accepted: an edition that begins when the other ends')
    or diag $message;
($status, $message) = $db->try(q{UPDATE qualification_edition
SET issuer = NULL WHERE qualification = '25'});
ok($status && $message =~ /edition_issuer/, 'refused: style 2 without an issuer');
($status, $message) = $db->try(q{UPDATE qualification_edition
SET issuer = 'x' WHERE qualification = '01'});
ok($status && $message =~ /edition_issuer/, 'refused: style 1 with an issuer');
($status, $message) = $db->try(q{UPDATE qualification_edition
SET licence_type = '1110000000000000L00' WHERE qualification = '01'});
ok($status && $message =~ /edition_licence_type/,
    'refused: a licence type of 19 characters');
($status, $message) = $db->try(
    q{INSERT INTO style VALUES (1, '2022-01-01', '9999-12-31', 'x', 'x')});
ok($status && $message =~ /style_no_overlap/,
    'refused: two texts of one style at one time');
($status, $message) = $db->try(q{INSERT INTO qualification_variant
(qualification, edition, level, specialty) VALUES ('08', 1, 1, 1)});
ok($status && $message =~ /variant_once/, 'refused: a variant twice');
($status, $message) = $db->try(q{INSERT INTO qualification_variant
(qualification, edition, level, specialty) VALUES ('06', 1, 7, 1)});
ok($status && $message =~ /variant_level/,
    'refused: a level that the qualification does not have');

# Comparison: code point by code point, no padding.
is($db->value(encode_utf8(
    q{SELECT COUNT(*) FROM certificate WHERE name = '𬱖'})), 1,
    '𬱖 is found by 𬱖');
is($db->value(encode_utf8(
    q{SELECT COUNT(*) FROM certificate WHERE name = '𠮷'})), 0,
    '𬱖 is not 𠮷');
is($db->value(encode_utf8(
    q{SELECT COUNT(*) FROM certificate WHERE name = '王样本 '})), 0,
    'a trailing blank makes another name');
is($db->value(encode_utf8(
    q{SELECT COUNT(*) FROM certificate WHERE name = '阿卜杜拉•买买提'})), 0,
    'U+2022 is not U+00B7');
is($db->query(q{SELECT table_name, column_name, collation_name
FROM information_schema.columns
WHERE table_schema = 'ecert' AND collation_name <> 'utf8mb4_nopad_bin' AND table_name IN (SELECT table_name
FROM information_schema.tables WHERE table_type = 'BASE TABLE')}), '',
    'every text column compares in this way');
is($db->value(q{SELECT COUNT(*)
FROM information_schema.innodb_tablespaces_encryption
WHERE name LIKE 'ecert/%' AND encryption_scheme = 0}, user => 'root'), 0,
    'every table is encrypted on disk');

done_testing;
