package pdf

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"
	"regexp"
	"strconv"
)

// mostUnpacked is how much of a file's streams is looked at, in bytes unpacked.
const mostUnpacked = 64 << 20

// lookInto unpacks the packed streams of a file. Damaged is one that does not unpack: a page, or
// a part of its structure, that PDFium reads up to the damage or misreads behind it, without a
// word. One that draws a page and is larger than most is an error. Pictures and the shapes of
// letters are left out, since no text is read from them, and so are encrypted files, whose
// streams cannot be looked into.
func lookInto(body []byte, most int64) (damaged bool, err error) {
	if bytes.Contains(body, []byte("/Encrypt")) {
		return false, nil
	}
	left := int64(mostUnpacked)
	var u unpacker
	for at := 0; left > 0; {
		i := bytes.Index(body[at:], []byte("stream"))
		if i < 0 {
			break
		}
		begin := at + i
		at = begin + len("stream")
		packed, draws, ok := packedStream(body, begin)
		if !ok {
			continue
		}
		room := left
		if draws {
			room = min(left, most+1)
		}
		n, err := u.unpack(packed, room)
		if draws && n > most {
			return damaged, &LimitError{"content", most}
		}
		left -= n
		damaged = damaged || err != nil
		at += len(packed)
	}
	return damaged, nil
}

var (
	streamLength = regexp.MustCompile(`/Length\s+(\d+)\s*(?:/|>|$)`)
	unlooked     = regexp.MustCompile(`/Image\b|/Length1\b|/Type1C\b|/CIDFontType0C\b|/OpenType\b|/F\s*[(<]`)
	undrawn      = regexp.MustCompile(`/Type\s*/(?:[A-WYZ]|XRef)|/FunctionType\b|/Alternate\b`)
	filters      = regexp.MustCompile(`/[A-Za-z0-9]+Decode\b|/Crypt\b|/(?:AHx|A85|LZW|RL|CCF|DCT)\b`)
)

// packedStream gives the bytes of the stream whose keyword stands at a place, where it is one
// that is packed with Flate, and perhaps written in ASCII85, and tells whether it can be what is
// drawn on a page.
func packedStream(body []byte, at int) (packed []byte, draws, ok bool) {
	dict := body[max(0, at-2048):at]
	dict = bytes.TrimRight(dict, " \r\n\t")
	if !bytes.HasSuffix(dict, []byte(">>")) {
		return nil, false, false
	}
	i := bytes.LastIndex(dict, []byte(" obj"))
	if i < 0 {
		return nil, false, false
	}
	dict = dict[i:]
	f := filters.FindAll(dict, 3)
	if len(f) == 0 || len(f) > 2 || string(f[len(f)-1]) != "/FlateDecode" || unlooked.Match(dict) {
		return nil, false, false
	}
	plain := func(data []byte) []byte { return data }
	if len(f) == 2 {
		if plain = fromASCII85; string(f[0]) != "/ASCII85Decode" {
			return nil, false, false
		}
	}
	data := body[at+len("stream"):]
	data = bytes.TrimPrefix(bytes.TrimPrefix(data, []byte("\r")), []byte("\n"))
	if m := streamLength.FindSubmatch(dict); m != nil {
		n, err := strconv.Atoi(string(m[1]))
		if err == nil && n <= len(data) && bytes.HasPrefix(bytes.TrimLeft(data[n:], "\r\n "), []byte("endstream")) {
			return plain(data[:n]), !undrawn.Match(dict), true
		}
	}
	if end := bytes.Index(data, []byte("endstream")); end >= 0 {
		data = data[:end]
	}
	return plain(data), !undrawn.Match(dict), true
}

// fromASCII85 decodes up to the first byte that is none of the code.
func fromASCII85(data []byte) []byte {
	if end := bytes.IndexByte(data, '~'); end >= 0 {
		data = data[:end]
	}
	out := make([]byte, 4*(len(data)/5+1)+4*bytes.Count(data, []byte("z"))) // z is four bytes
	n, _, _ := ascii85.Decode(out, data, true)
	return out[:n]
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
