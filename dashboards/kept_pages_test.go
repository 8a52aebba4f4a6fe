package dashboards

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

// A page that was sent is sent again as it was, to whoever asks in the same language by the same name, until
// the data is another one.
func TestPagesAreKept(t *testing.T) {
	s := newService(t)
	s.measures.rows["data_version"] = always([]VersionRow{{"00ff", 1, 1, &seen, "01", "", "", 0}}) // no answer is remembered
	kept := map[string]string{}
	for _, step := range []struct {
		address string
		drawn   bool
	}{{"/method", true}, {"/method?lang=en", true}, {"/method", false}, {"/method?lang=en", false}, {"/status", true}, {"/status", true}} {
		before := len(s.measures.asked)
		w := s.get(step.address)
		drawn := slices.ContainsFunc(s.measures.asked[before:], func(m string) bool { return m != "data_version" })
		if w.Code != 200 || drawn != step.drawn || !drawn && w.Body.String() != kept[step.address] || w.Header().Get("Content-Language") == "" {
			t.Errorf("%s: %d, drawn %v, want %v, or another page", step.address, w.Code, drawn, step.drawn)
		}
		kept[step.address] = w.Body.String()
	}
	var k keptPages
	put := func(key string, body []byte) { k.put(keptPage{key: key, body: body}) }
	put("a", []byte("1"))
	put("a", []byte("22"))
	if p, ok := k.get("a", memoAge); !ok || string(p.body) != "22" || k.bytes != 2 || k.order.Len() != 1 {
		t.Errorf("kept %s of %d bytes in %d", p.body, k.bytes, k.order.Len())
	}
	for n := range 3 * 8 {
		put(strconv.Itoa(n), make([]byte, keptBytes/8))
		k.get("0", memoAge)
	}
	if _, ok := k.get("0", memoAge); !ok || k.bytes > keptBytes || len(k.known) != 8 {
		t.Errorf("%d bytes of %d pages, and the one that is used is gone: %v", k.bytes, len(k.known), !ok)
	}
	put("long", make([]byte, keptBytes))
	if _, ok := k.get("long", memoAge); ok {
		t.Error("one page takes the place of all")
	}
}

// slowMeasures answer when they are told to.
type slowMeasures struct {
	asked   atomic.Int32
	answers chan struct{}
}

func (m *slowMeasures) Select(ctx context.Context, dst any, _ string, _ map[string]any) error {
	m.asked.Add(1)
	select {
	case <-m.answers:
		*dst.(*[]int) = []int{7}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Who asks what somebody else is just asking waits for that answer; where that one goes away, the question goes on.
func TestMemoAsksTogether(t *testing.T) {
	source := &slowMeasures{answers: make(chan struct{})}
	m := &memo{Measures: source, version: func(context.Context) (VersionRow, error) { return VersionRow{Settled: "a"}, nil }}
	gone, leave := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	ask := func(ctx context.Context, want error) {
		wait.Go(func() {
			var got []int
			if err := m.Select(ctx, &got, "rules", nil); err != want || want == nil && len(got) != 1 {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
	ask(gone, context.Canceled)
	for source.asked.Load() == 0 {
	}
	for range 5 {
		ask(t.Context(), nil)
	}
	leave()
	source.answers <- struct{}{} // to the question that one asked who is gone
	close(source.answers)
	wait.Wait()
	if n := source.asked.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
}
