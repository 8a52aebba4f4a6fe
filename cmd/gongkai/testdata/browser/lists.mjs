// Filters, search and downloads, with and without script.
import { readFile } from "node:fs/promises";
import { visit } from "./visit.mjs";

export function lists(plan) {
  return [true, false].flatMap((script) => [
    { name: `filters ${script ? "with" : "without"} script`, run: (browser, faults) => visit(browser, plan.base, faults, { script }, (page) => filters(page, plan, faults)) },
    { name: `downloads ${script ? "with" : "without"} script`, run: (browser, faults) => visit(browser, plan.base, faults, { script }, (page, context) => downloads(page, context, plan, faults)) },
  ]);
}

// apply sends a form and waits for its answer.
async function apply(page) {
  await Promise.all([page.waitForEvent("framenavigated"), page.locator("form.filters button").click()]);
  await page.waitForLoadState();
}

async function filters(page, plan, faults) {
  const county = "990123";
  const all = async (selector) => (await page.locator(selector).evaluateAll((links) => links.map((a) => decodeURIComponent(a.pathname))));

  await page.goto(plan.base + "/findings?lang=en");
  const unfiltered = await all(".findings.list .of > a");
  await page.locator("select[name=county]").selectOption(county);
  await page.locator("select[name=rule]").selectOption("R303");
  await page.locator("select[name=severity]").selectOption("error");
  await apply(page);
  const found = await all(".findings.list .of > a");
  faults.unless(found.length > 0 && found.length < unfiltered.length, `findings: ${found.length} of ${unfiltered.length} reports are left`);
  faults.unless(found.every((path) => path.startsWith(`/reports/${county}-`)), `findings of another place: ${found}`);
  const rules = await page.locator(".finding .what code").allInnerTexts();
  faults.unless(rules.every((rule) => rule === "R303"), `findings of other rules: ${rules}`);
  faults.equal(await page.locator("select[name=rule]").inputValue(), "R303", "the rule that the form shows");
  faults.equal(await page.locator("select[name=county]").inputValue(), county, "the place that the form shows");
  faults.equal(new URL(page.url()).searchParams.get("lang"), "en", "the language after filtering");
  await page.locator("select[name=year]").selectOption("2019");
  await apply(page);
  faults.equal((await all(".findings.list .of > a")).length, 0, "findings of a year without any");
  faults.equal(await page.locator(".lead").innerText(), "No finding fits this choice. Choose another year, place or rule, or take a filter off.", "what an empty choice says");

  await page.goto(plan.base + "/agencies");
  await page.locator("select[name=county]").selectOption(county);
  await apply(page);
  const agencies = await all("#list tbody th a");
  faults.unless(agencies.length > 10 && agencies.every((path) => path.startsWith(`/agencies/${county}-`)), `agencies of ${county}: ${agencies}`);
  await page.locator("form.filters input[name=q]").fill("教育");
  await apply(page);
  const names = await page.locator("#list tbody th a").allInnerTexts();
  faults.unless(names.length >= 1 && names.every((name) => name.includes("教育")), `agencies named 教育: ${names}`);
  await page.locator("form.filters input[name=q]").fill("没有这样的");
  await apply(page);
  faults.equal(await page.locator("#list").count(), 0, "a list of nothing");

  await page.goto(plan.base + "/");
  await page.locator("select[name=county]").selectOption(county);
  await page.locator("select[name=year]").selectOption("2022");
  await apply(page);
  const address = new URL(page.url()).searchParams;
  faults.equal(`${address.get("county")} ${address.get("year")}`, `${county} 2022`, "the overview's address");
  faults.unless((await page.locator(".lead").innerText()).startsWith("2022 年度"), `the overview says: ${await page.locator(".lead").innerText()}`);
}

// downloads takes every table that pages offer.
async function downloads(page, context, plan, faults) {
  const report = plan.reports[0];
  const pages = ["/", "/agencies", `/agencies/${encodeURIComponent(report.agency_id)}`, `/reports/${encodeURIComponent(report.id)}`, "/findings?severity=error", "/status"];
  for (const path of pages) {
    await page.goto(plan.base + path);
    await page.locator("details:not([open]) > summary").evaluateAll((all) => all.forEach((s) => { s.parentElement.open = true; }));
    const links = page.locator('a[href*="format=csv"]');
    const count = await links.count();
    faults.unless(count > 0, `${path} offers no table`);
    for (let i = 0; i < count; i++) {
      const href = await links.nth(i).getAttribute("href");
      const [download] = await Promise.all([page.waitForEvent("download"), links.nth(i).click()]);
      faults.unless(/^gongkai-[\w-]+\.csv$/.test(download.suggestedFilename()), `${href} is saved as ${download.suggestedFilename()}`);
      const text = await readFile(await download.path(), "utf8");
      faults.unless(text.startsWith("\ufeff") && text.split("\n").length > 2 && text.split("\n")[0].split(",").length > 2, `${href} is no table: ${text.slice(0, 100)}`);
      const answer = await context.request.get(plan.base + href);
      faults.unless(answer.ok() && answer.headers()["content-type"].startsWith("text/csv"), `${href} is ${answer.status()} ${answer.headers()["content-type"]}`);
    }
  }
}
