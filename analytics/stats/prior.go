package stats

// Prior is what a peer group says of an agency before its own figures: proportions spread as
// Beta(Alpha, Beta) around Mu.
type Prior struct {
	Mu  float64 // Σx/Σn
	Rho float64 // share of the variance that lies between agencies, 0 to 1; 0: they do not differ beyond chance
}

// Moments fits the beta-binomial by moments:
//
//	S = Σ n(p−μ)², ρ = max(0, [S − (k−1)μ(1−μ)] / {μ(1−μ)·[N − Σn²/N − (k−1)]})
//
// Where that says nothing (one agency, one trial each, all or none succeeded) ρ is 0. With few
// agencies it is 0 by chance in a fifth to a third of groups: see [Posterior] for intervals.
func Moments(units []Unit) Prior {
	units = canonical(units)
	k, x, n := totals(units)
	if n == 0 {
		return Prior{}
	}
	total := float64(n)
	p := Prior{Mu: float64(x) / total}
	variance := p.Mu * (1 - p.Mu)
	var s, squares float64
	for _, u := range units {
		trials, d := float64(u.N), u.P()-p.Mu
		s += float64(u.Count) * trials * d * d
		squares += float64(u.Count) * trials * trials
	}
	free := float64(k - 1)
	scale := variance * (total - squares/total - free)
	if scale <= 0 {
		return p
	}
	p.Rho = min(1, max(0, (s-free*variance)/scale))
	return p
}

// Shape returns α = μM and β = (1−μ)M with M = (1−ρ)/ρ; ok is false where ρ is 0: the prior
// is then a point.
func (p Prior) Shape() (alpha, beta float64, ok bool) {
	if p.Rho <= 0 {
		return 0, 0, false
	}
	m := (1 - p.Rho) / p.Rho
	return p.Mu * m, (1 - p.Mu) * m, true
}

// Shrunk is the plug-in estimate (x+α)/(n+α+β); where ρ is 0 it is μ.
func (p Prior) Shrunk(x, n int64) float64 {
	alpha, beta, ok := p.Shape()
	if !ok {
		return p.Mu
	}
	return (float64(x) + alpha) / (float64(n) + alpha + beta)
}
