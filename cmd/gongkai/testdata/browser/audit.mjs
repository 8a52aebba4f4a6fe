// Audits of ourselves: the list, one that is finished, one whose cells wait, and the page on which a person reads a
// cell without being told what we read.
import { inspect } from "./desk.mjs";
import { until, visit } from "./visit.mjs";

export function audits(plan) {
  return [{ name: "the pages of audits are for everybody", run: (browser, faults) => visit(browser, plan.hostile, faults, {}, (page) => walked(page, plan, faults)) }];
}

// walked goes from the list to a cell that waits, in each language.
async function walked(page, plan, faults) {
  for (const lang of ["zh", "en"]) {
    await page.goto(`${plan.hostile}/audits${lang === "en" ? "?lang=en" : ""}`);
    const listed = await page.locator("#list tbody tr").evaluateAll((rows) => rows.map((row) => ({ address: row.querySelector("a").href, open: row.querySelector("td[colspan]") !== null })));
    listed.sort((a, b) => a.open - b.open); // the one that waits comes last, since its page leads on
    faults.equal(listed.map((audit) => audit.open).join(), "false,true", "audits that are not finished");
    await inspect(page, plan, faults, `audits-${lang}`);
    for (const { address, open } of listed) {
      await page.goto(address);
      const sections = await page.locator("main section").evaluateAll((all) => all.map((section) => section.id).join(" "));
      faults.equal(sections, open ? "facts strata open" : "facts strata wrong unreadable", "sections of an audit");
      await inspect(page, plan, faults, `audit-${open ? "open" : "read"}-${lang}`);
    }
    await page.locator("#open a").first().click();
    await until("the archived page", async () => (await page.frameLocator("#evidence").locator("body").innerText()).includes("137"));
    faults.unless(!(await page.locator("main").innerText()).includes("137"), "the page of a cell says what we read");
    faults.equal(await page.evaluate(() => document.documentElement.lang), lang === "en" ? "en" : "zh-Hans", "html lang");
    await inspect(page, plan, faults, `audit-cell-${lang}`);
  }
}
