package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
)

// readBodies gives the SHA-256 of documents, each with the file that has it. Of a WARC file it is that
// of every document within.
func readBodies(paths []string) (map[string]string, error) {
	bodies := map[string]string{}
	for _, path := range paths {
		if err := readBody(path, bodies); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return bodies, nil
}

func readBody(path string, bodies map[string]string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	in := bufio.NewReader(file)
	head, _ := in.Peek(5) // a shorter file is no WARC
	if bytes.HasPrefix(head, []byte("\x1f\x8b")) || bytes.HasPrefix(head, []byte("WARC/")) {
		return readWARC(in, passedOver{}, func(r warcRecord, err error) error {
			if err == nil {
				sum := sha256.Sum256(r.body)
				bodies[hex.EncodeToString(sum[:])] = path
			}
			return nil // what can't be read is no document to be held against anything
		})
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, in); err != nil {
		return err
	}
	bodies[hex.EncodeToString(sum.Sum(nil))] = path
	return nil
}
