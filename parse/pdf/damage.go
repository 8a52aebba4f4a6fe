package pdf

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"io"
	"regexp"
	"strconv"
)

// mostUnpacked is how much of a file's streams is looked at, in bytes unpacked.
const mostUnpacked = 64 << 20

// damagedStream tells whether a packed stream of the file does not unpack: a page, or a part of
// its structure, that PDFium reads up to the damage or misreads behind it, without a word.
// Pictures and the shapes of letters are left out, since no text is read from them, and so
// are encrypted files, whose streams cannot be looked into.
func damagedStream(body []byte) bool {
	if bytes.Contains(body, []byte("/Encrypt")) {
		return false
	}
	left := int64(mostUnpacked)
	var u unpacker
	for at := 0; left > 0; {
		i := bytes.Index(body[at:], []byte("stream"))
		if i < 0 {
			return false
		}
		begin := at + i
		at = begin + len("stream")
		packed, ok := packedStream(body, begin)
		if !ok {
			continue
		}
		n, err := u.unpack(packed, left)
		if left -= n; err != nil {
			return true
		}
		at += len(packed)
	}
	return false
}

var (
	streamLength = regexp.MustCompile(`/Length\s+(\d+)\s*(?:/|>|$)`)
	unlooked     = regexp.MustCompile(`/Image\b|/Length1\b|/Type1C\b|/CIDFontType0C\b|/OpenType\b|/F\s*[(<]`)
	filters      = regexp.MustCompile(`/[A-Za-z0-9]+Decode\b|/Crypt\b|/(?:AHx|A85|LZW|RL|CCF|DCT)\b`)
)

// packedStream gives the bytes of the stream whose keyword stands at a place, where it is one
// that is packed with nothing but Flate.
func packedStream(body []byte, at int) ([]byte, bool) {
	dict := body[max(0, at-2048):at]
	dict = bytes.TrimRight(dict, " \r\n\t")
	if !bytes.HasSuffix(dict, []byte(">>")) {
		return nil, false
	}
	i := bytes.LastIndex(dict, []byte(" obj"))
	if i < 0 {
		return nil, false
	}
	dict = dict[i:]
	if f := filters.FindAll(dict, 2); len(f) != 1 || string(f[0]) != "/FlateDecode" || unlooked.Match(dict) {
		return nil, false
	}
	data := body[at+len("stream"):]
	data = bytes.TrimPrefix(bytes.TrimPrefix(data, []byte("\r")), []byte("\n"))
	if m := streamLength.FindSubmatch(dict); m != nil {
		n, err := strconv.Atoi(string(m[1]))
		if err == nil && n <= len(data) && bytes.HasPrefix(bytes.TrimLeft(data[n:], "\r\n "), []byte("endstream")) {
			return data[:n], true
		}
	}
	if end := bytes.Index(data, []byte("endstream")); end >= 0 {
		data = data[:end]
	}
	return data, true
}

// unpacker unpacks one stream after the other, with the same tables.
type unpacker struct {
	packed bytes.Reader
	zlib   io.ReadCloser
}

func (u *unpacker) open(packed []byte) (err error) {
	u.packed.Reset(packed)
	if u.zlib == nil {
		u.zlib, err = zlib.NewReader(&u.packed)
		return err
	}
	return u.zlib.(zlib.Resetter).Reset(&u.packed, nil)
}

// unpack unpacks a stream up to most bytes and says how many they are. A missing checksum is
// no damage: some writers leave it out.
func (u *unpacker) unpack(packed []byte, most int64) (int64, error) {
	if err := u.open(packed); err != nil {
		return 0, err
	}
	n, err := io.CopyN(io.Discard, u.zlib, most)
	switch {
	case err == nil, errors.Is(err, io.EOF):
		return n, nil
	case errors.Is(err, io.ErrUnexpectedEOF):
		n, err = io.CopyN(io.Discard, flate.NewReader(bytes.NewReader(packed[2:])), most)
		if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	return n, err
}
