# A TLS connection with a client's certificate, for requests that no library
# would send: bytes go as they are, answers come as HTTP::Tiny has them.
package Wire;

use strict;
use warnings;

use Encode qw(decode);
use IO::Socket::SSL;
use IO::Uncompress::Gunzip qw(gunzip);

# new(host =>, port =>, ca => FILE, [cert => FILE, key => FILE])
sub new {
	my ($class, %opt) = @_;
	return bless { %opt, rest => '' }, $class;
}

sub _socket {
	my ($self) = @_;
	return $self->{socket} if $self->{socket};
	$self->{rest} = '';
	return $self->{socket} = IO::Socket::SSL->new(
	    PeerHost => $self->{host}, PeerPort => $self->{port},
	    SSL_ca_file => $self->{ca}, Timeout => 20, $self->{cert}
	    ? (SSL_cert_file => $self->{cert}, SSL_key_file => $self->{key})
	    : ())
	    || die "TLS: $IO::Socket::SSL::SSL_ERROR\n";
}

sub close {
	my ($self) = @_;
	$self->{socket}->close(SSL_fast_shutdown => 1) if $self->{socket};
	delete $self->{socket};
}

# More of the answer; false at its end.
sub _more {
	my ($self) = @_;
	my $socket = $self->{socket};
	if (!$socket->pending) {
		my $bits = '';
		vec($bits, fileno $socket, 1) = 1;
		select $bits, undef, undef, 60 or die "no answer in a minute\n";
	}
	return $socket->sysread($self->{rest}, 65536, length $self->{rest});
}

# The other side may answer, and close, before it has all.
sub _send {
	my ($self, $bytes) = @_;
	local $SIG{PIPE} = 'IGNORE';
	my ($socket, $at) = ($self->_socket, 0);
	while ($at < length $bytes) {
		my $n = $socket->syswrite($bytes, 16384, $at);
		last unless $n;
		$at += $n;
	}
	return $at == length $bytes;
}

sub _line_end {
	my ($self) = @_;
	until ($self->{rest} =~ /\r\n\r\n/) {
		return unless $self->_more;
	}
	return $self->{rest} =~ s/^(.*?)\r\n\r\n//s ? $1 : undef;
}

sub _bytes {
	my ($self, $n) = @_;
	while (length $self->{rest} < $n) {
		return unless $self->_more;
	}
	return substr $self->{rest}, 0, $n, '';
}

sub _chunks {
	my ($self) = @_;
	my $body = '';
	while (1) {
		until ($self->{rest} =~ /\r\n/) {
			return unless $self->_more;
		}
		$self->{rest} =~ s/^([0-9A-Fa-f]+)\r\n// or return;
		my $chunk = $self->_bytes(hex($1) + 2);
		return unless defined $chunk;
		return $body if length $chunk == 2;
		$body .= substr $chunk, 0, -2;
	}
}

# Send a request, and read its answer: {status, headers, content, text}; undef
# when the other side closed without one.  is_head: of an answer to HEAD.
sub ask {
	my ($self, $bytes, $is_head) = @_;
	my $fresh = !$self->{socket};
	my $whole = $self->_send($bytes);
	my $head = $self->_line_end;
	if (!defined $head) {
		# A kept connection may have come to its end meanwhile.
		$self->close;
		return $fresh ? undef : $self->ask($bytes, $is_head);
	}
	my ($first, @lines) = split /\r\n/, $head;
	my %answer = (status => $first =~ m{^HTTP/1\.1 (\d{3})} ? $1 : 0);
	for my $line (@lines) {
		my ($name, $value) = $line =~ /^([^:]+):[ \t]*(.*)$/ or next;
		$answer{headers}{lc $name} = $value;
	}
	my $h = $answer{headers};
	$answer{content} = $is_head || $answer{status} =~ /^(?:204|304)$/ ? ''
	    : ($h->{'transfer-encoding'} // '') eq 'chunked' ? $self->_chunks
	    : $self->_bytes($h->{'content-length'} // 0);
	$self->close if !$whole || !defined $answer{content}
	    || ($h->{connection} // '') eq 'close';
	$answer{content} //= '';
	_unpack(\%answer) if ($h->{'content-encoding'} // '') eq 'gzip';
	$answer{text} = decode('UTF-8', $answer{content});
	return \%answer;
}

sub _unpack {
	my ($answer) = @_;
	gunzip(\$answer->{content} => \my $content);
	$answer->{content} = $content // '';
}

# Send bytes and hang up at once.
sub drop {
	my ($self, $bytes) = @_;
	$self->_send($bytes);
	$self->close;
}

1;
