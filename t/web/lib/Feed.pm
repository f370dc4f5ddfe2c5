# A bureau's mirror over HTTP: what came, kept by event and certificate, and the
# state of each by the rule of doc/changes.md.
package Feed;

use strict;
use warnings;
use utf8;

use Asking;
use Digest::SHA qw(sha256_hex);
use Ecert::Process;
use Ecert::Tree qw(tree_top);
use Encode qw(decode);

use constant BLOCK => 4096;

# new(stack => Ecert::Stack, cert => 'beijing', [limit => 1000])
sub new {
	my ($class, %opt) = @_;
	return bless { limit => 1000, entries => [], have => {}, faults => [],
	    next => '', %opt }, $class;
}

my @line = qw(event kind state effective managementNo version);

# How often bureaus were told of what, by management number and version.
my %told;
sub told { return %told }

sub read_page {
	my ($self, $answer) = @_;
	die "$answer->{status}: $answer->{text}" if $answer->{status} != 200;
	push @{ $self->{faults} }, $answer->{status}
	    unless fits_schema('api-feed.xsd', $answer->{content});
	my $text = decode('UTF-8', $answer->{content});
	my ($root) = $text =~ /<(\w+ xmlns="urn:ecert:api:1"[^>]*)>/;
	my %page = _attributes($root);
	$page{$_} = $text =~ m{<$_>([^<]*)</$_>} ? $1 : '' for qw(next changes);
	$page{entries} = [map { _entry($_) }
	    $text =~ m{(<entry .*?</entry>)}gs];
	$told{"$_->{managementNo} $_->{version}"}++ for @{ $page{entries} };
	$page{blocks} = [map { +{ _attributes($_) } }
	    $text =~ m{<block ([^>]*)/>}g];
	return \%page;
}

sub _attributes {
	my ($text) = @_;
	return $text =~ /([\w:]+)="([^"]*)"/g;
}

sub _entry {
	my ($text) = @_;
	my ($tag) = $text =~ /^<entry ([^>]*)>/;
	my ($place) = $text =~ m{<statusEntry ([^>]*)/>};
	my %at = (name => 'name', id_number => 'idNumber', birthDate => 'birthDate',
	    province => 'province', title => 'title xml:lang="zh"',
	    issued => 'issued');
	my %entry = (_attributes($tag), _attributes($place));
	for my $key (keys %at) {
		($entry{$key}) = $text =~ /<$at{$key}(?=[ >])[^>]*>([^<]*)</;
	}
	return \%entry;
}

sub _path {
	my ($what, %query) = @_;
	return join '?', $what, join('&', map { "$_=$query{$_}" }
	    grep { length $query{$_} } sort keys %query) || ();
}

# One page: {more, next, changes, entries}.
sub page {
	my ($self, $what, %query) = @_;
	return $self->read_page($self->{stack}->bureau_get(
	    _path($what, %query), cert => $self->{cert}));
}

sub _take {
	my ($self, $page) = @_;
	push @{ $self->{entries} }, grep { !$self->{have}{
	    "$_->{event} $_->{managementNo} $_->{version}"}++ }
	    @{ $page->{entries} };
}

# All changes from where it stands.
sub changes {
	my ($self) = @_;
	my $page;
	do {
		$page = $self->page('changes', after => $self->{next},
		    limit => $self->{limit});
		$self->_take($page);
		$self->{next} = $page->{next};
	} while $page->{more} eq 'true';
	return $self;
}

sub snapshot {
	my ($self) = @_;
	my ($page, $next) = (undef, '');
	do {
		$page = $self->page('snapshot', after => $next,
		    limit => $self->{limit});
		$self->_take($page);
		$next = $page->{next};
	} while $page->{more} eq 'true';
	$self->{next} = $page->{changes};
	return $self;
}

# The states at the stack's moment.
sub states {
	my ($self) = @_;
	my $now = $self->{stack}->db->value('SELECT DATE_FORMAT(UTC_TIMESTAMP(6) '
	    . "+ INTERVAL 8 HOUR, '%Y-%m-%dT%H:%i:%s.%f+08:00')");
	my (%own, %batch);
	for my $entry (grep { $_->{effective} le $now } @{ $self->{entries} }) {
		my $of = $entry->{of} eq 'certificate' ? \%own : \%batch;
		my $last = \$of->{"$entry->{managementNo} $entry->{version}"};
		$$last = $entry if !$$last || $$last->{event} < $entry->{event};
	}
	my %state = map { $_ => ($own{$_} || $batch{$_})->{state} }
	    keys %own, keys %batch;
	return join '', map { "$_ $state{$_}\n" } sort {
	    my ($x, $v) = split / /, $a; my ($y, $w) = split / /, $b;
	    $x cmp $y || $v <=> $w } keys %state;
}

# What is said of a day.
sub day {
	my ($self, $day) = @_;
	return $self->page("changes/days/$day");
}

sub _lines {
	my ($self, $day) = @_;
	return map { join(';', @{$_}{@line}) . "\n" } sort {
	    $a->{event} <=> $b->{event} } grep {
	    substr($_->{recorded}, 0, 10) eq $day } @{ $self->{entries} };
}

# Count and digest of it out of what came.
sub own_day {
	my ($self, $day) = @_;
	my @lines = $self->_lines($day);
	my ($count, @blocks) = scalar @lines;
	push @blocks, sha256_hex(join '', splice @lines, 0, BLOCK) while @lines;
	return ($count, sha256_hex(join '', map { "$_\n" } @blocks));
}

# The digest as the document's own commands make it.
sub shell_day {
	my ($self, $day) = @_;
	my ($command) = slurp(tree_top() . '/doc/changes.md')
	    =~ /^```sh\n(.*?)\n```/ms;
	$command =~ s/lines \|/$_ |/ for spill(join '', $self->_lines($day));
	my ($status, $said) = Ecert::Process->run('sh', '-c', $command);
	return $said =~ /^([0-9a-f]{64})\n\z/ ? $1 : "$status: $said";
}

# A page that a process of its own asks for, while this one goes on.
sub later {
	my ($self, $what, %query) = @_;
	my $pid = open my $from, '-|';
	die "fork: $!" unless defined $pid;
	if ($pid == 0) {
		my $answer = $self->{stack}->bureau_get(_path($what, %query),
		    cert => $self->{cert});
		print "$answer->{status}\n$answer->{content}";
		close STDOUT;
		require POSIX;
		POSIX::_exit(0);
	}
	return bless { feed => $self, from => $from }, 'Feed::Later';
}

package Feed::Later;

# Has it no answer so many seconds later?
sub is_open {
	my ($self, $seconds) = @_;
	my $bits = '';
	vec($bits, fileno $self->{from}, 1) = 1;
	return !select $bits, undef, undef, $seconds || 0.5;
}

sub answer {
	my ($self) = @_;
	my $from = $self->{from};
	chomp(my $status = <$from>);
	my $content = do { local $/; <$from> };
	close $from;
	return $self->{feed}->read_page({ status => $status,
	    content => $content, text => $content });
}

1;
