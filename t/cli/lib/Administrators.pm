# Administrators of a stack: accounts of their own, and commands run as one of
# them.
package Administrators;

use strict;
use warnings;
use utf8;

use Ecert::Process;
use Encode qw(decode encode);
use Exporter qw(import);
use File::Temp qw(tempfile);
use Test::More ();

our @EXPORT = qw(add_admin as_admin approved_batch certificate_in);

my $count = 0;

for my $name (qw(output failure_output todo_output)) {
	binmode Test::More->builder->$name, ':utf8';
}

# An account as doc/operations.md makes one, and its configuration.
sub add_admin {
	my ($stack, $name) = @_;
	$stack->db->query("CREATE USER '$name'\@'localhost' IDENTIFIED BY ''; "
	    . "GRANT ecert_role_person TO '$name'\@'localhost'; "
	    . "SET DEFAULT ROLE ecert_role_person FOR '$name'\@'localhost'",
	    user => 'root');
	open my $in, '<:raw', $stack->dir . '/admin.conf' or die $!;
	my $text = do { local $/; <$in> };
	$text =~ s/^user = .*/user = $name/m;
	open my $out, '>:raw', $stack->dir . "/$name.conf" or die $!;
	print $out $text;
	close $out;
}

# (exit status, what it said), in characters; a reference is what is typed.
sub as_admin {
	my ($stack, $name, @words) = @_;
	my $typed = ref $words[-1] ? ${ pop @words } : '';
	my ($in, $file) = tempfile(UNLINK => 1);
	print $in encode('UTF-8', $typed);
	close $in;
	local %ENV = (%ENV, %{ $stack->clock_env });
	my ($status, $text) = Ecert::Process->run('sh', '-c',
	    'f=$1; shift; exec "$@" <"$f"', 'sh', $file,
	    $stack->program('ecert'), '-c', $stack->dir . "/$name.conf",
	    map { encode('UTF-8', $_) } @words);
	return ($status >> 8, decode('UTF-8', $text));
}

# A batch of so many, approved; its number.
sub approved_batch {
	my ($stack, $size, %opt) = @_;
	my $code = $opt{code} || 'B-' . ++$count;
	my $batch = $stack->db->value("CALL batch_open('$code', '14', '202110', "
	    . '@b); SELECT @b', user => 'ecert_admin');
	$stack->db->query(encode('UTF-8', sprintf q{START TRANSACTION;
	INSERT INTO certificate (version, management_no, name, id_type,
	    id_number, id_hash, sex, birth_date, approved_on, province, variant,
	    batch)
	SELECT 1, CONCAT('B%d-', LPAD(s.seq, 8, '0')), '王样本', '414',
	    CONCAT('SP414', LPAD(s.seq, 9, '0')), UNHEX(MD5(s.seq)), 1,
	    '1990-01-01', '2021-11-20', '11', v.variant, %d
	FROM seq_1_to_%d s
	JOIN qualification_variant v ON v.qualification = '14' LIMIT %d;
	CALL batch_approve(%d, '2021-11-21'); COMMIT}, $batch, $batch, $size,
	    $size, $batch));
	return $batch;
}

# The management number of the first certificate of a batch.
sub certificate_in {
	my ($stack, $batch) = @_;
	return $stack->db->value('SELECT MIN(management_no) FROM certificate '
	    . "WHERE batch = $batch");
}

1;
