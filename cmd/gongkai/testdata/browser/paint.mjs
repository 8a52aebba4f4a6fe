// Measures how soon a page shows itself, and what moves after that, as Chromium itself accounts for it: the
// processor slowed down, each page opened afresh in a context of its own, without anything remembered. Reads a plan
// from standard input, writes a line of JSON for each page and opening.
import { chromium } from "playwright-core";
import { text } from "node:stream/consumers";

const plan = JSON.parse(await text(process.stdin));
const launch = () => chromium.launch({ executablePath: plan.executable, args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
let browser = await launch();

// Observers are told of what came before them, too (buffered). What the reader does moves nothing that counts.
function observe() {
  globalThis.seen = { shift: 0, paint: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) globalThis.seen.paint = entry.startTime;
  }).observe({ type: "paint", buffered: true });
}

async function open(width, address) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: plan.slowdown });
  await page.goto(plan.base + address, { waitUntil: "networkidle" });
  await page.evaluate(async () => { // down to the end: what comes late there counts, too
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
      scrollTo(0, y);
      await new Promise((done) => requestAnimationFrame(done));
    }
  });
  await page.waitForFunction(() => globalThis.seen.paint > 0);
  const { paint, shift } = await page.evaluate(() => globalThis.seen);
  await context.close();
  return { width, address, paint, shift };
}

// Seen once in a few hundred openings: the browser waits for its own compositor for ever after a scroll, and answers
// nothing any more. Another browser measures that page.
const patience = 60_000;
async function measured(width, address) {
  for (let left = 2; ; left--) {
    let stuck = false;
    const watch = setTimeout(() => {
      console.error(`${address} at ${width} px: the browser stands still; another one is started`);
      stuck = true;
      browser.close();
    }, patience);
    try {
      return await open(width, address);
    } catch (error) {
      if (left === 0 || !stuck) throw error;
      browser = await launch();
    } finally {
      clearTimeout(watch);
    }
  }
}

for (const width of [1280, 320]) {
  for (const address of plan.addresses) {
    for (let i = 0; i < plan.times; i++) console.log(JSON.stringify(await measured(width, address)));
  }
}
await browser.close();
