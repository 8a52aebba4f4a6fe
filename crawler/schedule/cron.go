package schedule

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/netresearch/go-cron"

	"gongkai/disclosure"
)

// Cron is a cron expression of five fields — minute, hour, day of the month, month, day of the
// week — in China time, or one of @hourly, @daily, @weekly, @monthly and @yearly.
type Cron struct{ times cron.Schedule }

var parser = cron.MustNewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow | cron.Descriptor | cron.DowOrDom)

// Parse reads an expression. Fields that are out of range and days that never come are errors.
func Parse(expression string) (Cron, error) {
	switch {
	case strings.Contains(expression, "="):
		return Cron{}, errors.New("times are China's: a time zone can't be set")
	case strings.HasPrefix(expression, "@every"):
		return Cron{}, errors.New("@every has no fixed times")
	}
	times, err := parser.Parse(expression)
	if err != nil {
		return Cron{}, fmt.Errorf("no cron expression of five fields: %w", err)
	}
	c := Cron{times}
	if c.Next(time.Date(2000, time.January, 1, 0, 0, 0, 0, disclosure.China)).IsZero() {
		return c, errors.New("it names a day that never comes")
	}
	return c, nil
}

// Next is the first time of the expression after a moment.
func (c Cron) Next(after time.Time) time.Time { return c.times.Next(after.In(disclosure.China)) }

// The sites of one expression begin within a tenth of the time to its next, but at most so long
// after it.
const (
	spreadParts = 10
	spreadMost  = 15 * time.Minute
)

// nextCron is the first time of the expression after a moment, spread.
func (p Plan) nextCron(after time.Time) time.Time {
	at := p.cron.Next(after)
	span := min(p.cron.Next(at).Sub(at)/spreadParts, spreadMost)
	return at.Add(p.spread(at, span))
}
