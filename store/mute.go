package store

import (
	"context"
	"errors"
	"net"
	"time"
)

// A ClickHouse that is paused, or that a broken network has swallowed, takes every question and answers
// none. To be told from one that works on a costly question it is asked the simplest one beside it.
const (
	doubtAfter  = 5 * time.Second  // how long a question may go on before ClickHouse is doubted
	proofTime   = 10 * time.Second // in which it answers SELECT 1, however much it has to do
	proofAgain  = 2 * time.Second  // the same of one that is known to be silent
	proofsPause = time.Second      // between proofs that fail before their time
)

// errMute ends the questions of people to a ClickHouse that answers nothing.
var errMute = &net.OpError{Op: "read", Net: "tcp", Err: errors.New("it takes questions and answers none")}

// attended asks, and looks after ClickHouse where that takes long: the silence of one that answers nothing
// at all is known as one that refuses, and a person's question then ends. A job's goes on waiting.
func (db *DB) attended(ctx context.Context, ask func(ctx context.Context) error) error {
	attended, end := context.WithCancelCause(ctx)
	defer end(nil)
	begun, after, known := db.now(), doubtAfter, db.Silent() >= patience
	if known {
		after = 0
	}
	timer := time.AfterFunc(after, func() { db.doubt(attended, begun, known, end) })
	defer timer.Stop()
	err := ask(attended)
	if err != nil && errors.Is(context.Cause(attended), errMute) {
		return errMute
	}
	return err
}

// doubt has ClickHouse prove again and again that it answers, until the question is answered or ended.
func (db *DB) doubt(ctx context.Context, begun time.Time, known bool, end context.CancelCauseFunc) {
	for failing := time.Now(); ; {
		err := db.prove(ctx)
		pause := proofsPause
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			pause, failing = doubtAfter, time.Now().Add(doubtAfter)
		case known || time.Since(failing) >= proofTime:
			db.silence.from(db, begun)
			if patientFor(ctx) == patience {
				end(errMute)
				return
			}
			pause = doubtAfter
		}
		if db.sleep(ctx, pause) != nil {
			return
		}
	}
}

// prove waits for a proof, one for all who doubt at the same time.
func (db *DB) prove(ctx context.Context) error {
	proof := db.proofs.DoChan("", func() (any, error) {
		within := proofTime
		if db.Silent() >= patience {
			within = proofAgain
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within) // it is not of one question alone
		defer cancel()
		return nil, db.alive(ctx)
	})
	select {
	case p := <-proof:
		return p.Err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// selectOne asks past the driver, whose connections may all be waiting. Whatever is answered is a proof.
func (db *DB) selectOne(ctx context.Context) error {
	request, err := db.rawRequest(ctx, rawAsk{query: "SELECT 1", user: db.config.User})
	if err != nil {
		return err
	}
	response, err := db.client.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}
