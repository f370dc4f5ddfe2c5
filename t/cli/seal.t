#!/usr/bin/perl
# ecert seal: a specimen is made whole and read back; what openssl makes of it
# and what it makes of openssl's; hostile files are refused by name.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Digest::SHA qw(sha256_hex);
use Ecert::Der qw(der within);
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode);
use File::Temp qw(tempdir);
use POSIX qw(strftime);
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)'
    for qw(output failure_output todo_output);

# Said only where something was suppressed, into the output that is read here.
$ENV{LSAN_OPTIONS} = "suppressions=$FindBin::Bin/../lib/lsan.supp"
    . ':print_suppressions=0' unless defined $ENV{LSAN_OPTIONS};

my $id = 'distid:1234567812345678';
my $stack = Ecert::Stack->new->prepare;
my $dir = tempdir(CLEANUP => 1);
my @files = qw(ca.pem maker.crt maker.key signer.crt signer.key seal.svg
    seal.png seal.esl);

sub seal { return $stack->command('seal', @_) }

sub make { return seal('make-specimen', @_) }

sub openssl {
	my ($status) = Ecert::Process->run('openssl', @_);
	return $status;
}

sub slurp {
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!";
	local $/;
	return scalar <$in>;
}

sub spill {
	my ($name, $bytes) = @_;
	open my $out, '>:raw', "$dir/$name" or die "$name: $!";
	print $out $bytes;
	close $out or die "$name: $!";
	return "$dir/$name";
}

subtest 'a specimen is made whole' => sub {
	my $old = umask 0;
	my ($status, $text) = make('--owner', '样本省人力资源考试院', '--code',
	    'SPECIMEN-1', "$dir/a");
	umask $old;
	is($status, 0, 'exit status 0') or diag $text;
	is_deeply([sort map { s{.*/}{}r } glob "$dir/a/*"], [sort @files],
	    'these files and no other');
	like($text, qr/SPECIMEN-1/, 'its code is told');
	for my $file (@files) {
		is((stat "$dir/a/$file")[2] & 07777,
		    $file =~ /\.key$/ ? 0600 : 0644, "mode of $file");
	}
	my $svg = decode('UTF-8', slurp("$dir/a/seal.svg"));
	is(join('', $svg =~ m{rotate\([^)]*\) scale[^>]*>(.)</text>}g),
	    '样本省人力资源考试院专业技术人员职业资格证书专用章',
	    'the picture says whose it is, character by character');
	like($svg, qr/>样本</, 'and that it is a specimen');
	my $png = slurp("$dir/a/seal.png");
	is(substr($png, 0, 8), "\x89PNG\r\n\x1a\n", 'a PNG');
	is_deeply([unpack 'NN', substr $png, 16, 8], [280, 280], 'its size');
	cmp_ok(length $png, '<=', 8 * 1024, 'small enough to travel');
	isnt(index(slurp("$dir/a/seal.esl"), $png), -1,
	    'the seal has that picture');
	is(openssl('verify', '-vfyopt', $id, '-CAfile', "$dir/a/ca.pem",
	    "$dir/a/$_.crt"), 0, "openssl verifies $_.crt")
	    for qw(maker signer);
};

subtest 'nothing is overwritten' => sub {
	my %before = map { $_ => sha256_hex(slurp("$dir/a/$_")) } @files;
	my ($status, $text) = make('--owner', '样本', "$dir/a");
	is($status, 1, 'exit status 1');
	like($text, qr/\[file-exists\]/, 'by name');
	is_deeply({ map { $_ => sha256_hex(slurp("$dir/a/$_")) } @files },
	    \%before, 'every file as it was');
	mkdir "$dir/b" or die;
	spill('b/seal.esl', 'mine');
	is((make('--owner', '样本', "$dir/b"))[0], 1, 'the last of the files');
	is_deeply([glob "$dir/b/*"], ["$dir/b/seal.esl"], 'nothing beside it');
	is(slurp("$dir/b/seal.esl"), 'mine', 'as it was');
	mkdir "$dir/c" or die;
	symlink "$dir/nowhere", "$dir/c/signer.key" or die;
	is((make('--owner', '样本', "$dir/c"))[0], 1, 'a link to nowhere');
	ok(!-e "$dir/nowhere", 'nothing at its end');
	is_deeply([glob "$dir/c/*"], ["$dir/c/signer.key"], 'nor beside it');
	is((make('--owner', '样本', "$dir/no/such"))[0], 1,
	    'a folder that cannot be made');
};

subtest 'misuse is told with the usage' => sub {
	my @owner = ('--owner', '样本');
	for my $case ([], ['nonsense'], ['show'], ['show', '--nonsense', 'x'],
	    ['show', '--content', 'x', 'y'], ['make-specimen', "$dir/d"],
	    ['make-specimen', @owner],
	    ['make-specimen', '--owner', '', "$dir/d"],
	    ['make-specimen', '--owner', '长' x 41, "$dir/d"],
	    ['make-specimen', '--owner', "样\n本", "$dir/d"],
	    ['make-specimen', @owner, '--word', '长' x 21, "$dir/d"],
	    ['make-specimen', @owner, '--code', '../x', "$dir/d"],
	    ['make-specimen', @owner, '--code', 'x' x 65, "$dir/d"],
	    ['make-specimen', @owner, '--valid-from', '2026-02-30', "$dir/d"],
	    ['make-specimen', @owner, '--valid-from', '20260201', "$dir/d"],
	    ['make-specimen', @owner, '--years', '0', "$dir/d"],
	    ['make-specimen', @owner, '--years', '21', "$dir/d"]) {
		my ($status, $text) = seal(@$case);
		my $name = join(' ', @$case) =~ s/\n/\\n/r;
		is($status, 64, "$name: 64");
		like($text, qr/^usage: ecert/m, 'usage');
	}
	ok(!-e "$dir/d", 'and nothing is made');
};

subtest 'a seal is shown' => sub {
	my ($status, $text) = seal('show', "$dir/a/seal.esl");
	is($status, 0, 'exit status 0');
	like($text, qr/^  \Q$_\E$/m, $_) for 'id: SPECIMEN-1',
	    'name: 样本省人力资源考试院专业技术人员职业资格证书专用章（样本）';
	like($text, qr/^  picture: PNG \(image\/png\), \d+ bytes, 42 x 42 mm$/m,
	    'its picture');
	unlike($text, qr/verification/, 'not verified unless asked');
};

my $words = qr/passed|failed|could not check|not applicable/;

# (exit status, {step => outcome}, {step => reason})
sub verify {
	my (@arguments) = @_;
	my ($status, $text) = seal('show', @arguments);
	my (%outcome, %why);
	for (split /\n/, $text) {
		/^  ([a-z-]+) +\S+ ($words) \(.*?\)(?:: \[([\w-]+)\])?/ or next;
		$outcome{$1} = $2;
		$why{$1} = $3 if defined $3;
	}
	return ($status, \%outcome, \%why);
}

my @trust = ('--trust', "$dir/a/ca.pem");
my @of_seal = qw(seal-format seal-signature maker-chain maker-validity
    maker-usage seal-validity);
my @of_stamp = qw(stamp-format stamp-signature signer-listed signer-chain
    signer-validity signer-usage data-hash stamp-time);

sub passed { return [sort grep { $_[0]{$_} eq 'passed' } keys %{ $_[0] }] }

subtest 'a seal is verified step by step' => sub {
	my ($status, $outcome, $why) = verify(@trust, "$dir/a/seal.esl");
	is($status, 0, 'exit status 0');
	is(scalar keys %$outcome, 19, 'each step is told');
	is_deeply(passed($outcome), [sort @of_seal], 'its own steps passed');
	make('--owner', '样本', '--word', '专用章', '--valid-from',
	    '2020-01-01', '--years', 1, "$dir/old");
	($status, $outcome, $why) = verify('--trust', "$dir/old/ca.pem",
	    "$dir/old/seal.esl");
	is($status, 1, 'an expired seal: 1');
	is_deeply($why, { 'seal-validity' => 'seal-expired' }, 'and why');
	($status, $outcome, $why) = verify(@trust, "$dir/old/seal.esl");
	is($status, 1, 'a strange authority: 1');
	is($why->{'maker-chain'}, 'seal-certificate-untrusted', 'and why');
	is($outcome->{'maker-usage'}, 'not applicable', 'stops there');
	my ($s, $text) = seal('show', '--trust', "$dir/none.pem",
	    "$dir/a/seal.esl");
	is($s, 2, 'no trust file: could not be decided');
	unlike($text, qr/verified/, 'no verdict');
};

subtest 'the openssl command verifies the seal' => sub {
	my ($info, undef, undef, $value) = within(slurp("$dir/a/seal.esl"));
	my $tbs = spill('info.der', $info->[0]);
	my $signature = spill('info.sig', substr $value->[1], 1);
	is(openssl('x509', '-in', "$dir/a/maker.crt", '-pubkey', '-noout',
	    '-out', "$dir/maker.pub"), 0, "the maker's key");
	my @verify = ('dgst', '-sm3', '-sigopt', $id, '-verify',
	    "$dir/maker.pub", '-signature', $signature);
	is(openssl(@verify, $tbs), 0, 'its signature');
	isnt(openssl(@verify, spill('other.der', $info->[0] . 'x')), 0,
	    'and no other bytes');
};

# A seal signature made without a line of ours.
sub stamp {
	my ($content, $time) = @_;
	openssl('dgst', '-sm3', '-binary', '-out', "$dir/hash",
	    spill('content', $content)) == 0 or die 'openssl dgst';
	my $tbs = der(0x30, der(0x02, "\4"), slurp("$dir/a/seal.esl"),
	    der(0x18, strftime('%Y%m%d%H%M%SZ', gmtime $time)),
	    der(0x03, "\0", slurp("$dir/hash")), der(0x16, 'content'));
	openssl('dgst', '-sm3', '-sigopt', $id, '-sign', "$dir/a/signer.key",
	    '-out', "$dir/sig", spill('tbs', $tbs)) == 0 or die 'signing';
	openssl('x509', '-in', "$dir/a/signer.crt", '-outform', 'DER', '-out',
	    "$dir/signer.der") == 0 or die 'openssl x509';
	return der(0x30, $tbs, der(0x04, slurp("$dir/signer.der")),
	    der(0x06, "\x2a\x81\x1c\xcf\x55\x01\x83\x75"),
	    der(0x03, "\0", slurp("$dir/sig")));
}

subtest 'a seal signature that openssl made is verified' => sub {
	my $stamp = spill('stamp.der', stamp("protected\n", time));
	my @content = ('--content', "$dir/content");
	my ($status, $outcome, $why) = verify(@trust, @content, $stamp);
	is($status, 0, 'exit status 0');
	is_deeply(passed($outcome), [sort @of_seal, @of_stamp],
	    'every step passed');
	($status, $outcome, $why) = verify(@trust, $stamp);
	is($status, 2, 'without the content: could not be decided');
	is($outcome->{'data-hash'}, 'could not check', 'for want of it');
	($status, $outcome, $why) = verify(@trust, '--content',
	    spill('other', "changed\n"), $stamp);
	is($status, 1, 'other content: 1');
	is_deeply($why, { 'data-hash' => 'seal-content-changed' }, 'and why');
	$stamp = spill('late.der', stamp("protected\n", time + 86400));
	($status, $outcome, $why) = verify(@trust, @content, $stamp);
	is($why->{'stamp-time'}, 'seal-time', 'a time to come is refused');
	$stamp = spill('early.der', stamp("protected\n", time - 86400 * 400));
	($status, $outcome, $why) = verify(@trust, @content, $stamp);
	is($status, 1, 'and one before the seal was');
};

subtest 'what is no seal is refused by name' => sub {
	my $good = slurp("$dir/a/seal.esl");
	my $deep = '';
	$deep = der(0x30, $deep) for 1 .. 60;
	my %case = (
		'seal-encoding' => substr($good, 0, -1),
		'seal-trailing-bytes' => "$good\n",
		'seal-nesting' => $deep,
		'seal-layout' => der(0x30, ''),
		'seal-old-layout' => der(0x30, der(0x30, der(0x30, '')),
		    der(0x30, '')),
	);
	for my $reason (sort keys %case) {
		my ($status, $text) = seal('show', spill('bad', $case{$reason}));
		is($status, 1, "$reason: 1");
		like($text, qr/\[\Q$reason\E\]/, 'by name');
	}
	my ($status, $text) = seal('show', spill('bad', "\0" x 11_000_000));
	isnt($status, 0, 'eleven megabytes');
	is((seal('show', "$dir/none"))[0], 2, 'no file: could not be decided');
};

subtest 'long and short names, old and rare characters' => sub {
	my $n = 0;
	for my $owner ('样', '中华人民共和国人力资源和社会保障部（样本）',
	    '样本省某某自治州人力资源和社会保障局专业技术人员管理处样本', '𬱖𠮷<&>"',
	    '长' x 40) {
		$n++;
		my ($status, $text) = make('--owner', $owner, "$dir/n$n");
		is($status, 0, $owner) or diag $text;
		my $svg = decode('UTF-8', slurp("$dir/n$n/seal.svg"));
		my @angle = $svg =~ /rotate\((-?[\d.]+)\) scale/g;
		is(scalar(grep { abs $_ <= 105 } @angle), length($owner) + 15,
		    'each character has its place on the arcs');
	}
};

undef $stack;
done_testing;
