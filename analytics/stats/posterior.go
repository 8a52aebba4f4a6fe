package stats

import (
	"math"
)

// Posterior is what a peer group says of (μ, ρ) of its beta-binomial: not one point but a grid of
// them with weights. An interval that plugs in the best point is too narrow, and has no width at
// all where ρ happens to be estimated as 0; one over the grid carries what is not known of μ and
// ρ. Both start out uniform on (0, 1).
type Posterior struct {
	points []point
}

// point is a beta prior with its weight; the weights of a posterior add up to 1.
type point struct{ alpha, beta, weight float64 }

// Of the grid: its points a side, how often it is drawn closer around where the weight is, and
// which weights count as nothing.
const (
	gridSide    = 9
	gridZooms   = 8
	gridNothing = 3e-3 // of the heaviest point
)

// The widest grid, on the logit scale: μ from 1e-7 to 1 − 1e-7, ρ from 1e-6 to 1 − 1e-3. Below
// that ρ can't be told from 0.
const (
	farthestMu            = 16.1
	lowestRho, highestRho = -13.8, 6.9
)

// NewPosterior weighs the grid by the likelihood of the units. Without units it is the prior.
func NewPosterior(units []Unit) Posterior {
	units = canonical(units)
	window := rectangle{-farthestMu, farthestMu, lowestRho, highestRho}
	nodes := window.nodes(units)
	for range gridZooms {
		closer := window.around(nodes)
		if closer == window {
			break
		}
		window, nodes = closer, closer.nodes(units)
	}
	return Posterior{pointsOf(nodes)}
}

// rectangle is the part of the plane (logit μ, logit ρ) that a grid covers.
type rectangle struct{ muLow, muHigh, rhoLow, rhoHigh float64 }

// node is a point of the grid and the logarithm of its weight.
type node struct{ mu, rho, log float64 }

func (r rectangle) steps() (mu, rho float64) {
	return (r.muHigh - r.muLow) / (gridSide - 1), (r.rhoHigh - r.rhoLow) / (gridSide - 1)
}

func (r rectangle) nodes(units []Unit) []node {
	stepMu, stepRho := r.steps()
	nodes := make([]node, 0, gridSide*gridSide)
	for i := range gridSide {
		for j := range gridSide {
			n := node{mu: r.muLow + float64(i)*stepMu, rho: r.rhoLow + float64(j)*stepRho}
			alpha, beta := n.shape()
			// The last terms turn a uniform density of μ and ρ into one on the logit scale.
			n.log = logLikelihood(units, alpha, beta) + logSlope(n.mu) + logSlope(n.rho)
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// around is the rectangle of the nodes that carry weight, a step wider on each side.
func (r rectangle) around(nodes []node) rectangle {
	top := heaviest(nodes)
	stepMu, stepRho := r.steps()
	closer := rectangle{r.muHigh, r.muLow, r.rhoHigh, r.rhoLow}
	for _, n := range nodes {
		if n.log < top+math.Log(gridNothing) {
			continue
		}
		closer.muLow, closer.muHigh = min(closer.muLow, n.mu-stepMu), max(closer.muHigh, n.mu+stepMu)
		closer.rhoLow, closer.rhoHigh = min(closer.rhoLow, n.rho-stepRho), max(closer.rhoHigh, n.rho+stepRho)
	}
	return rectangle{max(closer.muLow, r.muLow), min(closer.muHigh, r.muHigh), max(closer.rhoLow, r.rhoLow), min(closer.rhoHigh, r.rhoHigh)}
}

func heaviest(nodes []node) float64 {
	top := math.Inf(-1)
	for _, n := range nodes {
		top = max(top, n.log)
	}
	return top
}

func pointsOf(nodes []node) []point {
	top, sum := heaviest(nodes), 0.0
	var points []point
	for _, n := range nodes {
		if weight := math.Exp(n.log - top); weight >= gridNothing {
			alpha, beta := n.shape()
			points = append(points, point{alpha, beta, weight})
			sum += weight
		}
	}
	for i := range points {
		points[i].weight /= sum
	}
	return points
}

// shape returns α and β of the node: M = (1−ρ)/ρ is e^−logit ρ.
func (n node) shape() (alpha, beta float64) {
	m := math.Exp(-n.rho)
	return m * logistic(n.mu), m * logistic(-n.mu)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// logSlope is log p(1−p) of the p whose logit is x: the density of a uniform p there.
func logSlope(x float64) float64 { return -math.Log1p(math.Exp(-math.Abs(x)))*2 - math.Abs(x) }

// logLikelihood is Σ count·log P(x | n, α, β), without the binomial coefficients, which are the
// same at every point of the grid.
func logLikelihood(units []Unit, alpha, beta float64) float64 {
	sum := 0.0
	for _, u := range units {
		sum += float64(u.Count) * (logRising(alpha, u.X) + logRising(beta, u.N-u.X) - logRising(alpha+beta, u.N))
	}
	return sum
}

// logRising is log a(a+1)…(a+k−1). For few factors they are multiplied: that is quicker, and
// keeps the digits that the difference of two logarithms of Γ loses where a is large.
func logRising(a float64, k int64) float64 {
	if k > 40 {
		high, _ := math.Lgamma(a + float64(k))
		low, _ := math.Lgamma(a)
		return high - low
	}
	product, log := 1.0, 0.0
	for i := range k {
		product *= a + float64(i)
		if product > 1e200 || product < 1e-200 {
			log, product = log+math.Log(product), 1
		}
	}
	return log + math.Log(product)
}
