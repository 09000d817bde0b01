package town

// topic keeps the draws for different things apart.
type topic uint64

const (
	aboutHuman topic = iota + 1
	aboutCounts
	aboutStaff
	aboutVisit
	aboutPair
	aboutCare
	aboutHistory
	aboutNote
	aboutCorpus
	aboutOrder
	aboutSecret
)

// dice is a stream of numbers that depends on nothing but its start (splitmix64).
type dice struct{ state uint64 }

// throw starts the stream of one thing.
func throw(seed uint64, about topic, number int) *dice {
	d := &dice{state: seed ^ uint64(about)*0x9e3779b97f4a7c15}
	d.state = d.next() ^ uint64(number)*0xbf58476d1ce4e5b9
	d.next()
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below draws from [0, n).
func (d *dice) below(n int) int { return int(d.next() >> 1 % uint64(n)) }

// percent is true p times of a hundred.
func (d *dice) percent(p int) bool { return d.below(100) < p }

// unit draws from [0, 1).
func (d *dice) unit() float64 { return float64(d.next()>>11) / (1 << 53) }

func pick[T any](d *dice, of []T) T { return of[d.below(len(of))] }
