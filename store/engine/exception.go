package engine

import (
	"net/http"
	"regexp"
	"strconv"
)

// exception is an error in ClickHouse's own form, the one that its clients read:
// "Code: 60. DB::Exception: … (UNKNOWN_TABLE)".
type exception struct {
	code int
	text string
}

func (e *exception) Error() string { return e.text }

var codePattern = regexp.MustCompile(`Code: (\d+)`)

// asException keeps the engine's text and takes the code out of it. A text
// without a code gets 1001 (STD_EXCEPTION), as ClickHouse does for errors that
// are not its own.
func asException(text string) *exception {
	if m := codePattern.FindStringSubmatch(text); m != nil {
		if code, err := strconv.Atoi(m[1]); err == nil && code > 0 {
			return &exception{code, text}
		}
	}
	return &exception{1001, "Code: 1001. DB::Exception: " + text + " (STD_EXCEPTION)"}
}

// raise makes an exception of ours look like one of the engine's.
func raise(code int, name, message string) *exception {
	return &exception{code, "Code: " + strconv.Itoa(code) + ". DB::Exception: " + message + ". (" + name + ")"}
}

// statusOf follows ClickHouse's exceptionCodeToHTTPStatus: clients tell a wrong
// question from a broken server by it.
var statusOf = map[int]int{
	194: http.StatusUnauthorized, // REQUIRED_PASSWORD
	192: http.StatusForbidden, 193: http.StatusForbidden, 497: http.StatusForbidden, 516: http.StatusForbidden,
	6: http.StatusBadRequest, 25: http.StatusBadRequest, 26: http.StatusBadRequest, 27: http.StatusBadRequest,
	33: http.StatusBadRequest, 36: http.StatusBadRequest, 38: http.StatusBadRequest, 41: http.StatusBadRequest,
	43: http.StatusBadRequest, 53: http.StatusBadRequest, 62: http.StatusBadRequest, 72: http.StatusBadRequest,
	117: http.StatusBadRequest, 456: http.StatusBadRequest, 457: http.StatusBadRequest,
	16: http.StatusNotFound, 46: http.StatusNotFound, 47: http.StatusNotFound, 50: http.StatusNotFound,
	56: http.StatusNotFound, 60: http.StatusNotFound, 63: http.StatusNotFound, 73: http.StatusNotFound,
	81: http.StatusNotFound, 115: http.StatusNotFound,
	159: http.StatusRequestTimeout, 209: http.StatusRequestTimeout,
	48: http.StatusNotImplemented, 202: http.StatusServiceUnavailable, 223: http.StatusRequestEntityTooLarge,
}

func (e *exception) status() int {
	if status, ok := statusOf[e.code]; ok {
		return status
	}
	return http.StatusInternalServerError
}
