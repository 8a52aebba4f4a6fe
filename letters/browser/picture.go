package browser

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"gongkai/letters/paper"
)

// ErrUnmarked says that the chosen mark is not on the page.
var ErrUnmarked = errors.New("the page has no such mark")

// The size at which pages are laid out, in points of CSS, and how many dots each of them has.
const (
	pageWidth  = 1100
	pageHeight = 900
	dots       = 2
)

// picksJS says where to look; see pick.js.
//
//go:embed pick.js
var picksJS string

// picked are the pieces of the page that the picture is made of, one above the other.
type picked struct {
	Found  bool
	Pieces []page.Viewport
}

// Picture draws what is around the chosen mark of an archived page as parse.Evidence makes it: the rows
// of its table with the headings of the columns above, or its paragraph. Noted are the IDs of marks
// that take part; other marks are not shown. The error is ErrUnmarked where the mark is not there.
func (b *Browser) Picture(ctx context.Context, html, chosen string, noted []string) (*paper.Picture, error) {
	question, err := json.Marshal(map[string]any{"chosen": chosen, "noted": append([]string{}, noted...)})
	if err != nil {
		return nil, err
	}
	// Scripts are ours alone: the page is sanitised, and what it might still have was laid out without them.
	size := emulation.SetDeviceMetricsOverrideParams{Width: pageWidth, Height: pageHeight, DeviceScaleFactor: dots}
	if _, err := run(ctx, b, "laying out the archived page", chromedp.Steps(command(emulation.SetDeviceMetricsOverride, size), scripts(false), show(html), scripts(true))); err != nil {
		return nil, err
	}
	at, err := run(ctx, b, "looking for the marked cell", chromedp.Evaluate[picked](fmt.Sprintf("(%s)(%s)", picksJS, question)))
	switch {
	case err != nil:
		return nil, err
	case !at.Found || len(at.Pieces) == 0:
		return nil, fmt.Errorf("%s: %w", chosen, ErrUnmarked)
	}
	var pieces []image.Image
	for _, clip := range at.Pieces {
		piece, err := run(ctx, b, "drawing the marked cell", shot(clip))
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, piece)
	}
	return stacked(pieces)
}

// shot draws a piece of the page.
func shot(clip page.Viewport) chromedp.Action[image.Image] {
	clip.Scale = 1
	yes := true
	return func(ctx context.Context, t *chromedp.Target) (image.Image, error) {
		answer, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng, Clip: &clip, CaptureBeyondViewport: &yes})
		if err != nil {
			return nil, err
		}
		return png.Decode(bytes.NewReader(answer.Data))
	}
}

// gap is what parts two pieces of a page that do not follow each other, in dots.
const gap = 16

// stacked puts the pieces one above the other, a grey band between them where something is left out.
func stacked(pieces []image.Image) (*paper.Picture, error) {
	width, height := 0, 0
	for i, p := range pieces {
		width, height = max(width, p.Bounds().Dx()), height+p.Bounds().Dy()
		if i > 0 {
			height += gap
		}
	}
	whole := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(whole, whole.Bounds(), image.NewUniform(color.Gray{0xd0}), image.Point{}, draw.Src)
	top := 0
	for _, p := range pieces {
		to := image.Rect(0, top, p.Bounds().Dx(), top+p.Bounds().Dy())
		draw.Draw(whole, to, p, p.Bounds().Min, draw.Src)
		top = to.Max.Y + gap
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, whole); err != nil {
		return nil, fmt.Errorf("writing the picture: %w", err)
	}
	return &paper.Picture{PNG: b.Bytes(), Width: width / dots, Height: height / dots, Cut: len(pieces) > 1}, nil
}
