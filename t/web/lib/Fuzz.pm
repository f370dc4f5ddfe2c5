# Calls made of doc/openapi.yaml, by chance: good ones, and ones that are broken
# in some way.  What comes depends on the seed alone.
#
#	my $fuzz = Fuzz->new(contract => $contract, pool => { id => [...] });
#	srand 7;
#	my $call = $fuzz->call;		# {method, path, bytes, is_head, cut}
package Fuzz;

use strict;
use warnings;
use utf8;

use Encode qw(encode);
use JSON::PP ();

my $json = JSON::PP->new->utf8->allow_nonref->canonical;

sub new {
	my ($class, %opt) = @_;
	my $self = bless { %opt }, $class;
	$self->{operations} = [$self->{contract}->operations];
	return $self;
}

sub one { return $_[int rand @_] }
sub chance { return rand() < $_[0] }

# Does a call go wrong here?  Some calls do in no place, some in many.
sub _slips {
	my ($self, $often) = @_;
	return rand() < $often * $self->{mood};
}

# Somewhere between nothing and far too much.
sub size { return one(0, 1, 2, 10, 63, 64, 255, 399 .. 402, 511, 512, 4096) }

# ---- values of schemas

# A text that fits a pattern of those that the document has.
sub of_pattern {
	my ($pattern) = @_;
	$pattern =~ s/^\^(.*)\$$/$1/s;
	my $made = '';
	pos($pattern) = 0;
	while (pos($pattern) < length $pattern) {
		my ($choice, $times) = _atom(\$pattern);
		$made .= $choice->() for 1 .. $times;
	}
	return $made;
}

sub _atom {
	my ($p) = @_;
	my $choice;
	if ($$p =~ /\G\((?:\?:)?((?:[^()]|\([^()]*\))*)\)/gc) {
		my @ways = split /\|/, $1, -1;
		$choice = sub { of_pattern(one(@ways)) };
	} elsif ($$p =~ /\G\[(\^?)((?:[^\]\\]|\\.)+)\]/gc) {
		my $class = qr/[$1$2]/;
		my @fit = grep { /$class/ } map { chr } 0x20 .. 0x7E, 0x4E00;
		$choice = sub { one(@fit) };
	} else {
		$$p =~ /\G\\?(.)/gcs;
		my $is = $1;
		$choice = sub { $is eq 'd' ? int rand 10 : $is };
	}
	return ($choice, $$p =~ /\G\{(\d+)(?:,(\d+))?\}/gc
	    ? $1 + int rand(1 + ($2 // $1) - $1)
	    : $$p =~ /\G\?/gc ? int rand 2 : $$p =~ /\G\*/gc ? int rand 5
	    : $$p =~ /\G\+/gc ? 1 + int rand 5 : 1);
}

# A value that fits a schema; name says what it is called.
sub value {
	my ($self, $schema, $name) = @_;
	my $is = $self->{contract}->resolve($schema);
	return $is->{const} if exists $is->{const};
	return one(@{ $is->{enum} }) if $is->{enum};
	return $self->_object($is) if $is->{type} eq 'object';
	return [map { $self->value($is->{items}) } 1 .. ($is->{minItems} || 0)
	    + int rand 3] if $is->{type} eq 'array';
	return one(JSON::PP::true, JSON::PP::false) if $is->{type} eq 'boolean';
	return ($is->{minimum} // 0) + int rand(1 + ($is->{maximum} // 90)
	    - ($is->{minimum} // 0)) if $is->{type} eq 'integer';
	my $pool = $self->{pool}{ $name // '' };
	return one(@$pool) if $pool && chance(0.7);
	return of_pattern($is->{pattern}) if $is->{pattern};
	return sprintf '%04d-%02d-%02d', 2000 + rand 30, 1 + rand 12,
	    1 + rand 28 if ($is->{format} // '') eq 'date';
	return substr one('样本', 'a', '·', "\x{20000}") x size(), 0,
	    one(1, 20, $is->{maxLength} // 60);
}

sub _object {
	my ($self, $is) = @_;
	my %needed = map { $_ => 1 } @{ $is->{required} || [] };
	return { map { ($_ => $self->value($is->{properties}{$_}, $_)) }
	    grep { $needed{$_} || chance(0.6) } sort keys %{ $is->{properties} } };
}

# Texts that somebody should have thought of.
my @odd = ('', ' ', "\t", '0', '-1', '00', '1e9', '99999999999999999999', 'null',
    'true', '%', '%00', '%s%n', '../..', "a\x{0}b", "\x{7}", "\x{FEFF}a",
    "\x{202E}abc", "\x{FFFE}", "\x{E000}", "e\x{301}", '<a/>', ']]>', '&amp;',
    '&#0;', "'; DROP TABLE certificate; --", '${x}', '2026-02-30', 'NaN',
    "\x{20000}" x 200, 'x' x 400, 'x' x 401, '字' x 70_000);

# A value put out of order somewhere.
sub spoil {
	my ($self, $value) = @_;
	if (ref $value eq 'HASH' && %$value && chance(0.85)) {
		my $name = one(sort keys %$value);
		return { %$value, $name => $self->spoil($value->{$name}) }
		    if chance(0.7);
		my %less = %$value;
		delete $less{$name};
		return \%less if chance(0.4);
		return { %$value, (chance(0.3) ? one(map { @{ $self->{pool}{$_} } }
		    qw(idNumber name)) : one(@odd, 'value', 'lang', 'xmlns',
		    'a/b~c')) => one(@odd) };
	}
	if (ref $value eq 'ARRAY' && @$value && chance(0.8)) {
		my @list = @$value;
		my $i = int rand @list;
		return [(@list) x one(2, 50, 1001)] if chance(0.15);
		$list[$i] = $self->spoil($list[$i]);
		return \@list;
	}
	return $self->_wrong;
}

sub _wrong {
	my $deep = 'x';
	$deep = chance(0.5) ? [$deep] : { a => $deep } for 1 .. one(1, 15, 20, 60);
	return one(undef, JSON::PP::true, 0, -1, 1.5, 1e300, 2 ** 63, [], {},
	    [[]], $deep, @odd, @odd);
}

# ---- bodies

# Of a value by its schema, as XML of the mapping.
sub xml {
	my ($self, $name, $schema, $value, $ns) = @_;
	my $is = $self->{contract}->resolve($schema);
	my $begin = $name . ($ns ? qq( xmlns="$ns") : '');
	return "<$begin>" . _escaped($value) . "</$name>"
	    unless ref $value && !JSON::PP::is_bool($value);
	if (ref $value eq 'ARRAY') {
		my $item = $schema->{items}{xml}{name} // 'item';
		return "<$begin>" . join('', map { $self->xml($item,
		    $is->{items} || {}, $_) } @$value) . "</$name>";
	}
	my %given = %$value;
	my $inside = '';
	for my $member (sort { _place($is, $a) <=> _place($is, $b) }
	    keys %given) {
		my $m = $is->{properties}{$member} || {};
		if ($m->{xml}{attribute} && !ref $given{$member}) {
			$begin .= qq( $member=") . _escaped($given{$member}) . '"';
			next;
		}
		$inside .= $self->xml(_name($member), $m, $given{$member});
	}
	return "<$begin>" . $inside . "</$name>";
}

# In the schema's order where it has one: names sort so in it.
sub _place {
	my ($is, $name) = @_;
	my $order = $is->{'x-order'} || [];
	for my $i (0 .. $#$order) {
		return $i if $order->[$i] eq $name;
	}
	return 99;
}

sub _name {
	my ($text) = @_;
	return $text =~ /^[A-Za-z_][\w.-]*\z/a ? $text : 'x';
}

sub _escaped {
	my ($value) = @_;
	my $text = !defined $value ? '' : ref $value ? ($value ? 'true' : 'false')
	    : "$value";
	return $text if chance(0.05);
	return $text =~ s/([<>&"])/'&#' . ord($1) . ';'/ger;
}

my $dtd = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>';

# Bytes put out of order.
sub scramble {
	my ($bytes) = @_;
	my $at = int rand(1 + length $bytes);
	my $way = int rand 12;
	return substr($bytes, 0, $at) . "\xff" . substr $bytes, $at if $way == 0;
	return substr $bytes, 0, $at if $way == 1;
	return $bytes . one(' ', "\0", '}', '<a/>', $bytes) if $way == 2;
	return $dtd . $bytes if $way == 3;
	return "\xef\xbb\xbf$bytes" if $way == 4;
	return encode(one('UTF-16', 'UTF-32LE', 'UTF-16BE'), $bytes) if $way == 5;
	return substr($bytes, 0, $at) . one("\xc0\xaf", "\xed\xa0\x80", "\0", '&c;',
	    '<!-- a -->', '<?a?>', '<![CDATA[a]]>', '\ud800') . substr $bytes, $at
	    if $way == 6;
	return '[' x one(10, 20, 5000) . $bytes if $way == 7;
	return '<a>' x 600 . $bytes . '</a>' x 600 if $way == 8;
	return $bytes =~ s/urn:ecert:api:1/one('urn:x', '', 'urn:ecert:report:1')/er
	    if $way == 9;
	return join '', map { chr rand 256 } 1 .. size() if $way == 10;
	substr $bytes, $at, 1, chr rand 256 if $at < length $bytes;
	return $bytes;
}

# (type, bytes) of a body for an operation.
sub body {
	my ($self, $o) = @_;
	my $content = ($o->{is}{requestBody} || {})->{content};
	return $self->_slips(0.1) ? ('application/json', '{}') : ()
	    unless $content;
	my $type = one(sort keys %$content);
	my $schema = $content->{$type}{schema};
	my $bytes = $self->_body_of($type, $schema);
	$bytes = scramble($bytes) while $self->_slips(0.25);
	return ($type, $bytes);
}

sub _body_of {
	my ($self, $type, $schema) = @_;
	return one(@{ $self->{pool}{tables} }) if $type eq 'text/csv';
	return $self->_form if $type =~ /^multipart/;
	return one(@{ $self->{pool}{files} }, '<a/>', '') unless $schema->{'$ref'};
	my $value = $self->value($schema);
	$value = $self->spoil($value) while $self->_slips(0.6);
	return $json->encode($value) if $type =~ /json/;
	my $is = $self->{contract}->resolve($schema);
	return encode('UTF-8', $self->xml($is->{xml}{name}, $schema, $value,
	    $is->{xml}{namespace}));
}

sub _form {
	my ($self) = @_;
	return join '', (map { "--b\r\nContent-Disposition: form-data; name=\""
	    . one('file', 'file', 'x', '') . '"' . one('; filename="a"', '')
	    . "\r\n" . one('', "Content-Type: text/xml\r\n",
	    "Content-Transfer-Encoding: base64\r\n") . "\r\n"
	    . one(@{ $self->{pool}{files} }, '', 'x') . "\r\n" }
	    1 .. one(0, 1, 1, 1, 2, 9)), one('--b--', '--b', '');
}

# ---- what stands around them

sub percent {
	my ($text) = @_;
	return encode('UTF-8', $text) =~ s/([^\w.~-])/sprintf '%%%02X', ord $1/gear;
}

sub _query {
	my ($self, $o) = @_;
	my @pairs;
	for my $p ($self->{contract}->parameters($o, 'query')) {
		next if chance(0.55);
		# A wait would have everybody wait.
		my $value = $p->{name} eq 'wait' ? one(0, 31, -1, 'x')
		    : $self->_slips(0.3) ? one(@odd)
		    : $self->value($p->{schema}, $p->{name});
		$value = $value ? 'true' : 'false' if ref $value;
		push @pairs, "$p->{name}=" . percent($value // '');
	}
	push @pairs, one('x=1', 'lang', '=', '&', 'lang=en&lang=zh', 'a=%',
	    'a=%ff', '%00=1', map { "a$_=1" } 1 .. 3) if $self->_slips(0.1);
	push @pairs, map { "lang=$_" } 1 .. 40 if $self->_slips(0.02);
	return @pairs ? '?' . join '&', @pairs : one('', '', '', '?');
}

sub _path {
	my ($self, $o) = @_;
	my %pool = ($o->{path} =~ m{^/(\w[\w-]*)} ? $1 : '') eq 'batches'
	    ? (id => 'batch') : (id => 'list');
	my %is = map { $_->{name} => $_ } $self->{contract}->parameters($o, 'path');
	return $o->{path} =~ s/\{(\w+)\}/$self->_slips(0.25)
	    ? one('', '.', '..', '%00', '%2F', '%ff', '%', 'a' x 800,
	    percent(one(@odd)))
	    : percent($self->value($is{$1}{schema}, $pool{$1} || $1))/ger;
}

my @accepts = ('application/xml', 'application/json', 'text/xml', '*/*', '',
    'application/json, application/xml;q=0.5', 'application/json;q=0',
    'text/html', ',,,', ';q=1', 'application/*;q=x', 'a' x 3000,
    'application/problem+json', "application/json\xff", ('a/b,' x 100));

my %header = (
	'If-None-Match' => ['*', '"x"', 'W/"x"', ',' x 100, '"' x 99],
	'traceparent' => ['00-' . 'a' x 32 . '-' . 'b' x 16 . '-01', 'x', '0' x 55],
	'Content-Digest' => ['sha-256=:AAAA:', 'md5=:AA==:', '', ':' x 99],
	'Signature' => ['ecert=:AAAA:', 'x', ':', 'a=:' . 'A' x 3000 . ':'],
	'Signature-Input' => ['ecert=("@method")', 'ecert=(' . '"a" ' x 200 . ')',
	    'x=(;', 'ecert=();created=1;nonce="a";keyid="b"'],
	'Accept-Encoding' => ['gzip', 'br', '*;q=0', 'gzip;q=x'],
	'Range' => ['bytes=0-1', 'bytes=-'], 'If-Match' => ['*', '"x"'],
	'If-Modified-Since' => ['Thu, 01 Jan 1970 00:00:00 GMT', 'x'],
	'If-Unmodified-Since' => ['Thu, 01 Jan 1970 00:00:00 GMT'],
	'Prefer' => ['wait=10', 'return=minimal'], 'Upgrade' => ['h2c'],
	'Content-Encoding' => ['gzip'], 'Expect' => ['x'],
	'X-Forwarded-For' => ['1.1.1.1'], 'ECERT_BUREAU_VERIFY' => ['SUCCESS'],
	'Ecert-Bureau-Verify' => ['GATEWAY'], 'Proxy' => ['x'],
	'Cookie' => ['a=b; ' x 50], 'Authorization' => ['Basic eDp4'],
	'A' . 'b' x 300 => ['x'], "B\@d" => ['x'], 'C' => ['x' x 9000],
	'Te' => ['trailers'], 'Transfer-Encoding' => ['gzip', 'identity', 'x'],
	'Content-Length' => ['-1', '99999999999', '1, 2', 'x'],
	'Host' => ['', 'x', '127.0.0.1:1', "a\xffb"],
);

sub _purpose {
	my ($self) = @_;
	return 'item=11-0000-001&cause=a' unless $self->_slips(0.1);
	return one('', 'item=1', 'cause=a', 'item=' . 'x' x 41 . '&cause=a', '&', '=',
	    'item=1&cause=' . percent(one(@odd)), 'item=%zz&cause=1', 'a' x 5000,
	    'item=1&cause=' . one(@{ $self->{pool}{idNumber} }),
	    'item=1&item=2&cause=a&cause=b', "item=1&cause=\xff");
}

sub _headers {
	my ($self, $o, $type) = @_;
	my @lines = ('Host: ' . $self->{host}, 'Accept: ' . ($self->_slips(0.2)
	    ? one(@accepts) : one(@accepts[0, 1])));
	push @lines, 'Ecert-Purpose: ' . $self->_purpose unless $self->_slips(0.03);
	push @lines, 'Idempotency-Key: ' . ($self->_slips(0.1)
	    ? one('', 'a', ' ', 'k' x 128, 'k' x 129, "\xe5", 'a b')
	    : '"' . int(rand 1e9) . '"')
	    if $o->{method} eq 'POST' && !$self->_slips(0.05);
	$type = one('', 'text/plain', 'application/json;charset=x', 'multipart/'
	    . 'form-data', 'application/xml', 'application/json', 'x' x 500)
	    if $self->_slips(0.06);
	$type .= '; boundary=b' if defined $type && $type =~ /^multipart/
	    && !$self->_slips(0.1);
	push @lines, "Content-Type: $type" if defined $type;
	push @lines, 'If-None-Match: *' if $o->{method} eq 'GET' && chance(0.1);
	while ($self->_slips(0.15)) {
		my $name = one(sort keys %header);
		push @lines, "$name: " . one(@{ $header{$name} });
	}
	push @lines, map { "X-$_: a" } 1 .. 300 if $self->_slips(0.005);
	return @lines;
}

# A request: {method, path (without a query), bytes, is_head, cut: it ends in
# the middle}.
sub call {
	my ($self) = @_;
	my $o = one(@{ $self->{operations} });
	$self->{mood} = one(0, 0.3, 0.6, 1);
	my ($path, $query) = ('/api/v1' . $self->_path($o), $self->_query($o));
	my ($type, $bytes) = $self->body($o);
	my @lines = $self->_headers($o, $type);
	my $method = $self->_slips(0.05) ? one(qw(HEAD PUT DELETE OPTIONS PATCH
	    TRACE GET POST), 'X' x 40) : $o->{method};
	my $told = grep { /^(?:Content-Length|Transfer-Encoding):/ } @lines;
	if (defined $bytes && !$told && chance(0.07)) {
		push @lines, 'Transfer-Encoding: chunked';
		$bytes = sprintf "%x\r\n%s\r\n0\r\n\r\n", length $bytes, $bytes
		    if length $bytes;
		$bytes ||= "0\r\n\r\n";
	} elsif (!$told && (defined $bytes || $o->{method} eq 'POST')) {
		push @lines, 'Content-Length: ' . length($bytes //= '');
	}
	my $all = join "\r\n", "$method $path$query HTTP/1.1", @lines, '',
	    $bytes // '';
	utf8::downgrade($all);
	my $cut = $self->_slips(0.01);
	return { method => $method, path => $path, is_head => $method eq 'HEAD',
	    told => $told, cut => $cut, bytes => $cut
	    ? substr $all, 0, rand length $all : $all };
}

1;
