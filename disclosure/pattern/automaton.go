package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"sync"
	"sync/atomic"
)

// automaton knows, after each character of a text, all that the instructions of an expression
// have come to, as one state. The way from a state to the next is worked out when a text first
// goes it, and only looked up from then on: package regexp works it out for every text.
type automaton struct {
	prog    *syntax.Prog
	anyhow  bool // a match may begin anywhere, not only at the beginning of the text
	first   *state
	classes *classes

	building sync.Mutex // of what follows
	states   map[string]*state
	seen     []uint32 // when an instruction was last put on the list …
	now      uint32   // … in steps
	list     []uint32
	matched  bool
	key      []byte
}

// state is what the instructions have come to.
type state struct {
	list    []uint32                // instructions that wait for a character, or for the end of the text, what is preferred first
	matched bool                    // a match ends here
	ends    bool                    // a match ends here where the text does
	next    []atomic.Pointer[state] // by class of the next character; nil: not gone yet
}

// mostNexts bounds the ways that an automaton remembers. Expressions that have more are tried as
// package regexp does.
const mostNexts = 1 << 15

// newAutomaton makes the automaton of an expression, nil where it asks for more than characters and
// the ends of the text.
func newAutomaton(expression string, anyhow bool) *automaton {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil
	}
	for i := range prog.Inst {
		in := &prog.Inst[i]
		switch in.Op {
		case syntax.InstEmptyWidth:
			if op := syntax.EmptyOp(in.Arg); op != syntax.EmptyBeginText && op != syntax.EmptyEndText {
				return nil
			}
		case syntax.InstRune:
			if syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
				return nil
			}
		}
	}
	classes, ok := classesOf(prog)
	if !ok {
		return nil
	}
	a := &automaton{prog: prog, anyhow: anyhow, classes: classes, states: map[string]*state{}, seen: make([]uint32, len(prog.Inst))}
	a.begin()
	a.add(uint32(prog.Start), true)
	a.first = a.newState(true)
	return a
}

// end is where the match that a text begins with ends, -1 where it begins with none. any: where one
// of its matches ends. ok is false where the automaton does not know.
func (a *automaton) end(text string, any bool) (end int, ok bool) {
	end = -1
	s := a.first
	for i := 0; ; {
		if s.matched {
			if end = i; any {
				return end, true
			}
		}
		if i == len(text) {
			if s.ends {
				end = i
			}
			return end, true
		}
		if len(s.list) == 0 {
			return end, true
		}
		r, size := runeAt(text[i:])
		if r >= mostChars {
			return -1, false
		}
		class := a.classes.of(r)
		next := s.next[class].Load()
		if next == nil {
			if next = a.step(s, r); next == nil {
				return -1, false
			}
			s.next[class].Store(next)
		}
		s, i = next, i+size
	}
}

// step is the state behind a character, nil where there are too many.
func (a *automaton) step(s *state, r rune) *state {
	a.building.Lock()
	defer a.building.Unlock()
	a.begin()
	for _, pc := range s.list {
		if in := &a.prog.Inst[pc]; in.Op != syntax.InstEmptyWidth && takes(in, r) {
			a.add(in.Out, false)
		}
	}
	if a.anyhow {
		a.add(uint32(a.prog.Start), false)
	}
	a.key = a.key[:0]
	for _, pc := range a.list {
		a.key = binary.AppendUvarint(a.key, uint64(pc))
	}
	if a.matched {
		a.key = append(a.key, 0) // the first instruction always fails, so it is on no list
	}
	if known := a.states[string(a.key)]; known != nil {
		return known
	}
	if len(a.states)*a.classes.n >= mostNexts {
		return nil
	}
	next := a.newState(false)
	a.states[string(a.key)] = next
	return next
}

// begin begins a list of instructions.
func (a *automaton) begin() {
	a.now++
	a.list, a.matched = a.list[:0], false
}

// add puts an instruction on the list, or what it leads to without a character. Behind a match
// nothing is preferred to it.
func (a *automaton) add(pc uint32, start bool) {
	if a.matched || a.seen[pc] == a.now {
		return
	}
	a.seen[pc] = a.now
	switch in := &a.prog.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		a.add(in.Out, start)
		a.add(in.Arg, start)
	case syntax.InstCapture, syntax.InstNop:
		a.add(in.Out, start)
	case syntax.InstEmptyWidth:
		switch {
		case syntax.EmptyOp(in.Arg) == syntax.EmptyEndText:
			a.list = append(a.list, pc)
		case start:
			a.add(in.Out, start)
		}
	case syntax.InstMatch:
		a.matched = true
	case syntax.InstFail:
	default:
		a.list = append(a.list, pc)
	}
}

// newState keeps the list. start: at the beginning of the text.
func (a *automaton) newState(start bool) *state {
	s := &state{list: append([]uint32(nil), a.list...), matched: a.matched}
	if len(s.list) > 0 {
		s.next = make([]atomic.Pointer[state], a.classes.n)
	}
	a.now++
	for _, pc := range s.list {
		s.ends = s.ends || a.prog.Inst[pc].Op == syntax.InstEmptyWidth && a.matchesNothing(pc, start)
	}
	return s
}

// matchesNothing reports whether an instruction leads to a match at the end of the text.
func (a *automaton) matchesNothing(pc uint32, start bool) bool {
	if a.seen[pc] == a.now {
		return false
	}
	a.seen[pc] = a.now
	switch in := &a.prog.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		return a.matchesNothing(in.Out, start) || a.matchesNothing(in.Arg, start)
	case syntax.InstCapture, syntax.InstNop:
		return a.matchesNothing(in.Out, start)
	case syntax.InstEmptyWidth:
		return (start || syntax.EmptyOp(in.Arg) == syntax.EmptyEndText) && a.matchesNothing(in.Out, start)
	case syntax.InstMatch:
		return true
	}
	return false
}

// manyTries is how often an expression is tried before its automaton is made: a program that
// reads one page asks for few that often.
var manyTries int32 = 64

// tried is an expression that is tried at the beginning of texts, or anyhow anywhere in them.
type tried struct {
	expression string
	anyhow     bool
	tries      atomic.Int32
	made       atomic.Pointer[automaton]
}

// none stands for the automaton of an expression that can have none.
var none = &automaton{}

// automaton is that of the expression, nil where it has none yet.
func (t *tried) automaton() *automaton {
	a := t.made.Load()
	if a == nil {
		if t.tries.Add(1) < manyTries {
			return nil
		}
		if a = newAutomaton(t.expression, t.anyhow); a == nil {
			a = none
		}
		if !t.made.CompareAndSwap(nil, a) {
			a = t.made.Load()
		}
	}
	if a == none {
		return nil
	}
	return a
}
