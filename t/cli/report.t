#!/usr/bin/perl
# ecert report: the same numbers as SQL gives, as a table, CSV, XLSX and XML.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Ecert::Tree qw(tree_top);
use Encode qw(decode encode);
use File::Temp qw(tempdir);
use IO::Uncompress::Unzip qw(unzip $UnzipError);
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 400);
$stack->prepare->start_database->migrate;
$stack->populate(400);
my $db = $stack->db;
my $dir = tempdir(CLEANUP => 1);

# (exit status, text of both outputs)
sub report {
	return $stack->command('report', @_);
}

my ($status, $text) = report();
is($status, 0, 'without a name it lists the reports');
my @names = $text =~ /^([a-z_]+)  +\S/mg;
is("@names", join(' ', map { $_->[0] } $db->rows(
    'SELECT report FROM report_entry ORDER BY ordinal')),
    'all, in their order');
like($text, qr/^stock +存量/m, 'in Chinese');
like((report('--lang', 'en'))[1], qr/^stock +Stock by/m, 'or in English');

# ---- a table for people

($status, $text) = report('issued_by_month', '--from', '2022-01-01',
    '--to=2025-12-31', '--qualification', '14');
is($status, 0, 'a report with parameters') or diag $text;
my @lines = split /\n/, $text;
is("@lines[0 .. 3]", '颁发：按月份与同比 起始日期: 2022-01-01 截止日期: 2025-12-31 '
    . '资格代码: 14', 'says what it is and was asked for');
like($text, qr/^合计 +\d+ +\d+ +-?\d+/m, 'it ends in sums');
like($text, qr/^\d+ 行，统计时间 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d（北京时间）\n\z/m,
    'and the time');
my ($sum) = $text =~ /^合计 +(\d+)/m;
is($sum, eval { my $n = 0; $n += $_ for $text =~ /^20\d\d-\d\d +(\d+)/mg; $n },
    'the sum is that of its lines');

# East Asian characters are two columns wide.
sub columns {
	my ($line) = @_;
	my $n = 0;
	$n += /\p{EastAsianWidth=Wide}|\p{EastAsianWidth=Fullwidth}/ ? 2 : 1
	    for split //, $line;
	return $n;
}
($status, $text) = report('stock_by_province');
my ($rule) = $text =~ /^(-[- ]+)$/m;
my @table = grep { /^(?:\d\d  |省份代码|合计|-)/ } split /\n/, $text;
cmp_ok(scalar(@table), '>', 30, 'a table of many lines');
is_deeply([ grep { columns($_) != columns($rule) } @table ], [],
    'whose columns stand under each other');
like((report('stock', '--lang', 'en'))[1],
    qr/^Qualification +Name of .*^Sum .*^31 rows, as of/ms,
    'the same in English');
like((report('pending', '--qualification', '99'))[1],
    qr/\[qualification-unknown\]/, 'an unknown qualification is no empty table');

# ---- the same numbers in each form

my $sql = "CALL report_stock('2023-06-30', NULL)";
my @expected = map { pop @$_; [ map { decode('UTF-8', $_) } @$_ ] }
    $db->rows($sql, user => 'ecert_report');
my @asked = ('stock', '--day', '2023-06-30');

# Bytes, as they are in the file.
sub form {
	my ($form, @words) = @_;
	my $file = "$dir/out";
	my ($code, $said) = report(@words, "--$form", '--out', $file);
	is($code, 0, "--$form into a file") or diag $said;
	is($said, '', 'says nothing');
	open my $in, '<:raw', $file or die "$file: $!\n";
	local $/;
	return scalar <$in>;
}

my $csv = form('csv', @asked);
is(substr($csv, 0, 3), "\xEF\xBB\xBF", 'CSV begins with the mark of UTF-8');
my @rows = split /\r\n/, decode('UTF-8', substr $csv, 3);
unlike(join('', @rows), qr/[\r\n]/, 'lines end with CRLF');
is_deeply([ grep { !/^"[^"]*"(?:,"[^"]*")*$/ } @rows ], [],
    'every cell is quoted');
my @cells = map { [ /"([^"]*)"/g ] } @rows;
is($cells[0][2], '已批准', 'titles stand first');
is_deeply([ map { [ @$_[0 .. 7] ] } @cells[1 .. $#cells] ], \@expected,
    'the numbers are those of SQL');
like($csv, qr/"-\d+"|"\d+"/, 'numbers stay numbers');
like(decode('UTF-8', form('csv', 'issued_by_month', '--from', '2022-01-01')),
    qr/^"20\d\d-\d\d","\d+","\d+","-\d+","-\d+\.\d\d",/m,
    'one below nought is not taken for a formula');
like((report('stock', '--csv', '--lang', 'en'))[1],
    qr/^\x{FEFF}"Qualification","Name of qualification",/,
    'to standard output, with titles in English');

my $xlsx = form('xlsx', @asked);
unzip(\$xlsx => \my $sheet, Name => 'xl/worksheets/sheet1.xml')
    or die $UnzipError;
unzip(\$xlsx => \my $strings, Name => 'xl/sharedStrings.xml')
    or die $UnzipError;
my @strings = decode('UTF-8', $strings) =~ m{<si><t[^>]*>([^<]*)</t></si>}g;
my @sheet = map { [ map { $_->[0] ? $strings[$_->[1]] : $_->[1] }
    map { [ scalar(/t="s"/), m{<v>([^<]*)</v>} ] } m{(<c .*?</c>)}g ] }
    $sheet =~ m{(<row .*?</row>)}gs;
is_deeply([ map { [ @$_[0 .. 7] ] } @sheet[1 .. $#sheet] ], \@expected,
    'XLSX has the same');
like($sheet, qr{<c r="A2" s="\d+" t="s">}, 'codes are texts');
like($sheet, qr{<c r="D2" s="\d+"><v>\d+</v>}, 'counts are numbers');

my $schema = tree_top() . '/doc/schema/figures.xsd';
my $xml = form('xml', @asked);
like($xml, qr/ report="stock" as-of="20[^"]+\+08:00"/, 'XML says when');
like($xml, qr/<parameter name="day" kind="date" value="2023-06-30">/,
    'and what for');
is_deeply([ map { my @c = map { decode('UTF-8', $_ // '') }
    m{<cell(?:/>|>([^<]*)</cell>)}g; [ @c[0 .. 7] ] }
    $xml =~ m{<row>(.*?)</row>}gs ], \@expected, 'with the same numbers');
for my $name (@names) {
	my ($code) = report($name, '--xml', '--out', "$dir/$name.xml");
	is($code, 0, "$name as XML");
	($code) = report($name, '--xlsx', '--out', "$dir/x.xlsx");
	is($code, 0, 'and XLSX');
}
($status, $text) = Ecert::Process->run('xmllint', '--noout', '--nonet',
    '--schema', $schema, map { "$dir/$_.xml" } @names);
is($status, 0, 'all are valid by figures.xsd') or diag $text;

# ---- what it is

($status, $text) = report('stock', '--sql');
like($text, qr/^CREATE PROCEDURE report_stock\(IN p_day date, IN p_province char\(2\)\)\nBEGIN\n/,
    '--sql tells the procedure');
like($text, qr/^\t-- superseded: versions that/m, 'with its comments');
like((report('stock', '--about'))[1],
    qr/^  --day +时点：.*^  superseded +已更正：/ms,
    '--about tells parameters and columns');

# ---- what is refused, and by which status

for my $case ([ 'no such report', 1, 'no-such-report', 'certificates' ],
    [ 'a day that is none', 1, 'report-parameter', 'stock', '--day',
    '2023-02-29' ],
    [ 'a time for a day', 1, 'report-parameter', 'stock', '--day',
    '2023-02-28 10:00' ],
    [ 'a parameter of another report', 1, 'unknown-parameter', 'stock',
    '--from', '2023-01-01' ],
    [ 'a province by name', 1, 'report-parameter', 'stock', '--province',
    '北京' ],
    [ 'a province that is none', 1, 'province-unknown', 'stock',
    '--province', '99' ],
    [ 'a period turned round', 1, 'report-period', 'issued_by_level',
    '--from', '2023-01-02', '--to', '2023-01-01' ],
    [ 'SQL for a province', 1, 'report-parameter', 'stock', '--province',
    "' OR 1" ],
    [ 'a folder for a file', 1, 'file-unwritable', 'stock', '--out', $dir ]) {
	my ($what, $code, $word, @words) = @$case;
	($status, $text) = report(@words);
	is($status, $code, "$what: $code");
	like($text, qr/\[$word\]/, "by name: $word");
}
for my $case ([ 'stock', '--day' ], [ 'stock', 'stock' ], [ '-x' ],
    [ 'stock', '--csv', '--xml' ], [ '--csv' ], [ 'stock', '--lang', 'fr' ],
    [ '--from', '2023-01-01' ], [ 'stock', '--out', '' ]) {
	is((report(@$case))[0], 64, "misuse: @$case");
}
like((report('stock', '--provnce', '11'))[1],
    qr/\[unknown-parameter\] stock: --day --province$/m,
    'it names the parameters there are');
like((report('seals', '--provnce', '11'))[1],
    qr/\[unknown-parameter\] seals: no parameters$/m, 'or that there are none');
my @period = ('--from', '2021-12-17', '--to', '2026-11-01');
my @tables = map { (report(@$_, '--lang', 'en'))[1] } ['stock'], ['quality'],
    ['issued_by_level', @period], ['issued_by_batch', @period];
like($_, qr/\bLicensed Pharmacist\b/,
    'in English qualifications have the catalogue\'s English names') for @tables;
unlike($_, qr/执业药师/, '... and not the Chinese ones') for @tables;
like((report('stock', '--lang', 'en', '--csv'))[1], qr/^"14","Licensed Pharmacist",/m,
    '... in files too');
like((report('stock', '--csv'))[1], qr/^"14","执业药师",/m, 'in Chinese the Chinese ones');
unlike((report('stock', '--lang', 'en', '--xml'))[1], qr/Licensed Pharmacist/,
    'XML is the same in both');
is_deeply([ glob "$dir/*.part" ], [], 'no half of a file is left');

# What the database gives must be what is described.
$db->query("UPDATE report_column SET term = 'good' WHERE report = 'stock' "
    . "AND term = 'in_force'");
($status, $text) = report('stock');
is($status, 2, 'columns that are not those described: 2');
like($text, qr/\[record-unreadable\] column 4 is in_force, described as good/,
    'by name');

# ---- who may

unlink "$stack->{dir}/match.key" or die "match.key: $!\n";
is((report('log'))[0], 0, 'no key is needed');
($status, $text) = Ecert::Process->run($stack->program('ecert'), '-c',
    "$stack->{dir}/ecert.conf", 'report', 'log');
is($status >> 8, 0, 'the account of the web service may');
$db->query('UPDATE schema_migration SET version = 99 WHERE version = 1');
($status, $text) = report('stock');
is($status, 2, 'another schema: 2');
like($text, qr/schema-version/, 'by name');
$stack->stop_database;
($status, $text) = report('stock');
is($status, 2, 'no database: 2');
like($text, qr/database-unavailable/, 'by name');

undef $stack;
done_testing;
