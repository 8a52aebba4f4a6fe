package engine

import (
	"crypto/subtle"
	"net/http"
)

// role is what a request may do.
type role int

const (
	roleReader role = iota
	roleAdmin
)

// admit finds out who asks. At the program's door the secret decides, and the
// name says which role; at the open door there is only the reader, and a name that
// suggests more is refused rather than quietly made less.
func (d door) admit(r *http.Request) (role, *exception) {
	user, password := credentials(r)
	if d.secret == "" {
		switch user {
		case "", "default", UserReader:
			return roleReader, nil
		}
		return 0, raise(516, "AUTHENTICATION_FAILED", user+": Authentication failed: there is only the read-only user "+UserReader+" here, without a password")
	}
	if subtle.ConstantTimeCompare([]byte(password), []byte(d.secret)) == 1 {
		switch user {
		case UserAdmin:
			return roleAdmin, nil
		case UserReader:
			return roleReader, nil
		}
	}
	return 0, raise(516, "AUTHENTICATION_FAILED", user+": Authentication failed: password is incorrect, or there is no user with such name")
}

// credentials come in any of ClickHouse's three ways.
func credentials(r *http.Request) (user, password string) {
	if user := r.Header.Get("X-ClickHouse-User"); user != "" {
		return user, r.Header.Get("X-ClickHouse-Key")
	}
	if user, password, ok := r.BasicAuth(); ok {
		return user, password
	}
	query := r.URL.Query()
	return query.Get("user"), query.Get("password")
}
