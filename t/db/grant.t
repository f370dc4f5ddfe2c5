#!/usr/bin/perl
# What roles were once granted and no longer are: taken back whenever the grants
# are made anew, whether or not the routine was there in between.  A server
# keeps grants by name, also those of a database that is dropped and restored.

use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use Ecert::Tree qw(none tree_top);
use Test::More;

my $db = Ecert::Database->start(fast => 1)->load;
my $roles = tree_top() . '/sql/role.sql';

# Granted to administrators by programs of schemas 3 to 14.
my @once = qw(batch_issue certificate_revoke certificate_correct copy_purge
    session_purge sign_in_purge report_purge lookup_purge revocation_propose
    correction_propose proposal_confirm proposal_refuse proposal_withdraw);

sub granted {
	return map { "$_->[0] $_->[1]" } $db->rows('SELECT User, Routine_name '
	    . "FROM mysql.procs_priv WHERE Db = 'ecert' ORDER BY 1, 2",
	    user => 'root');
}

my @must = granted();
cmp_ok(scalar @must, '>', 100, 'roles are granted routines');

sub grant_once {
	$db->query(join '', map { "GRANT EXECUTE ON PROCEDURE $_ TO "
	    . 'ecert_role_admin;' } @once);
	is(scalar granted(), @must + @once, 'as an older program granted them');
}

sub is_taken_back {
	my ($what) = @_;
	is(join("\n", granted()), join("\n", @must),
	    "$what: the roles have what role.sql says, no more and no less");
	my ($status, $said) = $db->try('CALL certificate_revoke(1, 1, '
	    . "'issued-in-error', NULL, NULL)", user => 'ecert_admin');
	like($said, qr/execute command denied/,
	    "$what: one person alone does not revoke");
	($status, $said) = $db->try("CALL session_purge(1, '2100-01-01', "
	    . '@n, @o, @e)', user => 'ecert_admin');
	like($said, qr/execute command denied/,
	    "$what: nor remove what no rule lets go");
}

grant_once();
$db->run_file($roles);
is_taken_back('upgraded');

grant_once();
$db->query('DROP DATABASE ecert; CREATE DATABASE ecert CHARACTER SET utf8mb4 '
    . 'COLLATE utf8mb4_nopad_bin', user => 'root');
$db->load;
is_taken_back('restored');

$db->run_file($roles);
is_taken_back('once more');

done_testing;
