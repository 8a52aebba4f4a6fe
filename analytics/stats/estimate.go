package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Interval is a range of proportions.
type Interval struct{ Low, High float64 }

// Overlaps reports whether the two share a point.
func (i Interval) Overlaps(j Interval) bool { return i.Low <= j.High && j.Low <= i.High }

// Estimate is what is known of an agency's proportion after its peers and its own x of n:
// the mean, and the ranges that hold it with 80 and 95 % probability, equal tails (and the mean).
type Estimate struct {
	Mean float64
	I80  Interval
	I95  Interval
}

// Estimate is the mixture over the grid of Beta(x+α, n−x+β).
func (p Posterior) Estimate(x, n int64) Estimate {
	m := mixture{points: make([]point, len(p.points))}
	for i, q := range p.points {
		m.points[i] = point{q.alpha + float64(x), q.beta + float64(n-x), q.weight}
	}
	m.measure()
	inner := Interval{m.quantile(0.10), m.quantile(0.90)}.with(m.mean)
	outer := Interval{m.quantile(0.025), m.quantile(0.975)}.with(m.mean)
	return Estimate{m.mean, inner, Interval{min(outer.Low, inner.Low), max(outer.High, inner.High)}}
}

// Mean is the mean of Estimate alone, which costs much less than its intervals.
func (p Posterior) Mean(x, n int64) float64 {
	mean := 0.0
	for _, q := range p.points {
		mean += q.weight * (q.alpha + float64(x)) / (q.alpha + q.beta + float64(n))
	}
	return mean
}

// with stretches the interval to a point: where nearly all weight lies at an end, the mean can
// lie beyond a quantile.
func (i Interval) with(p float64) Interval { return Interval{min(i.Low, p), max(i.High, p)} }

// mixture is a weighted sum of beta distributions.
type mixture struct {
	points         []point
	mean, variance float64
}

func (m *mixture) measure() {
	var square float64
	for _, q := range m.points {
		sum := q.alpha + q.beta
		mean := q.alpha / sum
		m.mean += q.weight * mean
		square += q.weight * (mean*mean + q.alpha*q.beta/(sum*sum*(sum+1)))
	}
	m.variance = max(0, square-m.mean*m.mean)
}

// below is the probability below x.
func (m *mixture) below(x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	sum := 0.0
	for _, q := range m.points {
		sum += q.weight * mathext.RegIncBeta(q.alpha, q.beta, x)
	}
	return sum
}

// quantileError is how exact a quantile is: more digits are never shown.
const quantileError = 1e-7

// quantile finds where the mixture has the probability below it. It looks around the quantile of
// the one beta distribution that has the mixture's mean and variance, wider until the sought
// lies between two points, and then by false position.
func (m *mixture) quantile(probability float64) float64 {
	guess := m.guess(probability)
	low, high := guess, guess
	fLow := m.below(guess) - probability
	fHigh := fLow
	for step := 0.02 * max(math.Sqrt(m.variance), quantileError); fLow > 0; step *= 4 {
		high, fHigh = low, fLow
		low = max(0, low-step)
		fLow = m.below(low) - probability
	}
	for step := 0.02 * max(math.Sqrt(m.variance), quantileError); fHigh < 0; step *= 4 {
		low, fLow = high, fHigh
		high = min(1, high+step)
		fHigh = m.below(high) - probability
	}
	return m.between(probability, low, high, fLow, fHigh)
}

func (m *mixture) guess(probability float64) float64 {
	if m.variance <= 0 {
		return m.mean
	}
	size := m.mean*(1-m.mean)/m.variance - 1
	if a, b := m.mean*size, (1-m.mean)*size; a > 0.01 && b > 0.01 { // flatter ones have all at their ends
		return mathext.InvRegIncBeta(a, b, probability)
	}
	return m.mean
}

// between is the rule of false position in its Illinois form; every third step halves, which
// ends it whatever the shape.
func (m *mixture) between(probability, low, high, fLow, fHigh float64) float64 {
	side := 0
	for step := 0; high-low > quantileError && step < 200; step++ {
		x := (low*fHigh - high*fLow) / (fHigh - fLow)
		if step%3 == 2 || !(x > low && x < high) {
			x, side = (low+high)/2, 0
		}
		f := m.below(x) - probability
		switch {
		case math.Abs(f) < 1e-8:
			return x
		case f < 0:
			low, fLow = x, f
			if side == -1 {
				fHigh /= 2
			}
			side = -1
		default:
			high, fHigh = x, f
			if side == 1 {
				fLow /= 2
			}
			side = 1
		}
	}
	return (low + high) / 2
}
