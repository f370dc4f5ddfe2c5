# doc/openapi.yaml, held against what a server answers; t/openapi looks at
# bodies (JSON Schema 2020-12, api.xsd) and says what is wrong with them.
#
#	my $contract = Contract->new;
#	is_deeply([$contract->faults('GET', '/api/v1/caller', $answer)], []);
package Contract;

use strict;
use warnings;

use Ecert::Tree qw(tree_top);
use IPC::Open2 qw(open2);
use JSON::PP ();
use MIME::Base64 qw(encode_base64);

use constant PREFIX => '/api/v1';

my $json = JSON::PP->new->utf8->allow_nonref;

sub new {
	my ($class) = @_;
	my $self = bless { owner => $$, seen => {} }, $class;
	$self->{pid} = open2($self->{from}, $self->{to},
	    tree_top() . '/t/openapi', 'answer');
	$self->{document} = $self->ask('document');
	return $self;
}

sub DESTROY {
	my ($self) = @_;
	return unless $self->{owner} == $$ && $self->{pid};
	local ($?, $!);
	close $self->{to};
	waitpid $self->{pid}, 0;
}

sub ask {
	my ($self, $what, %more) = @_;
	my ($to, $from) = @{$self}{qw(to from)};
	print $to $json->encode({ ask => $what, %more }), "\n";
	$to->flush;
	my $line = <$from>;
	die "t/openapi has ended\n" unless defined $line;
	return $json->decode($line);
}

sub document { return $_[0]{document} }

# What a reference leads to.
sub resolve {
	my ($self, $node) = @_;
	while (ref $node eq 'HASH' && defined $node->{'$ref'}) {
		my $at = $self->{document};
		for my $step (split m{/}, $node->{'$ref'} =~ s{^#/}{}r) {
			$at = $at->{$step};
		}
		die "nothing at $node->{'$ref'}\n" unless ref $at;
		$node = $at;
	}
	return $node;
}

# Every operation: {method, path, is}, in order of path and method.
sub operations {
	my ($self) = @_;
	my $paths = $self->{document}{paths};
	return map { my $path = $_; map { { method => uc $_, path => $path,
	    is => $paths->{$path}{$_} } } sort keys %{ $paths->{$path} } }
	    sort keys %$paths;
}

# Parameters of an operation that stand there: header, path or query.
sub parameters {
	my ($self, $operation, $where) = @_;
	return grep { $_->{in} eq $where } map { $self->resolve($_) }
	    @{ $operation->{is}{parameters} };
}

# The path of the document that an address is of, words before parameters; and
# the operation, unless it has none of that method.
sub find {
	my ($self, $method, $address) = @_;
	my ($path) = $address =~ m{^\Q${\PREFIX}\E(/.*)}s;
	return unless defined $path;
	$method = 'GET' if $method eq 'HEAD';
	my $found;
	for my $known (sort { ($a =~ /\{/) <=> ($b =~ /\{/) || $a cmp $b }
	    keys %{ $self->{document}{paths} }) {
		my $pattern = join '', map { /^\{/ ? '[^/]+' : quotemeta }
		    split /(\{\w+\})/, $known;
		next unless $path =~ /^$pattern\z/;
		my $is = $self->{document}{paths}{$known}{lc $method};
		return ($known, $is) if $is;
		$found //= $known;
	}
	return $found;
}

# The response that the document has for an answer.
sub _response {
	my ($self, $method, $address, $status) = @_;
	my ($path, $is) = $self->find($method, $address);
	my $kept = $self->{document}{components}{responses};
	return ($path, $self->resolve($is->{responses}{$status} || {}))
	    if $is;
	return ($path, $status == 405 && $path ? $kept->{NoSuchMethod}
	    : $status == 404 ? $kept->{NotFound}
	    : $status == 400 ? $kept->{BadRequest}
	    : $status == 403 ? $kept->{Forbidden}
	    : $status == 414 ? $kept->{AddressTooLong}
	    : $status == 413 ? $kept->{TooLarge}
	    : $status == 429 ? $kept->{TooMany}
	    : $status == 503 ? $kept->{Unavailable} : {});
}

# What is wrong, by the document, with an answer to a path (without its query,
# percent signs decoded); and note that it was there.
sub faults {
	my ($self, $method, $address, $answer) = @_;
	my $status = $answer->{status};
	my ($path, $response) = $self->_response($method, $address, $status);
	return "$status is not in the document" unless $response->{description};
	my $type = $answer->{headers}{'content-type'} // '';
	$type =~ s/;.*//s;
	$self->{seen}{"$method $path $status $type"}++ if $path;
	my @faults = $self->_header_faults($response, $answer);
	return @faults if $method eq 'HEAD';
	return (@faults, length($answer->{content} // '') ? 'a body' : ())
	    unless $response->{content};
	my $media = $response->{content}{$type};
	return (@faults, "type '$type' is not in the document") unless $media;
	return (@faults, $self->body_faults($type, $media->{schema},
	    $answer->{content}));
}

sub _header_faults {
	my ($self, $response, $answer) = @_;
	my @faults;
	for my $name (sort keys %{ $response->{headers} || {} }) {
		my $header = $self->resolve($response->{headers}{$name});
		my $value = $answer->{headers}{lc $name};
		if (!defined $value) {
			push @faults, "no $name" if $header->{required};
			next;
		}
		push @faults, map { "$name: $_" } ref $value ? 'is there twice'
		    : @{ $self->ask('value', schema => $header->{schema},
		    value => "$value") };
	}
	return @faults;
}

# What is wrong with the bytes of a body of that media type.
sub body_faults {
	my ($self, $type, $schema, $bytes) = @_;
	return () if $type !~ /(?:json|xml)\z/;
	my $body = encode_base64($bytes, '');
	return @{ $self->ask('json', schema => $schema, body => $body) }
	    if $type =~ /json\z/;
	return @{ $self->ask('xml', body => $body,
	    roots => [$self->roots($schema)]) };
}

# The elements that XML of a schema may be: [namespace, name].
sub roots {
	my ($self, $schema) = @_;
	return map { my $xml = $self->resolve($_)->{xml};
	    $xml ? [$xml->{namespace}, $xml->{name}] : () }
	    $schema->{anyOf} ? @{ $schema->{anyOf} } : $schema;
}

# How often answers were there: "METHOD path status type" => times.
sub seen { return $_[0]{seen} }

1;
