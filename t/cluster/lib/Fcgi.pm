# One GET to a responder's own socket, as nginx would send it.
package Fcgi;

use strict;
use warnings;

use IO::Select;
use IO::Socket::UNIX;
use Time::HiRes qw(time);

use constant { BEGIN_REQUEST => 1, END_REQUEST => 3, PARAMS => 4, INPUT => 5,
    OUTPUT => 6, SECONDS => 12 };

sub _record {
	my ($type, $bytes) = @_;
	return pack('CCnnCC', 1, $type, 1, length $bytes, 0, 0) . $bytes;
}

sub _pair {
	my ($name, $value) = @_;
	return pack('NN', map { 0x80000000 | length } $name, $value)
	    . $name . $value;
}

# {status, content}; status 0 when no answer came.
sub get {
	my ($socket, $path, %more) = @_;
	my %param = (REQUEST_METHOD => 'GET', REQUEST_URI => $path,
	    DOCUMENT_URI => $path, QUERY_STRING => '',
	    SERVER_PROTOCOL => 'HTTP/1.1', SERVER_NAME => 'localhost',
	    REQUEST_SCHEME => 'http', REMOTE_ADDR => '127.0.0.1',
	    REQUEST_ID => '0' x 32, HTTP_HOST => 'localhost', %more);
	my $to = IO::Socket::UNIX->new(Peer => $socket)
	    or return { status => 0, content => '' };
	my $params = join '', map { _pair($_, $param{$_}) } sort keys %param;
	syswrite $to, _record(BEGIN_REQUEST, pack 'nCx5', 1, 0)
	    . _record(PARAMS, $params) . _record(PARAMS, '')
	    . _record(INPUT, '');
	my ($end, $in, $out) = (time + SECONDS, '', '');
	my $select = IO::Select->new($to);
	while ($select->can_read($end - time > 0 ? $end - time : 0)) {
		sysread($to, $in, 65536, length $in) or last;
		while (length $in >= 8) {
			my (undef, $type, undef, $length, $padding)
			    = unpack 'CCnnC', $in;
			last if length $in < 8 + $length + $padding;
			$out .= substr $in, 8, $length if $type == OUTPUT;
			substr $in, 0, 8 + $length + $padding, '';
			return _answer($out) if $type == END_REQUEST;
		}
	}
	return { status => 0, content => '' };
}

sub _answer {
	my ($text) = @_;
	my ($head, $content) = split /\r?\n\r?\n/, $text, 2;
	my $status = $head =~ /^Status: (\d+)/m ? $1 : 200;
	return { status => $status, content => $content // '' };
}

1;
