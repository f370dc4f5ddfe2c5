#!/usr/bin/perl
# ecert migrate over registries that are full: whichever schema they had, every
# row, every state and the whole chain are there afterwards; and so they are
# when it was killed in the middle and run again.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib",
    "$FindBin::Bin/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Ecert::Tree qw(none tree_top);
use File::Temp qw(tempdir);
use Older;
use Test::More;
use Time::HiRes qw(sleep time);

use constant MOMENTS => 12;

my $place = tempdir('ecert-upgrade-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $stack = Ecert::Stack->new(rows => 0, fast => 1);
$stack->prepare->start_database;
my $db = $stack->db;
my @numbers = numbers();
my $newest = pop @numbers;
cmp_ok(scalar @numbers, '>', 7, 'there are older schemas');

# What is made of other tables at each migrate.
my $derived = qr/^(?:figure_\w+|variant_face|report_(?:entry|term|parameter|column))$/;

# The tables whose rows are not what they were.
sub lost {
	my ($before) = @_;
	my $now = table_rows($db, $before);
	my @lost;
	for my $table (grep { !/$derived/ } sort keys %$before) {
		my $rows = $before->{$table}[1];
		# The catalogue and the rules may have more than before, nothing less.
		my %now = map { $_ => 1 } split /\n/, ($now->{$table} || [])->[1] // '';
		push @lost, $table if !$now->{$table} ||
		    ($table =~ /^(?:qualification|style|seal$|seal_scope|reason_class|province|id_type|annotation_scene|retention_rule)/
		    ? scalar grep { !$now{$_} } split /\n/, $rows
		    : $now->{$table}[1] ne $rows);
	}
	return @lost;
}

sub states {
	return $db->query('SELECT serial, version, state FROM certificate_status '
	    . 'ORDER BY serial, version', user => 'ecert_admin');
}

sub is_upgraded {
	my ($number, $what, $before) = @_;
	none([lost($before)], "$what: every row is there as it was");
	is(states(), states_expected($number), "$what: every state");
	is($db->query('SELECT * FROM event_chain_fault'), '',
	    "$what: the chain is whole");
	is($db->value('SELECT MAX(version) FROM schema_migration'), $newest,
	    "$what: the schema is the newest");
}

# ---- from each older schema

for my $number (@numbers) {
	older_registry($db, $number);
	my $before = table_rows($db);
	none([grep { !/$derived/ && !length $before->{$_}[1] } sort keys %$before],
	    "schema $number: no table is empty");
	my ($status, $text) = $stack->command('migrate');
	is($status, 0, "schema $number: migrate succeeds") or diag $text;
	is_upgraded($number, "schema $number", $before);
	is(($stack->command('migrate'))[0], 0,
	    "schema $number: another run succeeds");
	none([lost($before)], "schema $number: and loses nothing");
	next if $number < 3;
	is(($db->try("CALL certificate_suspend(1, 1, 'under-review', NULL, NULL)",
	    user => 'ecert_admin'))[0], 0, "schema $number: the registry goes on");
	is($db->query('SELECT * FROM event_chain_fault'), '',
	    "schema $number: with a whole chain");
}
# ---- from a backup of an older one

older_registry($db, 5);
$db->run_file(tree_top() . '/sql/view/event_chain_fault.sql');
my $before = table_rows($db);
is(($stack->command('backup', "$place/old"))[0], 0,
    'a registry of schema 5 is backed up');
like(slurp("$place/old/manifest"), qr/^schema 5$/m, 'as what it is');
$db->query('DROP DATABASE ecert; CREATE DATABASE ecert CHARACTER SET utf8mb4 '
    . 'COLLATE utf8mb4_nopad_bin', user => 'root');
my ($code, $said) = $stack->command('restore', "$place/old");
is($code, 0, 'and restored by a program of now') or diag $said;
is_upgraded(5, 'restored', $before);

# ---- killed in the middle

# What a person does whom migrate sends to the tables: the statements of a file
# that was cut off are done to the end, or its tables are taken away again.
sub mend {
	my ($row) = $db->rows('SELECT version, name FROM schema_migration WHERE '
	    . 'finished_at IS NULL');
	my ($number, $name) = @$row;
	my $text = slurp(tree_top() . "/sql/schema/$name");
	my @tables = reverse $text =~ /^CREATE TABLE (\w+)/mg;
	$db->query("DROP TABLE IF EXISTS $_") for @tables;
	$db->query("DELETE FROM schema_migration WHERE version = $number");
}

older_registry($db, 3);
my $begun = time;
$stack->migrate;
my $time = time - $begun;
my ($again, $sent, $done) = (0, 0, 0);
for my $n (1 .. MOMENTS) {
	older_registry($db, 3);
	my $before = table_rows($db);
	my $run = Ecert::Process->start(name => 'ecert migrate',
	    log => "$place/log", command => [$stack->program('ecert'), '-c',
	    $stack->dir . '/owner.conf', 'migrate']);
	sleep $time * $n / MOMENTS;
	$done++ unless $run->alive;
	$run->kill9;
	within(10, sub { $db->value('SELECT COUNT(*) FROM '
	    . "information_schema.processlist WHERE user = 'ecert_owner' AND "
	    . 'id <> CONNECTION_ID()') == 0 });
	none([lost($before)], "moment $n: every row is there");
	my ($status, $text) = $stack->command('migrate');
	if ($status) {
		$sent++;
		like($text, qr/was cut off half-way/,
		    '... a person is sent to look');
		mend();
		($status, $text) = $stack->command('migrate');
	} else {
		$again++;
	}
	is($status, 0, '... run again, it succeeds') or diag $text;
	is_upgraded(3, "... moment $n", $before);
}
cmp_ok(MOMENTS - $done, '>', 5, "killed before its end: $again went on by "
    . "themselves ($done had ended), $sent needed a person");

undef $stack;
done_testing;
