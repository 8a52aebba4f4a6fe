// Package login says who is signed in: persons with an account of this machine, and persons that an OpenID
// Connect provider knows and the operator has named. A session is a random number in a cookie that only
// its holder has; what it stands for is held in the memory of this process, so that signing out, taking an
// account away and ending the program each end it.
//
// It refuses to keep or to log a password, a code or a token, to let anybody in whom the operator has not
// named, to send a cookie over a connection that others can read, and to know what a person may do:
// that is the business of the pages.
package login
