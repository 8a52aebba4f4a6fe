// Package browser has a headless Chromium print a letter as PDF, and draw the marked cell of an
// archived page as a picture.
//
// It hands Chromium whole pages and refuses to let it fetch anything: every request fails, whatever
// the page asks for. It has a profile of its own that goes with it, and refuses to look at the web, to
// run a script of a page, and to be where a letter is written without pictures.
package browser

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// ErrMissing says that no browser was found.
var ErrMissing = errors.New("no browser")

// ErrFont says that the browser finds no font with Chinese characters: it would print boxes in their place.
var ErrFont = errors.New("the browser has no Chinese font: install one (Debian: apt-get install fonts-noto-cjk)")

// usual are the names under which Chromium and its kin are installed. The one that has no windows comes first: the browser
// tests take 131 s with it, 234 s with the other.
var usual = []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "headless-shell",
	"/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`}

// Find returns the browser that is named or, where none is, the first that is installed. The error
// is ErrMissing and says what to do.
func Find(named string) (string, error) {
	names := usual
	if named != "" {
		names = []string{named}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	if named != "" {
		return "", fmt.Errorf("%w at %s: --browser names a Chromium or Chrome that can be run", ErrMissing, named)
	}
	return "", fmt.Errorf("%w: install chromium and a Chinese font (Debian: apt-get install chromium fonts-noto-cjk), or name one with --browser", ErrMissing)
}

// Browser is a running Chromium with one page.
type Browser struct {
	tab  context.Context
	stop func()
}

// atMost bounds what one page may take.
const atMost = time.Minute

// Open starts a browser; it ends with ctx or Close. The error is ErrFont where it has no font to write with.
func Open(ctx context.Context, executable string) (*Browser, error) {
	dir, err := os.MkdirTemp("", "gongkai-browser-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the browser: %w", err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(executable),
		chromedp.UserDataDir(filepath.Join(dir, "profile")),
		chromedp.Env("TMPDIR="+dir), // one that is killed leaves things
		chromedp.DisableGPU,
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"), // no name leads anywhere
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("font-render-hinting", "none"), // letters as wide on paper as on any screen
		chromedp.Flag("hide-scrollbars", true),
		chromedp.WSURLReadTimeout(atMost),
	)
	if runtime.GOOS == "linux" && os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium has none for root; pages here have no script
	}
	allocated, endBrowser := chromedp.NewExecAllocator(ctx, options...)
	silent := func(string, ...any) {}
	tab, endTab := chromedp.NewContext(allocated, chromedp.WithLogf(silent), chromedp.WithErrorf(silent), chromedp.WithDebugf(silent))
	b := &Browser{tab: tab, stop: func() {
		_ = chromedp.Cancel(tab) // waits until it has ended; what it was killed in does not matter
		endTab()
		endBrowser()
		_ = os.RemoveAll(dir) // ours alone; what can't be removed is in the system's folder for such things
	}}
	late := time.AfterFunc(atMost, endBrowser) // what is no browser may never say that it has started
	err = chromedp.Do(tab)
	if late.Stop(); err == nil {
		err = b.shut()
	}
	if err == nil {
		err = b.writesChinese(ctx)
	}
	if err != nil {
		b.Close()
		return nil, fmt.Errorf("starting the browser %s: %w", executable, err)
	}
	return b, nil
}

// writesChinese draws two characters: without a font for them both are the same box.
func (b *Browser) writesChinese(ctx context.Context) error {
	differ, err := run(ctx, b, "looking for a Chinese font", chromedp.Evaluate[bool](`(() => {
		const drawn = c => { const k = document.createElement("canvas"), d = k.getContext("2d"); d.font = "40px serif"; d.fillText(c, 20, 60); return k.toDataURL() };
		return drawn("国") !== drawn("永");
	})()`))
	if err == nil && !differ {
		err = ErrFont
	}
	return err
}

// shut has every request of the page fail that would leave it: what it holds itself (data:) is shown.
func (b *Browser) shut() error {
	err := chromedp.Listen(b.tab, func(event any) {
		if asked, is := event.(*fetch.EventRequestPaused); is {
			go b.answer(asked) // a listener must not wait for an answer itself
		}
	})
	if err != nil {
		return err
	}
	_, err = chromedp.Call(b.tab, fetch.Enable, fetch.EnableParams{})
	return err
}

func (b *Browser) answer(asked *fetch.EventRequestPaused) {
	if strings.HasPrefix(asked.Request.URL, "data:") {
		_, _ = chromedp.Call(b.tab, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: asked.RequestID})
		return
	}
	_, _ = chromedp.Call(b.tab, fetch.FailRequest, fetch.FailRequestParams{RequestID: asked.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() { b.stop() }

// command is a step that calls the browser and needs nothing of its answer.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// scripts lets those of the page run, or not.
func scripts(run bool) chromedp.Action[chromedp.Void] {
	return command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
}

// show lays a page out, in a document of its own: the policy of the page before would hold for it, too.
func show(html string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.Navigate("about:blank"), write(html))
}

// write gives the document that is shown another content.
func write(html string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		answer, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, t, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: answer.FrameTree.Frame.ID, HTML: html})
		return err
	})
}

// run takes an action, one page's worth of time at most.
func run[T any](ctx context.Context, b *Browser, what string, action chromedp.Action[T]) (result T, err error) {
	limited, cancel := context.WithTimeout(b.tab, atMost)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	if result, err = chromedp.Run(limited, action); err != nil {
		return result, fmt.Errorf("%s: %w", what, cmp.Or(ctx.Err(), err))
	}
	return result, nil
}

// decoded waits until every picture of the page can be seen.
var decoded = chromedp.Evaluate[chromedp.Void](`Promise.all(Array.from(document.images, image => image.decode()))`, chromedp.EvalAwaitPromise)

// print puts a page on paper, as its own style sheet lays it out.
func (b *Browser) print(ctx context.Context, html string) ([]byte, error) {
	const what = "printing the letter"
	if _, err := run(ctx, b, what, chromedp.Steps(scripts(false), show(html), scripts(true), decoded)); err != nil {
		return nil, err
	}
	yes := true
	return run(ctx, b, what, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		answer, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes})
		return answer.Data, err
	})
}
