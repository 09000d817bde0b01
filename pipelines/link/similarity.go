package link

// similarity is that of Jaro and Winkler (W. E. Winkler, "String Comparator Metrics", 1990): 1 for equal words, 0 for words
// without a letter in common. The first four letters count more. Words of other than ASCII letters are compared by byte.
func similarity(a, b string) float64 {
	j := jaro(a, b)
	prefix := 0
	for prefix < min(4, len(a), len(b)) && a[prefix] == b[prefix] {
		prefix++
	}
	return j + float64(prefix)*0.1*(1-j)
}

func jaro(a, b string) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 || len(b) > 64 {
		return 0
	}
	reach := max(0, len(b)/2-1)
	var usedA, usedB uint64 // a bit for each letter that has found its like
	common := 0
	for i := range len(a) {
		for k := max(0, i-reach); k < min(len(b), i+reach+1); k++ {
			if a[i] == b[k] && usedB>>k&1 == 0 {
				usedA, usedB, common = usedA|1<<i, usedB|1<<k, common+1
				break
			}
		}
	}
	if common == 0 {
		return 0
	}
	moved, k := 0, 0
	for i := range len(a) {
		if usedA>>i&1 == 0 {
			continue
		}
		for usedB>>k&1 == 0 {
			k++
		}
		if a[i] != b[k] {
			moved++
		}
		k++
	}
	c := float64(common)
	return (c/float64(len(a)) + c/float64(len(b)) + (c-float64(moved/2))/c) / 3
}

// slip tells whether one mistake of a typist makes b of a: a letter wrong, left out, too many, or two neighbours exchanged.
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
