# Calls of a bureau, one or more of each operation of doc/openapi.yaml, and what
# each is answered; every answer is held against the document (Contract.pm).
package Calls;

use strict;
use warnings;
use utf8;

use Ecert::Intake qw(@columns);
use Ecert::Mistakes qw(engineer);
use Encode qw(decode encode);
use JSON::PP ();

my $json = JSON::PP->new->utf8->canonical;

my %field = (姓名 => 'name', 证件类型 => 'idType', 证件号码 => 'idNumber',
    性别 => 'sex', 出生日期 => 'birthDate', 批准日期 => 'approved',
    管理号 => 'managementNo', 省份 => 'province', 级别 => 'level',
    专业 => 'specialty');

# new(stack => Ecert::Stack, contract => Contract)
sub new {
	my ($class, %opt) = @_;
	my $self = bless { keys => 0, people => 0, %opt }, $class;
	my ($row) = $self->{stack}->db->rows('SELECT management_no, name, '
	    . "id_number FROM certificate_status WHERE state = 'issued' AND "
	    . "province = '11' AND id_type = '111' ORDER BY serial LIMIT 1");
	@{$self}{qw(number name id)} = map { decode('UTF-8', $_) } @$row;
	return $self;
}

# What persons are known by here: such texts are in no problem.
sub person { return @{ $_[0] }{qw(number name id)} }

# call(method =>, path =>, [form => 'xml'], [accept =>], [cert =>], [purpose =>],
#     [headers =>], [body => { xml =>, json => } | content => bytes, type =>],
#     [key => undef for none]): the answer, with its {code} and {faults}.
sub call {
	my ($self, %is) = @_;
	my $form = $is{form} || 'xml';
	my $path = ref $is{path} ? $is{path}->() : $is{path};
	my %headers = (Accept => $is{accept} || "application/$form");
	my $content = $is{content};
	if ($is{body} && !defined $content) {
		$content = encode('UTF-8', $is{body}{$form});
		$is{type} = "application/$form" unless defined $is{type};
	}
	$content = '' if $is{method} eq 'POST' && !defined $content;
	$headers{'Content-Type'} = $is{type} if defined $is{type};
	$headers{'Idempotency-Key'} = defined $is{key} ? $is{key}
	    : '"c' . ++$self->{keys} . '"'
	    if $is{method} eq 'POST' && (!exists $is{key} || defined $is{key});
	my $answer = $self->{stack}->bureau_request($is{method}, $path,
	    headers => { %headers, %{ $is{headers} || {} } },
	    cert => exists $is{cert} ? $is{cert} : 'beijing',
	    exists $is{purpose} ? (purpose => $is{purpose}) : (),
	    defined $content ? (content => $content) : ());
	$answer->{code} = $answer->{status} < 400 ? ''
	    : $answer->{text} =~ m{<code>([^<]*)<} ? $1
	    : $answer->{text} =~ m{"code":"([^"]*)"} ? $1 : '-';
	$answer->{faults} = [$self->{contract}->faults($is{method},
	    ($path =~ m{^/} ? $path : "/api/v1/$path") =~ s/\?.*//sr,
	    $answer)];
	return $answer;
}

# ---- bodies

sub _element {
	my ($name, $is) = @_;
	return "<$name>" . (ref $is eq 'HASH' ? join('', map { _element($_,
	    $is->{$_}) } sort keys %$is) : $is) . "</$name>";
}

# Of elements in an order that does not matter.
sub _body {
	my ($root, %is) = @_;
	return { json => $json->encode(\%is), xml => _element($root, \%is)
	    =~ s/>/ xmlns="urn:ecert:api:1">/r };
}

sub holder_body { return _body('holder', idType => '111',
	    idNumber => $_[0]{id}) }

sub copy_body { return { json => '{"days":9}', xml =>
	'<copyOrder xmlns="urn:ecert:api:1"><days>9</days></copyOrder>' } }

sub checks_body {
	my ($self, $signed) = @_;
	my @items = ({ name => $self->{name}, idNumber => $self->{id},
	    managementNo => $self->{number} },
	    { name => $self->{name}, idNumber => $self->{id},
	    managementNo => '999999' }, { name => '?', idNumber => '1' });
	my $xml = join '', map { _element('item', $_) } @items;
	my $truth = $signed ? ' signed="true"' : '';
	return { xml => qq(<checks xmlns="urn:ecert:api:1"$truth><items>$xml)
	    . '</items></checks>', json => decode('UTF-8', $json->encode({
	    items => \@items, $signed ? (signed => JSON::PP::true) : () })) };
}

# A person who was not delivered before, of that province.
sub _next {
	my ($self, %other) = @_;
	return engineer(31 * ++$self->{people}, %other);
}

sub delivery_body {
	my ($self, %other) = @_;
	my $p = $self->_next(%other);
	my @names = grep { length($p->{$_} // '') } @columns;
	my %person = map { $field{$_} => $p->{$_} } @names;
	my %is = (qualification => '08', approved => '2022-01-10');
	return { json => decode('UTF-8', $json->encode({ %is,
	    people => [\%person] })), xml =>
	    '<delivery xmlns="urn:ecert:api:1">' . join('', map {
	    _element($_, $is{$_}) } reverse sort keys %is) . '<people><person>'
	    . join('', map { _element($field{$_}, $p->{$_}) } @names)
	    . '</person></people></delivery>' };
}

sub table {
	my ($self) = @_;
	my $p = $self->_next;
	return encode('UTF-8', join(',', @columns) . "\r\n" . join(',', map {
	    $p->{$_} // '' } @columns) . "\r\n");
}

# ---- calls

sub _get {
	my ($path, %more) = @_;
	return { method => 'GET', path => $path, status => 200,
	    name => $path, %more };
}

sub _post {
	my ($path, $status, %more) = @_;
	return { method => 'POST', path => $path, status => $status,
	    name => $path, %more };
}

# Keep what the answer says is made, under that name.
sub _keep {
	my ($self, $as) = @_;
	return (then => sub { ($self->{$as}) =
	    ($_[0]{headers}{location} // '') =~ m{([^/]+)\z} });
}

# A path with what was kept under a name where the colon is.
sub _with {
	my ($self, $as, $path) = @_;
	return (path => sub { $path =~ s/:/$self->{$as} || 'none'/er },
	    name => $path);
}

# What goes well, in this order; {then} takes the answer.
sub good {
	my ($self) = @_;
	my $copies = "certificates/$self->{number}/copies";
	return (
	    (map { _get($_) } qw(caller catalogue seals reasons
	    changes?limit=20 changes?limit=0000005&lang=en
	    changes/days/2000-01-01 snapshot?limit=20 status-lists
	    status-lists/1-0), "certificates/$self->{number}"),
	    _post('holders/certificates', 200, body => $self->holder_body),
	    _post('certificates/checks', 200, body => $self->checks_body),
	    _post('certificates/checks', 200, body => $self->checks_body(1)),
	    _post($copies, 201, body => $self->copy_body,
	    $self->_keep('copy')),
	    _get('', $self->_with(copy => 'copies/:'), then => sub {
	    $self->{file} = $_[0]{content} if $_[0]{content} =~ /^</ }),
	    _get('', $self->_with(copy => 'copies/:?view=status')),
	    $self->_verifications,
	    $self->_batches,
	);
}

sub _verifications {
	my ($self) = @_;
	my $form = qq(--b\r\nContent-Disposition: form-data; name="file"; )
	    . qq(filename="a.xml"\r\n\r\n<a/>\r\n--b--\r\n);
	return (_post('verifications', 201, content => '<a/>',
	    type => 'application/xml'), _post('verifications', 201, content =>
	    $form, type => 'multipart/form-data; boundary=b'));
}

my $particulars = 'qualification=08&approved=2022-01-10';

sub _batches {
	my ($self) = @_;
	return (
	    _post('batches', 201, body => $self->delivery_body(省份 => '31'),
	    $self->_keep('faulty')),
	    _get('', $self->_with(faulty => 'batches/:')),
	    _get('', $self->_with(faulty => 'batches/:/errors.csv')),
	    _post("batches?$particulars", 201, content => $self->table,
	    type => 'text/csv', $self->_keep('batch')),
	    _post('', 200, $self->_with(batch => 'batches/:/discard')),
	    _post('batches', 201, body => $self->delivery_body,
	    $self->_keep('batch')),
	    _post('', 200, $self->_with(batch => 'batches/:/confirmation')),
	    _get('', $self->_with(batch => 'batches/:')),
	    _get('batches?limit=1'),
	);
}

# Each operation once, in a way that would go well or find nothing: method and
# path, its {scope} and {name}.
sub one_each {
	my ($self) = @_;
	my %part = (no => $self->{number}, date => '2000-01-01',
	    code => $self->{copy} || 'none', id => $self->{batch} || 'none');
	my %big = ('/batches' => 8_700_000, '/verifications' => 2_300_000,
	    '/certificates/checks' => 1_100_000);
	my @calls;
	for my $o ($self->{contract}->operations) {
		my $path = $o->{path} =~ s{^/}{}r;
		$path =~ s/\{id\}/1-0/ if $path =~ /^status/;
		$path =~ s/\{(\w+)\}/$part{$1}/g;
		push @calls, { method => $o->{method}, path => $path,
		    name => $o->{path}, scope => $o->{is}{tags}[0],
		    too_much => $big{ $o->{path} } || 100_000 };
	}
	return @calls;
}

# Refused for what is asked: {refused} is [status, code].
sub refused {
	my ($self) = @_;
	my $copies = "certificates/$self->{number}/copies";
	my $none = '0' x 32;
	my @calls;
	my $add = sub {
		my ($status, $code, $call, %more) = @_;
		push @calls, { %$call, %more, refused => [$status, $code] };
	};
	for my $path ('holders/certificates', 'certificates/checks', $copies,
	    'batches') {
		my $call = _post($path, 0);
		$add->(415, 'body-type', $call, content => 'x',
		    type => 'text/plain');
		$add->(422, 'body-unfit', $call, body => { json => '{"a":1}',
		    xml => '<a xmlns="urn:ecert:api:1"/>' });
		$add->(400, 'json-unfit', $call, content => '{',
		    type => 'application/json');
		$add->(400, 'xml-unfit', $call, content => '<',
		    type => 'application/xml');
	}
	$add->(400, 'idempotency-key-missing', _post(@$_), key => undef)
	    for ['verifications', 0, content => '<a/>', type =>
	    'application/xml'], [$copies, 0, body => $self->copy_body],
	    ['batches', 0, body => $self->delivery_body];
	$add->(415, 'media-type', _post('verifications', 0), content => 'x',
	    type => 'text/plain');
	$add->(422, 'file-empty', _post('verifications', 0),
	    type => 'application/xml');
	$add->(422, 'delivery-particulars', _post('batches', 0),
	    content => $self->table, type => 'text/csv');
	$add->(404, 'certificate-not-found', _get('certificates/999999'));
	$add->(404, 'certificate-not-found', _post(
	    'certificates/999999/copies', 0), body => $self->copy_body);
	$add->(404, 'copy-not-found', _get('copies/none'));
	$add->(404, 'page-not-found', _get("changes/days/" . '1' x 1500));
	$add->(404, 'page-not-found', _get('status-lists/none'));
	$add->(404, 'delivery-unknown', _get($_)) for "batches/$none",
	    "batches/$none/errors.csv", "batches?after=$none";
	$add->(404, 'delivery-unknown', _post("batches/$none/$_", 0))
	    for qw(confirmation discard);
	$add->(409, 'delivery-not-open', _post("batches/$self->{batch}/discard",
	    0));
	$add->(400, 'cursor-invalid', _get("$_?after=x"))
	    for qw(changes snapshot);
	$add->(403, 'feed-no-province', _get($_), cert => 'ministry')
	    for qw(changes snapshot changes/days/2000-01-01);
	$add->(400, 'query-invalid', _get($_)) for 'changes?limit=0',
	    'changes?wait=31', 'changes/days/2000-13-01',
	    "copies/$self->{copy}?view=x";
	return @calls;
}

1;
