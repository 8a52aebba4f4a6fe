package pdf

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"

	pdfium "github.com/klippa-app/go-pdfium"
)

// guest calls the C functions of a PDFium instance. The methods of go-pdfium ask for memory
// and give it back around nearly each of them; with the guard that makes a time limit
// possible every call costs microseconds, and that adds up to six times the work of the
// document. So one stretch of memory is asked for once, and functions are called directly.
type guest struct {
	ctx     context.Context
	memory  guestMemory
	module  reflect.Value
	known   map[string]guestFunction
	stack   [16]uint64
	values  [8]float64 // the results of the last call
	scratch uint32     // address of scratchSize bytes for results
	text    uint32     // address of the text of a page, textSize bytes
	size    uint32
}

const scratchSize = 64

type guestMemory interface {
	Read(offset, count uint32) ([]byte, bool)
	Write(offset uint32, v []byte) bool
}

type guestFunction interface {
	CallWithStack(ctx context.Context, stack []uint64) error
}

var errGuest = errors.New("the version of go-pdfium has no instance that can be called: use the one in go.mod")

// newGuest looks into what go-pdfium gives out as the implementation of an instance. Its
// types stand in an internal package, so their exported fields and methods are reached by
// reflection, once for each function.
func newGuest(instance pdfium.Pdfium) (*guest, error) {
	impl := reflect.Indirect(reflect.ValueOf(instance.GetImplementation()))
	if impl.Kind() != reflect.Struct {
		return nil, errGuest
	}
	ctx, module := impl.FieldByName("Context"), impl.FieldByName("Module")
	if !ctx.IsValid() || !module.IsValid() || module.IsNil() {
		return nil, errGuest
	}
	g := &guest{module: module.Elem(), known: map[string]guestFunction{}}
	memory := g.module.MethodByName("Memory")
	if !memory.IsValid() || !g.module.MethodByName("ExportedFunction").IsValid() {
		return nil, errGuest
	}
	var ok, ok2 bool
	g.memory, ok = memory.Call(nil)[0].Interface().(guestMemory)
	g.ctx, ok2 = ctx.Interface().(context.Context)
	if !ok || !ok2 {
		return nil, errGuest
	}
	at, err := g.call("malloc", scratchSize)
	g.scratch = uint32(at)
	return g, err
}

// function finds a C function by its name.
func (g *guest) function(name string) (guestFunction, error) {
	if f, ok := g.known[name]; ok {
		return f, nil
	}
	found := g.module.MethodByName("ExportedFunction").Call([]reflect.Value{reflect.ValueOf(name)})[0]
	if found.IsNil() {
		return nil, fmt.Errorf("%w (%s)", errGuest, name)
	}
	f, ok := found.Interface().(guestFunction)
	if !ok {
		return nil, errGuest
	}
	g.known[name] = f
	return f, nil
}

// call calls a C function. It fails only where the instance is dead or was ended.
func (g *guest) call(name string, args ...uint64) (uint64, error) {
	f, err := g.function(name)
	if err != nil {
		return 0, err
	}
	copy(g.stack[:], args)
	if err := f.CallWithStack(g.ctx, g.stack[:]); err != nil {
		return 0, fmt.Errorf("%w (%s: %v)", ErrCrashed, name, err)
	}
	return g.stack[0], nil
}

// number calls a C function that returns an int.
func (g *guest) number(name string, args ...uint64) (int, error) {
	v, err := g.call(name, args...)
	return int(int32(v)), err
}

// at is the address of the i-th 4 bytes of the scratch memory.
func (g *guest) at(i uint32) uint64 { return uint64(g.scratch + 4*i) }

// floats reads n floats, 8 at most, from the scratch memory. They hold until the next ones are
// read.
func (g *guest) floats(n int) []float64 {
	b, ok := g.memory.Read(g.scratch, uint32(4*n))
	out := g.values[:n]
	clear(out)
	for i := range out {
		if ok {
			out[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
		}
	}
	return out
}

// doubles reads n doubles as floats does.
func (g *guest) doubles(n int) []float64 {
	b, ok := g.memory.Read(g.scratch, uint32(8*n))
	out := g.values[:n]
	clear(out)
	for i := range out {
		if ok {
			out[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
		}
	}
	return out
}

// ints reads 4 ints from the scratch memory.
func (g *guest) ints() (out [4]int) {
	if b, ok := g.memory.Read(g.scratch, 16); ok {
		for i := range out {
			out[i] = int(int32(binary.LittleEndian.Uint32(b[4*i:])))
		}
	}
	return out
}

// put copies bytes to the instance and returns their address.
func (g *guest) put(b []byte) (uint64, error) {
	at, err := g.call("malloc", uint64(len(b)))
	if err != nil {
		return 0, err
	}
	if at == 0 || !g.memory.Write(uint32(at), b) {
		return 0, fmt.Errorf("%w (no memory for %d bytes)", ErrCrashed, len(b))
	}
	return at, nil
}

// room makes sure that the text memory holds size bytes and returns its address.
func (g *guest) room(size uint32) (uint64, error) {
	if size > g.size {
		if g.text != 0 {
			if _, err := g.call("free", uint64(g.text)); err != nil {
				return 0, err
			}
		}
		at, err := g.call("malloc", uint64(size))
		if err != nil {
			return 0, err
		}
		if at == 0 {
			return 0, fmt.Errorf("%w (no memory for the text of a page)", ErrCrashed)
		}
		g.text, g.size = uint32(at), size
	}
	return uint64(g.text), nil
}
