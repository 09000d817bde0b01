package clickhouse_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

func TestNowIsTheServersClock(t *testing.T) {
	w, _ := fresh(t)
	first, err := w.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if second.Before(first) || first.Location() != time.UTC || time.Since(first).Abs() > time.Hour {
		t.Errorf("%v, then %v", first, second)
	}
}

func TestGreatestObserved(t *testing.T) {
	w, _ := prepared(t)
	if got, err := w.GreatestObserved(t.Context(), source); err != nil || !got.IsZero() {
		t.Errorf("nothing landed: %v, %v", got, err)
	}
	put(t, w, tables.RawRecords, landing("a", 3, 1), landing("b", 2, 1))
	if got, err := w.GreatestObserved(t.Context(), source); err != nil || !got.Equal(at(3)) {
		t.Errorf("landed: %v, %v", got, err)
	}
	put(t, w, tables.RecordStates, loaded("a", 9, 1))
	if got, err := w.GreatestObserved(t.Context(), source); err != nil || !got.Equal(at(9)) {
		t.Errorf("loaded: %v, %v", got, err)
	}
	if got, err := w.GreatestObserved(t.Context(), "other"); err != nil || !got.IsZero() {
		t.Errorf("another source: %v, %v", got, err)
	}
}

func TestPinSource(t *testing.T) {
	w, _ := prepared(t)
	first := tables.SourceRow{Source: source, Vendor: "vsee", Tenant: "tenant-" + canary, Zone: "America/Chicago", FirstUsed: at(1)}
	again := first
	again.FirstUsed = at(2)
	for _, row := range []tables.SourceRow{first, again} {
		if err := w.PinSource(t.Context(), row); err != nil {
			t.Fatal(err)
		}
	}
	again.Tenant, again.Zone = "another", "UTC"
	err := w.PinSource(t.Context(), again)
	if !errors.Is(err, clickhouse.ErrPinned) || !strings.Contains(err.Error(), "tenant and zone") || strings.Contains(err.Error(), canary) {
		t.Errorf("got %v", err)
	}
	again.Source = "new"
	if err := w.PinSource(t.Context(), again); err != nil {
		t.Error(err)
	}
}
