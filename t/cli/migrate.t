#!/usr/bin/perl
# ecert migrate: each migration once, in order, unchanged, by one at a time.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Ecert::Tree qw(tree_top);
use Encode qw(decode);
use File::Temp qw(tempdir);
use Test::More;

my $stack = Ecert::Stack->new(rows => 10);
$stack->prepare->start_database;
my $sql = tempdir(CLEANUP => 1) . '/sql';
system('cp', '-r', tree_top() . '/sql', $sql) == 0 or die "cp\n";
$stack->{conf} = { paths => { sql_dir => $sql } };
$stack->_write_conf;

# (exit status, output, [files applied])
sub migrate {
	my ($status, $text) = $stack->ecert('migrate');
	$text = decode('UTF-8', $text);
	return ($status >> 8, $text, [$text =~ /^applied (\S+)$/mg]);
}

sub recorded {
	return join ' ', map { $_->[0] } $stack->db->rows(
	    'SELECT name FROM schema_migration ORDER BY version');
}

sub add {
	my ($name, $text) = @_;
	open my $out, '>', "$sql/schema/$name" or die "$name: $!\n";
	print $out $text;
	close $out;
}

my @schema = map { m{([^/]+)$} } sort glob "$sql/schema/*.sql";
my $last = pop @schema;
my $whole = slurp("$sql/schema/$last");

# An earlier state: the newest migration is not there yet, nor what needs it.
rename $_, "$_.away" for "$sql/schema/$last", glob("$sql/routine/*.sql"),
    glob("$sql/view/*.sql");
add('../routine/none.sql', 'SELECT 1');
add('../view/none.sql', 'SELECT 1');
rename "$sql/role.sql", "$sql/role.away";
add('../role.sql', 'SELECT 1');
my ($status, $text, $applied) = migrate();
is($status, 0, 'an empty database gets its schema') or diag $text;
is(recorded(), "@schema", 'each migration is recorded, in order');

rename "$_.away", $_ for map { s/\.away$//r } glob("$sql/*/*.away");
rename "$sql/role.away", "$sql/role.sql";
($status, $text, $applied) = migrate();
is($status, 0, 'an earlier state is brought up to date') or diag $text;
is_deeply([grep { /^\d/ } @$applied], [$last], 'by what is new alone');
is(recorded(), "@schema $last", 'and it is recorded');

my $dump = $stack->db->value('SELECT GROUP_CONCAT(table_name ORDER BY 1) '
    . "FROM information_schema.tables WHERE table_schema = 'ecert'");
($status, $text, $applied) = migrate();
is($status, 0, 'a second run succeeds');
is_deeply([grep { /^\d/ } @$applied], [], 'and applies no migration twice');
like($text, qr/up to date/, 'it says so');
is($stack->db->value('SELECT GROUP_CONCAT(table_name ORDER BY 1) '
    . "FROM information_schema.tables WHERE table_schema = 'ecert'"), $dump,
    'the tables are the same');

add($last, "$whole\n-- changed\n");
($status, $text) = migrate();
is($status, 1, 'a migration that was changed is refused');
like($text, qr/\Q$last\E has changed/, 'by name');
add($last, $whole);

my $number = sprintf '%03d', ($last =~ /^(\d+)/)[0] + 1;
add("$number-broken.sql", "CREATE TABLE half (a INT);\nNOT SQL;\n");
($status, $text) = migrate();
isnt($status, 0, 'a migration that fails is a failure');
like($text, qr/$number-broken\.sql/, 'by name');
add("$number-broken.sql", "CREATE TABLE half (a INT);\n");
($status, $text) = migrate();
is($status, 1, 'one that was cut off is not tried again');
like($text, qr/cut off half-way/, 'a person must look');
unlink "$sql/schema/$number-broken.sql";
$stack->db->query("DROP TABLE half");
$stack->db->query("DELETE FROM schema_migration WHERE version = $number");
is((migrate())[0], 0, 'mended by hand, it goes on');

my $holder = Ecert::Process->start(name => 'holder', log => "$sql.holder",
    command => ['mariadb', '--no-defaults', '--socket='
    . $stack->db->socket, '--user=ecert_owner', 'ecert', '-N', '-e',
    "SELECT GET_LOCK('ecert_migrate', 0); SELECT SLEEP(60)"]);
within(5, sub { defined $stack->db->value(
    "SELECT IS_USED_LOCK('ecert_migrate')") });
($status, $text) = migrate();
is($status, 2, 'while another one runs it is refused');
like($text, qr/another ecert migrate is running/, 'and says why');
$holder->stop;
ok(within(5, sub { (migrate())[0] == 0 }), 'and runs once that has ended');

add("$number-newer.sql", "CREATE TABLE newer (a INT);\n");
is((migrate())[0], 0, 'a new migration is applied');
unlink "$sql/schema/$number-newer.sql";
($status, $text) = migrate();
is($status, 1, 'files older than the registry are refused');
like($text, qr/use a newer ecert/, 'and it says so');

($status) = Ecert::Process->run($stack->program('ecert'), '-c',
    $stack->conf_path, 'migrate');
isnt($status >> 8, 0, 'the account of the web service may not migrate');

$stack->stop_database;
($status, $text) = migrate();
is($status, 2, 'with the database down there is no answer');
like($text, qr/database-unavailable/, 'by name');

undef $stack;
done_testing;
