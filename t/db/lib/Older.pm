# Registries as they were: an older schema from its numbered files, with rows
# written by hand, for the procedures of now do not fit it.  Nobody in them
# exists: the area 110000 is no area, and the numbers count up.
package Older;

use strict;
use warnings;
use utf8;

use Digest::SHA qw(sha256_hex);
use Ecert::Tree qw(tree_top);
use Exporter qw(import);

our @EXPORT = qw(numbers older_registry table_rows states_expected);

my $sql = tree_top() . '/sql';

sub _file { my ($n) = @_; return (glob sprintf "$sql/schema/%03d-*.sql", $n)[0] }

# All numbers of schemas from the first with certificates on.
sub numbers {
	return grep { $_ >= 2 } map { m{/(\d+)-[^/]+$} ? $1 + 0 : () }
	    sort glob "$sql/schema/*.sql";
}

sub _read {
	my ($file) = @_;
	open my $in, '<:raw', $file or die "$file: $!\n";
	local $/;
	return <$in>;
}

sub empty_registry {
	my ($db) = @_;
	$db->query('DROP DATABASE IF EXISTS ecert; CREATE DATABASE ecert '
	    . 'CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin', user => 'root',
	    database => '');
}

# An empty database becomes a registry of that schema, with rows in all of its
# tables.
sub older_registry {
	my ($db, $number) = @_;
	empty_registry($db);
	for my $n (0 .. $number) {
		my $file = _file($n);
		my $text = _read($file);
		my ($name) = $file =~ m{([^/]+)$};
		my $digest = sha256_hex($text);
		$db->query($text, what => $name);
		$db->query('INSERT INTO schema_migration (version, name, digest, '
		    . "finished_at) VALUES ($n, '$name', '$digest', "
		    . 'UTC_TIMESTAMP())');
	}
	# The catalogue, but for what is written in later tables.
	my %later = map { $_ => 1 } map { _read($_) =~ /^CREATE TABLE (\w+)/mg }
	    grep { m{/(\d+)-[^/]+$} && $1 > $number } glob "$sql/schema/*.sql";
	my $names = join '|', 'none', keys %later;
	$db->query(join '', grep { !/\b(?:INTO|FROM|JOIN|UPDATE) (?:$names)\b/ }
	    split /(?<=;\n)/, _read("$sql/catalogue.sql"));
	_fill($db, $number);
}

sub registry_tables {
	my ($db) = @_;
	return map { $_->[0] } $db->rows('SELECT table_name FROM '
	    . "information_schema.tables WHERE table_schema = 'ecert' AND "
	    . "table_type = 'BASE TABLE' AND table_name <> 'schema_migration' "
	    . 'ORDER BY 1');
}

# Every row of every table as bytes: {table => [columns, text]}.  With such an
# answer, its tables by its columns; undef where they are no more.
sub table_rows {
	my ($db, $like) = @_;
	my (%is, %columns);
	push @{ $is{$_->[0]} }, $_->[1] for $db->rows('SELECT table_name, '
	    . 'column_name FROM information_schema.columns WHERE table_schema = '
	    . "'ecert' ORDER BY table_name, ordinal_position");
	my @tables = $like ? sort keys %$like : registry_tables($db);
	for my $table (@tables) {
		my @wanted = $like ? @{ $like->{$table}[0] } : @{ $is{$table} };
		my %has = map { $_ => 1 } @{ $is{$table} || [] };
		$columns{$table} = \@wanted unless grep { !$has{$_} } @wanted;
	}
	my $query = join '', map { my $list = join ', ', map { "HEX(`$_`)" }
	    @{ $columns{$_} }; "SELECT '# $_'; SELECT $list FROM `$_` ORDER BY "
	    . "$list; " } grep { $columns{$_} } @tables;
	my ($first, @rest) = split /^# (\w+)\n/m, $db->query($query);
	my %found = map { $_ => undef } @tables;
	while (my ($table, $text) = splice @rest, 0, 2) {
		$found{$table} = [$columns{$table}, $text // ''];
	}
	return \%found;
}

# What certificate_status must say of what is filled in: serial, version, state.
sub states_expected {
	my ($number) = @_;
	return $number < 3 ? join '', map { "$_\t1\tapproved\n" } 1 .. 7
	    : "1\t1\tissued\n2\t1\tsuspended\n3\t1\tissued\n4\t1\trevoked\n"
	    . "5\t1\tsuperseded\n5\t2\tissued\n6\t1\tissued\n7\t1\tapproved\n";
}

# ---- rows

my $variant = '(SELECT MAX(variant) FROM qualification_variant '
    . "WHERE qualification = '14')";

# 110000 1990 01 01 and a sequence number with its check character (GB 11643).
sub _id_number {
	my ($n) = @_;
	my $number = sprintf '11000019900101%03d', 2 * $n + 1;
	my @weight = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
	my $sum = 0;
	$sum += $weight[$_] * substr $number, $_, 1 for 0 .. 16;
	return $number . substr '10X98765432', $sum % 11, 1;
}

sub _certificate {
	my ($serial, $version, $batch, $name) = @_;
	return sprintf "INSERT INTO certificate (serial, version, management_no, "
	    . "name, id_type, id_number, id_hash, sex, birth_date, approved_on, "
	    . "province, variant, batch) VALUES (%d, %d, '2021110014110000%02d', "
	    . "'%s', '111', '%s', UNHEX(MD5(%d)), 1, '1990-01-01', "
	    . "'2021-11-20', '11', %s, %s)", $serial, $version, $serial, $name,
	    _id_number($serial), $serial, $variant, $batch;
}

# SHA-256 of the facts, as the routines have always made it.
my $facts = "SHA2(CONCAT_WS(';', serial, version, management_no, HEX(name), "
    . 'id_type, HEX(id_number), HEX(id_hash), sex, birth_date, approved_on, '
    . 'province, variant), 256)';
my $batch_facts = "SELECT UNHEX(SHA2(CONCAT_WS(';', COUNT(*), "
    . join(', ', map { "BIT_XOR(CAST(CONV(SUBSTR($facts, $_, 16), 16, 10) AS "
    . 'UNSIGNED))' } 1, 17, 33, 49) . '), 256)) FROM certificate WHERE batch = ';

sub _event {
	my ($id, $kind, $state, $of, $at, $class, $successor) = @_;
	my ($batch, $serial, $version) = @$of;
	my $payload = $batch eq 'NULL' ? "SELECT UNHEX($facts) FROM certificate "
	    . "WHERE serial = $serial AND version = $version"
	    : "$batch_facts$batch";
	return 'INSERT INTO event (id, kind, batch, serial, version, state_after, '
	    . 'effective_at, recorded_at, actor, reason_class, reason_text, '
	    . "successor_version, payload, previous) VALUES ($id, '$kind', $batch, "
	    . "$serial, $version, '$state', '$at', '$at', 'old\@localhost', "
	    . ($class ? "'$class', '旧记录'" : 'NULL, NULL') . ", "
	    . ($successor || 'NULL') . ", ($payload), IFNULL((SELECT digest FROM "
	    . "event p WHERE p.id = $id - 1), REPEAT(CHAR(0), 32)))";
}

sub _events {
	my $id = 0;
	my @first = (1, 'NULL', 'NULL');
	return (map({ _event(++$id, @$_) }
	    ['approve', 'approved', \@first, '2021-11-21 01:00:00'],
	    ['issue', 'issued', \@first, '2021-12-20 01:00:00'],
	    ['suspend', 'suspended', ['NULL', 2, 1], '2022-01-05 02:00:00',
	    'under-review'],
	    ['suspend', 'suspended', ['NULL', 3, 1], '2022-01-06 02:00:00',
	    'under-review'],
	    ['reinstate', 'issued', ['NULL', 3, 1], '2022-02-06 02:00:00',
	    'review-closed'],
	    ['revoke', 'revoked', ['NULL', 4, 1], '2022-03-01 02:00:00.5',
	    'issued-in-error'],
	    ['correct', 'superseded', ['NULL', 5, 1], '2022-03-02 02:00:00',
	    'record-corrected', 2]),
	    _certificate(5, 2, 'NULL', '王·样本'),
	    _event(++$id, 'issue', 'issued', ['NULL', 5, 2],
	    '2022-03-02 02:00:00'),
	    'UPDATE event_head h JOIN event e ON e.id = 8 SET h.last_id = 8, '
	    . 'h.digest = e.digest');
}

# What came with each number.
my %rows = (
	2 => sub { (map({ sprintf "INSERT INTO batch (code, qualification, edition, "
	    . "examination, opened_at, opened_by) VALUES ('OLD-%d', '14', "
	    . "1, '202110', '2021-11-20 01:02:03.4', 'old\@localhost')", $_ } 1, 2),
	    map({ _certificate($_, 1, 1, '王样本') } 1 .. 6),
	    _certificate(7, 1, 2, '李样本')) },
	3 => \&_events,
	4 => sub { ("INSERT INTO seal_file (seal, es_id, name, owner, "
	    . "picture_type, valid_from, valid_until, maker, der, imported_at, "
	    . "imported_by) VALUES ('mohrss-zyzg', 'YB-1', '样本', '样本', 'png', "
	    . "'2021-12-17', '2090-01-01', x'3003', CONCAT(x'30', REPEAT('x', "
	    . "100)), '2021-12-17 03:00:00', 'old\@localhost'), ('mohrss-zyzg', "
	    . "'YB-2', '样本', '样本', 'png', '2021-12-17', '2090-01-01', x'3003', "
	    . "CONCAT(x'30', REPEAT('y', 100)), '2021-12-17 03:00:00', "
	    . "'old\@localhost')",
	    "INSERT INTO seal_signer (seal_file, ordinal, certificate, added_at, "
	    . "added_by) VALUES (1, 1, x'3004', '2021-12-17 03:00:00', "
	    . "'old\@localhost')",
	    "INSERT INTO seal_disabled VALUES (2, '2022-01-01', 'old\@localhost', "
	    . "'样本')") },
	5 => sub { ("INSERT INTO annotation (code, serial, version, scene, "
	    . "scene_from, recipient, days, made_at, expires_at, seal_file) "
	    . "SELECT UNHEX(MD5(n.seq)), n.seq, 1, s.code, s.valid_from, '样本公司', "
	    . "90, n.at, n.at + INTERVAL 90 DAY, 1 FROM (SELECT seq, "
	    . "UTC_TIMESTAMP() - INTERVAL seq DAY AS at FROM seq_1_to_3) n JOIN "
	    . "(SELECT code, valid_from FROM annotation_scene LIMIT 1) s",
	    "INSERT INTO annotation_withdrawal VALUES (2, UTC_TIMESTAMP())",
	    "INSERT INTO copy (annotation, bytes, size, digest, expires_at) SELECT "
	    . "annotation, x'1f8b00', 7, REPEAT('d', 32), expires_at FROM "
	    . 'annotation WHERE annotation <> 2') },
	6 => sub { ("INSERT INTO holder_phone VALUES (UNHEX(MD5(1)), "
	    . "'12000000001')",
	    "INSERT INTO sign_in (handle, code, id_hash, name, phone, begun_at) "
	    . "VALUES (REPEAT('h', 32), REPEAT('c', 32), UNHEX(MD5(1)), '王样本', "
	    . "'12000000001', UTC_TIMESTAMP())",
	    "INSERT INTO session (token, id_hash, name, begun_at, seen_at) VALUES "
	    . "(REPEAT('t', 32), UNHEX(MD5(1)), '王样本', UTC_TIMESTAMP(), "
	    . 'UTC_TIMESTAMP())') },
	7 => sub { ("INSERT INTO access_event (at, channel, serial, version, "
	    . "outcome, actor) VALUES ('2022-05-01 01:02:03.456', 'lookup', 1, 1, "
	    . "'issued', 'public'), ('2022-05-02', 'lookup', NULL, NULL, "
	    . "'not-found', 'public')") },
	8 => sub { ("INSERT INTO verification_report (number, made_at, expires_at, "
	    . "file_digest, file_size, verdict, bytes, size, digest) SELECT "
	    . "UNHEX(MD5(1)), at, at + INTERVAL 90 DAY, REPEAT('f', 32), 1, "
	    . "'genuine', x'1f8b00', 1, REPEAT('d', 32) FROM (SELECT "
	    . 'UTC_TIMESTAMP() AS at) n') },
	9 => sub { ("INSERT INTO lookup_job (code, made_at, expires_at, started, "
	    . "file_digest, row_count) SELECT UNHEX(MD5(1)), at, at + INTERVAL 1 "
	    . "HOUR, 1, REPEAT('f', 32), 1 FROM (SELECT UTC_TIMESTAMP() AS at) n",
	    "INSERT INTO lookup_row (job, number, sealed) VALUES (1, 1, 'x')") },
	10 => sub { ("INSERT INTO admin_event (at, actor, action, serial, version, "
	    . "detail) VALUES ('2026-01-01', 'old\@localhost', 'view', 1, 1, "
	    . "'history')",
	    "INSERT INTO proposal (kind, serial, version, reason_class, state, "
	    . "state_since, proposed_at, proposed_by, expires_at) SELECT 'revoke', "
	    . "1, 1, 'issued-in-error', 'issued', '2022-01-01', at, "
	    . "'old\@localhost', at + INTERVAL 30 DAY FROM (SELECT "
	    . 'UTC_TIMESTAMP() AS at) n',
	    "INSERT INTO proposal_end (proposal, outcome, proposed_by, ended_at, "
	    . "ended_by) VALUES (1, 'refused', 'old\@localhost', '2026-01-02', "
	    . "'other\@localhost')",
	    "INSERT INTO issue_plan (batch, certificates, apart, payload, made_at, "
	    . "made_by, expires_at) VALUES (1, 3, 0, REPEAT('p', 32), "
	    . "'2026-01-01', 'old\@localhost', '2026-01-02')",
	    'INSERT INTO issue_plan_done SELECT 1, MIN(id) FROM event') },
	13 => sub { ("INSERT INTO import_file (digest, qualification, approved_on, "
	    . "examination, source, accept_valid, row_count, rejected, state, "
	    . "opened_at, opened_by, finished_at, finished_by) VALUES "
	    . "(REPEAT('i', 32), '14', '2022-01-01', '202111', '样本考试院', 0, 3, "
	    . "1, 'refused', '2022-01-02', 'old\@localhost', '2022-01-02', "
	    . "'old\@localhost')",
	    "INSERT INTO import_reject VALUES (1, 'name-empty', 1)") },
	14 => sub { ("INSERT INTO tally_refusal VALUES ('2026-01-01', '', "
	    . "'quota-full', 3)", "INSERT INTO tally_check VALUES ('2026-01-01', "
	    . "'certificate', 'format', 'failed', 2)") },
	15 => sub { ("INSERT IGNORE INTO tally_code VALUES ('reason', 'quota-full')",
	    "INSERT INTO proposal (kind, serial, version, reason_class, "
	    . "state, state_since, proposed_at, proposed_by, expires_at, "
	    . "cleared_at) SELECT 'correct', 1, 1, 'record-corrected', "
	    . "'issued', '2022-01-01', at, 'old\@localhost', at + INTERVAL 30 "
	    . "DAY, at + INTERVAL 91 DAY FROM (SELECT UTC_TIMESTAMP() AS at) n") },
	16 => sub { ("INSERT INTO bureau (code, name_zh, province, added_at, "
	    . "added_by) VALUES ('old', '样本人事考试院', '11', '2026-01-01', "
	    . "'old\@localhost')",
	    "INSERT INTO bureau_terms (bureau, scopes, proof, per_minute, "
	    . "per_day, valid_from, set_at, set_by) VALUES (1, 'read,feed', "
	    . "'certificate', 60, 1000, '2026-01-01', '2026-01-01', "
	    . "'old\@localhost')",
	    "INSERT INTO bureau_key (bureau, fingerprint, certificate, "
	    . "valid_from, valid_until, added_at, added_by) VALUES (1, "
	    . "UNHEX(SHA2('0', 256)), '0', '2026-01-01', '2028-01-01', "
	    . "'2026-01-01', 'old\@localhost')",
	    "INSERT INTO bureau_disabled VALUES (1, '2026-01-03', "
	    . "'old\@localhost', '样本')",
	    "INSERT INTO bureau_key_disabled VALUES (1, '2026-01-03', "
	    . "'old\@localhost', '样本')",
	    "INSERT INTO bureau_use VALUES (1, '2026-01-02', 1, '2026-01-02', 1)",
	    "INSERT INTO bureau_nonce VALUES (REPEAT('n', 32), '2026-01-02')",
	    "INSERT INTO bureau_call (at, bureau, fingerprint, route, "
	    . "item_code, cause, outcome) VALUES ('2026-01-02', 1, "
	    . "UNHEX(SHA2('0', 256)), 'GET caller', 'A-1', '样本', 'admitted')",
	    "UPDATE access_event SET actor = 'bureau', actor_name = "
	    . "'样本人事考试院', bureau_call = 1 WHERE serial IS NULL") },
	17 => sub { ("INSERT INTO bureau_batch (code, bureau, format, encoding, "
	    . "digest, bytes, qualification, approved_on, examination, source, "
	    . "accept_valid, row_count, rejected, faults, faulty, made_at, "
	    . "expires_at) VALUES (REPEAT('c', 16), 1, 'csv', 'utf-8', "
	    . "REPEAT('i', 32), 100, '14', '2022-01-01', '202111', "
	    . "'样本人事考试院', 0, 3, 1, 1, 1, '2026-01-01', '2026-01-08')",
	    "INSERT INTO bureau_batch_file VALUES (1, '2026-01-08', NULL, "
	    . "x'1f8b00', 1, REPEAT('d', 32))") },
	18 => sub { ("INSERT INTO change_block VALUES ('11', '2021-12-20', 0, "
	    . "REPEAT('d', 32), 1, 0, 1, 6)", "INSERT INTO feed_page (at, "
	    . "bureau_call, feed, province, after_place, after_serial, "
	    . "after_version, until_place, until_serial, until_version, entries) "
	    . "VALUES ('2026-01-01', 1, 'changes', '11', 0, 0, 0, 8, 0, 0, 11)") },
	19 => sub { ("INSERT IGNORE INTO annotation_scene (code, valid_from, "
	    . "ordinal, name_zh, name_en, source, chosen_by) VALUES ('official', "
	    . "'2021-12-17', 99, '办理行政事项', 'Administrative matter', '样本', "
	    . "'bureau')",
	    "INSERT INTO annotation (code, serial, version, scene, scene_from, "
	    . "days, made_at, expires_at, maker, seal_file) VALUES "
	    . "(REPEAT('o', 16), 1, 1, 'official', '2021-12-17', 30, "
	    . "'2026-01-01', '2026-01-31', '样本人事考试院', 1)",
	    "INSERT INTO annotation_official SELECT annotation, 1, 1, 'A-1', "
	    . "'样本事项', '样本', NULL, 'k', REPEAT('r', 32) FROM annotation "
	    . "WHERE code = REPEAT('o', 16)") },
	20 => sub { ("INSERT INTO bureau_report VALUES (1, 'k', REPEAT('r', 32), "
	    . "REPEAT('n', 16), '2026-01-01')") },
	12 => sub { ("INSERT INTO retention_event (at, actor, what, rule_from, days, "
	    . "removed, oldest, newest) VALUES ('2026-01-01', 'old\@localhost', "
	    . "'copy', '2021-12-17', 0, 3, '2025-12-30', '2025-12-31')") },
);

sub _fill {
	my ($db, $number) = @_;
	for my $n (grep { $rows{$_} } 2 .. $number) {
		my $text = join "; ", $rows{$n}->();
		utf8::encode($text);
		$db->query($text, what => "rows of $n");
	}
}

1;
