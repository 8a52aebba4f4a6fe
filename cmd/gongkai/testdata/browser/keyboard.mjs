// The same way with nothing but Tab and Enter. Wherever the focus stops, it must be seen.
import { chosen } from "./evidence.mjs";
import { until, visit } from "./visit.mjs";

export function keyboards(plan) {
  const [report] = plan.reports;
  const check = (way, name, reader) => ({
    name: `by keyboard, ${name}`,
    run: (browser, faults) => visit(browser, plan.base, faults, reader, (page) => way(page, plan, report, faults)),
  });
  // Until the report's page, script changes nothing.
  return [
    check(walk, "1280 px with script", { width: 1280, height: 900 }),
    check(choose, "1280 px without script", { width: 1280, height: 900, script: false }),
    ...(plan.whole ? [check(walk, "390 px with script", { width: 390, height: 844 })] : []),
  ];
}

// walk goes from the overview to the report and chooses figures there.
async function walk(page, plan, report, faults) {
  await page.goto(plan.base + "/");
  await skipTo(page, faults);
  await tabTo(page, `#coverage a[href*="/counties/"]:text-is("${report.county_name}")`, faults);
  await enter(page, "/counties/");
  await skipTo(page, faults);
  await tabTo(page, `#coverage th a:text-is("${report.agency}")`, faults);
  await enter(page, "/agencies/");
  await skipTo(page, faults);
  await tabTo(page, `#years th a:text-is("${report.year}")`, faults);
  await enter(page, "/reports/");
  await figures(page, report, faults);
}

async function choose(page, plan, report, faults) {
  await page.goto(`${plan.base}/reports/${encodeURIComponent(report.id)}`);
  await figures(page, report, faults);
}

// figures chooses figures of the report's page and goes back from there.
async function figures(page, report, faults) {
  await page.evaluate(() => { document.body.dataset.loaded = "once"; });
  await tabTo(page, 'a.skip[href="#main"]', faults);
  await page.keyboard.press("Enter");
  faults.equal(await page.evaluate(() => document.body.dataset.loaded), "once", "skipping loads the page anew");
  for (const figure of report.figures.slice(0, 2)) {
    await tabTo(page, `a[data-figure="${figure.key}"]`, faults);
    await page.keyboard.press("Enter");
    await chosen(page, report, figure, faults);
  }
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Shift+Tab");
    await seen(page, faults);
  }
}

// skipTo uses the skip link, which must be the first stop of a page.
async function skipTo(page, faults) {
  await page.keyboard.press("Tab");
  const first = await seen(page, faults);
  faults.equal(first.href, "#main", `${page.url()}: the first stop`);
  await page.keyboard.press("Enter");
}

export async function tabTo(page, selector, faults) {
  const target = await page.locator(selector).first().elementHandle();
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press("Tab");
    if ((await seen(page, faults, target)).reached) return;
  }
  throw new Error(`${page.url()}: ${selector} is not reached with Tab`);
}

export async function enter(page, path) {
  await page.keyboard.press("Enter");
  await until(`a page of ${path}`, () => new URL(page.url()).pathname.startsWith(path));
  await page.waitForLoadState();
}

// seen holds that the focused element is in sight, has an outline, and is not hidden behind what
// stays in place. What it returns says whether it is the target.
async function seen(page, faults, target = null) {
  const stop = await page.evaluate((target) => {
    const e = document.activeElement;
    const box = e.getClientRects()[0] ?? e.getBoundingClientRect();
    const style = getComputedStyle(e);
    const y = Math.min(Math.max((Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2, 0), innerHeight - 1);
    // At least one of five points along it must be free.
    const tops = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => document.elementFromPoint(Math.min(Math.max(box.left + box.width * part, 0), innerWidth - 1), y));
    const free = (top) => top === e || e.contains(top) || top?.contains(e);
    return {
      reached: e === target,
      what: e.outerHTML.replace(/\s+/g, " ").slice(0, 120),
      none: e === document.body,
      frame: e.tagName === "IFRAME",
      href: e.getAttribute("href"),
      outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      inSight: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
      covered: tops.some(free) ? "" : tops[2]?.outerHTML.slice(0, 100),
    };
  }, target);
  if (stop.none || stop.frame) return stop;
  faults.unless(stop.outlined, `no focus is seen on ${stop.what}`);
  faults.unless(stop.inSight, `focus is out of sight: ${stop.what}`);
  faults.unless(!stop.covered, `focus is on ${stop.what} behind ${stop.covered}`);
  return stop;
}
