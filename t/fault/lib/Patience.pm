# Calls that are made again while the answer says to come again.
package Patience;

use strict;
use warnings;

use Exporter qw(import);
use Time::HiRes qw(sleep time);

our @EXPORT = qw(patiently);

use constant { PATIENCE_S => 60, PAUSE_S => 0.2 };

# The first answer whose status is none of those, or the last after a minute.
sub patiently {
	my ($call, $again) = @_;
	my $end = time + PATIENCE_S;
	while () {
		my $answer = $call->();
		return $answer if $answer->{status} !~ $again || time >= $end;
		sleep PAUSE_S;
	}
}

1;
