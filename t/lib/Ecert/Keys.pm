# The keys of a demo: a certificate authority that calls itself a specimen, its
# revocation list, a signer under it, and the two secrets of the registry.  Made
# once in a folder, kept afterwards.
package Ecert::Keys;

use strict;
use warnings;
use utf8;

use Carp qw(croak);
use Ecert::Process;
use Encode qw(encode);

my $ca_subject = '/C=CN/O=样本机构 SPECIMEN/CN=ecert 样本根证书 SPECIMEN CA';
my $signer_subject = '/C=CN/O=样本机构 SPECIMEN/CN=ecert 样本签名 SPECIMEN Signer';

my $bureau_ca_subject = '/C=CN/O=样本机构 SPECIMEN/CN=ecert 样本接入根证书 SPECIMEN Bureau CA';

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
# ca-crl.pem sign-key.pem sign-cert.pem, whichever are not there yet.
sub make {
	my ($dir, %opt) = @_;
	my $old = umask 077;
	_secret("$dir/$_") for grep { !-e "$dir/$_" } qw(match.key ticket.key);
	_authority($dir) unless -e "$dir/ca.pem";
	_signer($dir, $opt{sign_days} || 730) unless -e "$dir/sign-cert.pem";
	crl($dir) unless -e "$dir/ca-crl.pem";
	umask $old;
}

# bureaus($dir): what the server for bureaus needs, in a folder of its own:
# ca.pem ca-key.pem ca-crl.pem of the authority that certifies bureaus, and
# server-key.pem server-cert.pem for 127.0.0.1 and localhost under it.
sub bureaus {
	my ($dir) = @_;
	my $old = umask 077;
	mkdir $dir;
	chmod 0755, $dir;
	_authority($dir, $bureau_ca_subject) unless -e "$dir/ca.pem";
	crl($dir) unless -e "$dir/ca-crl.pem";
	signer($dir, 'server', extensions => 'server')
	    unless -e "$dir/server-cert.pem";
	umask $old;
}

# A bureau's key and certificate in that folder: NAME-key.pem NAME-cert.pem.
# opt as signer()'s.
sub bureau {
	my ($dir, $name, %opt) = @_;
	signer($dir, $name, extensions => 'bureau', %opt);
}

# A revocation list of the folder's authority: of what revoke() named so far,
# good for so many days (as long as the authority, for a demo has nobody who
# would publish the next), or over before now when a moment is given instead.
sub crl {
	my ($dir, %opt) = @_;
	_ca($dir, '-gencrl', $opt{until} ? ('-crl_lastupdate', $opt{from},
	    '-crl_nextupdate', $opt{until}) : ('-crldays', 3650),
	    '-out', "$dir/ca-crl.pem.new");
	_publish("$dir/ca-crl.pem");
}

sub revoke {
	my ($dir, $cert, $why) = @_;
	_ca($dir, '-revoke', $cert, '-crl_reason', $why || 'keyCompromise');
}

# Another signer under the authority: NAME-key.pem and NAME-cert.pem in the
# folder.  opt: from, until (YYYYMMDDHHMMSSZ); extensions => web, encipher,
# authority, server or bureau, in place of a signer's; key => [options of openssl genpkey].
sub signer {
	my ($dir, $name, %opt) = @_;
	my $old = umask 077;
	_openssl('genpkey', @{ $opt{key} || [_p256()] },
	    '-out', "$dir/$name-key.pem");
	_write("$dir/openssl.cnf", $settings);
	_openssl(qw(req -new -sha256), '-config', "$dir/openssl.cnf",
	    '-key', "$dir/$name-key.pem", '-subj', "/CN=SPECIMEN $name",
	    '-out', "$dir/$name.csr");
	_ca($dir, qw(-batch -notext -policy any -extensions),
	    $opt{extensions} || 'signer', '-in', "$dir/$name.csr",
	    ($opt{from} ? ('-startdate', $opt{from}) : ()),
	    $opt{until} ? ('-enddate', $opt{until}) : (qw(-days 730)),
	    '-out', "$dir/$name-cert.pem");
	chmod 0644, "$dir/$name-cert.pem";
	unlink "$dir/$name.csr";
	umask $old;
}

# What a certificate may be for besides a signer's [signer].
my %kinds = (
	web => "basicConstraints = critical, CA:FALSE\n"
	    . "keyUsage = critical, digitalSignature\n"
	    . "extendedKeyUsage = serverAuth\n",
	server => "basicConstraints = critical, CA:FALSE\n"
	    . "keyUsage = critical, digitalSignature\n"
	    . "extendedKeyUsage = serverAuth\n"
	    . "subjectAltName = IP:127.0.0.1, DNS:localhost\n",
	bureau => "basicConstraints = critical, CA:FALSE\n"
	    . "keyUsage = critical, digitalSignature\n"
	    . "extendedKeyUsage = clientAuth\n",
	encipher => "basicConstraints = critical, CA:FALSE\n"
	    . "keyUsage = critical, keyAgreement\n",
	authority => "basicConstraints = critical, CA:TRUE\n"
	    . "keyUsage = critical, keyCertSign, cRLSign, digitalSignature\n",
);

# "openssl ca" with its register in the folder.
sub _ca {
	my ($dir, @arguments) = @_;
	_write("$dir/index", '') unless -e "$dir/index";
	my $kinds = join '', map { "[$_]\n$kinds{$_}"
	    . "subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n" }
	    sort keys %kinds;
	_write("$dir/openssl.cnf", $settings . $kinds . <<"CNF");
[list]
database = $dir/index
new_certs_dir = $dir
default_md = sha256
unique_subject = no
rand_serial = yes
[any]
commonName = optional
CNF
	_openssl('ca', '-config', "$dir/openssl.cnf", '-name', 'list',
	    '-cert', "$dir/ca.pem", '-keyfile', "$dir/ca-key.pem", @arguments);
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
	my ($dir, $subject) = @_;
	_write("$dir/openssl.cnf", $settings);
	_openssl('genpkey', _p256(), '-out', "$dir/ca-key.pem");
	_openssl(qw(req -x509 -new -utf8 -sha256 -days 3650 -extensions ca),
	    '-config', "$dir/openssl.cnf", '-key', "$dir/ca-key.pem",
	    '-subj', $subject || $ca_subject, '-set_serial', _serial(),
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
