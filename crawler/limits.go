package crawler

import "time"

// Limits bounds what a crawl takes and how long it waits. A zero field means its default.
type Limits struct {
	PageBytes     int64         // text of any kind after decoding; 32 MiB
	DocumentBytes int64         // PDF, Office, archives and what names no type; 128 MiB
	LookBytes     int64         // longest page that is looked into for where it leads; 8 MiB
	Ratio         int64         // decoded bytes for one received byte, beyond the first MiB; 200
	Timeout       time.Duration // one attempt, from connecting to the last byte; 2 minutes
	Retries       int           // further attempts after the first; 2, none with -1
	Backoff       time.Duration // wait before the first of them, doubled for each further one; 2 s
	MaxRetryAfter time.Duration // longest stop that is waited for; beyond it the host is given up for the crawl; 10 minutes
	MaxCrawlDelay time.Duration // longest Crawl-delay that is heeded; 1 minute
	Redirects     int           // hops; 10
	GiveUpAfter   int           // failures of a host in a row before it is given up for the crawl; 8
	Depth         int           // steps from the home page; 8
	Pages         int           // addresses of one crawl; 20,000
	ListPages     int           // pages of one list; 200
	Bytes         int64         // received in one crawl, before decoding, but after it where the crawl was killed since; 20 GB
	Time          time.Duration // of one crawl, waiting for the night included; 4 days
}

func (l Limits) withDefaults() Limits {
	orBytes := func(v *int64, d int64) {
		if *v == 0 {
			*v = d
		}
	}
	orInt := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	orTime := func(v *time.Duration, d time.Duration) {
		if *v == 0 {
			*v = d
		}
	}
	orBytes(&l.PageBytes, 32<<20)
	orBytes(&l.DocumentBytes, 128<<20)
	orBytes(&l.LookBytes, 8<<20)
	orBytes(&l.Ratio, 200)
	orTime(&l.Timeout, 2*time.Minute)
	orInt(&l.Retries, 2)
	orTime(&l.Backoff, 2*time.Second)
	orTime(&l.MaxRetryAfter, 10*time.Minute)
	orTime(&l.MaxCrawlDelay, time.Minute)
	orInt(&l.Redirects, 10)
	orInt(&l.GiveUpAfter, 8)
	orInt(&l.Depth, 8)
	orInt(&l.Pages, 20_000)
	orInt(&l.ListPages, 200)
	orBytes(&l.Bytes, 20e9)
	orTime(&l.Time, 96*time.Hour)
	return l
}
