# The templates of t/vector/hostile, filled in with parts of good copies.
#
#	my $hostile = Hostile->new(stack => $stack, copies => [$a, $b],
#	    seals => folder of specimen seals);
#	my $bytes = $hostile->file('wrap-object.xml');
#
# Marks, from the first copy; with B: before them, from the second:
#	DOCUMENT ROOT CERTIFICATE ANNOTATION SEAL SIGNATURE	whole parts
#	TO_NAME_OPEN TO_NAME NAME FROM_NAME	the certificate, cut at the name
#	CERTIFICATE_OPEN ANNOTATION_OPEN	without their end tags
#	CERTIFICATE_ALONE ANNOTATION_ALONE	as roots
#	CERTIFICATE_DATED CERTIFICATE:unknown	other date, other number
#	ANNOTATION:longer backwards recipient code	altered in that
#	SEAL:...	see _seals
#	SIGNATURE_INSIDE SIGNATURE_PREFIXED SIGNATURE_DIGEST_BLANK
#	SIGNEDINFO DIGEST VALUE VALUE_SPARE VALUE_BARE CERT CERT_LINES CERT_TAIL
#	STRANGER SELF CA BELOW EXPIRED ... 	certificates of those keys
package Hostile;

use strict;
use warnings;

use Asking qw(slurp spill write_file);
use Ecert::Keys;
use Ecert::Process;
use Ecert::Tree qw(tree_top);
use File::Temp qw(tempdir);
use MIME::Base64 qw(decode_base64 encode_base64);
use Time::HiRes qw(sleep);

my $folder = tree_top() . '/t/vector/hostile';
my $sm2 = 'distid:1234567812345678';

sub new {
	my ($class, %opt) = @_;
	my $self = bless { %opt, dir => $opt{stack}->dir,
	    from => tempdir(CLEANUP => 1), part => {} }, $class;
	$self->_parts('', $opt{copies}[0]);
	$self->_parts('B:', $opt{copies}[1]);
	$self->_spellings;
	$self->_annotations;
	$self->_certificates;
	$self->_seals;
	return $self;
}

# [name, check, word, steps, what is wrong], one for each line of the README.
sub list {
	my @lines = grep { /^\S+\.xml \| / } split /\n/, slurp("$folder/README");
	return map { [split / \| /, $_, 5] } @lines;
}

sub folder { return $folder }

# The bytes of one, filled in and dealt with as its line says.
sub file {
	my ($self, $name, $steps) = @_;
	my %step = map { /^([^=]+)(?:=(.*))?$/ ? ($1, $2) : () }
	    split / /, $steps;
	my $bytes = slurp("$folder/$name");
	$bytes =~ s/\n\z//;
	local $self->{part}{CERTIFICATE_DATED}
	    = $self->{part}{CERTIFICATE} =~ s{<issued>[^<]*}{<issued>$step{date}}r
	    if $step{date};
	$bytes =~ s{\@((?:B:)?[A-Z_]+(?::[a-z]+)?)\@}{
	    defined $self->{part}{$1} ? $self->{part}{$1}
	    : die "$name: no part $1\n" }ge;
	$bytes = $self->_sign($name, $bytes, %step) if $step{sign};
	$bytes = _iconv($bytes, $_) for grep { /^(?:utf-|gb)/ } keys %step;
	return $bytes;
}

sub _iconv {
	my ($bytes, $to) = @_;
	return _run('iconv', '-f', 'UTF-8', '-t', uc $to, spill($bytes));
}

sub _run {
	my ($status, $text) = Ecert::Process->run(@_);
	die "@_: $text" if $status;
	return $text;
}

# ---- parts of copies

sub _parts {
	my ($self, $of, $copy) = @_;
	my $part = $self->{part};
	$part->{"${of}DOCUMENT"} = $copy;
	for (['ROOT', qr{^(<document[^>]*>)}],
	    ['CERTIFICATE', qr{(<certificate\b.*</certificate>)}s],
	    ['ANNOTATION', qr{(<annotation\b.*</annotation>)}s],
	    ['SEAL', qr{(<sealSignature\b.*</sealSignature>)}s],
	    ['SIGNATURE', qr{(<Signature\b.*</Signature>)}s],
	    ['TO_NAME_OPEN', qr{(<certificate\b.*?)<name>}s],
	    ['NAME', qr{<name>([^<]*)}],
	    ['FROM_NAME', qr{(</name>.*</certificate>)}s],
	    ['SIGNATURE_INSIDE', qr{<Signature\b[^>]*>(.*)</Signature>}s],
	    ['SIGNEDINFO', qr{(<SignedInfo>.*</SignedInfo>)}s],
	    ['DIGEST', qr{<DigestValue>([^<]*)}],
	    ['VALUE', qr{<SignatureValue>([^<]*)}],
	    ['CERT', qr{<X509Certificate>([^<]*)}]) {
		my ($name, $pattern) = @$_;
		($part->{"$of$name"}) = $copy =~ $pattern
		    or die "a copy without $name\n";
	}
	$part->{"${of}TO_NAME"} = $part->{"${of}TO_NAME_OPEN"} . '<name>';
	return;
}

sub _spellings {
	my ($self) = @_;
	my $part = $self->{part};
	$part->{"${_}_OPEN"} = $part->{$_} =~ s{</\w+>\z}{}r
	    for qw(CERTIFICATE ANNOTATION);
	my $ns = 'xmlns="urn:ecert:certificate:1"';
	$part->{CERTIFICATE_ALONE} = $part->{CERTIFICATE} =~ s{<\w+}{$& $ns}r;
	$part->{ANNOTATION_ALONE} = $part->{ANNOTATION} =~ s{<\w+}{$& $ns}r;
	$part->{'CERTIFICATE:unknown'} = $part->{CERTIFICATE}
	    =~ s{<managementNo>\K[^<]*}{YANGBEN-000000000001}r;
	$part->{SIGNATURE_PREFIXED} = $part->{SIGNATURE}
	    =~ s{<(/?)(?=[A-Z])}{<$1ds:}gr =~ s{ xmlns=}{ xmlns:ds=}r;
	$part->{SIGNATURE_DIGEST_BLANK} = $part->{SIGNATURE}
	    =~ s{<DigestValue>}{<DigestValue> }r;
	# 64 bytes: the last digit but the padding has four bits to spare.
	$part->{VALUE_SPARE} = $part->{VALUE} =~ s{(.)==\z}{
	    chr(ord($1) + 1) . '==' }er;
	$part->{VALUE_BARE} = $part->{VALUE} =~ s/=+\z//r;
	$part->{CERT_LINES} = $part->{CERT} =~ s/(.{64})/$1\n/gr;
	$part->{CERT_TAIL} = encode_base64(decode_base64($part->{CERT})
	    . "\0" x 3, '');
}

sub _annotations {
	my ($self) = @_;
	my $part = $self->{part};
	my $a = $part->{ANNOTATION};
	$part->{'ANNOTATION:longer'}
	    = $a =~ s{<expires>\K(\d+)}{ $1 + 2 }er;
	$part->{'ANNOTATION:backwards'} = $a =~ s{<expires>\K\d+}{2020}r;
	$part->{'ANNOTATION:recipient'} = $a =~ s{(</recipient>)}{ SPECIMEN$1}r;
	$part->{'ANNOTATION:code'} = $a =~ s{code="\K\w{26}}{'0' x 26}er;
}

# ---- signers of the XML

sub _key { my ($self, $name) = @_; return @{ $self->{key}{$name} } }

sub _certificates {
	my ($self) = @_;
	my ($dir, $from) = @{$self}{qw(dir from)};
	my %own = (expired => { from => '20200101000000Z',
		until => '20200201000000Z' },
	    future => { from => _stamp(time + 86400),
		until => _stamp(time + 2 * 86400) },
	    web => { extensions => 'web' },
	    encipher => { extensions => 'encipher' },
	    short => { key => [qw(-algorithm RSA -pkeyopt
		rsa_keygen_bits:2048)] },
	    authority => { extensions => 'authority' }, revoked => {},
	    fresh => { from => _stamp(time + 2), until => _stamp(time + 9999) });
	Ecert::Keys::signer($dir, $_, %{ $own{$_} }) for sort keys %own;
	Ecert::Keys::revoke($dir, "$dir/revoked-cert.pem");
	Ecert::Keys::crl($dir);
	$self->{key} = { own => ["$dir/sign-key.pem", "$dir/sign-cert.pem"],
	    ca => ["$dir/ca-key.pem", "$dir/ca.pem"],
	    map { $_ => ["$dir/$_-key.pem", "$dir/$_-cert.pem"] } keys %own };
	$self->_strangers($from);
	$self->{part}{uc $_} = _pem(($self->_key($_))[1])
	    for keys %{ $self->{key} };
	sleep 3;	# until the fresh one has begun
}

# Keys that our authority has not vouched for, or not itself.
sub _strangers {
	my ($self, $from) = @_;
	Ecert::Keys::make("$from");
	my $key = $self->{key};
	$key->{stranger} = ["$from/sign-key.pem", "$from/sign-cert.pem"];
	my ($ca_key, $ca) = $self->_key('authority');
	my $below = tempdir(CLEANUP => 1);
	write_file("$below/ca.pem", slurp($ca));
	write_file("$below/ca-key.pem", slurp($ca_key));
	Ecert::Keys::signer($below, 'below');
	$key->{below} = ["$below/below-key.pem", "$below/below-cert.pem"];
	for (['self', '-newkey', 'ec', '-pkeyopt',
	    'ec_paramgen_curve:P-256'], ['rsa', '-newkey', 'rsa:3072']) {
		my ($name, @kind) = @$_;
		$key->{$name} = ["$from/$name-key.pem", "$from/$name-cert.pem"];
		_run(qw(openssl req -x509 -nodes -days 9), @kind, '-config',
		    "$from/openssl.cnf", '-subj', '/CN=SPECIMEN Signer',
		    '-extensions', 'signer', '-keyout', $key->{$name}[0],
		    '-out', $key->{$name}[1]);
	}
}

sub _stamp {
	my ($s, $m, $h, $d, $mon, $y) = gmtime $_[0];
	return sprintf '%04d%02d%02d%02d%02d%02dZ', $y + 1900, $mon + 1, $d,
	    $h, $m, $s;
}

sub _pem {
	my ($pem) = slurp($_[0]) =~ /BEGIN CERTIFICATE-----(.*?)-----END/s;
	return $pem =~ s/\s//gr;
}

# xmlsec1 fills in digests and value.  A certificate that the template names is
# kept aside meanwhile, for it would write its own.
sub _sign {
	my ($self, $name, $bytes, %step) = @_;
	my @key = $step{sign} eq 'hmac' ? ('--hmackey', spill(decode_base64(
	    $self->{part}{CERT}))) : ('--privkey-pem',
	    ($self->_key($step{sign}))[0]);
	push @key, '--id-attr:Id', "http://www.w3.org/2000/09/xmldsig#:$step{id}"
	    if $step{id};
	my $aside = '';
	$aside = $1 if !$step{id}
	    && $bytes =~ s{(<KeyInfo>(?:(?!KeyValue).)*?</KeyInfo>)}{}s;
	my $out = spill('');
	_run('xmlsec1', '--sign', '--output', $out, @key,
	    spill("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n$bytes"));
	my $text = slurp($out);
	$text =~ s/^<\?xml[^>]*>\n//;
	$text =~ s/\n\z//;
	# It breaks the lines of base64.
	my $base64 = qr/DigestValue|SignatureValue|X509Certificate|Modulus/;
	$text =~ s{(?<=<)($base64)>([^<]*)}{"$1>" . join '', split ' ', $2}ge;
	$text =~ s{(</SignatureValue>)}{$1$aside};
	die "$name: xmlsec1 signed nothing\n"
	    if $text =~ m{<SignatureValue/?></SignatureValue>|<SignatureValue/>};
	return $text;
}

# ---- seals, taken apart and put together (GB/T 38540-2020, 7.1)

sub _tlv {
	my ($tag, $content) = @_;
	my $n = length $content;
	return chr($tag) . ($n < 128 ? chr $n
	    : $n < 65536 ? "\x82" . pack('n', $n)
	    : "\x83" . substr pack('N', $n), 1) . $content;
}

# The values inside a constructed one, whole.
sub _inside {
	my ($der) = @_;
	my ($at, $end) = _content($der, 0);
	my @values;
	while ($at < $end) {
		my (undef, $next) = _content($der, $at);
		push @values, substr $der, $at, $next - $at;
		$at = $next;
	}
	return @values;
}

sub _content {
	my ($der, $at) = @_;
	my $n = ord substr $der, $at + 1, 1;
	return ($at + 2, $at + 2 + $n) if $n < 128;
	my $bytes = $n & 127;
	my $length = 0;
	$length = $length * 256 + ord for split //, substr $der, $at + 2, $bytes;
	return ($at + 2 + $bytes, $at + 2 + $bytes + $length);
}

sub _seal_element {
	my ($self, $der, $lines) = @_;
	my ($open) = $self->{part}{SEAL} =~ m{^(<[^>]*>)};
	return $open . encode_base64($der, $lines ? "\n" : '')
	    . '</sealSignature>';
}

# A seal signature made anew: seal, hash, time, property, by that signer.
sub _restamp {
	my ($self, %with) = @_;
	my ($tosign) = _inside($self->{stamp});
	my ($version, $seal, $time, $hash, $property) = _inside($tosign);
	$seal = $with{seal} if $with{seal};
	$time = _tlv(0x18, _stamp($with{time})) if $with{time};
	$hash = _tlv(0x03, "\0$with{hash}") if $with{hash};
	$property = _tlv(0x16, $with{property}) if $with{property};
	my $new = _tlv(0x30, $version . $seal . $time . $hash . $property);
	my $cert = decode_base64(_pem("$with{by}/signer.crt"));
	my $algorithm = (_inside($self->{stamp}))[2];
	return _tlv(0x30, $new . _tlv(0x04, $cert) . $algorithm
	    . _tlv(0x03, "\0" . _sm2("$with{by}/signer.key", $new)));
}

# What a seal covers: SM3 of the canonical form of the certificate.
sub _hash {
	my ($certificate) = @_;
	my $file = spill($certificate
	    =~ s{<certificate}{<certificate xmlns="urn:ecert:certificate:1"}r);
	my $out = spill('');
	_run('sh', '-c', 'xmllint --exc-c14n "$1" |'
	    . ' openssl dgst -sm3 -binary >"$2"', 'sh', $file, $out);
	return slurp($out);
}

sub _changed {
	my ($der, $from, $to) = @_;
	my $at = index $der, $from;
	die "nothing to change in a seal\n" if $at < 0;
	substr($der, $at, length $to) = $to;
	return $der;
}

# The same seal, over since yesterday, signed by its maker.
sub _ended {
	my ($seal, $own) = @_;
	my ($info, $cert, $algorithm) = _inside($seal);
	my $over = _stamp(time - 86400);
	$info =~ s/(.*\x18\x0f)\d{14}Z/$1$over/s or die "a seal without end\n";
	return _tlv(0x30, $info . $cert . $algorithm
	    . _tlv(0x03, "\0" . _sm2("$own/maker.key", $info)));
}

sub _sm2 {
	my ($key, $bytes) = @_;
	my $signature = spill('');
	_run(qw(openssl pkeyutl -sign -rawin -digest sm3 -pkeyopt), $sm2,
	    '-inkey', $key, '-in', spill($bytes), '-out', $signature);
	return slurp($signature);
}

sub _seals {
	my ($self) = @_;
	my $part = $self->{part};
	my $der = $self->{stamp} = decode_base64($part->{SEAL}
	    =~ s{<[^>]*>}{}gr);
	my ($code) = $part->{CERTIFICATE} =~ m{<seal code="([^"]+)"};
	my $own = "$self->{seals}/$code";
	my ($other) = grep { !m{/\Q$code\E$} && -e "$_/seal.esl" }
	    sort glob "$self->{seals}/*";
	my $strange = "$self->{from}/seal";
	my ($status, $text) = $self->{stack}->ecert('seal', 'make-specimen',
	    '--owner', 'SPECIMEN', $strange);
	die $text if $status;
	my ($time) = (_inside((_inside($der))[0]))[2] =~ /(\d{14}Z)/;
	my %seal = (
		picture => _changed($der, 'IEND', 'IENX'),
		name => _changed($der, "\xe7\xab\xa0", "\xe5\xbc\xa0"),
		time => _changed($der, $time,
		    substr($time, 0, 13) . (9 - substr $time, 13, 1) . 'Z'),
		tail => "$der\0", cut => substr($der, 0, length($der) / 2),
		unlisted => $self->_restamp(by => $other),
		stranger => $self->_restamp(by => $strange,
		    seal => slurp("$strange/seal.esl")),
		scope => $self->_restamp(by => $other,
		    seal => slurp("$other/seal.esl")),
		future => $self->_restamp(by => $own, time => time + 86400),
		expired => $self->_restamp(by => $own,
		    seal => _ended(slurp("$own/seal.esl"), $own)),
		covers => $self->_restamp(by => $own,
		    property => 'exc-c14n /document'),
		forged => $self->_restamp(by => $own, hash => _hash(
		    "$part->{TO_NAME}\xe6\xa0\xb7\xe6\x9c\xac\xe5\x86\x92"
		    . "\xe5\x90\x8d$part->{FROM_NAME}")),
		missing => $self->_restamp(by => $own, hash => _hash(
		    $part->{'CERTIFICATE:unknown'})),
	);
	$part->{"SEAL:$_"} = $self->_seal_element($seal{$_}) for keys %seal;
	$part->{'SEAL:lines'} = $self->_seal_element($der, 1);
}

1;
