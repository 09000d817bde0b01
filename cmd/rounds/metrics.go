package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/gofrs/flock"
	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// The names of metrics_file. docs/operations.md tells what to do with them. Every one has the labels source and vendor.
const (
	metricSuccess     = "rounds_run_success"
	metricExit        = "rounds_run_exit_code"
	metricFinished    = "rounds_run_finished_timestamp_seconds"
	metricRecords     = "rounds_records"
	metricWindows     = "rounds_windows"
	metricWatermark   = "rounds_watermark_timestamp_seconds"
	metricQuarantined = "rounds_quarantined_records"
)

// metric is one name of the file.
type metric struct {
	name, help string
	ofRun      bool     // about the last run of a source; else it stands until the warehouse is asked again
	more       []string // labels beside source and vendor
}

var measured = []metric{
	{metricSuccess, "1 when the last nightly run did all it had to do for the source, else 0.", true, nil},
	{metricExit, "Exit code that the source came to in its last nightly run (docs/errors.md).", true, nil},
	{metricFinished, "When the last nightly run that was to read the source ended, well or badly.", true, nil},
	{metricRecords, "Records that the last nightly run was shown, by what became of them.", true, []string{"kind", "outcome"}},
	{metricWindows, "Windows of the last nightly run, by the state they ended in.", true, []string{"kind", "status"}},
	{metricWatermark, "Everything before it was read by nights.", false, []string{"kind"}},
	{metricQuarantined, "Records put aside now: landed, and not loaded.", false, []string{"kind"}},
}

// gauges are the metrics of one file.
type gauges struct {
	registry *prometheus.Registry
	by       map[string]*prometheus.GaugeVec
	vendors  map[string]string // by configured source
}

func newGauges(c *pipelines.Config) gauges {
	g := gauges{prometheus.NewRegistry(), map[string]*prometheus.GaugeVec{}, map[string]string{}}
	for _, m := range measured {
		g.by[m.name] = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: m.name, Help: m.help}, append([]string{"source", "vendor"}, m.more...))
		g.registry.MustRegister(g.by[m.name])
	}
	for _, s := range c.Sources {
		g.vendors[s.Name] = s.Vendor
	}
	return g
}

// ended is what a nightly run came to. status is nil when the warehouse could not tell.
type ended struct {
	summary pipelines.Summary
	status  *pipelines.Status
}

// onCall makes a nightly run and tells whoever is on call what it came to, also when it never began.
func (a *App) onCall(ctx context.Context, n pipelines.Night, run func(*ended) error) error {
	var e ended
	err := run(&e)
	a.metrics(ctx, n, e, err)
	a.alarm(ctx, n.Config, n.Command, e.summary, err)
	return err
}

// stand enters how the sources stand after a night, where the metrics file wants to know.
func (a *App) stand(ctx context.Context, n pipelines.Night, w *clickhouse.Warehouse, e *ended) {
	if n.Config.MetricsFile == "" {
		return
	}
	status, err := pipelines.ReadStatus(context.WithoutCancel(ctx), n.Config, w)
	if err != nil {
		a.log.Warn("the metrics file keeps the watermarks it has", "error", err)
		return
	}
	e.status = &status
}

// metrics writes the metrics file of the configuration after a nightly run. A run of one kind alone leaves it as it is: it says
// nothing of the source's other kinds.
func (a *App) metrics(ctx context.Context, n pipelines.Night, e ended, err error) {
	if n.Config.MetricsFile == "" || n.Kind != "" {
		return
	}
	if err := writeMetrics(context.WithoutCancel(ctx), n, e, func(of error) int { return exitOf(ctx, of) }, err); err != nil {
		a.log.Error("the metrics file is not written", "error", err)
	}
}

// writeMetrics writes a file as a whole. What earlier runs said of other sources stays in it; a source that is no longer configured
// is left out. Processes that read different sources write one after the other.
func writeMetrics(ctx context.Context, n pipelines.Night, e ended, exit func(error) int, err error) error {
	path := n.Config.MetricsFile
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return fmt.Errorf("wait for another process that writes it: %w", err)
	}
	defer lock.Unlock() //nolint:errcheck // the kernel frees it when the process ends
	g := newGauges(n.Config)
	if err := g.recall(path); err != nil {
		return err
	}
	for source := range g.vendors {
		if n.Source == "" || n.Source == source {
			g.run(source, e.summary, exit(came(source, e.summary, n, err)))
		}
	}
	if e.status != nil {
		g.stand(*e.status)
	}
	return prometheus.WriteToTextfile(path, g.registry)
}

// recall sets what the file said so far. A file that cannot be read as metrics is written anew.
func (g gauges) recall(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, _ := parser.TextToMetricFamilies(f) // what was read before a fault is good
	for name, vec := range g.by {
		for _, m := range families[name].GetMetric() {
			labels := labelsOf(m)
			if g.vendors[labels["source"]] != labels["vendor"] {
				continue
			}
			if gauge, err := vec.GetMetricWith(labels); err == nil {
				gauge.Set(m.GetGauge().GetValue())
			}
		}
	}
	return nil
}

func labelsOf(m *dto.Metric) prometheus.Labels {
	labels := prometheus.Labels{}
	for _, l := range m.GetLabel() {
		labels[l.GetName()] = l.GetValue()
	}
	return labels
}

// set gives one metric of a source its value. more are the values of its further labels.
func (g gauges) set(name, source string, value float64, more ...string) {
	g.by[name].WithLabelValues(append([]string{source, g.vendors[source]}, more...)...).Set(value)
}

// came is the error that a source came to: its own failures, or what kept the whole run from its end.
func came(source string, s pipelines.Summary, n pipelines.Night, err error) error {
	var own []error
	for _, f := range s.Failures {
		if f.Source == source {
			own = append(own, f.Err)
		}
	}
	if len(own) > 0 {
		return errors.Join(own...)
	}
	if s.Published.ID != "" || n.Unpublished {
		return nil
	}
	return err
}

// run sets what a run came to for one source, in place of what an earlier run did.
func (g gauges) run(source string, s pipelines.Summary, exit int) {
	for _, m := range measured {
		if m.ofRun {
			g.by[m.name].DeletePartialMatch(prometheus.Labels{"source": source})
		}
	}
	finished := s.Finished
	if finished.IsZero() { // it broke off before the warehouse told the time
		finished = time.Now()
	}
	success := 0.0
	if exit == exitDone {
		success = 1
	}
	g.set(metricSuccess, source, success)
	g.set(metricExit, source, float64(exit))
	g.set(metricFinished, source, float64(finished.Unix()))
	g.windows(source, s.Windows)
}

// windows adds up the windows of one source.
func (g gauges) windows(source string, windows []tables.Window) {
	for _, w := range windows {
		if w.Source != source {
			continue
		}
		g.by[metricWindows].WithLabelValues(source, g.vendors[source], w.Kind, w.Status).Inc()
		for _, m := range measures {
			if m.part {
				g.by[metricRecords].WithLabelValues(source, g.vendors[source], w.Kind, m.name).Add(float64(m.of(w.Books)))
			}
		}
	}
}

// stand sets how the sources stand.
func (g gauges) stand(s pipelines.Status) {
	g.by[metricWatermark].Reset()
	g.by[metricQuarantined].Reset()
	for _, source := range s.Sources {
		for _, k := range source.Kinds {
			if !k.Watermark.IsZero() {
				g.set(metricWatermark, source.Source, float64(k.Watermark.Unix()), k.Kind)
			}
			g.set(metricQuarantined, source.Source, float64(k.Quarantined), k.Kind)
		}
	}
}
