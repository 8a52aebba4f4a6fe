package store

import (
	"context"
	"embed"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"time"
)

//go:embed refresh/*.sql
var refreshFiles embed.FS

// refreshing is one refresh: the sites of which something is new, in slices that bound what is held
// at once.
type refreshing struct {
	*DB
	generation uint64
	slices     []uint32
	said       []string  // the divisions whose registers are others than when they were last looked at
	all        bool      // what decides it all is another, or everything was asked for
	noted      time.Time // the last time that a refresh had ended when this one looked
}

// capturesAtOnce is how many captures of changed sites are looked at together, about.
const capturesAtOnce = 50_000

// refreshMethod names what decides, beside what is known of a site and what persons say of a division,
// what follows from it: this program with its statements and names, and the year. Another one looks at
// everything again.
func refreshMethod() string {
	return digest(thisProgram(), fmt.Sprint(time.Now().Year()))
}

// thisProgram is another text for every program that was built.
var thisProgram = sync.OnceValue(func() string {
	info, _ := debug.ReadBuildInfo()
	name, _ := os.Executable()
	file, err := os.Stat(name)
	if err != nil {
		return info.String() // of a file that is gone there will be no other
	}
	return fmt.Sprint(info, file.Size(), file.ModTime().UnixNano())
})

// look finds what has changed. The time is the generation: it grows over processes, and of two
// refreshes at once the one that looked later stands.
func (db *DB) look(ctx context.Context, all bool) (*refreshing, error) {
	r := &refreshing{DB: db, generation: uint64(time.Now().UnixMicro())}
	var known []struct {
		Noted time.Time `ch:"noted"`
	}
	const before = "SELECT max(noted_at) AS noted FROM refreshed_sites"
	if err := db.Select(ctx, &known, before, nil); err != nil {
		return nil, fmt.Errorf("asking when the reports were last made current: %w", err)
	}
	r.noted = known[0].Noted
	lists, concerned, err := r.newLists(ctx)
	if err != nil {
		return nil, err
	}
	params := map[string]any{"generation": r.generation, "method": refreshMethod(), "all": flag(all), "size": db.sliceCaptures,
		"lists": lists.names, "hashes": lists.hashes, "concerned": concerned}
	if err := r.run(ctx, "sites", params); err != nil {
		return nil, err
	}
	var slices []struct {
		Slice uint32 `ch:"slice"`
		All   bool   `ch:"all_of_it"`
	}
	const query = "SELECT slice, max(site_id = '*') AS all_of_it FROM refreshing_sites WHERE generation = {generation:UInt64} GROUP BY slice ORDER BY slice"
	if err := db.Select(ctx, &slices, query, map[string]any{"generation": r.generation}); err != nil {
		return nil, fmt.Errorf("looking for what has changed: %w", err)
	}
	for _, s := range slices {
		r.slices, r.all = append(r.slices, s.Slice), r.all || s.All
	}
	return r, nil
}

// run runs one statement of refresh/. An error of its connection stays one: refresh begins again.
func (r *refreshing) run(ctx context.Context, name string, params map[string]any) error {
	query, err := refreshFiles.ReadFile("refresh/" + name + ".sql")
	if err != nil {
		return err
	}
	bound, err := bind(ctx, params)
	if err != nil {
		return err
	}
	if err := r.conn.Exec(bound, string(query)); err != nil {
		return fmt.Errorf("making what was read current, %s: %w", name, r.explain(err))
	}
	return nil
}

// each does something for every slice.
func (r *refreshing) each(ctx context.Context, do func(context.Context, uint32) error) error {
	for _, slice := range r.slices {
		if err := do(ctx, slice); err != nil {
			return err
		}
	}
	return nil
}

// of are the parameters of a statement about one slice.
func (r *refreshing) of(slice uint32) map[string]any {
	return map[string]any{"generation": r.generation, "slice": slice}
}

// reports makes the reports current. Of several slices none is seen before all are there.
func (r *refreshing) reports(ctx context.Context) error {
	target := "report_states"
	if len(r.slices) > 1 {
		target = fmt.Sprintf("report_states_%d", r.generation)
		like, err := r.like(ctx, "report_states")
		if err != nil {
			return err
		}
		if err := r.conn.Exec(ctx, "CREATE TABLE "+quoteName(target)+like); err != nil {
			return fmt.Errorf("making room for the reports: %w", r.explain(err))
		}
	}
	err := r.each(ctx, func(ctx context.Context, slice uint32) error {
		params := r.of(slice)
		for _, step := range []string{"reports", "captures"} {
			if err := r.run(ctx, step, params); err != nil {
				return err
			}
		}
		params["target"] = target
		steps := []string{"report_states"}
		if len(r.slices) == 1 { // several are many captures, and two such statements at once much memory
			others, err := r.listSteps(ctx, slice)
			if err != nil {
				return err
			}
			steps = append(steps, others...)
		}
		return r.beside(ctx, params, steps...)
	})
	if err != nil || len(r.slices) <= 1 {
		return err
	}
	for _, statement := range []string{
		"ALTER TABLE report_states ATTACH PARTITION tuple() FROM " + quoteName(target),
		"DROP TABLE " + quoteName(target) + " SYNC",
	} {
		if err := r.conn.Exec(ctx, statement); err != nil {
			return fmt.Errorf("showing the reports: %w", r.explain(err))
		}
	}
	return nil
}

// note says how far the sites are current, and whether another refresh said so since this one
// looked: then they are to be looked at again. It says so first and asks then: of two at least one
// hears of the other.
func (r *refreshing) note(ctx context.Context) (overtaken bool, err error) {
	const say = `INSERT INTO refreshed_sites (site_id, generation, fingerprint)
		SELECT site_id, {generation:UInt64}, fingerprint FROM refreshing_sites WHERE generation = {generation:UInt64}`
	bound, err := bind(ctx, map[string]any{"generation": r.generation})
	if err != nil {
		return false, err
	}
	if err := r.conn.Exec(bound, say); err != nil {
		return false, fmt.Errorf("noting what is current: %w", r.explain(err))
	}
	var others []struct {
		Others uint64 `ch:"others"`
	}
	const ask = "SELECT countIf(noted_at > fromUnixTimestamp64Micro({noted:Int64}) AND generation != {generation:UInt64}) AS others FROM refreshed_sites"
	if err := r.Select(ctx, &others, ask, map[string]any{"generation": r.generation, "noted": r.noted.UnixMicro()}); err != nil {
		return false, fmt.Errorf("asking for other refreshes: %w", err)
	}
	if others[0].Others == 0 {
		return false, nil
	}
	if bound, err = bind(ctx, map[string]any{"generation": r.generation, "now": uint64(time.Now().UnixMicro())}); err != nil {
		return false, err
	}
	const again = `INSERT INTO refreshed_sites (site_id, generation, fingerprint)
		SELECT site_id, {now:UInt64}, 0 FROM refreshing_sites WHERE generation = {generation:UInt64}`
	return true, r.explain(r.conn.Exec(bound, again))
}
