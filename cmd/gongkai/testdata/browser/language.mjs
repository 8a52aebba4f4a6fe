// Both languages: the switch keeps what the reader looks at, English leads to English, and
// nothing of the frame stays Chinese there. Names, printed texts and labels of the data do.
import { click, until, visit } from "./visit.mjs";

export function languages(plan) {
  const report = plan.reports[0];
  const id = encodeURIComponent(report.id);
  const addresses = ["/", "/?county=990121&year=2023", "/counties/990122", "/agencies?q=%E6%B0%91%E6%94%BF", `/agencies/${encodeURIComponent(report.agency_id)}`,
    `/reports/${id}`, `/reports/${id}?figure=${report.figures[0].key}`, "/findings?rule=R303&severity=error", "/status", "/data", "/method", "/nothing"];
  const allowed = (words) => words.includes("/nothing");
  return [{ name: "the language switch keeps the address, and English is English throughout", run: (browser, faults) => visit(browser, plan.base, faults, { allowed }, (page) => switches(page, plan, addresses, faults)) }];
}

// plain is an address without its language and its place on the page, comparable.
function plain(address) {
  const url = new URL(address);
  url.searchParams.delete("lang");
  url.searchParams.sort();
  return url.pathname + "?" + url.searchParams;
}

async function switches(page, plan, addresses, faults) {
  const turn = async (lang) => {
    await page.locator("a.language").click();
    await until(`${page.url()} in ${lang}`, () => page.evaluate((lang) => document.readyState === "complete" && document.documentElement.lang === lang, lang));
  };
  const data = await chineseData(plan);
  for (const address of addresses) {
    await page.goto(plan.base + address);
    await turn("en");
    faults.equal(plain(page.url()), plain(plan.base + address), "the English address");
    await english(page, address, data, faults);
    await turn("zh-Hans");
    faults.equal(plain(page.url()), plain(plan.base + address), "the Chinese address again");
    faults.unless(!page.url().includes("lang="), `Chinese needs no mark: ${page.url()}`);
  }
  const report = plan.reports[0];
  await page.goto(`${plan.base}/reports/${encodeURIComponent(report.id)}`);
  await click(page.locator(`a[data-figure="${report.figures[1].key}"]`));
  await turn("en");
  faults.equal(new URL(page.url()).searchParams.get("figure"), report.figures[1].key, "the figure chosen before switching");
}

// english: nothing of the page is Chinese but the data, and nothing leads to Chinese but the switch.
async function english(page, address, data, faults) {
  faults.equal(new URL(page.url()).searchParams.get("lang"), "en", `${address}: the language in the address`);
  for (const found of await page.evaluate(chineseText)) {
    let rest = found.text;
    for (const known of [...data, new URL(page.url()).searchParams.get("q") ?? " "]) rest = rest.replaceAll(known, "");
    faults.unless(!/\p{Script=Han}/u.test(rest), `${address}: Chinese in the English page: “${rest.trim()}” in ${found.where}`);
  }
  for (const link of await page.evaluate(chineseLinks)) faults.add(`${address}: a link of the English page leads to Chinese: ${link}`);
}

// chineseData is every Chinese text that the data holds: all strings of the API's answers but
// the Chinese titles of rules, longest first.
async function chineseData(plan) {
  const texts = new Set();
  const collect = (value, name) => {
    if (typeof value === "string" && /\p{Script=Han}/u.test(value) && name !== "title_zh") texts.add(value.trim());
    if (value && typeof value === "object") for (const [key, v] of Object.entries(value)) collect(v, key);
  };
  const paths = ["agencies", "counties", "sites", "walks", "rules", "dictionary", "findings", `reports/${encodeURIComponent(plan.reports[0].id)}`];
  for (const path of paths) collect(await (await fetch(`${plan.base}/api/v1/${path}`)).json());
  return [...texts].sort((a, b) => b.length - a.length);
}

// chineseText finds the Chinese of a page that is not said to be Chinese.
function chineseText() {
  const all = [];
  const note = (text, e, how) => {
    if (/\p{Script=Han}/u.test(text ?? "") && !e.closest("[lang|=zh]")) all.push({ text, where: `${how} of ${e.outerHTML.slice(0, 90)}` });
  };
  note(document.title, document.documentElement, "title");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) note(walk.currentNode.data, walk.currentNode.parentElement, "text");
  for (const e of document.body.querySelectorAll("*")) {
    for (const a of ["aria-label", "title", "placeholder", "alt"]) note(e.getAttribute(a), e, a);
  }
  return all;
}

// chineseLinks are links within the pages, and forms, that forget the language.
function chineseLinks() {
  const pages = (a) => a.origin === location.origin && !/^\/(api|assets|data\/tables)\//.test(a.pathname) && !a.classList.contains("language") && !a.getAttribute("href").startsWith("#");
  const links = [...document.querySelectorAll("a[href]")].filter((a) => pages(a) && new URL(a.href).searchParams.get("lang") !== "en");
  const forms = [...document.forms].filter((f) => f.elements.lang?.value !== "en");
  return [...links, ...forms].map((e) => e.outerHTML.slice(0, 120));
}
