package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/dustin/go-humanize/english"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/pipelines"
)

// problem is something a person should know of, and what to type.
type problem struct {
	Source string `json:"source,omitempty"`
	Kind   string `json:"kind,omitempty"`
	What   string `json:"what"`
	Do     string `json:"do"`

	exit int // of status --check; 0: it does not alarm
}

// remedies are what mends an error that the books name by its words, the first that fits. WHERE is flags that name the source
// and kind, CONFIG the flag of the configuration.
var remedies = []struct {
	is error
	do string
}{
	{extract.ErrReauthorize, "rounds auth SOURCE CONFIG"},
	{extract.ErrAuth, "renew the credentials that connection of SOURCE names, then: rounds run CONFIG --source SOURCE"},
	{rest.ErrSecret, "put the secret where connection of SOURCE says, then: rounds run CONFIG --source SOURCE"},
	{extract.ErrTenant, "check the account of SOURCE: another team or account is another source, with a name of its own"},
	{extract.ErrFile, "mend or fetch the file, then: rounds run CONFIG --source SOURCE"},
	{pipelines.ErrVanished, "see that the account still sees the same team, then: rounds run CONFIG --source SOURCE; if they were deleted indeed, set vanish_percent"},
	{pipelines.ErrUnread, "rounds history RUN CONFIG tells why; mend it at the vendor, or: rounds accept WINDOW CONFIG --reason TEXT"},
}

// problems lists what is wrong, the gravest first.
func problems(s pipelines.Status, config string, max limits) []problem {
	p := finder{config: config, max: max, last: s.Run, found: []problem{}}
	if s.Run == nil {
		p.add(problem{What: "nothing was ever read", Do: p.run("", ""), exit: exitIncomplete})
	}
	for _, one := range s.Sources {
		p.unread(one)
		for _, w := range one.Open {
			p.window(one.Source, w)
		}
	}
	p.purge(s)
	p.ended(s)
	for n, each := range []func(string, pipelines.KindStatus){p.late, p.aside, p.outdated, p.drift} {
		if s.Run == nil && n == 0 {
			continue // it was said
		}
		for _, one := range s.Sources {
			for _, k := range one.Kinds {
				each(one.Source, k)
			}
		}
	}
	return p.found
}

// finder collects problems.
type finder struct {
	config string
	max    limits
	last   *pipelines.RunStatus // nil: none
	found  []problem
}

func (f *finder) add(p problem) { f.found = append(f.found, p) }

// run is the command that reads a source.
func (f *finder) run(source, kind string) string { return f.command("run", source, kind) }

// command is one of ours for a source and a kind; empty: all.
func (f *finder) command(name, source, kind string) string {
	text := "rounds " + name + " --config " + f.config
	if source != "" {
		text += " --source " + source
	}
	if kind != "" {
		text += " --kind " + kind
	}
	return text
}

// unread looks at a source that its last run did not come to read: no window tells of that.
func (f *finder) unread(s pipelines.SourceStatus) {
	if s.Error != "" {
		f.add(problem{Source: s.Source, What: "the last run did not read it: " + s.Error, Do: f.mend(s.Source, s.Error, s.Run.ID, "", f.redo(s.Run, s.Source)),
			exit: exitIncomplete})
	}
}

// purge looks at a purge that was stopped: what somebody wants gone is still there, in part.
func (f *finder) purge(s pipelines.Status) {
	if s.Purge {
		f.add(problem{What: "a purge was stopped before its end: part of what was to go is still there", Do: "rounds purge --finish --config " + f.config,
			exit: exitIncomplete})
	}
}

// ended looks at a last run that is not done and of which nothing else tells: it was stopped between two steps, or could not publish.
func (f *finder) ended(s pipelines.Status) {
	if s.Run == nil || s.Run.Status == pipelines.Done || s.Run.Status == pipelines.Running || len(f.found) > 0 {
		return
	}
	if strings.Contains(s.Run.Error, pipelines.ErrNotSwapped.Error()) {
		return // as somebody wanted
	}
	line, _, _ := strings.Cut(s.Run.Error, "\n")
	for _, one := range s.Sources {
		if strings.HasPrefix(line, one.Source) {
			return // a window of the source: it was accepted
		}
	}
	f.add(problem{What: strings.TrimSuffix(fmt.Sprintf("the last run (%s %s) is %s: %s", s.Run.Command, short(s.Run.ID), s.Run.Status, line), ": "),
		Do: f.redo(s.Run, ""), exit: exitIncomplete})
}

// redo is the command that does once more what a run was to do; of one that reads, for a source.
func (f *finder) redo(r *pipelines.RunStatus, source string) string {
	switch {
	case !r.From.IsZero():
		return f.backfill(r.Source, r.Kind, r.From, r.To)
	case r.Command == pipelines.ForReplay:
		return f.replay(r.Source, r.Kind)
	case r.Command == pipelines.ForRebuild:
		return f.command(r.Command, "", "") + "; where no new tables are wanted: " + f.run("", "")
	}
	return f.run(source, "")
}

func (f *finder) backfill(source, kind string, from, to time.Time) string {
	return f.command(pipelines.ForBackfill, source, kind) + " --from " + from.Format(time.DateOnly) + " --to " + to.Format(time.DateOnly)
}

// replay takes every record: the books do not tell which ones a replay that was stopped had chosen.
func (f *finder) replay(source, kind string) string {
	return f.command(pipelines.ForReplay, source, kind) + " --all"
}

func (f *finder) window(source string, w pipelines.OpenWindow) {
	if w.Status == pipelines.Running {
		return // somebody is at it
	}
	what := fmt.Sprintf("%s is %s", windowName(w), w.Status)
	if w.Error != "" {
		what += ": " + oneLine(w.Error)
	}
	f.add(problem{Source: source, Kind: w.Kind, What: what, Do: f.mend(source, w.Error, w.Run, w.Window, f.again(source, w)), exit: exitIncomplete})
}

// again is the command that does the work of a window once more.
func (f *finder) again(source string, w pipelines.OpenWindow) string {
	switch w.Purpose {
	case pipelines.ForBackfill:
		return f.backfill(source, w.Kind, w.From, w.To)
	case pipelines.ForReplay:
		if f.last != nil && f.last.ID == w.Run {
			return f.redo(f.last, source) // it did not come to the kinds after this one
		}
		return f.replay(source, w.Kind)
	}
	return f.run(source, "")
}

// mend is what the words of an error ask for; otherwise the work is done again.
func (f *finder) mend(source, err, run, window, again string) string {
	for _, r := range remedies {
		if strings.Contains(err, r.is.Error()) {
			return strings.NewReplacer("SOURCE", source, "CONFIG", "--config "+f.config, "RUN", short(run), "WINDOW", short(window)).Replace(r.do)
		}
	}
	if at := notBefore(err); at != "" {
		return "after " + at + ": " + again
	}
	return again
}

// notBefore is the time that a deferred window waits for.
func notBefore(err string) string {
	_, at, _ := strings.Cut(err, strings.TrimSuffix((&extract.DeferredError{}).Error(), time.Time{}.Format(time.RFC3339)))
	if t, err := time.Parse(time.RFC3339, strings.TrimSpace(at)); err == nil {
		return t.UTC().Format(minute)
	}
	return ""
}

func (f *finder) late(source string, k pipelines.KindStatus) {
	switch {
	case k.Rides != nil:
	case k.Lag < 0:
		f.add(problem{Source: source, Kind: k.Kind, What: "was never read whole", Do: f.run(source, k.Kind), exit: exitIncomplete})
	case time.Duration(k.Lag)*time.Second > f.max.lag:
		f.add(problem{Source: source, Kind: k.Kind, What: "was last read " + age(k.Lag) + " ago", Do: f.run(source, k.Kind), exit: exitIncomplete})
	}
}

func (f *finder) aside(source string, k pipelines.KindStatus) {
	if k.Quarantined == 0 {
		return
	}
	p := problem{Source: source, Kind: k.Kind, What: english.Plural(int(k.Quarantined), "record is", "records are") + " put aside",
		Do: f.command("quarantine list", source, k.Kind)}
	if 100*float64(k.Quarantined) > f.max.percent*float64(k.Records+k.Quarantined) {
		p.What += fmt.Sprintf(", over %s percent", humanize.Ftoa(f.max.percent))
		p.exit = exitQuality
	}
	f.add(p)
}

func (f *finder) outdated(source string, k pipelines.KindStatus) {
	if k.Outdated == 0 {
		return
	}
	f.add(problem{Source: source, Kind: k.Kind, What: fmt.Sprintf("%s of %s records are as an earlier version mapped them",
		humanize.Comma(int64(k.Outdated)), humanize.Comma(int64(k.Records))),
		Do: f.command("replay", source, k.Kind)})
}

func (f *finder) drift(source string, k pipelines.KindStatus) {
	var news []string
	for _, d := range k.Drift {
		if d.New {
			news = append(news, strings.Join(strings.Fields(d.Reason+" "+d.Path+" "+d.Endpoint), " "))
		}
	}
	if len(news) > 0 {
		f.add(problem{Source: source, Kind: k.Kind, What: "the vendor's records changed: " + english.OxfordWordSeries(shortened(news, 3), "and"),
			Do: "nothing is lost (raw.records keeps all); docs/errors.md tells whether to act"})
	}
}

// shortened keeps the first n and counts the rest.
func shortened(all []string, n int) []string {
	if len(all) <= n {
		return all
	}
	return append(all[:n:n], fmt.Sprintf("%d more", len(all)-n))
}
