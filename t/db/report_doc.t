#!/usr/bin/perl
# doc/reports.md has every report, with its parameters and columns in order, a
# call that runs, and what each name means; and each procedure's comment
# defines what it takes and gives.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Ecert::Tree qw(tree_text none);
use Encode qw(decode);
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $db = Ecert::Database->start(fast => 1)->load->populate(100, 'ab' x 32);
my $doc = tree_text('doc/reports.md');

sub terms {
	my ($table, $report) = @_;
	return map { $_->[0] } $db->rows("SELECT term FROM $table "
	    . "WHERE report = '$report' ORDER BY ordinal");
}

my @reports = map { [ map { decode('UTF-8', $_) } @$_ ] } $db->rows(
    'SELECT report, title_en, title_zh, purpose_en FROM report_entry '
    . 'ORDER BY ordinal');
is_deeply([ $doc =~ /^### ([a-z_]+)$/mg ], [ map { $_->[0] } @reports ],
    'every report has its section, in order');

for my $row (@reports) {
	my ($name, $title, $title_zh, $purpose) = @$row;
	my ($section) = $doc =~ /^### \Q$name\E\n(.*?)(?=^##)/ms;
	$section = '' unless defined $section;
	my @parameters = terms(report_parameter => $name);
	my @columns = terms(report_column => $name);
	is($columns[-1], 'as_of', "$name ends in its time");
	like($section, qr/^\Q$title. $title_zh\E$/m, 'its titles');
	like($section, qr/^\Q$purpose\E$/m, 'its purpose');
	my $told = @parameters ? 'Parameters: '
	    . join(', ', map { "`$_`" } @parameters) : 'No parameters';
	like($section, qr/^\Q$told\E\.  $/m, 'its parameters');
	$told = 'Columns: ' . join ', ', map { "`$_`" } @columns;
	like($section, qr/^\Q$told\E\.$/m, 'its columns');
	my ($call) = $section =~ /^```sql\n(CALL report_\w+\(.*?\));\n```$/m;
	like($call || '', qr/^CALL report_$name\(/, 'a call');
	my ($status, $text) = $db->try($call || '', user => 'ecert_report');
	is($status, 0, 'that runs') or diag $text;
	like($section, qr/^```\n\S.*\n-[- ]+\n/m, 'and what it gives');

	# p_from, p_to: ...  or  batch, batch_code: ...
	my $sql = tree_text("sql/routine/report_$name.sql");
	my %defined = map { ($_ => 1) } map { split /, / }
	    $sql =~ /^\t-- (?:[^:\n]*; )?([a-z0-9_]+(?:, [a-z0-9_]+)*): /mg,
	    $sql =~ /^\t--\t[^\n]*; ([a-z0-9_]+(?:, [a-z0-9_]+)*): /mg;
	none([ grep { !$defined{$_} } (map { "p_$_" } @parameters), @columns ],
	    "its SQL's comment defines each parameter and column");
	like($sql, qr/^-- For report readers: a row is /, 'and what a row is');
}

my ($meanings) = $doc =~ /^## What the names mean\n(.*)\z/ms;
my @glossary = $meanings =~ /^\| (`[a-z0-9_]+` \| .*) \|$/mg;
my @terms = map { my ($name, @rest) = map { decode('UTF-8', $_) } @$_;
    "`$name` | $rest[0] | $rest[1], $rest[2] | $rest[3]" } $db->rows('SELECT '
    . 'term, kind, title_zh, title_en, definition_en FROM report_term '
    . 'ORDER BY term');
is_deeply(\@glossary, \@terms, 'every name is explained as the table has it');
is($db->value('SELECT COUNT(*) FROM report_term t WHERE NOT EXISTS '
    . '(SELECT 1 FROM report_column c WHERE c.term = t.term) AND NOT EXISTS '
    . '(SELECT 1 FROM report_parameter p WHERE p.term = t.term)'), 0,
    'and none is left over');

# A parameter that cannot be checked would be refused by the program always.
is($db->value('SELECT COUNT(*) FROM report_parameter p JOIN report_term t '
    . "ON t.term = p.term WHERE t.kind NOT IN ('date', 'province', "
    . "'qualification', 'number', 'code')"), 0,
    'every parameter is of a kind that can be given');
is($db->value('SELECT COUNT(*) FROM report_parameter WHERE term IN '
    . "('out', 'lang', 'csv', 'xlsx', 'xml', 'sql', 'about')"), 0,
    'and none is called like an option');

# Sums of columns are told: only counts may be called so.
my ($sums, $kinds) = map { $db->value("SELECT COUNT(*) FROM report_term WHERE $_") }
    "kind = 'count' AND term RLIKE '_rate\$|^share|average|longest|days'",
    "kind = 'rate' AND term NOT RLIKE '_rate\$|share'";
is("$sums $kinds", '0 0', 'no rate is called a count');

done_testing;
