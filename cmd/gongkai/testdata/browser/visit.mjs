// Opens pages the way a reader has set them up, and keeps account of what goes wrong unseen:
// words on the console, requests that fail or that leave the host, windows that open.

const patience = 30_000; // milliseconds until a condition counts as never met, on a busy machine too

// visit opens a context for a reader and closes it when read is done. Readers differ by width,
// script, colour scheme. allowed says which words on the console are meant; refused, that the
// page wants to load what its policy forbids.
export async function visit(browser, base, faults, reader, read) {
  const context = await browser.newContext({
    viewport: { width: reader.width ?? 1280, height: reader.height ?? 900 },
    javaScriptEnabled: reader.script ?? true,
    colorScheme: reader.scheme ?? "light",
    acceptDownloads: true,
  });
  context.setDefaultTimeout(patience);
  // What is asked about the archived page's frame from outside makes the browser say that scripts
  // can't run there. That the page brings none of its own is held in sandbox.mjs.
  const asked = (words) => /Blocked script execution in '[^']*\/evidence\b/.test(words);
  const allowed = (words) => asked(words) || reader.allowed?.(words);
  context.on("page", (page) => {
    page.on("console", (m) => {
      const words = `${m.type()} on the console of ${page.url()}: ${m.text()} (${m.location().url})`;
      if (["error", "warning"].includes(m.type()) && !allowed(words)) faults.add(words);
    });
    page.on("pageerror", (error) => faults.add(`script error on ${page.url()}: ${error}`));
    page.on("dialog", (dialog) => { faults.add(`dialog on ${page.url()}: ${dialog.message()}`); dialog.dismiss(); });
    page.on("popup", (popup) => faults.add(`${page.url()} opened a window: ${popup.url()}`));
  });
  const leaving = new Set();
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== base && url.protocol !== "data:" && url.protocol !== "about:") leaving.add(request.url());
  });
  context.on("requestfailed", (request) => {
    if (reader.refused && request.failure()?.errorText === "csp") {
      leaving.delete(request.url()); // stopped by the page's policy, as is meant here
      return;
    }
    // A page that is left, a frame that is replaced and a download end their requests.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.add(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400 && !allowed(`${response.status()} ${response.url()}`)) faults.add(`${response.status()}: ${response.url()}`);
  });
  try {
    await read(await context.newPage(), context);
  } finally {
    for (const url of leaving) faults.add(`a request leaves the host: ${url}`);
    await context.close();
  }
}

// until asks again and again and returns the first answer that is true. The pause is between two
// questions; what counts is the answer.
export async function until(what, ask) {
  const end = Date.now() + patience;
  let last;
  do {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  } while (Date.now() < end);
  throw new Error(`${what}: not within ${patience / 1000} s (${last})`);
}

// click clicks once the pointer rests on the element. For a moment after scrolling the browser
// still sends the pointer to what lay there before, which may be the archived page's frame.
export async function click(locator) {
  await until("the pointer on the element", async () => {
    await locator.hover();
    return locator.evaluate((e) => e.matches(":hover"));
  });
  await locator.click();
}

// squeeze drops white space: cells are compared by what is printed.
export const squeeze = (s) => s.replace(/\s+/gu, "");

// widthFaults tells where the page itself scrolls sideways, and which element sticks out.
export async function widthFaults(page, faults) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return null;
    const out = [...document.body.querySelectorAll("*")].find((e) => e.getBoundingClientRect().right > width + 1 && !e.closest(".scroll, pre, .hidden"));
    return { by: document.documentElement.scrollWidth - width, at: width, out: out?.outerHTML.slice(0, 160) };
  });
  if (wide) faults.add(`${page.url()} scrolls sideways by ${wide.by} px at ${wide.at} px: ${wide.out}`);
}
