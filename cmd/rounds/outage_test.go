package main

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// S21: a warehouse that is down is noticed before a vendor is asked for anything.
func TestARunWithoutAWarehouseAsksNoVendor(t *testing.T) {
	c := small(t, sharedDir(t))
	server := fmt.Sprintf(`server: {addr: "127.0.0.1:1", user: loader, password: %q}`, c.secret("password", "minted"))
	keep(t, c.config, strings.Replace(read(t, c.config), fmt.Sprintf("dir: %q", c.dir), server, 1))
	c.run().saw(t, 5, "E0505", "the warehouse does not answer", "do:   see that the server answers")
	if asked := c.Requests(); len(asked) > 0 {
		t.Error("a vendor was asked all the same:", asked)
	}
}

// S25: cron and a person start the same round at the same time. One has the folder; the other is told who. Nothing is there twice.
func TestTwoRunsAtOnce(t *testing.T) {
	c := small(t, sharedDir(t))
	hung := c.hangAt("/visits/{id}", 3)
	first := start(t, "run", "--config", c.config)
	hung()
	start(t, "run", "--config", c.config).wait().saw(t, 7, "E0701", fmt.Sprintf("rounds run (process %d of ", first.cmd.Process.Pid), "do:   wait")
	first.signal(syscall.SIGTERM)
	first.wait().saw(t, 143)
	c.Faults().Clear()
	one, two := start(t, "run", "--config", c.config), start(t, "run", "--config", c.config)
	ends := []int{one.wait().code, two.wait().code}
	slices.Sort(ends)
	if ends[0] != 0 || ends[1] != 0 && ends[1] != 7 {
		t.Errorf("two runs ended with %v", ends)
	}
	mine := "source IN ('" + c.vsee + "', '" + c.nextvisit + "')"
	for what, sql := range map[string]string{
		"landed twice":    "SELECT count() FROM (SELECT 1 FROM raw.records WHERE " + mine + " GROUP BY source, kind, id, hash HAVING count() > 1)",
		"not loaded":      "SELECT count() FROM raw.records WHERE " + mine + " AND (source, kind, id) NOT IN (SELECT source, kind, id FROM ops.record_state)",
		"published twice": "SELECT count() - uniqExact(source, visit_id) FROM analytics.visit WHERE " + mine,
		"not published":   "SELECT uniqExact(record_id) FROM fhir_current.encounter WHERE kind = 'visit' AND " + mine + " AND (source, id) NOT IN (SELECT source, visit_id FROM analytics.visit)",
	} {
		if n := ask(t, c.dir, "loader", sql); !slices.Equal(n, []string{"0"}) {
			t.Errorf("%s: %v", what, n)
		}
	}
	if n := ask(t, c.dir, "loader", "SELECT count() FROM analytics.visit WHERE "+mine); slices.Equal(n, []string{"0"}) {
		t.Error("no visit is published")
	}
}
