#!/usr/bin/perl
# ecert verify: a file is judged check by check, and refused by name.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Keys;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode encode);
use File::Temp qw(tempdir);
use JSON::PP qw(decode_json);
use Test::More;

my $stack = Ecert::Stack->new(rows => 50)->start;
my $person = sample($stack, name => '阿卜杜拉·买买提');
my $other = sample($stack, name => '欧阳明远');
my $good = download($stack, $person);
my $second = download($stack, $other);
my ($body) = $good =~ m{^<document[^>]*>(.*?)<Signature}s;
my ($signature) = $good =~ m{(<Signature\b.*</Signature>)}s;
my ($root) = $good =~ m{^(<document[^>]*>)};

sub verify { return verify_file($stack, @_) }

my @checks = qw(format signature-place algorithms signer-certificate
    signer-revocation signature-value registry-record registry-state);

# A specimen may go without a seal: then these are not applicable.
my @of_copies = qw(signer-time seal-structure seal-maker seal-validity seal-signer
    seal-signature seal-content annotation-times annotation-state seal-scope);

subtest 'a good file passes every check' => sub {
	my ($status, $text, $outcome) = verify($good);
	is($status, 0, 'exit status 0');
	is_deeply($outcome, { (map { $_ => 'passed' } @checks),
	    map { $_ => 'not applicable' } @of_copies }, 'all passed');
	like($text, qr/^证书有效 valid$/m, 'the verdict is the last word');
	unlike($text, qr/\Q$person->{id_number}\E|\Q$person->{name}\E/,
	    'without personal data');
};

subtest 'without the registry there is no verdict' => sub {
	my ($status, $text, $outcome) = verify($good, '--offline');
	is($status, 2, 'exit status 2');
	is($outcome->{'registry-record'}, 'could not check', 'not asked');
	is($outcome->{'registry-state'}, 'could not check', 'not asked');
	like($text, qr/could not decide/, 'undecided');
	unlike($text, qr/^(?:证书有效 valid|不能认定为有效 not valid)$/m,
	    'neither valid nor not valid');
};

# A signer whom nobody here trusts, with the same names in its certificates.
my $stranger = tempdir(CLEANUP => 1);
Ecert::Keys::make($stranger);

# A certificate of our authority with these extensions, for a key of its own.
sub our_certificate {
	my ($name, $extensions) = @_;
	my $ca = $stack->dir;
	my $to = "$stranger/$name";
	my $ext = spill("$extensions\n", "$name.cnf");
	for my $command (['req', '-new', '-newkey', 'ec', '-pkeyopt',
	    'ec_paramgen_curve:P-256', '-nodes', '-keyout', "$to-key.pem",
	    '-subj', '/CN=SPECIMEN', '-out', "$to.csr"],
	    ['x509', '-req', '-days', 9, '-extfile', $ext, '-in', "$to.csr",
	    '-CA', "$ca/ca.pem", '-CAkey', "$ca/ca-key.pem", '-set_serial', 9,
	    '-out', "$to-cert.pem"]) {
		my ($failed, $said) = Ecert::Process->run('openssl', @$command);
		die $said if $failed;
	}
	return signed_by("$to-key.pem,$to-cert.pem");
}

sub signed_by {
	my ($pair) = @_;
	my $template = $good;
	$template =~ s{<DigestValue>[^<]*<}{<DigestValue><};
	$template =~ s{<SignatureValue>[^<]*<}{<SignatureValue><};
	$template =~ s{<X509Certificate>[^<]*</X509Certificate>}{};
	my ($status, $text) = Ecert::Process->run('xmlsec1', '--sign',
	    '--privkey-pem', $pair, spill($template));
	die $text if $status;
	$text =~ s/^<\?xml[^>]*>\s*//;
	$text =~ s{([A-Za-z0-9+/=>])\n+([A-Za-z0-9+/=<])}{$1$2}g;
	$text =~ s{>\s+<}{><}g;
	return $text =~ s/\s+\z//r;
}

my %bad = (	# what => [bytes, the check that fails, a word of why]
	'an empty file' => ['', 'format', 'empty'],
	'a picture' => ["\x89PNG\r\n\x1a\n", 'format', 'file-encoding'],
	'a page' => ['<html><body/></html>', 'format', 'schema'],
	'half of it' => [substr($good, 0, 900), 'format', 'file-format'],
	'a DOCTYPE' => ["<!DOCTYPE document>$good", 'format', 'file-doctype'],
	'a DOCTYPE in UTF-16' => ["\xFF\xFE" . encode('UTF-16LE',
	    '<!DOCTYPE document><document/>'), 'format', 'file-encoding'],
	'UTF-16' => [encode('UTF-16', decode('UTF-8', $good)), 'format',
	    'file-encoding'],
	'a byte order mark' => ["\xEF\xBB\xBF$good", 'format',
	    'file-encoding'],
	'another encoding declared' => ['<?xml version="1.0" '
	    . "encoding=\"GBK\"?>$good", 'format', 'file-encoding'],
	'a comment' => [$good =~ s/<name>/<name><!-- x -->/r, 'format',
	    'comment'],
	'CDATA' => [$good =~ s{<approved>([^<]*)}{<approved><![CDATA[$1]]>}r,
	    'format', 'CDATA'],
	'a processing instruction' => [$good =~ s/<name>/<name><?x y?>/r,
	    'format', 'processing'],
	'quadratic entities' => ['<!DOCTYPE d [<!ENTITY a "'
	    . 'x' x 1000 . "\">]><d>&a;</d>", 'format', 'file-doctype'],
	'a flood of attributes' => ['<d ' . join(' ', map { "a$_=''" }
	    1 .. 5000) . '/>', 'format', 'attributes'],
	'an external reference' => [$good =~ s{<name>}{<name>&x;}r, 'format',
	    'file-format'],
	'no signature' => ["$root$body</document>", '', ''],
	'two signatures' => ["$root$body$signature$signature</document>", '',
	    ''],
	'a signature moved to the front' =>
	    ["$root$signature$body</document>", '', ''],
	'a signature inside the certificate' => ["$root"
	    . $body =~ s{</certificate>}{$signature</certificate>}r
	    . '</document>', '', ''],
	'the signed part wrapped in another' => ["$root"
	    . $body =~ s{<name>[^<]*}{<name>某某}r
	    . "<Object xmlns=\"x\">$good</Object>$signature</document>",
	    '', ''],
	'another person under this signature' => [do {
	    my ($b) = $second =~ m{^<document[^>]*>(.*?)<Signature}s;
	    "$root$b$signature</document>" }, 'signature-value', 'changed'],
	'another signature over this person' => [do {
	    my ($s) = $second =~ m{(<Signature\b.*</Signature>)}s;
	    "$root$body$s</document>" }, 'signature-value', 'changed'],
	'a weaker digest named' => [$good
	    =~ s{xmlenc#sha256}{xmlenc#sha512}r, '', ''],
	'another transform' => [$good =~ s{<Transform [^>]*enveloped-signature
	    "/>}{<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/>}xr,
	    '', ''],
	'a reference to a file' => [$good
	    =~ s{URI=""}{URI="file:///etc/hostname"}r, '', ''],
	'not a specimen any more' => [$good =~ s/ specimen="true"//r, '', ''],
	'the key of a stranger' => [signed_by(
	    "$stranger/sign-key.pem,$stranger/sign-cert.pem"),
	    'signer-certificate', ''],
	'a TLS certificate of our authority' => [our_certificate('tls',
	    "keyUsage = digitalSignature\nextendedKeyUsage = serverAuth"),
	    'signer-certificate', 'other purposes only'],
	'a certificate of our authority for anything' => [our_certificate(
	    'any', 'subjectKeyIdentifier = hash'), 'signer-certificate',
	    'without digitalSignature'],
	'one for encryption' => [our_certificate('exchange',
	    'keyUsage = keyAgreement, nonRepudiation'), 'signer-certificate',
	    'without digitalSignature'],
);

subtest 'what is wrong with a file is refused, and by which check' => sub {
	for my $what (sort keys %bad) {
		my ($bytes, $check, $word) = @{ $bad{$what} };
		utf8::encode($bytes) if utf8::is_utf8($bytes);
		my ($status, $text, $outcome, $detail) = verify($bytes);
		is($status, 1, "$what: exit status 1");
		my ($failed) = grep { $outcome->{$_} eq 'failed' } @checks;
		is($failed, $check, "$what: $check") if $check;
		like($detail->{ $failed || '' }, qr/\Q$word\E/,
		    "$what: $word") if $word;
		my @late = @checks;
		while (@late) {
			last if shift @late eq ($failed || '');
		}
		is("@{[ grep { $outcome->{$_} ne 'not applicable' } @late ]}",
		    '', "$what: nothing after it counts");
	}
};

subtest 'the program that computes would take the stranger' => sub {
	my $bytes = $bad{'the key of a stranger'}[0];
	ok(xmlsec_accepts("$stranger/ca.pem", $bytes),
	    'the file is whole under its own authority');
	ok(!xmlsec_accepts($stack->dir . '/ca.pem', $bytes), 'not under ours');
};

subtest 'what cannot be read is no verdict' => sub {
	my ($status, $text) = $stack->ecert('verify', '/nonexistent.xml');
	is($status >> 8, 2, 'no such file: 2');
	like($text, qr/file-unreadable/, 'by name');
	($status, $text) = $stack->ecert('verify', spill('x' x 1_100_000));
	isnt($status >> 8, 0, 'a huge file is not valid');
	like($text, qr/too-large/, 'by name');
	for my $misuse ([], ['--wrong'], ['--json'], ['--offline', '--'],
	    ['--json', '--wrong', 'a']) {
		($status) = $stack->ecert('verify', @$misuse);
		is($status >> 8, 64, "misuse (@$misuse): 64");
	}
};

subtest 'of many files the worst decides, and each is counted' => sub {
	my ($fine, $poor) = (spill($good), spill($bad{'no signature'}[0]));
	my @case = ([0, 'all valid', 2, 0, 0, $fine, $fine],
	    [1, 'one not valid', 1, 1, 1, $fine, '/nonexistent.xml', $poor],
	    [2, 'one undecided', 1, 0, 1, '/nonexistent.xml', $fine]);
	for (@case) {
		my ($want, $what, $valid, $not, $open, @files) = @$_;
		my ($status, $text) = $stack->ecert('verify', @files);
		is($status >> 8, $want, "$what: exit status $want");
		my $all = @files;
		like($text, qr/^$all files: $valid valid, $not not valid, $open could not be decided$/m,
		    "$what: the summary");
		like(decode('UTF-8', $text), qr/^$all 个文件：有效 $valid，/m,
		    "$what: in Chinese");
	}
	my ($status, $text) = $stack->ecert('verify', $fine);
	unlike($text, qr/files:/, 'no summary of one file');
	($status, $text) = $stack->ecert('verify', '--', $fine);
	is($status >> 8, 0, 'after -- comes a file');
};

# What the command writes apart: (exit status, output, errors).
sub apart {
	my (@arguments) = @_;
	my ($out, $err) = map { spill('', $_) } qw(out err);
	my ($status) = Ecert::Process->run('sh', '-c',
	    'out=$1 err=$2; shift 2; exec "$@" >"$out" 2>"$err"', 'sh', $out,
	    $err, $stack->program('ecert'), '-c', $stack->conf_path, 'verify',
	    @arguments);
	return ($status >> 8, slurp($out), slurp($err));
}

subtest 'the same as JSON, an object a file' => sub {
	my ($fine, $poor) = (spill($good), spill($bad{'no signature'}[0]));
	my ($status, $out, $err) = apart('--json', $fine, $poor,
	    '/nonexistent.xml', spill('x' x 1_100_000), spill('', "odd\xFF"));
	is($status, 1, 'exit status 1');
	like($err, qr/^5 files: 1 valid, 3 not valid, 1 could/m,
	    'the summary stands apart');
	my @objects = map { decode_json($_) } split /\n/, $out;
	is(scalar @objects, 5, 'five lines, five objects');
	is(join(' ', map { $_->{verdict} } @objects),
	    'valid not-valid undecided not-valid not-valid', 'verdicts');
	my ($valid, $not, $none, $large, $odd) = @objects;
	is($valid->{file}, $fine, 'the name');
	like($odd->{file}, qr/odd\?$/, 'one that is no text is mended');
	is($valid->{bytes}, length $good, 'the size');
	my ($sum) = (Ecert::Process->run('sha256sum', $fine))[1] =~ /^(\w+)/;
	is($valid->{sha256}, $sum, 'the digest');
	is($valid->{sentence}{zh}, '证书有效', 'the verdict in words');
	my %outcome = map { $_->{code} => $_->{outcome} }
	    @{ $valid->{checks} };
	my (undef, undef, $said) = verify($good);
	is_deeply(\%outcome, { map { $_ => $said->{$_} =~ s/ /-/gr }
	    keys %$said }, 'the outcomes are those of the text');
	like($valid->{signer}{subject}, qr/SPECIMEN Signer/, 'who signed');
	like($valid->{signer}{method}, qr/ecdsa-sha256$/, 'how');
	like($valid->{signer}{serial}, qr/^[0-9A-F]{32}$/, 'which certificate');
	my ($of_seal) = grep { $_->{code} eq 'seal-structure' }
	    @{ $valid->{checks} };
	is($of_seal->{outcome}, 'not-applicable', 'a specimen has no seal');
	ok(!$of_seal->{needed}, 'and needs none');
	is($not->{signer}, undef, 'nobody signed the other');
	is($none->{error}{code}, 'file-unreadable', 'why there is no verdict');
	like($large->{checks}[0]{detail}, qr/^too-large/, 'too large is judged');
	unlike($out, qr/\Q$person->{id_number}\E/, 'without personal data');
};

subtest 'a terminal shows how far it is' => sub {
	my $out = spill('', 'results');
	my (undef, $seen) = Ecert::Process->run('script', '-qec', join(' ',
	    $stack->program('ecert'), '-c', $stack->conf_path, 'verify',
	    (spill($good)) x 3, ">$out"), '/dev/null');
	like($seen, qr{\r?0/3\r1/3\r2/3\r3/3}, 'on standard error');
	unlike((apart(spill($good), spill($good)))[2], qr{/2},
	    'but not into a file');
};

# Lists of the same authority, beside the stack's own.
sub lists_in_folder {
	my $dir = tempdir(CLEANUP => 1);
	write_file("$dir/$_", slurp($stack->dir . "/$_")) for qw(ca.pem
	    ca-key.pem);
	return $dir;
}

sub verify_with_signing {
	my ($settings, @options) = @_;
	local $stack->{conf} = { signing => $settings };
	$stack->_write_conf;
	my @said = verify($good, @options);
	$stack->{conf} = {};
	$stack->_write_conf;
	return @said;
}

subtest 'revocation is asked, and no answer is not a good one' => sub {
	my $dir = lists_in_folder();
	my $file = "$dir/ca-crl.pem";
	my %case = (
		'no file' => sub { },
		'no list' => sub { write_file($file, "nothing\n") },
		'a stale list' => sub { Ecert::Keys::crl($dir,
		    from => '20200101000000Z', until => '20200201000000Z') },
		'a stranger\'s list' => sub { write_file($file,
		    slurp("$stranger/ca-crl.pem")) },
	);
	for my $what (sort keys %case) {
		unlink $file;
		$case{$what}->();
		my ($status, $text, $outcome, $detail)
		    = verify_with_signing({ crl_file => $file });
		is($status, 2, "$what: exit status 2");
		is($outcome->{'signer-revocation'}, 'could not check',
		    "$what: could not check");
		ok($detail->{'signer-revocation'}, "$what: and why");
		is($outcome->{'registry-record'}, 'passed',
		    "$what: the rest was checked");
	}
	Ecert::Keys::crl($dir);
	is((verify_with_signing({ crl_file => $file }))[0], 0, 'a good list');
	Ecert::Keys::revoke($dir, $stack->dir . '/sign-cert.pem');
	Ecert::Keys::crl($dir);
	my ($status, undef, $outcome)
	    = verify_with_signing({ crl_file => $file });
	is($status, 1, 'on the list: 1');
	is($outcome->{'signer-revocation'}, 'failed', 'revoked');
	is($outcome->{'signature-value'}, 'not applicable', 'nothing follows');
	($status, undef, $outcome, my $detail) = verify_with_signing(
	    { crl_file => $file, revocation => 'none' });
	is($status, 0, 'an operator may state that there are none');
	is($outcome->{'signer-revocation'}, 'not applicable',
	    'which is not called passed');
	like($detail->{'signer-revocation'}, qr/operator states/,
	    'but said');
};

subtest 'the state is the registry\'s, not the file\'s' => sub {
	my ($serial, $version) = map { @$_ } $stack->db->rows(
	    'SELECT serial, version FROM certificate WHERE management_no = '
	    . "'$other->{management_no}'");
	my $class = $stack->db->value("SELECT code FROM reason_class "
	    . "WHERE kind = 'revoke' LIMIT 1");
	is((verify($second))[0], 0, 'valid before');
	$stack->db->query("CALL certificate_revoke($serial, $version, "
	    . "'$class', NULL, NULL)");
	my ($status, undef, $outcome) = verify($second);
	is($status, 1, 'revoked: 1');
	is($outcome->{'signature-value'}, 'passed', 'the file is whole');
	is($outcome->{'registry-state'}, 'failed', 'the state is not');
	my ($sent, $page) = $stack->lookup($other);
	is(heading($page->{text}), '证书已撤销', 'the page says so too');
};

subtest 'with the database stopped nothing is called invalid' => sub {
	$stack->stop_database;
	my ($status, $text, $outcome) = verify($good);
	is($status, 2, 'exit status 2');
	is($outcome->{'registry-record'}, 'could not check', 'not checked');
	like($text, qr/不代表证书无效/, 'and it is said');
	is((verify($bad{'no signature'}[0]))[0], 1,
	    'a broken file is still refused');
};

undef $stack;
done_testing;
