package store

import (
	"encoding/binary"
	"math"

	"gongkai/disclosure"
	"gongkai/store/block"
)

// packed are the figures of a report as they are stored, in a few pieces: thousands of reports wait to be written
// together, and the collector would go through each of their figures again and again.
type packed struct {
	done bool

	all    int      // how many were read
	lines  string   // all of them one after the other, see appendFigure
	stored []uint32 // where in lines each begins that is stored, in their order, see sorted
	places placeTexts

	cumulative []disclosure.Figure // those that have sums of all years beside them, without their own places
	content    string              // of the report, see contentHash
}

// pack packs the figures of a report; the report keeps them.
func pack(r *disclosure.Report) packed {
	order := sorted(r.Figures)
	p := packed{done: true, all: len(r.Figures), places: placesOf(r, order), content: contentHash(r)}
	lines := lineRoom.Get().(*[]byte)
	defer lineRoom.Put(lines)
	*lines = (*lines)[:0]
	begins := make([]uint32, len(r.Figures))
	for i := range r.Figures {
		begins[i] = uint32(len(*lines))
		*lines = appendFigure(*lines, &r.Figures[i])
	}
	p.lines = string(*lines)
	p.stored = make([]uint32, len(order))
	for n, i := range order {
		p.stored[n] = begins[i]
		if f := r.Figures[i]; f.Cumulative != nil {
			f.Where = disclosure.Place{}
			p.cumulative = append(p.cumulative, f)
		}
	}
	return p
}

// appendFigure adds all of a figure but its place; packed.figure reads it.
func appendFigure(line []byte, f *disclosure.Figure) []byte {
	for _, text := range [...]string{f.Indicator, string(f.Applicant), f.Unit, string(f.State), f.Raw} {
		line = block.AppendText(line, text)
	}
	if f.Value == nil {
		line = append(line, 0)
	} else {
		line = binary.AppendVarint(append(line, 1), int64(*f.Value))
	}
	line = binary.LittleEndian.AppendUint64(line, math.Float64bits(f.Confidence))
	if f.Cumulative != nil { // few have one
		line = append(line, asJSON(f.Cumulative)...)
	}
	return line
}

// packedFigure is a figure of packed, its texts those of the lines.
type packedFigure struct {
	indicator, applicant, unit, state, raw string
	value                                  disclosure.Number
	valued                                 bool // there is a value
	confidence                             float64
}

// known is its value as it is stored: nil where it has none, or none that its state may carry.
func (f *packedFigure) known() *int64 {
	if !f.valued {
		return nil
	}
	return known(&f.value, disclosure.State(f.state))
}

// figure reads the figure that begins there.
func (p *packed) figure(begin uint32) (f packedFigure) {
	rest := p.lines[begin:]
	for _, to := range [...]*string{&f.indicator, &f.applicant, &f.unit, &f.state, &f.raw} {
		*to, rest = block.CutText(rest)
	}
	f.valued, rest = rest[0] == 1, rest[1:]
	if f.valued {
		value, length := binary.Varint([]byte(rest[:min(len(rest), binary.MaxVarintLen64)]))
		f.value, rest = disclosure.Number(value), rest[length:]
	}
	f.confidence = math.Float64frombits(binary.LittleEndian.Uint64([]byte(rest[:8])))
	return f
}
