package office

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

const (
	sectorSize = 512
	endOfChain = 0xFFFFFFFE
	freeSector = 0xFFFFFFFF
	fatSector  = 0xFFFFFFFD
)

// compoundOf writes an OLE compound file with the streams in its root. Streams are made long
// enough not to need the part of the format that packs short ones.
func compoundOf(streams ...file) []byte {
	var data [][]byte
	total := 0
	for _, s := range streams {
		b := append([]byte(s.body), make([]byte, max(0, 4096-len(s.body)))...)
		b = append(b, make([]byte, (sectorSize-len(b)%sectorSize)%sectorSize)...)
		data = append(data, b)
		total += len(b) / sectorSize
	}
	directory := (len(streams) + 1 + 3) / 4
	fats := 1
	for fats*sectorSize/4 < fats+directory+total {
		fats++
	}
	fat := make([]uint32, fats*sectorSize/4)
	for i := range fat {
		fat[i] = freeSector
	}
	for i := range fats {
		fat[i] = fatSector
	}
	at := fats
	chain := func(n int) int {
		first := at
		for i := range n {
			fat[at+i] = uint32(at + i + 1)
		}
		at += n
		fat[at-1] = endOfChain
		return first
	}
	directoryAt := chain(directory)
	entries := directoryEntry("Root Entry", 5, freeSector, 1, endOfChain, 0)
	for i, s := range streams {
		next := uint32(freeSector)
		if i+1 < len(streams) {
			next = uint32(i + 2)
		}
		entries = append(entries, directoryEntry(s.name, 2, next, freeSector, uint32(chain(len(data[i])/sectorSize)), len(data[i]))...)
	}
	for len(entries)%sectorSize != 0 {
		entries = append(entries, directoryEntry("", 0, freeSector, freeSector, 0, 0)...)
	}
	var out bytes.Buffer
	out.Write(compoundHeader(fats, directoryAt))
	if err := binary.Write(&out, binary.LittleEndian, fat); err != nil {
		panic(err)
	}
	out.Write(entries)
	for _, b := range data {
		out.Write(b)
	}
	return out.Bytes()
}

func compoundHeader(fats, directoryAt int) []byte {
	h := make([]byte, sectorSize)
	copy(h, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	le := binary.LittleEndian
	le.PutUint16(h[24:], 0x3E)
	le.PutUint16(h[26:], 3)
	le.PutUint16(h[28:], 0xFFFE)
	le.PutUint16(h[30:], 9)
	le.PutUint16(h[32:], 6)
	le.PutUint32(h[44:], uint32(fats))
	le.PutUint32(h[48:], uint32(directoryAt))
	le.PutUint32(h[56:], 4096)
	le.PutUint32(h[60:], endOfChain)
	le.PutUint32(h[68:], endOfChain)
	for i := range 109 {
		v := uint32(freeSector)
		if i < fats {
			v = uint32(i)
		}
		le.PutUint32(h[76+4*i:], v)
	}
	return h
}

func directoryEntry(name string, kind byte, right, child, start uint32, size int) []byte {
	e := make([]byte, 128)
	le := binary.LittleEndian
	units := utf16.Encode([]rune(name))
	for i, u := range units {
		le.PutUint16(e[2*i:], u)
	}
	if name != "" {
		le.PutUint16(e[64:], uint16(2*len(units)+2))
	}
	e[66], e[67] = kind, 1
	le.PutUint32(e[68:], freeSector)
	le.PutUint32(e[72:], right)
	le.PutUint32(e[76:], child)
	le.PutUint32(e[116:], start)
	le.PutUint32(e[120:], uint32(size))
	return e
}

// u16s writes numbers of two bytes.
func u16s(all ...int) string {
	var b []byte
	for _, v := range all {
		b = binary.LittleEndian.AppendUint16(b, uint16(v))
	}
	return string(b)
}

// u32s writes numbers of four bytes.
func u32s(all ...int) string {
	var b []byte
	for _, v := range all {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return string(b)
}

// wide writes UTF-16.
func wide(s string) string {
	var all []int
	for _, u := range utf16.Encode([]rune(s)) {
		all = append(all, int(u))
	}
	return u16s(all...)
}
