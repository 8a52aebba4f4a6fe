package schedule

import (
	"time"

	"gongkai/disclosure"
)

// Season says whose reports are due around a day.
type Season int

// The seasons of article 49 of the Regulation: departments report by 31 January, governments
// by 31 March. A county's site has both, so it is crawled daily in both.
const (
	OffSeason   Season = iota
	Departments        // 10 January to 15 February
	Governments        // 10 March to 15 April
)

// SeasonOf returns the season of the day in China.
func SeasonOf(t time.Time) Season {
	_, month, day := t.In(disclosure.China).Date()
	switch date := int(month)*100 + day; {
	case date >= 110 && date <= 215:
		return Departments
	case date >= 310 && date <= 415:
		return Governments
	}
	return OffSeason
}

// Crawls of the calendar begin in the evening, when a county's people do not use its site, and
// early enough to come to an end in the night.
const (
	evening = 22 // o'clock in China
	begin   = 4 * time.Hour
)

// monthDays are the days that every month has.
const monthDays = 28

// nextLegal is the first time of the calendar after a moment, spread over the evening: every day
// in a season and where daily says so, one day a month otherwise, which one depends on the site.
func (p Plan) nextLegal(after time.Time, daily bool) time.Time {
	local := after.In(disclosure.China)
	monthly := 1 + int(hash(p.site)%monthDays)
	for days := 0; ; days++ {
		at := time.Date(local.Year(), local.Month(), local.Day()+days, evening, 0, 0, 0, disclosure.China)
		if at.After(after) && (daily || SeasonOf(at) != OffSeason || at.Day() == monthly) {
			return at.Add(p.spread(at, begin))
		}
	}
}
