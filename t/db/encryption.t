#!/usr/bin/perl
# Who has the disk and not the key reads nobody's name or number on it.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";

use Ecert::Database;
use File::Find qw(find);
use File::Temp qw(tempdir);
use Test::More;

my $invented = join '', map { open my $in, '<:raw', $_ or die "$_: $!";
	local $/; <$in> } glob "$FindBin::Bin/../../sql/demo/*.sql";

# A server of its own, filled and stopped: its folder, and what was put in.
sub filled {
	my (@options) = @_;
	my $dir = tempdir('ecert-enc-XXXXXX', TMPDIR => 1, CLEANUP => 1);
	my $db = Ecert::Database->start(dir => $dir, options => \@options);
	$db->load->populate(60, '00' x 32);
	my @rows = $db->rows('SELECT name, id_number, management_no '
	    . 'FROM certificate');
	$db->stop;
	# Some invented names stand in the text of the procedure that invents.
	return ("$dir/data", grep { index($invented, $_) < 0 } map { @$_ }
	    @rows);
}

# Which of the texts stand as they are in any file of the folder.
sub readable {
	my ($data, @texts) = @_;
	my %found;
	find({ no_chdir => 1, wanted => sub {
		return unless -f;
		open my $in, '<:raw', $_ or die "$_: $!";
		my $bytes = do { local $/; <$in> };
		index($bytes, $_) >= 0 and $found{$_}++ for @texts;
	} }, $data);
	return scalar keys %found;
}

my ($data, @texts) = filled();
cmp_ok(scalar(grep { length } @texts), '>', 100, 'names and numbers were stored');
is(readable($data, @texts), 0,
    'none of them can be read in tables, logs or temporary files');

($data, @texts) = filled(qw(--innodb-encrypt-tables=OFF
    --innodb-encrypt-log=OFF));
cmp_ok(readable($data, @texts), '>', 100,
    'without the shipped settings they could');

done_testing;
