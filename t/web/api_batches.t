#!/usr/bin/perl
# Bureaus deliver approved people: checked at once and told at the right places,
# loaded when confirmed, the bureau's own alone, once.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Asking;
use Digest::SHA qw(sha256_hex);
use Ecert::Intake qw(person @columns);
use Ecert::Mistakes qw(engineer mistaken @mistakes);
use Ecert::Stack;
use Encode qw(decode encode);
use File::Temp qw(tempdir);
use JSON::PP ();
use Test::More;

binmode Test::More->builder->$_, ':utf8'
    for qw(output failure_output todo_output);

my $stack = Ecert::Stack->new(rows => 40, bureau => 1)->start;
my $db = $stack->db;
my $dir = tempdir(CLEANUP => 1);
my $particulars = 'qualification=08&approved=2022-01-10';
my $keys = 0;

sub value { return decode('UTF-8', $db->value(@_) // '') }

sub csv {
	my ($rows, %opt) = @_;
	my @names = @{ $opt{columns} || \@columns };
	return join '', map { my $row = $_; (ref $row ? join(',', map {
	    defined $row->{$_} ? $row->{$_} : '' } @names) : $row) . "\r\n" }
	    { map { $_ => $_ } @names }, @$rows;
}

# A post: cert, type, query, headers, key => undef for none.
sub post {
	my ($path, $bytes, %opt) = @_;
	my %headers = ('Content-Type' => $opt{type} || 'text/csv',
	    exists $opt{key} && !defined $opt{key} ? ()
	    : ('Idempotency-Key' => $opt{key} || '"test-' . ++$keys . '"'),
	    %{ $opt{headers} || {} });
	return $stack->bureau_request('POST', $path . ($opt{query}
	    ? "?$opt{query}" : ''), content => $bytes,
	    cert => $opt{cert} || 'ministry', headers => \%headers);
}

sub deliver {
	my ($text, %opt) = @_;
	return post('batches', ref $text ? $$text : encode('UTF-8', $text),
	    query => $particulars, %opt);
}

# Answers of 2xx that are not as the schema says.
my $misfits = 0;

# Its answer by element name; errors as "LINE:COLUMN code".
sub batch {
	my ($answer) = @_;
	my $text = $answer->{text};
	$misfits++ if $answer->{status} =~ /^2/
	    && !fits_schema('api-batch.xsd', $answer->{content});
	return {} unless $text =~ m{<batch\ xmlns="urn:ecert:api:1"\ id="([^"]*)"
	    \ state="([^"]*)">}x;
	my %is = (id => $1, state => $2);
	$is{errors} = [ map { m{\bline="(\d+)"} ? join('', "$1:",
	    m{\bcolumn="(\d+)"}, ' ', m{\bcode="([a-z-]+)"}) : () }
	    $text =~ m{<error ([^>]*)>}g ];
	$text =~ s{<errors>.*</errors>}{}s;
	%is = (%is, $text =~ m{<(\w+)>([^<]*)</\1>}g);
	return \%is;
}

sub state_of {
	my ($id, %opt) = @_;
	return batch($stack->bureau_get("batches/$id",
	    cert => $opt{cert} || 'ministry'))->{state} || '';
}

sub refused {
	my ($what, $answer, $status, $code) = @_;
	is($answer->{status}, $status, "$what: $status")
	    or diag substr $answer->{text}, 0, 600;
	like(substr($answer->{text}, 0, 2000), qr/\b\Q$code\E\b/, "$what: $code");
	is($answer->{headers}{'content-type'} =~ /problem/ ? 1 : 0, 1,
	    "$what: a problem document");
}

# Of Beijing and of Shanghai: 31 provinces take turns.
sub of_beijing { return engineer(31 * $_[0]) }
sub of_shanghai { return engineer(31 * $_[0] + 8) }

my $before = value('SELECT COUNT(*) FROM certificate');
my $good = csv([map { engineer($_) } 1 .. 30]);
my $first;

subtest 'a good file is checked at once, and nothing comes in' => sub {
	my $answer = deliver($good);
	is($answer->{status}, 201, 'created') or diag $answer->{text},
	    $stack->bureau_log;
	$first = batch($answer);
	like($first->{id}, qr/^[0-9a-f]{32}$/, 'by a number of its own');
	is($answer->{headers}{location}, "/api/v1/batches/$first->{id}",
	    'where it is found');
	is_deeply([@{$first}{qw(state rows rejected faults errorsLeft)}],
	    ['checked', 30, 0, 0, 0], 'counted');
	is($first->{source}, '样本部委考试中心', 'from the bureau by its name');
	is($first->{digest}, sha256_hex(encode('UTF-8', $good)),
	    'known by its SHA-256');
	is($first->{encoding}, 'utf-8', 'its encoding is told');
	is(value('SELECT COUNT(*) FROM certificate'), $before, 'no certificate');
	is(value('SELECT COUNT(*) FROM import_file'), 0, 'no import');
};

subtest 'the same file is told, wherever it is' => sub {
	my $answer = deliver($good);
	refused('again', $answer, 409, 'delivery-known');
	is($answer->{headers}{location}, "/api/v1/batches/$first->{id}",
	    'with the batch that it is');
	$answer = deliver($good, query => 'qualification=08&approved=2022-01-11');
	refused('with another date', $answer, 409, 'delivery-known');
};

subtest 'confirmed, it is loaded and approved as one' => sub {
	my $answer = post("batches/$first->{id}/confirmation", '');
	is($answer->{status}, 200, 'done') or diag $answer->{text},
	    $stack->bureau_log;
	my $batch = batch($answer);
	is_deeply([@{$batch}{qw(state loaded reached)}], ['approved', 30, 30],
	    'approved');
	is(value('SELECT COUNT(*) FROM certificate'), $before + 30,
	    'thirty certificates');
	is(value('SELECT GROUP_CONCAT(DISTINCT s.state) FROM certificate_status '
	    . 's JOIN certificate c USING (serial, version) WHERE c.batch = '
	    . '(SELECT MAX(batch) FROM import_file)'), 'approved',
	    'approved, not issued');
	is(value('SELECT source FROM import_file'), '样本部委考试中心',
	    'the import has the bureau as its source');
	is(value('SELECT COUNT(*) FROM event_chain_fault'), 0,
	    'the chain is whole');
	my ($status, $text) = $stack->command('import', '--list');
	like($text, qr/\tapproved\t08\t.*\t样本部委考试中心$/m,
	    'the list of imports names it');
	($status, $text) = $stack->command('report', 'imports', '--csv');
	like($text, qr/样本部委考试中心/, 'and the report of imports');
	$answer = post("batches/$first->{id}/confirmation", '');
	is($answer->{status}, 200, 'confirmed twice: the same answer');
	is(batch($answer)->{loaded}, 30, 'not doubled');
	is(value('SELECT COUNT(*) FROM certificate'), $before + 30, 'indeed');
	refused('taken back', post("batches/$first->{id}/discard", ''), 409,
	    'delivery-not-open');
	is(value('SELECT COUNT(*) FROM bureau_batch_file WHERE content IS NOT '
	    . 'NULL'), 0, 'the table is kept no longer');
	refused('delivered again', deliver($good), 409, 'delivery-known');
	refused('by another bureau', deliver($good, cert => 'shanghai'), 409,
	    'delivery-known');
};

my ($lines, $expected) = mistaken();
my $bad = csv($lines);

subtest 'each of ' . (@mistakes + 2) . ' mistakes is told at its place' => sub {
	my $answer = deliver($bad);
	is($answer->{status}, 201, 'it is an answer, not an error')
	    or diag $answer->{text};
	my $batch = batch($answer);
	is($batch->{state}, 'faulty', 'which says that it has faults');
	is_deeply([sort @{ $batch->{errors} }], [sort @$expected],
	    'all are told, and nothing else');
	is($batch->{faults}, scalar @$expected, 'and counted');
	is($batch->{rejected}, @mistakes + 3, 'rows too');
	like($answer->{text}, qr{<zh>日历上没有这一天。</zh>}, 'in Chinese');
	like($answer->{text}, qr{<en>There is no such day\.</en>},
	    'and in English');
	like($answer->{text}, qr{field="idNumber"[^>]*>\s*<label>证件号码</label>},
	    'with the names of the column');
	unlike($answer->{text}, qr/\d{15}|阿卜杜拉|张三/,
	    'neither a number nor a name in full');
	my $table = $stack->bureau_get("batches/$batch->{id}/errors.csv",
	    cert => 'ministry', headers => { Accept => 'text/csv' });
	is($table->{status}, 200, 'as a table');
	like($table->{headers}{'content-type'}, qr{^text/csv}, 'CSV');
	my %in_table = map { /^"(\d+)","(\d+)","[^"]*","[^"]*","([a-z-]+)"/
	    ? ("$1:$2 $3" => 1) : () } split /\r\n/, $table->{text};
	is_deeply(\%in_table, { map { $_ => 1 } @$expected },
	    'the same, at the same places');
	refused('confirmed', post("batches/$batch->{id}/confirmation", ''), 409,
	    'delivery-not-open');
	is(value('SELECT COUNT(*) FROM certificate'), $before + 30,
	    'nothing came in');
	is(value('SELECT CONCAT(state, rejected) FROM import_file ORDER BY '
	    . 'import DESC LIMIT 1'), 'refused' . (@mistakes + 3),
	    'the refusal is counted where reports look');
	is(value('SELECT SUM(faults) FROM import_reject WHERE import = '
	    . '(SELECT MAX(import) FROM import_file)'), scalar @$expected,
	    'by reason');
	is(value('SELECT COUNT(content) FROM bureau_batch_file'), 0,
	    'the people are not kept');
	is(deliver($bad)->{status}, 201, 'and may be sent again');
};

subtest 'the rows without a fault come in when that was asked for' => sub {
	my $answer = deliver($bad, query => "$particulars&acceptValid=true");
	my $batch = batch($answer);
	is($batch->{state}, 'checked', 'it can be confirmed');
	is($batch->{acceptValid}, 'true', 'as it was asked');
	my $taken = grep({ ref } @$lines) - @mistakes - 3;
	$answer = post("batches/$batch->{id}/confirmation", '');
	is(batch($answer)->{loaded}, $taken, 'all others')
	    or diag $answer->{text};
	is(value('SELECT COUNT(*) FROM certificate'), $before + 30 + $taken,
	    'and no other');
	is_deeply([sort @{ batch($answer)->{errors} }], [sort @$expected],
	    'its faults can still be read');
};

subtest 'a bureau delivers its own province alone' => sub {
	my $answer = deliver(csv([of_beijing(101), of_shanghai(102),
	    of_beijing(103)]), cert => 'beijing');
	my $batch = batch($answer);
	is_deeply($batch->{errors}, ['3:8 province-of-others'],
	    'the row of another is told');
	is($batch->{province}, '11', 'and whose it must be');
	is($batch->{state}, 'faulty', 'and nothing of it can be confirmed');
	$answer = deliver(csv([of_beijing(101), of_beijing(103)]),
	    cert => 'beijing');
	is(batch($answer)->{state}, 'checked', 'without that row it can');
	my $id = batch($answer)->{id};
	for my $try (["batches/$id", 'GET'], ["batches/$id/errors.csv", 'GET'],
	    ["batches/$id/confirmation", 'POST'], ["batches/$id/discard",
	    'POST'], ["batches?after=$id", 'GET']) {
		my ($path, $method) = @$try;
		my $other = $method eq 'GET' ? $stack->bureau_get($path,
		    cert => 'shanghai') : post($path, '', cert => 'shanghai');
		refused("of another bureau, $method $path", $other, 404,
		    'delivery-unknown');
	}
	is(state_of($id, cert => 'beijing'), 'checked', 'it is as it was');
	my $none = $stack->bureau_get('batches/' . '0' x 32, cert => 'beijing');
	my $others = $stack->bureau_get("batches/$id", cert => 'shanghai');
	my $strip = sub { $_[0]{text} =~ s/[0-9a-f]{16,}//gr };
	is($strip->($others), $strip->($none), 'as one that is not there');
	$answer = post("batches/$id/discard", '', cert => 'beijing');
	is(batch($answer)->{state}, 'discarded', 'taken back');
	is(batch(post("batches/$id/discard", '', cert => 'beijing'))->{state},
	    'discarded', 'twice');
	refused('confirmed then', post("batches/$id/confirmation", '',
	    cert => 'beijing'), 409, 'delivery-not-open');
	is(deliver(csv([of_beijing(101), of_beijing(103)]),
	    cert => 'beijing')->{status}, 201, 'delivered anew');
};

subtest 'encodings' => sub {
	my $file = "$dir/gb.csv";
	my $convert = sub {
		my ($text, $to) = @_;
		open my $out, '>:raw', $file or die $!;
		print $out encode('UTF-8', $text);
		close $out or die $!;
		my $bytes = `iconv -f UTF-8 -t $to $file`;
		return \$bytes;
	};
	my %rare = (姓名 => '𠮷·𬱖');
	my $answer = deliver($convert->(csv([engineer(5001, %rare)]), 'GB18030'));
	my $batch = batch($answer);
	is_deeply([@{$batch}{qw(state encoding)}], ['checked', 'gb18030'],
	    'GB18030 is found out') or diag $answer->{text};
	$answer = post("batches/$batch->{id}/confirmation", '');
	is(batch($answer)->{state}, 'approved', 'and loaded');
	is(value("SELECT name FROM certificate_status WHERE management_no = '"
	    . engineer(5001)->{管理号} . "'"), '𠮷·𬱖', 'as it should be');
	refused('or believed, by its type', deliver(csv([engineer(5002)]),
	    type => 'text/csv; charset=gb18030'), 422, 'import-columns');
	refused('or forced, with what follows', deliver($convert->(csv([
	    engineer(5003)]), 'GB18030'), query =>
	    "$particulars&encoding=utf-8"), 422, 'import-columns');
	is(batch(deliver("\x{FEFF}" . csv([engineer(5004)])))->{state},
	    'checked', 'a mark in front');
};

subtest 'a call that is repeated is the same call' => sub {
	my $rows = csv([engineer(4001)]);
	refused('without a key', deliver($rows, key => undef), 400,
	    'idempotency-key-missing');
	refused('with one too long', deliver($rows, key => 'k' x 129), 400,
	    'idempotency-key-missing');
	my $one = deliver($rows, key => '"again"');
	is($one->{status}, 201, 'made');
	my $two = deliver($rows, key => '"again"');
	is($two->{status}, 201, 'repeated') or diag $two->{text};
	is($two->{content}, $one->{content}, 'with the same answer');
	is($two->{headers}{location}, $one->{headers}{location}, 'and place');
	refused('with another table', deliver(csv([engineer(4002)]),
	    key => '"again"'), 422, 'idempotency-differs');
	refused('with another date', deliver($rows, key => '"again"',
	    query => 'qualification=08&approved=2022-01-11'), 422,
	    'idempotency-differs');
	is(deliver($rows, key => '"again"', cert => 'beijing')->{status}, 201,
	    'another bureau has keys of its own');
};

my %field = (姓名 => 'name', 证件类型 => 'idType', 证件号码 => 'idNumber',
    性别 => 'sex', 出生日期 => 'birthDate', 批准日期 => 'approved',
    管理号 => 'managementNo', 省份 => 'province', 级别 => 'level',
    专业 => 'specialty');

sub xml {
	my ($rows, %opt) = @_;
	my %is = (qualification => '08', approved => '2022-01-10', %opt);
	my $element = sub {
		my ($name, $text) = @_;
		return '' unless length($text // '');
		$text =~ s/([<>&"])/'&#' . ord($1) . ';'/ge;
		return "<$name>$text</$name>";
	};
	my $text = '<delivery xmlns="urn:ecert:api:1">' . join('', map {
	    $element->($_, $is{$_}) } qw(qualification approved examination
	    acceptValid)) . '<people>';
	for my $row (@$rows) {
		$text .= '<person>' . join('', map { $element->($field{$_},
		    $row->{$_}) } @columns) . '</person>';
	}
	$text = encode('UTF-8', "$text</people></delivery>");
	return \$text;
}

subtest 'as XML, with the same checks' => sub {
	my $answer = deliver(xml([map { engineer($_) } 6001 .. 6003]),
	    type => 'application/xml', query => '');
	my $batch = batch($answer);
	is_deeply([@{$batch}{qw(state format rows)}], ['checked', 'xml', 3],
	    'checked') or diag $answer->{text}, $stack->bureau_log;
	is(batch(post("batches/$batch->{id}/confirmation", ''))->{loaded}, 3,
	    'and loaded');
	is(value("SELECT CONCAT_WS(' ', name, level, specialty, province) FROM "
	    . "certificate_status WHERE management_no = '"
	    . engineer(6002)->{管理号} . "'"), join(' ', @{ engineer(6002) }{
	    qw(姓名 级别 专业 省份)}), 'with all that it says');
	$answer = deliver(xml([map { engineer($_) } 6001 .. 6003]),
	    type => 'application/xml', query => '');
	refused('the same again', $answer, 409, 'delivery-known');
	$answer = deliver(xml([engineer(6004), engineer(6005, 姓名 => '张?'),
	    engineer(6006, 姓名 => "=1,\"<&>'\n")]),
	    type => 'application/xml', query => '');
	$batch = batch($answer);
	is_deeply($batch->{errors}, ['3:1 name-lost-character',
	    '4:1 cell-formula'], 'faults by row') or diag $answer->{text};
	like($answer->{text}, qr{row="2" line="3" column="1" field="name"},
	    'and the name of the element');
	$answer = deliver(xml([engineer(6007)], examination => '202111'),
	    type => 'application/xml', query => '');
	is(batch($answer)->{examination}, '202111', 'its particulars');
};

subtest 'XML that the schema has not is refused' => sub {
	ok(fits_schema('api-batch.xsd', ${ xml([engineer(6501)]) }),
	    'what is sent here it has');
	for my $case (['no date', 'approved' => ''], ['no people',
	    'people' => ''], ['a name twice',
	    'name' => '<name>x</name><name>y</name>'],
	    ['an element in a name', 'name' => '<name>x<b/></name>'], ['a flag that is none',
	    'people' => '<acceptValid>1</acceptValid><people/>'],
	    ['another element', 'name' => '<name>x</name><nickname/>']) {
		my ($what, $element, $with) = @$case;
		my $text = ${ xml([engineer(6501)]) };
		$text =~ s{<$element>.*?</$element>}{$with}s;
		refused($what, deliver(\$text, type => 'application/xml',
		    query => ''), 422, 'body-unfit');
	}
	my $text = '<!DOCTYPE delivery [<!ENTITY a "b">]>' . ${ xml([
	    engineer(6501)]) };
	my $answer = deliver(\$text, type => 'application/xml', query => '');
	refused('nor a document type', $answer, 400, 'xml-unfit');
};

subtest 'JSON says the same as XML' => sub {
	my $sent = ${ xml([engineer(6601)]) };
	my $text = decode('UTF-8', $sent);
	my @fields = $text =~ m{<person>(.*)</person>}s ? $1 =~ m{<(\w+)>([^<]*)</}g : ();
	my %fields = @fields;
	my ($qualification, $approved) = map { $text =~ m{<$_>([^<]*)</} }
	    qw(qualification approved);
	my %order = (approved => $approved, qualification => $qualification,
	    people => [\%fields], acceptValid => JSON::PP::false());
	my $send = sub {
		my $json = JSON::PP->new->utf8->encode({ %order, @_ });
		return deliver(\$json, type => 'application/json', query => '');
	};
	my $answer = $send->();
	is($answer->{status}, 201, 'taken') or diag $answer->{text};
	is_deeply([@{ batch($answer) }{qw(state format rows)}],
	    ['checked', 'json', 1], 'as what it is');
	$answer = deliver(\$sent, type => 'application/xml', query => '');
	refused('the same as XML', $answer, 409, 'delivery-known');
	$answer = $send->(people => [{ %fields, idNumber => 110 }],
	    acceptValid => 'false');
	refused('numbers and truths are themselves', $answer, 422, 'body-unfit');
	is_deeply([$answer->{text} =~ m{<pointer>([^<]*)<}g],
	    ['/acceptValid', '/people/0/idNumber'], 'and each place is told');
};

subtest 'what is no such file is refused as a whole' => sub {
	my $row = csv([engineer(7001)]);
	refused('no qualification', deliver($row, query => 'approved=2022-01-10'),
	    422, 'delivery-particulars');
	refused('no date', deliver($row, query => 'qualification=08'), 422,
	    'delivery-particulars');
	refused('a qualification that is none', deliver($row,
	    query => 'qualification=99&approved=2022-01-10'), 422,
	    'qualification-not-in-force');
	refused('a date in the future', deliver($row,
	    query => 'qualification=08&approved=2999-01-10'), 422,
	    'import-approval-date');
	refused('a month that is none', deliver($row,
	    query => "$particulars&examination=202113"), 422,
	    'delivery-particulars');
	refused('a flag that is none', deliver($row,
	    query => "$particulars&acceptValid=yes"), 422,
	    'delivery-particulars');
	refused('an encoding that is none', deliver($row,
	    query => "$particulars&encoding=utf-16"), 422,
	    'delivery-particulars');
	refused('no columns', deliver("a,b\r\n1,2\r\n"), 422, 'import-columns');
	refused('no rows', deliver(csv([])), 422, 'import-empty');
	refused('nothing', deliver(''), 422, 'import-empty');
	refused('a workbook', deliver(\"PK\x03\x04xxxx"), 422, 'batch-format');
	refused('another type', deliver($row, type => 'application/pdf'), 415,
	    'body-type');
	my $columns = [qw(姓名 证件号码 管理号 省份)];
	refused('too many rows', deliver(csv([map { engineer(7001) } 1 .. 20001],
	    columns => $columns)), 422, 'delivery-too-many-rows');
	refused('too large', deliver($row . ('x' x 1023 . "\n") x 8192), 413,
	    'too-large');
	is(value("SELECT COUNT(*) FROM bureau_batch WHERE digest = '"
	    . sha256_hex(encode('UTF-8', $row)) . "'"), 0, 'nothing is kept');
};

subtest 'batches are listed by pages, the newest first' => sub {
	my (@ids, $next);
	do {
		my $answer = $stack->bureau_get('batches?limit=3'
		    . ($next ? "&after=$next" : ''), cert => 'ministry');
		push @ids, $answer->{text} =~ m{<batch id="([0-9a-f]+)"}g;
		$misfits++ unless fits_schema('api-batch.xsd',
		    $answer->{content});
		($next) = $answer->{text} =~ m{<next>([0-9a-f]+)</next>};
		push @ids, '-' if $next;
	} while ($next);
	my @pages = map { scalar split } split /-/, join ' ', @ids;
	is(join(' ', grep { $_ ne '-' } @ids), value('SELECT GROUP_CONCAT('
	    . "LOWER(HEX(t.code)) ORDER BY bureau_batch DESC SEPARATOR ' ') FROM "
	    . 'bureau_batch t JOIN bureau b USING (bureau) WHERE b.code = '
	    . "'ministry'"), 'all of the bureau, none twice');
	cmp_ok((sort { $b <=> $a } @pages)[0], '==', 3, 'three a page');
	refused('a limit that is none', $stack->bureau_get('batches?limit=0',
	    cert => 'ministry'), 400, 'bad-request');
	refused('a place that is none', $stack->bureau_get('batches?after=x',
	    cert => 'ministry'), 404, 'delivery-unknown');
};

subtest 'what nobody confirms in seven days is over' => sub {
	my $id = batch(deliver(csv([engineer(8001)])))->{id};
	my $faulty = batch(deliver(csv([engineer(8002, 姓名 => '')])))->{id};
	$db->query('UPDATE bureau_batch SET made_at = made_at - INTERVAL 8 DAY, '
	    . 'expires_at = expires_at - INTERVAL 8 DAY; UPDATE '
	    . 'bureau_batch_file SET expires_at = expires_at - INTERVAL 8 DAY');
	is(state_of($id), 'expired', 'expired');
	refused('confirmed', post("batches/$id/confirmation", ''), 409,
	    'delivery-not-open');
	my ($status) = $stack->command('purge');
	is($status, 0, 'purged');
	is(value('SELECT COUNT(*) FROM bureau_batch_file'), 0,
	    'nothing of it is kept');
	is(state_of($id), 'expired', 'but that it was there');
	refused('its faults', $stack->bureau_get("batches/$faulty/errors.csv",
	    cert => 'ministry'), 410, 'delivery-gone');
	is(batch($stack->bureau_get("batches/$faulty", cert => 'ministry'))
	    ->{faults}, 1, 'are counted still');
	is(batch(deliver(csv([engineer(8001)])))->{state}, 'checked',
	    'and the file may come anew');
};

subtest 'what changed since the check is told, and nothing loaded' => sub {
	my $answer = deliver(csv([map { engineer($_) } 9001 .. 9003]));
	my $id = batch($answer)->{id};
	my $other = batch(deliver(csv([engineer(9002)])))->{id};
	is(batch(post("batches/$other/confirmation", ''))->{state}, 'approved',
	    'one of them came in by another file');
	my $all = value('SELECT COUNT(*) FROM certificate');
	$answer = post("batches/$id/confirmation", '');
	refused('confirmed', $answer, 409, 'delivery-changed');
	$answer = $stack->bureau_get("batches/$id", cert => 'ministry');
	is(batch($answer)->{state}, 'faulty', 'it has faults now');
	is_deeply(batch($answer)->{errors}, ['3:3 person-in-registry',
	    '3:7 management-in-registry'], 'which are told');
	is(value('SELECT COUNT(*) FROM certificate'), $all, 'nothing came in');
};

is($misfits, 0, 'all answers are as the schema says');
unlike($stack->bureau_log_said, qr/\d{15}[0-9X]/,
    'no number of a person in the log');

undef $stack;
done_testing;
