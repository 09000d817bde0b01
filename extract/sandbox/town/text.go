package town

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
)

// CanaryMark begins every token that a town with Options.Canary plants in its free text fields.
const CanaryMark = "ZZCANARY-"

var sentences = []string{
	"Patient reports improved sleep since the last visit. ",
	"Mood is described as \"up and down\", affect congruent. ",
	"Denies thoughts of self-harm; safety plan reviewed. ",
	"Appetite unchanged, weight stable. ",
	"We discussed work stress and the upcoming move. ",
	"Continues current medication without side effects. ",
	"Blood pressure at home runs 128/82 on average. ",
	"Breathing exercises help <5 minutes at a time. ",
	"Plan: return in two weeks, earlier if symptoms worsen.\n",
	"The patient's sister joined for the last ten minutes. ",
	"No fever, no cough, no shortness of breath. ",
	"Reviewed laboratory results from outside & updated the chart. ",
	"Reports café visits as a coping strategy — twice a week. ",
	"Speaker 1: And how did that feel?\nSpeaker 2: Honestly, better than I feared. ",
	"Motivational interviewing used; goals set for the month. ",
	"Tolerates the new dose, mild dry mouth. ",
}

const corpusBytes = 256 << 10

// corpus is text to cut from: cutting copies nothing, so long transcripts cost no more than short ones.
func corpus(seed uint64) string {
	d := throw(seed, aboutCorpus, 0)
	var b strings.Builder
	for b.Len() < corpusBytes {
		b.WriteString(pick(d, sentences))
	}
	return b.String()
}

// prose cuts about n bytes that begin and end at a word.
func (t *Town) prose(d *dice, n int) string {
	n = min(n, corpusBytes/2)
	from := d.below(corpusBytes - n)
	from += strings.IndexByte(t.corpus[from:], ' ') + 1
	to := min(from+n, len(t.corpus))
	return t.corpus[from : from+1+strings.LastIndexByte(t.corpus[from:to], ' ')]
}

// length draws a text length: lognormal with median 4 KB and p99 60 KB together with the rest of a note.
func (t *Town) length(d *dice) int {
	if t.opts.FlatNotes {
		return 700
	}
	const median, sigma = 2600, 1.3
	normal := math.Sqrt(-2*math.Log(1-d.unit())) * math.Cos(2*math.Pi*d.unit())
	return int(min(max(median*math.Exp(sigma*normal), 80), 110_000))
}

// free is a free text field's value: in a canary town it ends in a token that occurs nowhere else.
func (t *Town) free(text, field string, number int) string {
	if !t.opts.Canary {
		return text
	}
	return text + " " + CanaryMark + field + "-" + strconv.Itoa(number)
}

// word is free for one of a few words that many share: the token is the same wherever the word is, but for case and blanks.
func (t *Town) word(text, field string) string {
	if text == "" {
		return ""
	}
	number := 0
	for _, r := range strings.ToLower(strings.Join(strings.Fields(text), "")) {
		number = (31*number + int(r)) % 1_000_003
	}
	return t.free(text, field, number)
}

func (t *Town) html(d *dice, field string, number int) string {
	return "<p>" + t.free(escaper.Replace(t.prose(d, 60+d.below(400))), field, number) + "</p><p><b>Next:</b> review<br></p>"
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", "<br>")

// uuid writes a version 4 looking UUID whose last 12 digits are the number, so that it can be read back.
func (t *Town) uuid(about topic, number int) string {
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[:], throw(t.opts.Seed, aboutSecret, int(about)<<40+number).next())
	binary.BigEndian.PutUint64(raw[8:], 0x8000<<48|uint64(number))
	raw[6] = raw[6]&0xf | 0x40
	var out [36]byte
	for i, part := range [][2]int{{0, 4}, {4, 6}, {6, 8}, {8, 10}, {10, 16}} {
		hex.Encode(out[2*part[0]+i:], raw[part[0]:part[1]])
		if i < 4 {
			out[2*part[1]+i] = '-'
		}
	}
	return string(out[:])
}

// hex writes a code like the vendor's: hexadecimal, of no fixed length.
func (t *Town) code(about topic, number, digits int) string {
	d := throw(t.opts.Seed, aboutSecret, int(about)<<41+number)
	raw := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, d.next()), d.next())
	return hex.EncodeToString(raw)[:digits]
}

// numberOfUUID reads the number back that uuid wrote.
func numberOfUUID(id string) (int, bool) {
	if len(id) != 36 {
		return 0, false
	}
	n, err := strconv.ParseInt(id[24:], 16, 48)
	return int(n), err == nil && n >= 0
}
