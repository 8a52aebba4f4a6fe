package probe

import (
	"math/rand/v2"
	"net/http"
	"net/url"
)

// Fields makes n forms of names and values as browsers send them, whose values no honest person types; now and then
// one is not a form at all.
func Fields(endpoints []Endpoint, random *rand.Rand, n int) []Request {
	var all []Request
	for range n {
		e := endpoints[random.IntN(len(endpoints))]
		form := url.Values{}
		for _, field := range e.Params {
			switch random.IntN(4) {
			case 0:
				form.Add(field, []string{"right", "wrong", "agency", "none", "12", "a word"}[random.IntN(6)])
			case 1, 2:
				form.Add(field, values[random.IntN(len(values))])
			}
		}
		if random.IntN(4) == 0 {
			form.Add(names[random.IntN(len(names))], values[random.IntN(len(values))])
		}
		r := Request{Method: http.MethodPost, Target: fill(e.Path, random, ""), Header: [][2]string{{"Content-Type", "application/x-www-form-urlencoded"}, {"Sec-Fetch-Site", "same-origin"}}, Body: form.Encode()}
		if random.IntN(10) == 0 {
			r.Body = bodies[random.IntN(len(bodies))]
		}
		all = append(all, r)
	}
	return all
}
