package pdf

// drawnOnce drops characters that are drawn a second time in the same place, or a little off
// it, which makes them look bold. Whatever was drawn between, two characters of a text never
// stand so near.
func drawnOnce(chars []char) []char {
	type field struct {
		r    rune
		x, y int
	}
	const size = 4  // points; a copy stands in the same field or in one beside it
	const most = 20 // of a character in a field; no text has so many
	seen := make(map[field][]box, len(chars))
	out := chars[:0]
	for _, c := range chars {
		x, y := int(c.box.l/size), int(c.box.cy()/size)
		near := min(0.3*c.box.width(), 0.3*c.box.height(), size)
		again := false
		for i := 0; i < 9 && c.r != ' ' && !again; i++ {
			for _, b := range seen[field{c.r, x + i%3 - 1, y + i/3 - 1}] {
				again = again || abs(b.l-c.box.l) < near && abs(b.cy()-c.box.cy()) < near
			}
		}
		if again {
			continue
		}
		if k := (field{c.r, x, y}); len(seen[k]) < most {
			seen[k] = append(seen[k], c.box)
		}
		out = append(out, c)
	}
	return out
}
