package statement

import "strings"

const whyFile = "readers have no access to files; a column of this name must be read through a view that renames it"

// deniedNames are refused wherever they stand, whether something is called or not. Most functions
// that are refused are, too: see guard.denied.
var deniedNames = map[string]string{
	"file":                           whyFile,
	"outfile":                        whyFile,
	"infile":                         whyFile,
	"eval":                           "it runs a text that nobody has judged",
	"executable":                     "it starts a program",
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

// schemaTables are what BI tools ask for; the engine shows a reader only his own tables in them.
var schemaTables = set("tables", "columns", "schemata", "views", "key_column_usage", "referential_constraints", "statistics", "character_sets", "collations", "engines")

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

// beforeParenthesis are the words of SQL that a parenthesis may follow, and the types within
// {name:Type}, which take arguments: no call of a function of the engine's list is meant. In quotes they would be one.
var beforeParenthesis = set(
	"all", "and", "any", "apply", "array", "as", "asof", "ast", "between", "by", "case", "columns", "cube", "describe", "distinct", "else", "end",
	"estimate", "except", "exists", "explain", "fill", "filter", "final", "from", "global", "having", "ilike", "in", "inner", "intersect", "interpolate",
	"interval", "is", "join", "left", "like", "limit", "not", "null", "offset", "on", "or", "order", "over", "pipeline", "plan", "prewhere", "qualify",
	"replace", "right", "rollup", "sample", "select", "semi", "anti", "sets", "step", "strict", "syntax", "table", "then", "to", "tree", "union", "using",
	"values", "when", "where", "window", "with",
	"grouping", "untuple", "dateadd", "date_add", "datesub", "date_sub", "timestampadd", "timestamp_add", "timestampsub", "timestamp_sub", // which the parser makes others of
	"decimal", "decimal32", "decimal64", "decimal128", "decimal256", "datetime", "datetime32", "datetime64", "time64", "enum", "enum8", "enum16",
	"fixedstring", "lowcardinality", "map", "nested", "nullable", "tuple", "variant",
)

// readerFormats are the formats in which readers may have their answers. The others need a file
// with a schema or a template, or speak another protocol than HTTP.
var readerFormats = set(strings.Fields(strings.ToLower(`
	Arrow ArrowStream Avro BSONEachRow CSV CSVWithNames CSVWithNamesAndTypes CustomSeparated CustomSeparatedWithNames CustomSeparatedWithNamesAndTypes GeoJSON Hash
	JSON JSONColumns JSONColumnsWithMetadata JSONCompact JSONCompactColumns JSONCompactEachRow JSONCompactEachRowWithNames JSONCompactEachRowWithNamesAndTypes
	JSONCompactEachRowWithProgress JSONCompactStrings JSONCompactStringsEachRow JSONCompactStringsEachRowWithNames JSONCompactStringsEachRowWithNamesAndTypes
	JSONCompactStringsEachRowWithProgress JSONEachRow JSONEachRowWithProgress JSONL JSONLines JSONObjectEachRow JSONStrings JSONStringsEachRow
	JSONStringsEachRowWithProgress LineAsString LineAsStringWithNames LineAsStringWithNamesAndTypes MD Markdown MsgPack NDJSON Native Npy Null ORC Parquet
	Pretty PrettyCompact PrettyCompactMonoBlock PrettyCompactNoEscapes PrettyCompactNoEscapesMonoBlock PrettyJSONEachRow PrettyJSONLines PrettyMonoBlock PrettyNDJSON
	PrettyNoEscapes PrettyNoEscapesMonoBlock PrettySpace PrettySpaceMonoBlock PrettySpaceNoEscapes PrettySpaceNoEscapesMonoBlock Prometheus Raw RawBLOB RawWithNames
	RawWithNamesAndTypes RowBinary RowBinaryWithNames RowBinaryWithNamesAndTypes SQLInsert TSKV TSV TSVRaw TSVRawWithNames TSVRawWithNamesAndTypes TSVWithNames
	TSVWithNamesAndTypes TabSeparated TabSeparatedRaw TabSeparatedRawWithNames TabSeparatedRawWithNamesAndTypes TabSeparatedWithNames TabSeparatedWithNamesAndTypes
	Values Vertical XML`))...)

// textFormats are those that the table function format may read out of a statement: plain texts.
var textFormats = set("csv", "csvwithnames", "tsv", "tsvwithnames", "tabseparated", "tabseparatedwithnames", "jsoneachrow", "jsonlines", "ndjson", "jsonl", "jsoncompacteachrow", "json", "values", "lineasstring", "tskv")

// ReaderFormat reports whether readers may have answers in a format.
func ReaderFormat(name string) bool { return readerFormats[strings.ToLower(name)] }

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

// known are the names of formats that the engine has beside those that readers may use.
var known = set(strings.Fields(strings.ToLower(`
	AvroConfluent Buffers CapnProto CustomSeparatedIgnoreSpaces CustomSeparatedIgnoreSpacesWithNames CustomSeparatedIgnoreSpacesWithNamesAndTypes DWARF Form JSONAsObject
	JSONAsString MySQLDump MySQLWire ODBCDriver2 One PNG ParquetMetadata PostgreSQLWire Protobuf ProtobufList ProtobufSingle Regexp RowBinaryWithDefaults
	RowBinaryWithNamesAndTypesAndDefaults Template TemplateIgnoreSpaces Parquet ORC Arrow ArrowStream Avro Native RowBinary MsgPack Npy BSONEachRow RawBLOB`))...)
