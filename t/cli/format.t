#!/usr/bin/perl
# The commands of doc/format.md: what anybody can verify of a copy without this
# program, run as they stand there.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Cwd qw(abs_path);
use Ecert::Process;
use Encode qw(decode encode);
use File::Temp qw(tempdir);
use Test::More;

my $top = abs_path("$FindBin::Bin/../..");
my $build = abs_path($ENV{ECERT_BUILD_DIR} || "$top/build");
my $maker = "$build/t/unit/specimen_copy";
-x $maker or plan skip_all => 'the unit tests are not built';
for my $program (qw(xmlsec1 xmllint openssl cmp od)) {
	grep { -x "$_/$program" } split /:/, $ENV{PATH}
	    or plan skip_all => "$program is not installed";
}

sub slurp {
	my ($file) = @_;
	open my $in, '<:raw', $file or die "$file: $!";
	local $/;
	return scalar <$in>;
}

sub spill {
	my ($file, $bytes) = @_;
	open my $out, '>:raw', $file or die "$file: $!";
	print $out $bytes;
	close $out or die "$file: $!";
}

my $text = decode('UTF-8', slurp("$top/doc/format.md"));
my ($how) = $text =~ /^## How to check a file\n(.*?)^## /ms;
my ($xmlsec) = $how =~ /^(xmlsec1 .*)$/m;
my @blocks = $how =~ /^```sh\n(.*?)^```/msg;
ok($xmlsec, 'there is a command for the XML signature');
is(scalar @blocks, 8, 'and steps for the seal');
my $of_report = pop @blocks;	# what a report's seal covers

# A folder with a copy; another with the bytes given, beside the first's keys.
sub copy_in {
	my ($from, $bytes) = @_;
	my $dir = tempdir(CLEANUP => 1);
	unless ($from) {
		my ($status, $said) = Ecert::Process->run($maker, $dir);
		die "specimen_copy: $said" if $status;
		return $dir;
	}
	spill("$dir/$_", slurp("$from/$_")) for qw(ca.pem seal-ca.pem);
	spill("$dir/certificate.xml", $bytes);
	return $dir;
}

# All the steps in one shell, as somebody would type them.
sub steps {
	my ($dir) = @_;
	my (undef, $said) = Ecert::Process->run('sh', '-c',
	    encode('UTF-8', "cd '$dir'\n" . join "\n", @blocks));
	return $said;
}

sub signature {
	my ($dir) = @_;
	my (undef, $said) = Ecert::Process->run('sh', '-c',
	    "cd '$dir' && $xmlsec");
	return $said;
}

my $dir = copy_in();
my $good = slurp("$dir/certificate.xml");
like(signature($dir), qr/^OK$/m, 'the XML signature verifies');
my $said = steps($dir);
like($said, qr/^content: same$/m, 'the seal is over this content');
is(scalar(() = $said =~ /^Verified OK$/mg), 2,
    'signer\'s and maker\'s signatures verify');
like($said, qr/^signer: listed$/m, 'the signer is in the seal\'s list');
like($said, qr/^maker\.pem: OK\nsigner\.pem: OK$/m, 'both chains hold');
is(scalar(() = $said =~ /GENERALIZEDTIME/g), 4, 'four times are shown');
my ($other_way) = $how =~ /`(openssl pkeyutl .*?)`/s;
$other_way =~ s/\n/ /g;
my (undef, $same) = Ecert::Process->run('sh', '-c', "cd '$dir' && $other_way");
like($same, qr/Signature Verified Successfully/, 'the other command agrees');
is(slurp("$dir/seal.der") =~ /SPECIMEN|样本/ ? 1 : 0, 1,
    'the seal says that it is a specimen');

# The same steps over a report, but for what its seal covers.
sub report_steps {
	my ($dir, $bytes) = @_;
	spill("$dir/report.xml", $bytes);
	my (undef, $said) = Ecert::Process->run('sh', '-c',
	    encode('UTF-8', join "\n", "cd '$dir'", $of_report,
	    map { s/certificate\.(xml|c14n)/report.$1/gr } @blocks[1 .. $#blocks]));
	return $said;
}

my $report = slurp("$dir/report.xml");
$said = report_steps($dir, $report);
like($said, qr/^content: same$/m, 'the seal of a report is over the report');
is(scalar(() = $said =~ /^Verified OK$/mg), 2, 'and holds');
like($said, qr/^maker\.pem: OK\nsigner\.pem: OK$/m, 'with its chains');
unlike(report_steps($dir, $report =~ s/code="valid"/code="undecided"/r),
    qr/content: same/, 'another verdict: the seal is over another report');

my $person = copy_in($dir, $good =~ s{<name>[^<]*}{<name>X}r);
unlike(signature($person), qr/^OK$/m, 'another name: the XML signature fails');
unlike(steps($person), qr/content: same/, 'and the seal is over other content');

my $longer = copy_in($dir, $good =~ s{<expires>\d{4}}{<expires>2099}r);
unlike(signature($longer), qr/^OK$/m,
    'another end of the annotation: the XML signature fails');
like(steps($longer), qr/content: same/, 'which is not under the seal');

my $stranger = copy_in();
spill("$dir/seal-ca.pem", slurp("$stranger/seal-ca.pem"));
unlike(steps($dir), qr/^(?:maker|signer)\.pem: OK$/m,
    'under another authority no chain holds');

done_testing;
