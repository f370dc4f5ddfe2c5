#!/usr/bin/perl
# Seals in a real registry: only one that verifies now, is told apart from the
# others and has its signers comes in; out of use, nothing is sealed with it.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(encode);
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use Holding;
use POSIX qw(strftime);
use Test::More;

my $code = 'mohrss-zyzg';
my $dir = tempdir(CLEANUP => 1);
my $stack = Ecert::Stack->new(rows => 60)->prepare;
my $trust = $stack->dir . '/seal-ca.pem';
my $key = $stack->dir . "/seal-keys/$code.key";

sub seal { return $stack->command('seal', @_) }

sub import_seal {
	my ($name, %other) = @_;
	my $folder = "$dir/$name";
	return seal('import', '--code', $other{code} || $code, '--signer',
	    $other{signer} || "$folder/signer.crt",
	    $other{file} || "$folder/seal.esl");
}

sub day { return strftime('%Y-%m-%d', gmtime(time + 86400 * $_[0])) }

my %period = (first => [ '2021-12-17', 10 ], second => [ '2024-01-01', 10 ],
    stranger => [ '2024-01-01', 10 ], old => [ '2020-01-01', 1 ],
    later => [ day(3), 5 ]);
for my $name (sort keys %period) {
	my ($status, $text) = seal('make-specimen', '--owner', '样本部',
	    '--code', $code, '--valid-from', $period{$name}[0], '--years',
	    $period{$name}[1], "$dir/$name");
	die encode('UTF-8', $text) if $status;
}

sub use_key {
	my ($name) = @_;
	copy("$dir/$name/signer.key", $key) or die "$key: $!";
	chmod 0600, $key;
}

write_file($trust, join '', map { slurp("$dir/$_/ca.pem") }
    grep { $_ ne 'stranger' } sort keys %period);
use_key('first');
$stack->start_database->migrate->populate(60);
my $db = $stack->db;

sub imported { return $db->value('SELECT CONCAT(COUNT(*), " ", '
	. '(SELECT COUNT(*) FROM seal_signer)) FROM seal_file') }

# (what, exit status, reason, how)
my $esl = slurp("$dir/first/seal.esl");
my $at = index($esl, 'IDAT') + 100;
my $altered = $esl;
substr($altered, $at, 1) = chr(ord(substr $esl, $at, 1) ^ 1);
my $none = write_file("$dir/no-trust.conf", slurp($stack->dir . '/admin.conf')
    =~ s/^trust_file = .*seal-ca\.pem\n//mr);
my @refused = (
	[ 'with one bit of its picture altered', 1, 'seal-signature-value',
	    'first', file => write_file("$dir/altered.esl", $altered) ],
	[ 'with its last byte cut off', 1, 'seal-encoding', 'first',
	    file => write_file("$dir/cut.esl", substr $esl, 0, -1) ],
	[ 'of an authority that is not believed', 1,
	    'seal-certificate-untrusted', 'stranger' ],
	[ 'of which no signer is named that it lists', 1,
	    'seal-signer-not-listed', 'first',
	    signer => "$dir/second/signer.crt" ],
	[ 'whose maker is named as its signer', 1, 'seal-signer-not-listed',
	    'first', signer => "$dir/first/maker.crt" ],
	[ 'with a key in the place of its signer', 2, 'key-unusable', 'first',
	    signer => "$dir/first/signer.key" ],
	[ 'for a code that the catalogue has not', 1, 'seal-unknown', 'first',
	    code => 'nobody' ],
	[ 'that has expired', 1, 'seal-expired', 'old' ],
	[ 'that is not in force yet', 1, 'seal-not-yet-in-force', 'later' ],
);
for my $case (@refused) {
	my ($what, $want, $reason, $name, %other) = @$case;
	subtest "refused: a seal $what" => sub {
		my ($status, $text) = import_seal($name, %other);
		is($status, $want, "exit status $want");
		like($text, qr/\[\Q$reason\E\]/, $reason);
		is(imported(), '0 0', 'nothing came in');
	};
}

subtest 'without a trust file nothing is decided' => sub {
	my @import = ($stack->program('ecert'), '-c', $none, 'seal', 'import',
	    '--code', $code, '--signer', "$dir/first/signer.crt",
	    "$dir/first/seal.esl");
	my ($status, $text) = Ecert::Process->run(@import);
	is($status >> 8, 2, 'none is configured: 2');
	like($text, qr/\[seal-no-trust-anchor\]/, 'and why');
	rename $trust, "$trust.away" or die $!;
	($status, $text) = import_seal('first');
	rename "$trust.away", $trust or die $!;
	isnt($status, 0, 'it is not there');
	is(imported(), '0 0', 'nothing came in');
};

subtest 'only the administrators\' account imports' => sub {
	for my $account (qw(ecert_web ecert_report)) {
		my $conf = write_file("$dir/other.conf", slurp(
		    $stack->conf_path) =~ s/^user = \w+$/user = $account/mr);
		my ($status) = Ecert::Process->run($stack->program('ecert'),
		    '-c', $conf, 'seal', 'import', '--code', $code, '--signer',
		    "$dir/first/signer.crt", "$dir/first/seal.esl");
		is($status >> 8, 2, "refused by the database: $account");
		is(imported(), '0 0', 'nothing came in');
	}
};

subtest 'misuse is told with the usage' => sub {
	for my $case ([ 'import', "$dir/first/seal.esl" ],
	    [ 'import', '--code', $code, "$dir/first/seal.esl" ],
	    [ 'import', '--code', $code, '--signer', 'x' ],
	    [ 'list', 'x' ], [ 'disable', '1' ],
	    [ 'disable', '--why', '', '1' ], [ 'disable', '--why', 'x' ],
	    [ 'disable', '--why', 'x', '0' ], [ 'disable', '--why', 'x', '1x' ],
	    [ 'disable', '--why', 'x' x 1001, '1' ]) {
		my ($status, $text) = seal(@$case);
		is($status, 64, substr(join(' ', @$case), 0, 40)
		    =~ s/\Q$dir\E\S*/.../r);
		like($text, qr/^usage: ecert/m, 'usage');
	}
};

sub list {
	my ($status, $text) = seal('list');
	die $text if $status;
	return map { [ (split /\t/)[0 .. 2] ] } split /\n/, $text;
}

subtest 'a seal that verifies comes in, once' => sub {
	is_deeply([ list() ], [], 'the list is empty before');
	my ($status, $text) = import_seal('first');
	is($status, 0, 'imported') or diag $text;
	like($text, qr/^1\t$code\t2021-12-17T00:00:00\+08:00\t/, 'and told');
	is(imported(), '1 1', 'with its signer');
	($status, $text) = import_seal('first');
	is($status, 1, 'not twice');
	like($text, qr/\[seal-imported-already\]/, 'and why');
	is(imported(), '1 1', 'it is there once');
	is_deeply([ list() ], [ [ 1, $code, 'in-force' ] ], 'it is listed');
	($status, $text) = seal('list');
	like($text, qr/\t$code\t1\t样本部.*（样本）$/m,
	    'with its number, signers and name');
};

# Now what is sealed with them.
$stack->start_responder->start_nginx->wait_ready;
my $person = sample($stack, name => '阿卜杜拉·买买提', state => 'issued');
my $holder = Holding->new($stack)->sign_in($person);
my ($certificate) = $holder->certificates;
my $made = 0;

sub refused_to_seal {
	my ($status, $sentence, $what) = @_;
	my $page = $holder->annotate($certificate, days => 1);
	is($page->{status}, $status, "$what: no copy");
	like(main_part($page->{text}), $sentence, "$what: the page says why");
	is($db->value('SELECT COUNT(*) FROM annotation'), $made,
	    "$what: nothing is left of it");
	is($db->value('SELECT COUNT(*) FROM copy'), $made,
	    "$what: nor a file");
}

sub seals_with {
	my ($number, $what) = @_;
	my $sent = $holder->annotate($certificate, days => 1);
	is($sent->{status}, 303, "$what: a copy is made") or return '';
	$made++;
	is($db->value('SELECT seal_file FROM annotation ORDER BY annotation '
	    . 'DESC LIMIT 1'), $number, "$what: with seal file $number");
	return $sent->{headers}{location} =~ m{/(\w{26})$} ? $1 : '';
}

my $copy;
subtest 'a seal in use seals' => sub {
	$copy = seals_with(1, 'the first');
};

subtest 'a seal out of use does not' => sub {
	my $file = $holder->get("/holder/copies/$copy/certificate.xml");
	my ($status, $text) = seal('disable', '--why', '样本：密钥更换', '1');
	is($status, 0, 'disabled') or diag $text;
	is_deeply([ list() ], [ [ 1, $code, 'disabled' ] ], 'the list says so');
	($status, $text) = seal('disable', '--why', '样本', '1');
	is($status, 1, 'once');
	like($text, qr/\[seal-disabled\]/, 'and why');
	($status, $text) = seal('disable', '--why', '样本', '9');
	is($status, 1, 'none of that number');
	like($text, qr/\[seal-unknown\]/, 'and why');
	refused_to_seal(503, qr/没有可用于该证书的电子印章/, 'disabled');
	is(verdict_state($stack->get("/v/$copy",
	    { Accept => 'application/xml' })->{text}), 'copy-good',
	    'what was sealed before stays good');
	($status, $text) = verify_file($stack, $file->{content});
	is($status, 0, 'and verifies') or diag $text;
};

subtest 'another one takes its place without a restart' => sub {
	my ($status, $text) = import_seal('second');
	is($status, 0, 'imported') or diag $text;
	refused_to_seal(503, qr/暂时无法签名/, 'while its key is not there');
	use_key('second');
	seals_with(2, 'with its key');
	is(verdict_state($stack->get("/v/$copy",
	    { Accept => 'application/xml' })->{text}), 'copy-good',
	    'the copy of the first is still good');
};

undef $stack;
done_testing;
