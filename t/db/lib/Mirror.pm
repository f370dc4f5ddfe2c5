# A mirror of a province, kept as the document for bureaus says and by nothing
# else: what came is kept by event and certificate; the last own event that is
# effective counts, else the issue of the batch.  It asks the procedures and
# views that the responders ask, as their account.
package Mirror;

use strict;
use warnings;

use Digest::SHA qw(sha256_hex);

use constant BLOCK => 4096;

# new(db => Ecert::Database, province => '11', [limit => 1000])
sub new {
	my ($class, %opt) = @_;
	return bless { limit => 1000, event => 0, serial => 0, anchor => '0' x 16,
	    entries => [], have => {}, longest => 0, %opt }, $class;
}

sub _ask {
	my ($self, $statement) = @_;
	return $self->{db}->rows($statement, user => 'ecert_bureau');
}

my @columns = qw(event kind state effective management_no version subject
    recorded serial);
my $columns = join ', ', @columns;

sub _take {
	my ($self, @rows) = @_;
	my $new = 0;
	for my $row (@rows) {
		my %entry;
		@entry{@columns} = @$row;
		my $key = "$entry{event} $entry{management_no} $entry{version}";
		next if $self->{have}{$key}++;
		push @{ $self->{entries} }, \%entry;
		$new++;
	}
	return $new;
}

# One page: (how many were new, whether more follow).
sub page {
	my ($self) = @_;
	my @from = @{$self}{qw(event serial)};
	my ($page) = $self->_ask("CALL change_page(7, '$self->{province}', "
	    . "$from[0], $from[1], '$self->{anchor}', $self->{limit})");
	my (@to, $entries, $more);
	(@to[0 .. 2], $entries, $more) = @$page;
	my @rows = $self->_between(@from, @to[0, 1]);
	# A place that nothing came before is not durable, and not kept.
	@{$self}{qw(event serial anchor)} = @to if $entries || $more;
	die "a page of $entries has " . @rows if @rows != $entries;
	$self->{longest} = @rows if @rows > $self->{longest};
	return ($self->_take(@rows), $more);
}

# All changes from its place on: how many were new.
sub changes {
	my ($self) = @_;
	my $all = 0;
	while (1) {
		my ($new, $more) = $self->page;
		$all += $new;
		return $all unless $more;
	}
}

# By the places' meaning alone.
sub _between {
	my ($self, $event, $serial, $to, $to_serial) = @_;
	return $self->_ask("SELECT $columns FROM change_own WHERE province = "
	    . "'$self->{province}' AND event > $event AND event <= $to UNION ALL "
	    . "SELECT $columns FROM change_batch WHERE province = "
	    . "'$self->{province}' AND (event > $event + 1 OR event = $event + 1 "
	    . "AND serial > $serial) AND (event <= $to OR event = $to + 1 AND "
	    . "serial <= $to_serial) ORDER BY event, serial");
}

# A snapshot into an empty mirror: the place that it goes on from.
sub snapshot {
	my ($self) = @_;
	my ($changes, $anchor, $more) = ('NULL', '', 1);
	my ($batch, $serial, $version) = (0, 0, 0);
	while ($more) {
		my ($page) = $self->_ask('CALL snapshot_page(7, '
		    . "'$self->{province}', $changes, '$anchor', $batch, $serial, "
		    . "$version, $self->{limit})");
		my @from = ($batch, $serial, $version);
		($changes, $anchor, $batch, $serial, $version, $more) = @$page;
		my @rows = $self->_ask("SELECT $columns FROM change_standing "
		    . "WHERE province = '$self->{province}' AND "
		    . "(IFNULL(batch, 0), serial, version) > (" . join(', ', @from)
		    . ") AND (IFNULL(batch, 0), serial, version) <= ($batch, "
		    . "$serial, $version) ORDER BY IFNULL(batch, 0), serial, "
		    . 'version');
		die 'a page of ' . @rows if @rows > $self->{limit};
		$self->_take(@rows);
	}
	@{$self}{qw(event serial anchor)} = ($changes, 0, $anchor);
	return $changes;
}

# The moment, as entries have it.
sub now {
	my ($self) = @_;
	return $self->{db}->value("SELECT DATE_FORMAT(UTC_TIMESTAMP(6) + INTERVAL "
	    . "8 HOUR, '%Y-%m-%dT%H:%i:%s.%f+08:00')");
}

# The states at a moment, one certificate a line; the rule for mirrors.
sub states {
	my ($self, $now) = @_;
	$now = $self->now unless defined $now;
	my (%own, %batch);
	for my $entry (@{ $self->{entries} }) {
		next if $entry->{effective} gt $now;
		my $of = $entry->{subject} eq 'certificate' ? \%own : \%batch;
		my $key = "$entry->{management_no} $entry->{version}";
		$of->{$key} = $entry if !$of->{$key}
		    || $of->{$key}{event} < $entry->{event};
	}
	my %state = map { $_ => ($own{$_} || $batch{$_})->{state} }
	    keys %own, keys %batch;
	return join '', map { "$_ $state{$_}\n" } sort {
	    my ($x, $v) = split / /, $a; my ($y, $w) = split / /, $b;
	    $x cmp $y || $v <=> $w } keys %state;
}

# Count and digest of a day, as the registry says.
sub day {
	my ($self, $day) = @_;
	my $page;
	do {
		($page) = $self->_ask("CALL change_day('$self->{province}', "
		    . "'$day', 2)");
	} until $page->[1];
	my ($kept, undef, $lines, $digest) = @$page;
	my @blocks = map { $_->[0] } $self->_ask('SELECT digest FROM '
	    . "change_block_entry WHERE province = '$self->{province}' AND day = "
	    . "'$day' AND block < $kept ORDER BY block");
	push @blocks, $digest if $lines;
	return ($kept * BLOCK + $lines, sha256_hex(join '', map { "$_\n" } @blocks),
	    \@blocks);
}

# The same out of what it has.
sub own_day {
	my ($self, $day) = @_;
	my @lines = map { join(';', @{$_}{@columns[0 .. 5]}) . "\n" }
	    grep { substr($_->{recorded}, 0, 10) eq $day } @{ $self->{entries} };
	my ($count, @blocks) = scalar @lines;
	push @blocks, sha256_hex(join '', splice @lines, 0, BLOCK) while @lines;
	return ($count, sha256_hex(join '', map { "$_\n" } @blocks), \@blocks);
}

1;
