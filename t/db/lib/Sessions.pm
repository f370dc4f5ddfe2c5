# What the database tests of copies share: sessions beside each other, seals
# to make copies with, certificates to make them of.
package Sessions;

use strict;
use warnings;

use Exporter qw(import);
use File::Temp qw(tempfile);
use POSIX ();

our @EXPORT = qw(later transaction import_seal issued_serial);

my $seals = 0;

# Run it in a session of its own; the code that comes back waits for it and
# gives (status, output or message).
sub later {
	my ($db, $statement, @opt) = @_;
	my ($out, $name) = tempfile(UNLINK => 1);
	my $pid = fork;
	die "fork: $!" unless defined $pid;
	if ($pid == 0) {
		my ($status, $text) = $db->try($statement, @opt);
		print $out $text;
		close $out;
		POSIX::_exit($status ? 1 : 0);
	}
	return sub {
		waitpid $pid, 0;
		my $status = $?;
		open my $in, '<', $name or die "$name: $!";
		local $/;
		my $text = <$in>;
		return ($status, defined $text ? $text : '');
	};
}

# As the program's: what waits sees what the others left.
sub transaction {
	return join '; ', 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
	    'START TRANSACTION', @_, 'COMMIT';
}

# A file of that seal, as far as the registry looks into one; its number.
sub import_seal {
	my ($db, $seal) = @_;
	my $number = ++$seals;
	return $db->value("START TRANSACTION; CALL seal_import('$seal', "
	    . "'YB-$number', '样本', '样本', 'png', '2021-12-17', '2090-01-01', "
	    . "x'3003', CONCAT(x'30', REPEAT('x', 100), '$number')); COMMIT",
	    user => 'ecert_admin');
}

# The first certificate from that one on that is issued under the ministry's
# seal.
sub issued_serial {
	my ($db, $from) = @_;
	return $db->value("SELECT MIN(serial) FROM certificate_status "
	    . "WHERE serial >= $from AND version = 1 AND state = 'issued' "
	    . 'AND style = 1');
}

1;
