# What a stack has besides when bureaus are served too: their responder, the TLS
# server on a port of its own, keys under an authority of its own, and some
# bureaus that are registered.  A part of Ecert::Stack.
#
#	my $stack = Ecert::Stack->new(rows => 200, bureau => 1)->start;
#	my $answer = $stack->bureau_get('caller', cert => 'shanghai');
package Ecert::Bureaus;

use strict;
use warnings;

use Carp qw(croak);
use Digest::SHA qw(sha256 sha256_hex);
use Ecert::Keys;
use Ecert::Process;
use Encode qw(decode);
use File::Temp qw(tempfile);
use HTTP::Tiny;
use MIME::Base64 qw(encode_base64);

# code, name, province ('' for a body of a ministry): each with every scope.
my @bureaus = (['beijing', '北京样本人事考试院', '11'],
    ['shanghai', '上海样本人事考试院', '31'], ['corps', '兵团样本人事考试院', '66'],
    ['ministry', '样本部委考试中心', '']);

sub bureau_dir { return "$_[0]{dir}/bureau" }
sub bureau_socket { return "$_[0]{short}/run/bureau.sock" }
sub bureau_responder { return $_[0]{bureau_responder} }
sub bureau_log { return $_[0]{bureau_responder}->log_text }

# What the log says but for the ids of requests: one in two thousand of these
# has no letter and would be taken for the number of a person.
sub bureau_log_said {
	return $_[0]->bureau_log =~ s/(?<= id=)[0-9a-f]{16}\b/-/gr;
}

sub bureau_url {
	my ($self, $path, $gateway) = @_;
	$path = '' unless defined $path;
	$path = "/api/v1/$path" if length $path && $path !~ m{^/};
	my $port = $gateway ? $self->{used_gateway_port}
	    : $self->{used_bureau_port} || $self->{bureau_port};
	return "https://$self->{host}:$port$path";
}

# The configuration of their responder is the other's but for this.
sub _write_bureau_conf {
	my ($self, $conf) = @_;
	my %own = %$conf;
	$own{database} = { %{ $own{database} }, user => 'ecert_bureau' };
	$own{listen} = { %{ $own{listen} }, serves => 'bureaus',
	    socket => $self->bureau_socket, request_s => 60 };
	for my $section (keys %{ $self->{bureau_conf} || {} }) {
		$own{$section} = { %{ $own{$section} || {} },
		    %{ $self->{bureau_conf}{$section} } };
	}
	Ecert::Stack::_write_ini("$self->{dir}/bureau.conf", \%own);
}

sub _bureau_ports {
	my ($self) = @_;
	my $free = sub { Ecert::Stack::free_port($self->{host}) };
	$self->{used_bureau_port} = $self->{bureau_port} || $free->();
	$self->{used_gateway_port} = $free->();
}

sub _bureau_nginx {
	my ($self) = @_;
	return (SOCKET_BUREAU => $self->bureau_socket,
	    LISTEN_BUREAU => "$self->{host}:$self->{used_bureau_port}",
	    LISTEN_GATEWAY => "$self->{host}:$self->{used_gateway_port}",
	    GATEWAY_ADDRESS => $self->{gateway_address} || '127.0.0.1',
	    BUREAU_NAMES => '127.0.0.1 localhost',
	    BUREAU_DIR => $self->bureau_dir);
}

# Their responder, and themselves unless they are registered already.
sub start_bureaus {
	my ($self) = @_;
	for my $bureau (@bureaus) {
		my ($code, $name, $province) = @$bureau;
		$self->bureau_key($code)
		    unless -e $self->bureau_dir . "/$code-cert.pem";
		$self->bureau_add($code, name => $name, province => $province)
		    unless $self->{db}->value("SELECT 1 FROM bureau WHERE "
		    . "code = '$code'");
	}
	$self->start_bureau_responder;
	return $self;
}

sub start_bureau_responder {
	my ($self) = @_;
	$self->{bureau_responder} = Ecert::Process->start(name => 'ecert.fcgi',
	    log => "$self->{dir}/log/bureau-responder.log", umask => 027,
	    env => $self->clock_env, command => [$self->program('ecert.fcgi'),
	    '-c', "$self->{dir}/bureau.conf"]);
	$self->{bureau_responder}->wait_socket($self->bureau_socket, 20);
	return $self;
}

sub stop_bureau_responder {
	my ($self, $bound) = @_;
	$self->{bureau_responder}->stop($bound || 3)
	    if $self->{bureau_responder};
	return $self;
}

sub kill_bureau_responder {
	my ($self) = @_;
	$self->{bureau_responder}->kill9 if $self->{bureau_responder};
	return $self;
}

# A key and its certificate, NAME-key.pem and NAME-cert.pem in bureau_dir().
sub bureau_key {
	my ($self, $name, %opt) = @_;
	Ecert::Keys::bureau($self->bureau_dir, $name, %opt);
	return $self->bureau_dir . "/$name-cert.pem";
}

# Register a bureau with the certificate of that name: name, province, scopes,
# proof, per_minute, per_day, cert.
sub bureau_add {
	my ($self, $code, %opt) = @_;
	my %is = (name => "样本机构 $code", province => '11', cert => $code,
	    scopes => 'read,check,copy,verify,feed,batch',
	    proof => 'certificate', per_minute => 100_000,
	    per_day => 10_000_000, %opt);
	my ($status, $text) = $self->ecert('bureau', 'add', '--name',
	    $is{name}, length $is{province} ? ('--province', $is{province}) : (),
	    '--scopes', $is{scopes}, '--proof', $is{proof}, '--per-minute',
	    $is{per_minute}, '--per-day', $is{per_day}, '--certificate',
	    $self->bureau_dir . "/$is{cert}-cert.pem", $code);
	croak "ecert bureau add: $text" if $status;
	return $self;
}

# Another certificate of a bureau: NAME's.
sub bureau_key_add {
	my ($self, $code, $name) = @_;
	my ($status, $text) = $self->ecert('bureau', 'rotate', '--certificate',
	    $self->bureau_dir . "/$name-cert.pem", $code);
	croak "ecert bureau rotate: $text" if $status;
	return $self;
}

my $purpose = join '&', map { join '=', map { _escape($_) } @$_ }
     [item => '11-0000-001'], [name => '样本事项'], [cause => '样本事由'],
    [officer => '样本经办人'];

# bureau_request(method, path, [cert => 'beijing'], [key =>], [headers => {}],
#     [content => bytes], [purpose => header, undef for none], [timeout => s],
#     [http => of bureau_client(), kept], [sign => NAME], [gateway => 1]):
# as request(), by the certificate NAME; cert => undef shows none.  A path
# without a slash in front is below /api/v1/.  sign: with a signature by the key
# NAME (bureau_signed() takes more); gateway: through the door for gateways.
sub bureau_request {
	my ($self, $method, $path, %opt) = @_;
	my $http = $opt{http} || $self->bureau_client(%opt, kept => 0);
	my %headers = ((exists $opt{purpose} ? defined $opt{purpose}
	    ? ('Ecert-Purpose' => $opt{purpose}) : ()
	    : ('Ecert-Purpose' => $purpose)), %{ $opt{headers} || {} });
	my $url = $self->bureau_url($path, $opt{gateway});
	%headers = (%headers, $self->bureau_signed($method, $url, \%headers,
	    %opt)) if $opt{sign};
	my $answer = $http->request($method, $url, {
	    headers => \%headers,
	    defined $opt{content} ? (content => $opt{content}) : () });
	$answer->{text} = decode('UTF-8', $answer->{content});
	return $answer;
}

sub bureau_get {
	my ($self, $path, %opt) = @_;
	return $self->bureau_request('GET', $path, %opt);
}

# A client that keeps its connection: [cert => 'beijing'], [key =>], [timeout =>].
sub bureau_client {
	my ($self, %opt) = @_;
	my $dir = $self->bureau_dir;
	my $cert = exists $opt{cert} ? $opt{cert} : 'beijing';
	my $key = defined $opt{key} ? $opt{key} : $cert;
	return HTTP::Tiny->new(max_redirect => 0, agent => 'ecert-test',
	    keep_alive => exists $opt{kept} ? $opt{kept} : 1,
	    timeout => $opt{timeout} || 45, verify_SSL => 1,
	    SSL_options => { SSL_ca_file => "$dir/ca.pem",
	    defined $cert ? (SSL_cert_file => "$dir/$cert-cert.pem",
	    SSL_key_file => "$dir/$key-key.pem") : () });
}

# The headers of a signature (RFC 9421) and of the body's digest (RFC 9530).
# sign => the key's NAME; keyid => another's NAME; created, nonce, covers =>
# [components], label: to sign otherwise than is right.
sub bureau_signed {
	my ($self, $method, $url, $headers, %opt) = @_;
	my ($authority, $path, $query) = $url =~ m{^https://([^/]+)([^?]*)(.*)}s;
	my %value = ('@method' => $method, '@authority' => $authority,
	    '@path' => $path, '@query' => length $query ? $query : '?',
	    map { lc $_ => $headers->{$_} } keys %$headers);
	my %more;
	if (defined $opt{content}) {
		$value{'content-type'} ||= $more{'Content-Type'} =
		    'application/octet-stream';
		$value{'content-digest'} ||= $more{'Content-Digest'} =
		    'sha-256=:' . encode_base64(sha256($opt{content}), '') . ':';
	}
	my @covers = @{ $opt{covers} || [qw(@method @authority @path @query),
	    grep { defined $value{$_} } qw(ecert-purpose idempotency-key
	    content-type content-digest)] };
	my $params = sprintf '(%s);created=%d;nonce="%s";keyid="%s"',
	    join(' ', map { qq("$_") } @covers),
	    defined $opt{created} ? $opt{created} : $self->now,
	    defined $opt{nonce} ? $opt{nonce} : Ecert::Keys::random_hex(16),
	    $self->bureau_fingerprint($opt{keyid} || $opt{sign});
	my $base = join '', map { qq("$_": $value{$_}\n) } @covers;
	my $signature = $self->_ecdsa($opt{sign},
	    qq($base"\@signature-params": $params));
	return (%more, 'Signature-Input' => "ecert=$params",
	    'Signature' => 'ecert=:' . encode_base64($signature, '') . ':');
}

# r and s by the key NAME.
sub _ecdsa {
	my ($self, $name, $text) = @_;
	my ($out, $file) = tempfile(UNLINK => 1);
	binmode $out;
	print $out $text;
	close $out;
	my ($status, $der) = Ecert::Process->run(qw(openssl dgst -sha256 -sign),
	    $self->bureau_dir . "/$name-key.pem", $file);
	croak "openssl dgst: $der" if $status;
	# SEQUENCE { INTEGER r, INTEGER s }, all lengths in one byte.
	my ($r, $s) = unpack 'x2 x C/a x C/a', $der;
	return join '', map { substr "\0" x 32 . $_, -32 } $r, $s;
}

sub bureau_fingerprint {
	my ($self, $name) = @_;
	return $self->{fingerprints}{$name} ||= sha256_hex(
	    $self->_der($self->bureau_dir . "/$name-cert.pem"));
}

sub _der {
	my ($self, $file) = @_;
	my ($status, $der) = Ecert::Process->run(qw(openssl x509 -outform DER
	    -in), $file);
	croak "$file: $der" if $status;
	return $der;
}

# Of bytes, to stand in a form.
sub _escape {
	my ($bytes) = @_;
	$bytes =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ge;
	return $bytes;
}

1;
