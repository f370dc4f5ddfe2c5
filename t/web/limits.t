# What nginx refuses by itself comes as the product's own page.
use strict;
use warnings;
use utf8;

use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";
use Test::More;

use Asking;
use Ecert::Stack;

my $stack = Ecert::Stack->new(rows => 20, limits => {
	RATE_LOOKUP => '1r/m', BURST_LOOKUP => 2,
	RATE_BATCH => '1r/m', BURST_BATCH => 2,
})->start;

my %form = (name => '张三', id_number => '110000199001010012',
    management_no => '20211100611000000001');
my @answers = map { $stack->post('/lookup', \%form) } 1 .. 8;
my @refused = grep { $_->{status} == 429 } @answers;
ok(@refused >= 5, 'a guesser is refused after a few look-ups');
is($refused[0]{headers}{'retry-after'}, 60, 'and told when to come again');
is(heading($refused[0]{text}), '查询过于频繁', 'on a page in the frame');
like($refused[0]{headers}{'content-security-policy'}, qr/default-src 'none'/,
    'with the headers of every page');
is($stack->get($_)->{status}, 429, "nor can codes be guessed: $_")
    for '/v/' . '0' x 26, '/v?code=x', '/sign-in/code';
is($stack->post('/sign-in', \%form)->{status}, 429,
    'nor persons by signing in');
is($stack->get('/')->{status}, 200, 'other pages still answer');

my @table = (headers => { 'Content-Type' => 'multipart/form-data; boundary=b' },
    content => "--b--\r\n");
my @batches = map { $stack->request('POST', '/batch', @table)->{status} } 1 .. 5;
is_deeply(\@batches, [422, 422, 422, 429, 429], 'batches are bounded as well');
is_deeply([map { $stack->get('/batch')->{status} } 1 .. 5], [(200) x 5],
    'looking at the form is not');

my $large = $stack->request('POST', '/lookup', content => 'a' x 40_000,
    headers => {'Content-Type' => 'application/x-www-form-urlencoded'});
is($large->{status}, 413, 'a form of 40 KB is too large');
like($large->{text}, qr/提交的内容过大/, 'on a page that says so');

my $headers = $stack->get('/', {'X-Long' => 'a' x 40_000});
is($headers->{status}, 400, 'a header of 40 KB is refused');
like($headers->{text}, qr/<header class="top">/, 'on a page in the frame');

undef $stack;
done_testing;
