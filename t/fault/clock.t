#!/usr/bin/perl
# The days go by: what ends on which, what of it is told, and what stays good.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Der qw(der within);
use Ecert::Keys;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(encode);
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use Holding;
use MIME::Base64 qw(decode_base64);
use POSIX qw(strftime);
use Test::More;
use Time::HiRes qw(time);

my @missing = Ecert::Stack::clock_missing();
plan skip_all => "@missing is not installed" if @missing && !$ENV{CI};

use constant DAY => 86400;

my $begin = time;
my $stack = Ecert::Stack->new(rows => 60, clock => 1)->prepare;
my $dir = tempdir(CLEANUP => 1);
my $code = 'mohrss-zyzg';

# So many days after the beginning.
sub day {
	my ($days, $seconds) = @_;
	$stack->set_clock($days * DAY + ($seconds || 0));
}

sub ahead {
	my ($seconds) = @_;
	$stack->set_clock($stack->{ahead} + $seconds);
}

sub by_the_clock {
	my (@command) = @_;
	local %ENV = (%ENV, %{ $stack->clock_env });
	my ($status, $text) = Ecert::Process->run(map { encode('UTF-8', $_) }
	    @command);
	die "@command: $text" if $status;
}

sub seal { return $stack->command('seal', @_) }

# ---- seals: one that ends on day 165, one from day 170 on, and the same with
# a signer whose certificate ends on day 210.

sub make_seal {
	my ($name, $first_day, $years) = @_;
	my ($status, $text) = seal('make-specimen', '--owner', '样本部',
	    '--code', $code, '--valid-from', strftime('%Y-%m-%d',
	    gmtime($begin + $first_day * DAY)), '--years', $years,
	    "$dir/$name");
	die encode('UTF-8', $text) if $status;
}

my @id = ('-sigopt', 'distid:1234567812345678');

# An authority of our own, whose key is kept: a specimen's is not.
sub make_authority {
	mkdir "$dir/own" or die $!;
	by_the_clock(qw(openssl genpkey -algorithm EC -pkeyopt
	    ec_paramgen_curve:SM2 -out), "$dir/own/ca.key");
	by_the_clock(qw(openssl req -x509 -new -sm3 -days 3650 -subj),
	    '/C=CN/O=SPECIMEN/CN=SPECIMEN clock CA', @id, '-key',
	    "$dir/own/ca.key", '-out', "$dir/own/ca.pem");
}

sub make_short_signer {
	my ($days) = @_;
	by_the_clock(qw(openssl genpkey -algorithm EC -pkeyopt
	    ec_paramgen_curve:SM2 -out), "$dir/own/signer.key");
	by_the_clock(qw(openssl req -new -sm3 -subj),
	    '/C=CN/O=SPECIMEN/CN=SPECIMEN clock signer', @id, '-key',
	    "$dir/own/signer.key", '-out', "$dir/own/signer.csr");
	write_file("$dir/own/usage", "keyUsage = critical, digitalSignature\n");
	by_the_clock(qw(openssl x509 -req -sm3 -set_serial 2 -days), $days,
	    @id, '-vfyopt', $id[1], '-extfile', "$dir/own/usage", '-in',
	    "$dir/own/signer.csr", '-CA', "$dir/own/ca.pem", '-CAkey',
	    "$dir/own/ca.key", '-out', "$dir/own/signer.crt");
	by_the_clock(qw(openssl x509 -outform DER -in), "$dir/own/signer.crt",
	    '-out', "$dir/own/signer.der");
}

# The seal of that name with our signer in its list, signed by its maker anew.
sub make_own_seal {
	my ($name) = @_;
	my ($info, $maker, $algorithm) = within(slurp("$dir/$name/seal.esl"));
	my ($header, $id, $property, @rest) = within($info->[0]);
	my @property = within($property->[0]);
	$property[3][0] = der(0x30, der(0x04, slurp("$dir/own/signer.der")));
	my $tbs = der(0x30, $header->[0], $id->[0],
	    der(0x30, map { $_->[0] } @property), map { $_->[0] } @rest);
	by_the_clock(qw(openssl dgst -sm3), @id, '-sign',
	    "$dir/$name/maker.key", '-out', "$dir/own/sig",
	    write_file("$dir/own/tbs", $tbs));
	write_file("$dir/own/seal.esl", der(0x30, $tbs, $maker->[0],
	    $algorithm->[0], der(0x03, "\0", slurp("$dir/own/sig"))));
}

sub import_seal {
	my ($name) = @_;
	my ($status, $text) = seal('import', '--code', $code, '--signer',
	    "$dir/$name/signer.crt", "$dir/$name/seal.esl");
	return $text if $status;
	my $key = $stack->dir . "/seal-keys/$code.key";
	copy("$dir/$name/signer.key", $key) or die "$key: $!";
	chmod 0600, $key;
	return '';
}

make_seal('first', -200, 1);
make_seal('second', 170, 5);
make_authority();
write_file($stack->dir . '/seal-ca.pem', join '',
    map { slurp("$dir/$_/ca.pem") } qw(first second own));
$stack->start_database->migrate->populate(60);
my $db = $stack->db;
is(import_seal('first'), '', 'the first seal is imported');
$stack->start_responder->start_nginx->wait_ready;

my $abdu = sample($stack, name => '阿卜杜拉·买买提', state => 'issued');
my $wei = sample($stack, name => '𬱖', state => 'issued');
my $xml = { Accept => 'application/xml' };

subtest 'a code is good for five minutes' => sub {
	my $holder = Holding->new($stack);
	my $code = $holder->ask_code($abdu);
	ahead(290);
	is($holder->post('/sign-in/code', { code => $code })->{status}, 303,
	    'ten seconds before');
	$holder = Holding->new($stack);
	$code = $holder->ask_code($abdu);
	ahead(301);
	my $page = $holder->post('/sign-in/code', { code => $code });
	is($page->{status}, 410, 'one second after');
	like($page->{text}, qr/验证码已过期.*重新获取验证码/s,
	    'and what to do is said');
};

subtest 'a session ends after 15 idle minutes, and after twelve hours' => sub {
	my $holder = Holding->new($stack)->sign_in($abdu);
	for (1 .. 2) {
		ahead(14 * 60);
		is($holder->get('/holder')->{status}, 200, '14 minutes idle');
	}
	ahead(15 * 60 + 1);
	is($holder->get('/holder')->{status}, 403, '15 minutes idle');
	$holder = Holding->new($stack)->sign_in($abdu);
	my $kept = 0;
	for (1 .. 59) {
		ahead(12 * 60);
		$kept++ if $holder->get('/holder')->{status} == 200;
	}
	is($kept, 59, 'used every 12 minutes for 11 hours 48 minutes');
	ahead(12 * 60 + 1);
	is($holder->get('/holder')->{status}, 403, 'twelve hours: over');
};

# ---- copies

my (%file, %address);

# Sign in afresh and annotate: the code of the copy, or the page that refused.
sub annotate {
	my ($person, $days) = @_;
	my $holder = Holding->new($stack)->sign_in($person);
	my ($certificate) = $holder->certificates;
	my $sent = $holder->annotate($certificate, days => $days);
	return (undef, $sent) if $sent->{status} != 303;
	my ($copy) = $sent->{headers}{location} =~ m{/(\w{26})$};
	$file{$copy} = $holder->get("/holder/copies/$copy/certificate.xml")
	    ->{content};
	return ($copy, $sent);
}

# The same on every path: page, download, code, file.
sub paths {
	my ($person, $copy) = @_;
	my $holder = Holding->new($stack)->sign_in($person);
	my $page = $holder->get("/holder/copies/$copy");
	my $got = $holder->get("/holder/copies/$copy/certificate.xml");
	my ($status, undef, $outcome) = verify_file($stack, $file{$copy});
	return { page => heading_of($page),
	    download => $got->{status} != 200 ? $got->{status}
	    : $got->{content} eq $file{$copy} ? 'the same' : 'another',
	    code => verdict_state($stack->get("/v/$copy", $xml)->{text}),
	    file => $status, failed => join(' ', grep {
	    $outcome->{$_} eq 'failed' } sort keys %$outcome) };
}

sub heading_of {
	my ($page) = @_;
	return $page->{text} =~ /加注件(有效|已过期|已撤回)/ ? $1
	    : $page->{status};
}

my $good = { page => '有效', download => 'the same', code => 'copy-good',
	file => 0, failed => '' };
my $expired = { page => '已过期', download => 410, code => 'copy-expired',
	file => 1, failed => 'annotation-state' };

# What the page says of when the next is free: the day in China.
sub names_day {
	my ($page, $when, $what) = @_;
	my ($y, $m, $d) = (gmtime($when + 8 * 3600))[5, 4, 3];
	like(main_part($page->{text}), sprintf_day($y + 1900, $m + 1, $d),
	    $what);
}

sub sprintf_day { my ($y, $m, $d) = @_; return qr/$y\D+0?$m\D+0?$d\D/ }

# From the making of the first copy on.
my ($copy, $made, $origin);
sub after {
	my ($days, $seconds) = @_;
	$stack->set_clock($made - time + $days * DAY + ($seconds || 0));
}

subtest 'a copy of 90 days is good on day 89 and over on day 90 and 91' => sub {
	day(2);
	($copy) = annotate($abdu, 90);
	$made = $db->value('SELECT UNIX_TIMESTAMP(MAX(made_at)) '
	    . 'FROM annotation');
	my ($short) = annotate($abdu, 30);
	is_deeply(paths($abdu, $copy), $good, 'at once');
	after(89);
	is_deeply(paths($abdu, $copy), $good, 'day 89');
	is_deeply(paths($abdu, $short), $expired, 'one of 30 days is over');
	like($stack->get("/v/$short")->{text}, qr/证书本身仍有效/,
	    'which is not the certificate\'s end');
	after(90, -30);
	is_deeply(paths($abdu, $copy), $good, 'the last minute of day 90');
	after(90, 1);
	is_deeply(paths($abdu, $copy), $expired, 'the first second after it');
	after(91);
	is_deeply(paths($abdu, $copy), $expired, 'day 91');
	my (undef, $result) = $stack->lookup($abdu, $xml);
	is(verdict_state($result->{text}), 'issued',
	    'the certificate is in force all the while');
	is($db->value('SELECT COUNT(*) FROM copy'), 2, 'the files are there');
	my ($status, $text) = $stack->ecert('purge');
	is($db->value('SELECT COUNT(*) FROM copy'), 0,
	    'until ecert purge removes them');
	is_deeply(paths($abdu, $copy), $expired, 'and nothing else changes');
};

subtest 'the quota names the day on which the next is free' => sub {
	day(3);		# once more: the seal is to outlast it
	my @codes = map { (annotate($wei, 1))[0] } 1 .. 3;
	is(scalar(grep { defined } @codes), 3, 'three are made');
	$made = $db->value('SELECT UNIX_TIMESTAMP(MIN(a.made_at)) '
	    . 'FROM annotation a JOIN certificate c USING (serial, version) '
	    . "WHERE c.management_no = '$wei->{management_no}'");
	my $free = $made + 90 * DAY;
	for my $at ([ 1, 0, 'day 1' ], [ 89, 0, 'day 89' ],
	    [ 90, -20, 'the end of day 90' ]) {
		after(@$at[0, 1]);
		my ($none, $page) = annotate($wei, 1);
		is($page->{status}, 409, "$at->[2]: refused");
		names_day($page, $free, "$at->[2]: the day is named");
	}
	after(90, 1);
	my ($fourth) = annotate($wei, 1);
	ok($fourth, 'day 90 is over: a fourth is made');
	my @made = map { $_->[0] } $db->rows('SELECT UNIX_TIMESTAMP(a.made_at) '
	    . 'FROM annotation a JOIN certificate c USING (serial, version) '
	    . "WHERE c.management_no = '$wei->{management_no}' "
	    . 'ORDER BY a.made_at');
	after(91);
	my @more = grep { defined } map { (annotate($wei, 1))[0] } 1 .. 3;
	is(scalar @more, 2, 'day 91: as many as ended, and no more');
	my (undef, $page) = annotate($wei, 1);
	names_day($page, $made[3] + 90 * DAY, 'then the fourth counts longest');
};

# ---- seals

sub refused {
	my ($person, $sentence, $what) = @_;
	my $before = $db->value('SELECT COUNT(*) FROM annotation');
	my (undef, $page) = annotate($person, 90);
	is($page->{status}, 503, "$what: no copy");
	like(main_part($page->{text}), $sentence, "$what: the page says why");
	like(main_part($page->{text}), qr/证书本身不受影响/,
	    "$what: and that the certificate is not at fault");
	is($db->value('SELECT COUNT(*) FROM annotation'), $before,
	    "$what: nothing is left of it");
}

# A certificate under that seal of somebody who has no copy yet.
my ($person) = grep { $_->{state} eq 'issued' && $_->{name} ne $abdu->{name}
	&& $_->{name} ne $wei->{name} && $db->value('SELECT seal_code FROM '
	. "certificate_status WHERE management_no = '$_->{management_no}'")
	eq $code } $stack->samples;
my ($by_first, $by_own);

subtest 'a seal that is not in force does not seal' => sub {
	day(164);
	is(import_seal('second') =~ /\[(seal-not-yet-in-force)\]/ && $1,
	    'seal-not-yet-in-force', 'it is kept out');
	day(190);
	is(import_seal('second'), '', 'and comes in where the clock is ahead');
	day(164);
	$db->query("CALL seal_disable(1, '样本')", user => 'ecert_admin');
	like((seal('list'))[1], qr/\tnot-yet\t/, 'the list says so');
	refused($person, qr/没有可用于该证书的电子印章/, 'not yet');
	$db->query('DELETE FROM seal_disabled WHERE seal_file = 1',
	    user => 'ecert_owner');
	copy("$dir/first/signer.key", $stack->dir . "/seal-keys/$code.key");
};

subtest 'a seal that has expired does not either; what it sealed stays' => sub {
	day(160);
	($by_first) = annotate($person, 90);
	ok($by_first, 'sealed five days before its end') or return;
	is_deeply(paths($person, $by_first), $good, 'and good');
	day(167);
	like((seal('list'))[1], qr/\texpired\t/, 'the list says it is over');
	refused($person, qr/没有可用于该证书的电子印章/, 'expired');
	is_deeply(paths($person, $by_first), $good, 'the copy is good still');
	my ($status, undef, $outcome) = verify_file($stack,
	    $file{$by_first});
	is($outcome->{'seal-validity'}, 'passed',
	    'the seal was in force when it was used');
};

subtest 'a signer whose certificate has ended does not seal' => sub {
	day(180);
	make_short_signer(30);
	make_own_seal('second');
	is(import_seal('own'), '', 'a seal with a signer of 30 days');
	($by_own) = annotate($person, 90);
	ok($by_own, 'its signer seals') or return;
	is_deeply(paths($person, $by_own), $good, 'good');
	day(211);
	is_deeply(paths($person, $by_own), $good, 'and good afterwards');
	my ($status, undef, $outcome) = verify_file($stack, $file{$by_own});
	is($outcome->{'seal-signer'}, 'passed',
	    'the certificate was valid when it was used');
	refused($person, qr/暂时无法签名/, 'afterwards');
};

subtest 'a document ends with the certificate of its XML signature' => sub {
	$db->query("CALL seal_disable(3, '样本')", user => 'ecert_admin');
	copy("$dir/second/signer.key", $stack->dir . "/seal-keys/$code.key");
	$stack->stop_responder;
	unlink $stack->dir . '/sign-cert.pem';
	{
		local %ENV = (%ENV, %{ $stack->clock_env });
		Ecert::Keys::make($stack->dir, sign_days => 40);
	}
	$stack->start_responder;
	my ($by_second) = annotate($person, 90);
	ok($by_second, 'a copy under a certificate of 40 days') or return;
	is_deeply(paths($person, $by_second), $good, 'good');
	day(252);
	my $now = paths($person, $by_second);
	is_deeply($now, { %$good, file => 1, failed => 'signer-certificate' },
	    'day 41: the file is no longer accepted, its code still answers');
	refused($person, qr/暂时无法签名/, 'day 41');
	my ($stamp) = $file{$by_second}
	    =~ m{<sealSignature [^>]*>([^<]+)</sealSignature>};
	my (undef, $text) = seal('show', '--trust', $stack->dir
	    . '/seal-ca.pem', write_file("$dir/stamp", decode_base64($stamp)));
	like($text, qr/^  $_ +\S+ passed/m, "the seal on it reads right: $_")
	    for qw(seal-signature maker-chain seal-validity stamp-signature
	    signer-listed signer-validity stamp-time);
};

undef $stack;
done_testing;
