package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Member is a file in a ZIP archive, or in an archive in that.
type Member struct {
	// Name is the path in the archive, read as UTF-8 or else as GB18030; one in an archive in
	// the archive has both: 附件.zip!/年度报告.docx.
	Name string
	Kind Kind
	Size int64 // bytes unpacked; what the archive claims, where Body is nil
	// Body is nil for kinds that nothing here or in parse reads (pictures, programs), and
	// where Err says why it could not be unpacked.
	Body []byte
	Err  error
}

// archiveMark parts the name of an archive from the name of a member in it.
const archiveMark = "!/"

// Members unpacks the documents of a ZIP archive (Detect says ZIP), in the order of its
// directory, so that the caller can choose the report among them; a ZIP in it gives its own
// members in its place. A limit ends the list with a *LimitError; what is damaged or needs a
// password has its own Err.
func Members(body []byte, limits Limits) (all []Member, err error) {
	b := newBudget(limits)
	defer func() {
		if p := recover(); p != nil {
			err = broken("unpacking the archive", fmt.Errorf("%v", p))
		}
	}()
	if kind := Detect(body); kind != ZIP {
		return nil, fmt.Errorf("unpacking a file of the kind %s: %w", kind, ErrUnsupported)
	}
	err = members(body, "", 1, b, &all)
	return all, err
}

func members(body []byte, prefix string, depth int64, b *budget, all *[]Member) error {
	a, err := openArchive(body, b)
	if err != nil {
		return err
	}
	for _, f := range a.order {
		name := memberName(f)
		if strings.HasPrefix(name, "__MACOSX/") || strings.HasSuffix(name, "/.DS_Store") || name == ".DS_Store" {
			continue // an operating system's own notes
		}
		m := Member{Name: prefix + name, Size: int64(f.UncompressedSize64), Kind: Unknown}
		a.readMember(f, &m)
		if isLimit(m.Err) {
			*all = append(*all, m)
			return m.Err
		}
		if m.Kind != ZIP || m.Err != nil {
			*all = append(*all, m)
			continue
		}
		if err := inner(m, depth, b, all); err != nil {
			return err
		}
	}
	return nil
}

// inner lists the members of an archive in the archive.
func inner(m Member, depth int64, b *budget, all *[]Member) error {
	if depth >= b.max.Archives {
		m.Err, m.Body = &LimitError{Limit: LimitArchives, Max: b.max.Archives}, nil
		*all = append(*all, m)
		return nil
	}
	err := members(m.Body, m.Name+archiveMark, depth+1, b, all)
	if err == nil || isLimit(err) {
		return err
	}
	m.Err, m.Body = err, nil
	*all = append(*all, m)
	return nil
}

// headSize is what is unpacked of a member to see whether the rest is wanted.
const headSize = 4096

// readMember unpacks a member, of unwanted kinds only the head.
func (a *archive) readMember(f *zip.File, m *Member) {
	in, err := a.unpack(f)
	if err != nil {
		if errors.Is(err, ErrEncrypted) {
			m.Kind = Encrypted
		}
		m.Err = err
		return
	}
	in.free, in.ratio = freeOfFiles, min(fileRatio, in.ratio)
	head := make([]byte, headSize)
	n, err := io.ReadFull(in, head)
	head = head[:n]
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		m.Err = broken("unpacking "+m.Name, err)
		return
	}
	container := bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0"))
	if m.Kind = Detect(head); !container && !m.Kind.wanted() {
		return
	}
	rest, err := io.ReadAll(in)
	if err != nil {
		m.Err = broken("unpacking "+m.Name, err)
		return
	}
	body := append(head, rest...)
	m.Size = int64(len(body))
	if m.Kind = Detect(body); m.Kind.wanted() {
		m.Body = body
	}
}

// wanted tells the kinds that can hold a report and that something reads.
func (k Kind) wanted() bool {
	return k.Readable() || k == ZIP || k == HTML || k == PDF || k == OFD || k == Text
}

// memberName reads a name that may be in the code page of a Chinese Windows without saying so.
func memberName(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 && !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	return strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), `\`, "/")
}
