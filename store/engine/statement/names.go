package statement

import "strings"

const (
	whyFile     = "readers have no access to files; a column of this name must be read through a view that renames it"
	whyFunction = "this function reaches outside the tables and is not for readers"
)

// deniedNames are refused wherever they stand. The scalar functions among
// them have no grant of their own in the engine.
var deniedNames = map[string]string{
	"file":                           whyFile,
	"outfile":                        whyFile,
	"infile":                         whyFile,
	"filesystemavailable":            whyFunction,
	"filesystemcapacity":             whyFunction,
	"filesystemunreserved":           whyFunction,
	"eval":                           whyFunction,
	"executable":                     whyFunction,
	"sleep":                          whyFunction,
	"sleepeachrow":                   whyFunction,
	"catboostevaluate":               whyFunction,
	"getclienthttpheader":            whyFunction,
	"getserversetting":               whyFunction,
	"getmacro":                       whyFunction,
	"hostname":                       whyFunction,
	"fqdn":                           whyFunction,
	"fullhostname":                   whyFunction,
	"showcertificate":                whyFunction,
	"addresstoline":                  whyFunction,
	"addresstolinewithinlines":       whyFunction,
	"addresstosymbol":                whyFunction,
	"logtrace":                       whyFunction,
	"generateserialid":               whyFunction,
	"fuzzquery":                      whyFunction,
	"aiclassify":                     whyFunction,
	"aiembed":                        whyFunction,
	"aiextract":                      whyFunction,
	"aigenerate":                     whyFunction,
	"aitranslate":                    whyFunction,
	"hascolumnintable":               "with six arguments it connects to other servers; look the column up in system.columns",
	"_temporary_and_external_tables": "temporary tables of others are not for readers",
}

// systemTables describe the tables and the language. The others show other
// readers' queries, paths or the server's state. Clients ask for these to
// offer completions and to list databases.
var systemTables = set(
	"columns", "tables", "databases", "functions", "settings", "formats",
	"data_type_families", "keywords", "aggregate_function_combinators",
	"table_functions", "table_engines", "time_zones", "one", "numbers", "numbers_mt", "zeros",
)

// showable may follow SHOW [CREATE] [FULL] [EXTENDED] [TEMPORARY].
var showable = set(
	"tables", "databases", "columns", "fields", "index", "indexes", "indices", "keys",
	"functions", "settings", "table", "view", "database", "dictionary", "dictionaries",
)

// endsFrom are the words behind which a comma no longer parts tables.
var endsFrom = set(
	"select", "prewhere", "where", "group", "having", "window", "qualify", "order",
	"limit", "offset", "union", "intersect", "except", "format", "with",
)

// verdict on a table function. The zero value is for names that are none.
type verdict uint8

const (
	allowed verdict = iota + 1
	refused
)

// tableFunctions are those of the engine 26.7 (system.table_functions).
var tableFunctions = func() map[string]verdict {
	m := map[string]verdict{}
	for _, f := range strings.Fields(`
		SQLStandardValues arrowFlight arrowstream azureBlobStorage azureBlobStorageCluster
		cluster clusterAllReplicas cosn deltaLake deltaLakeAzure deltaLakeAzureCluster deltaLakeCluster
		deltaLakeLocal deltaLakeS3 deltaLakeS3Cluster dictionary eval executable file fileCluster filesystem
		fuzzJSON fuzzQuery gcs generateRandom hdfs hdfsCluster hudi hudiCluster
		iceberg icebergAzure icebergAzureCluster icebergCluster icebergHDFS icebergHDFSCluster icebergLocal
		icebergLocalCluster icebergS3 icebergS3Cluster input jdbc loop merge
		mergeTreeAnalyzeIndexes mergeTreeAnalyzeIndexesUUID mergeTreeIndex mergeTreeProjection mergeTreeTextIndex
		mongodb mysql nats null odbc oss
		paimon paimonAzure paimonAzureCluster paimonCluster paimonHDFS paimonHDFSCluster paimonLocal paimonS3
		paimonS3Cluster postgresql primes prometheusQuery prometheusQueryRange python redis remote remoteSecure
		s3 s3Cluster sqlite timeSeriesData timeSeriesMetrics timeSeriesSamples timeSeriesSelector timeSeriesTags
		url urlCluster viewExplain viewIfPermitted ytsaurus`) {
		m[strings.ToLower(f)] = refused
	}
	for _, f := range strings.Fields(`numbers numbers_mt zeros zeros_mt generateSeries generate_series values view format`) {
		m[strings.ToLower(f)] = allowed
	}
	return m
}()

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}
