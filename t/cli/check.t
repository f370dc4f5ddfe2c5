#!/usr/bin/perl
# ecert check: each part that is not in place is named, with its remedy.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Keys;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode);
use File::Temp qw(tempdir);
use Test::More;

my $stack = Ecert::Stack->new(rows => 10);
$stack->prepare->start_database->migrate;
my $dir = $stack->dir;

# (exit status, output) with some settings changed.
sub check {
	my (%other) = @_;
	# No seals are made here; where one is wanted, the case says so.
	$other{seal}{report_seal} //= '';
	local $stack->{conf} = \%other;
	$stack->_write_conf;
	my ($status, $text) = $stack->ecert('check');
	return ($status >> 8, decode('UTF-8', $text));
}

# Exactly these parts fail, each with this word in its reason, and a remedy in
# both languages.
sub fails {
	my ($what, $parts, $word, $remedy, %other) = @_;
	my ($status, $text) = check(%other);
	subtest $what => sub {
		is($status, 1, 'exit status 1');
		is(join(' ', $text =~ /^FAIL (\w+):/mg), $parts, $parts);
		like($text, qr/^FAIL .*$word/m, "the reason: $word");
		like($text, qr/^     .*\Q$remedy\E/m, "the remedy: $remedy");
		like($text, qr/^     \p{Han}/m, 'in Chinese too');
		unlike($text, qr/[0-9a-f]{64}/, 'no key is shown');
	};
}

# A certificate of our authority for the signing key, with these extensions.
sub certificate {
	my ($extensions) = @_;
	my ($csr, $out) = ("$dir/other.csr", "$dir/other.pem");
	my $ext = spill("$extensions\n", 'other.cnf');
	for my $command (['req', '-new', '-subj', '/CN=SPECIMEN', '-key',
	    "$dir/sign-key.pem", '-out', $csr], ['x509', '-req', '-days', 9,
	    '-extfile', $ext, '-in', $csr, '-CA', "$dir/ca.pem", '-CAkey',
	    "$dir/ca-key.pem", '-set_serial', 9, '-out', $out]) {
		my ($failed, $said) = Ecert::Process->run('openssl', @$command);
		die $said if $failed;
	}
	return $out;
}

my ($status, $text) = check();
is($status, 0, 'exit status 0 when all is in place');
is_deeply([$text =~ /^(\w+) +(\w+)$/mg], [map { ('ok', $_) }
    qw(configuration keys stylesheets signing trust signer revocation seals
	registry cluster clock)],
    'every part is named');

chmod 0644, "$dir/ticket.key";
fails('a key that everybody may read', 'keys', 'ticket\.key',
    'mode 0600 or 0640');
chmod 0600, "$dir/ticket.key";
fails('a key that is not there', 'keys registry clock', 'none\.key',
    '[keys]', keys => { match_key_file => "$dir/none.key" });
my $short = spill('00' x 31, 'short.key');
chmod 0600, $short;
fails('a key that is too short', 'keys', 'short\.key',
    '64 hexadecimal digits', keys => { ticket_key_file => $short });
chmod 0644, "$dir/sign-key.pem";
fails('a signing key that everybody may read', 'signing signer', 'key-unusable',
    'readable by its owner only');
chmod 0600, "$dir/sign-key.pem";
fails('a certificate of another key', 'signing signer', 'key-unusable',
    'must be a pair', signing => { certificate_file => "$dir/ca.pem" });
fails('no trust anchors', 'trust signer revocation', 'no trust anchor', 'trust_file',
    signing => { trust_file => "$dir/sign-key.pem" });
fails('no revocation list', 'revocation', 'file-unreadable', 'crl_file',
    signing => { crl_file => "$dir/none.pem" });
is((check(signing => { crl_file => "$dir/none.pem", revocation => 'none' }))[0],
    0, 'nor need there be one where there is none');
mkdir "$dir/old" or die;
write_file("$dir/old/$_", slurp("$dir/$_")) for qw(ca.pem ca-key.pem);
Ecert::Keys::crl("$dir/old", from => '20200101000000Z',
    until => '20200201000000Z');
fails('a stale revocation list', 'revocation', 'CRL has expired', 'newest',
    signing => { crl_file => "$dir/old/ca-crl.pem" });
fails('no stylesheets', 'stylesheets', '/nowhere', 'xsl_dir',
    paths => { xsl_dir => '/nowhere' });
fails('no schema', 'trust signer revocation', '/nowhere', 'schema_dir',
    paths => { schema_dir => '/nowhere' });

mkdir "$dir/seal" or die;
$stack->ecert('seal', 'make-specimen', '--owner', 'SPECIMEN', "$dir/made");
rename "$dir/made/signer.key", "$dir/seal/SPECIMEN-1.key" or die;
my %seal = (trust_file => "$dir/made/ca.pem", key_dir => "$dir/seal",
    report_seal => '');
is((check(seal => \%seal))[0], 0, 'a seal with its key in place');
fails('seals without anchors', 'seals', 'trust_file is not set', '[seal]',
    seal => { %seal, trust_file => '' });
fails('the service\'s seal without its key', 'seals', 'service', 'report_seal',
    seal => { %seal, report_seal => 'service' });
fails('and without a folder of keys', 'seals', 'report_seal is set', 'report_seal',
    seal => { %seal, key_dir => '', report_seal => 'service' });
fails('no folder of keys', 'seals', '/nowhere', 'key_dir',
    seal => { %seal, key_dir => '/nowhere' });
chmod 0640, "$dir/seal/SPECIMEN-1.key";
fails('a seal\'s key that the group may read', 'seals', 'SPECIMEN-1\.key',
    'mode 0600', seal => \%seal);
chmod 0600, "$dir/seal/SPECIMEN-1.key";
symlink "$dir/sign-key.pem", "$dir/seal/SPECIMEN-2.key" or die;
fails('a key that is not for seals', 'seals', 'not an SM2 key',
    'must be SM2', seal => \%seal);

fails('no such account', 'registry clock', 'database-access-denied',
    '[database]', database => { user => 'ecert_nobody' });

# Certificates of the service's own key that its verifier would refuse.
my $other_ca = tempdir(CLEANUP => 1);
Ecert::Keys::make($other_ca);
fails('an authority that is not in the trust file', 'signer revocation',
    'unable to get local issuer', 'come from an authority in trust_file',
    signing => { trust_file => "$other_ca/ca.pem" });
for my $case (['of no usage', 'signing signer', 'without digitalSignature',
    'keyUsage = keyAgreement'],
    ['for TLS servers', 'signing signer', 'other purposes only',
    "keyUsage = digitalSignature\nextendedKeyUsage = serverAuth,clientAuth"]) {
	my ($what, $parts, $word, $extensions) = @$case;
	my $file = certificate($extensions);
	fails("a signing certificate $what", $parts, $word,
	    'not be one for TLS', signing => { certificate_file => $file });
}
is((check(signing => { certificate_file => certificate(
    "keyUsage = digitalSignature\nextendedKeyUsage = clientAuth,"
    . '1.3.6.1.5.5.7.3.36') }))[0], 0,
    'a certificate that may sign documents, too, is accepted');

is((check(signing => { trust_file => "$dir/sign-cert.pem",
    revocation => 'none' }))[0], 0,
    'the trust file may hold the signing certificate alone');

$stack->populate(10);
my $unfit = spill('cd' x 32, 'unfit.key');
chmod 0600, $unfit;
fails('a match key that is not the registry\'s', 'registry',
    'match-key-unfit', 'right match.key back',
    keys => { match_key_file => $unfit });

$stack->db->query('UPDATE schema_migration SET version = version + 100'
    . ' ORDER BY version DESC LIMIT 1');
fails('a schema of another program', 'registry', 'schema-version',
    'run ecert migrate');
$stack->db->query('UPDATE schema_migration SET version = version - 100'
    . ' ORDER BY version DESC LIMIT 1');
is((check())[0], 0, 'all is well again');

subtest 'what is not a configuration is told with its line' => sub {
	for my $case (['a word too many', "[service]\nname_zh = x\nnmae = y\n"],
	    ['no number', "[listen]\nprocesses = many\n"],
	    ['not INI', "processes\n"]) {
		my ($what, $conf) = @$case;
		my $file = spill($conf, 'bad.conf');
		my ($wait, $said) = Ecert::Process->run(
		    $stack->program('ecert'), '-c', $file, 'check');
		isnt($wait >> 8, 0, "$what: not 0");
		like($said, qr/\[configuration\] .*bad\.conf:\d+/,
		    "$what: file and line");
		like($said, qr/ecert\.conf\(5\) explains/,
		    "$what: and where to read what to do");
		unlike($said, qr/administrator/, "$what: who reads it is one");
	}
	my ($wait) = Ecert::Process->run($stack->program('ecert'), '-c',
	    '/nonexistent.conf', 'check');
	isnt($wait >> 8, 0, 'nor is a file that is not there');
};

sub restart_database {
	my (@options) = @_;
	$stack->stop_database;
	local $stack->db->{options} = [@{ $stack->db->{options} }, @options];
	$stack->start_database;
}
restart_database('--secure-timestamp=NO');
fails('a server that lets accounts set the time', 'clock',
    'database-time-open', 'secure_timestamp = SUPER');
($status, $text) = $stack->command('migrate');
is($status, 1, 'nor is such a one migrated');
like($text, qr/database-time-open/, 'by name');
for my $kept (qw(SUPER REPLICATION YES)) {
	restart_database("--secure-timestamp=$kept");
	is((check())[0], 0, "secure_timestamp = $kept will do");
}

$stack->stop_database;
fails('the database down', 'registry clock', 'database-unavailable',
    'mariadbd runs');
fails('and so the clocks not compared', 'registry clock', 'database-unavailable',
    'mend the part above first');

undef $stack;
done_testing;
