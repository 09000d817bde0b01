package nextech_test

import (
	"slices"
	"strconv"
	"testing"
	"time"
	_ "time/tzdata" // the zones of a machine that has none

	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/nextech"
)

// Windows are days in UTC, whatever days the vendor counts in: neighbouring windows show each encounter once, on days of 23 and 25 hours
// as well, on leap days and at the ends of months.
func TestWindowsMeetWithoutGapOrOverlapInEveryZone(t *testing.T) {
	c := newClinic(t)
	roster := c.roster("r.csv", "patient_id\n41\n")
	s := c.open(func(cfg *nextech.Config) { roster(cfg); cfg.PageSize = 500 })
	rapid.Check(t, func(rt *rapid.T) {
		zone := must(time.LoadLocation(rapid.SampledFrom([]string{
			"America/New_York", "Europe/Warsaw", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago",
		}).Draw(rt, "zone")))
		// The turns of the clocks, a leap day, a new year.
		first := rapid.SampledFrom([]string{"2024-03-08", "2024-03-29", "2024-10-25", "2024-11-01", "2024-02-27", "2024-12-30", "2025-04-04"}).Draw(rt, "first day")
		from := must(time.Parse(time.DateOnly, first))
		const days = 4
		list := []encounter{}
		for i, minute := range rapid.SliceOfN(rapid.IntRange(0, days*24*60-1), 1, 40).Draw(rt, "minutes") {
			list = append(list, encounter{strconv.Itoa(i + 1), from.Add(time.Duration(minute) * time.Minute), ""})
		}
		c.mu.Lock()
		c.encounters["41"] = list
		c.includes = func(at, from, to time.Time) bool { // by the day, as the clinic's wall shows it
			day := at.In(zone).Format(time.DateOnly)
			return day >= from.Format(time.DateOnly) && day <= to.Format(time.DateOnly)
		}
		c.mu.Unlock()
		var shown []string
		for at, end := from, from.AddDate(0, 0, days); at.Before(end); {
			next := at.AddDate(0, 0, rapid.IntRange(1, 2).Draw(rt, "days of a window"))
			if next.After(end) {
				next = end
			}
			for page, err := range s.Pull(t.Context(), extract.Ask{Kind: extract.Encounter, Mode: extract.Range, From: at, To: next}) {
				if err != nil {
					rt.Fatal(err)
				}
				for _, r := range page.Records {
					shown = append(shown, r.ID)
				}
			}
			at = next
		}
		slices.Sort(shown)
		if whole := slices.Compact(slices.Clone(shown)); len(whole) != len(list) || len(shown) != len(list) {
			rt.Fatalf("%d encounters are shown %d times, %d of them at all", len(list), len(shown), len(whole))
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
