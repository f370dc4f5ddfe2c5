#!/usr/bin/perl
# A bureau's batches in the database: no order of calls brings in what was not
# checked, of whom it is not, or twice; the bureaus' account has no other way.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Digest::SHA qw(sha256_hex);
use Ecert::Database;
use Ecert::Intake qw(person);
use Encode qw(decode encode);
use Test::More;

my $db = Ecert::Database->start(fast => 1)->load->populate(60, '5c' x 32);
my @bureau = (user => 'ecert_bureau');
my $variant = $db->value('SELECT MIN(variant) FROM qualification_variant '
    . "WHERE qualification = '14'");
my @names = qw(beijing tianjin ministry hebei);
my %number = map { $names[$_] => $_ + 1 } 0 .. $#names;
$db->query(encode('UTF-8', q{INSERT INTO bureau (code, name_zh, province,
    added_at, added_by) VALUES
    ('beijing', '样本北京考试院', '11', UTC_TIMESTAMP(), 'test'),
    ('tianjin', '样本天津考试院', '12', UTC_TIMESTAMP(), 'test'),
    ('ministry', '样本部考试中心', NULL, UTC_TIMESTAMP(), 'test'),
    ('hebei', '样本河北考试院', '13', UTC_TIMESTAMP(), 'test')}));

my $keys = 0;

# 'ok', or the word of the refusal, or the number of another error.
sub try {
	my ($statement, @who) = @_;
	my ($status, $text) = $db->try(encode('UTF-8', $statement),
	    @who ? @who : @bureau);
	return 'ok' unless $status;
	return $1 if $text =~ /ERROR 1644 \(45000\).*: (\S+)$/m;
	return $text =~ /ERROR (\d+)/ ? $1 : $text;
}

sub value { return decode('UTF-8', $db->value(@_) // '') }

sub code_of { return substr sha256_hex("$_[0] code"), 0, 32 }

# The statement for a table named by a word, of so many rows.
sub add_text {
	my ($word, $rows, %opt) = @_;
	my $rejected = $opt{rejected} || 0;
	return sprintf "CALL bureau_batch_add(UNHEX('%s'), %d, 'csv', 'utf-8', "
	    . "UNHEX('%s'), 100, '14', '2022-01-10', '202201', %d, %d, %d, %d, "
	    . "'%s', %s, %s, '%s', UNHEX('%s'))", $opt{code} || code_of($word),
	    $number{$opt{of} || 'beijing'}, sha256_hex($word),
	    $opt{accept_valid} || 0, $rows, $rejected, $rejected,
	    $rejected ? qq([["name-empty",$rejected]]) : '[]',
	    $opt{faulty} ? 'NULL' : "x'1f8b00'",
	    $rejected ? "x'1f8b00', 7, REPEAT('d', 32)" : 'NULL, NULL, NULL',
	    $opt{key} || 'k' . ++$keys, $opt{request} || sha256_hex($word);
}

sub add { return try(add_text(@_)) }

sub of_code {
	my ($what, $code) = @_;
	return value("SELECT $what FROM bureau_batch_status WHERE code = '$code'");
}

sub of { return of_code($_[0], code_of($_[1])) }
sub number_of { return of('bureau_batch', @_) }
sub state_of { return of('state', @_) }

# Whether table and faults are kept.
sub kept {
	my ($word) = @_;
	return value('SELECT CONCAT(COUNT(content), COUNT(faults)) FROM '
	    . 'bureau_batch_file WHERE bureau_batch = ' . number_of($word));
}

sub begin {
	my ($word, $rows, $rejected) = @_;
	return try(sprintf 'CALL bureau_batch_open(%d, %d, %d)',
	    number_of($word), $rows, $rejected || 0);
}

sub json {
	my (@people) = @_;
	return '[' . join(',', map { sprintf
	    '["%s","%s","111","%s","%s",%d,"%s","%s",%d]', $_->{管理号},
	    $_->{姓名}, $_->{证件号码}, substr(sha256_hex($_->{证件号码}), 0,
	    32), $_->{性别} eq '男' ? 1 : 2, $_->{出生日期}, $_->{省份},
	    $variant } @people) . ']';
}

sub rows {
	my ($word, $after, $reached, @people) = @_;
	return try(sprintf "CALL bureau_batch_rows(%d, %d, %d, %d, '%s')",
	    number_of($word), $after, $reached, scalar @people, json(@people));
}

sub finish {
	my ($word, $rejected) = @_;
	return try(sprintf "CALL bureau_batch_finish(%d, %d, '%s')",
	    number_of($word), $rejected || 0,
	    $rejected ? qq([["name-empty",$rejected]]) : '[]');
}

sub discard { return try('CALL bureau_batch_discard(' . number_of(@_) . ')') }

# 31 provinces take turns; 11 is the first.
sub of_beijing { return person(31 * $_[0]) }

my $before = value('SELECT COUNT(*) FROM certificate');

subtest 'a batch is kept, loaded by pieces and approved as a whole' => sub {
	is(add('one', 3), 'ok', 'kept');
	is(state_of('one'), 'checked', 'checked');
	is(of('source', 'one'), '样本北京考试院', 'from the bureau by its name');
	is(of('TIMESTAMPDIFF(DAY, made_at, expires_at)', 'one'), 7,
	    'for seven days');
	is(rows('one', 0, 1, of_beijing(1)), 'delivery-over',
	    'no row before it is confirmed');
	is(begin('one', 3, 1), 'delivery-changed',
	    'not with other faults than were told');
	is(begin('one', 3), 'ok', 'confirmed');
	is(state_of('one'), 'loading', 'it is loading');
	is(rows('one', 0, 2, map { of_beijing($_) } 1, 2), 'ok', 'two rows');
	is(rows('one', 0, 2, map { of_beijing($_) } 1, 2), 'import-moved',
	    'not twice');
	is(finish('one'), 'import-incomplete', 'not before the end');
	is(begin('one', 3), 'ok', 'confirmed again');
	is(of('CONCAT(reached, loaded)', 'one'), '22', 'it goes on there');
	is(rows('one', 2, 3, of_beijing(3)), 'ok', 'the third');
	is(kept('one'), '10', 'the table is still there');
	is(finish('one'), 'ok', 'approved');
	is(state_of('one'), 'approved', 'which is its state');
	is(kept('one'), '00', 'and the table is gone');
	is(finish('one'), 'delivery-over', 'once');
	is(begin('one', 3), 'delivery-over', 'and for good');
	is(discard('one'), 'delivery-over', 'nor taken back');
	is(value('SELECT COUNT(*) FROM certificate'), $before + 3,
	    'three certificates');
	is(value('SELECT CONCAT(state, loaded, source) FROM import_file '
	    . 'ORDER BY import DESC LIMIT 1'), 'approved3样本北京考试院',
	    'an import with the bureau as its source');
	is(value('SELECT COUNT(*) FROM event_chain_fault'), 0,
	    'the chain is whole');
};

subtest 'no row of another province' => sub {
	is(add('two', 2), 'ok', 'kept');
	is(begin('two', 2), 'ok', 'confirmed');
	is(rows('two', 0, 2, of_beijing(11), person(31 * 12 + 1)),
	    'delivery-province', 'not in a piece with good ones');
	is(rows('two', 0, 1, { %{ of_beijing(11) }, 省份 => '110' }),
	    'delivery-province', 'nor one that would be cut to it');
	is(of('reached', 'two'), 0, 'nothing of it came in');
	is(discard('two'), 'ok', 'taken back');
	is(add('three', 2, of => 'ministry'), 'ok', 'a body of a ministry');
	is(begin('three', 2), 'ok', 'confirms');
	is(rows('three', 0, 2, of_beijing(13), person(31 * 14 + 1)), 'ok',
	    'people of any');
	is(finish('three'), 'ok', 'as one');
};

subtest 'the same table is told, not kept twice' => sub {
	my $first = code_of('four');
	is(add('four', 2), 'ok', 'kept');
	like($db->query(add_text('four', 2, code => 'a' x 32), @bureau),
	    qr/^$first\t0$/m, 'the same again gives the first');
	is(add('four', 2, of => 'tianjin', code => 'b' x 32), 'ok',
	    'another bureau knows nothing of it');
	is(begin('four', 2), 'ok', 'the first is confirmed');
	is(try('CALL bureau_batch_open(' . of_code('bureau_batch', 'b' x 32)
	    . ', 2, 0)'), 'delivery-known', 'and the other told so');
	is(discard('four'), 'ok', 'taken back');
	is(add('four', 2, code => 'c' x 32), 'ok', 'it may come anew');
	is(of_code('state', 'c' x 32), 'checked', 'as another');
	is(add('one', 3, code => 'd' x 32), 'ok', 'of what is approved');
	is(of_code('COUNT(*)', 'd' x 32), 0, 'nothing is kept');
	is(add('one', 3, of => 'tianjin', code => 'd' x 32), 'delivery-known',
	    'nor from another bureau');
};

subtest 'a table with faults is no batch to confirm' => sub {
	is(add('five', 3, rejected => 1, faulty => 1), 'ok', 'kept');
	is(state_of('five'), 'faulty', 'as that');
	is(kept('five'), '01', 'its faults, not its people');
	is(begin('five', 3, 1), 'delivery-over', 'not confirmed');
	is(value('SELECT CONCAT(state, rejected, source) FROM import_file '
	    . 'ORDER BY import DESC LIMIT 1'), 'refused1样本北京考试院',
	    'counted among the imports that were refused');
	is(add('five', 3, rejected => 1, code => 'e' x 32), 4025,
	    'nor kept as one without faults');
	is(add('six', 3, rejected => 1, accept_valid => 1), 'ok',
	    'with accept-valid');
	is(state_of('six'), 'checked', 'it is');
	is(begin('six', 3, 1), 'ok', 'confirmed');
	is(rows('six', 0, 3, map { of_beijing($_) } 21, 22), 'ok', 'two of three');
	is(finish('six', 1), 'ok', 'approved');
	is(kept('six'), '01', 'the faults can still be read');
	is(add('seven', 3), 'ok', 'one that was good');
	is(try('CALL bureau_batch_refuse(' . number_of('seven') . ", 2, 2, "
	    . "'[[\"name-empty\",2]]', x'1f8b00', 7, REPEAT('d', 32))"), 'ok',
	    'and is no more');
	is(state_of('seven') . of('rejected', 'seven') . kept('seven'),
	    'faulty201', 'is kept as that');
	is(begin('seven', 3, 2), 'delivery-over', 'and not confirmed');
};

subtest 'what was taken back is gone' => sub {
	is(add('eight', 2), 'ok', 'kept');
	is(begin('eight', 2), 'ok', 'confirmed');
	is(rows('eight', 0, 1, of_beijing(31)), 'ok', 'a row');
	my $all = value('SELECT COUNT(*) FROM certificate');
	is(try('START TRANSACTION; CALL bureau_batch_discard('
	    . number_of('eight') . ')'), 'in-transaction',
	    'in transactions of its own');
	is(discard('eight'), 'ok', 'taken back');
	is(state_of('eight'), 'discarded', 'which it says');
	is(value('SELECT COUNT(*) FROM certificate'), $all - 1,
	    'the row is gone');
	is(value('SELECT COUNT(*) FROM bureau_batch_file WHERE '
	    . 'bureau_batch = ' . number_of('eight')), 0, 'and the table');
	is(discard('eight'), 'ok', 'again does nothing');
	is(begin('eight', 2), 'delivery-over', 'nor is it confirmed');
	is(add('nine', 2), 'ok', 'another');
	is(begin('nine', 2), 'ok', 'confirmed');
	is(try('CALL import_discard(' . of('import', 'nine') . ')',
	    user => 'ecert_admin'), 'ok', 'taken back by an administrator');
	is(state_of('nine'), 'discarded', 'shows as that');
	is(add('nine', 2, code => 'f' x 32), 'ok', 'and may come anew');
};

subtest 'after seven days it is over' => sub {
	is(add('ten', 2), 'ok', 'kept');
	is(add('eleven', 2), 'ok', 'and another');
	is(begin('eleven', 2), 'ok', 'which is confirmed');
	$db->query('UPDATE bureau_batch SET made_at = made_at - INTERVAL 8 DAY, '
	    . 'expires_at = expires_at - INTERVAL 8 DAY; UPDATE '
	    . 'bureau_batch_file SET expires_at = expires_at - INTERVAL 8 DAY');
	is(state_of('ten'), 'expired', 'expired');
	is(begin('ten', 2), 'delivery-over', 'not confirmed any more');
	is(state_of('eleven'), 'loading', 'what was begun goes on');
	is(try("CALL retention_purge('bureau-batch', 2)",
	    user => 'ecert_admin'), 'ok', 'what is kept too long goes');
	is(value('SELECT CONCAT(what, removed) FROM retention_event'),
	    'bureau-batch2', 'step by step, and is counted');
	is(try("CALL retention_purge('bureau-batch', 100)",
	    user => 'ecert_admin'), 'ok', 'all of it');
	is(value('SELECT GROUP_CONCAT(bureau_batch) FROM bureau_batch_file'),
	    number_of('eleven'), 'but for what is loading');
	is(add('ten', 2, code => '7' x 32), 'ok', 'the table may come anew');
	is(of_code('state', '7' x 32), 'checked', 'as another');
	is(rows('eleven', 0, 2, map { of_beijing($_) } 41, 42), 'ok', 'loaded');
	is(finish('eleven'), 'ok', 'and approved');
};

subtest 'a call that is repeated is the same call' => sub {
	my $first = code_of('twelve');
	is(add('twelve', 2, key => 'call'), 'ok', 'made');
	like($db->query(add_text('twelve', 2, key => 'call', code => '8' x 32),
	    @bureau), qr/^$first\t1$/m, 'repeated, it gives the same');
	is(add('thirteen', 2, key => 'call'), 'idempotency-differs',
	    'not another thing');
	is(add('fourteen', 2, key => 'call', of => 'tianjin'), 'ok',
	    'the key is the bureau\'s own');
	is(discard('twelve'), 'ok', 'taken back');
	like($db->query(add_text('twelve', 2, key => 'call', code => '8' x 32),
	    @bureau), qr/^$first\t1$/m, 'it is the same still');
	$db->query('UPDATE bureau_batch SET made_at = made_at - INTERVAL 1 DAY, '
	    . "expires_at = expires_at - INTERVAL 1 DAY WHERE idempotency_key = "
	    . "'call'");
	is(add('thirteen', 2, key => 'call'), 'ok', 'for a day');
};

subtest 'a bureau has a hundred open at a time' => sub {
	$db->query(join('; ', map { add_text("h$_", 1, of => 'hebei') }
	    1 .. 100), @bureau);
	is(add('h101', 1, of => 'hebei'), 'delivery-many', 'no more');
	is(add('h102', 1, of => 'hebei', rejected => 1, faulty => 1), 'ok',
	    'its faults it is told');
	is(discard('h7'), 'ok', 'one less');
	is(add('h101', 1, of => 'hebei'), 'ok', 'and one more');
};

subtest 'the account of the bureaus has no other way' => sub {
	for my $statement (q{CALL import_open(REPEAT('z', 32), '14', '2022-01-10',
	    '202201', 'x', 0, 1, 0)}, q{CALL import_rows(1, 0, 1, 1, '[]')},
	    q{CALL import_finish(1, 0, '[]')}, 'CALL import_discard(1)',
	    'CALL batch_approve(1, NULL)', 'CALL batch_issue(1, NULL)',
	    'CALL bureau_batch_lock(1, @a, @b)',
	    'CALL bureau_batch_purge(1, UTC_TIMESTAMP(), @a, @b, @c)',
	    'INSERT INTO certificate (serial) VALUES (1)',
	    'UPDATE bureau_batch SET faulty = 0',
	    'UPDATE bureau_batch_status SET faults = 0',
	    'DELETE FROM bureau_batch_file', 'SELECT * FROM bureau_batch_file',
	    'SELECT * FROM certificate') {
		like(try($statement), qr/^(?:1142|1143|1370|1044|1288)$/,
		    substr $statement, 0, 50);
	}
};

done_testing;
