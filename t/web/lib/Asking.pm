# What the tests of the running product share: picking a sample, reading an
# answer, asking below the level of HTTP::Tiny, checking XML with tools that
# are not ours.
package Asking;

use strict;
use warnings;
use utf8;

use Ecert::Process;
use Ecert::Tree qw(tree_top);
use Encode qw(decode encode);
use Exporter qw(import);
use File::Temp qw(tempdir);
use IO::Socket::INET;
use Test::More ();
use Time::HiRes qw(sleep time);

our @EXPORT = qw(sample main_part heading verdict_state without_time raw
    form_bytes download write_file spill slurp fits_schema xmlsec_accepts
    verify_file responder_pids within);

my $scratch = tempdir('ecert-ask-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $spilled = 0;

for my $name (qw(output failure_output todo_output)) {
	binmode Test::More->builder->$name, ':utf8';
}

# The first sample person with these values.
sub sample {
	my ($stack, %want) = @_;
	my @found = grep { my $s = $_; !grep { $s->{$_} ne $want{$_} }
	    keys %want } $stack->samples;
	die 'no such sample: ', encode('UTF-8', join ' ', %want), "\n"
	    unless @found;
	return $found[0];
}

sub main_part {
	my ($text) = @_;
	return $text =~ m{(<main\b.*</main>)}s ? $1 : '';
}

sub heading {
	my ($text) = @_;
	return $text =~ m{<h1>(.*?)</h1>}s ? $1 =~ s/<span.*//r : '';
}

sub verdict_state {
	my ($xml) = @_;
	return $xml =~ /<verdict state="([a-z-]+)"/ ? $1 : '';
}

# The page with its moments blanked out.
sub without_time {
	my ($text) = @_;
	$text =~ s{<time datetime="[^"]*">[^<]*</time>}{<time/>}g;
	return $text;
}

# Bytes to the port, and what comes back until the other side closes:
# {status, headers => {lower-case name => value}, body, bytes}.
sub raw {
	my ($stack, $bytes) = @_;
	my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
	    PeerPort => $stack->port, Timeout => 10) or die "port: $!\n";
	local $SIG{PIPE} = 'IGNORE';
	print $socket $bytes;
	$socket->flush;
	my $got = do { local $/; <$socket> };
	$got = '' unless defined $got;
	my ($head, $body) = split /\r\n\r\n/, $got, 2;
	my ($first, @lines) = split /\r\n/, defined $head ? $head : '';
	my %headers = map { /^([^:]+):\s*(.*)$/ ? (lc $1, $2) : () } @lines;
	return { bytes => $got, headers => \%headers,
	    status => ($first || '') =~ /^HTTP\S+ (\d+)/ ? $1 : 0,
	    body => defined $body ? $body : '',
	    text => decode('UTF-8', defined $body ? $body : '') };
}

# A whole request; header lines end in CRLF each.
sub form_bytes {
	my ($method, $path, $headers, $body) = @_;
	return "$method $path HTTP/1.1\r\nHost: localhost\r\n"
	    . "Connection: close\r\n$headers\r\n"
	    . (defined $body ? $body : '');
}

# The signed document of a person, as bytes; '' when there is none.
sub download {
	my ($stack, $person) = @_;
	my ($sent) = $stack->lookup($person);
	my $to = $sent->{headers}{location} or return '';
	my $got = $stack->get("$to/certificate.xml");
	return $got->{status} == 200 ? $got->{content} : '';
}

sub write_file {
	my ($file, $bytes) = @_;
	open my $out, '>:raw', $file or die "$file: $!\n";
	print $out $bytes;
	close $out or die "$file: $!\n";
	return $file;
}

# Into a folder that is gone afterwards.
sub spill {
	my ($bytes, $name) = @_;
	return write_file("$scratch/" . ($name || 'file-' . ++$spilled),
	    $bytes);
}

sub slurp {
	my ($file) = @_;
	open my $in, '<:raw', $file or die "$file: $!\n";
	local $/;
	return scalar <$in>;
}

# (true, '') when xmllint finds the document good by doc/schema/NAME.
sub fits_schema {
	my ($name, $bytes) = @_;
	my ($status, $text) = Ecert::Process->run(qw(xmllint --nonet --noout
	    --schema), tree_top() . "/doc/schema/$name", spill($bytes));
	Test::More::diag($text) if $status;
	return $status == 0;
}

sub xmlsec_accepts {
	my ($anchor, $bytes) = @_;
	my ($status) = Ecert::Process->run(qw(xmlsec1 --verify --trusted-pem),
	    $anchor, spill($bytes, 'signed'));
	return $status == 0;
}

# What `ecert verify` says of a file:
# (exit status, output, {check => outcome}, {check => detail}).
sub verify_file {
	my ($stack, $bytes, @options) = @_;
	my ($status, $text) = $stack->ecert('verify', @options, spill($bytes));
	$text = decode('UTF-8', $text);
	my $words = qr/passed|failed|could not check|not applicable/;
	my (%outcome, %detail);
	for my $line (split /\n/, $text) {
		next unless $line =~ /^  (\S+) +($words) [^(]*\(.*?\)(?:: (.*))?$/;
		$outcome{$1} = $2;
		$detail{$1} = defined $3 ? $3 : '';
	}
	return ($status >> 8, $text, \%outcome, \%detail);
}

# The processes under the supervisor.
sub responder_pids {
	my ($stack) = @_;
	my $parent = $stack->responder->pid;
	my @pids = split ' ', slurp("/proc/$parent/task/$parent/children");
	return sort { $a <=> $b } @pids;
}

# Does it come true within so many seconds?
sub within {
	my ($seconds, $code) = @_;
	my $end = time + $seconds;
	while (1) {
		return 1 if $code->();
		return 0 if time > $end;
		sleep 0.05;
	}
}

1;
