package clickhouse_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

func TestErrorCodesHaveTheServersNames(t *testing.T) {
	w, _ := fresh(t)
	for code, name := range clickhouse.CodeNames {
		if got := ask(t, w, "", fmt.Sprintf("SELECT errorCodeToName(%d)", code)); !slices.Equal(got, []string{name}) {
			t.Errorf("%d is %q, not %s", code, got, name)
		}
	}
	for _, code := range slices.Concat(clickhouse.TransientCodes, clickhouse.DeniedCodes, clickhouse.SpokenCodes) {
		if clickhouse.CodeNames[code] == "" {
			t.Errorf("%d has no name", code)
		}
	}
}

// A server that has too many parts takes the insert later. The merge happens when the log tells of the first retry.
func TestTooManyPartsIsWaitedFor(t *testing.T) {
	prefix := newPrefix(t)
	var told []string
	o := options(t, "loader", prefix)
	o.Log = slog.New(hook(func(r slog.Record) {
		r.Attrs(func(a slog.Attr) bool { told = append(told, a.String()); return true })
		must(t, prefix, "ALTER TABLE {p}ops.seen RESET SETTING parts_to_throw_insert")
	}))
	w := open(t, o)
	prepare(t, w, []tables.Table{tables.Seens.Table})
	must(t, prefix, "SYSTEM STOP MERGES {p}ops.seen")
	put(t, w, tables.Seens, tables.Seen{ID: "a", At: time.Now()})
	must(t, prefix, "ALTER TABLE {p}ops.seen MODIFY SETTING parts_to_throw_insert = 1")
	put(t, w, tables.Seens, tables.Seen{ID: canary, At: time.Now()})
	if s := strings.Join(told, " "); !strings.Contains(s, "252 TOO_MANY_PARTS") || strings.Contains(s, canary) {
		t.Errorf("told %q", told)
	}
}

// hook is a log handler that calls a function.
type hook func(slog.Record)

func (hook) Enabled(context.Context, slog.Level) bool { return true }

func (h hook) Handle(_ context.Context, r slog.Record) error { h(r); return nil }

func (h hook) WithAttrs([]slog.Attr) slog.Handler { return h }

func (h hook) WithGroup(string) slog.Handler { return h }

func TestEnginesOfOtherServersAreRecognised(t *testing.T) {
	for full, want := range map[string]string{
		"MergeTree ORDER BY (a, b) SETTINGS index_granularity = 8192":                                                    "MergeTree",
		"ReplacingMergeTree ORDER BY id SETTINGS x = 1":                                                                  "ReplacingMergeTree",
		"ReplacingMergeTree(_version, _deleted) PARTITION BY s ORDER BY (source, id) ":                                   "ReplacingMergeTree(_version,_deleted)",
		`ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}', _version, _deleted) ORDER BY id`: "ReplacingMergeTree(_version,_deleted)",
		`SharedReplacingMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}', v) ORDER BY id`:                      "ReplacingMergeTree(v)",
		`ReplicatedMergeTree('/t', 'r') ORDER BY id`:                                                                     "MergeTree",
		"SharedMergeTree ORDER BY id":                                                                                    "MergeTree",
	} {
		if got := clickhouse.EngineOf(full); got != want {
			t.Errorf("%s: got %s, want %s", full, got, want)
		}
	}
	for _, pair := range [][2]string{
		{"Array(Tuple(`type` String, id Nullable(DateTime64(3, 'UTC'))))", "Array(Tuple(type String,id Nullable(DateTime64(3,'UTC'))))"},
		{"Enum8('a' = 1, 'b' = 2)", "Enum8('a'=1,'b'=2)"},
	} {
		if a, b := clickhouse.Spaceless(pair[0]), clickhouse.Spaceless(pair[1]); a != b || a == "" {
			t.Errorf("%s and %s differ", a, b)
		}
	}
	if clickhouse.Spaceless("Tuple(a String)") == clickhouse.Spaceless("Tuple(aString)") {
		t.Error("a name and its type ran together")
	}
}
