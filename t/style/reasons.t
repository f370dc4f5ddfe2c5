# The reason catalogue says everything twice, once in each language.
use strict;
use warnings;
use utf8;

use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Ecert::Tree qw(tree_text none);

binmode Test::More->builder->$_, ':encoding(UTF-8)'
    for qw(output failure_output todo_output);

my $text = tree_text('fcgi/base/reason.def');
$text =~ s{/\*.*?\*/}{}gs;
my $string = qr/"((?:[^"\\]|\\.)*)"/;
my @reasons;
while ($text =~ /^REASON\((\w+),\s*$string,\s*(\d+),
    \s*$string,\s*$string,\s*$string,\s*$string\)/mgx) {
	push @reasons, { name => $1, code => $2, status => $3, zh => $4,
	    zh_next => $5, en => $6, en_next => $7 };
}
my $entries = () = $text =~ /^REASON\(/mg;
ok($entries > 20, 'there are reasons');
is(scalar @reasons, $entries, 'every entry has its seven parts');

sub offenders {
	my ($what, $wrong) = @_;
	none([map { $_->{name} } grep { $wrong->($_) } @reasons],
	    $what);
}

my (%name, %code);
offenders('names are unique', sub { $name{ $_[0]{name} }++ });
offenders('codes are unique', sub { $code{ $_[0]{code} }++ });
offenders('codes are words with hyphens',
    sub { $_[0]{code} !~ /^[a-z]+(?:-[a-z0-9]+)*$/ });
offenders('statuses are errors of HTTP',
    sub { $_[0]{status} !~ /^[45]\d\d$/ });
offenders('the Chinese sentence is Chinese and ends',
    sub { $_[0]{zh} !~ /\p{Han}.*[。！]$/ });
offenders('the English sentence is English and ends',
    sub { $_[0]{en} !~ /^[A-Z].*[.!]$/ || $_[0]{en} =~ /\p{Han}/ });
offenders('a next step is told in both languages or in none',
    sub { !length $_[0]{zh_next} != !length $_[0]{en_next} });
offenders('a next step ends as a sentence does',
    sub { length $_[0]{zh_next} && ($_[0]{zh_next} !~ /。$/
	|| $_[0]{en_next} !~ /\.$/) });
offenders('what we could not check is never told as invalid',
    sub { $_[0]{status} == 503
	&& "$_[0]{zh}$_[0]{en}" =~ /无效|假证|invalid|forged/ });

# ---- the same for who runs a command

my $explain = tree_text('fcgi/admin/explain.c');
my %advised = map { $_ => 1 } $explain =~ /\bREASON_(\w+)/g;
# Only pages give these.
my %of_pages = map { $_ => 1 } qw(BAD_REQUEST NOT_FOUND METHOD URI_TOO_LONG
    MEDIA_TYPE TICKET_EXPIRED SIGN_IN_OFF CSRF REPORT_UNKNOWN BATCH_GONE);
offenders('an administrator is not sent to the administrator, nor told of pages',
    sub { "$_[0]{zh}$_[0]{zh_next}" =~ /不代表证书|请管理员|联系管理员|向管理员|页面|首页/
	&& !$of_pages{ $_[0]{name} } && !$advised{ $_[0]{name} } });

# ---- and for a bureau's program

my @told;
while ($text =~ /^REASON_TOLD\((\w+),
    \s*$string,\s*$string,\s*$string,\s*$string\)/mgx) {
	push @told, { name => $1, zh => $2, zh_next => $3, en => $4, en_next => $5 };
}
my $told = () = $text =~ /^REASON_TOLD\(/mg;
cmp_ok($told, '>', 10, 'programs are told some in words of their own');
is(scalar @told, $told, 'each has its five parts');
my %known = map { $_->{name} => $_ } @reasons;
none([map { $_->{name} } grep { !$known{ $_->{name} } } @told],
    'each is of a reason that there is');
my %twice;
none([map { $_->{name} } grep { $twice{ $_->{name} }++ } @told], 'told once');
none([map { $_->{name} } grep { $_->{zh} !~ /\p{Han}.*。$/ || $_->{zh_next} !~ /。$/
    || $_->{en} !~ /^[A-Z].*\.$/ || $_->{en_next} !~ /\.$/
    || "$_->{en}$_->{en_next}" =~ /\p{Han}/ } @told],
    'what happened and what next, in both languages');
none([map { $_->{name} } grep { my $r = $known{ $_->{name} };
    $r->{status} == 503 && "$r->{zh_next}" =~ /不代表证书无效/
    && $_->{zh_next} !~ /不代表证书无效/ } @told],
    'what could not be checked stays no verdict');

# What a call can come to, as serve() and nginx have it; the rest is of pages,
# of signing in, or of commands.
my %of_program = map { $_->{name} => $_ } @reasons, @told;
my @general = qw(BAD_REQUEST NOT_FOUND METHOD TOO_LARGE URI_TOO_LONG MEDIA_TYPE
    HEADERS_TOO_LARGE TOO_MANY NOT_IN_FORCE UNCERTAIN);
my @ours = map { $_->{name} } grep { $_->{status} >= 500 } @reasons;
push @general, grep { !/^(?:SEAL|KEY|CLIENT)_/ } @ours;
none([grep { my $r = $of_program{$_}; "$r->{zh}$r->{zh_next}$r->{en}$r->{en_next}" =~
    /页面|首页|浏览器|表单|\bpage\b|browser|\bform (?:on|again)|管理员|administrator|ecert / }
    @general], 'a program is sent to no page, and to no command');

done_testing;
