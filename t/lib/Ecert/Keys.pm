# The keys of a demo: a certificate authority that calls itself a specimen, a
# signer under it, and the two secrets of the registry.  Made once in a folder,
# kept afterwards.
package Ecert::Keys;

use strict;
use warnings;
use utf8;

use Carp qw(croak);
use Ecert::Process;
use Encode qw(encode);

my $ca_subject = '/C=CN/O=样本机构 SPECIMEN/CN=ecert 样本根证书 SPECIMEN CA';
my $signer_subject = '/C=CN/O=样本机构 SPECIMEN/CN=ecert 样本签名 SPECIMEN Signer';

my $settings = <<'CNF';
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
CNF

# make($dir, [sign_days => 730]): match.key ticket.key ca.pem ca-key.pem
# sign-key.pem sign-cert.pem, whichever are not there yet.
sub make {
	my ($dir, %opt) = @_;
	my $old = umask 077;
	_secret("$dir/$_") for grep { !-e "$dir/$_" } qw(match.key ticket.key);
	_authority($dir) unless -e "$dir/ca.pem";
	_signer($dir, $opt{sign_days} || 730) unless -e "$dir/sign-cert.pem";
	umask $old;
}

sub random_hex {
	my ($bytes) = @_;
	open my $random, '<:raw', '/dev/urandom' or croak "urandom: $!";
	read($random, my $got, $bytes) == $bytes or croak 'urandom is short';
	return unpack 'H*', $got;
}

sub _secret {
	my ($file) = @_;
	_write($file, random_hex(32) . "\n");
}

sub _authority {
	my ($dir) = @_;
	_write("$dir/openssl.cnf", $settings);
	_openssl('genpkey', _p256(), '-out', "$dir/ca-key.pem");
	_openssl(qw(req -x509 -new -utf8 -sha256 -days 3650 -extensions ca),
	    '-config', "$dir/openssl.cnf", '-key', "$dir/ca-key.pem",
	    '-subj', $ca_subject, '-set_serial', _serial(),
	    '-out', "$dir/ca.pem.new");
	_publish("$dir/ca.pem");
}

sub _signer {
	my ($dir, $days) = @_;
	_write("$dir/openssl.cnf", $settings);
	_openssl('genpkey', _p256(), '-out', "$dir/sign-key.pem");
	_openssl(qw(req -new -utf8 -sha256), '-config', "$dir/openssl.cnf",
	    '-key', "$dir/sign-key.pem", '-subj', $signer_subject,
	    '-out', "$dir/sign.csr");
	_openssl(qw(x509 -req -sha256 -extensions signer -days), $days,
	    '-extfile', "$dir/openssl.cnf", '-in', "$dir/sign.csr",
	    '-CA', "$dir/ca.pem", '-CAkey', "$dir/ca-key.pem",
	    '-set_serial', _serial(), '-out', "$dir/sign-cert.pem.new");
	_publish("$dir/sign-cert.pem");
	unlink "$dir/sign.csr";
}

sub _p256 { return qw(-algorithm EC -pkeyopt ec_paramgen_curve:P-256) }

# 126 bits, positive, first digit not zero.
sub _serial { return '0x4' . substr(random_hex(16), 1) }

# A certificate is there whole or not at all, and is for everybody to read.
sub _publish {
	my ($file) = @_;
	chmod 0644, "$file.new";
	rename "$file.new", $file or croak "$file: $!";
}

sub _openssl {
	my ($status, $text) = Ecert::Process->run('openssl',
	    map { utf8::is_utf8($_) ? encode('UTF-8', $_) : $_ } @_);
	croak "openssl $_[0]: $text" if $status;
}

sub _write {
	my ($file, $text) = @_;
	open my $out, '>', $file or croak "$file: $!";
	print $out $text;
	close $out or croak "$file: $!";
}

1;
