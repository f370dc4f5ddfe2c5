#!/usr/bin/perl
# doc/openapi.yaml is what bureaus are promised: it has every route and no other,
# its schemas are those of api.xsd, its examples fit them, and so does whatever
# the running server answers, headers included.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Calls;
use Contract;
use Ecert::Stack;
use Ecert::Tree qw(tree_text none);
use Test::More;
use Wire;

my $contract = Contract->new;
my $document = $contract->document;

# ---- the document by itself

my $table = tree_text('fcgi/responder/route.c');
my @routes = map { my ($method, $path, $handler, $scope) = @$_;
	$path =~ s/:(\w+)/{$1}/g;
	{ name => "$method $path", handler => $handler, scope => $scope } }
	map { [/METHOD_(\w+),\s*"([^"]+)",\s*(\w+),\s*PRIVACY_\w+,\s*FORM_\w+,
	    \s*SCOPE_(\w+)/x] } grep { m{"/api/} } $table =~ /\{ (METHOD_.*?) \}/gs;

subtest 'routes' => sub {
	my @bureaus = grep { $_->{scope} ne 'PUBLIC' } @routes;
	cmp_ok(scalar @bureaus, '>', 20, 'there are some');
	is_deeply([sort map { "$_->{method} " . Contract::PREFIX . $_->{path} }
	    $contract->operations], [sort map { $_->{name} } @bureaus],
	    'route.c and the document have the same');
	is_deeply([map { $_->{name} } grep { $_->{scope} eq 'PUBLIC' } @routes],
	    ['POST /api/v1/verifications'], 'the public has one, told in words');
	my %scope = map { $_->{name} => $_->{scope} eq 'ANY' ? 'caller'
	    : lc $_->{scope} } @bureaus;
	for my $o ($contract->operations) {
		is($o->{is}{tags}[0], $scope{"$o->{method} "
		    . Contract::PREFIX . $o->{path}}, "$o->{is}{operationId}: scope");
	}
};

subtest 'parameters' => sub {
	my ($queries) = $table =~ /\} queries\[\] = \{(.*?)\n\};/s;
	my %read = $queries =~ /\{\s*(\w+),\s*\{([^}]*)\}/g;
	$_ = [sort('lang', /"(\w+)"/g)] for values %read;
	cmp_ok(scalar keys %read, '>', 3, 'the table is read');
	my %handler = map { $_->{name} => $_->{handler} } @routes;
	for my $o ($contract->operations) {
		my $name = "$o->{method} " . Contract::PREFIX . $o->{path};
		my @query = sort map { $_->{name} }
		    $contract->parameters($o, 'query');
		is_deeply(\@query, $read{ $handler{$name} } || ['lang'],
		    "$name reads what is told of its query");
		is_deeply([$o->{path} =~ /\{(\w+)\}/g], [map { $_->{name} }
		    $contract->parameters($o, 'path')], '... its path');
		my ($purpose) = grep { $_->{name} eq 'Ecert-Purpose' }
		    $contract->parameters($o, 'header');
		ok($purpose && $purpose->{required}, '... and needs a purpose');
	}
	my %ids = map { $_->{is}{operationId} => 1 } $contract->operations;
	is(scalar keys %ids, scalar $contract->operations, 'every name once');
};

ok($contract->ask('schemas'),
    'the schemas are what follows from api.xsd (t/openapi update)');
none($contract->ask('sound'), 'each is a schema of 2020-12');

# Every media type there is: [where, type, what].
sub media {
	my @found;
	my $take = sub {
		my ($where, $content) = @_;
		push @found, map { [$where, $_, $content->{$_}] }
		    sort keys %{ $content || {} };
	};
	for my $o ($contract->operations) {
		my $id = $o->{is}{operationId};
		$take->("$id, body", $o->{is}{requestBody}{content});
		$take->("$id, $_", $contract->resolve(
		    $o->{is}{responses}{$_})->{content})
		    for sort keys %{ $o->{is}{responses} };
	}
	$take->('no such method', $document->{components}{responses}
	    {NoSuchMethod}{content});
	return @found;
}

subtest 'every body has an example, which fits' => sub {
	my (@faults, @without, %used);
	for my $one (media()) {
		my ($where, $type, $media) = @$one;
		my @examples = map { my $name = $media->{examples}{$_}{'$ref'};
		    $used{$name}++; $contract->resolve($media->{examples}{$_})
		    ->{value} } sort keys %{ $media->{examples} || {} };
		push @examples, $media->{example} if exists $media->{example};
		push @without, "$where, $type" unless @examples;
		push @faults, map { "$where, $type: $_" } map {
		    example_faults($type, $media->{schema}, $_) } @examples;
	}
	none(\@without, 'none is without');
	none(\@faults, 'all fit');
	none([grep { !$used{"#/components/examples/$_"} }
	    sort keys %{ $document->{components}{examples} }], 'all are of use');
};

sub example_faults {
	my ($type, $schema, $value) = @_;
	return @{ $contract->ask('value', schema => $schema, value => $value) }
	    if $type =~ /json|form/;
	return () if $type !~ /xml/;
	my $bytes = $value;
	utf8::encode($bytes);
	return $contract->body_faults($type, $schema->{'$ref'}
	    || $schema->{anyOf} ? $schema
	    : { '$ref' => '#/components/schemas/document' }, $bytes);
}

subtest 'examples of parameters and headers fit' => sub {
	my $parts = $document->{components};
	for my $one (map { my $what = $_; map { [$_, $parts->{$what}{$_}] }
	    sort keys %{ $parts->{$what} } } qw(parameters headers)) {
		my ($name, $is) = @$one;
		next unless exists $is->{example};
		is_deeply($contract->ask('value', schema => $is->{schema},
		    value => $is->{example}), [], $name);
	}
};

# ---- the server

my $stack = Ecert::Stack->new(rows => 300, bureau => 1)->start;
my $calls = Calls->new(stack => $stack, contract => $contract);
my $seen = $contract->seen;

sub holds {
	my ($what, $answer, $status, $code) = @_;
	is("$answer->{status}" . ($code ? " $answer->{code}" : ''),
	    $status . ($code ? " $code" : ''), $what) or diag $answer->{text};
	none($answer->{faults}, '... as documented');
}

for my $form (qw(xml json)) {
	subtest "what goes well, as $form" => sub {
		for my $call ($calls->good) {
			my $answer = $calls->call(%$call, form => $form);
			holds("$call->{method} $call->{name}", $answer,
			    $call->{status});
			$call->{then}->($answer) if $call->{then};
		}
	};
}

subtest 'what is not sent again' => sub {
	for my $path (qw(catalogue seals status-lists/1-0)) {
		my $first = $calls->call(method => 'GET', path => $path);
		holds($path, $calls->call(method => 'GET', path => $path,
		    headers => { 'If-None-Match' => $first->{headers}{etag} }),
		    304);
	}
};

subtest 'what goes well has all been seen' => sub {
	my @missed;
	for my $o ($contract->operations) {
		for my $status (grep { /^[23]/ } sort keys
		    %{ $o->{is}{responses} }) {
			my $r = $contract->resolve($o->{is}{responses}{$status});
			push @missed, grep { !$seen->{$_} } map {
			    "$o->{method} $o->{path} $status $_" }
			    $r->{content} ? sort keys %{ $r->{content} } : '';
		}
	}
	none(\@missed, 'each success of each operation, in each form');
};

$stack->bureau_key($_) for qw(nobody hasty);
$stack->bureau_add('nobody', scopes => 'verify');
$stack->bureau_add('hasty', per_minute => 1, per_day => 100);

for my $form (qw(xml json)) {
	subtest "what is refused anywhere, as $form" => sub {
		for my $o ($calls->one_each) {
			my $try = sub {
				my ($status, $code, %more) = @_;
				holds("$o->{method} $o->{name}: $code",
				    $calls->call(%$o, form => $form, %more),
				    $status, $code);
			};
			$try->(400, 'purpose-missing', purpose => undef);
			$try->(400, 'purpose-unfit', purpose => 'item=%FF');
			$try->(403, 'bureau-no-certificate', cert => undef);
			$try->(403, 'bureau-scope', cert => 'nobody')
			    unless $o->{scope} =~ /^(?:caller|verify)$/;
			$try->(400, 'query-invalid', path => "$o->{path}?more=1");
			$try->(414, 'address-too-long', path => "$o->{path}?lang="
			    . 'e' x 3000);
			$try->(400, 'bad-request', path => "$o->{path}?lang=%zz");
			$try->(413, 'body-too-large', content => ' ' x $o->{too_much},
			    type => 'application/json');
			$try->(406, 'format-not-available', accept => 'text/html')
			    unless $o->{path} =~ /errors\.csv/;
			$try->(405, 'method-not-allowed', method => 'DELETE');
		}
	};
	subtest "what is refused of bodies, as $form" => sub {
		for my $call ($calls->refused) {
			my ($status, $code) = @{ $call->{refused} };
			holds("$call->{method} $call->{name}: $code",
			    $calls->call(%$call, form => $form), $status, $code);
		}
	};
}

subtest 'too often' => sub {
	$calls->call(method => 'GET', path => 'caller', cert => 'hasty');
	for my $form (qw(xml json)) {
		my $answer = $calls->call(method => 'GET', path => 'caller',
		    cert => 'hasty', form => $form);
		# A minute may have ended in between.
		$answer = $calls->call(method => 'GET', path => 'caller',
		    cert => 'hasty', form => $form) if $answer->{status} == 200;
		holds("as $form", $answer, 429, 'bureau-quota-minute');
	}
};

subtest 'what cannot be answered now' => sub {
	$stack->db->query('RENAME TABLE bureau_call TO bureau_call_away');
	for my $form (qw(xml json)) {
		for my $o ($calls->one_each) {
			my $answer = $calls->call(%$o, form => $form);
			is($answer->{status}, 503, "$o->{method} $o->{name}");
			none($answer->{faults}, '... as documented');
		}
	}
	$stack->db->query('RENAME TABLE bureau_call_away TO bureau_call');
	$stack->stop_bureau_responder;
	holds('nobody there', $calls->call(method => 'GET', path => 'caller',
	    form => $_), 503, 'busy') for qw(xml json);
	$stack->start_bureau_responder;
	holds('and back', $calls->call(method => 'GET', path => 'caller'), 200);
};

subtest 'where nothing is, and what nginx refuses by itself' => sub {
	for my $form (qw(xml json)) {
		holds('no such path', $calls->call(method => 'GET',
		    path => 'nothing', form => $form), 404, 'page-not-found');
		holds('HEAD', $calls->call(method => 'HEAD', path => 'caller',
		    form => $form), 200);
		holds('TRACE', $calls->call(method => 'TRACE', path => 'caller',
		    form => $form), 400, 'bad-request');
		holds('an encoding of transfer that nobody knows', $calls->call(
		    method => 'GET', path => 'caller', form => $form, headers =>
		    { 'Transfer-Encoding' => 'gzip' }), 400, 'bad-request');
		holds('a long line', $calls->call(method => 'GET', path =>
		    'caller?lang=' . 'e' x 20_000, form => $form), 400,
		    'bad-request');
	}
};

subtest 'refused by nginx twice over' => sub {
	my $dir = $stack->bureau_dir;
	for my $cert ('beijing', undef) {
		my $who = $cert // 'nobody';
		my $wire = Wire->new(host => $stack->{host}, ca => "$dir/ca.pem",
		    port => $stack->{used_bureau_port}, $cert ? (cert =>
		    "$dir/$cert-cert.pem", key => "$dir/$cert-key.pem") : ());
		for my $more ('', "Transfer-Encoding: gzip\r\n") {
			my $answer = $wire->ask("POST /api/v1/batches HTTP/1.1\r\n"
			    . "Host: localhost\r\nAccept: application/json\r\n"
			    . "Content-Length: 99999999999\r\n$more\r\n");
			$wire->close;
			none([$contract->faults('POST', '/api/v1/batches', $answer)],
			    "a body past all bounds of $who" . ($more
			    && ', in an encoding of transfer that nobody knows'));
			is($answer->{status}, $more ? 400 : 413, '... is refused');
		}
	}
};

subtest 'problems that were seen' => sub {
	my %told = map { /^(\S+ \S+) ([45]\d\d) / ? ("$1 $2" => 1) : () }
	    keys %$seen;
	my @missed;
	for my $o ($contract->operations) {
		push @missed, grep { !$told{$_} } map {
		    "$o->{method} $o->{path} $_" } grep {
		    /^4/ && !/^4(?:09|10|29)/ } sort keys
		    %{ $o->{is}{responses} };
	}
	# Only when the catalogue has changed since the batch was checked.
	@missed = grep { $_ ne 'POST /batches/{id}/confirmation 422' } @missed;
	none(\@missed, 'every refusal but those of states was got');
};

undef $stack;
done_testing;
