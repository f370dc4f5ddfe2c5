# The ways in to the administrators' pages (nginx/admin-*.conf.in) as tests set
# them up: an identity service, and an authority for client certificates.
package Ways;

use strict;
use warnings;

use Ecert::Process;
use Exporter qw(import);
use IO::Socket::INET;
use POSIX ();

our @EXPORT = qw(identity_service administrators_tls);

# Answers by the cookie sso, as nginx/admin-gateway.conf.in says: {url}.  It
# ends with its object, also when the test dies.
sub identity_service {
	my $service = IO::Socket::INET->new(LocalAddr => '127.0.0.1',
	    Listen => 50, ReuseAddr => 1) or die $!;
	my $url = 'http://127.0.0.1:' . $service->sockport . '/';
	my $child = fork // die $!;
	return bless { url => $url, child => $child } if $child;
	# Who runs the test waits until nobody can write to it any more.
	open STDOUT, '>', '/dev/null';
	open STDERR, '>', '/dev/null';
	local $SIG{TERM} = sub { POSIX::_exit(0) };
	while (my $client = $service->accept) {
		my $head = '';
		while (my $line = <$client>) {
			last if $line =~ /^\r?$/;
			$head .= $line;
		}
		my ($who) = $head =~ /^Cookie:.*\bsso=(\w+)/mi;
		$who = '' unless defined $who;
		my $answer = $who !~ /^(?:admin|nameless)$/
		    ? "401 Unauthorized\r\nContent-Length: 0"
		    : '204 No Content' . ($who eq 'admin'
		    ? "\r\nX-Administrator: zhang" : '');
		print $client "HTTP/1.1 $answer\r\nConnection: close\r\n\r\n";
		close $client;
	}
	POSIX::_exit(0);
}

sub DESTROY {
	my ($self) = @_;
	local ($?, $!);
	kill 'TERM', $self->{child};
	waitpid $self->{child}, 0;
}

sub _openssl {
	my ($status, $text) = Ecert::Process->run('openssl', @_);
	die "openssl @_: $text" if $status;
}

my @new_key = qw(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes);

# Settings beside nginx's own with which a prepared stack asks for client
# certificates on another port, which comes back; NAME.pem and NAME.key are in
# its folder for server, admin and stranger, admin.p12 has no password.
sub administrators_tls {
	my ($stack) = @_;
	my $dir = $stack->dir;
	my $port = Ecert::Stack::free_port('127.0.0.1');
	for my $name (qw(admin-ca stranger-ca)) {
		_openssl(qw(req -x509), @new_key, '-subj', "/CN=SPECIMEN $name",
		    '-days', 2, '-keyout', "$dir/$name.key", '-out',
		    "$dir/$name.pem");
	}
	_put("$dir/names.cnf", "subjectAltName=IP:127.0.0.1\n");
	for my $case (['admin', 'admin-ca'], ['stranger', 'stranger-ca'],
	    ['server', 'admin-ca', '-extfile', "$dir/names.cnf"]) {
		my ($name, $ca, @more) = @$case;
		_openssl('req', @new_key, '-subj', "/CN=$name", '-keyout',
		    "$dir/$name.key", '-out', "$dir/$name.csr");
		_openssl(qw(x509 -req -CAcreateserial -days 1), '-in',
		    "$dir/$name.csr", '-CA', "$dir/$ca.pem", '-CAkey',
		    "$dir/$ca.key", '-out', "$dir/$name.pem", @more);
	}
	for my $name (qw(admin stranger)) {
		_openssl(qw(pkcs12 -export -passout pass:), '-in',
		    "$dir/$name.pem", '-inkey', "$dir/$name.key", '-out',
		    "$dir/$name.p12");
	}
	_put("$dir/nginx/admin-tls.conf", "listen 127.0.0.1:$port ssl;\n"
	    . "ssl_certificate $dir/server.pem;\n"
	    . "ssl_certificate_key $dir/server.key;\n"
	    . "ssl_client_certificate $dir/admin-ca.pem;\n"
	    . "ssl_verify_client optional;\n");
	return $port;
}

sub _put {
	my ($file, $text) = @_;
	open my $out, '>', $file or die "$file: $!\n";
	print $out $text;
	close $out or die "$file: $!\n";
}

1;
