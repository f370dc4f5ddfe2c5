# The doors of a stack besides the public's: where it tells its numbers, and the
# bureaus'.  A part of Ecert::Stack.
#
#	my $before = $stack->metrics;		# {'name{label="x"}' => value}
#	my $theirs = $stack->metrics('bureau');
package Ecert::Metrics;

use strict;
use warnings;

use Carp qw(croak);

sub _pick_ports {
	my ($self) = @_;
	$self->{metrics_port}{$_} = Ecert::Stack::free_port('127.0.0.1')
	    for qw(public bureau);
	$self->_bureau_ports if $self->{bureau};
}

sub _doors {
	my ($self) = @_;
	my $port = $self->{metrics_port};
	return (LISTEN_METRICS => "127.0.0.1:$port->{public}",
	    $self->{bureau} ? ($self->_bureau_nginx,
	    LISTEN_METRICS_BUREAU => "127.0.0.1:$port->{bureau}") : ());
}

sub metrics_url {
	my ($self, $whose) = @_;
	return "http://127.0.0.1:$self->{metrics_port}{$whose || 'public'}/metrics";
}

sub metrics {
	my ($self, $whose) = @_;
	my $got = $self->get($self->metrics_url($whose));
	croak "/metrics: $got->{status}" unless $got->{status} == 200;
	return { map { /^([^#]\S*) (\S+)$/ ? ($1, $2) : () }
	    split /\n/, $got->{text} };
}

1;
