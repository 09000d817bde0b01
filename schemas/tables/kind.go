package tables

import (
	"math/big"
	"strings"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/decimal128"
)

// kind couples a column type with the way a Go value reaches its Arrow builder. Appending is typed: no reflection and no
// boxing on the way.
type kind[V any] struct {
	Type
	codec string
	put   func(array.Builder, V)
	size  func(V) int // bytes of a value; set where values are long, so that their builder grows once
}

const (
	zstd  = "ZSTD(1)"
	delta = "Delta(8), ZSTD(1)" // neighbours in a sorted part lie close together
)

var (
	str     = arrow.BinaryTypes.String
	decimal = &arrow.Decimal128Type{Precision: 18, Scale: 4}
	millis  = &arrow.TimestampType{Unit: arrow.Millisecond, TimeZone: "UTC"}
)

// The kinds. An absent text is empty, as FHIR and this product forbid empty texts; where absence of anything else means
// something, the kind is Nullable.
var (
	text     = kind[string]{Type: Type{"String", str}, put: putText}
	word     = kind[string]{Type: Type{"LowCardinality(String)", str}, put: putText}
	longText = kind[string]{Type: Type{"String", str}, codec: zstd, put: putText}
	document = kind[[]byte]{Type: Type{"String", str}, codec: zstd, put: putUTF8, size: length}
	blob     = kind[[]byte]{Type: Type{"String", arrow.BinaryTypes.Binary}, codec: zstd, put: putBytes, size: length}
	digest   = kind[[32]byte]{Type: Type{"FixedString(32)", &arrow.FixedSizeBinaryType{ByteWidth: 32}}, put: putDigest}

	flag      = kind[bool]{Type: Type{"Bool", arrow.FixedWidthTypes.Boolean}, put: putBool}
	maybeFlag = kind[*bool]{Type: Type{"Nullable(Bool)", arrow.FixedWidthTypes.Boolean}, put: putMaybeBool}
	tombstone = kind[bool]{Type: Type{"UInt8", arrow.PrimitiveTypes.Uint8}, put: putTombstone}

	small    = kind[uint16]{Type: Type{"UInt16", arrow.PrimitiveTypes.Uint16}, put: putUint16}
	number   = kind[uint32]{Type: Type{"UInt32", arrow.PrimitiveTypes.Uint32}, put: putUint32}
	count    = kind[uint64]{Type: Type{"UInt64", arrow.PrimitiveTypes.Uint64}, put: putUint64}
	version  = kind[uint64]{Type: Type{"UInt64", arrow.PrimitiveTypes.Uint64}, codec: delta, put: putUint64}
	hash64   = kind[uint64]{Type: Type{"UInt64", arrow.PrimitiveTypes.Uint64}, put: putUint64}
	claim    = kind[int64]{Type: Type{"Int64", arrow.PrimitiveTypes.Int64}, put: putInt64}
	maybeInt = kind[*int]{Type: Type{"Nullable(Int64)", arrow.PrimitiveTypes.Int64}, put: putMaybeInt}
	maybeNum = kind[*float64]{Type: Type{"Nullable(Float64)", arrow.PrimitiveTypes.Float64}, put: putMaybeFloat}

	maybeMoney = kind[string]{Type: Type{"Nullable(Decimal(18, 4))", decimal}, put: putMaybeMoney}

	instant      = kind[time.Time]{Type: Type{"DateTime64(3, 'UTC')", millis}, codec: delta, put: putInstant}
	maybeInstant = kind[time.Time]{Type: Type{"Nullable(DateTime64(3, 'UTC'))", millis}, codec: delta, put: putMaybeInstant}
	maybeDay     = kind[time.Time]{Type: Type{"Nullable(Date32)", arrow.FixedWidthTypes.Date32}, put: putMaybeDay}
)

// DateTime64 and Date32 hold 1900 to 2299; an earlier Date32 would fail the whole insert
// (https://clickhouse.com/docs/sql-reference/data-types/date32).
var (
	firstTime = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	afterTime = time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)
)

// holds says whether the server can hold t. The zero time, which stands for none, is outside.
func holds(t time.Time) bool { return !t.Before(firstTime) && t.Before(afterTime) }

// list makes an array of one kind.
func list[V any](k kind[V]) kind[[]V] {
	return kind[[]V]{
		Type:  Type{"Array(" + k.ClickHouse + ")", arrow.ListOfNonNullable(k.Arrow)},
		codec: k.codec,
		put: func(b array.Builder, vs []V) {
			l := b.(*array.ListBuilder)
			l.Append(true)
			for _, v := range vs {
				k.put(l.ValueBuilder(), v)
			}
		},
	}
}

// tuples makes an array of tuples whose elements are declared like columns. The server matches them by name.
func tuples[E any](parts ...columns[E]) kind[[]E] {
	elements := join(parts...)
	return kind[[]E]{
		Type: Type{"Array(" + elements.tuple() + ")", arrow.ListOfNonNullable(arrow.StructOf(elements.fields()...))},
		put: func(b array.Builder, vs []E) {
			l := b.(*array.ListBuilder)
			l.Append(true)
			s := l.ValueBuilder().(*array.StructBuilder)
			for i := range vs {
				s.Append(true)
				for j := range elements {
					elements[j].put(s.FieldBuilder(j), &vs[i])
				}
			}
		},
	}
}

func length(v []byte) int { return len(v) }

func putText(b array.Builder, v string) { b.(*array.StringBuilder).Append(v) }

func putUTF8(b array.Builder, v []byte) { b.(*array.StringBuilder).BinaryBuilder.Append(v) }

func putBytes(b array.Builder, v []byte) { b.(*array.BinaryBuilder).Append(v) }

func putDigest(b array.Builder, v [32]byte) { b.(*array.FixedSizeBinaryBuilder).Append(v[:]) }

func putBool(b array.Builder, v bool) { b.(*array.BooleanBuilder).Append(v) }

func putMaybeBool(b array.Builder, v *bool) {
	if v == nil {
		b.AppendNull()
		return
	}
	putBool(b, *v)
}

func putTombstone(b array.Builder, v bool) {
	var n uint8
	if v {
		n = 1
	}
	b.(*array.Uint8Builder).Append(n)
}

func putUint16(b array.Builder, v uint16) { b.(*array.Uint16Builder).Append(v) }

func putUint32(b array.Builder, v uint32) { b.(*array.Uint32Builder).Append(v) }

func putUint64(b array.Builder, v uint64) { b.(*array.Uint64Builder).Append(v) }

func putInt64(b array.Builder, v int64) { b.(*array.Int64Builder).Append(v) }

func putMaybeInt(b array.Builder, v *int) {
	if v == nil {
		b.AppendNull()
		return
	}
	putInt64(b, int64(*v))
}

func putMaybeFloat(b array.Builder, v *float64) {
	if v == nil {
		b.AppendNull()
		return
	}
	b.(*array.Float64Builder).Append(*v)
}

// putMaybeMoney appends a decimal that fits to the last digit. One with an exponent, which no price has, does not.
func putMaybeMoney(b array.Builder, v string) {
	if len(v) > 20 || strings.ContainsAny(v, "eE/") {
		b.AppendNull()
		return
	}
	exact, ok := new(big.Rat).SetString(v)
	if !ok {
		b.AppendNull()
		return
	}
	scaled := exact.Mul(exact, big.NewRat(10000, 1))
	if !scaled.IsInt() || len(scaled.Num().Text(10)) > 18 {
		b.AppendNull()
		return
	}
	b.(*array.Decimal128Builder).Append(decimal128.FromBigInt(scaled.Num()))
}

func putInstant(b array.Builder, v time.Time) {
	b.(*array.TimestampBuilder).Append(arrow.Timestamp(v.UnixMilli()))
}

func putMaybeInstant(b array.Builder, v time.Time) {
	if !holds(v) {
		b.AppendNull()
		return
	}
	putInstant(b, v)
}

// putMaybeDay appends the calendar day of v as it stands in v's own zone.
func putMaybeDay(b array.Builder, v time.Time) {
	day := time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC)
	if !holds(day) {
		b.AppendNull()
		return
	}
	b.(*array.Date32Builder).Append(arrow.Date32FromTime(day))
}
