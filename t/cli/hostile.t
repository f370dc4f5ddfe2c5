#!/usr/bin/perl
# Files that try to pass for annotated copies: none is valid, none ends the
# program, each is refused by name.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib",
    "$FindBin::Bin/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Ecert::Tree;
use File::Temp qw(tempdir);
use Holding;
use Hostile;
use JSON::PP qw(decode_json);
use Test::More;
use Time::HiRes qw(time);

my $stack = Ecert::Stack->new(rows => 200)->start;

# An annotated copy of somebody's certificate, as downloaded.
sub copy_of {
	my ($name) = @_;
	my $holder = Holding->new($stack)->sign_in(sample($stack,
	    name => $name, state => 'issued'));
	my $sent = $holder->annotate(($holder->certificates)[0],
	    scene => 'job', recipient => '样本科技有限公司', days => 30);
	return $holder->get("$sent->{headers}{location}/certificate.xml")
	    ->{content};
}

my @copies = map { copy_of($_) } '阿卜杜拉·买买提', '𬱖';
my $hostile = Hostile->new(stack => $stack, copies => \@copies,
    seals => $stack->{build} . '/specimen-seals');
my $dir = tempdir(CLEANUP => 1);

# Objects of ecert verify --json by the names of files in the folder.
sub verify {
	my (@names) = @_;
	my ($status, $text) = $stack->ecert('verify', '--json',
	    map { "$dir/$_" } @names);
	my %object;
	for my $line (grep { /^\{/ } split /\n/, $text) {
		my $object = decode_json($line);
		$object{ $object->{file} =~ s{.*/}{}r } = $object;
	}
	return ($status, \%object, $text);
}

write_file("$dir/good-$_.xml", $copies[$_]) for 0, 1;
my ($status, $object) = verify('good-0.xml', 'good-1.xml');
is($status, 0, 'the copies from which all are made are valid')
    or BAIL_OUT('nothing below would mean anything');

my @list = $hostile->list;
subtest 'the list and the folder say the same' => sub {
	my %listed = map { $_->[0] => 1 } @list;
	my @files = map { s{.*/}{}r } glob $hostile->folder . '/*';
	is_deeply([sort(keys %listed, 'README')], [sort @files],
	    'every file has its line, and every line its file');
	cmp_ok(scalar @list, '>=', 60, 'at least sixty');
	is_deeply([grep { -s $hostile->folder . "/$_" > 8192 }
	    grep { /xml$/ } @files], [],
	    'none is large');
};

my %bytes = map { $_->[0] => $hostile->file($_->[0], $_->[3]) } @list;
write_file("$dir/$_", $bytes{$_}) for keys %bytes;
my $text;
($status, $object, $text) = verify(map { $_->[0] } @list);
is($status >> 8, 1, 'exit status 1') or diag $text;
is($status & 127, 0, 'and no signal');
unlike($text, qr/AddressSanitizer|runtime error|LeakSanitizer/,
    'nor anything for a sanitizer to say');
is(scalar keys %$object, scalar @list, 'each was judged');

for my $line (@list) {
	my ($name, $check, $word, $steps, $what) = @$line;
	my $got = $object->{$name};
	my @failed = grep { $_->{outcome} eq 'failed' } @{ $got->{checks} };
	my ($named) = grep { $_->{code} eq $check } @failed;
	my $fine = $got->{verdict} && $got->{verdict} eq 'not-valid' && $named
	    && index($named->{detail}, $word) >= 0;
	ok($fine, "$name: $check: $word: $what")
	    or diag join "\n", map { "$_->{code}: $_->{detail}" } @failed
	    ? @failed : { code => 'verdict',
	    detail => $got->{verdict} || 'none' };
}

subtest 'the tool that computes signatures would take these' => sub {
	for my $name (qw(reference-xpointer.xml transform-xslt.xml
	    transform-twice.xml digest-sha1.xml canonical-inclusive.xml
	    key-web-server.xml seal-of-another.xml annotation-recipient.xml)) {
		ok(xmlsec_accepts($stack->dir . '/ca.pem', $bytes{$name}),
		    $name);
	}
};

# What doc/verify.md has people type, in a folder of its own: the answers of
# its steps, one for each block of commands below "By hand".
my @steps = slurp(Ecert::Tree::tree_top() . '/doc/verify.md')
    =~ /^## By hand\n(.*?)^## /ms ? ($1 =~ /^   ```sh\n(.*?)^   ```/msg) : ();
my $desk = tempdir(CLEANUP => 1);
write_file("$desk/$_", slurp($stack->dir . "/$_")) for qw(ca.pem ca-crl.pem);
write_file("$desk/$_", slurp(Ecert::Tree::tree_top() . "/doc/schema/$_"))
    for qw(certificate.xsd xml.xsd);

sub by_hand {
	my ($bytes) = @_;
	write_file("$desk/certificate.xml", $bytes);
	return map { (Ecert::Process->run('sh', '-c', "cd '$desk'\n$_"))[1] }
	    @steps;
}

subtest 'the steps by hand take a good copy, and see what is wrong' => sub {
	is(scalar @steps, 4, 'four steps with commands');
	my ($form, $shape, $signature, $signer) = by_hand($copies[0]);
	like($form, qr/certificate\.xml validates$/m, 'its form');
	is($shape, "1 1 1 2 2\n", 'its signature\'s shape');
	like($signature, qr/^OK$/m, 'the signature');
	like($signer, qr/^signer-xml\.pem: OK$/m, 'the signer');
	like($signer, qr/^serial=[0-9A-F]{32}$/m, 'and who it is');
	my %wrong = (0 => [qw(element-unknown date-impossible)],
	    1 => [qw(reference-xpointer transform-xslt transform-twice
		signature-in-signature wrap-object-reference)],
	    2 => [qw(name-changed key-stranger key-value annotation-cut-out)],
	    3 => [qw(key-revoked key-web-server key-encipher)]);
	my @good = (qr/validates$/m, qr/^1 1 1 2 2$/, qr/^OK$/m,
	    qr/pem: OK$/m);
	for my $step (sort keys %wrong) {
		for my $name (@{ $wrong{$step} }) {
			unlike((by_hand($bytes{"$name.xml"}))[$step],
			    $good[$step], "$name: step " . ($step + 1));
		}
	}
};

if (my $keep = $ENV{ECERT_KEEP_HOSTILE}) {
	write_file("$keep/$_", slurp("$dir/$_")) for keys %bytes,
	    'good-0.xml', 'good-1.xml';
	write_file("$keep/$_", slurp($stack->dir . "/$_"))
	    for qw(ca.pem ca-crl.pem seal-ca.pem);
}

# ---- too big to keep

sub nested { my ($n) = @_; return '<a>' x $n . '</a>' x $n }

my %big = (
	'nested.xml' => [sub { nested(140_000) }, 'nested too deeply'],
	'nested-100-MB.xml' => [sub { '<a>' x 35_000_000 }, 'too-large'],
	'attributes.xml' => [sub { '<a ' . join(' ', map { "b$_=''" }
	    1 .. 90_000) . '/>' }, 'too many attributes'],
	'namespaces.xml' => [sub { '<a ' . join(' ', map { "xmlns:b$_='u'" }
	    1 .. 60_000) . '/>' }, 'too many attributes'],
	'open-tags.xml' => [sub { '<a b' x 250_000 }, 'file-format'],
	'one-text.xml' => [sub { '<a>' . 'x' x 1_000_000 . '</a>' },
	    'at a'],
	'names.xml' => [sub { '<' . 'n' x 1_000_000 . '/>' }, 'file-format'],
	'siblings.xml' => [sub { '<a>' . '<b/>' x 250_000 . '</a>' }, 'at a'],
	'quadratic.xml' => [sub { '<!DOCTYPE d [<!ENTITY a "' . 'x' x 500_000
	    . '">]><d>' . '&a;' x 150_000 . '</d>' }, 'file-doctype'],
	'references.xml' => [sub { '<a>' . '&#x6837;' x 120_000 . '</a>' },
	    'at a'],
	'seal.xml' => [sub { $copies[0] =~ s{(<sealSignature[^>]*>)[^<]*}{
	    $1 . 'MIIB' x 250_000 }er }, ''],
);
for my $name (sort keys %big) {
	my ($make, $word) = @{ $big{$name} };
	write_file("$dir/$name", $make->());
	my $from = time;
	my ($wait, $found) = verify($name);
	my $seconds = time - $from;
	my $detail = $found->{$name}{checks}[0]{detail};
	is($wait >> 8, 1, "$name: not valid");
	like($detail, qr/\Q$word\E/, "$name: $word");
	cmp_ok($seconds, '<', 5, "$name: soon");
	unlink "$dir/$name";
}

undef $stack;
done_testing;
