package pdf

import (
	"math"
	"strconv"
)

// box is a rectangle in points; y grows downwards.
type box struct{ l, t, r, b float64 }

func (a box) width() float64  { return a.r - a.l }
func (a box) height() float64 { return a.b - a.t }
func (a box) cx() float64     { return (a.l + a.r) / 2 }
func (a box) cy() float64     { return (a.t + a.b) / 2 }

func (a box) union(o box) box {
	return box{min(a.l, o.l), min(a.t, o.t), max(a.r, o.r), max(a.b, o.b)}
}

func (a box) contains(x, y float64) bool { return x >= a.l && x <= a.r && y >= a.t && y <= a.b }

// String writes left,top,right,bottom with a tenth of a point.
func (a box) String() string {
	s := make([]byte, 0, 32)
	for i, v := range [4]float64{a.l, a.t, a.r, a.b} {
		if i > 0 {
			s = append(s, ',')
		}
		v = math.Round(v*10) / 10
		if v == 0 {
			v = 0 // no -0
		}
		s = strconv.AppendFloat(s, v, 'f', -1, 64)
	}
	return string(s)
}

// turnIn turns a box of a page of the given size by quarters clockwise, as one turns a sheet.
func (a box) turnIn(turn int, width, height float64) box {
	switch turn & 3 {
	case 1:
		return box{height - a.b, a.l, height - a.t, a.r}
	case 2:
		return box{width - a.r, height - a.b, width - a.l, height - a.t}
	case 3:
		return box{a.t, width - a.r, a.b, width - a.l}
	}
	return a
}

// view is the visible part of a page in PDF's own coordinates (y grows upwards) and the
// quarter turns clockwise in which it is shown.
type view struct {
	left, bottom, right, top float64
	turn                     int
}

// size is the width and height of the page as it is shown.
func (v view) size() (float64, float64) {
	w, h := v.right-v.left, v.top-v.bottom
	if v.turn&1 == 1 {
		return h, w
	}
	return w, h
}

// box brings a rectangle from PDF's coordinates to the page as it is shown.
func (v view) box(left, bottom, right, top float64) box {
	flat := box{
		min(left, right) - v.left, v.top - max(bottom, top),
		max(left, right) - v.left, v.top - min(bottom, top),
	}
	return flat.turnIn(v.turn, v.right-v.left, v.top-v.bottom)
}

// finite tells whether a box can be worked with: broken files have NaN and huge numbers.
func (a box) finite() bool {
	for _, v := range [4]float64{a.l, a.t, a.r, a.b} {
		if math.IsNaN(v) || math.Abs(v) > 1e5 {
			return false
		}
	}
	return true
}
