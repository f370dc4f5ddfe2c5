# A holder in front of the service, with cookies kept and form tokens sent as a
# browser does.
#
#	my $holder = Holding->new($stack)->sign_in($person);
#	my $page = $holder->get('/holder');
#	my $sent = $holder->post($path, { days => 30 });	# with its token
package Holding;

use strict;
use warnings;
use utf8;

use Asking;
use Time::HiRes qw(sleep time);

sub new {
	my ($class, $stack) = @_;
	return bless { stack => $stack, cookies => {}, csrf => '' }, $class;
}

# A browser sends a cookie of /sign-in there alone; no test needs the rule.
sub _headers {
	my ($self, $more) = @_;
	my $cookie = join '; ', map { "$_=$self->{cookies}{$_}" }
	    sort keys %{ $self->{cookies} };
	return { length $cookie ? (Cookie => $cookie) : (), %{ $more || {} } };
}

# Keep what the answer brings: cookies, and the token of its forms.
sub _take {
	my ($self, $answer) = @_;
	my $set = $answer->{headers}{'set-cookie'};
	for my $cookie (ref $set ? @$set : defined $set ? $set : ()) {
		my ($name, $value) = $cookie =~ /^([^=]+)=([^;]*)/;
		if ($cookie =~ /Max-Age=0/) {
			delete $self->{cookies}{$name};
		} else {
			$self->{cookies}{$name} = $value;
		}
	}
	$self->{csrf} = $1
	    if $answer->{text} =~ /name="csrf"[^>]* value="([^"]+)"/;
	return $answer;
}

sub get {
	my ($self, $path, $headers) = @_;
	return $self->_take($self->{stack}->get($path,
	    $self->_headers($headers)));
}

sub post {
	my ($self, $path, $form, $headers) = @_;
	return $self->_take($self->{stack}->post($path,
	    { csrf => $self->{csrf}, %{ $form || {} } },
	    $self->_headers($headers)));
}

sub csrf { return $_[0]{csrf} }
sub cookies { return $_[0]{cookies} }

# Ask for a code, and read it where the program of the stack puts it; undef
# when none came within a second.
sub ask_code {
	my ($self, $person) = @_;
	my $before = () = $self->{stack}->codes;
	$self->get('/sign-in');
	$self->{asked} = $self->post('/sign-in',
	    { name => $person->{name}, id_number => $person->{id_number} });
	$self->get('/sign-in/code');
	my $end = time + ($person->{nobody} ? 1 : 5);
	while (time < $end) {
		my @codes = $self->{stack}->codes;
		return $codes[-1][1] if @codes > $before;
		sleep 0.02;
	}
	return undef;
}

sub asked { return $_[0]{asked} }

sub sign_in {
	my ($self, $person) = @_;
	my $code = $self->ask_code($person);
	die "no code was sent\n" unless defined $code;
	my $sent = $self->post('/sign-in/code', { code => $code });
	die "signing in: $sent->{status}\n" unless $sent->{status} == 303;
	$self->get('/holder');
	return $self;
}

# The addresses of the certificates on the holder's list, newest first.
sub certificates {
	my ($self) = @_;
	my %seen;
	return grep { !$seen{$_}++ } $self->get('/holder')->{text}
	    =~ m{href="(/holder/certificates/[\w-]+)}g;
}

# Ask for an annotated copy of the certificate at that address.
sub annotate {
	my ($self, $certificate, %wish) = @_;
	$self->get($certificate);
	return $self->post("$certificate/annotations", { scene => 'job',
	    recipient => '', days => 90, %wish });
}

1;
