// Package demo is three sample counties: real HTTP sites on loopback, made by a
// deterministic generator whose truth is known. `gongkai demo` crawls them, tests compare
// what the program reads with [Demo.Truth], and benchmarks walk [Demo.Pages].
//
// One county changes in three phases: a report comes late and another one's figures change, then
// one is taken down and a column moves. The others stay as they are.
//
// The counties, their agencies and their texts are invented, and their division codes are
// not assigned by GB/T 2260; the form's own labels are those of 国办公开办函〔2019〕60号 and
// 〔2021〕30号. The markup follows what county sites and Word exports look like, because a
// reader that only knows tidy pages knows nothing.
//
// The package refuses to look at a clock, to use randomness that differs between two
// starts, and to answer on anything but loopback.
package demo
