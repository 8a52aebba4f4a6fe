// Pages of what is searched, queried and downloaded.
import { visit, widthFaults } from "./visit.mjs";

const sql = "SELECT report_id, agency_id, fiscal_year, checks_pass, NULL AS nothing FROM reports ORDER BY report_id LIMIT 3";

// takeawayAddresses are one of each kind.
export function takeawayAddresses(_plan) {
  return { search: `/search?q=${encodeURIComponent("培训")}`, sounds: "/search?q=jyj", table: "/data/tables/reports", console: `/sql?q=${encodeURIComponent(sql)}` };
}

export function takeaways(plan) {
  return [{ name: "found by its sound, asked in SQL", run: (browser, faults) => visit(browser, plan.base, faults, { width: 390, height: 844, script: false, allowed: (words) => /400 .*\/sql/.test(words) }, (page) => journey(page, plan, faults)) }];
}

// journey: an agency by the first letters of its name, a word to the report that has it, a query of one's own.
async function journey(page, plan, faults) {
  await page.goto(plan.base + "/");
  await page.locator("header input[name=q]").fill("jyj");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?/);
  const names = await page.locator("#agencies li a").allInnerTexts();
  faults.unless(names.length > 1 && names.every((name) => name.includes("教育")), `jyj leads to ${names}`);
  await page.locator("form.filters input[name=q]").fill("业务培训 公开");
  await page.locator("form.filters button").click();
  await page.waitForLoadState();
  const marked = await page.locator("#texts li").first().locator("mark").allInnerTexts();
  faults.unless(["业务培训", "公开"].every((word) => marked.includes(word)), `marked: ${marked}`);
  await page.locator("#texts li a").first().click();
  faults.unless(new URL(page.url()).pathname.startsWith("/reports/"), `a text leads to ${page.url()}`);
  await page.goto(plan.base + "/sql");
  await page.locator("#query").fill(sql);
  await page.locator("form.console button").click();
  await page.waitForLoadState();
  faults.equal(new URL(page.url()).searchParams.get("q"), sql, "the query in the address");
  faults.equal(await page.locator("#result tbody tr").count(), 3, "rows");
  faults.equal(await page.locator("#query").inputValue(), sql, "the query that was run");
  await widthFaults(page, faults);
  await page.goto(`${plan.base}/sql?q=${encodeURIComponent("DROP VIEW figures")}`);
  faults.unless((await page.locator("#error").innerText()).includes("readonly"), "a query that may not run says so");
  await page.goto(plan.base + "/sql");
  await page.locator("ol.examples a").first().click();
  faults.unless(await page.locator("#result tbody tr").count() > 0, "the first example gives nothing");
}
