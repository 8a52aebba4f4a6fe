// Every kind of page, in both languages and colour schemes and at three widths: silent, reachable
// for everybody, readable, never wider than the window.
import { mkdir } from "node:fs/promises";
import { axeFaults } from "./axe.mjs";
import { basics, contrasts, tokens } from "./inspect.mjs";
import { until, visit, widthFaults } from "./visit.mjs";
import { marked } from "./evidence.mjs";
import { figureAddresses } from "./figure.mjs";
import { draftAddresses } from "./draft.mjs";
import { compareAddresses } from "./compare.mjs";
import { takeawayAddresses } from "./takeaway.mjs";

const sizes = [[1280, 900], [390, 844], [320, 640]];

// addresses of one page of each kind; a topic with pages of its own adds its own.
function addresses(plan) {
  const [report] = plan.reports;
  const id = encodeURIComponent(report.id);
  const prose = plan.reports.find((r) => r.figures.every((f) => f.prose));
  return {
    overview: "/", county: "/?county=990121&year=2023", agencies: "/agencies", none: "/agencies?q=%E6%97%A0%E6%AD%A4", agency: `/agencies/${encodeURIComponent(report.agency_id)}`,
    report: `/reports/${id}`, figure: `/reports/${id}?figure=${report.figures[0].key}#f-${report.figures[0].key.replaceAll(".", "--")}`,
    text: `/reports/${encodeURIComponent(prose.id)}?figure=${prose.figures[0].key}`,
    findings: "/findings", league: "/league", funnel: "/funnel", total: "/total?timeliness=1&consistency=2&legal=1", shared: "/reports/990123-statistics-2023/shared", status: "/status", data: "/data", method: "/method", undecided: "/undecided", covariates: "/covariates", releases: "/releases", ledger: "/ledger", absence: "/agencies/990121-water/absence/2021", missing: "/nothing", wrong: "/?year=20x4",
    ...figureAddresses(plan), ...compareAddresses(plan), ...takeawayAddresses(plan), ...draftAddresses(plan),
  };
}

export function kinds(plan) {
  const checks = [];
  for (const [kind, address] of Object.entries(addresses(plan))) {
    for (const lang of ["zh", "en"]) {
      const allowed = (words) => ["missing", "wrong"].includes(kind) && /40[04]/.test(words);
      checks.push({
        name: `the page ${kind}, ${lang}`,
        run: (browser, faults) => visit(browser, plan.base, faults, { allowed }, (page) => look(page, plan, { kind, address, lang }, faults)),
      });
    }
  }
  checks.push({ name: "the frame's page opened by itself", run: (browser, faults) => visit(browser, plan.base, faults, {}, (page) => alone(page, plan, faults)) });
  return checks;
}

// look opens a page once and then turns its colours, as the evening does.
async function look(page, plan, { kind, address, lang }, faults) {
  const url = new URL(plan.base + address);
  if (lang === "en") url.searchParams.set("lang", "en");
  const answer = await page.goto(url.href);
  if (lang === "zh") await light(page, await answer.text(), faults);
  if (url.searchParams.has("figure")) await until("the mark", () => marked(page));
  faults.equal(await page.evaluate(() => document.documentElement.lang), lang === "en" ? "en" : "zh-Hans", "html lang");
  for (const fault of await page.evaluate(basics)) faults.add(fault);
  for (const scheme of ["light", "dark"]) {
    const drawings = plan.screenshots ? sizes : drawnIn(lang, scheme);
    if (drawings.length === 0) continue;
    await page.emulateMedia({ colorScheme: scheme });
    faults.equal(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches), scheme === "dark", "dark");
    for (const fault of await page.evaluate(tokens)) faults.add(`${scheme}: ${fault}`);
    for (const size of drawings) await drawn(page, plan, { kind, lang, scheme, size }, faults);
  }
}

// drawnIn are the sizes in which a page is looked at: widths do not depend on the colours, nor
// colours on the language, and English, whose words are longer, is widest on the smallest.
function drawnIn(lang, scheme) {
  if (lang === "zh") return scheme === "light" ? sizes : [sizes[2]];
  return scheme === "light" ? [sizes[2]] : [];
}

// light: a page is small before its drawings, and what is there does not move when more comes.
async function light(page, html, faults) {
  const bytes = Buffer.byteLength(html.replace(/<svg[^]*?<\/svg>/g, ""));
  faults.unless(bytes < 150_000, `${bytes} bytes before drawings, want less than 150,000`);
  let shift = await moved(page);
  if (shift >= 0.05) { // a table that came in pieces, since the machine was busy, is laid out twice
    await page.reload();
    shift = Math.min(shift, await moved(page));
  }
  faults.unless(shift < 0.05, `what is there moves: layout shift ${shift.toFixed(3)}, want less than 0.05`);
}

// moved is the layout shift of a page as Chromium accounts for it.
const moved = (page) => page.evaluate(() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
}));

// drawn looks at a page as it is drawn in a size and a scheme.
async function drawn(page, plan, { kind, lang, scheme, size: [width, height] }, faults) {
  await page.setViewportSize({ width, height });
  await widthFaults(page, faults);
  // Colours do not depend on the language, and hardly on the width.
  if (lang === "zh" && (scheme === "dark" || width === 1280)) for (const fault of await page.evaluate(contrasts)) faults.add(`${width} px, ${scheme}: ${fault}`);
  if (lang === "zh" && scheme === "light" && width !== 390) await axeFaults(page, faults, width === 1280);
  if (plan.screenshots && (lang === "en") === (scheme === "dark")) {
    await mkdir(plan.screenshots, { recursive: true });
    await page.screenshot({ path: `${plan.screenshots}/${kind}-${width}-${lang}-${scheme}.png`, fullPage: !["figure", "text"].includes(kind) });
  }
}

// alone: the archived page is a picture for our frame; by itself it leads to the report.
async function alone(page, plan, faults) {
  const [report] = plan.reports;
  await page.goto(`${plan.base}/reports/${encodeURIComponent(report.id)}/evidence?figure=${report.figures[0].key}&lang=en`);
  const url = new URL(page.url());
  faults.equal(`${decodeURIComponent(url.pathname)} ${url.searchParams.get("figure")} ${url.searchParams.get("lang")}`, `/reports/${report.id} ${report.figures[0].key} en`, "where it leads");
}
