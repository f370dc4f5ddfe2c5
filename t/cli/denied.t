#!/usr/bin/perl
# A command run with the configuration of another account says that the account
# was refused, which one that was and whose the command needs: not that the
# registry does not answer, nor that a backup is damaged.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Administrators;
use Ecert::Process;
use Ecert::Stack;
use Test::More;

my $stack = Ecert::Stack->new(rows => 50)->prepare->start_database->migrate;
$stack->populate(50);
my $db = $stack->db;
my $no = $db->value('SELECT management_no FROM certificate_status WHERE '
    . "state = 'issued' AND version = 1 LIMIT 1");
my $sheet = $stack->dir . '/sheet.csv';
open my $out, '>:utf8', $sheet or die $!;
print $out "姓名\n王样本\n";
close $out;

sub is_denied {
	my ($as, $needs, @words) = @_;
	my ($status, $text) = as_admin($stack, $as, @words);
	is($status, 2, "$words[0] as $as: 2");
	like($text, qr/^ecert: .*登记库拒绝了所用的数据库账户/m, '... in Chinese');
	like($text, qr/The registry refused the database account/,
	    '... and in English');
	like($text, qr/\[database-access-denied\] .*\b(?:ecert_\w+|half)'?\@/,
	    '... with the account') or diag $text;
	like($text, qr/the configuration of an account like $needs\.$/m,
	    '... and whose is needed');
	unlike($text, qr/did not answer|未应答|damaged/, '... and nothing else');
}

# Settings with an account that is there already.
sub add_conf {
	my ($name) = @_;
	open my $in, '<:raw', $stack->dir . '/admin.conf' or die $!;
	my $conf = do { local $/; <$in> };
	$conf =~ s/^user = .*/user = $name/m;
	open my $to, '>:raw', $stack->dir . "/$name.conf" or die $!;
	print $to $conf;
	close $to;
}

my $folder = $stack->dir . '/copy';
is_denied(ecert => $_->[0], @{ $_->[1] }) for
    [ecert_admin => [audit => '--csv']],
    [ecert_admin => ['history', $no]],
    [ecert_admin => ['suspend', $no, '--reason', 'under-review']],
    [ecert_admin => ['issue', '--dry-run', 'DEMO']],
    [ecert_admin => ['proposals']],
    [ecert_admin => ['purge']],
    [ecert_admin => ['log', 'verify']],
    [ecert_admin => ['import', $sheet, '--qualification', '14', '--approved',
	'2021-12-20', '--source', '样本考试院', '--dry-run']],
    [ecert_owner => ['migrate']],
    [ecert_backup => ['backup', $folder]];
is_denied($_ => 'ecert_backup', 'backup', $folder) for qw(admin report);
is_denied(report => 'ecert_admin', 'history', $no);
ok(!-e $folder, 'no copy was made');
is_deeply([glob "$folder.*"], [], 'nor begun');

# ---- a copy of what the account can see would be no copy of the registry

$db->query(q{CREATE USER 'half'@'localhost'; GRANT SELECT ON ecert.batch TO
    'half'@'localhost'; GRANT SELECT ON ecert.schema_migration TO
    'half'@'localhost'; GRANT SELECT ON ecert.event_head TO 'half'@'localhost';
    GRANT SELECT ON ecert.event_chain_fault TO 'half'@'localhost'},
    user => 'root');
add_conf('half');
is_denied(half => 'ecert_backup', 'backup', $folder);
my (undef, $lacks) = as_admin($stack, 'half', 'backup', $folder);
like($lacks, qr/half\@localhost lacks on database ecert: SELECT, SHOW VIEW$/m,
    'it names what is missing');
ok(!-e $folder, 'and no copy was made');

# ---- at the door

$db->query("ALTER USER 'ecert_admin'\@'localhost' IDENTIFIED BY 'sesame'",
    user => 'root');
is_denied(admin => 'ecert_admin', 'history', $no);
$db->query("ALTER USER 'ecert_admin'\@'localhost' IDENTIFIED VIA unix_socket",
    user => 'root');
is_denied(admin => 'ecert_admin', 'history', $no);

# ---- what only the database's own program is refused

$db->query('REVOKE SELECT ON mysql.proc FROM ecert_role_backup', user => 'root');
my ($status, $text) = as_admin($stack, 'backup', 'backup', $folder);
is($status, 2, 'a program of the database that is refused something: 2');
like($text, qr/\[database-access-denied\] mariadb-dump: .*ecert_backup has insufficient/,
    'what it said');
ok(!-e $folder, 'and no copy');

# ---- who reads this is the administrator, not a visitor

$stack->stop_database;
($status, $text) = as_admin($stack, 'admin', 'history', $no);
is($status, 2, 'no database: 2');
like($text, qr/\[database-unavailable\]/, 'by name');
like($text, qr/See that mariadbd runs/, 'and what is to be done');
unlike($text, qr/certificate is not valid|证书无效|administrator/,
    'not what visitors of the pages are told');

undef $stack;
done_testing;
