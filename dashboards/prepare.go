package dashboards

import "context"

// prepare asks what nearly every page asks: the version of the data, the places, the years and the releases. It is done when the
// service starts and when the data is another, so that it is known before somebody waits for it; who comes meanwhile
// waits for the same answer. What can't be answered now is asked again by whoever needs it, and told to them.
func (s *server) prepare() {
	if !s.Prepare {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), memoPatience)
	defer cancel()
	if _, _, err := s.places(ctx, tongues[0], ""); err != nil {
		s.Log.DebugContext(ctx, "the places were not asked ahead", "error", err)
		return
	}
	if _, err := s.knownYears(ctx, among{}); err != nil {
		s.Log.DebugContext(ctx, "the years were not asked ahead", "error", err)
		return
	}
	if s.AsOf == nil {
		return
	}
	if _, err := s.withPages(ctx); err != nil {
		s.Log.DebugContext(ctx, "the releases were not asked ahead", "error", err)
	}
}
