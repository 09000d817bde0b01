package extract_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

func TestABookClosesIntoItsCoverage(t *testing.T) {
	b := extract.NewBook("no team")
	b.Claim(9)
	for _, id := range []string{"1", "2", "1"} {
		b.See(id)
		b.Keep(id)
	}
	b.Blind("It cannot see.", "It cannot see.")
	b.Drift("It moved.")
	b.Skip("out of season", 0)
	b.Skip("out of season", 2)
	got := b.Coverage("sweep", true)
	want := &extract.Coverage{
		Basis: "sweep", Complete: true, Blind: []string{"It cannot see."}, Distinct: 2, Claimed: 9, Drift: []string{"It moved."},
		Skipped: []extract.Skip{{Reason: "out of season", Count: 2}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if b.Coverage("ids", false).Complete {
		t.Error("a way that cannot be complete is")
	}
}

func TestWhatMakesABookIncomplete(t *testing.T) {
	for name, spoil := range map[string]func(*extract.Book){
		"doubt":           func(b *extract.Book) { b.Doubt("It moved.") },
		"a shared loss":   func(b *extract.Book) { b.Skip(extract.SkipNoID, 1) },
		"a vendor's loss": func(b *extract.Book) { b.Skip("no team", 1) },
	} {
		b := extract.NewBook("no team")
		spoil(b)
		c := b.Coverage("sweep", true)
		if c.Complete || len(c.Drift) != 1 || len(c.Skipped) == 1 && !c.Skipped[0].Lost {
			t.Errorf("%s: %+v", name, c)
		}
	}
	b := extract.NewBook()
	b.Skip(extract.SkipNoID, 1)
	b.Again()
	if c := b.Coverage("sweep", true); !c.Complete || len(c.Skipped) > 0 {
		t.Errorf("the second walk answers for the first: %+v", c)
	}
}

// Whoever kept the ids from before the break completes a resumed sweep; what else is doubted nobody can.
func TestWhatWasResumedCanBeCompletedByOthers(t *testing.T) {
	for name, c := range map[string]struct {
		spoil   func(*extract.Book)
		resumed bool
	}{
		"resumed":               {func(b *extract.Book) { b.Claim(3) }, true},
		"and it only moved":     {func(b *extract.Book) { b.Claim(3); b.Drift("It moved.") }, true},
		"nothing to count with": {func(*extract.Book) {}, false},
		"and it is doubted":     {func(b *extract.Book) { b.Claim(3); b.Doubt("Rows moved.") }, false},
		"and something is lost": {func(b *extract.Book) { b.Claim(3); b.Skip(extract.SkipNoID, 1) }, false},
	} {
		b := extract.NewBook()
		b.Resumed("It was resumed.")
		c.spoil(b)
		got := b.Coverage("sweep", true)
		if got.Complete || got.Resumed != c.resumed || got.Drift[0] != "It was resumed." {
			t.Errorf("%s: %+v", name, got)
		}
		if b.Coverage("roster", false).Resumed {
			t.Errorf("%s: a way that cannot be complete is completed", name)
		}
	}
}

func TestUnreadableAnswers(t *testing.T) {
	cause := errors.New("no object")
	b := extract.NewBook()
	for range 10 {
		if err := b.Unreadable(extract.SkipUnreadable, cause); err != nil {
			t.Fatal("single bad records end the Pull")
		}
	}
	if !errors.Is(b.Verdict(), cause) {
		t.Error("ten of ten were unreadable, and that is no error")
	}
	b.Keep("1")
	if err := b.Unreadable(extract.SkipUnreadable, cause); err != nil || b.Verdict() != nil {
		t.Error("a readable answer does not end the row")
	}
	for range 9 {
		_ = b.Unreadable(extract.SkipUnreadable, cause)
	}
	if err := b.Unreadable(extract.SkipUnreadable, cause); !errors.Is(err, cause) {
		t.Error("a vendor out of order is read on")
	}
}

// An answer without a record in it shows that the vendor is not out of order.
func TestAnEmptyAnswerEndsTheRow(t *testing.T) {
	b := extract.NewBook()
	cause := errors.New("no object")
	for range 25 {
		b.Readable()
		if err := b.Unreadable(extract.SkipUnreadable, cause); err != nil || b.Verdict() != nil {
			t.Fatal("every second answer can be read, and that is an error")
		}
	}
}

func TestSeeAndKeepCountApart(t *testing.T) {
	b := extract.NewBook()
	if !b.See("1") || b.See("1") || !b.See("2") {
		t.Error("an id is new once")
	}
	if b.Keep("1"); b.Kept() != 1 {
		t.Errorf("%d kept of two seen", b.Kept())
	}
}

func TestATallyAgrees(t *testing.T) {
	for name, c := range map[string]struct {
		totals []int64
		rows   []string
		bad    int
		want   bool
	}{
		"as claimed":               {[]int64{3, 3}, []string{"1", "2", "3"}, 0, true},
		"one row without an id":    {[]int64{3}, []string{"1", "2"}, 1, true},
		"one too few":              {[]int64{3}, []string{"1", "2"}, 0, false},
		"one shown twice":          {[]int64{3}, []string{"1", "2", "2"}, 0, false},
		"one more on the way":      {[]int64{2, 3}, []string{"1", "2", "3"}, 0, true},
		"one less on the way":      {[]int64{3, 2}, []string{"1", "2"}, 0, false},
		"no total":                 {[]int64{-1}, []string{"1", "2"}, 0, true},
		"no total, rows moved":     {[]int64{-1}, []string{"1", "1"}, 0, false},
		"a page without its total": {[]int64{2, -1}, []string{"1", "2"}, 0, true},
	} {
		tally := extract.NewTally()
		for _, total := range c.totals {
			tally.Claim(total)
		}
		for _, id := range c.rows {
			tally.Row(id)
		}
		for range c.bad {
			tally.Bad()
		}
		if tally.Agrees() != c.want {
			t.Errorf("%s: agrees %t", name, tally.Agrees())
		}
	}
}

func TestPagesTellWhatIsLostSoFar(t *testing.T) {
	b := extract.NewBook("of the vendor")
	var got []int64
	send := b.Telling(func(p extract.Page) error { got = append(got, p.Lost); return nil })
	for _, reason := range []string{extract.SkipGone, extract.SkipNoID, "of the vendor"} {
		b.Skip(reason, 2)
		if err := send(extract.Page{}); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(got, []int64{0, 2, 4}) {
		t.Errorf("told %v", got)
	}
}
