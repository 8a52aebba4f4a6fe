package similar

// Signature is the MinHash of a set (A. Broder, 1997): for each of 128 orders of all hashes the
// first one of the set. The share of places in which two signatures agree estimates the Jaccard
// index of their sets, with a standard error of √(J(1−J)/128), at most 0.044. Nil for an empty set.
type Signature []uint32

// Slots is the length of a signature.
const Slots = 128

// Bands of the signature, for locality-sensitive hashing (J. Leskovec, A. Rajaraman, J. Ullman,
// Mining of Massive Datasets, ch. 3): two texts are candidates where all rows of one band agree,
// which happens with probability 1 − (1 − J³)⁴²: 0.04 at a Jaccard index of 0.1, 0.68 at 0.3,
// 0.94 at 0.4, above 0.996 from 0.5 on.
const (
	Bands    = 42
	BandRows = 3
)

// orders are the multipliers and addends of the 128 orders: (a·x + b) mod 2⁶⁴, upper half, with a
// odd. The shingles are mixed already, so this is enough. The seed is part of the method.
var orders = func() (all [Slots][2]uint64) {
	const seed = 20190515 // the day on which the revised regulation came into force
	for i := range all {
		all[i] = [2]uint64{mix(seed+uint64(2*i)) | 1, mix(seed + uint64(2*i) + 1)}
	}
	return all
}()

// MinHash returns the signature of a set.
func MinHash(s Set) Signature {
	if len(s) == 0 {
		return nil
	}
	sig := make(Signature, Slots)
	for i := 0; i < Slots; i += 4 { // four at a time do not wait for each other
		a, b, c, d := orders[i], orders[i+1], orders[i+2], orders[i+3]
		p, q, r, t := ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)
		for _, x := range s {
			p, q, r, t = min(p, a[0]*x+a[1]), min(q, b[0]*x+b[1]), min(r, c[0]*x+c[1]), min(t, d[0]*x+d[1])
		}
		sig[i], sig[i+1], sig[i+2], sig[i+3] = uint32(p>>32), uint32(q>>32), uint32(r>>32), uint32(t>>32)
	}
	return sig
}

// Estimate is the share of places in which two signatures agree; ok is false where one is empty.
func Estimate(a, b Signature) (share float64, ok bool) {
	if len(a) != Slots || len(b) != Slots {
		return 0, false
	}
	equal := 0
	for i, x := range a {
		if x == b[i] {
			equal++
		}
	}
	return float64(equal) / Slots, true
}

// Keys are the keys of the signature's bands: texts that share one are candidates. The number of
// the band is part of its key.
func (s Signature) Keys() []uint64 {
	if len(s) != Slots {
		return []uint64{}
	}
	keys := make([]uint64, Bands)
	for band := range keys {
		h := uint64(band)
		for _, x := range s[band*BandRows : (band+1)*BandRows] {
			h = mix(h ^ uint64(x)<<8)
		}
		keys[band] = h
	}
	return keys
}
