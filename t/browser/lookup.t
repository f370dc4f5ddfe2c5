#!/usr/bin/perl
# A person in front of a browser looks a certificate up.

use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib", "$FindBin::Bin/lib";

use Ecert::Browser;
use Ecert::Stack;
use Looking;
use Test::More;

my @missing = Ecert::Browser::missing();
plan skip_all => 'chromium is not installed'
    if grep({ $_ eq 'chromium' } @missing) && !$ENV{CI};

my $stack = Ecert::Stack->new(rows => 200)->start;
my @samples = $stack->samples;
my $browser = Ecert::Browser->new;

my @fields = qw(name id_number management_no);

sub sample {
	my (%want) = @_;
	my ($found) = grep { my $s = $_; !grep { $s->{$_} ne $want{$_} }
	    keys %want } @samples;
	die "no such sample\n" unless $found;
	return $found;
}

my $wei = sample(name => '𬱖', state => 'issued');
my $abdu = sample(name => '阿卜杜拉·买买提', state => 'issued');
my $revoked = sample(state => 'revoked');

sub with {
	my ($person, %other) = @_;
	return { %$person, %other };
}

sub wrong_digit {
	my ($person) = @_;
	my $number = $person->{id_number};
	$number =~ s/(.)$/$1 eq '7' ? '8' : '7'/e;
	return with($person, id_number => $number);
}

# Fill the form in and press its button, as a person does.
sub look_up {
	my ($b, $person, $query) = @_;
	$b->open($stack->url('/' . ($query || '')));
	$b->type("#$_", $person->{$_}) for @fields;
	$b->click('form button.main');
	$b->wait_for(10, sub { $b->find('.verdict, .summary') });
}

sub face_name { return $_[0]->text('.face .name dd') }

for my $person ($wei, $abdu) {
	subtest "$person->{name} is looked up by filling the form in" => sub {
		look_up($browser, $person);
		like($browser->url, qr{/result/[\w-]{40,}$}, 'an own address');
		like($browser->text('h1'), qr/^证书有效/, 'the verdict');
		is(face_name($browser), $person->{name}, 'the name');
		my $number = $browser->text('.face .idNumber dd');
		(my $digits = $number) =~ s/\s//g;
		is(substr($digits, -4), substr($person->{id_number}, -4),
		    'the last digits of the number');
		isnt($digits, $person->{id_number}, 'the others are hidden');
		my ($link) = $browser->find('a[href*="/certificate"]');
		ok($link, 'the file is offered') or return;
		like($browser->attribute($link, 'href'), qr/\.xml$/,
		    'at an address that ends in .xml');
		no_complaint($browser);
	};
}

subtest 'a revoked certificate says so, on its face too' => sub {
	look_up($browser, $revoked);
	like($browser->text('h1'), qr/^证书已撤销/, 'the verdict');
	like($browser->text('.face .state-stamp'), qr/已撤销/, 'the stamp');
	is(face_name($browser), $revoked->{name}, 'the name');
	is(scalar $browser->find('a[href$=".xml"]'), 0, 'no file is offered');
	no_complaint($browser);
};

sub focused_id { return $_[0]->attribute($_[0]->focused, 'id') || '' }

subtest 'the keyboard alone is enough' => sub {
	$browser->open($stack->url('/'))->key('Tab');
	is($browser->attribute($browser->focused, 'class'), 'skip',
	    'the first stop passes over the navigation');
	$browser->key('Enter');
	for my $field (@fields) {
		$browser->key('Tab');
		is(focused_id($browser), $field, "the next stop is $field");
		$browser->key(split //, $abdu->{$field});
	}
	$browser->key('Tab');
	is($browser->attribute($browser->focused, 'type'), 'submit',
	    'the last stop is the button');
	$browser->key('Enter');
	ok($browser->wait_for(10, sub { $browser->url =~ m{/result/} }),
	    'Enter looks up');
	like($browser->text('h1'), qr/^证书有效/, 'the verdict');
	is(face_name($browser), $abdu->{name}, 'the name');
};

subtest 'a wrong check digit is explained where it can be mended' => sub {
	my $wrong = wrong_digit($abdu);
	look_up($browser, $wrong);
	like($browser->title, qr/^错误：/, 'the title says it first');
	like($browser->text('.summary'), qr/有问题需要处理.*校验位/s,
	    'a summary stands above');
	my @links = $browser->find('.summary a');
	is(@links, 1, 'with one link');
	is($browser->text('#id_number-error'), '错误：'
	    . $browser->text($links[0]), 'the same words by the field');
	isnt(focused_id($browser), 'id_number', 'the focus is elsewhere');
	$browser->click($links[0]);
	is(focused_id($browser), 'id_number', 'the link leads to the field');
	is($browser->value('#name'), $abdu->{name}, 'the name was kept');
	is($browser->value('#id_number'), '', 'the number was not');
	$browser->key(split //, $abdu->{id_number});
	$browser->key('Enter');
	ok($browser->wait_for(10, sub { $browser->url =~ m{/result/} }),
	    'mended, it is looked up');
	like($browser->text('h1'), qr/^证书有效/, 'and found');
	no_complaint($browser);
};

# ---- a screen of 320 px

subtest 'on 320 px everything fits and can be touched' => sub {
	my %controls = ('/' => 4, '/catalogue' => 0, '/help' => 0,
	    '/no-such-page' => 1);
	$browser->size(320, 640, mobile => 1);
	for my $lang ('', '?lang=en') {
		for my $path (sort keys %controls) {
			$browser->open($stack->url("$path$lang"));
			fits_narrow($browser, "$path$lang", $controls{$path});
		}
		look_up($browser, wrong_digit(with($abdu,
		    name => '阿卜杜拉•买买提')), $lang);
		fits_narrow($browser, "faults$lang", 5);
		look_up($browser, $_, $lang),
		    fits_narrow($browser, "$_->{state}$lang", 1)
		    for $wei, $abdu, $revoked;
		look_up($browser, with($abdu, name => '无此人'), $lang);
		fits_narrow($browser, "not found$lang", 1);
	}
	$browser->size(1280, 900);
	no_complaint($browser);
};

# A number that goes on below is read wrongly.
my $broken = <<'END';
return [...document.querySelectorAll('.idNumber dd, .managementNo dd')]
    .filter(e => { const r = document.createRange();
	r.selectNodeContents(e); return r.getClientRects().length > 1; })
    .map(e => e.textContent);
END

subtest 'on 320 px each number stands on one line' => sub {
	$browser->size(320, 640, mobile => 1);
	for my $s (grep { $_->{state} ne 'approved' } $stack->samples) {
		look_up($browser, $s);
		is(@{ $browser->script('return [...document.querySelectorAll('
		    . "'.managementNo dd')].map(e => e.textContent)") }, 1,
		    "$s->{state} $s->{style}: a number is shown");
		is(join(' ', @{ $browser->script($broken) }), '',
		    "$s->{state} $s->{style}: in one piece");
	}
	$browser->size(1280, 900);
};

# What of the face reaches past its frame, where it would be cut off.
my $cut = <<'END';
const frame = document.querySelector('.face-in').getBoundingClientRect();
return [...document.querySelectorAll('.face-in :is(p, dt, dd, span)')]
    .filter(e => !e.closest('.watermark, .state-stamp'))
    .filter(e => { const box = e.getBoundingClientRect();
	return box.left < frame.left || box.right > frame.right; })
    .map(e => e.className + ' ' + e.textContent);
END

subtest 'on 320 px nothing of the face is cut off' => sub {
	$browser->size(320, 640, mobile => 1);
	for my $lang ('', '?lang=en') {
		look_up($browser, $abdu, $lang);
		is(join(', ', @{ $browser->script($cut) }), '', "all$lang");
	}
	$browser->size(1280, 900);
};

# ---- paper

# The elements that show words or pictures, by the nearest part of the page.
my $shown = <<'END';
const parts = new Set();
for (const e of document.body.querySelectorAll('*')) {
	const own = e.matches('img, svg') || [...e.childNodes].some(
	    n => n.nodeType === 3 && n.data.trim());
	const box = e.getBoundingClientRect();
	if (!own || !e.checkVisibility({visibilityProperty: true})
	    || box.width < 2 || box.height < 2)
		continue;
	const part = e.closest('.verdict, .facts, .face');
	parts.add(part ? part.classList[0] : e.tagName + ' '
	    + e.textContent.trim().slice(0, 20));
}
return [...parts].sort();
END

subtest 'on paper stand the verdict and the face, on one A4' => sub {
	for my $person ($wei, $revoked) {
		look_up($browser, $person);
		cmp_ok(scalar @{ $browser->script($shown) }, '>', 3,
		    'a screen shows more');
		$browser->media('print');
		is_deeply($browser->script($shown), [qw(face facts verdict)],
		    "$person->{state}: paper shows only these");
		$browser->media('screen');
		is_one_a4($browser->print_pdf);
	}
};

# ---- without scripts

subtest 'JavaScript may be off' => sub {
	my $plain = Ecert::Browser->new(javascript => 0);
	$plain->open('data:text/html,<title>off</title>'
	    . '<script>document.title = "on"</script>');
	is($plain->title, 'off', 'it is off');
	for my $person ($wei, $abdu) {
		look_up($plain, $person);
		like($plain->text('h1'), qr/^证书有效/, 'the verdict');
		is(face_name($plain), $person->{name}, 'the name');
	}
	look_up($plain, wrong_digit($abdu));
	$plain->click('.summary a');
	is(focused_id($plain), 'id_number', 'a fault leads to its field');
	no_complaint($plain);
};

subtest 'the console would have told' => sub {
	$browser->open($stack->url('/'));
	no_complaint($browser);
	$browser->script('document.body.insertAdjacentHTML("beforeend",'
	    . q{ '<p style="color: red">x</p>')});
	like(join("\n", complaints($browser)), qr/Content Security Policy/,
	    'what the policy forbids is heard of');
};

undef $browser;
undef $stack;
done_testing;
