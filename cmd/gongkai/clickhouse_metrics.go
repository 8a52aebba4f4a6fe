package main

import (
	"github.com/prometheus/client_golang/prometheus"

	"gongkai/store"
)

// clickhouseDescs are what ClickHouse says of itself, embedded or on a server. A scrape does not ask
// it: what is shown is at most siteMetricsAge old.
var clickhouseDescs = []struct {
	desc *prometheus.Desc
	of   func(store.Health) uint64
}{
	{clickhouseDesc("memory_bytes", "Memory that ClickHouse uses."), func(h store.Health) uint64 { return h.Memory }},
	{clickhouseDesc("queries", "Statements that run."), func(h store.Health) uint64 { return h.Queries }},
	{clickhouseDesc("merges", "Merges that run."), func(h store.Health) uint64 { return h.Merges }},
	{clickhouseDesc("mutations", "Changes of rows that are not done."), func(h store.Health) uint64 { return h.Mutations }},
	{clickhouseDesc("data_bytes", "What the tables take on the disks of the server that is spoken to."), func(h store.Health) uint64 { return h.Data }},
	{clickhouseDesc("parts", "Parts of the tables."), func(h store.Health) uint64 { return h.Parts }},
	{clickhouseDesc("partition_parts_max", "Parts of the partition that has most: inserts are delayed at 1000."), func(h store.Health) uint64 { return h.MostParts }},
	{clickhouseDesc("replicas_readonly", "Replicated tables that can't be written, since Keeper is away."), func(h store.Health) uint64 { return h.ReadOnly }},
	{clickhouseDesc("replica_delay_seconds", "By how much the slowest replicated table is behind those of other servers."), func(h store.Health) uint64 { return h.Delay }},
}

var (
	diskFree  = clickhouseDesc("disk_free_bytes", "Room that is left on a disk of ClickHouse.", "disk")
	diskTotal = clickhouseDesc("disk_bytes", "Size of a disk of ClickHouse.", "disk")
)

func clickhouseDesc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("gongkai_clickhouse_"+name, help, labels, nil)
}

// describeClickHouse tells what there is.
func describeClickHouse(to chan<- *prometheus.Desc) {
	for _, d := range clickhouseDescs {
		to <- d.desc
	}
	to <- diskFree
	to <- diskTotal
}

// collectClickHouse shows what was heard last; nothing before.
func collectClickHouse(to chan<- prometheus.Metric, h *store.Health) {
	if h == nil {
		return
	}
	for _, d := range clickhouseDescs {
		to <- prometheus.MustNewConstMetric(d.desc, prometheus.GaugeValue, float64(d.of(*h)))
	}
	for _, d := range h.Disks {
		to <- prometheus.MustNewConstMetric(diskFree, prometheus.GaugeValue, float64(d.Free), d.Name)
		to <- prometheus.MustNewConstMetric(diskTotal, prometheus.GaugeValue, float64(d.Total), d.Name)
	}
}
