#!/usr/bin/perl
# What the programs say of themselves, and how they refuse misuse.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/../web/lib";

use Asking;
use Ecert::Process;
use Ecert::Stack;
use Encode qw(decode);
use Test::More;

my $stack = Ecert::Stack->new;		# only to find the programs

sub run {
	my ($program, @arguments) = @_;
	my ($status, $text) = Ecert::Process->run($stack->program($program),
	    @arguments);
	return ($status >> 8, decode('UTF-8', $text));
}

my @commands = qw(audit backup bureau check correct history issue log migrate proposals
    purge reinstate report restore revoke seal suspend verify);
my ($status, $text) = run('ecert', '--help');
is($status, 0, 'ecert --help: 0');
like($text, qr/^  $_ /m, "$_ is listed") for @commands;
like($text, qr/\p{Han}/, 'in Chinese');
for my $command (@commands) {
	($status, $text) = run('ecert', $command, '--help');
	is($status, 0, "ecert $command --help: 0, without a configuration");
	like($text, qr/usage: ecert \[-c FILE\] $command\b/, 'its usage');
	like($text, qr/man ecert-$command/, 'and its manual');
}
for my $program (qw(ecert ecert.fcgi)) {
	($status, $text) = run($program, '--version');
	is($status, 0, "$program --version: 0");
	like($text, qr/^\Q$program\E \d+\.\d+/, 'name and number');
}
is((run('ecert.fcgi', '--help'))[0], 0, 'ecert.fcgi --help: 0');

for my $misuse ([], ['nonsense'], ['-c'], ['--nonsense'],
    ['-c', '/dev/null']) {
	($status, $text) = run('ecert', @$misuse);
	is($status, 64, "ecert @$misuse: 64");
	like($text, qr/usage/, 'with the usage');
}
is((run('ecert.fcgi', '-x'))[0], 2, 'ecert.fcgi -x: 2');
is((run('ecert.fcgi', '-c', '/nonexistent'))[0], 1,
    'ecert.fcgi without its configuration does not start: 1');

undef $stack;
done_testing;
