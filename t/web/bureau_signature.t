#!/usr/bin/perl
# Signatures over messages (RFC 9421) with a digest of the body (RFC 9530): what
# was signed is what is done, once, and not long after.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Keys;
use Ecert::Stack;
use Test::More;

my $stack = Ecert::Stack->new(rows => 10, bureau => 1)->start;
my $db = $stack->db;

$stack->bureau_key($_) for qw(signer strict);
$stack->bureau_key('rsa', key => [qw(-algorithm RSA -pkeyopt rsa_keygen_bits:3072)]);
$stack->bureau_add('signer', proof => 'signature');
$stack->bureau_add('strict', proof => 'both');
$stack->bureau_add('rsa');

sub last_call {
	my ($row) = $db->rows('SELECT c.outcome, IFNULL(b.code, "-") FROM bureau_call c '
	    . 'LEFT JOIN bureau b ON b.bureau = c.bureau ORDER BY c.bureau_call DESC LIMIT 1');
	return join ' | ', @{ $row || [] };
}

sub ask { my (%opt) = @_; return $stack->bureau_request('GET', delete $opt{path} || 'caller', %opt) }

sub is_let_in {
	my ($what, $bureau, %opt) = @_;
	my $answer = ask(%opt);
	is($answer->{status}, 200, "$what: let in") or diag $answer->{text};
	is(last_call(), "admitted | $bureau", "... as $bureau");
}

sub is_refused {
	my ($what, $status, $code, $bureau, %opt) = @_;
	my $answer = ask(%opt);
	is($answer->{status}, $status, "$what: $status") or diag $answer->{text};
	like($answer->{text}, qr/\Q$code\E/, "... $code");
	is(last_call(), "$code | $bureau", '... written down');
}

my %gate = (gateway => 1, cert => undef);
my %signed = (%gate, sign => 'signer');

subtest 'behind a gateway the signature says who calls' => sub {
	is_let_in('signed', 'signer', %signed);
	is_let_in('with a query', 'signer', %signed, path => 'changes?limit=%31&wait=0');
	is_refused('unsigned', 403, 'signature-missing', '-', %gate);
	is_refused('for who has to show a certificate', 403, 'bureau-proof', 'beijing', %gate,
	    sign => 'beijing');
	is_refused('for who has to show both', 403, 'bureau-proof', 'strict', %gate,
	    sign => 'strict');
	is_refused('a certificate alone does not help here', 403, 'signature-missing', '-',
	    gateway => 1, cert => 'beijing');
	$stack->bureau_key('nobody');
	is_refused('by nobody\'s key', 403, 'bureau-unknown', '-', %gate, sign => 'nobody');
	$stack->bureau_key('late', from => '20200101000000Z', until => '20210101000000Z');
	$stack->bureau_key('early', from => '20900101000000Z', until => '20910101000000Z');
	$stack->bureau_add($_, proof => 'signature') for qw(late early);
	is_refused('with a key whose certificate is over', 403, 'bureau-key-expired', 'late',
	    %gate, sign => 'late');
	is_refused('with one that is still to come', 403, 'bureau-key-early', 'early', %gate,
	    sign => 'early');
	is_refused('in another\'s name', 403, 'signature-wrong', 'signer', %gate,
	    sign => 'beijing', keyid => 'signer');
	is_refused('in the name of a key that cannot sign', 403, 'signature-wrong', 'rsa', %gate,
	    sign => 'beijing', keyid => 'rsa');
};

subtest 'at the door of TLS it is a second proof' => sub {
	is_let_in('certificate alone', 'beijing', cert => 'beijing');
	is_let_in('both', 'strict', cert => 'strict', sign => 'strict');
	is_let_in('both, where one would do', 'beijing', cert => 'beijing', sign => 'beijing');
	is_refused('one, where both are needed', 403, 'bureau-proof', 'strict', cert => 'strict');
	is_refused('a signature without certificate', 403, 'bureau-no-certificate', '-',
	    cert => undef, sign => 'signer');
	is_refused('one bureau\'s certificate, another\'s signature', 403, 'signature-wrong',
	    'strict', cert => 'strict', sign => 'beijing');
	is_refused('the other way round', 403, 'signature-wrong', 'beijing', cert => 'beijing',
	    sign => 'strict');
};

subtest 'a signature serves once, and for 300 seconds' => sub {
	my $nonce = Ecert::Keys::random_hex(16);
	is_let_in('once', 'signer', %signed, nonce => $nonce);
	is_refused('twice', 403, 'signature-replayed', 'signer', %signed, nonce => $nonce);
	is_let_in('another key may use the same number', 'strict', cert => 'strict',
	    sign => 'strict', nonce => $nonce);
	$db->query("INSERT INTO bureau_nonce SELECT UNHEX(SHA2(seq, 256)), UTC_TIMESTAMP() "
	    . '- INTERVAL IF(seq < 4, 61, 59) MINUTE FROM seq_1_to_5');
	my $kept = $db->value('SELECT COUNT(*) FROM bureau_nonce');
	my $url = $stack->bureau_url('caller', 1);
	my %headers = ('Ecert-Purpose' => 'item=A-1&cause=why');
	my %same = $stack->bureau_signed('GET', $url, \%headers, sign => 'signer');
	is_let_in('to the letter', 'signer', %gate, headers => { %headers, %same });
	is($db->value('SELECT COUNT(*) FROM bureau_nonce'), $kept - 3 + 1,
	    'numbers whose time is long over go');
	is_refused('to the letter, again', 403, 'signature-replayed', 'signer', %gate,
	    headers => { %headers, %same });
	my $now = $stack->now;
	is_let_in('250 s ago', 'signer', %signed, created => $now - 250);
	is_let_in('in 250 s', 'signer', %signed, created => $now + 250);
	is_refused('310 s ago', 403, 'signature-time', 'signer', %signed, created => $now - 310);
	is_refused('in 600 s', 403, 'signature-time', 'signer', %signed, created => $now + 600);
	is_refused('at the beginning of time', 403, 'signature-time', 'signer', %signed,
	    created => 1);
};

# Signed for one message, sent with another.
sub altered {
	my ($what, $code, %opt) = @_;
	my %is = (method => 'POST', path => 'caller', content => 'one', purpose =>
	    'item=A-1&cause=why', %{ $opt{signed} || {} });
	my %sent = (%is, %{ $opt{sent} });
	my %headers = ('Ecert-Purpose' => $is{purpose}, 'Content-Type' => 'text/plain',
	    %{ $opt{headers} || {} });
	my $url = $stack->bureau_url($is{path}, 1);
	$url =~ s{//[^/]+}{//$opt{authority}} if $opt{authority};
	my %signature = $stack->bureau_signed($is{method}, $url, \%headers, sign => 'signer', content => $is{content});
	my $answer = $stack->bureau_request($sent{method}, $sent{path}, %gate,
	    content => $sent{content}, purpose => $sent{purpose}, headers => { %headers, %signature,
	    'Ecert-Purpose' => $sent{purpose}, %{ $opt{other} || {} } });
	like($answer->{text}, qr/\Q$code\E/, "$what: $code") or diag $answer->{status};
	is(last_call(), "$code | signer", '... written down');
}

subtest 'nothing that was signed can be changed' => sub {
	altered('nothing', 'method-not-allowed', sent => {});
	altered('body', 'content-digest-wrong', sent => { content => 'two' });
	altered('body cut', 'content-digest-wrong', sent => { content => 'on' });
	altered('body gone', 'content-digest-wrong', sent => { content => '' });
	altered('method', 'signature-wrong', sent => { method => 'PUT' });
	altered('path', 'signature-wrong', sent => { path => 'catalogue' });
	altered('query', 'signature-wrong', signed => { path => 'caller?a=1' },
	    sent => { path => 'caller?a=2' });
	altered('query added', 'signature-wrong', sent => { path => 'caller?a=1' });
	altered('purpose', 'signature-wrong', sent => { purpose => 'item=A-1&cause=other' });
	altered('type', 'signature-wrong', sent => {},
	    other => { 'Content-Type' => 'application/xml' });
	altered('body and digest', 'signature-wrong', sent => { content => 'two' }, other => {
	    'Content-Digest' => 'sha-256=:P8TM/nRYcOLA2Z9x8w/wZWOepRORwcjbFBcbl2f4TAo=:' });
	altered('idempotency key added', 'signature-unfit', sent => {},
	    other => { 'Idempotency-Key' => 'k1' });
	altered('idempotency key', 'signature-wrong', headers => { 'Idempotency-Key' => 'k1' },
	    sent => {}, other => { 'Idempotency-Key' => 'k2' });
	altered('host', 'signature-wrong', sent => {}, authority => 'other.example');
};

my @method = qw(@method @authority @path @query ecert-purpose);
subtest 'what a signature has to cover it covers' => sub {
	for my $left (0 .. $#method) {
		my @covers = map { $method[$_] } grep { $_ != $left } 0 .. $#method;
		is_refused("without $method[$left]", 400, 'signature-unfit', 'signer', %signed,
		    covers => \@covers);
	}
	my $answer = $stack->bureau_request('POST', 'caller', %gate, sign => 'signer',
	    content => 'body', covers => \@method);
	like($answer->{text}, qr/signature-unfit/, 'a body without its digest');
	is_refused('a component twice', 400, 'signature-unfit', '-', %signed,
	    covers => [@method, '@path']);
};

# The two fields by hand.
my $ok = '("@method" "@authority" "@path" "@query" "ecert-purpose")';
my $key = $stack->bureau_fingerprint('signer');
my $end = ';created=1;nonce="0123456789abcdef";keyid="' . $key . '"';
my $value = ':' . 'A' x 86 . '==:';
my @odd = (['', "s=$value"], ["s=$ok$end", ''], ["s=$ok$end", 't=' . $value],
    ["s=$ok$end, t=$ok$end", "s=$value"], ["s=$ok", "s=$value"], ["s=$ok$end", 's=:AAAA:'],
    ["s=$ok$end", "s=$value, t=$value"], ["s=$ok$end;alg=\"hmac-sha256\"", "s=$value"],
    ["s=$ok$end;alg=\"none\"", "s=$value"], ["s=$ok$end;created=2", "s=$value"],
    ["s=$ok$end;tag=\"x\"", "s=$value"], ["s=$ok;created=x$end", "s=$value"],
    ["s=(\"\@method\";req)$end", "s=$value"], ["s=(\"\@method\"$end", "s=$value"],
    ["s=($end", "s=$value"], ["s=()$end", "s=$value"], ['=', '='], ["s=$ok$end", "s=$value x"],
    ["s=$ok;created=-1;nonce=\"0123456789abcdef\";keyid=\"$key\"", "s=$value"],
    ["s=$ok;created=1;nonce=\"short\";keyid=\"$key\"", "s=$value"],
    ["s=$ok;created=1;nonce=\"0123456789abcdef\";keyid=\"" . uc($key) . '"', "s=$value"],
    ["s=$ok;created=9999999999999999999;nonce=\"0123456789abcdef\";keyid=\"$key\"", "s=$value"],
    ['s=(' . join(' ', ('"@method"') x 40) . ")$end", "s=$value"],
    ['s=("' . 'x' x 400 . "\")$end", "s=$value"]);
subtest 'what is not a signature of the profile is refused by form' => sub {
	for my $case (@odd) {
		my ($input, $signature) = @$case;
		my $answer = ask(%gate, headers => { 'Signature-Input' => $input,
		    'Signature' => $signature });
		my $what = substr "$input | $signature", 0, 60;
		is($answer->{status}, 400, $what) or diag $answer->{text};
		like(last_call(), qr/^signature-unfit/, '... written down');
	}
};

subtest 'a digest is compared wherever one is sent' => sub {
	my %with = (cert => 'beijing', content => 'one');
	for my $case (['sha-256=:' . 'A' x 43 . '=:', 'content-digest-wrong'],
	    ['sha-512=:AAAA:', 'content-digest-wrong'], ['x', 'content-digest-wrong'],
	    ['sha-256=:###:', 'content-digest-wrong'],
	    ['sha-256=:dpLDrTVAu4A8AgslIvJRjB9gxm9QtOQ3MpTaGBjqYQg=:', 'content-digest-wrong'],
	    ['sha-256=:doXALoc6Fe5uvmIkXvljIFWCnu+f+ahgM+aZ/Z8SzjM=:', 'content-digest-wrong'],
	    [do { require Digest::SHA; require MIME::Base64; 'sha-256=:' .
	    MIME::Base64::encode_base64(Digest::SHA::sha256('one'), '') . ':' },
	    'method-not-allowed']) {
		$stack->bureau_request('POST', 'caller', %with, headers => {
		    'Content-Digest' => $case->[0], 'Content-Type' => 'text/plain' });
		is(last_call(), "$case->[1] | beijing", substr $case->[0], 0, 30);
	}
};

subtest 'keys that cannot sign are not registered for it' => sub {
	$stack->bureau_key('rsa2', key => [qw(-algorithm RSA -pkeyopt rsa_keygen_bits:3072)]);
	my ($status, $text) = $stack->command('bureau', 'add', '--name', '样本', '--scopes', 'read',
	    '--proof', 'both', '--certificate', $stack->bureau_dir . '/rsa2-cert.pem', 'rsa2');
	is($status, 1, 'RSA, for signatures');
	like($text, qr/bureau-certificate-unfit/, '... by name');
};

undef $stack;

# ---- who is not the gateway

my $far = Ecert::Stack->new(rows => 0, bureau => 1, gateway_address => '192.0.2.1')->start;
$far->bureau_key('signer');
$far->bureau_add('signer', proof => 'signature');
my $answer = $far->bureau_get('caller', %gate, sign => 'signer');
is($answer->{status}, 403, 'another address than the gateway\'s is refused, though signed');
is($far->db->value('SELECT outcome FROM bureau_call ORDER BY bureau_call DESC LIMIT 1'),
    'bureau-no-certificate', '... and written down');

done_testing;
