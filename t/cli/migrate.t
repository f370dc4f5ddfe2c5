#!/usr/bin/perl
# ecert migrate: each migration once, in order, unchanged, by one at a time.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib",
    "$FindBin::Bin/../db/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Ecert::Tree qw(tree_top);
use Encode qw(decode);
use File::Temp qw(tempdir);
use Sessions;
use Test::More;

my $old_stack;
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

# A database of its own as it was at that version, filled by its procedures:
# later migrations away, and with them what is written in their terms.
sub old_registry {
	my ($version) = @_;
	my $dir = tempdir(CLEANUP => 1) . '/sql';
	system('cp', '-r', tree_top() . '/sql', $dir) == 0 or die "cp\n";
	my %new = map { $_ => 1 } map { slurp($_) =~ /^CREATE TABLE (\w+)/mg }
	    grep { m{/(\d+)-} && $1 > $version } glob "$dir/schema/*.sql";
	my $tables = join '|', 'annotation_\w+', sort keys %new;
	# What counts for reports hangs on every event.
	$tables .= '|figure_\w+|report_\w+|batch_quality' if $new{figure_day};
	my $names = qr/\b(?:INTO|FROM|JOIN|UPDATE|CALL) (?:$tables)\b/;
	without_figures("$dir/routine/event_add.sql") if $new{figure_day};
	without_face("$dir/view/certificate_status.sql") if $new{variant_face};
	my @later = grep { m{schema/(\d+)} ? $1 > $version
	    : slurp($_) =~ $names }
	    glob("$dir/{schema,routine,view}/*.sql");
	push @later, glob "$dir/*/{figure,report}_*.sql" if $new{figure_day};
	unlink @later;
	# A column that came with the two persons.
	if ($version < 10) {
		unlink grep { slurp($_) =~ /proposed_by/ } glob "$dir/view/*.sql";
		my $add = slurp("$dir/routine/event_add.sql");
		$add =~ s/ (?:p_)?proposed_by,//g;
		open my $out, '>:raw', "$dir/routine/event_add.sql" or die $!;
		print $out $add;
		close $out;
	}
	for my $file ("$dir/catalogue.sql", "$dir/report.sql",
	    "$dir/role.sql") {
		my $sql = slurp($file);
		# Statements, and the comments before them.
		my @kept = grep { $_ !~ $names } split /(?<=;\n)/, $sql;
		@kept = () if $file =~ /role|report/;
		open my $out, '>:raw', $file or die "$file: $!\n";
		print $out @kept, "SELECT 1;\n";
		close $out;
	}
	$old_stack = Ecert::Stack->new(rows => 0,
	    conf => { paths => { sql_dir => $dir } });
	$old_stack->prepare->start_database->migrate;
	my $db = $old_stack->db;
	my $add = "CALL certificate_add(\@b, '2021110014110000%02d', '王样本', "
	    . "'111', '110000199001010013', x'" . '00' x 16 . "', 1, "
	    . "'1990-01-01', '2021-11-20', '11', '', '', \@s); ";
	$db->query("CALL batch_open('OLD', '14', '202110', \@b); "
	    . join('', map { sprintf $add, $_ } 1 .. 20)
	    . "CALL batch_approve(\@b, '2021-11-21'); "
	    . "CALL batch_issue(\@b, '2021-12-20'); "
	    . "CALL certificate_revoke(7, 1, 'issued-in-error', NULL, NULL)");
	return $db;
}

sub without_figures {
	my ($file) = @_;
	(my $sql = slurp($file)) =~ s/^\tCALL figure_count.*\n//m or die $file;
	open my $out, '>:raw', $file or die "$file: $!\n";
	print $out $sql;
	close $out;
}

# What a certificate says, put together for each anew.
sub without_face {
	my ($file) = @_;
	(my $sql = slurp($file)) =~ s/JOIN variant_face f /<<'FACE'/e or die $file;
JOIN (SELECT v.variant, v.qualification, v.edition, q.style, q.title_zh,
    q.title_en, IFNULL(l.name_zh, '') AS level,
    IFNULL(p.name_zh, '') AS specialty, q.authorities,
    IFNULL(q.issuer, '') AS issuer, q.statement_zh AS statement,
    s.code AS seal_code, s.name_zh AS seal_name,
    IFNULL(q.licence_type, '') AS licence_type,
    IFNULL(q.licence_issuer, '') AS licence_issuer
    FROM qualification_variant v
    JOIN qualification_edition q USING (qualification, edition)
    JOIN seal s ON s.code = q.seal
    LEFT JOIN qualification_level l
	ON l.qualification = v.qualification AND l.level = v.level
    LEFT JOIN qualification_specialty p
	ON p.qualification = v.qualification AND p.specialty = v.specialty) f
FACE
	open my $out, '>:raw', $file or die "$file: $!\n";
	print $out $sql;
	close $out;
}

# The files as they are now, over that database.
sub forward {
	local $old_stack->{conf} = {};
	$old_stack->_write_conf;
	my ($status, $text) = $old_stack->ecert('migrate');
	return ($status >> 8, decode('UTF-8', $text));
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
for my $file ('catalogue', 'report', 'role') {
	rename "$sql/$file.sql", "$sql/$file.away";
	add("../$file.sql", 'SELECT 1');
}
my ($status, $text, $applied) = migrate();
is($status, 0, 'an empty database gets its schema') or diag $text;
is(recorded(), "@schema", 'each migration is recorded, in order');

rename "$_.away", $_ for map { s/\.away$//r } glob("$sql/*/*.away");
rename "$sql/$_.away", "$sql/$_.sql" for
    'catalogue', 'report', 'role';
($status, $text, $applied) = migrate();
is($status, 0, 'an earlier state is brought up to date') or diag $text;
is_deeply([grep { /^\d/ } @$applied], [$last], 'by what is new alone');
is(recorded(), "@schema $last", 'and it is recorded');

# A registry that was filled before seals and copies came: the same
# certificates afterwards, and copies can be made of them.
subtest 'a filled registry goes forward' => sub {
	my $old = old_registry(3);
	my $facts = 'SELECT serial, version, management_no, state, state_since, '
	    . 'issued_on, title_zh, seal_code FROM certificate_status '
	    . 'ORDER BY serial';
	my $events = 'SELECT id, HEX(digest) FROM event ORDER BY id';
	my @before = map { $old->query($_) } $facts, $events;
	like($before[0], qr/\tissued\t.*\tissued\t/s, 'certificates are there');
	# As it was while one administrator could do it alone.
	my @alone = qw(batch_issue certificate_revoke certificate_correct);
	$old->query("GRANT EXECUTE ON PROCEDURE $_ TO ecert_role_admin")
	    for @alone;
	my ($code, $said) = forward();
	is($code, 0, 'migrate succeeds') or diag $said;
	is($old->value("SELECT COUNT(*) FROM mysql.procs_priv WHERE "
	    . "user = 'ecert_role_admin' AND routine_name IN ('"
	    . join("', '", @alone) . "')", user => 'root'), 0,
	    'what needs two persons now is taken from the one');
	my @after = map { $old->query($_) } $facts, $events;
	is_deeply(\@after, \@before, 'certificates and events are the same');
	is($old->value('SELECT GROUP_CONCAT(state, certificates ORDER BY state) '
	    . 'FROM (SELECT state, SUM(certificates) AS certificates FROM '
	    . 'figure_stock GROUP BY state HAVING SUM(certificates) > 0) s'),
	    'issued19,revoked1', 'the figures have counted what was there');
	is($old->value('SELECT COUNT(*) FROM seal_scope'), 31,
	    'every qualification has the scope of its seal');
	is($old->value('SELECT COUNT(*) FROM annotation_scene_entry',
	    user => 'ecert_web'), 7, 'there are scenes to choose from');
	import_seal($old, 'mohrss-zyzg');
	is(($old->try(transaction("CALL annotation_create(x'"
	    . '00' x 16 . "', '王样本', 1, 1, 'job', NULL, 90, x'"
	    . '01' x 16 . "')"), user => 'ecert_web'))[0], 0,
	    'and a copy of an old certificate can be made');
	is((forward())[0], 0, 'another run succeeds too');
};

my $dump = $stack->db->value('SELECT GROUP_CONCAT(table_name ORDER BY 1) '
    . "FROM information_schema.tables WHERE table_schema = 'ecert'");
($status, $text, $applied) = migrate();
is($status, 0, 'a second run succeeds');
is_deeply($applied, [], 'and applies nothing twice');
my ($newest) = $last =~ /^0*(\d+)/;
like($text, qr/^无须升级，结构版本 $newest nothing to do, schema $newest$/m,
    'it says that there was nothing to do, and the schema');
like($text, qr/重设 routines, views, catalogue, reports and grants put as .*: \d\d+$/m,
    'apart from what is always put anew');
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

my $other = Ecert::Process->start(name => 'holder', log => "$sql.holder",
    command => ['mariadb', '--no-defaults', '--socket='
    . $stack->db->socket, '--user=ecert_owner', 'ecert', '-N', '-e',
    "SELECT GET_LOCK('ecert_migrate', 0); SELECT SLEEP(60)"]);
within(5, sub { defined $stack->db->value(
    "SELECT IS_USED_LOCK('ecert_migrate')") });
($status, $text) = migrate();
is($status, 2, 'while another one runs it is refused');
like($text, qr/another ecert migrate is running/, 'and says why');
$other->stop;
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

undef $old_stack;
undef $stack;
done_testing;
